"""Stage one, global: which names a set of entries gives to which terms, and where a text mentions them."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from glossgraph.extract.aliases import is_alias_row
from glossgraph.extract.casing import held_to_case
from glossgraph.extract.doubts import LONGEST, doubtful
from glossgraph.extract.longforms import long_forms
from glossgraph.extract.senses import Senses, senses, without_classes
from glossgraph.messages import Message
from glossgraph.model import Entry, Problem
from glossgraph.text import compact, identity, is_japanese, search_key, term_id, told_apart

_LATIN = re.compile(r"[A-Za-z0-9]")
_BEHIND = re.compile(r"[A-Za-z0-9][-_.]$")
_AHEAD = re.compile(r"[-_.](?![A-Za-z]{0,2}\d)[A-Za-z0-9]")
_KATAKANA = re.compile(r"[ァ-ヶー・]{3,}")
_SHORT = 3
"""Latin names up to this length are held to their case: ``Go`` is not found in ``go``."""


_Claims = dict[str, tuple[str, Entry]]


@dataclass(frozen=True, slots=True)
class End:
    """A term as a claim names it: its id, and the label it has where no headword defines it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a sentence names a known term: ``[start, end)`` in code points."""

    start: int
    end: int
    term: End


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What known names begin with: a prefix stands where it would be sorted in, so that none is stored itself."""

    keys: tuple[str, ...] = ()

    def __contains__(self, text: str) -> bool:
        at = bisect.bisect_left(self.keys, text)
        return at < len(self.keys) and self.keys[at].startswith(text)


@dataclass(frozen=True)
class Names:
    """The names of all terms of a build. Picklable, never changed.

    ``ends`` maps an identity form to its term, ``aliases`` a term's id to its other names.
    ``homonyms`` are the identity forms that several headwords share; ``shared`` those and the aliases that several
    terms claim: they name none. ``cased`` are forms that are no name in small letters. ``senses`` tell an everyday
    word from a name.
    """

    ends: dict[str, End] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    homonyms: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    cased: frozenset[str] = frozenset()
    prefixes: Prefixes = Prefixes()
    shared: frozenset[str] = frozenset()
    senses: Senses = field(default_factory=Senses)

    def resolve(self, name: str) -> End | None:
        """The known term that a name names, or None."""
        return self.ends.get(identity(name))

    def end(self, name: str) -> End:
        """The term that a name names: the known one, else a new one in its canonical form."""
        return self.resolve(name) or End(term_id(name), " ".join(name.split()))

    def headword(self, entry: Entry) -> End:
        """The term that an entry defines."""
        return self.ends.get(identity(entry.term)) or _end_of([entry], identity(entry.term) in self.homonyms)

    def mentions(self, sentence: str, bounds: Sequence[int]) -> list[Mention]:
        """Known terms in a sentence: longest match from left to right, starting and ending on token boundaries.

        ``bounds`` are the offsets of token boundaries, ascending, 0 and len(sentence) included. Time is
        linear in the number of tokens times the length of the longest name.
        """
        found: list[Mention] = []
        at = 0
        while at < len(bounds) - 1:
            match = self._longest_from(sentence, bounds, at)
            if match is None:
                at += 1
            else:
                found.append(match)
                at = bisect.bisect_left(bounds, match.end)
        return found

    def _longest_from(self, sentence: str, bounds: Sequence[int], at: int) -> Mention | None:
        start, key, best = bounds[at], "", None
        for after in range(at + 1, len(bounds)):
            piece = compact(sentence[bounds[after - 1] : bounds[after]])
            if not key and not piece:
                return None
            key += piece
            term = self.ends.get(key) or (self.ends.get(key[:-1]) if key.endswith("ー") else None)
            if term is not None and piece and self._stands(key, sentence, start, bounds[after]):
                best = Mention(start, bounds[after], term)
            if key not in self.prefixes:
                break
        return best

    def _stands(self, key: str, sentence: str, start: int, end: int) -> bool:
        """Whether a name stands there by itself: with its capital where it needs it, and no piece of ``grid-rows``."""
        surface = sentence[start:end]
        if key in self.cased and surface == surface.lower():
            return False
        return not (_BEHIND.search(sentence, max(0, start - 2), start) and _LATIN.match(surface)) and not (
            _AHEAD.match(sentence, end) and _LATIN.match(surface[-1])
        )


def names(entries: Iterable[Entry]) -> Names:
    """Collect headwords, given aliases and the long forms that stand in brackets behind a headword.

    Two entries of one name are one term unless their given readings differ, or an abbreviation's long
    forms. A given alias that is another entry's headword makes the two one term, if no third one
    claims it. A name that several terms claim names none of them and is reported.
    """
    listed = without_classes(entries)
    homonyms = _homonyms(listed)
    concepts = _concepts(listed, homonyms)
    end_of = {key: _end_of(group, identity(group[0].term) in homonyms) for key, group in concepts.items()}
    headwords = {identity(entry.term): end_of[key] for key, group in concepts.items() for entry in group}
    claims = _claims(concepts, end_of, headwords)
    claimed, problems = _claimed(claims, end_of)
    ends = {key: end for key, end in headwords.items() if key not in homonyms}
    aliases: dict[str, set[str]] = defaultdict(set)
    for key, group in concepts.items():
        aliases[end_of[key].id].update(entry.term for entry in group if entry.term != end_of[key].label)
    for key, (alias, end) in claimed.items():
        ends.setdefault(key, end)
        aliases[end.id].add(alias)
    for form, spoken in _spoken(concepts, end_of).items():
        if len(spoken) == 1 and form not in claims:
            ends.setdefault(form, *spoken)
    return Names(
        ends=ends,
        aliases={term: tuple(sorted(found)) for term, found in sorted(aliases.items())},
        homonyms=homonyms,
        problems=(*problems, *doubtful(listed)),
        cased=held_to_case(listed) | _short({*_written(listed), *chain.from_iterable(aliases.values())}),
        shared=homonyms | (claims.keys() - ends.keys()),
        prefixes=Prefixes(tuple(sorted(ends))),
        senses=senses({end_of[key].id: group for key, group in concepts.items()}, ends),
    )


