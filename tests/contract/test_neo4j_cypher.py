"""A reader's own Cypher: it reads what it should, and what does more is refused before it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from stored import make

from glossgraph.errors import LimitError, StoreError, UserError
from glossgraph.stores import neo4j_cypher
from glossgraph.stores.neo4j_server import ServerStore

pytest_plugins = ["neo4j_fixtures"]


@pytest.fixture
def store(neo4j_address: str) -> ServerStore:
    ServerStore(neo4j_address).write(make(1))
    return ServerStore(neo4j_address)


MINE = "MATCH (x:Term {graph: $graph, generation: $generation})"


def test_rows_come_as_texts_and_their_terms_as_ids(store: ServerStore) -> None:
    found = neo4j_cypher.ask(
        store, f"{MINE}-[r]->(y) RETURN x, r, y, [x.id, 1] AS list, null AS none ORDER BY x.id LIMIT 3"
    )
    assert found.columns == ("x", "r", "y", "list", "none")
    assert len(found.rows) == 3
    first = store.graph().relation(0)
    assert first.source in found.terms
    assert {id for row in found.rows for id in (row[3].strip("[").partition(",")[0],)} <= set(found.terms)
    assert found.rows[0][4] == ""
    paths = neo4j_cypher.ask(store, f"{MINE} MATCH p = (x)--() RETURN p, {{of: x}} AS m LIMIT 1")
    assert len(paths.terms) >= 1


@pytest.mark.parametrize(
    "query",
    [
        f"{MINE} RETURN count(*)",
        f"{MINE} WHERE x.id STARTS WITH 'term' OPTIONAL MATCH (x)-[:USES|IS_A*1..3]->(y) RETURN x, collect(y)",
        f"{MINE} WITH x LIMIT 2 MATCH p = SHORTEST 2 GROUPS (x)-[]-{{1,3}}(y:Term) RETURN p LIMIT 5",
        f"{MINE} WHERE EXISTS {{ (x)-->() }} RETURN x.id ORDER BY x.id SKIP 1 LIMIT 2",
        f"{MINE} RETURN x.id UNION MATCH (g:Graph {{name: $graph}}) RETURN g.name AS `x.id`",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.index.fulltext.queryNodes('glossgraph_search', 'term') YIELD node RETURN node LIMIT 2",
        "UNWIND range(1, 5) AS n WITH n WHERE n > 2 RETURN sum(n)",
        "MATCH p = shortestPath((a:Term {place: 1})-[*..4]-(b:Term {place: 2})) RETURN p",
    ],
)
def test_what_reads_may_be_asked(store: ServerStore, query: str) -> None:
    assert neo4j_cypher.ask(store, query).columns


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "since it does LoadCSV"),
        ("PROFILE LOAD CSV FROM 'http://127.0.0.1:1/' AS row RETURN row", "."),
        ("MATCH (n) WITH n LIMIT 1 CALL (n) { LOAD CSV FROM 'file:///x' AS row RETURN row } RETURN row", "LoadCSV"),
        ("CREATE (n:Term) RETURN n", "does not only read"),
        ("MATCH (n) DETACH DELETE n", "does not only read"),
        ("MATCH (n:Term) SET n.label = 'x' RETURN n", "does not only read"),
        ("MATCH (n:Term) CALL (n) { DELETE n } IN TRANSACTIONS RETURN 1", "."),
        ("FOREACH (i IN [1] | CREATE (:X))", "does not only read"),
        ("CALL dbms.listConfig() YIELD name, value RETURN name, value", "does not only read"),
        ("CALL db.info() YIELD name RETURN name", "since it does db.info"),
        ("CALL db.awaitIndexes()", "since it does"),
        ("SHOW SETTINGS", "."),
        ("SHOW USERS", "."),
        ("CREATE INDEX x FOR (n:X) ON (n.y)", "does not only read"),
        ("DROP CONSTRAINT glossgraph_term", "does not only read"),
        ("MATCH (n RETURN n", "does not take this query"),
        ("RETURN 1; MATCH (n) DETACH DELETE n", "."),
        ("", "."),
    ],
)
def test_what_does_more_is_refused(store: ServerStore, query: str, said: str) -> None:
    with pytest.raises(UserError) as told:
        neo4j_cypher.ask(store, query)
    assert said in str(told.value)
    assert ServerStore(store.address).graph().terms.num_rows == 12


def test_a_read_transaction_alone_would_let_files_be_read(store: ServerStore, tmp_path: Path) -> None:
    """Why the plan is looked at: where the server may read files, a read transaction gives their lines."""
    summary = store.link.read(lambda tx: tx.run("EXPLAIN LOAD CSV FROM 'file:///x' AS row RETURN row").consume())
    assert summary.query_type == "r"
    assert neo4j_cypher.refused(summary.plan or {}) == ["LoadCSV"]


def test_rows_and_time_are_limited(store: ServerStore) -> None:
    found = neo4j_cypher.ask(store, "UNWIND range(1, 1000000000) AS n RETURN n", rows=7)
    assert (len(found.rows), found.more) == (7, True)
    exact = neo4j_cypher.ask(store, "UNWIND range(1, 7) AS n RETURN n", rows=7)
    assert (len(exact.rows), exact.more) == (7, False)
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a * b)"
    with pytest.raises(LimitError):
        neo4j_cypher.ask(store, slow, seconds=0.3)


def test_terms_of_other_graphs_are_no_terms_here(store: ServerStore) -> None:
    other = ServerStore(f"{store.address}-2")
    other.write(make(2))
    found = neo4j_cypher.ask(store, "MATCH (x:Term {graph: $graph + '-2'}) RETURN x LIMIT 3")
    assert (len(found.rows), found.terms) == (3, ())


def test_a_server_that_is_down() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        neo4j_cypher.ask(ServerStore("bolt://127.0.0.1:9/neo4j"), "RETURN 1")
