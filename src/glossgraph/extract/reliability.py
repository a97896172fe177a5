"""How sure a score is: thresholds and confidence, from choices on glossaries that a model has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from glossgraph.extract.chooser import Candidate, Chooser

if TYPE_CHECKING:
    from glossgraph.extract.learn import Example

_BINS = 8
_SMOOTH = 12.0
"""How many observations of all relations a relation's own bin leans on."""


def outcomes(judged: Sequence[tuple[Example, Chooser]]) -> list[tuple[str, float, float]]:
    """(relation, score, 1 for right or 0) of the best label of each pair that the gold can judge."""
    found = []
    for item, model in judged:
        if item.judged:
            score, label = model.best(item.candidate.features)
            found.append((label.lstrip("~"), score, float(label in item.labels)))
    return found


def calibrated(model: Chooser, judged: Sequence[tuple[Example, Chooser]]) -> Chooser:
    """The model with a reliability table: by score, smoothed towards all relations, never falling."""
    found = outcomes(judged)
    common = _points([(score, right) for _, score, right in found], None)
    by_relation: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for relation, score, right in found:
        by_relation[relation].append((score, right))
    table = {"*": common}
    for relation, pairs in sorted(by_relation.items()):
        if len(pairs) >= 20:
            table[relation] = _points(pairs, common)
    return replace(model, reliability=table)


def _points(pairs: list[tuple[float, float]], common: list[tuple[float, float]] | None) -> list[tuple[float, float]]:
    if not pairs:
        return [(0.0, 0.0), (1.0, 1.0)]
    ordered = sorted(pairs)
    size = max(1, len(ordered) // (_BINS if common else 2 * _BINS))
    bins = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    points: list[tuple[float, float]] = []
    best = 0.0
    for some in bins:
        score = sum(pair[0] for pair in some) / len(some)
        right = sum(pair[1] for pair in some)
        prior = _at(common, score) if common else right / len(some)
        best = max(best, (right + _SMOOTH * prior) / (len(some) + _SMOOTH))
        points.append((round(score, 4), round(best, 4)))
    return points


def _at(points: Iterable[tuple[float, float]], score: float) -> float:
    value = 0.0
    for at, share in points:
        if at > score:
            break
        value = share
    return value


__all__ = ["Candidate", "calibrated", "outcomes"]
