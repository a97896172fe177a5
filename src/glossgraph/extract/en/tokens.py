"""English tokens with their offsets: words, numbers, names with inner punctuation, single marks."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:e\.g|i\.e|etc|vs|approx)\.(?!\w)"
    r"|\w+-(?=\s(?:or|and)\b)"
    r"|\w+(?:[.\-+&@=_:'’/](?=\w)\w+)*(?:(?:\+\+\d*|#)(?:-\w+)*)?"
    r"|[.%$]\w+(?:[.\-]\w+)*"
    r"|--+|\.{2,}"
    r"|[^\w\s]",
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_SLASH = re.compile(r"/")
_NAMED = re.compile(r"[A-Z]+/[A-Z]+|\w+/\d[\w.]*")


class Token(NamedTuple):
    """A piece of a sentence, ``[start, end)`` in code points."""

    start: int
    end: int
    text: str


def tokenize(sentence: str) -> list[Token]:
    """The tokens of a sentence, in order; white space belongs to none. Time is linear."""
    found: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        text, start = match.group(), match.start()
        if "/" in text and not _NAMED.fullmatch(text):
            _split_slashes(found, text, start)
        elif "'" in text or "’" in text:
            _split_clitic(found, text, start)
        else:
            found.append(Token(start, start + len(text), text))
    return found


def bounds(tokens: list[Token], length: int) -> list[int]:
    """The offsets at which tokens begin and end, ascending, with 0 and ``length``."""
    return sorted({0, length, *(token.start for token in tokens), *(token.end for token in tokens)})


def _split_slashes(found: list[Token], text: str, start: int) -> None:
    at = 0
    for match in _SLASH.finditer(text):
        _split_clitic(found, text[at : match.start()], start + at)
        found.append(Token(start + match.start(), start + match.end(), "/"))
        at = match.end()
    _split_clitic(found, text[at:], start + at)


def _split_clitic(found: list[Token], text: str, start: int) -> None:
    match = _CLITIC.search(text)
    cut = match.start() if match and match.start() else len(text)
    if text[:cut]:
        found.append(Token(start, start + cut, text[:cut]))
    if cut < len(text):
        found.append(Token(start + cut, start + len(text), text[cut:]))
