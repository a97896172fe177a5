"""Names that a definition gives its own headword in brackets: ``LLM(Large Language Model)``."""

from __future__ import annotations

import re
from dataclasses import replace

from glossgraph.extract.sounds import sounds_like
from glossgraph.markup import shown
from glossgraph.model import Entry
from glossgraph.text import abbreviates, compact, composed, is_japanese, is_kana, sentences

_WITHIN = 80
"""How far into a definition its headword may stand, in characters."""

_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,100})[)）]")
_TOPIC = re.compile(r"([^\s()（）、。]{2,30})\s*[(（](?:または|英[:：]\s*)?([^()（）]{2,60})[)）]\s*(?:は|とは|、)")
_LED = re.compile(r"(?:(?:an?|the)\s)?([^()（）、。,;:]{3,80}?)\s*[(（]([^()（）]{2,10})[)）]", re.IGNORECASE)
_KATAKANA = re.compile(r"([ァ-ヴー・]{3,20})(?:または([ァ-ヴー・]{3,20}))?\s*(?:という(?:用語|言葉|語)|とは|は|、)")
_SEPARATOR = re.compile(r"[、,;；]\s*|\s+or\s+|[:：]\s+")
_OFTEN = re.compile(r"^(?:しばしば|通常|一般に|よく)")
_CALLED = re.compile(r"\s*の略(?:称|語)?$|と略される$|とも(?:呼ばれる|いう)$")
_EXAMPLES = re.compile(r"^(?:例|主に|特に|たとえば)|など$|\b(?:e\.g|i\.e|such as|etc)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[をがはにで]|\sの|[」』\"].|^(?:例|主に|特に|など|旧|元)|\b(?:e\.g|i\.e|such|formerly|see)\b", re.IGNORECASE
)
_QUOTES = "「」『』\"“”'‘’ "


_STANDS_FOR = re.compile(
    r"(?:stands for|(?:acronym|abbreviation|initialism|short) (?:for|of)) ([A-Za-z][\w'’ -]{3,60})", re.IGNORECASE
)
_ALSO = re.compile(
    r"\balso (?:known as|called) (?:an? |the )?[\"“'‘]?([A-Za-z][\w+./-]*(?: [\w+./-]+){0,2})[\"”'’]?(?=[,.;)])"
)
_BEHIND = re.compile(r"\s*(?:\([^()]*\))?[\s,(–—-]*(?:is|are|was|were)?\s*")
"""What may stand between a headword and ``also known as``: then no other noun is meant."""

_SAID = re.compile(
    r"(?:別名|略称|通称|略して|以下)(?:は|では|、|：|:|\s)*[「『]?([^「」『』（）()、。はがをの\s]{2,20}?)[」』]?(?=とも|です|で、|と呼|と略|と表記|と記|。|、|[)）])"
)
_FIRST = 160
"""How far into a definition its headword's other names are told in words, in characters."""


def long_forms(entry: Entry) -> list[str]:
    """Other names of an entry's headword: in the bracket behind it where its definition begins, or told in words."""
    entry = replace(entry, term=composed(entry.term)[0], definition=shown(entry.definition).text)
    return list(dict.fromkeys((*_bracketed(entry), *_led(entry), *_topic(entry), *_told(entry))))


def _led(entry: Entry) -> list[str]:
    """``User Interface (UI) is``: the long form that a definition begins with, its headword in the bracket behind."""
    found = _LED.match(entry.definition)
    if found is None or compact(found[2]) != compact(entry.term) or _CLAUSE.search(found[1]):
        return []
    return [found[1]] if abbreviates(entry.term, found[1]) else []


def _topic(entry: Entry) -> list[str]:
    """What a definition begins with, where that is its headword in another script.

    ``抽象化 (abstraction) は`` has it in the bracket behind it, ``コンストラクターは`` sounds like *Constructor*.
    """
    sounding = _KATAKANA.match(entry.definition)
    if sounding is not None and any(sounds_like(name, entry.term) for name in sounding.groups(default="")):
        return [name for name in sounding.groups() if name]
    found = _TOPIC.match(entry.definition)
    if found is None or compact(found[2]) != compact(entry.term) or compact(found[1]) == compact(entry.term):
        return []
    return [found[1]] if not _CLAUSE.search(found[1]) else []


def _told(entry: Entry) -> list[str]:
    """``UX stands for User eXperience``, ``also known as``, ``以下、LLM``, ``略称はLLM``, in its first sentence."""
    start, end = next(iter(sentences(entry.definition[:_FIRST], entry.lang)), (0, 0))
    first = entry.definition[start:end]
    if entry.term.casefold() not in first[: len(entry.term) + 6].casefold():
        return []
    if is_japanese(first):
        names = [match[1] for match in _SAID.finditer(first)]
        return [name for name in names if compact(name) != compact(entry.term) and not _CLAUSE.search(name)]
    spelled = [match[1] for match in _STANDS_FOR.finditer(first)]
    whole = (_spelled(entry.term, words) for words in spelled)
    after = first.casefold().find(entry.term.casefold()) + len(entry.term)
    known = (match[1] for match in _ALSO.finditer(first) if _BEHIND.fullmatch(first, after, match.start()))
    return [name for name in (*whole, *known) if name and compact(name) != compact(entry.term)]


def _spelled(short: str, words: str) -> str:
    """The shortest beginning of words that an abbreviation can be read out of, "" where there is none."""
    listed = words.split()
    fitting = (" ".join(listed[:count]) for count in range(1, len(listed) + 1))
    return next((name for name in fitting if abbreviates(short, name)), "")


def _bracketed(entry: Entry) -> list[str]:
    head = entry.definition[: _WITHIN + len(entry.term)]
    at = head.casefold().find(entry.term.casefold())
    bracket = _BRACKET.match(entry.definition, at + len(entry.term)) if at >= 0 else None
    if bracket is None or _EXAMPLES.search(bracket.group(1)):
        return []
    return [name for part in _SEPARATOR.split(bracket.group(1)) if (name := _other_name(entry.term, part))]


def _other_name(term: str, part: str) -> str:
    """The other name that a part of a bracket gives, without the words that say so; "" where it gives none."""
    plain = _OFTEN.sub("", part.strip(_QUOTES))
    name = _CALLED.sub("", plain).strip(_QUOTES)
    called = name != plain and not _CLAUSE.search(name) and compact(name) != compact(term)
    return name if name and (called or names_the_same(term, name)) else ""


def names_the_same(term: str, other: str) -> bool:
    """Whether a bracket behind a term is another name of it: its abbreviation or long form, or another script."""
    if _CLAUSE.search(other) or compact(term) == compact(other):
        return False
    if abbreviates(term, other) or abbreviates(other, term):
        return True
    if is_japanese(term) != is_japanese(other):
        return len(other) <= 40
    return is_japanese(other) and is_kana(term) != is_kana(other)
