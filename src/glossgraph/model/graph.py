"""A graph as Arrow tables, with row views made on demand.

Tables (all sorted, so that one input gives one result):

    terms      one row a term, sorted by id; a term's row number is its index everywhere
    names      search key -> term: one row a (key, kind, term)
    relations  source and target as term indices, sorted by (source, relation, target)
    evidence   one row a quote, ``relation`` is the row number in relations, sorted by it
    entries    what the readers yielded, the first of the three stored things a graph is made of
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from glossgraph.model.records import Entry, Evidence, RelationType
from glossgraph.model.rows import (
    Relation,
    Term,
    edge_attributes,
    entry_of,
    entry_record,
    evidence_of,
    evidence_record,
    node_attributes,
    term_of,
    term_record,
)

if TYPE_CHECKING:
    import networkx as nx

FORMAT = "glossgraph/1"

_STR = pa.string()
_SPAN = pa.list_(pa.int32(), 2)
_DEFINITION = pa.struct([("glossary", _STR), ("lang", _STR), ("line", pa.int32()), ("text", _STR)])

TERMS = pa.schema(
    [
        ("id", _STR),
        ("label", _STR),
        ("label_ja", _STR),
        ("label_en", _STR),
        ("reading", _STR),
        ("reading_derived", pa.bool_()),
        ("aliases", pa.list_(_STR)),
        ("categories", pa.list_(_STR)),
        ("defined", pa.bool_()),
        ("definitions", pa.list_(_DEFINITION)),
    ]
)
NAMES = pa.schema([("key", _STR), ("kind", _STR), ("name", _STR), ("term", pa.int32())])
RELATIONS = pa.schema(
    [("source", pa.int32()), ("relation", _STR), ("target", pa.int32()), ("confidence", pa.float64())]
)
EVIDENCE = pa.schema(
    [
        ("relation", pa.int32()),
        ("kind", _STR),
        ("glossary", _STR),
        ("entry", _STR),
        ("lang", _STR),
        ("sentence", _STR),
        ("start", pa.int32()),
        ("subject", _SPAN),
        ("cue", _SPAN),
        ("object", _SPAN),
        ("rule", _STR),
        ("by", _STR),
        ("at", _STR),
    ]
)
ENTRIES = pa.schema(
    [
        ("id", _STR),
        ("term", _STR),
        ("reading", _STR),
        ("aliases", pa.list_(_STR)),
        ("categories", pa.list_(_STR)),
        ("lang", _STR),
        ("definition", _STR),
        ("glossary", _STR),
        ("source", _STR),
        ("line", pa.int32()),
    ]
)
SCHEMAS: dict[str, pa.Schema] = {
    "terms": TERMS,
    "names": NAMES,
    "relations": RELATIONS,
    "evidence": EVIDENCE,
    "entries": ENTRIES,
}


_BATCH = 10_000
"""Rows that are Python objects at one time when a whole table is gone through."""


@dataclass(frozen=True)
class Graph:
    """A typed graph of terms in which every relation quotes its evidence."""

    terms: pa.Table
    names: pa.Table
    relations: pa.Table
    evidence: pa.Table
    entries: pa.Table
    vocabulary: tuple[RelationType, ...]

    @cached_property
    def ids(self) -> list[str]:
        """Term ids in order: the position is the term's index."""
        ids: list[str] = self.terms.column("id").to_pylist()
        return ids

    def index(self, term: str) -> int | None:
        """The index of the term with this id, or None."""
        ids = self.ids
        at = bisect.bisect_left(ids, term)
        return at if at < len(ids) and ids[at] == term else None

    @cached_property
    def _evidence_start(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        owner = self.evidence.column("relation").to_numpy()
        return np.searchsorted(owner, np.arange(self.relations.num_rows + 1))

    def term(self, index: int) -> Term:
        """The term at an index."""
        return term_of(self.terms.slice(index, 1).to_pylist()[0])

    def evidence_of(self, row: int) -> tuple[Evidence, ...]:
        """The evidence of the relation in a row."""
        start, end = (int(at) for at in self._evidence_start[row : row + 2])
        return tuple(evidence_of(record) for record in self.evidence.slice(start, end - start).to_pylist())

    def relation(self, row: int) -> Relation:
        """The relation in a row, with its evidence."""
        record = self.relations.slice(row, 1).to_pylist()[0]
        ids = self.ids
        return Relation(
            ids[record["source"]],
            record["relation"],
            ids[record["target"]],
            record["confidence"],
            self.evidence_of(row),
        )

    def iter_terms(self) -> Iterator[Term]:
        """Every term, in order of id."""
        for batch in self.terms.to_batches(max_chunksize=_BATCH):
            for record in batch.to_pylist():
                yield term_of(record)

    def iter_relations(self) -> Iterator[Relation]:
        """Every relation with its evidence, in order."""
        ids, starts = self.ids, self._evidence_start
        for first in range(0, self.relations.num_rows, _BATCH):
            rows = self.relations.slice(first, _BATCH).to_pylist()
            bounds = starts[first : first + len(rows) + 1].tolist()
            records = self.evidence.slice(bounds[0], bounds[-1] - bounds[0]).to_pylist()
            quotes = [evidence_of(record) for record in records]
            for row, start, end in zip(rows, bounds, bounds[1:], strict=False):
                evidence = tuple(quotes[start - bounds[0] : end - bounds[0]])
                yield Relation(ids[row["source"]], row["relation"], ids[row["target"]], row["confidence"], evidence)

    def iter_entries(self) -> Iterator[Entry]:
        """Every entry, in the order the readers yielded it."""
        for batch in self.entries.to_batches(max_chunksize=_BATCH):
            for record in batch.to_pylist():
                yield entry_of(record)

    def networkx(self) -> nx.MultiDiGraph[str]:
        """The graph as a NetworkX MultiDiGraph: nodes are term ids, edge keys are relation types.

        Node and edge attributes are those of the exchange JSON.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(format=FORMAT)
        graph.add_nodes_from((term.id, node_attributes(term)) for term in self.iter_terms())
        for edge in self.iter_relations():
            graph.add_edge(edge.source, edge.target, key=edge.relation, **edge_attributes(edge))
        return graph


def assemble(
    terms: Iterable[Term],
    names: Iterable[tuple[str, str, str, str]],
    relations: Iterable[Relation],
    entries: Iterable[Entry],
    vocabulary: Sequence[RelationType],
) -> Graph:
    """Make a Graph: sorts everything, numbers terms, checks that every end is a term.

    ``names`` are (key, kind, name, term id). Raises ValueError for a relation with an unknown end.
    """
    ordered = sorted(terms, key=lambda term: term.id)
    number = {term.id: index for index, term in enumerate(ordered)}
    edges = sorted(relations, key=lambda edge: (edge.source, edge.relation, edge.target))
    for edge in edges:
        if edge.source not in number or edge.target not in number:
            raise ValueError(f"{edge.source} {edge.relation} {edge.target}: an end is not a term")
    found = sorted({(key, kind, name, number[term]) for key, kind, name, term in names})
    return Graph(
        terms=pa.Table.from_pylist([term_record(term) for term in ordered], TERMS),
        names=pa.Table.from_pylist(
            [{"key": key, "kind": kind, "name": name, "term": term} for key, kind, name, term in found], NAMES
        ),
        relations=pa.Table.from_pylist(
            [
                {
                    "source": number[edge.source],
                    "relation": edge.relation,
                    "target": number[edge.target],
                    "confidence": edge.confidence,
                }
                for edge in edges
            ],
            RELATIONS,
        ),
        evidence=pa.Table.from_pylist(
            [
                {**evidence_record(item), "relation": row} | {"by": item.by, "at": item.at}
                for row, edge in enumerate(edges)
                for item in edge.evidence
            ],
            EVIDENCE,
        ),
        entries=pa.Table.from_pylist([entry_record(entry) for entry in entries], ENTRIES),
        vocabulary=tuple(vocabulary),
    )
