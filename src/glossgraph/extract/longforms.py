"""Names that a definition gives its own headword in brackets: ``LLM(Large Language Model)``."""

from __future__ import annotations

import re

from glossgraph.model import Entry
from glossgraph.text import abbreviates, compact, is_japanese, is_kana

_WITHIN = 80
"""How far into a definition its headword may stand, in characters."""

_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,100})[)）]")
_SEPARATOR = re.compile(r"[、,;；]\s*|\s+or\s+")
_EXAMPLES = re.compile(r"^(?:例|主に|特に|たとえば)|など$|\b(?:e\.g|i\.e|such as|etc)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[をがはにで]|^(?:例|主に|特に|など|旧|元)|\b(?:e\.g|i\.e|such|formerly|see)\b", re.IGNORECASE)
_QUOTES = "「」『』\"“”'‘’ "


def long_forms(entry: Entry) -> list[str]:
    """Other names of an entry's headword, out of the bracket that follows it where its definition begins."""
    head = entry.definition[: _WITHIN + len(entry.term)]
    at = head.casefold().find(entry.term.casefold())
    bracket = _BRACKET.match(entry.definition, at + len(entry.term)) if at >= 0 else None
    if bracket is None or _EXAMPLES.search(bracket.group(1)):
        return []
    parts = (part.strip(_QUOTES) for part in _SEPARATOR.split(bracket.group(1)))
    return [part for part in parts if part and names_the_same(entry.term, part)]


def names_the_same(term: str, other: str) -> bool:
    """Whether a bracket behind a term is another name of it: its abbreviation or long form, or another script."""
    if _CLAUSE.search(other) or compact(term) == compact(other):
        return False
    if abbreviates(term, other) or abbreviates(other, term):
        return True
    if is_japanese(term) != is_japanese(other):
        return len(other) <= 40
    return is_japanese(other) and is_kana(term) != is_kana(other)
