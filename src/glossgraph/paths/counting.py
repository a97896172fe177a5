"""How many shortest paths there are between two terms, however many: counted, not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glossgraph.arrays import between, distance

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays, Ints, Rules, Subgraph


def count_shortest(arrays: Arrays, x: int, y: int, rules: Rules) -> tuple[int, int] | None:
    """(hops, how many paths of so few hops there are) from ``x`` to ``y``; None when nothing connects them.

    A path is a sequence of terms: several relations between two of them count once.
    """
    hops = distance(arrays, x, y, rules)
    if not hops:
        return None
    sub = between(arrays, lambda terms: [f"{term:012}" for term in terms.tolist()], x, y, rules, hops)
    ways: dict[int, list[int]] = {}
    for here, there in _steps(sub, rules.direction).tolist():
        ways.setdefault(here, []).append(there)
    start, end = (sub.index(f"{term:012}") for term in (x, y))
    layer, seen = {start: 1}, {start}
    for _ in range(hops):
        following: dict[int, int] = {}
        for here, count in layer.items():
            for there in ways.get(here, ()):
                if there not in seen:
                    following[there] = following.get(there, 0) + count
        seen |= following.keys()
        layer = following
    return hops, layer[end]


def _steps(sub: Subgraph, direction: str) -> Ints:
    """Each ordered pair of terms that one step joins, once."""
    free = np.array([name in sub.symmetric for name in sub.kinds] or [False])[sub.kind]
    ahead, back = free | (direction != "backward"), free | (direction != "forward")
    pairs = [(sub.source[ahead], sub.target[ahead]), (sub.target[back], sub.source[back])]
    steps: Ints = np.unique(np.concatenate([np.stack(pair, 1) for pair in pairs]), axis=0)
    return steps
