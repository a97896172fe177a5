"""What tells the senses of a name apart: the word in a headword's bracket, and how its own definitions use the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from glossgraph.model import Entry
from glossgraph.text import compact, identity, is_japanese

_WORDS = re.compile(r"[a-z]+")
_WORD = re.compile(r"[A-Za-z]{3,}|[ァ-ヶー]{2,}|[一-龠]{2,}")
_FIRST = 160
"""How far into a definition it is told what a sense is about, in characters."""
_BRACKET = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]$")
_POINTS = (":", "：")
"""What ends a definition that only points to others: *The term block can have several meanings. It may refer to:*."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Senses:
    """By a term's id: ``own`` its definitions where it has a name of one word, ``told`` in which senses it is meant.

    ``told`` holds the folded last words of brackets: of the headword's own (*Safe (HTTP methods)*), and those of all
    its senses where a headword has no definition of its own but points to them, with the terms that these speak of.
    """

    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    told: dict[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, term: str, named: str, entry: Entry) -> bool:
        """Whether a name, as written, can mean a term in an entry: where the term has senses, it speaks of one."""
        told = self.told.get(term)
        if told is None or _BRACKET.match(named):
            return True
        said = compact(f"{entry.term} {entry.definition}")
        return any(word in said for word in told)


def senses(concepts: Mapping[str, Sequence[Entry]], ends: Mapping[str, _Named]) -> Senses:
    """The senses of the terms of a build; ``concepts`` are their entries by id, ``ends`` the terms by identity form."""
    own, told = {}, defaultdict(set)
    for term, group in concepts.items():
        if any(map(_is_word, (name for entry in group for name in (entry.term, entry.reading or "", *entry.aliases)))):
            own[term] = tuple(entry.definition for entry in group if entry.definition)
        for found in filter(None, (_BRACKET.match(entry.term) for entry in group)):
            word = _last(found[2])
            told[term].add(word)
            bare = ends.get(identity(found[1]))
            if bare is not None and bare.id != term and _points(concepts[bare.id]):
                told[bare.id].update((word, *_terms(group, bare.id, ends)))
    return Senses(own, {term: frozenset(words) for term, words in told.items()})


def without_classes(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, without aliases that are their headwords' class and no other name.

    A definition says so of its own headword, *Backend (process): Process of …*; where headwords have a capital and
    classes none, a class of one is no name of another.
    """
    listed = list(entries)
    classes = {alias for entry in listed for alias in entry.aliases if _is_titled(entry) and _is_class(alias, entry)}
    return [_without(entry, classes if _is_titled(entry) else set()) for entry in listed]


def _without(entry: Entry, classes: set[str]) -> Entry:
    kept = tuple(alias for alias in entry.aliases if alias not in classes and not _is_class(alias, entry))
    return entry if len(kept) == len(entry.aliases) else replace(entry, aliases=kept)


def _is_titled(entry: Entry) -> bool:
    return entry.term[:1].isupper()


def _is_class(alias: str, entry: Entry) -> bool:
    definition = entry.definition.lower()
    if alias not in definition or not (alias.isascii() and alias.isalpha() and alias.islower()):
        return False
    words = set(_WORDS.findall(definition))
    return alias != entry.term.lower() and not words.isdisjoint((alias, f"{alias}s", f"{alias}es"))


def _is_word(name: str) -> bool:
    return len(name) == 1 if is_japanese(name) else name.isalpha()


def _terms(group: Iterable[Entry], but: str, ends: Mapping[str, _Named]) -> Iterator[str]:
    """The terms of one word that definitions begin to speak of, folded."""
    for entry in group:
        for word in map(compact, _WORD.findall(entry.definition[:_FIRST])):
            known = ends.get(word) or ends.get(word.removesuffix("s"))
            if known is not None and known.id != but:
                yield word.removesuffix("s")


def _last(sense: str) -> str:
    """The last word of a bracket as texts are searched for it: *HTTP methods* is spoken of where *method* is."""
    word = compact(sense.split()[-1])
    return word[:-1] if len(word) > 4 and word.isascii() and word.endswith("s") else word


def _points(group: Iterable[Entry]) -> bool:
    return all(entry.definition.rstrip().endswith(_POINTS) for entry in group)
