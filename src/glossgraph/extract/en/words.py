"""The closed word lists of English, and the singular of a noun."""

from __future__ import annotations

import json
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
        return str(known) if word[:1].islower() else str(known[:1].upper() + known[1:])
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return word[:-1]
    if len(low) < 3 or low[-1] != "s" or low[-2:] in ("ss", "us", "is") or low in word_list("singular"):
        return word
    if low[-2] in "'’" or (word[-1] == "S" and word != low):
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


@cache
def _verb_forms() -> dict[str, str]:
    return {form: lemma for lemma, forms in tables()["irregular"].items() for form in (lemma, *forms.split())}


@cache
def _lexicon() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(graph_file("en.lexicon.json").read_text(encoding="utf-8"))
    return loaded


@cache
def verbs() -> frozenset[str]:
    """Verbs of one word."""
    return frozenset(_lexicon()["verbs"].split(" "))


@cache
def _noun_classes() -> dict[str, str]:
    return {word: name for name, words in _lexicon()["nouns"].items() for word in words.split(" ")}


def noun_class(lemma: str) -> str:
    """What kind of thing a common noun names (WordNet's class of its usual sense), or an empty text."""
    return _noun_classes().get(lemma, "")


@lru_cache(_WIDE)
def verb_lemma(form: str) -> str:
    """The infinitive of a verb form in small letters."""
    known = _verb_forms().get(form)
    if known is not None:
        return known
    for ending, others in (("ing", ("", "e")), ("ed", ("", "e")), ("ies", ("y",)), ("es", ("", "e")), ("s", ("",))):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return _stem(form[: -len(ending)], others)
    return form


def _stem(stem: str, endings: tuple[str, ...]) -> str:
    found = [stem + ending for ending in endings if stem + ending in verbs()]
    if found:
        return found[-1] if len(stem) < 4 or stem[-1] in "csvgzu" else found[0]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in verbs():
        return stem[:-1]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    return stem + endings[0]


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Several words that work as one, by their first word, the longest first: (words, kind, name)."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for line in graph_file("en.phrases.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, kind, name = line.split("\t")
            listed = tuple(words.split(" "))
            found.setdefault(listed[0], []).append((listed, kind, name))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}
