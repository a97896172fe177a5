"""Which lines of a page are headings.

A heading is a name and a bracket: ``LoRA (ローラ)``. A definition's line can end with a bracket as well, so a
line is judged by its name, by what its bracket holds and by the lines around it. A bracket in kana in which
the name's own kana stand in order is a reading and nearly always a heading; anything else has to be a name
without a verb at a place where a heading can stand. The line behind helps most: a definition that begins
with the name just given.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from glossgraph.formats.heading import Heading, in_kana, is_name, listed, parse, plausible, split, words
from glossgraph.text import abbreviates, identity, is_japanese

LONGEST = 160
"""A heading has at most so many characters."""
_LONGEST_NAME = 60
_LONGEST_BARE = 40
_LENTICULAR = re.compile(r"(?<=\S)\s*【([^【】]+)】$")
_DECORATED = re.compile(r"^[\s■□◆◇●○▼▲★☆・*\[［「『【]*(.+?)\s*(?:[\]］」』】(（[［【「『:：].*)?$")
_LIST_MARK = re.compile(r"(?:[-*+•・○●◆■※→]|\d+[.)])(?:\s|(?<=[•・○●◆■※→]))")
_AFTER_NAME = re.compile(r"\s*(?:とは|は|も|[、,(（「『]|が|(?:are|was|were|[a-z]+s)\b)")
_ARTICLE = re.compile(r"(?:a|an|the)\s+", re.IGNORECASE)
_PARTICLE_FIRST = re.compile(r"[をはがにでとのもやへ](?=[^\u3041-\u309f])|(?:として|という|による|によって|では|には)")
_MARK_FIRST = re.compile(r"[、。，．,;:」』）)・]|\.(?![\w\]])")
_SENTENCE_END = re.compile(r"[。！？!?.…｡][」』）)\"'”’]*$")
_PLAIN_NOUN = re.compile(r"[^\u3041-\u309f]+(?:の[^\u3041-\u309f]+)*")


class Place(Enum):
    """What stands before a line."""

    CATEGORY = "a category or the beginning"
    GAP = "an empty line"
    HEADING = "a heading"
    SENTENCE = "a line that ends a sentence"
    MIDDLE = "a line that ends in the middle of a sentence"

    @classmethod
    def after(cls, line: str) -> Place:
        """The place behind a line of a definition."""
        return cls.SENTENCE if _SENTENCE_END.search(line) else cls.MIDDLE


def read(line: str, place: Place, before: str, after: str) -> Heading | None:
    """The heading that a line is, or None. ``before`` and ``after`` are its neighbours, "" where there is none."""
    if len(line) > LONGEST or _LIST_MARK.match(line) or "://" in line or _note().match(line):
        return None
    line = _LENTICULAR.sub(r"(\1)", line)
    name, groups = split(line)
    if not groups:
        return _bare(line, place, after)
    if not name or "。" in name or "、" in name or len(name) > _LONGEST_NAME * 2:
        return None
    announced = _begins(after, name, groups)
    goes_on = not announced and _goes_on(after, place)
    if not groups[0] or any(_is_reading(part, name) for group in groups for part in listed(group)):
        return None if goes_on else parse(line)
    if len(name) > _LONGEST_NAME or not (is_name(name) or (announced and place is not Place.MIDDLE)):
        return None
    return parse(line) if announced or (not goes_on and _can_stand(name, groups, place, before)) else None


def resembles(line: str, place: Place, after: str) -> bool:
    """Whether a line that was not read as a heading looks like one: it stands apart, or begins the next line.

    True for marks, brackets and colons that the page format does not know: ``■ GPU``, ``[LoRA]``, ``CPU:…``, and
    for a name behind an empty line that a sentence follows.
    """
    if place in (Place.MIDDLE, Place.HEADING) or len(line) > _LONGEST_BARE or _SENTENCE_END.search(line):
        return False
    core = _DECORATED.match(line)
    if core is None or not is_name(core[1]):
        return False
    stands_apart = place is Place.GAP and not _LIST_MARK.match(line) and bool(_SENTENCE_END.search(after))
    return stands_apart or _begins(after, core[1], [])


def too_long(line: str) -> bool:
    """Whether a line that is too long for a heading ends like one, with a bracket, and holds no sentence."""
    return len(line) > LONGEST and line.endswith((")", "）")) and not _SENTENCE_END.search(line) and "。" not in line


def _can_stand(name: str, groups: list[str], place: Place, before: str) -> bool:
    """Whether a name with a bracket that is no reading can stand at a place, unannounced."""
    if any(_PARTICLE_FIRST.match(group) for group in groups):
        return False
    short = any(_abbreviate(name, group) for group in groups)
    many = is_japanese(name) and any(len(listed(group)) > 1 for group in groups)
    noun = bool(_PLAIN_NOUN.fullmatch(name)) if is_japanese(name) else short or is_japanese(groups[0])
    if place in (Place.CATEGORY, Place.GAP):
        return True
    if place is Place.HEADING:
        above = split(before)[0]
        return noun and not any(
            identity(word) == identity(above) or _abbreviate(word, above) for word in (name, *groups)
        )
    if place is Place.SENTENCE:
        return short or not many
    return noun and not many and is_japanese(before[-1:])


def _is_reading(word: str, name: str) -> bool:
    return in_kana(word) and plausible(word, name)


def _abbreviate(one: str, other: str) -> bool:
    return abbreviates(one, other) or abbreviates(other, one)


def _bare(line: str, place: Place, after: str) -> Heading | None:
    """A heading without a bracket shows only by the definition that begins with it."""
    if place is Place.MIDDLE or len(line) > _LONGEST_BARE or not is_name(line):
        return None
    return parse(line) if _begins(after, line, []) else None


@cache
def _note() -> re.Pattern[str]:
    found = "|".join(map(re.escape, words()["page"]["notes"]))
    return re.compile(rf"(?:{found})\s*[:：]", re.IGNORECASE)


def _goes_on(after: str, place: Place) -> bool:
    """Whether the next line can only continue this one: no definition begins with a particle or a comma."""
    if place is Place.CATEGORY:
        return False
    broken = place is Place.MIDDLE and after[:1].isascii() and after[:1].islower()
    return broken or bool(_PARTICLE_FIRST.match(after) or _MARK_FIRST.match(after))


def _begins(after: str, name: str, groups: list[str]) -> bool:
    """Whether the next line is a sentence about the name."""
    line = _ARTICLE.sub("", after, count=1) if _ARTICLE.match(after) else after
    return any(
        line.casefold().startswith(word.casefold()) and _AFTER_NAME.match(line, len(word))
        for word in (name, *groups)
        if word
    )
