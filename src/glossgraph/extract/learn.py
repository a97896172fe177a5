"""Learn a language's weights from annotated definitions.

    python -m glossgraph.extract.learn ja --text FILE… --gold FOLDER… -o graph/ja.weights.json

One FOLDER a FILE, in the same order. Glossaries are told apart by what stands before ``:`` in an entry's id;
each one is held back once to find the thresholds and the reliability table. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from glossgraph.extract.chooser import EDGE, Candidate, Chooser
from glossgraph.extract.gold import SYMMETRIC, Gold, Row, entries
from glossgraph.extract.names import Names, names
from glossgraph.extract.reliability import calibrated
from glossgraph.shipped import graph_file

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """How to learn: weights of examples by what the gold says of them, and how the fit is held in.

    ``rare``: features seen less often are dropped. ``head`` and ``other``: the least score of a pair with and without
    the headword.
    """

    optional: float = 0.2
    second: float = 0.5
    outside: float = 0.3
    nothing: float = 0.6
    penalty: float = 2.0
    prior: float = 2.0
    rare: int = 2
    steps: int = 80
    least: int = 6
    head: float = 0.32
    other: float = 0.42
    lift: float = 0.1


def settings_of(language: str) -> Settings:
    """How to learn a language: what ``graph/LANGUAGE.learning.toml`` says, where it is there."""
    path = graph_file(f"{language}.learning.toml")
    return Settings(**tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Settings()


@dataclass(frozen=True)
class Example:
    """A candidate, what the gold says of its pair (label → weight), and how much that counts."""

    candidate: Candidate
    labels: dict[str, float]
    weight: float
    group: str
    entry: str
    head: str
    rows: tuple[Row, ...]
    judged: bool


def examples(language: str, text: Path, folder: Path, settings: Settings) -> list[Example]:
    """All candidates of those of a text's entries that its gold speaks of, labelled."""
    module = importlib.import_module(f"glossgraph.extract.{language}")
    listed, gold = entries(text), Gold(folder)
    known = names(listed)
    found = []
    for entry in listed:
        if entry.key not in gold.entries:
            continue
        head = known.headword(entry).id
        for candidate in module.candidates(entry, known):
            found.append(_example(candidate, gold, known, settings, entry.key, head))
    return found


def _example(candidate: Candidate, gold: Gold, known: Names, settings: Settings, entry: str, head: str) -> Example:
    source, target = (gold.concepts_of(end, known) for end in (candidate.source, candidate.target))
    labels: dict[str, float] = {}
    weight, rows = 0.0, []
    for row, turn in (
        *((row, "") for row in gold.between(source, target)),
        *((row, "~") for row in gold.between(target, source)),
    ):
        rows.append(row)
        share = 1.0 if row.required else settings.optional
        weight = max(weight, share)
        for at, relation in enumerate(row.relations):
            label = relation if relation in SYMMETRIC else turn + relation
            labels[label] = max(labels.get(label, 0.0), share * (1.0 if at == 0 else settings.second))
    judged = bool(source & gold.vocabulary and target & gold.vocabulary)
    if not rows:
        nothing = any((s, t) in gold.nothing for s in source for t in target)
        weight = settings.nothing if nothing or judged else settings.outside
    return Example(candidate, labels, weight, entry.split(":")[0], entry, head, tuple(rows), judged)


def learn(found: Sequence[Example], settings: Settings) -> Chooser:
    """Learn the weights of one edge model and one model a label."""
    labels = _labels(found, settings)
    index = _index(found, settings)
    rows = [sorted({index[name] for name in item.candidate.features if name in index}) for item in found]
    aims = np.zeros((len(found), len(labels)), dtype=np.float32)
    shares = np.zeros((len(found), len(labels)), dtype=np.float32)
    for at, item in enumerate(found):
        shares[at] = item.weight
        aims[at, 0] = bool(item.labels)
        for label, weight in item.labels.items():
            if label in labels:
                aims[at, labels.index(label)], shares[at, labels.index(label)] = 1.0, weight
    weights, bias = _fit(rows, _prior(index, labels, settings), aims, shares, settings)
    bias += _lifts(labels, found, settings)
    table = {
        name: tuple(int(value) for value in np.rint(1000 * weights[at]))
        for name, at in index.items()
        if np.abs(weights[at]).max() > 0.004
    }
    least = {"head": settings.head, "other": settings.other}
    return Chooser(labels, tuple(int(value) for value in np.rint(1000 * bias)), table, least)


def _labels(found: Sequence[Example], settings: Settings) -> tuple[str, ...]:
    count: Counter[str] = Counter()
    for item in found:
        count.update(dict.fromkeys(item.labels, 1))
    return (EDGE, *sorted(label for label, number in count.items() if number >= settings.least))


def _lifts(labels: tuple[str, ...], found: Sequence[Example], settings: Settings) -> Floats:
    """A mild correction for rare labels, in logits; the edge model has none."""
    count = Counter(label for item in found for label in item.labels)
    most = max(count.values())
    lifts = [0.0 if label == EDGE else settings.lift * math.log(most / count[label]) for label in labels]
    return np.array(lifts, dtype=np.float32)


