"""How many shortest paths there are between two terms, however many: counted, not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glossgraph.arrays import deadline, distinct, geodesics

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays, Ints, Rules, Subgraph


def count_shortest(arrays: Arrays, x: int, y: int, rules: Rules) -> tuple[int, int] | None:
    """(hops, how many paths of so few hops there are) from ``x`` to ``y``; None when nothing connects them.

    A path is a sequence of terms: several relations between two of them count once.
    """
    layers = geodesics(arrays, x, y, rules)
    if layers is None:
        return None
    terms, counts = np.array([x]), np.array([1], object)
    for here, there in layers:
        deadline.check()
        steps = distinct(there.astype(np.int64) * len(arrays.degree) + here)
        here, there = steps % len(arrays.degree), steps // len(arrays.degree)
        first = np.flatnonzero(np.diff(there, prepend=-1))
        counts = np.add.reduceat(counts[np.searchsorted(terms, here)], first)  # whole numbers of any length
        terms = there[first]
    return len(layers), int(counts[0])


def count_paths(sub: Subgraph, x: int, y: int, hops: int, direction: str) -> int:
    """How many paths of ``hops`` hops there are from ``x`` to ``y``, when none is shorter."""
    ways: dict[int, list[int]] = {}
    for here, there in _steps(sub, direction).tolist():
        ways.setdefault(here, []).append(there)
    layer, seen = {x: 1}, {x}
    for _ in range(hops):
        following: dict[int, int] = {}
        for here, count in layer.items():
            for there in ways.get(here, ()):
                if there not in seen:
                    following[there] = following.get(there, 0) + count
        seen |= following.keys()
        layer = following
    return layer[y]


def _steps(sub: Subgraph, direction: str) -> Ints:
    """Each ordered pair of terms that one step joins, once."""
    free = np.array([name in sub.symmetric for name in sub.kinds] or [False])[sub.kind]
    ahead, back = free | (direction != "backward"), free | (direction != "forward")
    pairs = [(sub.source[ahead], sub.target[ahead]), (sub.target[back], sub.source[back])]
    steps: Ints = np.unique(np.concatenate([np.stack(pair, 1) for pair in pairs]), axis=0)
    return steps
