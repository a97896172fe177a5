"""What lies between two terms, or around one: walks over a graph's arrays, a layer of terms at a time."""

from __future__ import annotations

import numpy as np

from glossgraph.arrays import deadline
from glossgraph.arrays.columns import Arrays, Ints, distinct
from glossgraph.arrays.ground import Ground, Ids, Rules
from glossgraph.arrays.levels import may_lead
from glossgraph.arrays.parts import Subgraph, part

_FAR = 1 << 29
_THIN = 8
"""Fronts of so few terms are walked one term at a time."""


def between(arrays: Arrays, ids: Ids, x: int, y: int, rules: Rules, hops: int) -> Subgraph:
    """The terms and relations on walks of at most ``hops`` hops from ``x`` to ``y``, under ``rules``.

    A walk leaves ``x`` once and comes to ``y`` once. Both ends are always among the terms. Terms that are
    no way through are named in ``closed`` as ``stopped`` finds them. Raises ValueError when x is y.
    """
    if x == y or hops < 1:
        raise ValueError("a walk between terms needs two different ones and at least one hop")
    ground = Ground(arrays, rules, (x, y))
    ahead, behind = _Front(ground, x, back=False), _Front(ground, y, back=True)
    half = (hops + 1) // 2
    ahead.grow_to(half)
    behind.grow_to(hops - half)
    closed = _closed(ahead, behind, hops)
    ahead.grow_to(hops - 1, behind, hops)
    behind.grow_to(hops - 1, ahead, hops)
    starts = ahead.reached()
    meets = ahead.hops(starts) + behind.hops(starts) <= hops
    starts = starts[(starts == x) | (starts != y) & meets]
    rows, at, there, _ = ground.steps(starts)
    kept = (there != x) & (ahead.hops(starts)[at] + behind.hops(there) < hops)
    return part(arrays, ids, np.array([x, y]), rows[kept], closed, rules)


def stopped(ground: Ground, x: int, y: int, hops: int) -> Ints:
    """The terms that are no way through and may have cut off walks of at most ``hops`` hops from ``x`` to ``y``.

    They stopped the search within half the hops of one end and are not shown to be too far from the other: of
    every walk that was stopped so, the first or the last such term.
    """
    hubs = ground.hubs()
    if not len(hubs):
        return hubs
    half = (hops + 1) // 2
    ahead, behind = _Front(ground, x, back=False), _Front(ground, y, back=True)
    ahead.look_for(hubs, half)
    behind.look_for(hubs, hops - half)
    return _closed(ahead, behind, hops)


def around(arrays: Arrays, ids: Ids, x: int, rules: Rules, hops: int) -> Subgraph:
    """The terms at most ``hops`` hops from ``x`` under ``rules``, and the relations by which they are reached."""
    ground = Ground(arrays, rules, (x,))
    front = _Front(ground, x, back=False)
    front.grow_to(hops - 1)
    rows = ground.steps(front.reached()).row
    closed = np.array(sorted(front.closed), np.int64)
    return part(arrays, ids, np.array([x]), rows, closed, rules)


def distance(arrays: Arrays, x: int, y: int, rules: Rules) -> int | None:
    """The least number of hops from ``x`` to ``y`` under ``rules``; None when they are not connected."""
    if x == y:
        return 0
    fronts = _Front.pair(Ground(arrays, rules, (x, y)), x, y)
    while all(len(front.edge) for front in fronts):
        grown, other = sorted(fronts, key=_Front.size)
        grown.go_on(other)
        nearest = other.hops(grown.edge).min(initial=_FAR)
        if nearest < _FAR:
            return grown.depth + int(nearest)
    return None


def geodesics(arrays: Arrays, x: int, y: int, rules: Rules) -> list[tuple[Ints, Ints]] | None:
    """Every shortest path from ``x`` to ``y`` at once; None when nothing connects them or both are one.

    For each hop the steps that some shortest path takes there: (terms that are left, terms that are reached), each
    step as often as relations make it.
    """
    ahead, behind = fronts = _Front.pair(Ground(arrays, rules, (x, y)), x, y)
    while all(len(front.edge) for front in fronts):
        grown, other = sorted(fronts, key=_Front.size)
        grown.go_on(other, keep=True)
        met = grown.edge[other.hops(grown.edge) < _FAR]
        if len(met):
            return [*ahead.ways(met)[::-1], *((there, here) for here, there in behind.ways(met))]
    return None


