"""One thing that a glossary's writer should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from glossgraph.messages import told
from glossgraph.model import Graph, Lang


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``rule`` is one of wanted, twice, circle, reading, heading, definition, ambiguous."""

    rule: str
    message: str
    source: str
    line: int

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: Lang) -> str:
        """The place, the rule and the message, in a language."""
        return f"{self.source}:{self.line}: {self.rule}: {told(self.message, lang)}"


def rows(graph: Graph, relation: str) -> Iterator[int]:
    """The rows of a graph's relations of one type."""
    return (row for row, kind in enumerate(graph.relations.column("relation").to_pylist()) if kind == relation)
