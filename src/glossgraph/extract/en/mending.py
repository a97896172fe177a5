"""Tags that a definition's style calls for and a tagger of ordinary sentences misses."""

from __future__ import annotations

from glossgraph.extract.en.cues import cues
from glossgraph.extract.en.words import verb_lemma, verbs

_NOUNS = ("NNS", "NNPS", "NNP", "NN")
_ARTICLES = frozenset({"a", "an"})
_AFTER_NOUN = frozenset({"with", "of", "in", "from", "that", "which", "for", "having", ";", "."})
_OPENING_AFTER_NOUN = [[word] for word in sorted(_AFTER_NOUN)]
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
    if tags[0] in ("VB", "VBP") and (lows[0] not in verbs() or tags[1] in ("VBG", "VBN")):
        tags[0] = "JJ" if tags[1] in _NOUNS else "NN"
    adjectives = next((at for at in range(len(lows)) if tags[at] != "JJ"), len(lows))
    if adjectives > 1 and (adjectives == len(lows) or lows[adjectives] in _AFTER_NOUN):
        tags[adjectives - 1] = "NN"
    for at in range(1, len(lows)):
        if lows[at] in ("and", "or"):
            tags[at] = "CC"
        if tags[at] == "VBG" and tags[at - 1] in ("DT", "JJ") and lows[at + 1 : at + 2] in _OPENING_AFTER_NOUN:
            tags[at] = "NN"
        if tags[at] == "VBZ" and tags[at - 1] in ("VBN", "JJ", "DT") and (lows[at + 1 :] or ["."])[0] in (".", ";"):
            tags[at] = "NNS"
        if tags[at] == "JJ" and lows[at - 1] in _ARTICLES:
            joined = at + 2 if tags[at + 1] == "CC" and tags[at + 2 : at + 3] == ["JJ"] else at
            after = lows[joined + 1] if joined + 1 < len(lows) else ";"
            if after in _CLOSING:
                tags[at] = tags[joined] = "NN"


def _takes_object(low: str, following: str) -> bool:
    if not low.endswith("s") or low.endswith("ss"):
        return False
    lemma = verb_lemma(low)
    if lemma in cues().classes:
        return following in _OBJECTS or following == "NN"
    return lemma in verbs() and following in ("DT", "PRP$", "NNS")
