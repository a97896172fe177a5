"""Where the terms of a view stand: one view has one layout, and places that are known never move.

Terms are placed by stress majorisation (each pair as far apart as it has hops between, more around hubs), which
spreads a hundred terms more evenly than springs do, needs no random start and only numpy. Everything is in canvas
units; the longer side of a layout lies level.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Position = tuple[float, float]
Positions = dict[str, Position]
Array = np.ndarray[Any, np.dtype[np.float64]]

SPACING = 120.0
"""Canvas units between two neighbours."""

APART = 62.0
"""The least distance between any two terms."""

ASPECT = 1.5
"""Width by height that a layout is stretched to."""

STEPS = 80
_TURNS = 24


def positions(
    ids: Iterable[str], edges: Iterable[tuple[str, str]], known: Mapping[str, Position] | None = None
) -> Positions:
    """A place for each term: those in ``known`` keep theirs, new ones come near their neighbours.

    Edges whose ends are not among the ids, and loops, are ignored. The order of ids and edges does not matter.
    """
    names = tuple(sorted(set(ids)))
    shown = set(names)
    pairs = tuple(sorted({(min(e), max(e)) for e in edges if e[0] != e[1] and e[0] in shown and e[1] in shown}))
    fixed = {term: at for term, at in (known or {}).items() if term in shown}
    if not fixed:
        return dict(_whole(names, pairs))
    return _beside(names, pairs, fixed)


@lru_cache(maxsize=64)
def _whole(names: tuple[str, ...], pairs: tuple[tuple[str, str], ...]) -> Positions:
    parts = _components(names, pairs)
    boxes = [_component(part, pairs) for part in parts]
    shifts = _pack([box.max(axis=0) - box.min(axis=0) for box in boxes])
    placed: Positions = {}
    for part, box, shift in zip(parts, boxes, shifts, strict=True):
        at = box - box.min(axis=0) + shift
        placed.update({term: (float(x), float(y)) for term, (x, y) in zip(part, at, strict=True)})
    return _centred(placed)


def _centred(placed: Positions) -> Positions:
    if not placed:
        return {}
    at = np.array(list(placed.values()))
    middle = (at.min(axis=0) + at.max(axis=0)) / 2
    return {term: (round(float(x - middle[0]), 1), round(float(y - middle[1]), 1)) for term, (x, y) in placed.items()}


def _components(names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, largest first, each sorted."""
    near: dict[str, list[str]] = {name: [] for name in names}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    parts, seen = [], set[str]()
    for name in names:
        if name in seen:
            continue
        part, front = {name}, {name}
        while front:
            front = {other for term in front for other in near[term]} - part
            part |= front
        seen |= part
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part))


def _component(part: list[str], pairs: Iterable[tuple[str, str]]) -> Array:
    number = {term: at for at, term in enumerate(part)}
    linked = np.zeros((len(part), len(part)), dtype=np.float32)
    for a, b in pairs:
        if a in number:
            linked[number[a], number[b]] = linked[number[b], number[a]] = 1
    if len(part) == 1:
        return np.zeros((1, 2))
    lengths = _lengths(linked)
    at = _turned(_stress(_start(lengths), lengths)) * SPACING
    radius = np.minimum(8 + 4 * np.sqrt(linked.sum(axis=1, dtype=np.float64)), 30)
    return _apart(_stretched(at), np.maximum(APART, radius[:, None] + radius[None] + 24))


def _lengths(linked: np.ndarray[Any, np.dtype[np.float32]]) -> Array:
    """How far apart each two terms of one connected part should be: a hop is 1, more where it touches a hub, so that
    all neighbours of the hub find room on a circle around it (Floyd and Warshall's shortest paths)."""
    circle = linked.sum(axis=1, dtype=np.float64) * APART / (2 * pi * SPACING)
    more = np.maximum(circle - 1, 0)
    far: Array = np.where(linked > 0, 1 + np.maximum(more[:, None], more[None]), np.inf)
    np.fill_diagonal(far, 0)
    for at in range(len(far)):
        np.minimum(far, far[:, at, None] + far[at], out=far)
    return far


