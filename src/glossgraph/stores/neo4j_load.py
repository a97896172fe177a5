"""Loading a graph into Neo4j: beside the old one, in batches, then one transaction turns to the new one.

A reader asks for one generation and looks after each answer whether it still is the graph's, so that it sees the old
graph or the new one. Every batch says its number in ``(:Loading).done`` in its own transaction: one that is sent again
since the answer was lost does nothing, and a load that was broken off goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import glossgraph
from glossgraph import relations
from glossgraph.errors import GraphError, StoreError
from glossgraph.messages import Message
from glossgraph.model import FORMAT
from glossgraph.model.graph import SCHEMAS
from glossgraph.shipped import graph_file
from glossgraph.stores import neo4j_queries as queries
from glossgraph.stores import neo4j_rows as rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from glossgraph.arrays import Arrays
    from glossgraph.model import Graph
    from glossgraph.stores.neo4j_link import Link

PLACES = 2**32
"""A generation's first place is its number times this."""

_TERMS, _RELATIONS, _PIECES = 2_000, 4_000, 8
_PORTION = 8 * _RELATIONS
"""How many relations are sorted by type at once."""
_FORGET = 10_000
_NUMBERS = ("place", "first", "degree", "defined", "reading_derived")
_Batch = tuple[str, dict[str, Any]]
"""A query and its parameters."""


def prepare(link: Link) -> None:
    """Add what the schema says and the database does not have yet."""
    for statement in statements(graph_file("neo4j.cypher").read_text(encoding="utf-8")):
        with link.told(), link.driver(patient=True).session(database=link.place.database) as session:
            session.run(statement).consume()


def statements(text: str) -> list[str]:
    """The statements of a Cypher file, without comments."""
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    return [part.strip() for part in "\n".join(lines).split(";\n") if part.strip(" \n;")]


def load(link: Link, graph: Graph, before: int, sources: Mapping[str, str], versions: Mapping[str, str]) -> int:
    """Load a graph and turn to it; gives its generation.

    ``before`` is the generation that it replaces (0: none). Raises GraphError when another writer turned first.
    """
    digest = _digest(graph)
    generation, done = _begin(link, digest)
    common = {"base": generation * PLACES, "generation": generation, "graph": link.place.graph}
    number = 0
    arrays = rows.arrays_of(graph)
    for query, parameters in _ahead(_batches(graph, arrays, link.place.graph, generation)):
        number += 1
        if number > done:
            link.write(query, **{**parameters, **common, "number": number})
    if link.write(queries.LOADED, generation=generation)[0]["done"] != number:
        raise GraphError(
            Message("{address}: another program took away what was being loaded: try again.", address=link.address)
        )
    record = about(link.place.graph, graph, generation, arrays.kinds, sources, versions)
    turned = link.write(queries.TURN, graph=link.place.graph, generation=generation, before=before, about=record)
    if not turned:
        raise GraphError(
            Message(
                "{address}: another program wrote this graph meanwhile; it is as that one left it.",
                address=link.address,
            )
        )
    return generation


def clear(link: Link) -> None:
    """Take away the generations that are not the graph: old ones, and what broken loads left."""
    for record in link.write(queries.OLD_GENERATIONS, graph=link.place.graph):
        forget(link, record["generation"])


def forget(link: Link, generation: int) -> None:
    """Take away what is stored of a generation, a portion at a time."""
    base = generation * PLACES
    for query in (queries.FORGET_RELATIONS, queries.FORGET_TERMS):
        while link.write(query, base=base, many=PLACES, at_once=_FORGET)[0]["gone"]:
            pass
    link.write(queries.FORGET_PARTS, generation=generation)
    link.write(queries.FORGET_LOADING, generation=generation)


def _begin(link: Link, digest: str) -> tuple[int, int]:
    """The generation to load into and the number of batches that are there: of a broken load of the same graph."""
    found = link.write(queries.UNFINISHED, graph=link.place.graph, digest=digest)
    if found:
        return found[0]["generation"], found[0]["done"]
    made = link.write(queries.NEXT_GENERATION, graph=link.place.graph, digest=digest)
    if not made:
        raise StoreError(
            Message("{address}: the server gave no number for the new graph: try again.", address=link.address)
        )
    return made[0]["generation"], 0


def _digest(graph: Graph) -> str:
    """A hash of all that is loaded."""
    found = hashlib.sha256(json.dumps([relations.to_record(kind) for kind in graph.vocabulary]).encode())
    for name, schema in SCHEMAS.items():
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, schema) as writer:
            for batch in getattr(graph, name).cast(schema).combine_chunks().to_batches(max_chunksize=65_536):
                writer.write_batch(batch)
        found.update(stream.getvalue())
    return found.hexdigest()


def about(
    name: str,
    graph: Graph,
    generation: int,
    kinds: tuple[str, ...],
    sources: Mapping[str, str],
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """The properties of the graph's own node."""
    return {
        "name": name,
        "generation": generation,
        "format": FORMAT,
        "created_with": glossgraph.__version__,
        "kinds": list(kinds),
        "vocabulary": json.dumps([relations.to_record(kind) for kind in graph.vocabulary], ensure_ascii=False),
        "sources": json.dumps(dict(sorted(sources.items())), ensure_ascii=False),
        "versions": json.dumps(dict(sorted(versions.items())), ensure_ascii=False),
        **{name: getattr(graph, name).num_rows for name in SCHEMAS},
    }


def _batches(graph: Graph, arrays: Arrays, name: str, generation: int) -> Iterator[_Batch]:
    """Each batch as its query and parameters, in an order that is the same for the same graph.

    A batch of relations is of one type, which stands in the query.
    """
    terms = rows.term_properties(graph, arrays, name, generation, generation * PLACES)
    for batch in _batched(terms, _TERMS):
        yield queries.LOAD_TERMS, _columns(batch)
    for portion in _batched(rows.relation_rows(graph), _PORTION):
        portion.sort(key=itemgetter(0))
        for type, group in groupby(portion, key=itemgetter(0)):
            for batch in _batched((row[1:] for row in group), _RELATIONS):
                yield queries.load_relations(type), _texts(batch)
    for batch in _batched(rows.pieces(graph), _PIECES):
        yield queries.LOAD_PARTS, {"rows": batch}


def _columns(batch: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A batch of terms by property: numbers and truth values as one text, all else as a list."""
    records = list(batch)
    columns = {name: [record[name] for record in records] for name in records[0]}
    texts = {name: " ".join("" if one is None else str(one) for one in columns[name]) for name in _NUMBERS}
    return columns | texts


def _texts(batch: Iterable[list[Any]]) -> dict[str, str]:
    """A batch of relations as five texts. JSON holds no control characters, so they stand between its texts."""
    row, source, target, confidence, evidence = zip(*batch, strict=True)
    columns = {"rows": row, "sources": source, "targets": target, "confidences": confidence}
    texts = {name: " ".join(map(repr, column)) for name, column in columns.items()}
    return texts | {"evidence": "\x1e".join(map("\x1f".join, evidence))}


def _ahead(batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """The batches, each made while the server is busy with the one before."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = maker.submit(next, batches, None)
            yield batch


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
