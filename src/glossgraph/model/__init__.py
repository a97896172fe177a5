"""What crosses walls: entries, claims, graphs, questions and answers."""

from glossgraph.model.answers import LIKELY, Answer, Direction, Filter, Help, Hop, Match, Neighbourhood, Path, Ranking
from glossgraph.model.graph import FORMAT, Graph
from glossgraph.model.records import MENTIONS, Claim, Entry, Evidence, Lang, Problem, RelationType, Report, Span
from glossgraph.model.rows import Definition, Relation, Term

__all__ = [
    "FORMAT",
    "LIKELY",
    "MENTIONS",
    "Answer",
    "Claim",
    "Definition",
    "Direction",
    "Entry",
    "Evidence",
    "Filter",
    "Graph",
    "Help",
    "Hop",
    "Lang",
    "Match",
    "Neighbourhood",
    "Path",
    "Problem",
    "Ranking",
    "Relation",
    "RelationType",
    "Report",
    "Span",
    "Term",
]
