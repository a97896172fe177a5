"""The closed word lists of English, and the singular of a noun."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from typing import Any

from glossgraph.shipped import graph_file
from glossgraph.text import compact

_WIDE = 1 << 16


@cache
def tables() -> dict[str, Any]:
    """The lists of ``graph/en.words.toml``."""
    return tomllib.loads(graph_file("en.words.toml").read_text(encoding="utf-8"))


@cache
def word_list(table: str, name: str = "words") -> frozenset[str]:
    """One list of words, in small letters."""
    return frozenset(str(tables()[table][name]).split())


@lru_cache(_WIDE)
def folded(word: str) -> str:
    """A token as names are compared: folded, without hyphens."""
    return compact(word)


@lru_cache(_WIDE)
def singular(word: str) -> str:
    """The singular of a noun; a word that is no plural is given back as it is, case kept."""
    low = word.lower()
    known = tables()["plurals"].get(low)
    if known is not None:
        return known if word[:1].islower() else known[:1].upper() + known[1:]
    if len(low) < 3 or low[-1] != "s" or low[-2:] in ("ss", "us", "is") or low in word_list("singular"):
        return word
    if low[-2] in "'’":
        return word
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


@lru_cache(_WIDE)
def plural(word: str) -> str:
    """The regular plural of a folded word, for finding a headword that is itself a plural."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
