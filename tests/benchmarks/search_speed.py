"""Milliseconds a search among 100,000 terms: ``python tests/benchmarks/search_speed.py [TERMS]``.

Names are made of syllables, half Latin with a kana reading, half kana; medians of 15 searches of each kind.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

import pyarrow as pa

from glossgraph.model.graph import NAMES, TERMS
from glossgraph.query.lookup import find
from glossgraph.text import search_key

TERMS_WANTED = 100_000
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもらりるれろ"
LATIN = [
    "a",
    "i",
    "u",
    "e",
    "o",
    "ka",
    "ki",
    "ku",
    "ke",
    "ko",
    "sa",
    "shi",
    "su",
    "se",
    "so",
    "ta",
    "te",
    "to",
    "na",
    "ni",
    "no",
    "ha",
    "hi",
    "fu",
    "ho",
    "ma",
    "mi",
    "mo",
    "ra",
    "ri",
    "ru",
]
RUNS = 15


def tables(count: int) -> tuple[pa.Table, pa.Table]:
    random.seed(5)
    labels = sorted({_word(number % 2) for number in range(count * 2)})[:count]
    terms: list[dict[str, object]] = [
        {"id": label, "label": label, "label_ja": None, "label_en": None, "reading": None, "reading_derived": False,
         "aliases": [], "categories": [], "defined": True, "definitions": []}
        for label in labels
    ]  # fmt: skip
    names = [{"key": search_key(label), "kind": "label", "name": label, "term": n} for n, label in enumerate(labels)]
    names += [
        {"key": said, "kind": "reading", "name": said, "term": n}
        for n, said in ((n, _word(0)) for n in range(len(labels)))
    ]
    names.sort(key=lambda row: (row["key"], row["kind"], row["name"], row["term"]))
    return pa.Table.from_pylist(names, NAMES), pa.Table.from_pylist(terms, TERMS)


def _word(latin: int) -> str:
    return "".join(random.choices(LATIN if latin else KANA, k=random.randint(3, 8)))


def main() -> None:
    names, terms = tables(int(sys.argv[1]) if len(sys.argv) > 1 else TERMS_WANTED)
    label = terms.column("label")[50].as_py()
    far = next(word for word in terms.column("label").to_pylist() if not word.isascii() and len(word) == 7)
    asked = {
        "exact": label, "prefix": label[:3], "part": far[2:5], "typo": far[:3] + "ゑ" + far[4:], "romaji": "kaaneru",
        "nothing": "xqzzyvwq",
    }  # fmt: skip
    print(f"{terms.num_rows:,d} terms, {names.num_rows:,d} names")
    for kind, text in asked.items():
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            find(names, terms, text)
            times.append(1000 * (time.perf_counter() - started))
        print(f"{kind:8s} {text:12s} {statistics.median(times):6.1f} ms")


if __name__ == "__main__":
    main()
