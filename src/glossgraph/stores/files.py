"""The file layer: every change to a stored graph goes through a ``Disk``, one small step at a time."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 1.0
"""Seconds for which a step is tried again where another program holds the file (Windows refuses it then)."""

_PAUSE = 0.02
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to a file: bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


class Disk:
    """Writes, flushes, renames and deletes files.

    ``at`` is called before each step with its name and path; a test's own ``at`` may stop the program
    there or refuse the step. ``buffer`` is the number of bytes that go to a file in one step.
    """

    def __init__(self, buffer: int = 1 << 20) -> None:
        self.buffer = buffer

    def at(self, step: str, path: Path) -> None:
        """Called before each step: create, write, flush, make, replace, delete, or flush of a folder."""

    def make_folder(self, path: Path) -> None:
        """Make a folder, and those it stands in; one that is there already will do."""
        if not path.is_dir():
            self.at("make", path)
            path.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, fill: Callable[[BinaryIO], object]) -> Written:
        """Make a new file, let ``fill`` write it, and see to it that it is on the disk."""
        self.at("create", path)
        with _Sink(self, path) as sink:
            file = io.BufferedWriter(sink, self.buffer)
            fill(cast("BinaryIO", file))
            file.flush()
            self.at("flush", path)
            os.fsync(sink.fileno())
            file.detach()
        return Written(sink.size, sink.digest.hexdigest())

    def append(self, path: Path, size: int, data: bytes) -> None:
        """Cut a file to ``size`` bytes, add data at its end, and see to it that it is on the disk."""
        new = not path.exists()
        self.at("append", path)
        with path.open("ab", buffering=0) as file:
            if file.tell() != size:
                self.at("cut", path)
                file.truncate(size)
            for begin in range(0, len(data), self.buffer):
                self.at("write", path)
                file.write(data[begin : begin + self.buffer])
            self.at("flush", path)
            os.fsync(file.fileno())
        if new:
            self.flush_folder(path.parent)

    def flush_folder(self, path: Path) -> None:
        """See to it that the names in a folder are on the disk (Windows does that by itself)."""
        if sys.platform == "win32":
            return
        self.at("flush", path)
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file or folder; a file of the new name is replaced in the same moment."""
        self.at("replace", target)
        patiently(lambda: source.replace(target))

    def delete(self, path: Path) -> None:
        """Delete a file; one that has gone already will do."""
        self.at("delete", path)
        path.unlink(missing_ok=True)

    def delete_folder(self, path: Path) -> None:
        """Delete an empty folder; one that has gone already will do."""
        self.at("delete", path)
        with suppress(FileNotFoundError):
            path.rmdir()

    def delete_tree(self, path: Path) -> None:
        """Delete a folder and all that is in it."""
        self.at("delete", path)
        shutil.rmtree(path)


class _Sink(io.FileIO):
    """A new file that counts and sums up what is written to it."""

    def __init__(self, disk: Disk, path: Path) -> None:
        super().__init__(path, "xb")
        self.disk, self.path, self.size, self.digest = disk, path, 0, hashlib.sha256()

    def write(self, data: Any, /) -> int:
        self.disk.at("write", self.path)
        done = super().write(data)
        self.digest.update(memoryview(data)[:done])
        self.size += done
        return done


def patiently(step: Callable[[], T]) -> T:
    """Do a step, again and again for a second where it is refused."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return step()
        except PermissionError:
            if time.monotonic() > end:
                raise
        time.sleep(_PAUSE)


def read_text(path: Path) -> str:
    """The text of a small file, which another program may be replacing at this moment."""
    if sys.platform == "win32":
        return patiently(lambda: path.read_text(encoding="utf-8"))
    return path.read_text(encoding="utf-8")


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
