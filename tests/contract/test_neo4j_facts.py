"""What Neo4j 5.26 does that this store is built around: when one of these fails, the code it is named in may change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from neo4j.exceptions import ClientError

from glossgraph.stores import neo4j_queries as queries
from glossgraph.stores.neo4j_link import Link

pytest_plugins = ["neo4j_fixtures"]

WALK = "MATCH p = SHORTEST 30 (x:Fact {of: $of, n: 0}) (()-[]-(m)){1,6} (y:Fact {of: $of, n: 4}) "


@pytest.fixture
def link(neo4j_address: str) -> Iterator[Link]:
    """A database with a triangle on the way: 0-1, 1-2, 2-3, 3-1, 1-4."""
    found = Link(neo4j_address)
    of = found.place.graph
    found.write("UNWIND range(0, 4) AS n CREATE (:Fact {of: $of, n: n})", of=of)
    join = "UNWIND $edges AS e MATCH (x:Fact {of: $of, n: e[0]}), (y:Fact {of: $of, n: e[1]}) CREATE (x)-[:TO]->(y)"
    found.write(join, of=of, edges=[[0, 1], [1, 2], [2, 3], [3, 1], [1, 4]])
    yield found
    found.write("MATCH (n:Fact {of: $of}) DETACH DELETE n", of=of)


def _run(link: Link, query: str, **parameters: Any) -> list[list[Any]]:
    with link.driver().session(database=link.place.database) as session:
        return session.run(query, parameters).values()


@pytest.mark.parametrize("query", ["CYPHER 25 RETURN 1", "MATCH p = ACYCLIC (x:Fact)-[]-{1,3}(y:Fact) RETURN p"])
def test_paths_without_repeated_terms_cannot_be_asked_for(link: Link, query: str) -> None:
    """So the one kernel finds the paths (``paths``), not the server."""
    with pytest.raises(ClientError) as told:
        _run(link, query)
    assert str(told.value.code).endswith(("SyntaxError", "ArgumentError", "InvalidArguments"))


def test_shortest_gives_trails_which_pass_a_term_twice(link: Link) -> None:
    """A trail repeats no relation, but terms; so what SHORTEST gives would have to be cleaned, and then is too few."""
    found = _run(link, WALK + "RETURN [n IN nodes(p) | n.n] AS way", of=link.place.graph)
    ways = [way for (way,) in found]
    assert ways[0] == [0, 1, 4]
    assert [0, 1, 2, 3, 1, 4] in ways


def test_a_type_that_is_a_parameter_keeps_that_of_the_first_run(link: Link) -> None:
    """So ``neo4j_queries.load_relations`` puts the type into the text of the query."""
    create = "CREATE (x:Fact {of: $of})-[r:$($type)]->(:Fact {of: $of}) RETURN type(r)"
    of = link.place.graph
    made = [_run(link, create, of=of, type=type)[0][0] for type in ("FIRST", "SECOND", "THIRD")]
    if made == ["FIRST", "SECOND", "THIRD"]:
        pytest.fail("this Neo4j takes the type of each run: load_relations may become one query")
    assert made == ["FIRST"] * 3


def test_each_type_in_the_text_is_taken(link: Link) -> None:
    link.write("UNWIND [0, 1] AS n CREATE (:Term {place: 7 * 4294967296000 + n, fact: $of})", of=link.place.graph)
    link.write("CREATE (:Loading {generation: -7, done: 0})")
    try:
        for number, type in enumerate(("FIRST", "SECOND"), 1):
            row = {"rows": f"{number}", "sources": "0", "targets": "1", "confidences": "0.5", "evidence": ""}
            about = {"base": 7 * 4294967296000, "generation": -7, "number": number}
            link.write(queries.load_relations(type), **row, **about)
        types = _run(link, "MATCH (:Term {fact: $of})-[r]->() RETURN type(r) ORDER BY r.row", of=link.place.graph)
        assert types == [["FIRST"], ["SECOND"]]
    finally:
        link.write("MATCH (t:Term {fact: $of}) DETACH DELETE t", of=link.place.graph)
        link.write("MATCH (l:Loading {generation: -7}) DELETE l")
