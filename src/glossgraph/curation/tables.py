"""An overlay on a graph's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from glossgraph import arrays as flat
from glossgraph.arrays.columns import arrow, numbers
from glossgraph.curation.patch import Patch
from glossgraph.model import Graph
from glossgraph.model.graph import EVIDENCE, NAMES, RELATIONS, SCHEMAS, TERMS
from glossgraph.model.rows import evidence_record, term_record
from glossgraph.text import identity, names_of, search_key

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays
    from glossgraph.curation.overlay import Overlay


class DecidedGraph(Graph):
    """A graph under decisions, each of its tables made when it is first asked for. Its entries are as they were."""

    def __init__(self, graph: Graph, patch: Patch) -> None:
        self.__dict__.update(_graph=graph, _patch=patch, vocabulary=graph.vocabulary)

    def __getattr__(self, name: str) -> Any:
        if name not in SCHEMAS:
            raise AttributeError(name)
        graph = self.__dict__["_graph"]
        made = _TABLES[name](graph, self.__dict__["_patch"]) if name in _TABLES else getattr(graph, name)
        self.__dict__[name] = made
        return made


def applied(overlay: Overlay, graph: Graph, patch: Patch | None = None) -> Graph:
    """The graph that decisions make of a graph; ``patch`` where there is one already."""
    if not (overlay.terms or overlay.relations):
        return graph
    ids = graph.ids if patch is None else []
    return DecidedGraph(graph, patch or Patch(overlay, len(ids), ids.__getitem__, lambda: _arrays(graph)))


def _arrays(graph: Graph) -> Arrays:
    table = graph.relations
    source, target = (numbers(table.column(end), np.int32) for end in ("source", "target"))
    confidence = numbers(table.column("confidence"), np.float64)
    return flat.from_relations(graph.terms.num_rows, source, table.column("relation"), target, confidence)


def patched_names(names: pa.Table, patch: Patch) -> pa.Table:
    """A names table without the names of terms that have gone or changed, and with those of new ones."""
    if not patch.changes_terms:
        return names
    moved, terms = patch.term_places.moved, patch.terms
    mine = {term.id: patch.index(term.id) for term in terms}
    owner = moved[numbers(names.column("term"), np.int32)]
    kept = np.flatnonzero((owner >= 0) & ~np.isin(owner, list(mine.values())))
    old = names.take(arrow(kept, np.int64)).set_column(3, "term", arrow(owner[kept], np.int32))
    rows = sorted({(key, kind, name, mine[term]) for key, kind, name, term in names_of(terms)})
    new = [dict(zip(NAMES.names, row, strict=True)) for row in rows]
    both = pa.concat_tables([old.cast(NAMES), pa.Table.from_pylist(new, NAMES)])
    return both.take(pc.sort_indices(both, [(name, "ascending") for name in NAMES.names]))


def owners(names: pa.Table, name: str) -> list[int]:
    """The indices of the terms that have a name as label or alias, compared in its identity form."""
    key, wanted = search_key(name), identity(name)
    found = names.filter(pc.equal(names.column("key"), key)).to_pylist()
    return sorted({row["term"] for row in found if row["kind"] != "reading" and identity(row["name"]) == wanted})


def _terms(graph: Graph, patch: Patch) -> pa.Table:
    new = pa.Table.from_pylist([term_record(term) for term in patch.terms], TERMS)
    return pa.concat_tables([graph.terms, new]).take(arrow(patch.term_places.order, np.int64))


def _names(graph: Graph, patch: Patch) -> pa.Table:
    return patched_names(graph.names, patch)


def _relations(graph: Graph, patch: Patch) -> pa.Table:
    rows = [{"source": 0, "relation": e.relation, "target": 0, "confidence": e.confidence} for e in patch.relations]
    both = pa.concat_tables([graph.relations, pa.Table.from_pylist(rows, RELATIONS)])
    table = both.take(arrow(patch.row_places.order, np.int64))
    for name, ends in zip(("source", "target"), patch.ends, strict=True):
        table = table.set_column(table.schema.get_field_index(name), name, arrow(ends, np.int32))
    return table.cast(RELATIONS)


def _evidence(graph: Graph, patch: Patch) -> pa.Table:
    """The quotes of relations that stay, and those of new ones, in the order of their relations."""
    places = patch.row_places
    owner = places.moved[numbers(graph.evidence.column("relation"), np.int32)]
    kept = np.flatnonzero(owner >= 0)
    at = np.flatnonzero(places.order >= len(places.moved)).tolist()
    quotes = [
        {"by": None, "at": None, **evidence_record(item), "relation": row}
        for row, edge in zip(at, patch.relations, strict=True)
        for item in edge.evidence
    ]
    old = graph.evidence.take(arrow(kept, np.int64)).set_column(0, "relation", arrow(owner[kept], np.int32))
    both = pa.concat_tables([old.cast(EVIDENCE), pa.Table.from_pylist(quotes, EVIDENCE)])
    order = np.argsort(numbers(both.column("relation"), np.int32), kind="stable")
    return both.take(arrow(order, np.int64))


_TABLES = {"terms": _terms, "names": _names, "relations": _relations, "evidence": _evidence}
