"""The graph that travels with glossgraph: read-only, its folder form made from the exchange JSON at first use."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import glossgraph
from glossgraph.errors import GlossgraphError, GraphError
from glossgraph.messages import Message
from glossgraph.model import Graph
from glossgraph.shipped import graph_file
from glossgraph.stores.addresses import cache_folder
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.files import sha256

ADDRESS = "the shipped graph"
WAIT = 120.0
"""Seconds to wait for another program that is making the folder form."""

Read = Callable[[Path], Graph]


def open_default(read: Read) -> EmbeddedStore:
    """The shipped graph; ``read`` reads exchange JSON, and is called only when no folder form is there.

    The folder form is kept in the cache under the hash of the JSON and the version; where that cannot be
    written, in a temporary folder that goes when the store does.
    """
    source = graph_file("default.json")
    try:
        key = f"{sha256(source)[:16]}-{glossgraph.__version__}"
    except OSError as exc:
        raise GlossgraphError(
            Message(
                "{source}: the shipped graph cannot be read ({why}): install glossgraph again.",
                source=source,
                why=exc.strerror or exc,
            )
        ) from exc
    folder = cache_folder() / "shipped" / key
    kept = _opened(folder)
    if kept is None:
        graph = read(source)
        kept = _made(folder, graph) or _temporary(graph)
    return kept


def _opened(folder: Path) -> EmbeddedStore | None:
    """The folder form, if it is there and whole."""
    store = EmbeddedStore(folder, ADDRESS, readonly=True, locked=False)
    with suppress(GraphError):
        store.refresh()
        return store
    return None


def _made(folder: Path, graph: Graph) -> EmbeddedStore | None:
    """Make the folder form, unless another program has meanwhile; None where that cannot be."""
    with suppress(GraphError):
        writer = EmbeddedStore(folder, ADDRESS, wait=WAIT)
        with writer.writing():
            if _opened(folder) is None:
                writer.write(graph)
    return _opened(folder)


def _temporary(graph: Graph) -> EmbeddedStore:
    place = tempfile.TemporaryDirectory(prefix="glossgraph-", ignore_cleanup_errors=True)
    EmbeddedStore(Path(place.name) / "graph", ADDRESS).write(graph)
    store = EmbeddedStore(Path(place.name) / "graph", ADDRESS, readonly=True, locked=False)
    store.refresh()
    weakref.finalize(store, place.cleanup)
    return store
