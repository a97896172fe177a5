"""Which graph the app shows, and what the pages ask of it more than once."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from glossgraph import formats
from glossgraph.app import catalogue, location
from glossgraph.errors import StoreError, UnknownTermError
from glossgraph.model import LIKELY, MENTIONS, Graph, Lang, Relation, RelationType, Term
from glossgraph.query.lookup import resolve
from glossgraph.stores import graphs, newest, open_store
from glossgraph.stores.addresses import scheme
from glossgraph.view import palette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.app.catalogue import Line
    from glossgraph.app.wording import Texts
    from glossgraph.stores import Store
    from glossgraph.stores.neo4j_server import ServerStore

_LARGEST = 25
_KEPT = 4
"""Graphs kept open at once."""


class Source:
    """One opened generation of a graph, shared by everybody who looks at it: nothing in it ever changes."""

    def __init__(self, store: Store, key: str) -> None:
        self.store = store
        self.key = key
        self._lines: dict[Lang, list[Line]] = {}

    @cached_property
    def graph(self) -> Graph:
        """The graph's tables."""
        return self.store.graph()

    @cached_property
    def kinds(self) -> dict[str, RelationType]:
        """The vocabulary by id, in its own order."""
        return {kind.id: kind for kind in self.graph.vocabulary}

    @cached_property
    def typed_degree(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """How many likely relations other than mere mentions touch each term; a loop counts once."""
        relations = self.graph.relations
        typed = np.array([kind != MENTIONS for kind in relations.column("relation").to_pylist()], bool)
        typed &= relations.column("confidence").to_numpy() >= LIKELY
        source, target = (relations.column(end).to_numpy()[typed] for end in ("source", "target"))
        many = self.graph.terms.num_rows
        return np.bincount(source, minlength=many) + np.bincount(target[target != source], minlength=many)

    @cached_property
    def relation_counts(self) -> dict[str, int]:
        """How many relations there are of each type, in the order of the vocabulary."""
        counted = {
            pair["values"]: pair["counts"]
            for pair in self.graph.relations.column("relation").value_counts().to_pylist()
        }
        known = {kind: counted.pop(kind) for kind in self.kinds if kind in counted}
        return {**known, **dict(sorted(counted.items()))}

    @cached_property
    def category_counts(self) -> dict[str, int]:
        """How many terms stand in each category, the largest first."""
        counted = catalogue.categories(self.lines("ja"))
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def colors(self) -> dict[str, str]:
        """A colour for each category, the same in every view."""
        return palette(self.category_counts)

    @property
    def file_stem(self) -> str:
        """How files made from this graph are named."""
        address = self.key.rpartition("@")[0]
        return Path(address).name if address != "None" else "glossgraph"

    def lines(self, lang: Lang) -> list[Line]:
        """Every term as the index lists it, in order of id."""
        if lang not in self._lines:
            self._lines[lang] = catalogue.lines(self.graph.iter_terms(), lang)
        return self._lines[lang]

    def degree(self, term: str) -> int:
        """How many likely relations other than mere mentions touch a term."""
        index = self.graph.index(term)
        return 0 if index is None else int(self.typed_degree[index])

    def weight(self, term: str) -> int:
        """A term's degree, made smaller in a graph with large hubs, so that their dots leave room for others."""
        most = int(self.typed_degree.max(initial=0))
        return round(self.degree(term) * min(1.0, _LARGEST / most)) if most else 0

    def term(self, term: str) -> Term | None:
        """The term of an id, if there is one."""
        index = self.graph.index(term) if term else None
        return None if index is None else self.graph.term(index)

    def meant(self, name: str) -> str:
        """The id of the term that an address names, by its id or by a name; what names no term stays as it is."""
        if name and self.term(name) is None:
            with suppress(UnknownTermError):
                return resolve(self.store, name).id
        return name

    def terms(self, ids: Iterable[str]) -> dict[str, Term]:
        """The terms of several ids; ids that the graph does not have are left out."""
        found = ((term, self.term(term)) for term in dict.fromkeys(ids))
        return {name: term for name, term in found if term is not None}

    def ends(self, relations: Iterable[Relation]) -> dict[str, Term]:
        """The terms at the ends of relations."""
        return self.terms(end for relation in relations for end in (relation.source, relation.target))

    def examples(self, many: int) -> list[tuple[str, str]]:
        """Pairs of terms that make good questions: well connected, defined, not joined directly."""
        ids = self.graph.ids
        defined = self.graph.terms.column("defined").to_numpy(zero_copy_only=False)
        order = sorted(np.flatnonzero(defined), key=lambda at: (-int(self.typed_degree[at]), ids[at]))
        best = [ids[at] for at in order[: 2 * many]]
        return list(zip(best[many:], reversed(best[:many]), strict=False))

    def label(self, term: str, lang: Lang) -> str:
        """What a term is called in a language; an unknown id is its own name."""
        found = self.term(term)
        return term if found is None else found.labels.get(lang) or found.label


def current() -> Source:
    """The graph that the address asks for, opened once for everybody; raises what the store raises."""
    address = chosen() or started_at()
    return _opened(address, newest(address))


def started_at() -> str | None:
    """The address of the graph the app was started with; None is the shipped one."""
    return os.environ.get("GLOSSGRAPH_GRAPH") or None


def cypher() -> bool:
    """Whether readers may ask the server in Cypher of their own: the app was started so, on a graph on a server."""
    return os.environ.get("GLOSSGRAPH_CYPHER") == "1" and scheme(started_at() or "") is not None


def server(shelf: Source) -> ServerStore | None:
    """The server on which a graph is that is asked in Cypher."""
    if not cypher() or scheme(shelf.store.address) is None:
        return None
    from glossgraph.stores.neo4j_server import ServerStore

    return shelf.store if isinstance(shelf.store, ServerStore) else None


def health(t: Texts) -> str:
    """Where the graph is that is shown, and how that is."""
    shelf = current()
    found = _health(shelf.store.address, shelf.store)
    if scheme(shelf.store.address) is None:
        return t("app.in_folder")
    return t("app.on_server", server=found, address=shelf.store.address) if found else t("app.no_answer")


@st.cache_data(ttl=30, show_spinner=False)
def _health(address: str, _store: Store) -> str:
    try:
        return _store.health()
    except StoreError:
        return ""


def started_with(t: Texts) -> str:
    """The name of the graph the app was started with."""
    address = started_at()
    return t("app.shipped") if address is None else Path(address).name or address


def chosen() -> str:
    """The named graph that the address asks for; empty for the one the app was started with.

    A web address never chooses a store: only names out of the chooser count.
    """
    asked = location.one("graph")
    return asked if asked and asked in named() else ""


def unknown() -> str:
    """The graph that the address asks for in vain; empty when there is none such."""
    asked = location.one("graph")
    return asked if asked and asked not in named() else ""


def name(t: Texts) -> str:
    """The name of the graph that is shown."""
    return chosen() or started_with(t)


@st.cache_data(ttl=5, show_spinner=False)
def named() -> list[str]:
    """The names of the graphs in the user's own folder."""
    return [entry.name for entry in graphs.list_graphs()]


def choices() -> list[str]:
    """What the chooser offers: the graph the app was started with (empty) and the named ones; or nothing to choose."""
    others = [entry for entry in named() if entry != started_at()]
    return ["", *others] if others else []


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _opened(address: str | None, generation: str) -> Source:
    return Source(open_store(address, shipped=formats.read_graph), f"{address}@{generation}")
