"""Two terms side by side: what they share and what only one of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph.arrays import SECONDS, limited
from glossgraph.model import Comparison, Filter, Relation, Shared
from glossgraph.query.connect import checked
from glossgraph.query.lookup import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.stores import Store

    Neighbours = dict[str, list[Relation]]


def compare(store: Store, x: str, y: str, filter: Filter | None = None, *, seconds: float = SECONDS) -> Comparison:
    """The terms that both ``x`` and ``y`` are related to, and those that only one is, under ``filter``.

    What the two say alike (a relation of one type, in one direction, to one term) comes first, then by id.
    ``filter.hops`` is not read; mentions count only where ``filter.relations`` names them. Raises
    UnknownTermError, UserError, LimitError.
    """
    with limited(seconds):
        left, right = resolve(store, x), resolve(store, y)
        asked = checked(store, left, right, filter or Filter(), 1, "default")
        mine, other = (_neighbours(store, term.id, asked) for term in (left, right))
        between = mine.pop(right.id, [])
        other.pop(left.id, None)
        both = sorted(mine.keys() & other.keys())
        terms = {term.id: term for term in store.terms(sorted({*mine, *other}))}
        shared = (
            Shared(terms[term], tuple(mine[term]), tuple(other[term]), _alike(term, mine[term], other[term]))
            for term in both
        )
        return Comparison(
            x=left,
            y=right,
            filter=asked,
            between=tuple(between),
            shared=tuple(sorted(shared, key=lambda one: not one.alike)),
            only_x=tuple((terms[term], tuple(mine[term])) for term in sorted(mine) if term not in other),
            only_y=tuple((terms[term], tuple(other[term])) for term in sorted(other) if term not in mine),
        )


def _neighbours(store: Store, term: str, filter: Filter) -> Neighbours:
    """The relations of a term by the term at their other end; a relation to itself is left out."""
    found: Neighbours = {}
    for edge in store.neighbours([term], filter):
        if edge.source != edge.target:
            found.setdefault(edge.target if edge.source == term else edge.source, []).append(
                edge.quoting(filter.glossaries)
            )
    return found


def _alike(term: str, mine: Iterable[Relation], other: Iterable[Relation]) -> tuple[str, ...]:
    """The types of relation that both have to a term, each in one direction."""
    left, right = ({(edge.relation, edge.source == term) for edge in edges} for edges in (mine, other))
    return tuple(sorted({relation for relation, _ in left & right}))
