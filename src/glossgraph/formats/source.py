"""A file to read: its bytes told from binary, its text decoded, its lines counted."""

from __future__ import annotations

import codecs
import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from glossgraph.errors import InputError
from glossgraph.messages import Message
from glossgraph.model import Problem
from glossgraph.text import is_japanese

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = 1 << 16
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "an image or a sound",
    b"BM": "a bitmap image",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
}
_ENCODINGS = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Source:
    """One file, named in messages and in entries as it was given."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The path as it was given, with ``/`` on every system."""
        return self.path.as_posix()

    @property
    def glossary(self) -> str:
        """The short name of the glossary that the file holds."""
        return self.path.stem

    def warn(self, message: str, line: int) -> None:
        """Note what the file's writer should look at in a line."""
        self.problems.append(Problem(message, self.name, line))

    def fail(self, message: str, line: int | None = None) -> NoReturn:
        """Raise InputError for this file, or for a line of it."""
        raise InputError(message, self.name, line)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The file's bytes. Raises InputError when it cannot be opened or read."""
        try:
            with self.path.open("rb") as stream:
                yield stream
        except FileNotFoundError:
            self.fail(Message("there is no such file"))
        except OSError as exc:
            self.fail(Message("cannot be read ({why})", why=exc.strerror or exc))

    def head(self) -> bytes:
        """The first 64 KiB. Raises InputError when they are not text."""
        with self.open() as stream:
            head = stream.read(_HEAD)
        if not head.startswith(_UTF16):
            self._refuse_binary(head)
        return head

    def lines(self) -> Iterator[tuple[int, str]]:
        """(number from 1, text without its end) of each line, decoded strictly, one at a time.

        UTF-8, or UTF-16 with a byte order mark. Raises InputError naming the line and the encoding
        that the file seems to have.
        """
        wide = self.head().startswith(_UTF16)
        number = 0
        with self.open() as stream:
            for number, line in enumerate(self._wide_lines(stream) if wide else self._lines(stream), 1):
                yield number, line.lstrip("\ufeff")

    def text(self) -> str:
        """The whole text, line ends as ``\\n``."""
        return "\n".join(line for _, line in self.lines())

    def _lines(self, stream: BinaryIO) -> Iterator[str]:
        number = 1
        for raw in stream:
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                self.fail(_advice(raw), number)
            for line in _ends_off(text):
                number += 1
                yield line

    def _wide_lines(self, stream: BinaryIO) -> Iterator[str]:
        reader = io.TextIOWrapper(stream, encoding="utf-16", newline="\n")
        number = 1
        try:
            for text in reader:
                for line in _ends_off(text):
                    number += 1
                    yield line
        except UnicodeError:
            self.fail(Message("is UTF-16 that breaks off or is damaged: save it as UTF-8"), number)

    def _refuse_binary(self, head: bytes) -> None:
        kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
        if kind is not None and not _is_utf8(head):
            self.fail(Message("is not text but {kind}", kind=Message(kind)))
        if b"\0" in head:
            if any(_is_wide(head, codec) for codec in ("utf-16-le", "utf-16-be")):
                self.fail(Message("seems to be UTF-16 without a byte order mark: save it as UTF-8"))
            self.fail(Message("is not text"))


def _ends_off(text: str) -> Iterator[str]:
    """A line as the file has it, its end cut off; old Mac line ends make several."""
    return iter(text.rstrip("\n").removesuffix("\r").split("\r"))


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return b"\0" not in head


def _is_wide(head: bytes, codec: str) -> bool:
    """Whether bytes are text in a codec of two bytes a character: nearly all ASCII, kana and kanji."""
    text = head[: len(head) // 2 * 2].decode(codec, errors="replace")
    latin = sum(char.isascii() and (char.isprintable() or char.isspace()) for char in text)
    kana = sum("\u3041" <= char <= "\u30fe" for char in text)
    return bool(latin or kana) and (latin + sum(map(is_japanese, text))) * 10 > len(text) * 8


def _advice(raw: bytes) -> str:
    """What to do about a line that is no UTF-8: the encoding that makes most Japanese of it, if any does."""
    best, most = "", 0
    for codec in _ENCODINGS:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        likely = sum(("\u3041" <= char <= "\u30fe") * 2 + is_japanese(char) for char in text)
        rare = sum("\uff61" <= char <= "\uff9f" or "\ue000" <= char <= "\uf8ff" for char in text)
        if likely - 2 * rare > most:
            best, most = codec, likely - 2 * rare
    if best:
        codec = best.upper().replace("_", "-")
        return Message(
            "is not UTF-8 but seems to be {encodings}: save it as UTF-8 (iconv -f {codec} -t UTF-8)",
            encodings=_ENCODINGS[best],
            codec=codec,
        )
    return Message("is not UTF-8: save it as UTF-8")
