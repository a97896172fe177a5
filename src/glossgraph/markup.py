"""Markup that texts carry: bold, italics, inline code, links and images, the elements and characters of HTML.

Pages are Markdown, so their readers take that out (``plain``). All else is kept as it was given, and only read
without it (``shown``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossgraph.model import Span
from glossgraph.text import composed

_CODE_OR_LINK = re.compile(
    r"(?P<tick>`{1,3})(?!`)(?P<code>[^`]+)(?P=tick)(?!`)"
    r"|!?\[(?P<text>[^\[\]]*)\]\((?:[^()\s]|\([^()\s]{0,200}\)){1,2000}(?:\s\"[^\"]{0,200}\")?\)"
)
_BOLD = re.compile(r"(?P<mark>\*\*)(?=[^\s*])(?P<bold>[^*]+)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![A-Za-z0-9*])\*(?=\w)(?P<italic>[^*]+)(?<=\S)\*(?![A-Za-z0-9*])")
_HTML = re.compile(
    r"`[^`]*`|<(?P<over>rt|rp)>[^<]*</(?P=over)>|<!--[^<>]*-->"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_ALONE = frozenset({"br", "hr", "img", "li", "p", "wbr"})
"""Elements that need no end; any other one is markup only where its end stands in the same text."""
_INLINE = re.compile(
    r"a|abbr|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|rb|ruby|s|samp|small|span|strike|strong|su[bp]|tt|u"
    r"|var|wbr"
)
_BLOCK = re.compile(
    r"article|aside|blockquote|br|caption|d[dlt]|details|div|fig(?:caption|ure)|footer|h[1-6r]|header|img|li|main|[ou]l|p"
    r"|pre|section|summary|table|t(?:body|[dhr]|foot|head)"
)
_POWER = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as a reader sees it, in NFC and without markup.

    ``starts`` and ``ends``: where each of its characters begins and ends in the text as it was given.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Where ``[start, end)``, which is not empty, stands in the text as it was given."""
        return self.starts[start], self.ends[end - 1]

    def sentence(self, start: int, end: int) -> Span:
        """As ``span``, with the markup before it and, at the end of the text, behind it."""
        return self.ends[start - 1] if start else 0, self.ends[end - 1]


def plain(text: str) -> str:
    """The text without its markup, everything else as it was. Linear in its length.

    Stars between two letters or digits (``2**10``) and marks without a partner are no markup.
    """
    return _unmarked(text)[0]


def shown(text: str) -> Shown:
    """The text as it is read. Linear in its length."""
    read, starts, ends = _without_tags(text)
    whole, offsets = composed(read)
    clean, kept = _unmarked(whole)
    if clean == text:
        return Shown(text, range(len(text)), range(1, len(text) + 1))
    return Shown(clean, [starts[offsets[at]] for at in kept], [ends[offsets[at + 1] - 1] for at in kept])


def _without_tags(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """A text without what HTML adds to it, and where each of its characters begins and ends in the text as given."""
    if "<" not in text and "&" not in text:
        return text, range(len(text)), range(1, len(text) + 1)
    tags = {(found["tag"].casefold(), bool(found["end"])) for found in _HTML.finditer(text) if found["tag"]}
    whole = {tag for tag, _ in tags if tag in _ALONE or {(tag, False), (tag, True)} <= tags}
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _HTML.finditer(text):
        read = _read(found, whole)
        if read is not None:
            pieces += [text[at : found.start()], read]
            starts += [*range(at, found.start()), *[found.start()] * len(read)]
            ends += [*range(at + 1, found.start() + 1), *[found.end()] * len(read)]
            at = found.end()
    return "".join([*pieces, text[at:]]), [*starts, *range(at, len(text))], [*ends, *range(at + 1, len(text) + 1)]


def _read(found: re.Match[str], whole: set[str]) -> str | None:
    """What a reader sees of a piece of HTML; None where it is none."""
    tag = (found["tag"] or "").casefold()
    if tag:
        return None if tag not in whole else "" if _INLINE.fullmatch(tag) else " " if _BLOCK.fullmatch(tag) else None
    if found[0].startswith("&"):
        char = html.unescape(found[0])
        return char if len(char) == 1 else None
    return None if found[0].startswith("`") else ""


def _unmarked(text: str) -> tuple[str, Sequence[int]]:
    """A text without its markup, and where each of its characters stood."""
    kept: Sequence[int] = range(len(text))
    if "`" in text or "](" in text:
        text, kept = _only(_CODE_OR_LINK, text, kept, lambda found: found.span("code" if found["code"] else "text"))
    if "*" in text:
        text, kept = _only(_BOLD, text, kept, _inside_bold)
        text, kept = _only(_ITALIC, text, kept, lambda found: found.span("italic"))
    return text, kept


def _only(
    pattern: re.Pattern[str], text: str, kept: Sequence[int], inside: Callable[[re.Match[str]], Span]
) -> tuple[str, Sequence[int]]:
    """A text in which only the inside of what a pattern finds is left."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for found in pattern.finditer(text):
        start, end = inside(found)
        pieces += [text[at : found.start()], text[start:end]]
        places += [*kept[at : found.start()], *kept[start:end]]
        at = found.end()
    return "".join([*pieces, text[at:]]), [*places, *kept[at:]]


def _inside_bold(found: re.Match[str]) -> Span:
    before = found.string[max(0, found.start() - 1) : found.start()]
    is_power = _POWER.match(before) and _POWER.match(found["bold"])
    return found.span() if is_power else found.span("bold")
