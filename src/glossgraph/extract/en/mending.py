"""Tags that a definition's style calls for and a tagger of ordinary sentences misses."""

from __future__ import annotations

from glossgraph.extract.en.cues import cues
from glossgraph.extract.en.words import noun_class, verb_lemma, verbs

_NOUNS = ("NNS", "NNPS", "NNP", "NN")
_ARTICLES = frozenset({"a", "an"})
_AFTER_NOUN = frozenset({"with", "of", "in", "from", "that", "which", "for", "having", ";", "."})
_COUNTED = frozenset({"animal", "artifact", "person", "plant"})
"""Classes of nouns that are no object without an article: ``burrowing crab``."""

_CLOSING = frozenset({"of", ";", "."})
_OBJECTS = ("DT", "PRP$", "NNS", "JJ", "CD", "VBN")


def mend(lows: list[str], tags: list[str]) -> None:
    """Change tags in place: ``Stores data and keeps logs`` is two verbs; ``Unlike`` is a preposition.

    ``tags`` has at least one more tag than there are words.
    """
    if len(lows) < 3:
        return
    _name_nouns(lows, tags)
    if lows[0] in ("unlike", "like"):
        tags[0] = "IN"
    if tags[0] in _NOUNS and _takes_object(lows[0], tags[1]):
        tags[0] = "VBZ"
        for at in range(2, len(lows) - 1):
            if tags[at] == "NNS" and tags[at - 1] in ("CC", ",") and tags[at + 1] in ("DT", "PRP$", "NNS"):
                tags[at] = "VBZ" if verb_lemma(lows[at]) in cues().classes else "NNS"


def _name_nouns(lows: list[str], tags: list[str]) -> None:
    """What stands where only a noun can: ``a native or inhabitant of``, and a first word that is no verb."""
    _first_word(lows, tags)
    adjectives = next((at for at in range(len(lows)) if tags[at] != "JJ"), len(lows))
    if adjectives > 1 and _closes(lows, tags, adjectives):
        tags[adjectives - 1] = "NN"
    for at in range(1, len(lows)):
        before, after = tags[at - 1], at + 1
        if lows[at] in ("and", "or"):
            tags[at] = "CC"
        elif tags[at] == "JJ" and lows[at - 1] in _ARTICLES:
            _last_adjective(lows, tags, at)
        elif tags[at] == "VBG" and before in ("DT", "JJ") and _closes(lows, tags, after):
            tags[at] = "NN"
        elif tags[at] == "VBZ" and before in ("VBN", "JJ", "DT") and (lows[after:] or ["."])[0] in (".", ";"):
            tags[at] = "NNS"
        elif tags[at] == "RB" and before == "JJ" and lows[at][-2:] != "ly" and tags[after] in ("WDT", "WP"):
            tags[at] = "NN"


def _first_word(lows: list[str], tags: list[str]) -> None:
    """A first word that a tagger of ordinary sentences takes for an order, or for what is done to the next noun."""
    low, following = lows[0], tags[1]
    if tags[0] in ("VB", "VBP"):
        noun = low not in verbs() or following in ("VBG", "VBN") or (following in ("IN", "WDT") and noun_class(low))
        if noun and lows[1] not in ("to", "as"):
            tags[0] = "JJ" if following in _NOUNS else "NN"
    elif tags[0] == "VBG" and following == "NN" and noun_class(lows[1]) in _COUNTED:
        tags[0] = "JJ"


def _last_adjective(lows: list[str], tags: list[str], first: int) -> None:
    """``a native or inhabitant of``, ``the univalent radical derived from``: the last adjective is the noun."""
    last = first
    while tags[last + 1] == "JJ" or (tags[last + 1] == "CC" and tags[last + 2] == "JJ"):
        last += 1 if tags[last + 1] == "JJ" else 2
    if tags[last + 1] in ("VBN", "WDT", "-LRB-", "") or lows[last + 1] in _CLOSING:
        for at in range(first, last + 1):
            joined = at == last or (tags[at + 1] == "CC" and last == first + 2)
            tags[at] = "NN" if joined and tags[at] == "JJ" else tags[at]


def _closes(lows: list[str], tags: list[str], at: int) -> bool:
    return at >= len(lows) or lows[at] in _AFTER_NOUN


def _takes_object(low: str, following: str) -> bool:
    if not low.endswith("s") or low.endswith("ss"):
        return False
    lemma = verb_lemma(low)
    if lemma in cues().classes:
        return following in _OBJECTS or following == "NN"
    return lemma in verbs() and following in ("DT", "PRP$", "NNS")
