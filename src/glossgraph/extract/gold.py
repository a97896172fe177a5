"""Annotated definitions to learn from: entries, triples, aliases, and what was judged to be nothing."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glossgraph.errors import InputError
from glossgraph.extract.longforms import names_the_same
from glossgraph.extract.names import End, Names
from glossgraph.markup import shown
from glossgraph.messages import Message
from glossgraph.model import Entry
from glossgraph.shipped import graph_file
from glossgraph.text import identity

SYMMETRIC = frozenset(("compared_with",))
_HEADING = re.compile(r"^(.*\S)\s*[(（]([^()（）]+)[)）]$")


@dataclass(frozen=True)
class Row:
    """One gold triple: the concepts that are accepted, the relations (canonical first), and whether it is required."""

    subjects: frozenset[str]
    relations: tuple[str, ...]
    objects: frozenset[str]
    required: bool
    text: tuple[str, ...] = ()


class Gold:
    """The gold of one text, from a folder with triples.tsv and, where they are there, aliases.tsv and nothing.tsv.

    nothing.tsv (subject, object, entry) names pairs that an annotator saw and that say none of the relations.
    """

    def __init__(self, folder: Path) -> None:
        self.concepts: dict[str, str] = {}
        for names in _rows(folder / "aliases.tsv"):
            for name in filter(None, names):
                self.concepts[key(name)] = key(names[0])
        self.rows: list[Row] = []
        self.entries: set[str] = set()
        for row in _rows(folder / "triples.tsv"):
            subjects, objects = (frozenset(self.concept(name) for name in row[i].split("|")) for i in (0, 2))
            self.entries.add(row[3])
            optional = len(row) > 4 and row[4].strip() == "optional"
            self.rows.append(Row(subjects, tuple(row[1].split("|")), objects, not optional, tuple(row[:4])))
        self.nothing: set[tuple[str, str]] = set()
        for row in _rows(folder / "nothing.tsv"):
            self.nothing.add((self.concept(row[0]), self.concept(row[1])))
            self.entries.add(row[2])
        self.vocabulary: set[str] = set()
        self._by_subject: dict[str, list[Row]] = defaultdict(list)
        for item in self.rows:
            self.vocabulary |= item.subjects | item.objects
            for subject in item.subjects:
                self._by_subject[subject].append(item)

    def concept(self, name: str) -> str:
        """The concept that a name stands for."""
        return self.concepts.get(key(name), key(name))

    def concepts_of(self, end: End, names: Names) -> frozenset[str]:
        """The concepts of the gold that a term's names reach."""
        return frozenset(self.concept(name) for name in (end.label, *names.aliases.get(end.id, ())))

    def between(self, subjects: Iterable[str], objects: frozenset[str]) -> Iterator[Row]:
        """The triples that run from one of the subjects to one of the objects."""
        seen: set[int] = set()
        for subject in subjects:
            for row in self._by_subject.get(subject, ()):
                if id(row) not in seen and row.objects & objects:
                    seen.add(id(row))
                    yield row


def key(name: str) -> str:
    """The form in which two names of a gold are one: case, width, spaces, hyphens and middle dots do not count."""
    return re.sub(r"[\s\-_‐-–—・]+", "", unicodedata.normalize("NFKC", name).casefold())


def entries(path: Path) -> list[Entry]:
    """The entries of a JSON Lines file (id, term, definition …); raises InputError with the line that is damaged."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            term, aliases = _heading(data["term"])
            given = (*data.get("aliases", ()), *aliases)
            found.append(
                Entry(
                    term,
                    shown(data["definition"]).text,
                    aliases=given,
                    lang=data.get("lang", "ja"),
                    id=data.get("id"),
                    glossary=path.stem,
                    source=str(path),
                    line=number,
                )
            )
        except (ValueError, KeyError, TypeError) as exc:
            raise InputError(Message("is no entry ({exc})", exc=exc), str(path), number) from exc
    return found


def _heading(term: str) -> tuple[str, tuple[str, ...]]:
    """A heading and the name in another script that stands in brackets behind it."""
    match = _HEADING.match(term)
    if match is None or not names_the_same(match[1], match[2]):
        return term, ()
    translates = _homonyms().get(identity(match[2]))
    if translates is not None and identity(match[1]) not in translates:
        return term, ()
    return match[1], (match[2],)


@cache
def _homonyms() -> dict[str, frozenset[str]]:
    """Words in brackets that tell homonyms apart (``メディア (CSS)``), with the names that they do translate."""
    words = tomllib.loads(graph_file("headings.toml").read_text(encoding="utf-8"))["homonyms"]
    return {identity(word): frozenset(map(identity, names)) for word, names in words.items()}


def _rows(path: Path) -> Iterator[list[str]]:
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line.split("\t")
