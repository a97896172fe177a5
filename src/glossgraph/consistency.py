"""Where a graph contradicts itself: circles of *is a kind of*, and one cue that is read as raising and as lowering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import networkx as nx

from glossgraph.messages import Message
from glossgraph.model import LIKELY, Entry, Evidence, Graph, Problem

_OPPOSITE = ("improves", "reduces")


def contradictions(graph: Graph, entries: Iterable[Entry]) -> list[Problem]:
    """What cannot be true together among the facts that are more likely right than wrong, each with its place."""
    places = {(entry.glossary, entry.key): (entry.source, entry.line) for entry in entries}
    found = (*_circles(graph), *_opposites(graph))
    return [Problem(said, *places.get((item.glossary, item.entry), (item.glossary, 0))) for said, item in found]


def _circles(graph: Graph) -> Iterator[tuple[Message, Evidence]]:
    """A shortest circle of each group of terms that are kinds of each other."""
    rows = _rows(graph, "is_a")
    above: nx.DiGraph[int] = nx.DiGraph(list(rows))
    for group in nx.strongly_connected_components(above):
        if len(group) > 1:
            first, within = min(group), above.subgraph(group)
            ways = (nx.shortest_path(within, after, first) for after in sorted(within[first]))
            circle = [first, *min(ways, key=len)]
            labels = graph.terms.column("label").take(circle).to_pylist()
            said = Message("each is said to be a kind of the next: {labels}", labels=" → ".join(labels))
            yield said, graph.relation(rows[next(pairwise(circle))]).evidence[0]


def _opposites(graph: Graph) -> Iterator[tuple[Message, Evidence]]:
    """Pairs of which the same words say that the one raises and lowers the other."""
    raises, lowers = (_rows(graph, kind) for kind in _OPPOSITE)
    for pair in sorted(raises.keys() & lowers.keys()):
        one, other = (graph.relation(rows[pair]) for rows in (raises, lowers))
        said = {_words(item) for item in other.evidence}
        for item in one.evidence:
            if item.cue and _words(item) in said:
                x, y = graph.terms.column("label").take(list(pair)).to_pylist()
                message = Message(
                    "“{x}” is said both to raise and to lower “{y}”: {quote}", x=x, y=y, quote=item.sentence
                )
                yield message, item


def _words(item: Evidence) -> tuple[object, ...]:
    return item.glossary, item.entry, item.start, item.cue


def _rows(graph: Graph, kind: str) -> dict[tuple[int, int], int]:
    """The rows of likely relations of a kind, by the indices of their ends."""
    columns = (graph.relations.column(name).to_pylist() for name in ("source", "target", "relation", "confidence"))
    rows = enumerate(zip(*columns, strict=True))
    return {(x, y): row for row, (x, y, one, sure) in rows if one == kind and sure >= LIKELY}
