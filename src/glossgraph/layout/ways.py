"""Where the terms of paths stand: from one end to the other, a column a step."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossgraph.layout.stress import Positions

    Array = np.ndarray[Any, np.dtype[np.float64]]

ACROSS, DOWN = 210.0, 110.0
"""Canvas units from column to column and from row to row, by which rows are judged."""

CLEAR = 46.0
"""How near a line may come to a dot that is none of its ends."""

SWEEPS = 3


def path_positions(paths: Sequence[Sequence[str]]) -> tuple[Positions, Positions]:
    """Places for the terms of paths, cheapest first, between the same two ends or of one tree: (wide, tall).

    Wide runs left to right, tall top to bottom. A term is farther along than every term before it on any path. The
    best path is in the middle row, the own terms of each other one in the row where its lines meet the fewest dots
    and lines.
    """
    if not paths:
        return {}, {}
    cells = _cells(tuple(tuple(path) for path in paths))
    rows, columns = [row for _, row in cells.values()], [column for column, _ in cells.values()]
    spread = (max(rows) - min(rows)) / max(*columns, 1)
    across, down = min(max(210.0, 175.0 * spread), 420.0), min(max(125.0, 160.0 * spread), 280.0)
    wide = {term: (round(across * column, 1), 110.0 * row) for term, (column, row) in cells.items()}
    tall = {term: (130.0 * row, round(down * column, 1)) for term, (column, row) in cells.items()}
    return wide, tall


@lru_cache(maxsize=64)
def _cells(paths: tuple[tuple[str, ...], ...]) -> dict[str, tuple[int, int]]:
    """Column and row of each term."""
    columns = _columns(paths)
    rows = dict.fromkeys(paths[0], 0)
    groups: list[list[str]] = []
    for at, path in enumerate(paths):
        if new := [term for term in path if term not in rows]:
            groups.append(new)
            _settle(new, rows, columns, paths[: at + 1], len(groups))
    for _ in range(SWEEPS):
        for group in groups:
            _settle(group, rows, columns, paths, len(groups))
    return {term: (columns[term], rows[term]) for term in rows}


def _columns(paths: Sequence[Sequence[str]]) -> dict[str, int]:
    """How many steps each term is from the first at most; a step against what a cheaper path says does not count."""
    before: dict[str, set[str]] = {term: set() for path in paths for term in path}

    def leads(term: str, to: str) -> bool:
        return term == to or any(leads(term, one) for one in before[to])

    for path in paths:
        for a, b in pairwise(path):
            if not leads(b, a):
                before[b].add(a)
    columns: dict[str, int] = {}

    def column(term: str) -> int:
        if term not in columns:
            columns[term] = max((column(one) + 1 for one in before[term]), default=0)
        return columns[term]

    return {term: column(term) for term in before}


def _settle(
    group: Sequence[str], rows: dict[str, int], columns: Mapping[str, int], paths: Sequence[Sequence[str]], reach: int
) -> None:
    """Gives the terms of a group the row in which they disturb least, the nearest to the middle of equal ones."""
    lines = list({frozenset(pair): pair for path in paths for pair in pairwise(path)}.values())
    order = sorted(range(-reach, reach + 1), key=lambda row: (abs(row), -row))
    tried = [rows | dict.fromkeys(group, row) for row in order]
    costs = [_disturbance(one, columns, lines) + 0.5 * abs(row) for one, row in zip(tried, order, strict=True)]
    rows.update(tried[costs.index(min(costs))])


def _disturbance(rows: Mapping[str, int], columns: Mapping[str, int], lines: Sequence[tuple[str, str]]) -> float:
    """How much is in each other's way: dots on dots, lines on dots, lines on lines."""
    number = {term: at for at, term in enumerate(rows)}
    spots = np.array([(ACROSS * columns[term], DOWN * row) for term, row in rows.items()])
    ends = np.array([(number[a], number[b]) for a, b in lines])
    gaps = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    same = int((gaps < CLEAR).sum() - len(spots)) // 2
    start, way = spots[ends[:, 0]], spots[ends[:, 1]] - spots[ends[:, 0]]
    to = spots[None] - start[:, None]
    part = np.clip((to * way[:, None]).sum(axis=2) / np.maximum((way**2).sum(axis=1), 1.0)[:, None], 0, 1)
    far = np.hypot(*(to - part[:, :, None] * way[:, None]).transpose(2, 0, 1))
    far[np.arange(len(ends))[:, None], ends] = np.inf
    return 1000.0 * same + 20.0 * int((far < CLEAR).sum()) + 3.0 * _crossings(start, way)


def _crossings(start: Array, way: Array) -> int:
    """How many pairs of lines cross between their ends."""

    def turn(a: Array, b: Array) -> Array:
        crossed: Array = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
        return crossed

    between = start[None] - start[:, None]
    slope = turn(way[:, None], way[None])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = turn(between, way[None]) / slope, turn(between, way[:, None]) / slope
    inside = (first > 0.01) & (first < 0.99) & (second > 0.01) & (second < 0.99)
    return int(inside.sum()) // 2
