"""Names that keep their capital: *Metal* is not found in *metal*, but *Server* is in *server*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from glossgraph.model import Entry
from glossgraph.text import compact

_WORD = re.compile(r"[A-Za-z]+")
_ONE = re.compile(r"[A-Z][a-z]+")
_COUNTING = frozenset({"a", "an", "the", "each", "every", "any", "some", "this", "that", "one"})
_BEFORE = re.compile(r"[a-z,;][\"'“‘(]?\s$")
_TITLE = re.compile(r"\s[A-Z]")
_SPELLED = re.compile(r"[A-Z][A-Za-z]*(?:[ -][A-Z][A-Za-z]*){2,}")
_PAIR = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+(?![\w-])")
_NEXT = re.compile(r"[ -]([A-Za-z]+)")
_ENOUGH = 2
"""How often texts write a proper name with its capital where none is due; once if its own definition begins with it."""


def held_to_case(entries: Iterable[Entry]) -> frozenset[str]:
    """Forms of one-word headwords that English texts use as proper names, and no less often than in small letters.

    A word with an article or in the plural is a common noun, whatever its capital; at the start of a sentence and
    within a title a capital says nothing. Time is linear in the texts.
    """
    english = [entry for entry in entries if entry.lang == "en"]
    wanted = {entry.term.casefold() for entry in english if _ONE.fullmatch(entry.term)}
    uses = Counter(use for entry in english for use in _uses(entry.definition, wanted))
    uses.update((entry.term.casefold(), "name") for entry in english if entry.definition.startswith(f"{entry.term} "))
    return frozenset(
        compact(word)
        for word in wanted
        if uses[word, "name"] >= max(_ENOUGH, uses[word, "small"]) and not uses[word, "counted"]
    )


def is_piece(text: str, start: int, end: int, headword: str = "") -> bool:
    """Whether a mention is part of a longer name that is spelled out: *Control* in *Transmission Control Protocol*.

    Three and more words with capitals in a row are one name, two are where both are spelled like *Git Flow* and the
    first does not owe its capital to the sentence's start; the mention that covers them all is no piece. What begins
    two words of the entry's own headword speaks of that: *Internet Explorer* in *Microsoft Internet Explorer*.
    """
    following = _NEXT.match(text, end)
    if following and f" {text[start:end]} {following[1]} ".casefold() in f" {headword} ".casefold():
        return True
    around = max(0, start - _FAR)
    spelled = (match.span() for match in _SPELLED.finditer(text, around, end + _FAR))
    pairs = (match.span() for match in _PAIR.finditer(text, around, end + _FAR))
    longer = chain(spelled, (pair for pair in pairs if pair[0] or pair[0] == start))
    return any(first <= start and end <= last and (first, last) != (start, end) for first, last in longer)


_FAR = 60
"""How far around a mention a longer name is looked for, in characters."""


def _uses(text: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """How a text writes each wanted word: in small letters, as a name, or as a noun that is counted."""
    before = ""
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.casefold()
        form = low if low in wanted else low.removesuffix("s")
        if form in wanted:
            if before in _COUNTING or form != low:
                yield form, "counted"
            elif word == low:
                yield form, "small"
            elif _BEFORE.search(text, max(0, match.start() - 3), match.start()) and not _TITLE.match(text, match.end()):
                yield form, "name"
        before = low
