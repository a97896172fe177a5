"""What a glossary's writer should look at, each finding with file and line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from glossgraph import extract, formats, relations
from glossgraph.build import graph_of
from glossgraph.lint.finding import Finding, rows
from glossgraph.lint.wanted import wanted
from glossgraph.messages import Message
from glossgraph.model import Entry, Graph, Problem, Relation
from glossgraph.text import is_japanese, is_kana

__all__ = ["Finding", "lint"]

_SURE = 0.9
"""How sure an is_a must be to close a circle that is worth a look."""


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
    return [*wanted(graph, entries), *sorted(set(found), key=lambda item: (item.source, item.line, item.message))]


def _rule(problem: Problem) -> str:
    if "twice" in problem.message:
        return "twice"
    if "was read as text" in problem.message:
        return "heading"
    return "definition" if "definition" in problem.message else "ambiguous"


def _circles(graph: Graph, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Terms that are said to be kinds of each other; one finding a circle of two or more."""
    place = {(entry.glossary, entry.key): entry for entry in reversed(entries)}
    above: dict[str, list[Relation]] = defaultdict(list)
    for edge in map(graph.relation, rows(graph, "is_a")):
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
