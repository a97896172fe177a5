"""The page format: ``📖 category`` lines, ``Term (reading)`` headings, the definition in the lines below.

A Markdown heading of the second level (``## Term``) is always a heading; one of the first is a category in a page
that has such headings and no ``📖``.

What stands before the first category is an introduction, what stands behind a line ``コメント`` is no
definition. Read line by line with one line of outlook, in time linear in the page's length.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from glossgraph import markup
from glossgraph.formats import headlines
from glossgraph.formats.heading import Heading, parse, words
from glossgraph.formats.headlines import Place
from glossgraph.messages import Message
from glossgraph.model import Entry, Lang
from glossgraph.text import composed, is_japanese, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossgraph.formats.source import Source

BOOK = "📖"
_HASHES = re.compile(r"^#{1,6}\s+")
_TITLE, _TERM = re.compile(r"#\s"), re.compile(r"##\s")
_VARIATION = "\ufe0e\ufe0f\u200b\u200d"


class Line(NamedTuple):
    """A line that is not empty: its number from 1, its text without markup and as written, whether a gap is before."""

    number: int
    text: str
    raw: str
    gap: bool


def entries(source: Source) -> Iterator[Entry]:
    """The entries of a page, none where it has no heading."""
    booked = _has_category(source)
    titled = not booked and any(_TERM.match(raw) for _, raw in source.lines())
    return _Reader(source, booked, titled).entries()


class _Reader:
    """One pass over a page."""

    def __init__(self, source: Source, skips_introduction: bool, titled: bool) -> None:
        self.source = source
        self.titled = titled
        self.skipping = skips_introduction
        self.category = ""
        self.place = Place.CATEGORY
        self.before = ""
        self.heading: tuple[Heading, Line] | None = None
        self.definition: list[str] = []

    def entries(self) -> Iterator[Entry]:
        for line, after in _with_next(_lines(self.source)):
            yield from self._take(line, after)
        yield from self._finished()

    def _take(self, line: Line, after: str) -> Iterator[Entry]:
        category = line.text if self.titled and _TITLE.match(line.raw) else _category(line.text)
        if category is not None:
            yield from self._finished()
            self.category, self.place, self.skipping = category, Place.CATEGORY, False
        elif self.skipping:
            return
        elif self._is_footer(line):
            yield from self._finished()
            self.skipping = True
        else:
            place = Place.GAP if line.gap and self.place is not Place.CATEGORY else self.place
            heading = headlines.read(line.text, place, self.before, after)
            if heading is None and _TERM.match(line.raw) and 0 < len(line.text) <= headlines.LONGEST:
                heading = parse(line.text)
            if heading:
                yield from self._finished()
                self.heading, self.place = (heading, line), Place.HEADING
            elif _HASHES.match(line.raw) and len(line.text) > headlines.LONGEST:
                self._warn_of_length(line)
            else:
                self._take_text(line, place, after)
        self.before = line.text

    def _take_text(self, line: Line, place: Place, after: str) -> None:
        """A line of a definition, or of what stands between a category and its first heading."""
        if headlines.too_long(line.text):
            self._warn_of_length(line)
        elif headlines.resembles(line.text, place, after):
            shown = Message(
                "{text!r} looks like a heading and was read as text: write it as  Term (reading)", text=line.text
            )
            self.source.warn(shown, line.number)
        if self.heading:
            self.definition.append(line.raw)
            self.place = Place.after(line.text)

    def _warn_of_length(self, line: Line) -> None:
        self.source.warn(
            Message("a heading of {count:,} characters was read as text: make it shorter", count=len(line.text)),
            line.number,
        )

    def _is_footer(self, line: Line) -> bool:
        stands_apart = line.gap or self.place in (Place.SENTENCE, Place.HEADING)
        return bool(self.heading) and stands_apart and bool(_footer().fullmatch(line.text))

    def _finished(self) -> Iterator[Entry]:
        if self.heading is None:
            return
        (heading, line), self.heading = self.heading, None
        definition = markup.plain(join_lines(self.definition))
        self.definition = []
        yield Entry(
            term=heading.term,
            definition=definition,
            reading=heading.reading,
            aliases=heading.aliases,
            categories=(self.category,) if self.category else (),
            lang=language(definition or line.text + self.category),
            glossary=self.source.glossary,
            source=self.source.name,
            line=line.number,
        )


def language(text: str) -> Lang:
    """The language that a text is guessed to be in."""
    return "ja" if is_japanese(text) else "en"


def _lines(source: Source) -> Iterator[Line]:
    gap = False
    for number, raw in source.lines():
        text = raw.strip()
        if text:
            yield Line(number, _clean(text), text, gap)
        gap = not text


def _clean(text: str) -> str:
    """A line in NFC without markup; a long one is no heading and keeps its markup."""
    text = composed(text)[0]
    return markup.plain(_HASHES.sub("", text)).strip() if len(text) < 400 else text


def _with_next(lines: Iterator[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with the text of the next, "" before a category and at the end."""
    last: Line | None = None
    for line in lines:
        if last is not None:
            yield last, "" if _category(line.text) is not None else line.text
        last = line
    if last is not None:
        yield last, ""


def _category(text: str) -> str | None:
    if not text.startswith(BOOK):
        return None
    return text[len(BOOK) :].lstrip(_VARIATION).strip()


def _has_category(source: Source) -> bool:
    return any(BOOK in raw and _category(_clean(raw.strip())) is not None for _, raw in source.lines())


@cache
def _footer() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words()["page"]["footers"]))
    return re.compile(rf"(?:{names})\s*(?:[(（]?\s*\d+\s*件?\s*[)）]?)?\s*[:：]?", re.IGNORECASE)
