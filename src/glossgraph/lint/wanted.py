"""Terms that several entries name and none defines: few, and those surely missed."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from glossgraph.extract.en.words import noun_class, singular
from glossgraph.extract.sounds import sounds_the_same
from glossgraph.lint.finding import Finding, rows
from glossgraph.messages import Message
from glossgraph.model import Entry, Graph, Term
from glossgraph.shipped import graph_file
from glossgraph.text import identity, is_japanese

_WANTED = 3
"""In how many entries a term is named before it is missed."""
_MAKES = 0.15
"""Who surely makes such a share of those that name it is a maker, whom nobody looks up."""
_SHOWN = 3
_SPELLED_OUT = 3
"""Letters of an abbreviation that are surely the initials of a name."""
_STEM = 4
"""Characters of a Japanese name's beginning that stand for it."""
_SHORT = 2
"""Characters of a Japanese word in kanji or hiragana that is surely everybody's."""
_NATIVE = re.compile(r"[一-龠々ぁ-ん]{1,4}")
_KANJI = re.compile(r"[一-龠]")
_NAMED = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
"""A piece of code or a name in capitals; with a word behind it (``grid-gap property``) it is no term of its own."""
_KATAKANA = re.compile(r"[ァ-ヶー・]+")
_TOLD_EN = (
    r"(?:^|[.!?]\s+)(?:An?\s|The\s)?{name}(?:(?:\s*\([^()]*\))?\sis|(?:e?s)?(?:\s*\([^()]*\))?\sare)"
    r"\s(?:an?|the|any|one|what|when)\b"
)
_TOLD_JA = r"(?:^|[。！？]\s*){name}(?:\s*[(（][^()（）]*[)）])?(?:とは|というのは)"


