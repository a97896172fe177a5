"""The one kernel: the k cheapest simple paths between two terms, exactly, and the cheapest terms around one.

A table gives, for each number of remaining hops and each term, the cheapest (cost, hops) of
a walk to the end. Prefixes are taken from a heap by (bound, ids). A bound is kept when the walk behind it avoids
the prefix; else the table is made again without the prefix, after which the bounds of its continuations are exact
(a cheapest walk has no circle). So only prefixes of paths of the answer are ever continued, at most k x hops of
them, whatever the graph; and paths come out in the order (cost, hops, ids).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from glossgraph.errors import LimitError
from glossgraph.messages import Message
from glossgraph.paths.costs import FAR, ONE_HOP, SHIFT, hop_costs, hub_costs
from glossgraph.paths.meter import MAX_HOPS, WORK, Meter

if TYPE_CHECKING:
    from glossgraph.arrays import Ints, Subgraph


def cheapest(
    sub: Subgraph,
    x: int,
    y: int,
    *,
    hops: int,
    k: int,
    ranking: str = "default",
    direction: str = "any",
    work: int = WORK,
) -> list[tuple[int, tuple[int, ...]]]:
    """The k cheapest simple paths of at most ``hops`` hops from ``x`` to ``y``, as (cost, local term indices).

    Ordered by (cost, hops, ids). ``direction`` tells whether a hop may follow its relations any way, only
    forward or only backward; types in ``sub.symmetric`` go both ways. Raises LimitError when the search would
    look at more than ``work`` relations or hold more than CELLS numbers: never a shorter list.
    """
    if x == y or not 1 <= hops <= MAX_HOPS or k < 1:
        raise ValueError("a path needs two ends, 1 to 1,000 hops and k of at least 1")
    search = _Search(_roads(sub, y, ranking, direction), y, hops, Meter(work))
    search.grow((x,), 0, search.table(hops - 1, ()))
    found: list[tuple[int, tuple[int, ...]]] = []
    while search.heap and len(found) < k:
        bound, ids, branch = heapq.heappop(search.heap)
        if ids[-1] == y:
            found.append((bound >> SHIFT, ids))
            search.offer(branch)
        elif (onward := () if branch.exact else search.onward(ids, branch)) is None:
            search.sharpen(branch)
        else:
            cost = int(branch.cost[branch.at - 1])
            search.offer(branch)
            search.grow(ids, cost, branch.rows, onward)
    return found


def nearest(
    sub: Subgraph, x: int, *, hops: int, budget: int, ranking: str = "default", direction: str = "any"
) -> list[tuple[int, int, int]]:
    """The ``budget`` terms that are cheapest to reach from ``x`` in at most ``hops`` hops, ``x`` itself left out.

    Each as (cost, hops, local index), in that order. A term's cheapest way passes only terms that come before it.
    """
    opposite = {"forward": "backward", "backward": "forward"}.get(direction, direction)
    search = _Search(_roads(sub, x, ranking, opposite), x, hops, Meter(WORK))
    row = search.table(hops, ())[-1]
    reached = np.flatnonzero(row < FAR)
    order = reached[np.argsort(row[reached], kind="stable")][: budget + 1]
    found = ((int(row[at]), int(at)) for at in order if at != x)
    return [(cost >> SHIFT, cost & ((1 << SHIFT) - 1), at) for cost, at in found][:budget]


@dataclass(frozen=True, slots=True)
class _Roads:
    """What can be walked: from term t to ``to[start[t]:start[t + 1]]`` (ascending), at ``step``.

    Steps and ``term`` are packed: cost << 10 | hops, so that a sum orders by (cost, hops). ``term`` is what
    going on from a term costs; the end's is 0.
    """

    start: Ints
    to: Ints
    step: Ints
    term: Ints


def _roads(sub: Subgraph, end: int, ranking: str, direction: str) -> _Roads:
    """Each ordered pair of terms once, at its cheapest relation. No road leads to a closed term but to the end."""
    n = len(sub.degree)
    source, target = (np.asarray(side, np.int64) for side in (sub.source, sub.target))
    cost = hop_costs(ranking, sub.kinds, sub.kind, sub.confidence)
    free = np.array([name in sub.symmetric for name in sub.kinds] or [False])[np.asarray(sub.kind, np.int64)]
    open_to = np.ones(n, bool)
    open_to[[at for at, name in enumerate(sub.ids) if name in sub.closed and at != end] if sub.closed else []] = False
    ahead = (source != target) & open_to[target] & (free | (direction != "backward"))
    back = (source != target) & open_to[source] & (free | (direction != "forward"))
    least, span = (int(cost.min()), int(np.ptp(cost)) + 1) if len(cost) else (0, 1)
    if n * n * span >= FAR:
        raise LimitError(Message("The part of the graph between the two terms is too large: ask for fewer hops."))
    pairs = np.concatenate([source[ahead] * n + target[ahead], source[back] + target[back] * n])
    keys = np.sort(pairs * span + np.concatenate([cost[ahead], cost[back]]) - least)
    pair = keys // span
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    pair, step = pair[first], keys[first] - pair[first] * span + least
    term = hub_costs(ranking, sub.degree) << SHIFT
    term[end] = 0
    start = np.searchsorted(pair, np.arange(n + 1) * n)
    return _Roads(start, pair % n, (step << SHIFT) + ONE_HOP, term)


@dataclass(slots=True)
class _Branch:
    """A prefix and those of its continuations that are not yet offered, cheapest first.

    ``rows`` is the table that gave the bounds; ``exact`` when it was made without the prefix's terms. ``onward``,
    where it is known, is a walk from the prefix to the end that attains its bound and meets none of its terms.
    """

    ids: tuple[int, ...]
    rows: list[Ints]
    to: Ints
    cost: Ints
    bound: Ints
    onward: tuple[int, ...] = ()
    at: int = 0
    exact: bool = False


@dataclass(slots=True)
class _Search:
    roads: _Roads
    end: int
    hops: int
    meter: Meter
    heap: list[tuple[int, tuple[int, ...], _Branch]] = field(default_factory=list)

    def table(self, limit: int, without: tuple[int, ...]) -> list[Ints]:
        """Row r holds the cheapest packed cost of a walk of at most r hops to the end, its first term not charged."""
        roads, blocked = self.roads, list(without)
        heads = np.flatnonzero(np.diff(roads.start))
        row = np.full(len(roads.term), FAR, np.int64)
        row[self.end] = 0
        rows = [row]
        while len(rows) <= limit:
            self.meter.spend(len(roads.to), len(row))
            onward = row + roads.term
            new = np.full(len(row), FAR, np.int64)
            if len(heads):
                new[heads] = np.minimum(np.minimum.reduceat(roads.step + onward[roads.to], roads.start[heads]), FAR)
            new[blocked] = FAR
            new[self.end] = 0
            if np.array_equal(new, row):
                return rows + [row] * (limit + 1 - len(rows))
            rows.append(row := new)
        return rows

    def grow(self, ids: tuple[int, ...], cost: int, rows: list[Ints], onward: tuple[int, ...] = ()) -> None:
        """Continue a prefix by each term that it does not hold yet, and offer the cheapest."""
        begin, end = (int(at) for at in self.roads.start[ids[-1] : ids[-1] + 2])
        to = self.roads.to[begin:end]
        self.meter.spend(end - begin, 3 * (end - begin))
        spent = cost + self.roads.step[begin:end] + self.roads.term[to]
        branch = _Branch(ids, rows, to, spent, spent, onward)
        branch.bound = np.where(np.isin(to, ids), FAR, self._bounds(branch))
        self._arrange(branch)

    def sharpen(self, branch: _Branch) -> None:
        """Make the bounds of what is left of a branch exact: a table without the terms of its prefix."""
        branch.at -= 1
        branch.rows, branch.exact = self.table(self.hops - len(branch.ids), branch.ids), True
        for name in ("to", "cost", "bound"):
            setattr(branch, name, getattr(branch, name)[branch.at :])
        branch.bound = self._bounds(branch)
        self._arrange(branch)

    def offer(self, branch: _Branch) -> None:
        """Put a branch's next continuation on the heap."""
        if branch.at < len(branch.to):
            entry = (int(branch.bound[branch.at]), (*branch.ids, int(branch.to[branch.at])), branch)
            heapq.heappush(self.heap, entry)
            branch.at += 1

    def onward(self, ids: tuple[int, ...], branch: _Branch) -> tuple[int, ...] | None:
        """The terms after ``ids`` on a walk that attains its bound; None when it meets a term of ``ids`` again."""
        if branch.onward[:1] == ids[-1:]:
            return branch.onward[1:]
        walk: list[int] = []
        roads, at, left = self.roads, ids[-1], self.hops - len(branch.ids)
        while at != self.end:
            begin, end = (int(place) for place in roads.start[at : at + 2])
            to = roads.to[begin:end]
            self.meter.spend(end - begin)
            onward = roads.step[begin:end] + roads.term[to] + branch.rows[left - 1][to]
            goal = branch.rows[left][at]
            at, left = int(to[np.argmax(onward == goal)]), left - 1
            if at in ids:
                return None
            walk.append(at)
        return tuple(walk)

    def _bounds(self, branch: _Branch) -> Ints:
        return branch.cost + branch.rows[self.hops - len(branch.ids)][branch.to]

    def _arrange(self, branch: _Branch) -> None:
        possible = np.flatnonzero(branch.bound < FAR)
        order = possible[np.argsort(branch.bound[possible], kind="stable")]
        branch.to, branch.cost, branch.bound, branch.at = branch.to[order], branch.cost[order], branch.bound[order], 0
        self.offer(branch)
