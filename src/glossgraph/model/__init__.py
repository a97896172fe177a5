"""What crosses walls: entries, claims, graphs, questions and answers."""

from glossgraph.model.answers import (
    LIKELY,
    Answer,
    Comparison,
    Direction,
    Filter,
    Help,
    Hop,
    Joined,
    Match,
    Neighbourhood,
    Path,
    Ranking,
    Shared,
)
from glossgraph.model.graph import FORMAT, Graph
from glossgraph.model.records import MENTIONS, Claim, Entry, Evidence, Lang, Problem, RelationType, Report, Span
from glossgraph.model.rows import Definition, Relation, Term

__all__ = [
    "FORMAT",
    "LIKELY",
    "MENTIONS",
    "Answer",
    "Claim",
    "Comparison",
    "Definition",
    "Direction",
    "Entry",
    "Evidence",
    "Filter",
    "Graph",
    "Help",
    "Hop",
    "Joined",
    "Lang",
    "Match",
    "Neighbourhood",
    "Path",
    "Problem",
    "Ranking",
    "Relation",
    "RelationType",
    "Report",
    "Shared",
    "Span",
    "Term",
]
