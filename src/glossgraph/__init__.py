"""A knowledge-graph explorer for glossaries: what crosses to other programs, imported when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glossgraph.build import build_graph
    from glossgraph.errors import GlossgraphError
    from glossgraph.formats import read_graph, write_graph
    from glossgraph.model import Answer, Entry, Evidence, Filter, Graph, Path, Relation, Term
    from glossgraph.query import open_store
    from glossgraph.query.connect import connect

__version__ = "0.1.0"

_HOMES = {
    "build_graph": "glossgraph.build",
    "connect": "glossgraph.query",
    "open_store": "glossgraph.query",
    "read_graph": "glossgraph.formats",
    "write_graph": "glossgraph.formats",
    "GlossgraphError": "glossgraph.errors",
    **dict.fromkeys(("Answer", "Entry", "Evidence", "Filter", "Graph", "Path", "Relation", "Term"), "glossgraph.model"),
}

__all__ = [
    "Answer",
    "Entry",
    "Evidence",
    "Filter",
    "GlossgraphError",
    "Graph",
    "Path",
    "Relation",
    "Term",
    "__version__",
    "build_graph",
    "connect",
    "open_store",
    "read_graph",
    "write_graph",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
