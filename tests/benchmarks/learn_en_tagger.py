"""Learn the weights of the English tagger again.

    python tests/benchmarks/learn_en_tagger.py TAGGED -o graph/en.tagger.json

TAGGED has one token a line, ``word TAB tag``, and an empty line between sentences: glosses of WordNet and sentences of
glossaries, tagged once by a tagger whose licence allows it (the shipped weights: spaCy's small English model, MIT).
One sentence in fifty is held back, and the share of its tokens on which the two agree is printed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from glossgraph.extract.en.tagger import SLOTS, features, view

Sentence = tuple[list[str], list[str]]
SURE_COUNT, SURE_SHARE = 8, 0.985
SCALE, LEAST = 20, 20


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a tagged file."""
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                word, tag, *_ = line.rstrip("\n").split("\t")
                words.append(word)
                tags.append(tag)
            elif words:
                yield words, tags
                words, tags = [], []


def sure_words(sentences: list[Sentence]) -> dict[str, str]:
    """Words that nearly always have one tag; a capital at the start of a sentence says nothing."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, tags in sentences:
        for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
            if at or not word[:1].isupper():
                counts[word][tag] += 1
    sure = {}
    for word, found in counts.items():
        tag, most = found.most_common(1)[0]
        if sum(found.values()) >= SURE_COUNT and most >= SURE_SHARE * sum(found.values()):
            sure[word] = tag
    return sure


class Perceptron:
    """Averaged weights: of each, its value, the sum over steps, and when it last changed."""

    def __init__(self, tags: list[str]) -> None:
        self.tags = tags
        self.number = {tag: at for at, tag in enumerate(tags)}
        self.tables: list[dict[str, dict[int, list[float]]]] = [{} for _ in range(SLOTS)]
        self.step = 0

    def guess(self, keys: tuple[str, ...]) -> int:
        scores = [0.0] * len(self.tags)
        for table, key in zip(self.tables, keys, strict=True):
            for number, cell in table.get(key, {}).items():
                scores[number] += cell[0]
        return scores.index(max(scores))

    def learn(self, keys: tuple[str, ...], truth: int, guess: int) -> None:
        self.step += 1
        if truth != guess:
            for table, key in zip(self.tables, keys, strict=True):
                row = table.setdefault(key, {})
                for number, by in ((truth, 1.0), (guess, -1.0)):
                    cell = row.setdefault(number, [0.0, 0.0, 0.0])
                    cell[1] += (self.step - cell[2]) * cell[0]
                    cell[2] = self.step
                    cell[0] += by

    def averaged(self) -> list[dict[str, list[int]]]:
        """Whole-number weights, the small ones left out."""
        tables = []
        for table in self.tables:
            kept: dict[str, list[int]] = {}
            for key, row in sorted(table.items()):
                flat: list[int] = []
                for number, (value, total, last) in sorted(row.items()):
                    weight = round(SCALE * (total + (self.step - last) * value) / self.step)
                    if abs(weight) >= LEAST:
                        flat += [number, weight]
                if flat:
                    kept[key] = flat
            tables.append(kept)
        return tables


def run(sentence: Sentence, sure: dict[str, str], learner: Perceptron, learning: bool) -> list[str]:
    """Tag a sentence from left to right, learning from each token that is not sure."""
    words, tags = sentence
    views = [view(word) for word in words]
    lows = ["-S-", *(low for low, _, _ in views), "-E-", "-E-"]
    found: list[str] = []
    before, last = "-S-", "-S-"
    for at, word in enumerate(words):
        now = sure.get(word)
        if now is None:
            keys = features(lows, views, at, last, before)
            guess = learner.guess(keys)
            now = learner.tags[guess]
            if learning:
                learner.learn(keys, learner.number[tags[at]], guess)
        found.append(now)
        before, last = last, now
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagged", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=6)
    args = parser.parse_args()
    sentences = list(read(args.tagged))
    held, taught = sentences[::50], [s for at, s in enumerate(sentences) if at % 50]
    sure = sure_words(taught)
    learner = Perceptron(sorted({tag for _, tags in sentences for tag in tags}))
    order = random.Random(1)
    for number in range(args.rounds):
        order.shuffle(taught)
        for sentence in taught:
            run(sentence, sure, learner, learning=True)
        right = sum(a == b for s in held for a, b in zip(run(s, sure, learner, learning=False), s[1], strict=True))
        print(f"round {number + 1}: {right / sum(len(s[0]) for s in held):.4f}", flush=True)
    tables = learner.averaged()
    learner.tables = [
        {
            key: {n: [float(w), 0.0, 0.0] for n, w in zip(flat[::2], flat[1::2], strict=True)}
            for key, flat in table.items()
        }
        for table in tables
    ]
    right = sum(a == b for s in held for a, b in zip(run(s, sure, learner, learning=False), s[1], strict=True))
    print(f"as written: {right / sum(len(s[0]) for s in held):.4f}")
    by_tag: dict[str, list[str]] = defaultdict(list)
    for word, tag in sorted(sure.items()):
        by_tag[tag].append(word)
    data = {
        "tags": learner.tags,
        "sure": {tag: " ".join(words) for tag, words in sorted(by_tag.items())},
        "tables": tables,
    }
    args.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
