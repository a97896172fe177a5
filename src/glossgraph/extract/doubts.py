"""What a writer should look at in a glossary's names: too long to be one, a single letter, each other's alias."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossgraph.messages import Message
from glossgraph.model import Entry, Problem
from glossgraph.text import identity

LONGEST = 200
"""A longer headword is surely no name but a sentence or a broken line."""


def doubtful(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Entries of one language that name each other as their alias; names too long to be one, headwords of a letter."""
    entries = list(entries)
    named = {(entry.lang, identity(entry.term)): {identity(alias) for alias in entry.aliases} for entry in entries}
    for entry in entries:
        key = identity(entry.term)
        for alias in entry.aliases:
            if key < identity(alias) and key in named.get((entry.lang, identity(alias)), ()):
                said = Message(
                    "{term!r} and {alias!r} name each other as alias and are taken for one term",
                    term=entry.term,
                    alias=alias,
                )
                yield Problem(said, entry.source, entry.line)
            if len(alias) > LONGEST:
                said = Message(
                    "the alias {alias!r}… of {term!r} has {count:,} characters and is left out",
                    alias=alias[:20],
                    term=entry.term,
                    count=len(alias),
                )
                yield Problem(said, entry.source, entry.line)
        if len(entry.term) == 1 and entry.term.isascii() and entry.term.isalpha():
            said = Message(
                "the headword {term!r} is one letter: it is found only where it stands alone and as written",
                term=entry.term,
            )
            yield Problem(said, entry.source, entry.line)
        if len(entry.term) > LONGEST:
            said = Message(
                "the headword {term!r}… has {count:,} characters", term=entry.term[:20], count=len(entry.term)
            )
            yield Problem(said, entry.source, entry.line)
