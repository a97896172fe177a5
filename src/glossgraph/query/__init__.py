"""Questions to a graph: names looked up, paths between two terms, what is around one, and answers in words."""

from glossgraph.model import Direction, Ranking
from glossgraph.query.connect import connect
from glossgraph.query.explain import quote, tell
from glossgraph.query.forms import percent, to_json, to_lines, to_markdown, to_text
from glossgraph.query.lookup import resolve, search
from glossgraph.query.neighbourhood import around
from glossgraph.query.opening import open_store

__all__ = [
    "Direction",
    "Ranking",
    "around",
    "connect",
    "open_store",
    "percent",
    "quote",
    "resolve",
    "search",
    "tell",
    "to_json",
    "to_lines",
    "to_markdown",
    "to_text",
]
