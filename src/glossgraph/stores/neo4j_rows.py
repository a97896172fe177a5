"""A graph's rows as the properties that Neo4j keeps, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from glossgraph import arrays as flat
from glossgraph.arrays.columns import numbers
from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.model.graph import EVIDENCE, RELATIONS, SCHEMAS, TERMS
from glossgraph.model.records import Evidence
from glossgraph.model.rows import evidence_of
from glossgraph.text import search_key

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays
    from glossgraph.model import Graph, Relation

WHOLE = ("names", "entries")
"""The tables that are kept as Arrow streams, in pieces."""

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PIECE = 1 << 18
_KEPT = frozenset(EVIDENCE.names) - {"by", "at"}
"""What evidence says even where it is null, as in the exchange JSON."""


def type_of(relation: str) -> str:
    """A relation as Neo4j names it: ``runs_on`` is ``RUNS_ON``."""
    return relation.upper()


def relation_of(type: str) -> str:
    """The relation of a Neo4j type."""
    return type.lower()


@dataclass(frozen=True, slots=True)
class Passing:
    """Which relations pass a filter: of one of ``types``, as Neo4j names them, of at least a confidence (``least``,
    in thousandths), and from one of ``glossaries``, where there are any."""

    types: tuple[str, ...]
    least: int
    glossaries: frozenset[str]

    def lets(self, edge: Relation) -> bool:
        """Whether a relation passes."""
        said = not self.glossaries or edge.is_from(self.glossaries)
        return said and type_of(edge.relation) in self.types and round(1000 * edge.confidence) >= self.least

    @property
    def parameters(self) -> dict[str, Any]:
        """The same for a query."""
        marks = [_CURATED, *map(_glossary_mark, sorted(self.glossaries))] if self.glossaries else None
        return {"types": self.types, "least": self.least, "glossaries": marks}


_CURATED = '"kind":"curated",'


def _glossary_mark(name: str) -> str:
    """What stands in the JSON text of evidence from a glossary, and in no other: within a text quotes are escaped."""
    return f'"glossary":{json.dumps(name, ensure_ascii=False)},'


def arrays_of(graph: Graph) -> Arrays:
    """The graph's relations as arrays."""
    table = graph.relations
    source, target = (numbers(table.column(end), np.int32) for end in ("source", "target"))
    confidence = numbers(table.column("confidence"), np.float64)
    return flat.from_relations(graph.terms.num_rows, source, table.column("relation"), target, confidence)


def term_properties(graph: Graph, arrays: Arrays, name: str, generation: int, base: int) -> Iterator[dict[str, Any]]:
    """The properties of each term, in order; what is null is left out by the server."""
    at = 0
    for batch in graph.terms.to_batches(max_chunksize=4096):
        for record in batch.to_pylist():
            first, end = int(arrays.out_start[at]), int(arrays.out_start[at + 1])
            yield record | {
                "definitions": [_json(definition) for definition in record["definitions"]],
                "graph": name,
                "generation": generation,
                "place": base + at,
                "first": base + first if end > first else None,
                "key": search_key(record["label"]),
                "degree": int(arrays.degree[at]),
            }
            at += 1


def term_row(properties: dict[str, Any]) -> dict[str, Any]:
    """A terms row of a term's properties."""
    row = {field: properties.get(field) for field in TERMS.names}
    row["definitions"] = [json.loads(text) for text in properties.get("definitions") or ()]
    return row | {field: properties.get(field) or [] for field in ("aliases", "categories")}


def relation_rows(graph: Graph) -> Iterator[list[Any]]:
    """[type, row, source, target, confidence, evidence] of each relation, in order; the evidence as JSON texts."""
    start = np.searchsorted(
        numbers(graph.evidence.column("relation"), np.int32), np.arange(graph.relations.num_rows + 1)
    )
    quotes = _quotes(graph.evidence)
    row = 0
    for batch in graph.relations.to_batches(max_chunksize=4096):
        columns = (batch.column(name).to_pylist() for name in RELATIONS.names)
        for source, relation, target, confidence in zip(*columns, strict=True):
            count = int(start[row + 1] - start[row])
            evidence = [next(quotes) for _ in range(count)]
            yield [type_of(relation), row, source, target, confidence, evidence]
            row += 1


def evidence_row(text: str, row: int) -> dict[str, Any]:
    """An evidence row of its JSON text."""
    record = json.loads(text)
    return {field: record.get(field) for field in EVIDENCE.names} | {"relation": row}


def evidence(texts: Sequence[str]) -> tuple[Evidence, ...]:
    """Evidence of its JSON texts."""
    return tuple(evidence_of(json.loads(text)) for text in texts)


def pieces(graph: Graph) -> Iterator[list[Any]]:
    """[table, number, bytes] of each piece of the tables that are kept whole."""
    for name in WHOLE:
        stream = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.ipc.new_stream(stream, SCHEMAS[name], options=options) as writer:
            writer.write_table(getattr(graph, name).cast(SCHEMAS[name]))
        data = stream.getvalue().to_pybytes()
        for number, begin in enumerate(range(0, len(data), _PIECE)):
            yield [name, number, data[begin : begin + _PIECE]]


def table_of(parts: Sequence[bytes], name: str, address: str) -> pa.Table:
    """A table of its pieces. Raises GraphError when some are missing."""
    try:
        with pa.ipc.open_stream(b"".join(parts)) as reader:
            return reader.read_all().combine_chunks()
    except (pa.ArrowException, OSError) as exc:
        raise GraphError(
            Message(
                "{address}: this graph is damaged, its {name} cannot be read: build it again.",
                address=address,
                name=name,
            )
        ) from exc


def _quotes(table: pa.Table) -> Iterator[str]:
    for batch in table.drop_columns(["relation"]).to_batches(max_chunksize=4096):
        for record in batch.to_pylist():
            yield _json({name: value for name, value in record.items() if value is not None or name in _KEPT})
