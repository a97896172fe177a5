"""The Japanese lexicon: particles, nouns of grammar, predicates and what they say; rows of ``graph/ja.*.tsv``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from glossgraph.shipped import graph_file


@dataclass(frozen=True)
class Lexicon:
    """What the files say.

    ``particles`` maps a surface to (role, kind), ``starts`` holds the beginnings of those surfaces; ``heads`` maps a
    noun to its kinds, ``cues`` a predicate to its class, ``frames`` (class, role, voice) to a relation, which runs from
    the object to the subject where it begins with ``~``, ``words`` the name of a closed class to its words.
    """

    particles: dict[str, tuple[str, str]]
    starts: frozenset[str]
    heads: dict[str, frozenset[str]]
    cues: dict[str, str]
    frames: dict[tuple[str, str, str], str]
    words: dict[str, frozenset[str]]

    def guess(self, cls: str, role: str, voice: str) -> str:
        """The relation that a predicate of a class says of a role: the most specific row, class before role."""
        for key in (
            (cls, role, voice),
            (cls, role, "*"),
            (cls, "*", voice),
            (cls, "*", "*"),
            ("*", role, voice),
            ("*", role, "*"),
        ):
            if key in self.frames:
                return self.frames[key]
        return self.frames["*", "*", "*"]

    def is_head(self, noun: str, kind: str) -> bool:
        """Whether a noun is of a kind (generic, formal, part …)."""
        return kind in self.heads.get(noun, ())


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(name).splitlines() if line and not line.startswith("#")]


def _text(name: str) -> str:
    return graph_file(name).read_text(encoding="utf-8")


@cache
def lexicon() -> Lexicon:
    """The lexicon that travels with glossgraph."""
    particles = {row[0]: (row[1], row[2]) for row in _rows("ja.particles.tsv")}
    heads: dict[str, set[str]] = {}
    for noun, kind in _rows("ja.heads.tsv"):
        heads.setdefault(noun, set()).add(kind)
    return Lexicon(
        particles=particles,
        starts=frozenset(surface[:length] for surface in particles for length in range(1, len(surface) + 1)),
        heads={noun: frozenset(kinds) for noun, kinds in heads.items()},
        cues={row[0]: row[1] for row in _rows("ja.cues.tsv")},
        frames={(row[0], row[1], row[2]): row[3] for row in _rows("ja.frames.tsv")},
        words={name: frozenset(words) for name, words in tomllib.loads(_text("ja.words.toml")).items()},
    )