def _spoken(concepts: dict[str, list[Entry]], end_of: dict[str, End]) -> dict[str, set[End]]:
    """The terms whose Latin headword Japanese texts write as it is read: *markup (マークアップ)*."""
    found: dict[str, set[End]] = defaultdict(set)
    for key, group in concepts.items():
        for entry in group:
            if entry.reading and _KATAKANA.fullmatch(entry.reading) and not is_japanese(entry.term):
                found[identity(entry.reading)].add(end_of[key])
    return found


def _homonyms(entries: Sequence[Entry]) -> frozenset[str]:
    """Names of several readings, and abbreviations that one glossary spells out in several ways."""
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in entries:
        if word := told_apart(entry):
            within = () if word == search_key(entry.reading or "") else (entry.glossary, entry.lang)
            told[identity(entry.term), *within].add(word)
    return frozenset(key for (key, *_), found in told.items() if len(found) > 1)


def _concepts(entries: Sequence[Entry], homonyms: frozenset[str]) -> dict[str, list[Entry]]:
    """Entries grouped by the term they define; the keys only tell the groups apart."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        key = identity(entry.term)
        groups[f"{key}~{told_apart(entry)}" if key in homonyms else key].append(entry)
    claims: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        for alias in _given(group):
            if identity(alias) in groups and identity(alias) != key:
                claims[identity(alias)].add(key)
    parent = {key: key for key in groups}
    for alias, owners in sorted(claims.items()):
        if len(owners) == 1:
            parent[_root(parent, alias)] = _root(parent, owners.pop())
    merged: dict[str, list[Entry]] = defaultdict(list)
    for key in sorted(groups):
        merged[_root(parent, key)].extend(groups[key])
    return {key: sorted(group, key=_precedence) for key, group in merged.items()}


def _written(entries: Iterable[Entry]) -> Iterator[str]:
    return (name for entry in entries for name in (entry.term, *entry.aliases, entry.reading or ""))


def _short(names: Iterable[str]) -> frozenset[str]:
    """Forms of short Latin names, those left out that the glossary itself writes in small letters."""
    small = {compact(name) for name in names if name == name.lower()}
    forms = {key for name in names if len(key := compact(name)) <= _SHORT and key.isascii() and not key.isdigit()}
    return frozenset(forms - small)


def _claims(concepts: dict[str, list[Entry]], end_of: dict[str, End], headwords: dict[str, End]) -> dict[str, _Claims]:
    """By an alias's form: the concepts that claim it, each with the alias as written and the entry that gives it."""
    claims: dict[str, _Claims] = defaultdict(dict)
    for key, group in concepts.items():
        for entry in group:
            for alias in (*_given([entry]), *long_forms(entry)):
                form = identity(alias)
                if form and headwords.get(form, end_of[key]) == end_of[key]:
                    claims[form].setdefault(key, (alias, entry))
    return claims


def _claimed(claims: dict[str, _Claims], end_of: dict[str, End]) -> tuple[dict[str, tuple[str, End]], list[Problem]]:
    """Which alias names which term, and what is reported because several terms claim it."""
    problems = []
    claimed: dict[str, tuple[str, End]] = {}
    for form, owners in sorted(claims.items()):
        if len(owners) == 1:
            key, (alias, _) = next(iter(owners.items()))
            claimed[form] = (alias, end_of[key])
        else:
            problems.append(_ambiguous(owners, end_of))
    return claimed, problems


def _ambiguous(owners: dict[str, tuple[str, Entry]], end_of: dict[str, End]) -> Problem:
    alias, entry = owners[min(owners)]
    terms = ", ".join(sorted(end_of[key].label for key in owners))
    languages = {entry.lang for _, entry in owners.values()}
    if len(languages) == len(owners):
        said = Message(
            "the name {alias!r} is given to one term a language ({terms}) and linked to none: if they are one, make one"
            " an alias of the other",
            alias=alias,
            terms=terms,
        )
    else:
        said = Message(
            "the name {alias!r} stands for several terms ({terms}) and is linked to none", alias=alias, terms=terms
        )
    return Problem(said, entry.source, entry.line)


def _given(group: Iterable[Entry]) -> Iterator[str]:
    """Names that the glossary gives; in an English one a name in kana is the Japanese name, not a reading alone."""
    for entry in group:
        yield from (alias for alias in entry.aliases if len(alias) <= LONGEST)
        if entry.reading and entry.lang == "en":
            yield entry.reading


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _precedence(entry: Entry) -> tuple[bool, bool, str, str, int, str]:
    return is_alias_row(entry), entry.lang != "ja", entry.term, entry.glossary, entry.line, entry.definition


def _end_of(group: Sequence[Entry], homonym: bool) -> End:
    first = group[0]
    word = told_apart(first) if homonym else ""
    spelled = next((name for name in (first.reading or "", *first.aliases) if search_key(name) == word), "")
    return End(term_id(first.term) + (f"~{term_id(spelled)}" if word else ""), first.term)