def wanted(graph: Graph, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Undefined terms that several entries name, the most wanted first; who makes things is not asked for."""
    terms = list(graph.iter_terms())
    named = {identity(name): term.id for term in terms for name in (*term.aliases, *term.labels.values(), term.label)}
    place = {(entry.glossary, entry.key): entry for entry in reversed(entries)}
    users: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row, glossary, key in _evidence(graph):
        entry = place.get((glossary, key))
        if entry is not None:
            for end in row:
                users[end].setdefault(named.get(identity(entry.term), entry.term), entry)
    known = {name for term in terms if term.defined for name in _names(term)}
    made: dict[str, float] = defaultdict(float)
    for edge in map(graph.relation, rows(graph, "developed_by")):
        made[edge.target] += edge.confidence
    asked = [term for term in terms if not term.defined and len(users[term.id]) >= _WANTED]
    lacking = {identity(term.label) for term in asked if not _is_plain(term.label)}
    words = _Words(frozenset(known), frozenset(map(identity, known)), frozenset(lacking), frozenset(_shorter(known)))
    named_only = (term for term in asked if made[term.id] < _MAKES * len(users[term.id]) and words.miss(term))
    missed = [term for term in named_only if not _is_told(term, entries)]
    for term in sorted(missed, key=lambda term: (-len(users[term.id]), term.id)):
        using = sorted(users[term.id].values(), key=lambda entry: (entry.source, entry.line))
        listed = ", ".join(entry.term for entry in using[:_SHOWN]) + (" …" if len(using) > _SHOWN else "")
        name = term.labels.get(using[0].lang) or term.label
        message = Message(
            "{name!r} is used in {count} entries ({named}) and defined in none",
            name=name,
            count=len(using),
            named=listed,
        )
        yield Finding("wanted", message, using[0].source, using[0].line)


def _names(term: Term) -> Iterator[str]:
    """The names of a defined term; how a Latin one is read is its name in Japanese texts."""
    yield from (*term.aliases, *term.labels.values(), term.label)
    if term.reading and not is_japanese(term.label):
        yield term.reading


def _evidence(graph: Graph) -> Iterator[tuple[tuple[str, str], str, str]]:
    """The ends of each relation with the glossary and entry of each of its quotes."""
    source, target = (graph.relations.column(name).to_pylist() for name in ("source", "target"))
    columns = (graph.evidence.column(name).to_pylist() for name in ("relation", "glossary", "entry"))
    for row, glossary, key in zip(*columns, strict=True):
        yield (graph.ids[source[row]], graph.ids[target[row]]), glossary, key


@dataclass(frozen=True)
class _Words:
    """Which names a glossary does not have to define: ``names`` are those that it defines, ``defined`` and ``lacking``
    identity forms of these and of those that it lacks; ``shorter`` those that a defined name is often cut to."""

    names: frozenset[str]
    defined: frozenset[str]
    lacking: frozenset[str]
    shorter: frozenset[str]

    def miss(self, term: Term) -> bool:
        """Whether a term is missed: it has no other name here, is no everyday word and not made of known ones."""
        return not any(map(self._is_known, {term.label, *term.labels.values()}))

    def _is_known(self, name: str) -> bool:
        key = identity(name)
        return key in self.defined or key in self.shorter or _is_plain(name) or self._is_made(name) or self._is(name)

    def _is_made(self, name: str) -> bool:
        """Whether a name is put together of a defined or lacking one and other such or everyday words."""
        return any(self._joins(before, after) or self._joins(after, before) for before, after in _cuts(name))

    def _joins(self, telling: str, other: str) -> bool:
        return self._tells(telling) and (
            self._tells(other) or _is_plain(other) or _NAMED.fullmatch(other) is not None or self._is_made(other)
        )

    def _tells(self, name: str) -> bool:
        return any(identity(form) in names for form in (name, singular(name)) for names in (self.defined, self.lacking))

    def _is(self, name: str) -> bool:
        """Whether a defined name is meant by its initials (WAL, *write-ahead log*) or as it sounds (ノード, *node*)."""
        if name.isupper() and name.isascii() and len(name) >= _SPELLED_OUT:
            return sum(_initials(other) == name for other in self.names) == 1
        if not _KATAKANA.fullmatch(name):
            return False
        return any(other.isascii() and not other.isupper() and sounds_the_same(name, other) for other in self.names)


def _is_told(term: Term, entries: Iterable[Entry]) -> bool:
    """Whether another entry says in passing what a term is: *CSS grid layout is a …*, 暗号文とは."""
    patterns = [
        re.compile((_TOLD_JA if is_japanese(name) else _TOLD_EN).format(name=re.escape(name)), re.IGNORECASE)
        for name in {term.label, *term.labels.values()}
    ]
    return any(pattern.search(entry.definition) for entry in entries for pattern in patterns)


def _initials(name: str) -> str:
    words = re.findall(r"[A-Za-z]+", name)
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def _shorter(names: Iterable[str]) -> Iterator[str]:
    """What names are cut to: *Firefox* of *Mozilla Firefox*, マイクロサービス of マイクロサービスアーキテクチャ."""
    for name in names:
        for before, after in _cuts(name):
            yield identity(after)
            if is_japanese(name) and len(before) >= _STEM:
                yield identity(before)


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a name in two: at its spaces, and in Japanese behind any two characters."""
    for at in range(1, len(name)):
        if name[at] == " " or (is_japanese(name) and at > 1):
            before, after = name[:at].strip(" ・"), name[at:].strip(" ・")
            if before and after:
                yield before, after


@cache
def _is_plain(name: str) -> bool:
    """Whether a name is made of everybody's words alone: *file format*, コンピューター言語, 子要素."""
    if _is_common(name) or (_KANJI.match(name) and len(name) > _SHORT and _is_common(name[1:])):
        return True
    return any(_is_plain(before) and _is_plain(after) for before, after in _cuts(name))


def _is_common(label: str) -> bool:
    """Whether a word is everybody's: in the list of graph/lint.toml, or a plain English noun or participle."""
    low = label.casefold()
    if identity(label) in _common():
        return True
    if _NATIVE.fullmatch(label):
        return len(label) <= _SHORT or _is_one_word(label)
    plain = low.isalpha() and low.isascii() and label[1:] == label[1:].lower()
    return plain and bool(noun_class(low) or noun_class(singular(low)) or (low.endswith("ed") and label == low))


def _is_one_word(name: str) -> bool:
    """Whether the dictionary of Japanese holds a name as one word, a polite お apart."""
    from glossgraph.extract.ja.tokens import tokens

    return len(tokens(name.removeprefix("お"))) == 1


@cache
def _common() -> frozenset[str]:
    words = tomllib.loads(graph_file("lint.toml").read_text(encoding="utf-8"))
    return frozenset(identity(word) for said in words.values() for word in said.split())
