"""What lies between two terms, or around one: walks over a graph's arrays, a layer of terms at a time."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from glossgraph.arrays.columns import Arrays, Ints

Direction = Literal["any", "forward", "backward"]
Ids = Callable[[Ints], list[str]]
"""Gives the ids of terms by their indices."""

_FAR = 1 << 29


@dataclass(frozen=True, eq=False)
class Rules:
    """Which relations a walk may use.

    ``kinds`` are the relation ids that pass, ``min_confidence`` is in thousandths. A walk follows its
    relations from source to target (forward), from target to source (backward) or either way (any);
    kinds in ``symmetric`` go both ways under each. ``avoid`` holds indices of terms that no walk touches
    but at its ends. A term with more than ``through`` relations of passing kind and confidence may be an
    end of a walk but not a way through.
    """

    kinds: frozenset[str]
    symmetric: frozenset[str] = frozenset()
    min_confidence: int = 0
    direction: Direction = "any"
    avoid: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    through: int = 20_000


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


def between(arrays: Arrays, ids: Ids, x: int, y: int, rules: Rules, hops: int) -> Subgraph:
    """The terms and relations on walks of at most ``hops`` hops from ``x`` to ``y``, under ``rules``.

    A walk leaves ``x`` once and comes to ``y`` once. Both ends are always among the terms. Terms that are
    no way through are named in ``closed`` where they stopped the search within half the hops of one end
    and are not shown to be too far from the other: of every walk that was stopped so, the first or the last
    such term. Raises ValueError when x is y.
    """
    if x == y or hops < 1:
        raise ValueError("a walk between terms needs two different ones and at least one hop")
    ground = _Ground(arrays, rules, (x, y))
    ahead, behind = _Front(ground, x, back=False), _Front(ground, y, back=True)
    half = (hops + 1) // 2
    ahead.grow_to(half)
    behind.grow_to(hops - half)
    closed = _closed(ahead, behind, hops)
    ahead.grow_to(hops - 1, behind, hops)
    behind.grow_to(hops - 1, ahead, hops)
    starts = ahead.reached()
    meets = ahead.distance[starts] + behind.distance[starts] <= hops
    starts = starts[(starts == x) | (starts != y) & meets]
    rows, here, there = ground.steps(starts)
    kept = (there != x) & (ahead.distance[here] + behind.distance[there] < hops)
    return _part(arrays, ids, np.array([x, y]), rows[kept], closed, rules)


def around(arrays: Arrays, ids: Ids, x: int, rules: Rules, hops: int) -> Subgraph:
    """The terms at most ``hops`` hops from ``x`` under ``rules``, and the relations by which they are reached."""
    ground = _Ground(arrays, rules, (x,))
    front = _Front(ground, x, back=False)
    front.grow_to(hops - 1)
    rows, _, _ = ground.steps(front.reached())
    closed = np.array(sorted(front.closed), np.int64)
    return _part(arrays, ids, np.array([x]), rows, closed, rules)


def distance(arrays: Arrays, x: int, y: int, rules: Rules) -> int | None:
    """The least number of hops from ``x`` to ``y`` under ``rules``; None when they are not connected."""
    if x == y:
        return 0
    ground = _Ground(arrays, rules, (x, y))
    fronts = [_Front(ground, x, back=False), _Front(ground, y, back=True)]
    while all(len(front.edge) for front in fronts):
        fronts.sort(key=lambda front: len(front.edge))
        grown, other = fronts
        grown.grow()
        nearest = other.distance[grown.edge].min(initial=_FAR)
        if nearest < _FAR:
            return grown.depth + int(nearest)
    return None


def touching(arrays: Arrays, terms: Ints, rules: Rules) -> Ints:
    """Rows of the relations by which a walk under ``rules`` can leave any of ``terms``, loops too; sorted."""
    rows, _, _ = _Ground(arrays, rules, ()).steps(np.unique(terms), loops=True)
    return np.unique(rows)


class _Ground:
    """A graph's arrays under rules."""

    def __init__(self, arrays: Arrays, rules: Rules, ends: tuple[int, ...]) -> None:
        self.arrays, self.rules, self.ends = arrays, rules, np.array(ends, np.int64)
        self.allowed = np.array([kind in rules.kinds for kind in arrays.kinds], bool)
        self.both = np.array([kind in rules.symmetric for kind in arrays.kinds], bool)
        self.avoided = np.zeros(len(arrays.degree), bool)
        self.avoided[rules.avoid] = True
        self.avoided[self.ends] = False

    def steps(self, terms: Ints, *, back: bool = False, loops: bool = False) -> tuple[Ints, Ints, Ints]:
        """Relations by which a walk leaves ``terms`` (``back``: comes to them): (row, term, term at the other end)."""
        arrays, found = self.arrays, []
        for outgoing in (True, False):
            free = self.rules.direction == "any" or ((self.rules.direction == "forward") != back) == outgoing
            if not (free or self.both.any()):
                continue
            rows, here = self._touching(terms, outgoing)
            there = (arrays.target if outgoing else arrays.source)[rows].astype(np.int64)
            good = self._passing(rows) & ~self.avoided[there]
            if not free:
                good &= self.both[arrays.kind[rows]]
            if not loops:
                good &= here != there
            found.append((rows[good], here[good], there[good]))
        rows, here, there = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return rows, here, there

    def closed(self, terms: Ints) -> Ints:
        """For each of ``terms`` (sorted) whether it is no way through; an end is never asked."""
        closed = (self.arrays.degree[terms] > self.rules.through) & ~np.isin(terms, self.ends)
        hubs = terms[closed]
        if len(hubs):
            count = np.zeros(len(hubs), np.int64)
            for outgoing in (True, False):
                rows, here = self._touching(hubs, outgoing)
                good = self._passing(rows)
                if not outgoing:
                    good &= self.arrays.source[rows] != here
                count += np.bincount(np.searchsorted(hubs, here[good]), minlength=len(hubs))
            closed[closed] = count > self.rules.through
        return closed

    def _passing(self, rows: Ints) -> Ints:
        good: Ints = self.allowed[self.arrays.kind[rows]]
        if self.rules.min_confidence > 0:
            good = good & (self.arrays.confidence[rows] >= self.rules.min_confidence)
        return good

    def _touching(self, terms: Ints, outgoing: bool) -> tuple[Ints, Ints]:
        """The rows that leave ``terms`` (or come to them), and the term of each."""
        start = self.arrays.out_start if outgoing else self.arrays.in_start
        first = start[terms]
        count = start[terms + 1] - first
        at = np.arange(count.sum()) + np.repeat(first - np.cumsum(count) + count, count)
        return (at if outgoing else self.arrays.in_row[at].astype(np.int64)), np.repeat(terms, count)


