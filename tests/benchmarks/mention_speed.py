"""Microseconds a token to find known names in a text: ``python tests/benchmarks/mention_speed.py [NAMES...]``.

English: WordNet's lemmas as names (fetched as ``wordnet.py`` tells), its glosses as text. Japanese: names made of the
words of the glossary that travels along, its definitions as text. The same text, once and twice as long, is read with
1,000, 10,000 and 100,000 names: time should depend on the text alone.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from wordnet import fetch, synsets

from glossgraph import formats
from glossgraph.extract import Names, names
from glossgraph.extract.en.mentions import find
from glossgraph.extract.en.tokens import tokenize
from glossgraph.extract.ja.tokens import tokens as analyse
from glossgraph.model import Entry

SIZES = (1_000, 10_000, 100_000)
GLOSSES = 4_000
PAGE = Path(__file__).parents[2] / "data" / "local-llm.ja.txt"


def english() -> tuple[list[str], list[str]]:
    found = list(synsets(fetch()).values())
    lemmas = sorted({lemma for item in found for lemma in item.lemmas})
    random.Random(5).shuffle(lemmas)
    return lemmas, [item.gloss for item in found[:: len(found) // GLOSSES]]


def japanese() -> tuple[list[str], list[str]]:
    texts = [entry.definition for entry in formats.read_entries(PAGE, [])]
    words = sorted({token.surface for text in texts for token in analyse(text) if token.surface.isalnum()})
    chosen = random.Random(5)
    made = dict.fromkeys("".join(chosen.choices(words, k=chosen.randint(1, 3))) for _ in range(2 * max(SIZES)))
    return list(made), texts


def read_english(texts: list[str]) -> tuple[int, Callable[[Names], int]]:
    read = [tokenize(text) for text in texts]
    return sum(map(len, read)), lambda known: sum(len(find(tokens, known)) for tokens in read)


def read_japanese(texts: list[str]) -> tuple[int, Callable[[Names], int]]:
    read = []
    for text in texts:
        tokens = analyse(text)
        read.append((text, [0, *(token.end for token in tokens)]))
    count = sum(len(bounds) - 1 for _, bounds in read)
    return count, lambda known: sum(len(known.mentions(text, bounds)) for text, bounds in read)


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    for lang, source, read in (("en", english, read_english), ("ja", japanese, read_japanese)):
        words, texts = source()
        for size in sizes:
            known = names([Entry(word) for word in words[:size]])
            for times in (1, 2):
                tokens, search = read(texts * times)
                started = time.perf_counter()
                found = search(known)
                spent = time.perf_counter() - started
                print(
                    f"{lang} {size:7,d} names, {tokens:7,d} tokens: {1e6 * spent / tokens:5.2f} µs a token,"
                    f" {found:6,d} found",
                    flush=True,
                )


if __name__ == "__main__":
    main()