def _index(found: Sequence[Example], settings: Settings) -> dict[str, int]:
    count: Counter[str] = Counter()
    for item in found:
        count.update(set(item.candidate.features))
    kept = sorted(name for name, number in count.items() if number >= settings.rare)
    return {name: at for at, name in enumerate(kept)}


def _prior(index: dict[str, int], labels: tuple[str, ...], settings: Settings) -> Floats:
    """Where weights start from: a frame's own guess speaks for its label."""
    prior = np.zeros((len(index), len(labels)), dtype=np.float32)
    for at, label in enumerate(labels):
        if (row := index.get(f"guess={label}")) is not None:
            prior[row, at] = settings.prior
    return prior


def _fit(
    rows: Sequence[Sequence[int]], prior: Floats, aims: Floats, shares: Floats, settings: Settings
) -> tuple[Floats, Floats]:
    """Minimise the weighted logistic loss, with an L2 penalty on the way from the prior, by Adam; (weights, bias)."""
    width, count = prior.shape
    matrix = _Sparse(rows, width)
    weights, bias = prior.copy(), np.full(count, -1.0, dtype=np.float32)
    momentum, square = np.zeros_like(weights), np.zeros_like(weights)
    momentum_b, square_b = np.zeros_like(bias), np.zeros_like(bias)
    for step in range(1, settings.steps + 1):
        wrong = (1 / (1 + np.exp(-(matrix.times(weights) + bias))) - aims) * shares
        slope, slope_b = matrix.back(wrong) + settings.penalty * (weights - prior), wrong.sum(axis=0)
        rate = 0.1 * (1 - (step - 1) / settings.steps) * math.sqrt(1 - 0.99**step) / (1 - 0.9**step)
        momentum += 0.1 * (slope - momentum)
        square += 0.01 * (slope**2 - square)
        momentum_b += 0.1 * (slope_b - momentum_b)
        square_b += 0.01 * (slope_b**2 - square_b)
        weights -= rate * momentum / (np.sqrt(square) + 1e-6)
        bias -= rate * momentum_b / (np.sqrt(square_b) + 1e-6)
    return weights, bias


class _Sparse:
    """A matrix of zeros and ones, by rows and by columns."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        self.columns = np.fromiter((at for row in rows for at in row), dtype=np.int64)
        lengths = np.array([len(row) for row in rows])
        owner = np.repeat(np.arange(len(rows)), lengths)
        order = np.argsort(self.columns, kind="stable")
        self.owners = owner[order]
        self.row_starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        counts = np.bincount(self.columns, minlength=width)
        self.column_starts = np.concatenate(([0], np.cumsum(counts)[:-1]))

    def times(self, weights: Floats) -> Floats:
        """The matrix times weights; every row has at least one feature."""
        return np.asarray(np.add.reduceat(weights[self.columns], self.row_starts, axis=0))

    def back(self, values: Floats) -> Floats:
        """The transposed matrix times values; every column stands in at least one row."""
        return np.asarray(np.add.reduceat(values[self.owners], self.column_starts, axis=0))


def held_back(found: Sequence[Example], settings: Settings, folds: int = 8) -> list[tuple[Example, Chooser]]:
    """Each example with a model that has not seen its glossary (small glossaries are held back together)."""
    groups = Counter(item.group for item in found)
    fold_of: dict[str, int] = {}
    loads = [0] * min(folds, len(groups))
    for group, number in sorted(groups.items(), key=lambda item: (-item[1], item[0])):
        fold_of[group] = loads.index(min(loads))
        loads[fold_of[group]] += number
    judged = []
    for fold in range(len(loads)):
        model = learn([item for item in found if fold_of[item.group] != fold], settings)
        judged += [(item, model) for item in found if fold_of[item.group] == fold]
    return judged


def write(model: Chooser, path: Path) -> None:
    """Write a model as JSON, one feature a line, sorted."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in sorted(model.weights.items())
    ]
    head = {
        "labels": model.labels,
        "bias": model.bias,
        "thresholds": model.thresholds,
        "reliability": model.reliability,
    }
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "weights": {\n' + ",\n".join(lines) + "\n}}\n"
    path.write_text(text, encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> int:
    """The command: read, learn, hold back, calibrate, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("language")
    parser.add_argument("--text", nargs="+", type=Path, required=True, help="JSON Lines with id, term, definition")
    parser.add_argument("--gold", nargs="+", type=Path, required=True, help="a folder with triples.tsv for each text")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args(list(arguments) if arguments is not None else None)
    if len(args.text) != len(args.gold):
        parser.error("give one gold folder for each text")
    settings = settings_of(args.language)
    found = [
        item
        for text, gold in zip(args.text, args.gold, strict=True)
        for item in examples(args.language, text, gold, settings)
    ]
    model = calibrated(learn(found, settings), held_back(found, settings))
    write(model, args.output)
    sys.stderr.write(f"{len(found)} candidates, {len(model.weights)} features, {len(model.labels)} labels\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
