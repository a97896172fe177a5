"""One side of a search by costs: what walks from one end reach before they have cost a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossgraph.arrays import deadline, distinct
from glossgraph.paths.costs import FAR, SHIFT, pass_costs, step_table

if TYPE_CHECKING:
    from glossgraph.arrays import Ground, Ints
    from glossgraph.paths.meter import Meter

_HELD = 5
"""Cells held for each relation that was walked."""
LEAST = 2_048
"""A limit is raised until at least so many relations more are walked."""


class Edges(NamedTuple):
    """Relations that were walked: local numbers of the terms they leave and reach, row, packed cost."""

    here: Ints
    there: Ints
    row: Ints
    step: Ints


_NONE = Edges(*(np.zeros(0, np.int64) for _ in range(4)))


class Side:
    """Terms reached from ``start``, numbered as they were met (the start is 0).

    term   their indices in the graph
    cost   packed cost of the cheapest walk to each, the term itself not passed yet
    hops   the fewest hops of a walk to each
    hub    packed cost of passing each; 0 at the start and at the other end, FAR where it is no way through
    """

    def __init__(
        self, ground: Ground, start: int, other: int, *, ranking: str, hops: int, back: bool, meter: Meter
    ) -> None:
        self.ground, self.start, self.other, self.back = ground, start, other, back
        self.ranking, self.most, self.meter = ranking, hops, meter
        self._price = step_table(ranking, ground.arrays.kinds)
        self._number = np.zeros(len(ground.arrays.degree), np.int32)
        self.term = np.array([start], np.int64)
        self.walked = 0
        self.run(0)

    def run(self, limit: int) -> None:
        """Walk on from every term that can be left at a cost of at most ``limit``."""
        self._number[self.term] = 0
        self.meter.spend(0, -_HELD * self.walked)
        self.limit, self.walked = limit, 0
        self.term = np.array([self.start], np.int64)
        self.cost, self.hub, self.hops = (np.zeros(1, np.int64) for _ in range(3))
        self._number[self.start] = 1
        self._edges = [_NONE]
        front = np.zeros(1, np.int64)
        for hop in range(1, self.most + 1):
            front = front[self._leaving(front) >> SHIFT <= limit]
            if not len(front):
                break
            front = self._walk(front, hop)
        leaving = self._leaving(np.arange(len(self.term)))
        self.waiting = np.flatnonzero((leaving >> SHIFT > limit) & (leaving < FAR) & (self.hops < self.most))
        order = np.argsort(leaving[self.waiting], kind="stable")
        self.waiting = self.waiting[order]
        self._when = leaving[self.waiting] >> SHIFT
        self._work = np.cumsum(self.ground.arrays.degree[self.term[self.waiting]], dtype=np.int64)

    def _leaving(self, numbers: Ints) -> Ints:
        """The packed cost of having passed each term, FAR where one cannot go on."""
        stop = (self.hub[numbers] >= FAR) | (self.term[numbers] == self.other)
        return np.where(stop, FAR, self.cost[numbers] + self.hub[numbers])

    def _walk(self, front: Ints, hop: int) -> Ints:
        """Walk one hop on from ``front``; the terms that are reached more cheaply than before."""
        steps = self.ground.steps(self.term[front], back=self.back)
        self.walked += len(steps.row)
        self.meter.spend(4 * len(steps.row), _HELD * len(steps.row))
        there = steps.there
        self._admit(distinct(there[self._number[there] == 0]), hop)
        there = self._number[there] - 1
        step = self._price[steps.code]
        spent = (self.cost[front] + self.hub[front])[steps.at] + step
        before = self.cost.copy()
        np.minimum.at(self.cost, there, spent)
        self._edges.append(Edges(front[steps.at], there, steps.row, step))
        return np.flatnonzero(self.cost < before)

    def _admit(self, new: Ints, hop: int) -> None:
        """Number terms that are met for the first time."""
        hub = pass_costs(self.ranking, self.ground.arrays.degree[new])
        hub[self.ground.closed(new)] = FAR
        hub[new == self.other] = 0
        self._number[new] = np.arange(len(self.term) + 1, len(self.term) + len(new) + 1)
        self.term = np.concatenate((self.term, new))
        self.hub = np.concatenate((self.hub, hub))
        self.cost = np.concatenate((self.cost, np.full(len(new), FAR, np.int64)))
        self.hops = np.concatenate((self.hops, np.full(len(new), hop, np.int64)))

    @property
    def exhausted(self) -> bool:
        """Whether every walk within the hops has been walked."""
        return not len(self.waiting)

    def work_until(self, limit: int) -> int:
        """About how many relations more would be walked under a higher limit."""
        at = int(np.searchsorted(self._when, limit, side="right"))
        return int(self._work[at - 1]) if at else 0

    def next_limit(self) -> int:
        """A limit under which about twice as many relations are walked."""
        at = int(np.searchsorted(self._work, max(self.walked, LEAST)))
        if at < len(self._when):
            return int(self._when[at])
        return max(int(self._when[-1]), 2 * self.limit)  # what waits is little, and what is behind it not known

    def number(self, terms: Ints) -> Ints:
        """The local number of each term, -1 where it was not met."""
        numbers: Ints = self._number[terms] - 1
        return numbers

    def escape(self, enough: int) -> int:
        """No walk of ``most`` hops, all of them walked here, can be continued at a cost of less than this.

        Not looked for further than to a cost of ``enough``.
        """
        edges, least = self._all_edges(), 0
        leaving = self._leaving(np.arange(len(self.term)))
        onward = edges.step + np.where(leaving < FAR, self.hub, FAR)[edges.there]
        before = leaving[edges.here]
        before[edges.here == 0] = 0
        for hop in range(self.most):
            if least >> SHIFT >= enough:
                break
            deadline.check()
            from_here = (edges.here == 0) == (hop == 0)
            least = int((np.maximum(before, least) + onward)[from_here].min(initial=FAR))
        return min(least, FAR) >> SHIFT

    def _all_edges(self) -> Edges:
        if len(self._edges) > 1:
            self._edges = [Edges(*(np.concatenate(column) for column in zip(*self._edges, strict=True)))]
        return self._edges[0]

    def trace(self, met: Ints, onward: Ints, hops: Ints, bound: int, most: int) -> Ints:
        """Rows that were walked on ways of at most ``bound`` and ``most`` hops to the other end.

        ``met`` are local numbers from which it is ``onward`` (packed) and ``hops`` hops further to that end.
        """
        edges = self._all_edges()
        to_go = np.full(len(self.term), FAR, np.int64)
        hops_to_go = np.full(len(self.term), most + 1, np.int64)
        to_go[met], hops_to_go[met] = onward, hops
        spent = self.cost[edges.here] + self.hub[edges.here] + edges.step + self.hub[edges.there]
        dearest = (bound << SHIFT) + (1 << SHIFT) - 1
        fresh = np.zeros(len(self.term), bool)
        fresh[met] = True
        rows = [np.zeros(0, np.int64)]
        while fresh.any():
            deadline.check()
            at = np.flatnonzero(fresh[edges.there])
            here, there = edges.here[at], edges.there[at]
            fits = (spent[at] + to_go[there] <= dearest) & (self.hops[here] + 1 + hops_to_go[there] <= most)
            at, here, there = at[fits], here[fits], there[fits]
            rows.append(edges.row[at])
            before, hops_before = to_go.copy(), hops_to_go.copy()
            np.minimum.at(to_go, here, edges.step[at] + self.hub[there] + to_go[there])
            np.minimum.at(hops_to_go, here, hops_to_go[there] + 1)
            fresh = (to_go < before) | (hops_to_go < hops_before)
        return distinct(np.concatenate(rows))
