"""A part of a graph: some of its relations and the terms they join, numbered anew."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace

import numpy as np

from glossgraph.arrays.columns import Arrays, Ints, distinct
from glossgraph.arrays.ground import Ids, Rules


@dataclass(frozen=True, eq=False)
class Subgraph:
    """Part of a graph: terms in order of id (so local indices are in that order too) and relations among them.

    ids            k term ids, sorted by code point
    degree         int64[k]  relations that touch the term in the whole graph
    source, target int32[r]  local indices
    kind           int16[r]  position in ``kinds``
    confidence     int16[r]  thousandths
    row            int64[r]  the store's handle of the relation
    closed         ids of terms that may lie on the way but have too many relations to be one
    symmetric      the kinds that go both ways under any direction
    """

    ids: list[str]
    degree: Ints
    source: Ints
    target: Ints
    kind: Ints
    confidence: Ints
    row: Ints
    kinds: tuple[str, ...]
    closed: tuple[str, ...] = ()
    symmetric: frozenset[str] = frozenset()

    def index(self, term: str) -> int:
        """The local index of a term id; raises ValueError when the term is not here."""
        at = bisect.bisect_left(self.ids, term)
        if at == len(self.ids) or self.ids[at] != term:
            raise ValueError(f"{term!r} is not in this part of the graph")
        return at


def part(arrays: Arrays, ids: Ids, ends: Ints, rows: Ints, closed: Ints, rules: Rules) -> Subgraph:
    """The subgraph of some rows; ``ends`` are among its terms whether a row touches them or not."""
    terms, sub = cut(arrays, ends, rows, rules)
    return replace(sub, ids=ids(terms), closed=tuple(ids(closed)))


def cut(arrays: Arrays, ends: Ints, rows: Ints, rules: Rules) -> tuple[Ints, Subgraph]:
    """The indices of the terms of some rows and of ``ends``, and their subgraph, its terms without ids yet."""
    rows = distinct(rows)
    source, target = arrays.source[rows], arrays.target[rows]
    terms = distinct(np.concatenate((source, target, ends)))
    return terms, Subgraph(
        ids=[],
        degree=arrays.degree[terms].astype(np.int64),
        source=np.searchsorted(terms, source).astype(np.int32),
        target=np.searchsorted(terms, target).astype(np.int32),
        kind=np.asarray(arrays.kind[rows]),
        confidence=np.asarray(arrays.confidence[rows]),
        row=rows,
        kinds=arrays.kinds,
        symmetric=rules.symmetric,
    )