class _Front:
    """The terms that walks from one end have reached; ``back`` for walks that come to it.

    ``distance`` holds hops, _FAR where not reached; ``edge`` the terms reached last from which one can go
    on; ``closed`` maps a term that is no way through to the hops at which it was met.
    """

    def __init__(self, ground: _Ground, start: int, *, back: bool) -> None:
        self.ground, self.back, self.depth = ground, back, 0
        self.distance = np.full(len(ground.arrays.degree), _FAR, np.int32)
        self.distance[start] = 0
        self.seen = self.distance == 0
        self.edge: Ints = np.array([start], np.int64)
        self.closed: dict[int, int] = {}
        self.layers = [self.edge]

    def reached(self) -> Ints:
        """Every term with a distance, sorted."""
        return np.sort(np.concatenate(self.layers))

    def grow_to(self, depth: int, other: _Front | None = None, hops: int = 0) -> None:
        """Grow to ``depth`` hops; with ``other`` only where a walk of at most ``hops`` hops may meet it."""
        while self.depth < depth and len(self.edge):
            self.grow(other, hops)

    def grow(self, other: _Front | None = None, hops: int = 0) -> None:
        """Go one hop further."""
        edge = self.edge[~np.isin(self.edge, self.ground.ends)] if self.depth else self.edge
        if other is not None:
            edge = edge[other.distance[edge] <= hops - self.depth]
        _, _, there = self.ground.steps(edge, back=self.back)
        new = np.unique(there[~self.seen[there]])
        self.depth += 1
        if other is not None:
            new = new[other.distance[new] <= hops - self.depth]
        self.seen[new] = True
        closed = self.ground.closed(new)
        self.closed.update(dict.fromkeys(new[closed].tolist(), self.depth))
        self.edge = new[~closed]
        self.distance[self.edge] = self.depth
        self.layers.append(self.edge)


def _closed(ahead: _Front, behind: _Front, hops: int) -> Ints:
    """The closed terms that a walk of at most ``hops`` hops may have passed, from lower bounds of its two parts.

    A term not met from an end is beyond its front, or behind another closed term.
    """
    named = []
    for term in sorted({*ahead.closed, *behind.closed}):
        least = 0
        for front in (ahead, behind):
            behind_closed = min(front.closed.values(), default=_FAR) + 1
            beyond = front.depth + 1 if len(front.edge) else _FAR
            least += min(front.closed.get(term, beyond), behind_closed)
        if least <= hops:
            named.append(term)
    return np.array(named, np.int64)


def _part(arrays: Arrays, ids: Ids, ends: Ints, rows: Ints, closed: Ints, rules: Rules) -> Subgraph:
    rows = np.unique(rows)
    source, target = arrays.source[rows], arrays.target[rows]
    terms = np.unique(np.concatenate((source, target, ends)))
    return Subgraph(
        ids=ids(terms),
        degree=arrays.degree[terms].astype(np.int64),
        source=np.searchsorted(terms, source).astype(np.int32),
        target=np.searchsorted(terms, target).astype(np.int32),
        kind=np.asarray(arrays.kind[rows]),
        confidence=np.asarray(arrays.confidence[rows]),
        row=rows,
        kinds=arrays.kinds,
        closed=tuple(ids(closed)),
        symmetric=rules.symmetric,
    )
