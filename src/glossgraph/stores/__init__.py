"""Where graphs are kept: the port that every store answers through, and the table of addresses."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from glossgraph.errors import GraphError, UserError
from glossgraph.messages import Message
from glossgraph.stores import addresses

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import pyarrow as pa

    from glossgraph.arrays import Arrays, Ids, Rules, Subgraph
    from glossgraph.model import Filter, Graph, Relation, RelationType, Term
    from glossgraph.model.decisions import Decision, Misfit

__all__ = ["HasArrays", "OnArrays", "Store", "newest", "open_store"]


class Store(Protocol):
    """A stored graph, decisions applied. Terms go by id; an unknown id is a KeyError where nothing else is said.

    What is written is the graph as it was extracted; decisions are kept beside it and outlive it.
    """

    address: str
    readonly: bool

    def health(self) -> str:
        """The server's name and version, empty for a folder. Raises StoreError when a server does not answer."""

    def exists(self) -> bool:
        """Whether there is a graph yet."""

    @property
    def generation(self) -> str:
        """A name for what is stored now: another one after each write."""

    def refresh(self) -> bool:
        """Move on to what is stored now; tells whether that is something else than before."""

    def graph(self) -> Graph:
        """The whole graph, its tables read when they are first used."""

    def vocabulary(self) -> tuple[RelationType, ...]:
        """The graph's own relation types."""

    def names(self) -> pa.Table:
        """The names table: search key, kind, name, index of the term."""

    def glossaries(self) -> tuple[str, ...]:
        """The glossaries that relations rest on, sorted."""

    def term(self, term: str) -> Term | None:
        """The term with an id, or None."""

    def terms(self, which: Sequence[str | int]) -> list[Term]:
        """Terms by id or by index, in the order asked for."""

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        """Relations with their evidence, by the rows that a Subgraph gives, in the order asked for."""

    def neighbours(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        """The relations that pass ``filter`` and by which a walk can leave any of ``ids``."""

    def among(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        """The relations that pass ``filter`` and have both ends among ``ids``."""

    def between(self, x: str, y: str, filter: Filter) -> Subgraph:
        """The terms and relations on walks of at most ``filter.hops`` hops from ``x`` to ``y``."""

    def ball(self, x: str, filter: Filter) -> Subgraph:
        """The terms at most ``filter.hops`` hops from ``x``, and the relations by which they are reached."""

    def distance(self, x: str, y: str, filter: Filter) -> int | None:
        """The least number of hops from ``x`` to ``y``, however many; None when nothing connects them."""

    def decisions(self) -> list[Decision]:
        """What people decided, in their order, whether it stands or not."""

    def misfits(self) -> dict[int, Misfit]:
        """Why decisions no longer fit the graph, by their numbers; they change nothing in it."""

    def decide(self, decision: Decision, expected_seq: int) -> int:
        """Keep a decision, and answer by it from now on; gives its number.

        Raises GraphError when there are not just ``expected_seq`` before it: somebody else decided meanwhile.
        """

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer, from reading what is to be changed until it is written."""

    def write(
        self, graph: Graph, *, sources: Mapping[str, str] | None = None, versions: Mapping[str, str] | None = None
    ) -> None:
        """Replace the graph: all or nothing."""


@dataclass(frozen=True, slots=True)
class OnArrays:
    """What a store hands over whose relations lie in arrays at hand: the kernel then reads just what it needs of them.

    ``index`` gives a term's index by its id, ``ids`` the ids of terms by their indices.
    """

    arrays: Arrays
    rules: Rules
    index: Callable[[str], int]
    ids: Ids


@runtime_checkable
class HasArrays(Protocol):
    """A store that can hand over arrays instead of what lies between two terms; the answers are the same."""

    def on_arrays(self, filter: Filter) -> OnArrays:
        """The arrays, and the rules of walks over them under a filter."""


def open_store(address: str | None, *, shipped: Callable[[Path], Graph], write: bool = False) -> Store:
    """The store at an address: a folder's path, a graph's name, or a server's address.

    None means the environment's GLOSSGRAPH_GRAPH, else the shipped graph, which is read-only. Stores do not
    read files of other formats, so the caller hands in ``shipped``, which reads exchange JSON; it is called
    only where the shipped graph is asked for and has no folder form yet. With ``write`` there need not be a
    graph yet. Raises GraphError when there is none to read, or it is damaged or of a newer version; UserError
    for an address without meaning.
    """
    address = address if address is not None else os.environ.get("GLOSSGRAPH_GRAPH") or None
    if address is None:
        return _default(shipped, write)
    scheme = addresses.scheme(address)
    return _FOLDER(address, write) if scheme is None else _SCHEMES.get(scheme, _unknown)(address, write)


def newest(address: str | None) -> str:
    """The name of what is stored at an address now, without opening it; of the shipped graph an empty text.

    Raises GraphError when nothing is stored there.
    """
    address = address if address is not None else os.environ.get("GLOSSGRAPH_GRAPH") or None
    if address is None:
        return ""
    if scheme := addresses.scheme(address):
        return _newest_there(address) if scheme in _SCHEMES else ""
    from glossgraph.stores import journal

    return journal.newest(addresses.folder(address), address)


def _default(shipped: Callable[[Path], Graph], write: bool) -> Store:
    if write:
        raise UserError(
            Message("The shipped graph is read-only: name the graph to write, a folder or a name of your own.")
        )
    from glossgraph.stores.default import open_default

    return open_default(shipped)


def _embedded(address: str, write: bool) -> Store:
    from glossgraph.stores.embedded import EmbeddedStore

    folder = addresses.folder(address)
    store = EmbeddedStore(folder, address)
    if not write:
        if not folder.exists() and not addresses.is_path(address):
            raise GraphError(_no_such_name(address))
        store.refresh()
    return store


def _no_such_name(name: str) -> Message:
    if Path(name).is_dir():
        return Message(
            "There is no graph named {name!r}:  glossgraph graphs  lists them, and the folder beside you is  ./{name}",
            name=name,
        )
    return Message("There is no graph named {name!r}:  glossgraph graphs  lists them.", name=name)


def _server(address: str, write: bool) -> Store:
    from glossgraph.stores.neo4j_server import ServerStore

    store = ServerStore(address)
    if not write:
        store.refresh()
    return store


def _newest_there(address: str) -> str:
    from glossgraph.stores.neo4j_server import ServerStore

    return ServerStore(address).newest()


def _unknown(address: str, write: bool) -> Store:
    raise UserError(Message("{address}: this is no graph's address: give a folder's path or a name.", address=address))


_Open = Callable[[str, bool], Store]
_FOLDER: _Open = _embedded
_SCHEMES: dict[str, _Open] = dict.fromkeys(("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"), _server)
"""What opens an address, by its scheme."""
