"""One self-contained interactive page, for reading: no graph is read back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from glossgraph.view import page

if TYPE_CHECKING:
    from glossgraph.model import Graph, Lang


def write(graph: Graph, stream: BinaryIO, *, lang: Lang = "ja", title: str | None = None, **_: Any) -> None:
    """Write a graph as a page in the language; the same graph gives the same bytes.

    Raises LimitError for a graph that one page cannot hold.
    """
    text = page(graph.iter_terms(), graph.iter_relations(), vocabulary=graph.vocabulary, lang=lang, title=title)
    stream.write(text.encode())
