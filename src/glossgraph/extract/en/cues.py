"""The lexicon of cues: which class a verb belongs to, and what a class says in a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from glossgraph.shipped import graph_file


@dataclass(frozen=True)
class Cues:
    """``classes``: verb lemma → class (the first that lists it). ``says``: (class, place) → relation, ``~`` turned."""

    classes: dict[str, str]
    says: dict[tuple[str, str], str]

    def guess(self, lemma: str, place: str, *, passive: bool = False) -> str:
        """What a cue says in a place by itself; ``-`` for nothing."""
        name = lemma if lemma in ("nn", "front") else self.classes.get(lemma, "")
        rows = ((f"{name}~", place), ("*", place)) if passive else ((name, place), ("*", place))
        return next((self.says[row] for row in rows if row in self.says), "-")


@cache
def cues() -> Cues:
    """The lexicon ``graph/en.cues.tsv``."""
    classes: dict[str, str] = {}
    says: dict[tuple[str, str], str] = {}
    for line in graph_file("en.cues.tsv").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0] == "verb":
            for lemma in fields[2].split(" "):
                classes.setdefault(lemma, fields[1])
        elif fields[0] == "says":
            says[fields[1], fields[2]] = fields[3]
    return Cues(classes, says)
