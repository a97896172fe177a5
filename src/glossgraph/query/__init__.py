"""Questions to a graph: names looked up, what connects terms, what is around one, and answers in words."""

from glossgraph.model import Direction, Ranking
from glossgraph.query.compare import compare
from glossgraph.query.connect import connect
from glossgraph.query.explain import quote, tell
from glossgraph.query.forms import percent, to_lines, to_markdown, to_text
from glossgraph.query.join import join
from glossgraph.query.lookup import resolve, search
from glossgraph.query.neighbourhood import around
from glossgraph.query.opening import open_store
from glossgraph.query.records import to_json
from glossgraph.query.shortest import shortest

__all__ = [
    "Direction",
    "Ranking",
    "around",
    "compare",
    "connect",
    "join",
    "open_store",
    "percent",
    "quote",
    "resolve",
    "search",
    "shortest",
    "tell",
    "to_json",
    "to_lines",
    "to_markdown",
    "to_text",
]
