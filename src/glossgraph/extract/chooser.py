"""Stage two's judge, for any language: which candidates are relations, of which type, and how sure that is.

A language proposes ``Candidate`` pairs with features (plain strings). ``Chooser`` holds one linear model a label
("would this label be accepted for the pair") and one for the pair itself ("does it stand in any relation"), all in
whole numbers, so that the same input gives the same answer everywhere. A label is a relation id, or ``~`` and a
relation id where the relation runs from the candidate's object to its subject. How the weights are learned: ``learn``.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from glossgraph.errors import GraphError
from glossgraph.extract.names import End
from glossgraph.messages import Message
from glossgraph.model import Span

EDGE = "edge"
"""The label of the model that says whether a pair stands in any relation."""

_UNIT = 1000
"""Weights are whole thousandths."""

_SUREST = 0.99
"""What no score goes beyond; more only by a person's word."""

_RAISE = 1 << 20
"""Added to each packed weight so that none is negative; a sum holds up to 2,000 features of less than 1,048."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of terms that one sentence may relate, as a frame proposes it.

    ``sentence`` is [start, end) in the definition, ``subject``, ``cue`` and ``object`` are spans of the sentence (None
    where implicit), ``frame`` names the frame, ``guess`` is the label it would choose itself.
    """

    source: End
    target: End
    frame: str
    guess: str
    features: tuple[str, ...]
    sentence: Span = (0, 0)
    subject: Span | None = None
    cue: Span | None = None
    object: Span | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate that was taken, with its relation turned so that it runs from ``source`` to ``target``."""

    candidate: Candidate
    relation: str
    source: End
    target: End
    score: float
    confidence: float


@dataclass(frozen=True)
class Chooser:
    """A learned model. ``weights`` maps a feature to one whole number a label, in the order of ``labels``.

    ``labels[0]`` is EDGE. ``thresholds`` says from which score on a pair is taken, by the class of its ends (``head``:
    one of them is the headword; ``other``). ``reliability`` maps a score to a confidence: rising (score, confidence)
    points, by relation where there was enough to see, ``*`` for the others.
    """

    labels: tuple[str, ...]
    bias: tuple[int, ...]
    weights: dict[str, tuple[int, ...]]
    thresholds: dict[str, float]
    reliability: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @cached_property
    def _packed(self) -> dict[str, int]:
        """Each feature's row as one integer of 32-bit fields, so that one addition adds a whole row."""
        return {name: _pack(row) for name, row in self.weights.items()}

    def sums(self, features: Iterable[str]) -> list[int]:
        """Each label's sum of weights, in thousandths."""
        packed = self._packed
        rows = [packed[name] for name in features if name in packed]
        total = sum(rows).to_bytes(4 * len(self.labels), "little")
        raised = _RAISE * len(rows)
        fields = struct.unpack(f"<{len(self.labels)}I", total)
        return [field + own - raised for field, own in zip(fields, self.bias, strict=True)]

    def scores(self, features: Iterable[str]) -> list[tuple[float, str]]:
        """All labels with their scores, best first: the geometric mean of "this label" and "any relation"."""
        edge, *others = map(_probability, self.sums(features))
        ranked = [(math.sqrt(one * edge), label) for one, label in zip(others, self.labels[1:], strict=True)]
        return sorted(ranked, key=lambda item: (-item[0], item[1]))

    def best(self, features: Iterable[str]) -> tuple[float, str]:
        """The best label and its score, as ``scores`` ranks them; no label where none was learned."""
        edge, *others = self.sums(features)
        if not others:
            return 0.0, ""
        most = max(others)
        return math.sqrt(_probability(most) * _probability(edge)), self.labels[others.index(most) + 1]

    def confidence(self, relation: str, score: float) -> float:
        """The share of such choices that are right, interpolated in the reliability table."""
        points = self.reliability.get(relation) or self.reliability.get("*") or [(0.0, 0.0), (1.0, 1.0)]
        before = points[0]
        for point in points:
            if score <= point[0]:
                width = point[0] - before[0]
                share = (score - before[0]) / width if width else 1.0
                return round(min(before[1] + share * (point[1] - before[1]), _SUREST), 3)
            before = point
        return round(min(points[-1][1], _SUREST), 3)

    def choose(self, candidates: Sequence[Candidate], head: str) -> list[Choice]:
        """The relations of one entry, whose headword's term id is ``head``: one for each pair, best first."""
        best: dict[frozenset[str], Choice] = {}
        for candidate in candidates:
            score, label = self.best(candidate.features)
            kind = "head" if head in (candidate.source.id, candidate.target.id) else "other"
            if score < self.thresholds[kind] or candidate.source.id == candidate.target.id:
                continue
            source, target = candidate.source, candidate.target
            if label.startswith("~"):
                source, target, label = target, source, label[1:]
            pair = frozenset((source.id, target.id))
            if pair not in best or best[pair].score < score:
                best[pair] = Choice(candidate, label, source, target, score, self.confidence(label, score))
        return sorted(best.values(), key=lambda choice: (-choice.score, choice.source.id, choice.target.id))

    def reasons(self, features: Iterable[str], label: str) -> list[tuple[int, str]]:
        """What each feature adds to a label, in thousandths, the strongest first."""
        at = self.labels.index(label)
        found = [(self.weights[name][at], name) for name in features if name in self.weights]
        return sorted(found, key=lambda item: (-abs(item[0]), item[1]))


def load(path: Path) -> Chooser:
    """Read a model that ``learn`` wrote. Raises GraphError when the file is damaged."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Chooser(
            labels=tuple(data["labels"]),
            bias=tuple(data["bias"]),
            weights={name: tuple(row) for name, row in data["weights"].items()},
            thresholds=data["thresholds"],
            reliability={name: [(x, y) for x, y in points] for name, points in data["reliability"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise GraphError(
            Message("{path}: the learned weights cannot be read ({exc}): install glossgraph again", path=path, exc=exc)
        ) from exc


def _pack(row: Sequence[int]) -> int:
    return int.from_bytes(struct.pack(f"<{len(row)}I", *(weight + _RAISE for weight in row)), "little")


def _probability(thousandths: int) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, thousandths / _UNIT))))
