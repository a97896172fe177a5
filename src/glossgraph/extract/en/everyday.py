"""Whether a known name is there only as the everyday word that it is too: ``blocks`` as a verb, ``a method for``."""

from __future__ import annotations

import re
from functools import lru_cache

from glossgraph.extract.en.mentions import Found
from glossgraph.extract.en.tokens import Token
from glossgraph.extract.en.words import noun_class, singular, verb_lemma, verbs, word_list
from glossgraph.extract.names import Names

_FINITE = frozenset({"VB", "VBD", "VBP", "VBZ"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_GOES_ON = frozenset({"for", "of"})
_MODIFIED = _NOUNS | {"JJ"}
_BEFORE_NOUNS = frozenset({"CC", "JJ", "NNP"})
_COUNTING = r"(?!(?:an?|the|each|every|any|some|this|that|one)\b)"
_OPENING = 12
"""How far into a definition a word still is what it defines, in characters: ``In SQL, a view``."""


def is_everyday(found: Found, tokens: list[Token], tags: list[str], names: Names) -> bool:
    """Whether a word in small letters is none of the glossary's: a verb, a way of doing something, half a compound.

    ``tags`` are the Penn tags of ``tokens``. Names of several words, and those with a capital, are never everyday.
    """
    at, label = found.first, found.term.label
    word = tokens[at].text
    if found.after - at > 1 or not word.islower():
        return False
    low = singular(word)
    if label.isupper() and (noun_class(low) or verb_lemma(word) in verbs()):
        return True
    own = names.senses.own.get(found.term.id, ())
    return (
        _is_verb(word, tags[at], tags[at - 1] if at else "")
        or _is_generic(at, tokens, tags, own)
        or _judges(at, tokens, tags, own)
        or (bool(noun_class(low)) and _is_proper(label, low, own))
    )


def _is_verb(word: str, tag: str, before: str) -> bool:
    """Whether what is a noun as a name is done there: ``blocks a user``, ``leading to``; an act may be done."""
    if word.endswith("ing") and word in word_list("adverbial"):
        return True
    if tag not in _FINITE or (tag == "VBZ" and before in _BEFORE_NOUNS):
        return False
    kind = noun_class(singular(word)) or noun_class(verb_lemma(word))
    return verb_lemma(word) in verbs() and kind not in ("", "act")


def _judges(at: int, tokens: list[Token], tags: list[str], own: tuple[str, ...]) -> bool:
    """``the primary reference``: an adjective before what the definition of *Primary* does not speak of."""
    if tokens[at].text not in word_list("adverbial") or tags[at] != "JJ" or at + 1 == len(tokens):
        return False
    next_word = singular(tokens[at + 1].text.lower())
    return tags[at + 1] in _MODIFIED and not any(next_word in definition.lower() for definition in own)


def _is_generic(at: int, tokens: list[Token], tags: list[str], own: tuple[str, ...]) -> bool:
    """``a method to``, ``compression methods``, ``an element of a texture``: words that any field uses.

    Behind another noun a word is the glossary's own only if its definition puts the two together as well.
    """
    low = singular(tokens[at].text)
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if low in word_list("portions"):
        return after == "of"
    if low not in word_list("generic"):
        return False
    if after in _GOES_ON or (after == "to" and tags[at + 2 : at + 3] == ["VB"]):
        return True
    before = tokens[at - 1].text.lower() if at else ""
    noun = bool(at) and (tags[at - 1] in _NOUNS or "-" in before)
    return noun and not any(f"{before} {low}" in definition.lower() for definition in own)


@lru_cache(1 << 12)
def _is_proper(label: str, low: str, own: tuple[str, ...]) -> bool:
    """Whether a headword's own definitions keep its capital, or use the small word for something else.

    *In JavaScript, Number is …*; *Applications: The layer where applications run*.
    """
    if singular(label).lower() != low:
        return False
    small = re.compile(rf"\b{low}(?:e?s)?\b")
    capital = re.compile(rf"(?:\b{_COUNTING}[a-z]+|\w[,;]) {label}\b(?! [A-Z])")
    if any(capital.search(text) for text in own) and not any(small.search(text) for text in own):
        return True
    first = next((match for text in own for match in [small.search(text)] if match is not None), None)
    return singular(label) != label and first is not None and first.start() > _OPENING
