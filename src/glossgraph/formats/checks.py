"""What a glossary's writer should look at: entries without a definition, cut off, or given twice."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from glossgraph.formats.heading import words
from glossgraph.markup import shown
from glossgraph.messages import Message
from glossgraph.model import Entry, Problem
from glossgraph.text import identity, is_japanese, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BRACKETS = {"(": ")", "（": "）", "「": "」", "『": "』"}
_SENTENCE_END = re.compile(r"[。！？!?.…]")
_SHOWN = 16

Seen = dict[tuple[str, str], tuple[str | None, str, int]]
"""(language, identity form), (file, id) or ("", file) -> what tells it from others and where it first stood."""


def checked(entries: Iterable[Entry], problems: list[Problem], seen: Seen) -> Iterator[Entry]:
    """Hand entries on and append what is wrong with them; ``seen`` carries headwords from file to file."""
    for entry in entries:
        definition = shown(entry.definition).text
        if not definition:
            problems.append(Problem(Message("{term!r} has no definition", term=entry.term), entry.source, entry.line))
        elif is_cut_off(definition):
            end = definition[-_SHOWN:]
            message = Message(
                "the definition of {term!r} seems cut off: it ends with {end!r}", term=entry.term, end=end
            )
            problems.append(Problem(message, entry.source, entry.line))
        _note(entry, problems, seen)
        _note_id(entry, problems, seen)
        yield entry


def is_again(path: Path, seen: Seen) -> bool:
    """Whether a file was seen before, by whatever path; from now on it was."""
    key = ("", os.path.realpath(path))
    before = key in seen
    seen[key] = (None, path.as_posix(), 0)
    return before


def is_cut_off(definition: str) -> bool:
    """Whether a text as it is shown surely breaks off: it ends with a particle, a comma, an article or an open bracket.

    A noun at the end is a legitimate end in Japanese, and half a word cannot be told from a noun.
    """
    lists = words()["cut_off"]
    text = definition.rstrip()
    if text.endswith(tuple(lists["marks"])) or _left_open(text):
        return True
    if is_japanese(text[-2:]):
        particle = bool(_particle().search(text[-2:])) and not text.endswith(tuple(lists["nouns"]))
        return particle or text.endswith(tuple(lists["endings"]))
    last = text.rsplit(None, 1)[-1:]
    return len(text.split(None, 2)) > 2 and last[0] in lists["words"]


@cache
def _particle() -> re.Pattern[str]:
    return re.compile(rf"[^\u3041-\u309f\s][{words()['cut_off']['particles']}]")


def _left_open(text: str) -> bool:
    """Whether the last sentence opens a bracket that nothing closes."""
    if _SENTENCE_END.match(text[-1]):
        return False
    opened: list[str] = []
    for char in text[-400:]:
        if char in _BRACKETS:
            opened.append(_BRACKETS[char])
        elif opened and char == opened[-1]:
            opened.pop()
    return bool(opened)


def _note_id(entry: Entry, problems: list[Problem], seen: Seen) -> None:
    """Ids tell the entries of one file apart, so each is given once."""
    if entry.id:
        _, _, line = seen.setdefault((entry.source, entry.id), ("", entry.source, entry.line))
        if line != entry.line:
            message = Message(
                "the id {id!r} is given twice, first at line {line}: give each entry its own", id=entry.id, line=line
            )
            problems.append(Problem(message, entry.source, entry.line))


def _note(entry: Entry, problems: list[Problem], seen: Seen) -> None:
    key = (entry.lang, identity(entry.term))
    told = told_apart(entry)
    first, source, line = seen.setdefault(key, (told, entry.source, entry.line))
    if (source, line) == (entry.source, entry.line):
        return
    if told != first and (entry.term.isupper() or (told and first)):
        return
    where = (
        Message("line {line}", line=line)
        if source == entry.source
        else Message("{source}:{line}", source=source, line=line)
    )
    problems.append(
        Problem(
            Message("{term!r} is defined twice, first at {where}", term=entry.term, where=where),
            entry.source,
            entry.line,
        )
    )
