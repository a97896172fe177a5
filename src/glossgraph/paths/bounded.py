"""The road from a large graph to the kernel: a part of it that surely holds the k cheapest paths.

Walks go out from both ends, each side for half of the hops and the cheapest first: under a limit, every term is left
that can be left (its own cost paid) within the limit. A path is walked from x up to the first term that cannot be left
within the limit, or to the last of the side's hops; from y likewise, backwards. Where the two parts do not meet, one of
them at least was stopped by its limit; the path costs at least the two costs at which the parts were stopped, for
a part that used up its hops the least that any such part costs (``Side.escape``). So every path that costs less than
``_bound`` lies on walks that were met from both sides. The kernel takes the relations on those; when it finds k paths
of less than the bound, no other path of the graph is cheaper, nor as cheap. Else the limits are raised: up to the cost
of the k-th path found where there is one, by about twice the work where not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from glossgraph.arrays import Ground, cut, stopped
from glossgraph.paths.costs import FAR, SHIFT
from glossgraph.paths.kernel import cheapest
from glossgraph.paths.meter import MAX_HOPS, WORK, Meter
from glossgraph.paths.side import LEAST, Side

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays, Ids, Ints, Rules, Subgraph

    Found = list[tuple[int, tuple[int, ...]]]

_ALL = FAR >> SHIFT
_PATIENCE = 4
"""Limits are raised to a known cost at once where that is at most so many times the work done."""
_SPLITS = 8
_NO_ROWS = np.zeros(0, np.int64)


def narrowed(
    arrays: Arrays,
    ids: Ids,
    x: int,
    y: int,
    rules: Rules,
    *,
    hops: int,
    k: int,
    ranking: str = "default",
    work: int = WORK,
) -> tuple[Found, Subgraph]:
    """The k cheapest paths as ``cheapest`` finds them in all that lies between, and the relations among their terms.

    Raises LimitError as ``cheapest`` does, ValueError when x is y.
    """
    if x == y or not 1 <= hops <= MAX_HOPS or k < 1:
        raise ValueError("a path needs two ends, 1 to 1,000 hops and k of at least 1")
    ground, meter = Ground(arrays, rules, (x, y)), Meter(work)
    half = (hops + int(arrays.degree[x] <= arrays.degree[y])) // 2
    ahead = Side(ground, x, y, ranking=ranking, hops=half, back=False, meter=meter)
    behind = Side(ground, y, x, ranking=ranking, hops=hops - half, back=True, meter=meter)
    while True:
        bound = _bound(ahead, behind)
        terms, sub = cut(arrays, np.array([x, y]), _between(ahead, behind, bound, k), rules)
        found: Found = []
        if len(sub.row):
            ends = (int(place) for place in np.searchsorted(terms, (x, y)))
            found = cheapest(sub, *ends, hops=hops, k=k, ranking=ranking, direction=rules.direction, work=meter.work)
        if bound == _ALL or (len(found) == k and found[-1][0] < bound):
            closed = tuple(ids(stopped(ground, x, y, hops)))
            found, terms, sub = _kept(ground, found, terms, np.array([x, y]))
            return found, replace(sub, ids=ids(terms), closed=closed)
        _raise(ahead, behind, found[-1][0] + 1 - bound if len(found) == k else _ALL)


def nearby(
    arrays: Arrays, x: int, rules: Rules, *, hops: int, budget: int, ranking: str = "default", work: int = WORK
) -> list[tuple[int, int, int]]:
    """The ``budget`` terms that are cheapest to reach from ``x``, as ``nearest`` finds them: (cost, hops, index)."""
    side = Side(Ground(arrays, rules, (x,)), x, -1, ranking=ranking, hops=hops, back=False, meter=Meter(work))
    while not side.exhausted and np.count_nonzero(side.cost >> SHIFT <= side.limit) <= budget:
        side.run(side.next_limit())
    order = np.lexsort((side.term, side.cost))
    order = order[order != 0][:budget]
    packed = zip(side.cost[order].tolist(), side.term[order].tolist(), strict=True)
    return [(cost >> SHIFT, cost & ((1 << SHIFT) - 1), term) for cost, term in packed]


def _kept(ground: Ground, found: Found, terms: Ints, ends: Ints) -> tuple[Found, Ints, Subgraph]:
    """What was found, its terms, and every relation of its hops, those too that cost more than was walked."""
    hops = {
        (int(terms[a]), int(terms[b])) for _, path in found for step in pairwise(path) for a, b in (step, step[::-1])
    }
    rows = [_NO_ROWS, *(_joining(ground, a, b) for a, b in sorted(hops))]
    kept, less = cut(ground.arrays, ends, np.concatenate(rows), ground.rules)
    number = np.searchsorted(kept, terms)
    return [(cost, tuple(number[list(path)].tolist())) for cost, path in found], kept, less


def _joining(ground: Ground, here: int, there: int) -> Ints:
    """The rows by which a walk goes from one term to another, looked up at the one with fewer relations."""
    degree = ground.arrays.degree
    back = bool(degree[there] < degree[here])
    steps = ground.steps(np.array([there if back else here]), back=back)
    rows: Ints = steps.row[steps.there == (here if back else there)].astype(np.int64)
    return rows


def _bound(ahead: Side, behind: Side) -> int:
    """Every path of a cost below this lies on walks that were met from both sides; _ALL when all were walked."""
    bound = _ALL
    for side, other in ((ahead, behind), (behind, ahead)):
        if not side.exhausted:
            stopped_too = _ALL if other.exhausted else other.limit + 1
            bound = min(bound, side.limit + 1 + min(stopped_too, other.escape(stopped_too)))
    return bound


def _between(ahead: Side, behind: Side, bound: int, k: int) -> Ints:
    """Rows on walks that were met from both sides and cost less than ``bound``, or as much as the best k of them do."""
    there = behind.number(ahead.term)
    here = np.flatnonzero(there >= 0)
    there = there[here]
    total = ahead.cost[here] + ahead.hub[here] + behind.cost[there]
    most = ahead.most + behind.most
    good = (total < FAR) & (ahead.hops[here] + behind.hops[there] <= most)
    here, there, total = here[good], there[good], total[good]
    if not len(total):
        return here
    if bound < _ALL:
        at = min(k, len(total)) - 1
        bound = max(bound, int(np.partition(total, at)[at]) >> SHIFT)
    rows = ahead.trace(here, behind.cost[there], behind.hops[there], bound, most)
    return np.concatenate((rows, behind.trace(there, ahead.cost[here], ahead.hops[here], bound, most)))


def _raise(ahead: Side, behind: Side, need: int) -> None:
    """Walk further on one side or both: so far that the bound grows by ``need``, or about twice as far."""
    able = [side for side in (ahead, behind) if not side.exhausted]
    if need < _ALL:
        shares = (
            [(need * at // _SPLITS, need - need * at // _SPLITS) for at in range(9)] if len(able) > 1 else [(need,)]
        )
        limits = [tuple(side.limit + more for side, more in zip(able, share, strict=True)) for share in shares]
        work, limit = min((sum(side.work_until(to) for side, to in zip(able, tos, strict=True)), tos) for tos in limits)
        if work <= _PATIENCE * (ahead.walked + behind.walked) + LEAST:
            for side, to in zip(able, limit, strict=True):
                if to > side.limit:
                    side.run(to)
            return
    cheaper = min(able, key=lambda side: side.work_until(side.next_limit()))
    cheaper.run(min(cheaper.next_limit(), cheaper.limit + need))
