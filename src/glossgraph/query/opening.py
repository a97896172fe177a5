"""Opening the graph at an address, the shipped one included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph import stores

if TYPE_CHECKING:
    from pathlib import Path

    from glossgraph.model import Graph
    from glossgraph.stores import Store


def open_store(address: str | None = None, *, write: bool = False) -> Store:
    """The store at an address: a folder, a graph's name or a server; None is the shipped graph.

    With ``write`` there need not be a graph yet. Raises GraphError, UserError and StoreError as
    ``stores.open_store`` does.
    """
    return stores.open_store(address, shipped=_read, write=write)


def _read(path: Path) -> Graph:
    from glossgraph.formats import read_graph

    return read_graph(path)