def _start(lengths: Array) -> Array:
    """Classical scaling: the best flat picture of the distances, the same on every machine but for rounding."""
    size = len(lengths)
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centre @ (lengths**2) @ centre)
    flat = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-9))
    largest = np.abs(flat).argmax(axis=0)
    flat *= np.where(flat[largest, range(flat.shape[1])] < 0, -1, 1)
    turn = np.arange(size) * 2.399963  # the golden angle parts terms that would fall on one spot
    return np.pad(flat, ((0, 0), (0, 2 - flat.shape[1]))) + 0.05 * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def _stress(at: Array, lengths: Array) -> Array:
    size = len(lengths)
    wanted = lengths + np.eye(size)
    weight = wanted**-2.0 - np.eye(size)
    inverse = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    pull = weight * wanted
    for _ in range(min(STEPS, max(20, 15_000 // size))):
        part = -pull / np.maximum(_distances(at, at), 1e-6)
        np.fill_diagonal(part, 0)
        np.fill_diagonal(part, -part.sum(axis=1))
        at = inverse @ (part @ at)
    return at


def _turned(at: Array) -> Array:
    """The longest axis level, the heavier side to the left and below."""
    at = at - at.mean(axis=0)
    _, vectors = np.linalg.eigh(at.T @ at)
    at = at @ vectors[:, ::-1]
    flip: Array = np.where((at**3).sum(axis=0) < 0, -1.0, 1.0)
    turned: Array = at * flip
    return turned


def _stretched(at: Array) -> Array:
    width, height = np.maximum(at.max(axis=0) - at.min(axis=0), SPACING)
    wide = sqrt(min(max(ASPECT * height / width, 1.0), 1.6))
    stretched: Array = at * np.array([wide, 1 / wide])
    return stretched


def _apart(at: Array, least: Array) -> Array:
    """Pushes terms that stand nearer than the least distance of each pair apart, a little at a time."""
    for _ in range(60):
        far = _distances(at, at) + np.eye(len(at)) * 1e9
        near = np.maximum(least - far, 0) / np.maximum(far, 1e-6)
        if not near.any():
            break
        at = at + 0.5 * (near.sum(axis=1)[:, None] * at - near @ at)
    return at


def _distances(some: Array, others: Array) -> Array:
    squares = (some**2).sum(axis=1)[:, None] + (others**2).sum(axis=1)[None] - 2 * some @ others.T
    found: Array = np.sqrt(np.maximum(squares, 0))
    return found


def _pack(sizes: Sequence[Array]) -> list[Array]:
    """Corners for boxes (largest first) in rows about as wide as the aspect asks."""
    room = [size + SPACING for size in sizes]
    area = sum(float(box[0] * box[1]) for box in room)
    width = max(sqrt(ASPECT * area), max((float(box[0]) for box in room), default=0.0))
    corners, x, y, row = [], 0.0, 0.0, 0.0
    for box in room:
        if x and x + box[0] > width * 1.05:
            x, y, row = 0.0, y + row, 0.0
        corners.append(np.array([x, y]))
        x, row = x + float(box[0]), max(row, float(box[1]))
    return corners


def _beside(names: Sequence[str], pairs: Iterable[tuple[str, str]], fixed: Mapping[str, Position]) -> Positions:
    near: dict[str, set[str]] = {name: set() for name in names}
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    placed = dict(fixed)
    left = [name for name in names if name not in placed]
    while left:
        term = min(left, key=lambda name: (-len(near[name] & placed.keys()), name))
        left.remove(term)
        placed[term] = _spot(sorted(near[term] & placed.keys()), placed)
    return {term: placed[term] for term in names}


def _spot(neighbours: Sequence[str], placed: Mapping[str, Position]) -> Position:
    """The freest place around a new term's neighbours, as near to all of them as may be."""
    taken = np.array(list(placed.values()))
    if not neighbours:
        return float(taken[:, 0].min()), round(float(taken[:, 1].max()) + SPACING, 1)
    near = np.array([placed[term] for term in neighbours])
    centre = near.mean(axis=0)
    spots = np.array(
        [
            centre + SPACING * ring * np.array([cos(2 * pi * turn / _TURNS), sin(2 * pi * turn / _TURNS)])
            for ring in (0.0, 0.7, 1.0, 1.4, 1.9, 2.5)
            for turn in range(_TURNS if ring else 1)
        ]
    )
    free = _distances(spots, taken).min(axis=1)
    length = _distances(spots, near).mean(axis=1)
    crowded = np.maximum(APART * 1.2 - free, 0)
    best = spots[np.argmin(np.round(length + 8 * crowded, 3))]
    return round(float(best[0]), 1), round(float(best[1]), 1)
