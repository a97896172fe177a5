"""Two terms side by side: what they share and what only one of them has."""

from __future__ import annotations

from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING

from glossgraph import paths
from glossgraph.arrays import SECONDS, limited
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import Comparison, Filter, Relation, Shared
from glossgraph.query.connect import checked
from glossgraph.query.lookup import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.stores import Store

BUDGET = 64
"""How many terms each part of a comparison lists where nothing else is said."""


def compare(
    store: Store,
    x: str,
    y: str,
    filter: Filter | None = None,
    *,
    budget: int = BUDGET,
    seconds: float = SECONDS,
) -> Comparison:
    """The terms that both ``x`` and ``y`` are related to, and those that only one is, under ``filter``.

    There are four parts: what the two say alike (a relation of one type, in one direction, to one term), what they are
    both related to otherwise, and what only one is. All of each part is counted, its ``budget`` cheapest terms are
    listed: those that a path over them would cost least for. ``filter.hops`` is not read; mentions count only where
    ``filter.relations`` names them. Raises UnknownTermError, UserError, LimitError.
    """
    if budget < 1:
        raise UserError(Message("A comparison cannot list {budget} terms: ask for 1 or more.", budget=budget))
    with limited(seconds):
        left, right = resolve(store, x), resolve(store, y)
        asked = checked(store, left, right, filter or Filter(), 1, "default")
        mine, other = (_Side(store, term.id, asked) for term in (left, right))
        between = mine.rows.pop(right.id, [])
        other.rows.pop(left.id, None)
        both = mine.rows.keys() & other.rows.keys()
        alike = {term for term in both if _alike(mine, other, term)}
        parts = (alike, both - alike, mine.rows.keys() - both, other.rows.keys() - both)
        listed = [_cheapest(part, budget, mine, other) for part in parts]
        relations = _relations(store, [*between, *_rows(listed, mine), *_rows(listed, other)], asked)
        terms = {term.id: term for term in store.terms(sorted({*listed[0], *listed[1], *listed[2], *listed[3]}))}

        def said(side: _Side, term: str) -> tuple[Relation, ...]:
            return tuple(relations[row] for row in side.rows[term])

        return Comparison(
            x=left,
            y=right,
            filter=asked,
            between=tuple(relations[row] for row in between),
            shared=tuple(
                Shared(terms[term], said(mine, term), said(other, term), _alike(mine, other, term))
                for term in (*listed[0], *listed[1])
            ),
            only_x=tuple((terms[term], said(mine, term)) for term in listed[2]),
            only_y=tuple((terms[term], said(other, term)) for term in listed[3]),
            counts=(len(parts[0]), len(parts[1]), len(parts[2]), len(parts[3])),
        )


class _Side:
    """What lies beside one of the two terms.

    ``rows`` maps each neighbour to the store's rows of the relations to it, ``ways`` to their types and whether the
    neighbour is the source, ``cost`` to what the step there and passing it cost. A relation to itself is left out.
    """

    def __init__(self, store: Store, term: str, filter: Filter) -> None:
        sub = store.ball(term, replace(filter, hops=1))
        here = sub.index(term)
        steps = paths.hop_costs("default", sub.kinds, sub.kind, sub.confidence).tolist()
        hubs = paths.hub_costs("default", sub.degree).tolist()
        self.rows: dict[str, list[int]] = {}
        self.ways: dict[str, set[tuple[str, bool]]] = {}
        self.cost: dict[str, int] = {}
        columns = (column.tolist() for column in (sub.source, sub.target, sub.kind, sub.row))
        for source, target, kind, row, step in zip(*columns, steps, strict=True):
            there = target if source == here else source
            name, cost = sub.ids[there], step + hubs[there]
            self.rows.setdefault(name, []).append(row)
            self.ways.setdefault(name, set()).add((sub.kinds[kind], source == there))
            self.cost[name] = min(cost, self.cost.get(name, cost))


def _alike(mine: _Side, other: _Side, term: str) -> tuple[str, ...]:
    """The types of relation that both have to a term, each in one direction."""
    return tuple(sorted({relation for relation, _ in mine.ways[term] & other.ways[term]}))


def _cheapest(part: Iterable[str], budget: int, *sides: _Side) -> list[str]:
    """The terms of a part that cost least, by id."""
    return sorted(nsmallest(budget, part, key=lambda term: (sum(side.cost.get(term, 0) for side in sides), term)))


def _rows(listed: Iterable[Iterable[str]], side: _Side) -> list[int]:
    return [row for part in listed for term in part for row in side.rows.get(term, ())]


def _relations(store: Store, rows: Iterable[int], filter: Filter) -> dict[int, Relation]:
    asked = sorted(set(rows))
    return {row: edge.quoting(filter.glossaries) for row, edge in zip(asked, store.relations(asked), strict=True)}
