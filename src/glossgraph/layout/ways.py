"""Where the terms of paths stand: from one end to the other, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossgraph.layout.stress import Positions


def path_positions(paths: Sequence[Sequence[str]]) -> tuple[Positions, Positions]:
    """Places for the terms of paths, cheapest first, between the same two ends or of one tree: (wide, tall).

    Wide runs left to right, tall top to bottom. The best path is in the middle row, each other one in
    the nearest row where its own terms have room.
    """
    if not paths:
        return {}, {}
    hops = max(len(path) - 1 for path in paths)
    cells: dict[str, tuple[float, int]] = {}
    for number, path in enumerate(paths):
        steps = max(len(path) - 1, 1)
        new = [(term, hops * at / steps) for at, term in enumerate(path) if term not in cells]
        row = 0 if number == 0 else _free_row([column for _, column in new], cells)
        cells.update({term: (column, row) for term, column in new})
    rows = [row for _, row in cells.values()]
    spread = (max(rows) - min(rows)) / max(hops, 1)
    across, down = min(max(210.0, 175.0 * spread), 420.0), min(max(125.0, 160.0 * spread), 280.0)
    wide = {term: (round(across * column, 1), 110.0 * row) for term, (column, row) in cells.items()}
    tall = {term: (130.0 * row, round(down * column, 1)) for term, (column, row) in cells.items()}
    return wide, tall


def _free_row(columns: Sequence[float], cells: Mapping[str, tuple[float, int]]) -> int:
    rows = (row for at in range(1, len(cells) + 2) for row in (at, -at))
    return next(
        row
        for row in rows
        if all(other != row or abs(place - column) >= 0.8 for place, other in cells.values() for column in columns)
    )
