"""Where a sentence names known terms, in whatever number: ``containers`` finds ``container``, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from glossgraph.extract.en.tokens import Token
from glossgraph.extract.en.words import folded, noun_class, phrases, plural, singular, verbs, word_list
from glossgraph.extract.names import End, Names

_ABSTRACT = frozenset(
    {"act", "attribute", "cognition", "communication", "event", "group", "process", "relation", "state", "tops"}
)
"""Classes of nouns that say what a capitalised headword is rather than name it: *Logger (process)*."""

_ARTICLES = frozenset({"a", "an", "the"})
_COUNTING = ("transparent", "collection", "generic")
"""Words that before "of" say no concept: *a type of language* is not about types."""

_PLURAL = 3
"""A shorter word is not looked for in its plural: *do* is not *DoS*."""

_SAYING = frozenset({"is", "was", "has", "had", "can", "could", "may", "will", "does", "'s", "’s"})


class Found(NamedTuple):
    """A known term in tokens ``[first, after)``."""

    first: int
    after: int
    term: End


def find(tokens: list[Token], names: Names) -> list[Found]:
    """Known terms, the longest match from left to right. Time is linear in tokens times the longest name."""
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        match = _longest_from(tokens, at, names)
        if match is None:
            at += _fixed(tokens, at) or 1
        else:
            found.append(match)
            at = match.after
    return found


def resolve(name: str, names: Names) -> End | None:
    """The known term that a phrase names, its last word in either number."""
    *rest, last = name.split() or [""]
    return _known("".join(map(folded, rest)), last, name, names)


def _longest_from(tokens: list[Token], at: int, names: Names) -> Found | None:
    key, best = "", None
    if tokens[at].text in _ARTICLES:
        return None
    prefixes = names.prefixes
    for after in range(at, len(tokens)):
        text = tokens[after].text
        term = _known(key, text, text, names) if not key else _known(key, text, None, names)
        if term is not None and (key or _stands(tokens, at, names)):
            best = Found(at, after + 1, term)
        key += folded(text)
        if key not in prefixes:
            break
    return best


def _fixed(tokens: list[Token], at: int) -> int:
    """How many tokens a phrase like ``for instance`` or ``in terms of`` takes up there."""
    second = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    for words, _, _ in phrases().get(tokens[at].text.lower(), ()):
        if (
            words[1:2] in ((), (second,))
            and tuple(token.text.lower() for token in tokens[at : at + len(words)]) == words
        ):
            return len(words)
    return 0


def _stands(tokens: list[Token], at: int, names: Names) -> bool:
    """Whether a word is a name and not one of everyday: ``Go to``, ``a type of``."""
    low = singular(tokens[at].text).lower()
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if at == 0 and folded(low) in names.cased and (noun_class(low) or low in verbs() or low in word_list("closed")):
        return following in _SAYING
    return following != "of" or not any(low in word_list(name) for name in _COUNTING)


def _known(before: str, last: str, surface: str | None, names: Names) -> End | None:
    """The term of folded words and a last word; ``surface`` holds a short name to its case."""
    ends = names.ends
    piece = folded(last)
    if not piece:
        return None
    plurals = () if last.isupper() or len(piece) < _PLURAL else (before + plural(piece),)
    single = before + folded(singular(last))
    for key in (*_preferred(before + piece, single, last, ends), *plurals):
        if key in names.shared:
            return None
        term = ends.get(key)
        if term is None or (key in names.cased and surface is not None and surface == surface.lower()):
            continue
        return None if not before and last.islower() and _is_class(key, term) else term
    return None


def _preferred(exact: str, single: str, last: str, ends: Mapping[str, End]) -> tuple[str, str]:
    """The forms of a word in the order in which it is looked up: *fungi* in small letters are a fungus, not *Fungi*."""
    return (single, exact) if last.islower() and single in ends else (exact, single)


def _is_class(key: str, term: End) -> bool:
    return noun_class(key) in _ABSTRACT and term.label[:1].isupper() and key not in folded(term.label)
