"""The store on a real Neo4j: equal answers, whole graphs, hostile names, and what is said when it cannot answer."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server import PASSWORD
from stored import GLOSSARIES, KINDS, make, same

from glossgraph import query, relations, stores
from glossgraph.errors import GraphError, LimitError, StoreError, UserError
from glossgraph.model import Filter, Relation, Term
from glossgraph.model.graph import assemble
from glossgraph.stores import neo4j_load, neo4j_queries
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.neo4j_link import Link, Place
from glossgraph.stores.neo4j_server import ServerStore

if TYPE_CHECKING:
    from pathlib import Path

    from server import JarServer

pytest_plugins = ["neo4j_fixtures"]

filters = st.builds(
    Filter,
    relations=st.none() | st.frozensets(st.sampled_from(KINDS), min_size=1),
    without=st.frozensets(st.sampled_from(KINDS), max_size=2),
    direction=st.sampled_from(["any", "forward", "backward"]),
    min_confidence=st.sampled_from([0.0, 0.3, 0.5005, 0.8]),
    avoid=st.frozensets(st.sampled_from(["語0001", "term-0003", "語0005", "zzz"]), max_size=2),
    defined_only=st.booleans(),
    glossaries=st.just(frozenset[str]()) | st.frozensets(st.sampled_from(GLOSSARIES), min_size=1),
    hops=st.integers(1, 6),
    through=st.sampled_from([2, 4, 20_000]),
)


def plain(id: str, label: str | None = None) -> Term:
    return Term(id, label or id, {"en": label or id}, None, False, (), (), False, ())


def test_equal_answers_in_equal_order(neo4j_address: str, tmp_path: Path) -> None:
    for seed, edges in ((1, 24), (2, 45)):
        graph = make(seed, terms=12, edges=edges)
        both: list[stores.Store] = [EmbeddedStore(tmp_path / str(seed)), ServerStore(neo4j_address)]
        for store in both:
            store.write(graph)
        _equal(both, graph.ids)


def _equal(both: list[stores.Store], ids: list[str]) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filters, st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(["default", "shortest", "specific"]))
    def check(filter: Filter, x: str, y: str, ranking: query.Ranking) -> None:
        here, there = both
        assert there.distance(x, y, filter) == here.distance(x, y, filter)
        assert there.neighbours([x, y], filter) == here.neighbours([x, y], filter)
        balls = [store.ball(x, filter) for store in both]
        subs = [store.between(x, y, filter) for store in both] if x != y else balls
        for one, other in (balls, subs):
            for name in ("ids", "closed", "kinds", "symmetric"):
                assert getattr(one, name) == getattr(other, name), name
            for name in ("degree", "source", "target", "kind", "confidence", "row"):
                assert getattr(one, name).tolist() == getattr(other, name).tolist(), name
        if x != y and not {x, y, "zzz"} & filter.avoid:
            assert query.connect(there, x, y, filter, ranking=ranking) == query.connect(
                here, x, y, filter, ranking=ranking
            )
            assert query.shortest(there, x, y, filter) == query.shortest(here, x, y, filter)
            assert query.compare(there, x, y, filter) == query.compare(here, x, y, filter)
            third = next(term for term in ids if term not in {x, y} | filter.avoid)
            both_ways = replace(filter, direction="any")
            assert query.join(there, [x, y, third], both_ways) == query.join(here, [x, y, third], both_ways)

    check()


def test_writing_twice_changes_nothing(neo4j_address: str) -> None:
    store, graph = ServerStore(neo4j_address), make(5)
    store.write(graph)
    before = _counted(neo4j_address)
    store.write(graph)
    assert _counted(neo4j_address) == before
    assert same(store.graph(), graph)


def test_graphs_of_one_database_do_not_touch(neo4j_address: str) -> None:
    other = f"{neo4j_address}-2"
    ServerStore(neo4j_address).write(make(1))
    ServerStore(other).write(make(2))
    ServerStore(neo4j_address).write(make(3))
    assert same(ServerStore(neo4j_address).graph(), make(3))
    assert same(ServerStore(other).graph(), make(2))


def test_hostile_and_nearly_equal_names(neo4j_address: str) -> None:
    dice = random.Random(7)
    hostile = ["') DETACH DELETE n //", "$base", "`", "\\u0027", "\0", "}-[:X]->(", "😀", "a\nb", "''", '"']
    while len(hostile) < 1000:
        word = "".join(dice.choice((c, c.upper(), chr(ord(c) + 0xFEE0))) for c in "glossgraph")
        if word not in hostile:
            hostile.append(word)
    edges = [Relation(hostile[at], "uses", hostile[at - 1], 0.5, ()) for at in range(len(hostile))]
    graph = assemble(map(plain, hostile), [], edges, [], relations.shipped())
    store = ServerStore(neo4j_address)
    store.write(graph)
    assert same(store.graph(), graph)
    assert [term.id for term in store.terms(hostile)] == hostile
    assert store.distance(hostile[0], hostile[3], Filter()) == 3
    assert store.term("') DETACH DELETE n") is None


@pytest.mark.parametrize("type", ["USES`]->() //", "uses", "", "A" * 41])
def test_only_names_of_relations_come_into_a_query(type: str) -> None:
    with pytest.raises(ValueError, match="not the name of a relation"):
        neo4j_queries.load_relations(type)


def test_a_load_that_was_broken_off_goes_on(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, store = make(1, terms=40, edges=200), ServerStore(neo4j_address)
    store.write(make(2))
    monkeypatch.setattr(neo4j_load, "_TERMS", 10)
    monkeypatch.setattr(neo4j_load, "_RELATIONS", 20)
    write, sent = Link.write, []

    def breaking(link: Link, query: str, **parameters: object) -> object:
        if "number" in parameters:
            sent.append(parameters["number"])
            if len(sent) == 7:
                write(link, query, **parameters)  # it arrives, but its answer does not
                raise StoreError("the line is cut")
        return write(link, query, **parameters)

    monkeypatch.setattr(Link, "write", breaking)
    with pytest.raises(StoreError, match="cut"):
        store.write(graph)
    assert same(ServerStore(neo4j_address).graph(), make(2))
    store.write(graph)
    assert sent[:9] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert same(ServerStore(neo4j_address).graph(), graph)
    assert _counted(neo4j_address)[:2] == [40, graph.relations.num_rows]


def test_a_batch_sent_twice_is_written_once(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Link.write

    def twice(link: Link, query: str, **parameters: object) -> object:
        if "number" in parameters:
            write(link, query, **parameters)
        return write(link, query, **parameters)

    monkeypatch.setattr(Link, "write", twice)
    graph, store = make(1), ServerStore(neo4j_address)
    store.write(graph)
    assert same(store.graph(), graph)
    assert _counted(neo4j_address)[:2] == [12, graph.relations.num_rows]


def test_a_second_writer_waits_then_is_told(neo4j_address: str) -> None:
    first, second = ServerStore(neo4j_address), ServerStore(neo4j_address, wait=0.5)
    with first.writing():
        with pytest.raises(GraphError, match="another program is writing"):
            second.write(make(2))
        first.write(make(1))
    second.write(make(2))
    assert same(ServerStore(neo4j_address).graph(), make(2))


def test_two_writers_at_once_leave_one_whole_graph(neo4j_address: str) -> None:
    graphs = [make(1), make(2)]
    writers = [threading.Thread(target=ServerStore(neo4j_address).write, args=(graph,)) for graph in graphs]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    last = ServerStore(neo4j_address).graph()
    assert any(same(last, graph) for graph in graphs)
    assert _counted(neo4j_address)[0] == 12


def test_readers_see_one_graph_or_the_other(neo4j_address: str) -> None:
    graphs = [make(1), make(2)]
    ServerStore(neo4j_address).write(graphs[0])
    done, seen, odd = threading.Event(), set(), []

    def read() -> None:
        while not done.is_set():
            try:
                found = ServerStore(neo4j_address).graph()
                which = [same(found, graph) for graph in graphs]
            except GraphError as exc:
                which = [True] if "ask again" in str(exc) else [False]
            if any(which):
                seen.add(tuple(which))
            else:
                odd.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(6):
        ServerStore(neo4j_address).write(graphs[(turn + 1) % 2])
    done.set()
    reader.join()
    assert not odd
    assert seen


def test_what_a_server_refuses_is_said_in_one_sentence(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="has no database named 'nowhere'"):
        stores.open_store(neo4j_address.replace("/neo4j?", "/nowhere?"), shipped=lambda path: make(1))
    with pytest.raises(GraphError, match="there is no graph here"):
        stores.open_store(neo4j_address, shipped=lambda path: make(1))
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="refuses this user or password"):
        stores.open_store(neo4j_address, shipped=lambda path: make(1))


def test_a_question_past_its_time_limit(neo4j_address: str) -> None:
    link = Link(neo4j_address, timeout=0.2)
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a * b)"
    with pytest.raises(LimitError, match=r"stopped this question after 0\.2 s"):
        link.read(lambda tx: tx.run(slow).data())


def test_a_server_that_is_down(tmp_path: Path) -> None:
    address = "bolt://127.0.0.1:9/neo4j"
    command = [sys.executable, "-m", "glossgraph", "search", "x", "--graph"]
    done = subprocess.run([*command, address], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert re.fullmatch(r"glossgraph: bolt://127\.0\.0\.1:9/neo4j: the server does not answer: .*\n", done.stderr)
    EmbeddedStore(tmp_path / "graph").write(make(1))
    run = "import sys; from glossgraph.cli import main\ntry: main(sys.argv[1:])"
    loaded = f"{run}\nfinally: assert 'neo4j' not in sys.modules"
    asked = ["connect", "term-0000", "語0001", "--graph", str(tmp_path / "graph")]
    done = subprocess.run([sys.executable, "-c", loaded, *asked], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_server_restarted_in_the_middle_of_a_load(own_server: JarServer, monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_server
    own.start()
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    monkeypatch.setattr(neo4j_load, "_RELATIONS", 20)
    write, sent = Link.write, []

    def restarting(link: Link, query: str, **parameters: object) -> object:
        if "number" in parameters:
            sent.append(query)
            if len(sent) == 5:
                own.stop(kill=True)
                threading.Thread(target=own.start).start()
        return write(link, query, **parameters)

    try:
        graph, address = make(1, terms=40, edges=200), f"bolt://127.0.0.1:{own.port}/neo4j"
        monkeypatch.setattr(Link, "write", restarting)
        ServerStore(address).write(graph)
        assert same(ServerStore(address).graph(), graph)
        assert _counted(address)[:2] == [40, graph.relations.num_rows]
    finally:
        own.stop()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("neo4j://host:7687/db?graph=見本", Place("neo4j://host:7687", "db", "見本")),
        ("bolt+s://host", Place("bolt+s://host", "neo4j", "default")),
    ],
)
def test_addresses(address: str, place: Place) -> None:
    assert Place.of(address) == place


@pytest.mark.parametrize(
    "address", ["neo4j://", "bolt://u:secret@host", "bolt://host/db?graf=x", "bolt://host:port", "bolt://host/db#x"]
)
def test_addresses_that_mean_nothing(address: str) -> None:
    with pytest.raises(UserError, match="no server's address") as told:
        Place.of(address)
    assert "secret" not in str(told.value)


def _counted(address: str) -> list[int]:
    """Terms, relations, parts and loads of a graph in the database, whatever their generation."""
    link = Link(address)
    counts = "MATCH (t:Term {graph: $graph}) OPTIONAL MATCH (t)-[r]->() RETURN count(DISTINCT t) AS t, count(r) AS r"
    others = [f"MATCH (p:{label} {{graph: $graph}}) RETURN count(p)" for label in ("Part", "Loading")]
    return [
        value
        for text in (counts, *others)
        for value in link.read(lambda tx, text=text: tx.run(text, graph=link.place.graph).values())[0]  # type: ignore[misc]
    ]
