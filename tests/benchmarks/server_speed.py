"""How fast a Neo4j server is loaded and asked, beside a folder's graph and beside Cypher's own shortest paths.

    NEO4J_PASSWORD=… python tests/benchmarks/server_speed.py bolt://127.0.0.1:7687 [TERMS RELATIONS]

Without numbers the shipped graph is taken. Both loads are done once on a small graph first, so that the server is warm.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import pyarrow as pa

from glossgraph import query, relations
from glossgraph.model import Filter, Graph, Relation
from glossgraph.model.graph import ENTRIES, EVIDENCE, NAMES, RELATIONS, TERMS
from glossgraph.model.rows import evidence_record
from glossgraph.stores import Store, neo4j_load
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.neo4j_rows import type_of
from glossgraph.stores.neo4j_server import ServerStore

KINDS = ("uses", "is_a", "part_of", "runs_on", "mentions")
QUESTIONS, BATCH = 40, 2_000
SHORTEST = (
    "MATCH (x:Term {place: $x}), (y:Term {place: $y}) MATCH p = SHORTEST 2 GROUPS (x) "
    "(()-[r WHERE NOT r:MENTIONS AND r.confidence >= 0.0]-()){1,4} (y) RETURN [n IN nodes(p) | n.id] AS ids LIMIT 100"
)

SIMPLE = (
    "UNWIND $rows AS r MATCH (x:Naive {{id: r.x}}), (y:Naive {{id: r.y}}) "
    "CREATE (x)-[n:{}]->(y) SET n.confidence = r.c, n.evidence = r.e"
)


def made(terms: int, edges: int) -> Graph:
    """A random graph with hubs, a quote on each relation."""
    dice = np.random.default_rng(1)
    ids = [f"term-{at:07}" for at in range(terms)]
    source, kind = dice.integers(0, terms, edges), dice.integers(0, len(KINDS), edges)
    target = (terms * dice.random(edges) ** 3).astype(np.int64)
    rows = np.unique((source * len(KINDS) + kind) * terms + target)
    pairs = rows // terms
    blank = {"reading_derived": False, "defined": True, "aliases": [], "categories": [], "definitions": []}
    sentence = "これはその語を使う仕組みの一つで、例として挙げる文である。"
    quote = {"kind": "text", "glossary": "g", "entry": "e", "lang": "ja", "sentence": sentence, "start": 0, "rule": "r"}
    spans = {"subject": [0, 2], "cue": [3, 5], "object": [6, 8]}
    many = len(rows)
    table = {
        "source": (pairs // len(KINDS)).tolist(),
        "relation": [sorted(KINDS)[at] for at in (pairs % len(KINDS)).tolist()],
        "target": (rows % terms).tolist(),
        "confidence": (dice.integers(300, 990, many) / 1000).tolist(),
    }
    return Graph(
        pa.Table.from_pylist([{"id": name, "label": name, "label_en": name, **blank} for name in ids], TERMS),
        pa.Table.from_pylist(
            [{"key": name, "kind": "label", "name": name, "term": at} for at, name in enumerate(ids)], NAMES
        ),
        pa.table(table, RELATIONS),
        pa.Table.from_pylist([{"relation": row, **quote, **spans} for row in range(many)], EVIDENCE),
        pa.Table.from_pylist([], ENTRIES),
        relations.shipped(),
    )


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[int(0.95 * len(ordered))]
    print(f"{name:28s} p50 {1000 * statistics.median(ordered):8.1f} ms  p95 {1000 * p95:8.1f} ms", flush=True)


def naive(store: ServerStore, graph: Graph) -> float:
    """Relations a second as one would load them at first: batches of maps, a type at a time, evidence as JSON."""
    rows = [
        {"x": edge.source, "y": edge.target, "kind": edge.relation, "c": edge.confidence, "e": _json(edge)}
        for edge in graph.iter_relations()
    ]
    with store.link.driver().session(database=store.link.place.database) as session:
        session.run("CREATE INDEX naive IF NOT EXISTS FOR (n:Naive) ON (n.id)").consume()
        session.run("CALL db.awaitIndexes()").consume()
        started = time.perf_counter()
        for begin in range(0, len(graph.ids), BATCH):
            session.run("UNWIND $ids AS id CREATE (:Naive {id: id})", ids=graph.ids[begin : begin + BATCH]).consume()
        rows.sort(key=itemgetter("kind"))
        for kind, group in groupby(rows, key=itemgetter("kind")):
            mine = list(group)
            for begin in range(0, len(mine), BATCH):
                session.run(SIMPLE.format(type_of(kind)), rows=mine[begin : begin + BATCH]).consume()
        return len(rows) / (time.perf_counter() - started)


def clear_naive(store: ServerStore) -> None:
    with store.link.driver().session(database=store.link.place.database) as session:
        session.run("MATCH (n:Naive) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 200 ROWS").consume()
        session.run("DROP INDEX naive").consume()


def _json(edge: Relation) -> list[str]:
    return [json.dumps(evidence_record(item), ensure_ascii=False) for item in edge.evidence]


def main() -> None:
    uri, *size = sys.argv[1:]
    graph = made(*map(int, size)) if size else query.open_store(None).graph()
    server = ServerStore(f"{uri}/neo4j?graph=speed")
    edges = graph.relations.num_rows
    ServerStore(f"{uri}/neo4j?graph=warm").write(made(2_000, 20_000))
    naive(server, made(2_000, 20_000))
    clear_naive(server)
    simple = naive(server, graph)
    print(f"naive load: {simple:,.0f}/s", flush=True)
    seconds = timed(lambda: server.write(graph))
    print(f"{graph.terms.num_rows:,} terms, {edges:,} relations: loaded in {seconds:.1f} s, {edges / seconds:,.0f}/s")
    print(f"ours is {edges / seconds / simple:.2f} times as fast as the naive load", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        here = EmbeddedStore(Path(folder) / "graph")
        here.write(graph)
        dice = random.Random(3)
        pairs = [dice.sample(graph.ids, 2) for _ in range(QUESTIONS)]
        stores: dict[str, Store] = {"embedded": here, "Neo4j": server}
        for name, store in stores.items():
            query.connect(store, pairs[0][0], pairs[0][1])
            report(name, [timed(lambda store=store, x=x, y=y: query.connect(store, x, y, Filter())) for x, y in pairs])  # type: ignore[misc]
        base = int(server.generation) * neo4j_load.PLACES
        index = {name: base + at for at, name in enumerate(graph.ids)}
        asked = [
            timed(lambda x=x, y=y: server.link.read(lambda tx: tx.run(SHORTEST, x=index[x], y=index[y]).values()))  # type: ignore[misc]
            for x, y in pairs
        ]
        report("Cypher SHORTEST 2 GROUPS", asked)
    neo4j_load.forget(server.link, int(server.generation))
    clear_naive(server)


if __name__ == "__main__":
    main()
