"""Where walks that follow their relations' direction cannot lead: the level of each term.

A graph without circles has terms that nothing leads on from (level 0), terms that lead to these alone (level 1), and so
on: the topological levels that reachability indexes cut by (Yıldırım, Chaoji and Zaki, *GRAIL: Scalable Reachability
Index for Large Graphs*, PVLDB 2010). Most pairs of terms are not connected forward, and to say so without levels all
that can be reached from one of them has to be walked.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from glossgraph.arrays.columns import Arrays, Ints, distinct

ENDLESS = 2**31 - 1
"""The level of terms that lead into a circle, or further than ``_MOST`` steps."""
_MOST = 1_000


def leveled(arrays: Arrays, symmetric: frozenset[str]) -> Arrays:
    """The same with the level of each term; kinds in ``symmetric`` go both ways. Takes each relation once (Kahn 1962).

    No walk forward leads from a term to another one of the same or a higher level, but from an endless one.
    """
    loop = arrays.source == arrays.target
    free = np.array([kind in symmetric for kind in arrays.kinds] or [False])[arrays.kind] & ~loop
    onward = np.bincount(arrays.source[~loop], minlength=len(arrays.degree))
    for end in (arrays.source[free], arrays.target[free]):
        onward[end] = len(loop) + 1  # there and back is a circle
    level = np.full(len(onward), ENDLESS, np.int32)
    done = np.flatnonzero(onward == 0)
    for height in range(_MOST):
        if not len(done):
            break
        level[done] = height
        before = _before(arrays, done)
        np.subtract.at(onward, before, 1)
        done = distinct(before[onward[before] == 0])
    return replace(arrays, level=level)


def may_lead(level: Ints, start: Ints | int, end: Ints | int) -> Ints:
    """Whether a walk forward from ``start`` may lead to ``end``, another term, going by their levels."""
    may: Ints = (level[start] > level[end]) | (level[start] == ENDLESS)
    return may


def _before(arrays: Arrays, terms: Ints) -> Ints:
    """The source of each relation that comes to ``terms`` from another term."""
    begin = arrays.in_start[terms]
    count = arrays.in_start[terms + 1] - begin
    place = np.arange(count.sum()) + np.repeat(begin - np.cumsum(count) + count, count)
    source = arrays.source[arrays.in_row[place]]
    others: Ints = source[source != np.repeat(terms, count)]
    return others
