"""What every store must do, whatever it keeps graphs in; the graph's own rows say what is right."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from stored import GLOSSARIES, KINDS, make, same

from glossgraph import query
from glossgraph.errors import GraphError
from glossgraph.model import CURATED, MENTIONS, Filter, Graph, Relation
from glossgraph.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from neo4j_fixtures import Open

    from glossgraph.stores import Store

pytest_plugins = ["neo4j_fixtures"]

FILTERS = {
    "default": Filter(),
    "some": Filter(relations=frozenset(("uses", "is_a", MENTIONS)), without=frozenset(("is_a",))),
    "forward": Filter(direction="forward", min_confidence=0.4),
    "backward": Filter(direction="backward"),
    "avoiding": Filter(avoid=frozenset(("語0001", "term-0003", "not a term"))),
    "glossaries": Filter(glossaries=frozenset(GLOSSARIES[:2])),
    "sure of one": Filter(glossaries=frozenset(GLOSSARIES[:1]), min_confidence=0.5),
    "defined": Filter(defined_only=True, relations=frozenset(KINDS)),
}


@pytest.fixture
def graph() -> Graph:
    return make(1, terms=14, edges=60)


@pytest.fixture
def store(open_again: Open, graph: Graph) -> Store:
    open_again().write(graph)
    return open_again()


def passes(filter: Filter, graph: Graph, relation: Relation) -> bool:
    kinds = set(KINDS) - {MENTIONS} if filter.relations is None else filter.relations
    said = not filter.glossaries or any(
        item.kind == CURATED or item.glossary in filter.glossaries for item in relation.evidence
    )
    return said and relation.relation in kinds - filter.without and relation.confidence >= filter.min_confidence


def far_ends(filter: Filter, graph: Graph, relation: Relation, term: str) -> set[str]:
    """Where a walk comes to that leaves ``term`` by a relation."""
    ends = set()
    both = filter.direction == "any" or relation.relation == "compared_with"
    if relation.source == term and (both or filter.direction == "forward"):
        ends.add(relation.target)
    if relation.target == term and (both or filter.direction == "backward"):
        ends.add(relation.source)
    defined = {one.id for one in graph.iter_terms() if one.defined or not filter.defined_only}
    return (ends - filter.avoid) & defined


@pytest.mark.parametrize(
    "made", [make(1), make(2, terms=3, edges=0), make(3, terms=0, edges=0)], ids=["full", "bare", "empty"]
)
def test_a_graph_comes_back_as_it_was_written(open_again: Open, made: Graph) -> None:
    open_again().write(made)
    assert same(open_again().graph(), made)
    assert open_again().vocabulary() == made.vocabulary
    assert open_again().names().equals(made.names)


def test_nothing_is_there_before_the_first_write(open_again: Open) -> None:
    store = open_again()
    assert not store.exists()
    with pytest.raises(GraphError, match="no graph"):
        store.graph()
    store.write(make(1))
    assert store.exists()


def test_terms_by_id_and_index(store: Store, graph: Graph) -> None:
    assert store.terms(graph.ids) == list(graph.iter_terms())
    assert store.terms([3, "語0001", 3]) == [graph.term(3), graph.term(graph.ids.index("語0001")), graph.term(3)]
    assert store.terms([]) == []
    assert [store.term(term) for term in graph.ids] == list(graph.iter_terms())
    assert [store.term(term) for term in ("", "語", "語0001 ", "zzz", "\U0010ffff")] == [None] * 5
    with pytest.raises(KeyError):
        store.terms(["zzz"])


def test_the_glossaries_that_relations_rest_on(store: Store) -> None:
    assert store.glossaries() == tuple(sorted(GLOSSARIES))


def test_relations_by_row(store: Store, graph: Graph) -> None:
    rows = list(range(graph.relations.num_rows))
    assert store.relations(rows) == list(graph.iter_relations())
    assert store.relations([5, 0, 5]) == [graph.relation(5), graph.relation(0), graph.relation(5)]
    assert store.relations([]) == []


@pytest.mark.parametrize("name", FILTERS)
def test_neighbours(store: Store, graph: Graph, name: str) -> None:
    filter, some = FILTERS[name], graph.ids[2:4]
    for ids in ([graph.ids[0]], some, []):
        right = [
            edge
            for edge in graph.iter_relations()
            if passes(filter, graph, edge) and any(far_ends(filter, graph, edge, term) for term in ids)
        ]
        assert store.neighbours(ids, filter) == right
    with pytest.raises(KeyError):
        store.neighbours(["zzz"], filter)


def test_a_choice_of_glossaries_quotes_these_and_leaves_confidence_alone(store: Store, graph: Graph) -> None:
    """A fact is as likely whoever is asked: paths cost the same, whichever of its quotes are shown."""
    chosen = frozenset(GLOSSARIES[:1])
    several = [
        edge
        for edge in graph.iter_relations()
        if edge.source != edge.target
        and edge.is_from(chosen)
        and not all(item.is_from(chosen) for item in edge.evidence)
    ]
    assert several
    for edge in several:
        one = frozenset((edge.relation,))
        for filter in (Filter(one, hops=1), Filter(one, hops=1, glossaries=chosen, min_confidence=edge.confidence)):
            [path] = query.connect(store, edge.source, edge.target, filter).paths
            assert edge.quoting(filter.glossaries) in path.hops[0].relations
            assert edge.quoting(filter.glossaries) in query.compare(store, edge.source, edge.target, filter).between
            assert edge.quoting(filter.glossaries).confidence == edge.confidence


def test_relations_among_terms(store: Store, graph: Graph) -> None:
    ids = graph.ids[::2]
    right = [e for e in graph.iter_relations() if e.source in ids and e.target in ids and passes(Filter(), graph, e)]
    assert right
    assert store.among(ids, Filter()) == right


@pytest.mark.parametrize("name", FILTERS)
def test_distance_ball_and_what_lies_between(store: Store, graph: Graph, name: str) -> None:
    filter = FILTERS[name]
    edges = [(row, edge) for row, edge in enumerate(graph.iter_relations()) if passes(filter, graph, edge)]

    def layers(start: str) -> dict[str, int]:
        apart, edge_of = {start: 0}, [start]
        while edge_of:
            new = {
                to
                for term in edge_of
                for _, relation in edges
                for to in far_ends(filter, graph, relation, term)
                if to not in apart
            }
            apart.update(dict.fromkeys(new, apart[edge_of[0]] + 1))
            edge_of = sorted(new)
        return apart

    ends = [term.id for term in graph.iter_terms() if term.defined and term.id not in filter.avoid][:4]
    for x, y in product(ends, ends):
        apart = layers(x)
        assert store.distance(x, y, filter) == apart.get(y)
        if x == y:
            continue
        sub = store.between(x, y, filter)
        assert (y in apart and apart[y] <= filter.hops) == bool(len(sub.row))
        assert sub.ids == sorted({x, y}.union(*((e.source, e.target) for e in store.relations(sub.row.tolist()))))
        assert set(sub.row.tolist()) <= {row for row, _ in edges}
        for hops in (1, 2):
            ball = store.ball(x, Filter(**{name: getattr(filter, name) for name in filter.__slots__} | {"hops": hops}))
            assert ball.ids == sorted(term for term, far in apart.items() if far <= hops)
    with pytest.raises(KeyError):
        store.between("zzz", ends[0], filter)


def test_a_write_is_seen_by_those_who_look_again(open_again: Open) -> None:
    first, second = make(1), make(2)
    writer = open_again()
    writer.write(first)
    reader = open_again()
    before = reader.generation
    assert not reader.refresh()
    writer.write(second)
    assert same(writer.graph(), second)
    if isinstance(reader, EmbeddedStore):
        assert same(reader.graph(), first)
    else:
        with pytest.raises(GraphError, match="replaced while it was read: ask again"):
            same(reader.graph(), first)
    assert reader.generation == before
    assert reader.refresh()
    assert same(reader.graph(), second)
    assert reader.generation == writer.generation != before


def test_reading_and_writing_as_one_step(open_again: Open) -> None:
    open_again().write(make(1))
    store = open_again()
    assert same(store.graph(), make(1))
    open_again().write(make(2))
    with store.writing():
        assert same(store.graph(), make(2))
        store.write(make(3))
    assert same(open_again().graph(), make(3))
