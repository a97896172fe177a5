"""What a glossary's writer should look at, each finding with file and line."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glossgraph import extract, formats, relations
from glossgraph.build import graph_of
from glossgraph.extract.en.words import noun_class, singular
from glossgraph.messages import Message, told
from glossgraph.model import Entry, Graph, Lang, Problem, Relation, Term
from glossgraph.shipped import graph_file
from glossgraph.text import identity, is_japanese, is_kana

_WANTED = 3
"""In how many entries a term is named before it is missed."""
_MAKES = 2
"""Who made so many things is a maker, whom nobody looks up."""
_SHOWN = 3
_SURE = 0.9
"""How sure an is_a must be to close a circle that is worth a look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``rule`` is one of wanted, twice, circle, reading, heading, definition, ambiguous."""

    rule: str
    message: str
    source: str
    line: int

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: Lang) -> str:
        """The place, the rule and the message, in a language."""
        return f"{self.source}:{self.line}: {self.rule}: {told(self.message, lang)}"


def lint(pages: Sequence[Path], aliases: Sequence[Path] = ()) -> list[Finding]:
    """Look through pages as one glossary; findings by rule, most wanted terms first, then by place.

    Raises InputError for a page that cannot be read.
    """
    problems: list[Problem] = []
    entries = [entry for page in pages for entry in formats.read_entries(page, problems)]
    named = [entry for file in aliases for entry in extract.read_aliases(file, problems)]
    graph, more = graph_of([*entries, *named], relations.shipped())
    found = [Finding(_rule(problem), problem.message, problem.source, problem.line) for problem in (*problems, *more)]
    found += [*_circles(graph, entries), *_readings(entries)]
    return [*_wanted(graph, entries), *sorted(set(found), key=lambda item: (item.source, item.line, item.message))]


def _rule(problem: Problem) -> str:
    if "twice" in problem.message:
        return "twice"
    if "looks like a heading" in problem.message:
        return "heading"
    return "definition" if "definition" in problem.message else "ambiguous"


def _wanted(graph: Graph, entries: Sequence[Entry]) -> Iterator[Finding]:
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
    known = {name for term in terms if term.defined for name in (*term.aliases, *term.labels.values(), term.label)}
    made = Counter(graph.relation(row).target for row in _rows(graph, "developed_by"))
    asked = [term for term in terms if not term.defined and len(users[term.id]) >= _WANTED and made[term.id] < _MAKES]
    wanted = {identity(term.label) for term in asked if not _is_common(term.label)}
    words = _Words(frozenset(map(identity, known)), frozenset(wanted))
    missed = [term for term in asked if words.miss(term)]
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


def _evidence(graph: Graph) -> Iterator[tuple[tuple[str, str], str, str]]:
    """The ends of each relation with the glossary and entry of each of its quotes."""
    source, target = (graph.relations.column(name).to_pylist() for name in ("source", "target"))
    columns = (graph.evidence.column(name).to_pylist() for name in ("relation", "glossary", "entry"))
    for row, glossary, key in zip(*columns, strict=True):
        yield (graph.ids[source[row]], graph.ids[target[row]]), glossary, key


def _rows(graph: Graph, relation: str) -> Iterator[int]:
    return (row for row, kind in enumerate(graph.relations.column("relation").to_pylist()) if kind == relation)


@dataclass(frozen=True)
class _Words:
    """Which names a glossary does not have to define: ``defined`` and ``wanted`` are identity forms of names that it
    defines, and of those that it lacks."""

    defined: frozenset[str]
    wanted: frozenset[str]

    def miss(self, term: Term) -> bool:
        """Whether a term is missed: no everyday word, and not put together of a defined one and another word."""
        names = {term.label, *term.labels.values()}
        return not any(identity(name) in self.defined or _is_common(name) or self._composed(name) for name in names)

    def _composed(self, name: str) -> bool:
        return any(
            (self._tells(before) and self._known(after)) or (self._known(before) and self._tells(after))
            for before, after in _cuts(name)
        )

    def _known(self, name: str) -> bool:
        return self._tells(name) or _is_common(name)

    def _tells(self, name: str) -> bool:
        return any(identity(form) in names for form in (name, singular(name)) for names in (self.defined, self.wanted))


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a name in two: at its spaces, and in Japanese behind any two characters."""
    for at in range(1, len(name)):
        if name[at] == " " or (is_japanese(name) and at > 1):
            before, after = name[:at].strip(" ・"), name[at:].strip(" ・")
            if before and after:
                yield before, after


def _is_common(label: str) -> bool:
    """Whether a word is everybody's: in the list of graph/lint.toml, or a plain English noun of one word."""
    low = label.casefold()
    if identity(label) in _common():
        return True
    plain = low.isalpha() and low.isascii() and label[1:] == label[1:].lower()
    return plain and bool(noun_class(low) or noun_class(singular(low)))


@cache
def _common() -> frozenset[str]:
    words = tomllib.loads(graph_file("lint.toml").read_text(encoding="utf-8"))
    return frozenset(identity(word) for said in words.values() for word in said.split())


def _circles(graph: Graph, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Terms that are said to be kinds of each other; one finding a circle of two or more."""
    place = {(entry.glossary, entry.key): entry for entry in reversed(entries)}
    above: dict[str, list[Relation]] = defaultdict(list)
    for edge in map(graph.relation, _rows(graph, "is_a")):
        if edge.confidence >= _SURE:
            above[edge.source].append(edge)
    for circle in _components({term: [edge.target for edge in edges] for term, edges in above.items()}):
        edge = next(edge for edge in above[circle[0]] if edge.target in circle)
        item = edge.evidence[0]
        entry = place.get((item.glossary, item.entry))
        if entry is not None:
            labels = " → ".join(graph.term(graph.index(term) or 0).label for term in (*circle, circle[0]))
            yield Finding(
                "circle",
                Message("each is said to be a kind of the next: {labels}", labels=labels),
                entry.source,
                entry.line,
            )


def _components(above: dict[str, list[str]]) -> list[list[str]]:
    """One shortest circle for each term that is the smallest on it."""
    circles = []
    for start in sorted(above):
        before: dict[str, str] = {}
        queue = [start]
        for at in queue:
            for other in above.get(at, ()):
                if other not in before and other >= start:
                    before[other] = at
                    queue.append(other)
        if start in before:
            circle = [start]
            at = before[start]
            while at != start:
                circle.insert(1, at)
                at = before[at]
            circles.append(circle)
    return circles


def _readings(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Japanese headwords without a reading, in a glossary that gives readings to most of the others."""
    japanese = [entry for entry in entries if entry.lang == "ja" and not is_kana(entry.term)]
    given = Counter(entry.source for entry in japanese if entry.reading)
    total = Counter(entry.source for entry in japanese)
    for entry in japanese:
        if not entry.reading and given[entry.source] * 2 > total[entry.source] and is_japanese(entry.term):
            yield Finding("reading", Message("{term!r} has no reading", term=entry.term), entry.source, entry.line)