def touching(arrays: Arrays, terms: Ints, rules: Rules) -> Ints:
    """Rows of the relations by which a walk under ``rules`` can leave any of ``terms``, loops too; sorted."""
    return distinct(Ground(arrays, rules, ()).steps(distinct(terms), loops=True).row)


class _Front:
    """The terms that walks from one end have reached; ``back`` for walks that come to it.

    ``edge`` holds the terms reached last from which one can go on; ``closed`` maps a term that is no way
    through to the hops at which it was met. With a ``goal`` the walks are for it alone: terms whose level shows that
    they do not lead there are left out.
    """

    def __init__(self, ground: Ground, start: int, *, back: bool, goal: int | None = None) -> None:
        self.ground, self.back, self.depth = ground, back, 0
        self._goal = None if ground.rules.direction == "any" else goal
        self._mark = np.zeros(len(ground.arrays.degree), np.int32)
        """Hops and 1; 0 where not reached, -1 for closed terms: an array of zeros takes no memory where untouched."""
        self._mark[start] = 1
        self.edge: Ints = np.array([start], np.int64)
        self.closed: dict[int, int] = {}
        self.layers = [self.edge]
        self.kept: list[tuple[Ints, Ints]] = []
        self.goes_on = True

    @classmethod
    def pair(cls, ground: Ground, x: int, y: int) -> tuple[_Front, _Front]:
        """The walks from ``x`` and those to ``y``, for each other alone."""
        return cls(ground, x, back=False, goal=y), cls(ground, y, back=True, goal=x)

    def hops(self, terms: Ints) -> Ints:
        """For each of ``terms`` the hops at which it was reached, _FAR where it was not."""
        mark = self._mark[terms]
        return np.where(mark > 0, mark - 1, _FAR)

    def reached(self) -> Ints:
        """Every term that was reached, sorted."""
        return np.sort(np.concatenate(self.layers))

    def grow_to(self, depth: int, other: _Front | None = None, hops: int = 0) -> None:
        """Grow to ``depth`` hops; with ``other`` only where a walk of at most ``hops`` hops may meet it."""
        while self.depth < depth and len(self.edge):
            self.grow(other, hops)

    def grow(self, other: _Front | None = None, hops: int = 0, *, keep: bool = False) -> None:
        """Go one hop further; ``keep`` the steps for ``ways``."""
        edge = self._leaving()
        if other is not None:
            edge = edge[other.hops(edge) <= hops - self.depth]
        steps = self.ground.steps(edge, back=self.back, loops=True, bare=True)
        if keep:
            self.kept.append((edge[steps.at], steps.there))
        new = self._leading(self._unmet(steps.there))
        self.depth += 1
        if other is not None:
            new = new[other.hops(new) <= hops - self.depth]
        closed = self.ground.closed(new)
        self.closed.update(dict.fromkeys(new[closed].tolist(), self.depth))
        self._mark[new[closed]] = -1
        self.edge = new[~closed]
        self._mark[self.edge] = self.depth + 1
        self.layers.append(self.edge)
        self.goes_on = bool(len(self.edge))

    def size(self) -> int:
        """How many relations going on looks at."""
        return self.ground.size(self.edge, back=self.back)

    def go_on(self, other: _Front, *, keep: bool = False) -> None:
        """Go one hop further, or several where few terms are reached; ``keep`` the steps for ``ways``."""
        if self._thin(self.edge.tolist()):
            self._creep(other, keep)
        else:
            self.grow(keep=keep)

    def _thin(self, edge: list[int]) -> bool:
        """Whether these are so few terms of so few relations that going one at a time is faster."""
        degree = self.ground.arrays.degree
        return 0 < len(edge) <= _THIN and all(degree[term] <= _THIN * _THIN for term in edge)

    def _creep(self, other: _Front, keep: bool) -> None:
        """Go on while the edge is thin and the other front is not met, one term at a time."""
        mark, met, edge, ends = self._mark, other._mark, self.edge.tolist(), self.ground.ends.tolist()
        degree, through = self.ground.arrays.degree, self.ground.rules.through
        while self._thin(edge):
            deadline.check()
            leaving = edge if self.depth == 0 else [term for term in edge if term not in ends]
            steps = [(term, there) for term in leaving for there in self.ground.beside(term, back=self.back)]
            if keep:
                here, there = np.array(steps, np.int64).reshape(-1, 2).T
                self.kept.append((here, there))
            new = sorted({there for _, there in steps if mark[there] == 0})
            new = self._leading(np.array(new, np.int64)).tolist()
            self.depth += 1
            shut = [term for term in new if degree[term] > through and self.ground.closed(np.array([term]))[0]]
            for term in new:
                mark[term] = -1 if term in shut else self.depth + 1
            edge = [term for term in new if term not in shut]
            if any(met[term] > 0 for term in edge):
                break
        self.edge = np.array(edge, np.int64)

    def look_for(self, hubs: Ints, depth: int) -> None:
        """Find which closed terms are met within ``depth`` hops; the last hop is looked at from the cheaper side."""
        self.grow_to(depth - 1)
        if self.depth == depth or not len(self.edge):
            return
        edge, ground = self._leaving(), self.ground
        if ground.size(edge, back=self.back) <= ground.size(hubs, back=not self.back):
            self.grow()
            return
        hubs = hubs[(self._mark[hubs] == 0) & ~ground.ruled_out(hubs)]
        steps = ground.steps(hubs, back=not self.back)
        self.depth += 1
        met = hubs[distinct(steps.at[np.isin(steps.there, edge)])]
        self.closed.update(dict.fromkeys(met.tolist(), self.depth))
        self.goes_on = any(self._goes_on(edge[at : at + _THIN]) for at in range(0, len(edge), _THIN))

    def ways(self, met: Ints) -> list[tuple[Ints, Ints]]:
        """The kept steps by which shortest walks come to ``met``, terms of the last layer; the last step first."""
        found = []
        needed = np.zeros(len(self._mark), bool)
        for depth in range(self.depth, 0, -1):
            needed[met] = True
            here, there = self.kept[depth - 1]
            on = needed[there]
            here, there = here[on], there[on]
            on = self._mark[there] == depth + 1
            found.append((here[on], there[on]))
            met = here[on]
        return found

    def _unmet(self, terms: Ints) -> Ints:
        """Those of ``terms`` that were not met yet, each once."""
        new: Ints = terms[self._mark[terms] == 0]
        place = np.arange(1, len(new) + 1)
        self._mark[new] = place
        new = new[self._mark[new] == place]  # of equal ones the last has its place there
        self._mark[new] = 0
        return new

    def _leading(self, terms: Ints) -> Ints:
        """Those of ``terms`` that the goal may be reached by."""
        level, goal = self.ground.arrays.level, self._goal
        if level is None or goal is None:
            return terms
        down = (self.ground.rules.direction == "forward") != self.back
        may = may_lead(level, terms, goal) if down else may_lead(level, goal, terms)
        kept: Ints = terms[may | (terms == goal)]
        return kept

    def _leaving(self) -> Ints:
        """The terms that walks go on from: an end is left only where they start."""
        return self.edge[~np.isin(self.edge, self.ground.ends)] if self.depth else self.edge

    def _goes_on(self, terms: Ints) -> bool:
        there = self.ground.steps(terms, back=self.back, loops=True, bare=True).there
        new = self._unmet(there)
        return not bool(self.ground.closed(new).all())


def _closed(ahead: _Front, behind: _Front, hops: int) -> Ints:
    """The closed terms that a walk of at most ``hops`` hops may have passed, from lower bounds of its two parts.

    A term not met from an end is beyond its front, or behind another closed term.
    """
    named = []
    for term in sorted({*ahead.closed, *behind.closed}):
        least = 0
        for front in (ahead, behind):
            behind_closed = min(front.closed.values(), default=_FAR) + 1
            beyond = front.depth + 1 if front.goes_on else _FAR
            least += min(front.closed.get(term, beyond), behind_closed)
        if least <= hops:
            named.append(term)
    return np.array(named, np.int64)
