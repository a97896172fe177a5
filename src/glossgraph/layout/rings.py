"""Where the terms around one term stand: it in the middle, its neighbours on a ring, what is farther on a ring outside.

The rings are ellipses, as pictures are wide and names lie level. Who stands next to whom is taken from the layout by
distances; how much of the ring a neighbour gets depends on how many terms stand behind it.
"""

from __future__ import annotations

from math import atan2, cos, pi, sin, sqrt
from typing import TYPE_CHECKING

from glossgraph.layout.stress import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from glossgraph.layout.stress import Position, Positions

NEAREST, BETWEEN = 160.0, 105.0
"""The least radius of the first ring, and from it to the second."""

ROOM = 66.0
"""Canvas units of a ring for each of its terms."""

ASPECT = 1.75
"""Width by height of a ring."""

ROWS, CROWD = (0.0, 0.36, 0.72), 16
"""Terms of the second ring stand in as many rows, by part of ``BETWEEN`` apart, as there are crowds of them where they
stand closest."""


def around(centre: str, ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> Positions:
    """A place for each term, ``centre`` at (0, 0). The order of ids and edges does not matter."""
    names = sorted({centre, *ids})
    near = _neighbours(names, edges)
    plain = positions(names, [(a, b) for a in names for b in near[a] if a < b])
    turn = {name: _angle(plain[name], plain[centre]) for name in names}
    first = sorted(near[centre], key=lambda name: (turn[name], name))
    others = [name for name in names if name != centre and name not in near[centre]]
    if not first:
        return {centre: (0.0, 0.0)} | {name: plain[name] for name in others}
    behind = _behind(first, others, near, turn)
    sectors = _sectors(first, behind)
    inner = max(NEAREST, len(first) * ROOM / (2 * pi))
    crowd = max(2 * pi * len(behind[name]) / sectors[name][1] for name in first)
    rows = ROWS[: 1 + int(crowd) // CROWD]
    outer = max(inner + BETWEEN, crowd * ROOM / (2 * pi * len(rows)))
    placed = {centre: (0.0, 0.0)}
    for number, name in enumerate(first):
        start, width = sectors[name]
        far = inner * (1 + (0.1 if number % 2 else -0.1) * (len(first) > CROWD))
        placed[name] = _on_ring(start + width / 2, far)
        for at, child in enumerate(behind[name]):
            placed[child] = _on_ring(
                start + width * (at + 0.5) / len(behind[name]), outer + BETWEEN * rows[at % len(rows)]
            )
    return placed


def _neighbours(names: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {name: set() for name in names}
    for a, b in edges:
        if a != b and a in near and b in near:
            near[a].add(b)
            near[b].add(a)
    return near


def _behind(
    first: Sequence[str], others: Iterable[str], near: Mapping[str, set[str]], turn: Mapping[str, float]
) -> dict[str, list[str]]:
    """The outer terms behind each neighbour: each behind the one of its own neighbours that has the fewest."""
    behind: dict[str, list[str]] = {name: [] for name in first}
    for name in others:
        own = sorted(near[name] & behind.keys(), key=lambda one: (len(near[one]), one))
        behind[own[0] if own else min(first, key=lambda one: (_apart(turn[one], turn[name]), one))].append(name)
    for name, children in behind.items():
        children.sort(key=lambda child: ((turn[child] - turn[name] + pi) % (2 * pi), child))
    return behind


def _sectors(first: Sequence[str], behind: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float]]:
    """Start and width of each neighbour's part of the circle; the widest lies level, where names have most room."""
    many = sum(2 + len(behind[name]) for name in first)
    share = {name: (2 + len(behind[name])) / many for name in first}
    widest = max(first, key=lambda name: (len(behind[name]), name))
    start = -pi * share[widest]
    at = first.index(widest)
    sectors: dict[str, tuple[float, float]] = {}
    for name in (*first[at:], *first[:at]):
        sectors[name] = (start, 2 * pi * share[name])
        start += 2 * pi * share[name]
    return sectors


def _on_ring(angle: float, radius: float) -> Position:
    wide = sqrt(ASPECT)
    return round(radius * wide * cos(angle), 1), round(radius / wide * sin(angle), 1)


def _angle(spot: Position, middle: Position) -> float:
    return atan2(spot[1] - middle[1], spot[0] - middle[0])


def _apart(one: float, other: float) -> float:
    return abs((one - other + pi) % (2 * pi) - pi)
