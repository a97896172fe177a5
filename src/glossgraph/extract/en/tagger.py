"""Penn tags of English tokens: an averaged perceptron in plain Python, learned once, kept in ``graph/en.tagger.json``.

A word that nearly always has one tag has it by table; the others are decided from left to right by the sum of
whole-number weights of what is seen around them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from glossgraph.shipped import graph_file

Weights = Sequence[int]
"""Tag number, weight, tag number, weight …"""

SLOTS = 11
"""How many features a token has; each has its own table."""

_DIGIT = re.compile(r"\d")


class Model(NamedTuple):
    """What was learned: the tags, the words that need no thought, and a table of weights for each slot."""

    tags: tuple[str, ...]
    sure: Mapping[str, str]
    tables: tuple[Mapping[str, Weights], ...]


@cache
def model() -> Model:
    """The weights that travel with glossgraph."""
    data = json.loads(graph_file("en.tagger.json").read_text(encoding="utf-8"))
    tags = tuple(data["tags"])
    sure = {word: tag for tag, words in data["sure"].items() for word in words.split(" ")}
    return Model(tags, sure, tuple(data["tables"]))


def tag(words: Sequence[str]) -> list[str]:
    """The tags of a sentence's tokens."""
    learned = model()
    tags, sure = learned.tags, learned.sure
    views = [view(word) for word in words]
    lows = ["-S-", *(low for low, _, _ in views), "-E-", "-E-"]
    found: list[str] = []
    before, last, zeros = "-S-", "-S-", [0] * len(tags)
    for at, word in enumerate(words):
        now = sure.get(word)
        if now is None:
            scores = zeros.copy()
            for table, key in zip(learned.tables, features(lows, views, at, last, before), strict=True):
                row = table.get(key)
                if row is not None:
                    for at_tag in range(0, len(row), 2):
                        scores[row[at_tag]] += row[at_tag + 1]
            now = tags[scores.index(max(scores))]
        found.append(now)
        before, last = last, now
    return found


@lru_cache(1 << 16)
def view(word: str) -> tuple[str, str, str]:
    """A word in small letters (digits as 0), its last three letters, and its outline."""
    low = _DIGIT.sub("0", word.lower())
    outline = (
        "A" if word.isupper() and len(word) > 1 else "a" if word[:1].isupper() else "0" if low != word.lower() else "x"
    )
    if any(char.isupper() for char in word[1:]) and outline != "A":
        outline = "m"
    return low, low[-3:], outline + ("-" if "-" in word else "")


def features(
    lows: Sequence[str], views: Sequence[tuple[str, str, str]], at: int, last: str, before: str
) -> tuple[str, ...]:
    """What is seen of token ``at``; ``lows`` is padded by one in front and two behind."""
    low, ending, outline = views[at]
    following = lows[at + 2]
    return (
        low,
        ending,
        f"{outline}^" if at == 0 else outline,
        last,
        f"{last} {before}",
        f"{last} {low}",
        lows[at],
        following,
        following[-3:],
        lows[at + 3],
        f"{last} {ending}",
    )
