"""What people decide: kept beside the graph, applied wherever it is read, the same by every store."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from decided import decide_in_memory, decisions, marks, to_decide
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import GLOSSARIES, KINDS, make, same

from glossgraph import query, relations
from glossgraph.errors import GraphError, UserError
from glossgraph.model import MENTIONS, Definition, Evidence, Filter, Graph, Relation
from glossgraph.model.decisions import Decision, Mark, Misfit, quote_hash
from glossgraph.model.graph import assemble
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.neo4j_server import ServerStore
from glossgraph.text import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from neo4j_fixtures import Open

    from glossgraph.stores import Store

pytest_plugins = ["neo4j_fixtures"]

filters = st.builds(
    Filter,
    relations=st.none() | st.just(frozenset((*KINDS, "reduces"))),
    direction=st.sampled_from(["any", "forward", "backward"]),
    min_confidence=st.sampled_from([0.0, 0.5, 0.995]),
    avoid=st.frozensets(st.sampled_from(["語0001", "zzz"]), max_size=1),
    defined_only=st.booleans(),
    glossaries=st.just(frozenset[str]()) | st.frozensets(st.sampled_from(GLOSSARIES), min_size=1),
    hops=st.integers(1, 4),
    through=st.sampled_from([3, 20_000]),
)


def decide(store: Store, made: Sequence[Decision]) -> None:
    for at, decision in enumerate(made):
        assert store.decide(decision, at) == at + 1


def forget_decisions(store: Store) -> None:
    if isinstance(store, EmbeddedStore):
        (store.folder / "curation.jsonl").unlink(missing_ok=True)
    else:
        assert isinstance(store, ServerStore)
        store.link.write("MATCH (d:Decision {graph: $graph}) DELETE d", graph=store.link.place.graph)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_decided_graph_answers_as_one_that_was_written_so(open_again: Open, tmp_path: Path, seed: int) -> None:
    graph = to_decide(seed, terms=9, edges=24)
    open_again().write(graph)
    plain = EmbeddedStore(tmp_path / "plain")

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(decisions(graph), filters, st.randoms())
    def check(made: list[Decision], filter: Filter, dice: object) -> None:
        store = open_again()
        forget_decisions(store)
        decide(store, made)
        right = decide_in_memory(graph, made)
        plain.write(right)
        assert same(store.graph(), right)
        assert store.names().equals(right.names)
        assert set(plain.glossaries()) <= set(store.glossaries()) == {*GLOSSARIES}
        _same_answers(store, plain, right, filter)
        decide_all_back(open_again(), made)
        assert same(open_again().graph(), graph)

    check()


def decide_all_back(store: Store, made: Sequence[Decision]) -> None:
    for at in range(len(made)):
        store.decide(Decision("undo", undoes=at + 1), len(made) + at)


def _same_answers(store: Store, plain: Store, right: Graph, filter: Filter) -> None:
    ids = right.ids
    assert store.terms(ids) == store.terms(range(len(ids))) == plain.terms(ids)
    assert store.terms(ids[::-2]) == plain.terms(ids[::-2])
    assert [store.term(term) for term in ("nowhere", "語0001~b", "term-0003")] == [
        plain.term(term) for term in ("nowhere", "語0001~b", "term-0003")
    ]
    x, y = ids[0], ids[-1]
    assert store.neighbours(ids[:2], filter) == plain.neighbours(ids[:2], filter)
    assert store.among(ids[::2], filter) == plain.among(ids[::2], filter)
    assert store.distance(x, y, filter) == plain.distance(x, y, filter)
    for one, other in (
        (store.ball(x, filter), plain.ball(x, filter)),
        (store.between(x, y, filter), plain.between(x, y, filter)),
    ):
        assert one.ids == other.ids
        assert one.closed == other.closed
        assert one.degree.tolist() == other.degree.tolist()
        assert store.relations(one.row.tolist()) == plain.relations(other.row.tolist())
    if not {x, y, "zzz"} & filter.avoid:
        known = {kind.id for kind in right.vocabulary}
        asked = replace(
            filter,
            relations=filter.relations and filter.relations & known,
            glossaries=filter.glossaries & {*plain.glossaries()},
        )
        assert query.connect(store, x, y, asked) == query.connect(plain, x, y, asked)
        assert query.around(store, x, hops=2, filter=asked) == query.around(plain, x, hops=2, filter=asked)
        assert query.compare(store, x, y, asked) == query.compare(plain, x, y, asked)
        assert query.shortest(store, x, y, asked) == query.shortest(plain, x, y, asked)
        third = next((term for term in ids[1:-1] if term not in asked.avoid), y)
        both_ways = replace(asked, direction="any")
        joined = [x, y, third] if third != y else [x, y]
        assert query.join(store, joined, both_ways) == query.join(plain, joined, both_ways)


def test_decisions_are_kept_in_their_order(open_again: Open) -> None:
    made = [
        Decision("add", marks("語0001", "term-0003"), "uses", by="だれか", at="2026-01-01T00:00:00Z", note="見た"),
        Decision("undo", undoes=1),
    ]
    open_again().write(make(1))
    store = open_again()
    assert store.decisions() == []
    before = store.generation
    decide(store, made)
    again = open_again()
    assert again.decisions() == [replace(one, seq=at) for at, one in enumerate(made, 1)]
    assert again.generation == store.generation != before


def test_a_reader_sees_them_when_it_looks_again(open_again: Open) -> None:
    open_again().write(make(1))
    reader, writer = open_again(), open_again()
    edge = reader.graph().relation(0)
    assert not reader.refresh()
    writer.decide(Decision("reject", marks(edge.source, edge.target), edge.relation), 0)
    assert reader.refresh()
    assert not reader.refresh()
    assert edge not in list(reader.graph().iter_relations())
    assert same(reader.graph(), writer.graph())


def test_who_did_not_know_of_the_last_decision_is_refused(open_again: Open) -> None:
    open_again().write(make(1))
    first, second = open_again(), open_again()
    first.decide(Decision("add", marks("語0001", "term-0003"), "uses"), 0)
    for stale in (0, 2):
        with pytest.raises(GraphError, match="somebody else decided meanwhile"):
            second.decide(Decision("add", marks("語0001", "term-0003"), "is_a"), stale)
    assert len(second.decisions()) == 1
    assert second.decide(Decision("undo", undoes=1), 1) == 2


def test_of_several_at_once_each_gets_a_number_of_its_own(open_again: Open) -> None:
    open_again().write(make(1))
    given_numbers, refused = [], []

    def user(name: str) -> None:
        store = open_again()
        for _ in range(5):
            try:
                there = len(store.decisions())
                given_numbers.append(store.decide(Decision("undo", undoes=99, by=name), there))
            except GraphError as exc:
                refused.append(str(exc))

    users = [threading.Thread(target=user, args=(f"user {at}",)) for at in range(4)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    assert sorted(given_numbers) == list(range(1, len(given_numbers) + 1))
    assert len(given_numbers) + len(refused) == 20
    assert all("somebody else decided" in said for said in refused)
    assert [one.seq for one in open_again().decisions()] == sorted(given_numbers)


def test_they_outlive_a_rebuild_and_say_what_no_longer_fits(open_again: Open) -> None:
    graph = make(1)
    open_again().write(graph)
    store = open_again()
    gone = graph.relation(0)
    store.decide(Decision("reject", marks(gone.source, gone.target), gone.relation), 0)
    store.decide(Decision("merge", marks("語0001", "語0002")), 1)
    assert store.misfits() == {}
    assert store.term("語0002") is None
    smaller = make(1, terms=2, edges=0)
    open_again().write(smaller)
    store = open_again()
    assert store.misfits() == {
        1: Misfit("relation", f"{gone.source} {gone.relation} {gone.target}"),
        2: Misfit("term", "語0002"),
    }
    assert same(store.graph(), smaller)
    assert len(store.decisions()) == 2
    open_again().write(graph)
    assert open_again().misfits() == {}
    assert open_again().term("語0002") is None


def test_a_decision_finds_its_term_by_name_and_its_relation_by_quote(open_again: Open) -> None:
    graph = to_decide(1)
    edge = next(e for e in graph.iter_relations() if e.relation == "uses" and e.source != e.target)
    sentence = next(item.sentence for item in edge.evidence if item.sentence)
    ends = (Mark("an old id", (graph.term(graph.ids.index(edge.source)).label,)), Mark(edge.target))
    quoted = (Mark("an old id", ("a name that has gone too",)), Mark(edge.target))
    for terms in (ends, quoted):
        open_again().write(graph)
        store = open_again()
        forget_decisions(store)
        store.decide(Decision("accept", terms, "uses", quotes=(quote_hash(sentence or ""),)), 0)
        assert store.misfits() == {}
        found = [e for e in store.graph().iter_relations() if e.confidence == 1 and e.evidence[-1].rule == "accept"]
        assert [(e.source, e.target) for e in found] == [(edge.source, edge.target)]


def test_nothing_is_decided_on_what_is_not_there(open_again: Open, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph"):
        open_again().decide(Decision("undo", undoes=1), 0)
    readonly = EmbeddedStore(tmp_path / "graph", readonly=True)
    with pytest.raises(UserError, match="read-only"):
        readonly.decide(Decision("undo", undoes=1), 0)


def test_a_persons_word_passes_every_filter_of_glossaries(open_again: Open) -> None:
    graph = make(1, edges=0)
    open_again().write(graph)
    store = open_again()
    only = Filter(glossaries=frozenset(("見本",)), hops=1)
    store.decide(Decision("add", marks("語0001", "term-0003"), "uses"), 0)
    _passes(store, only)
    decided = open_again().graph()
    forget_decisions(store)
    store.write(decided)
    _passes(open_again(), only)


def _passes(store: Store, only: Filter) -> None:
    assert [e.target for e in store.neighbours(["語0001"], only)] == ["term-0003"]
    assert [e.source for e in store.among(["語0001", "term-0003"], only)] == ["語0001"]
    assert store.distance("term-0003", "語0001", only) == 1
    assert store.glossaries() == ()


def test_of_a_split_term_only_what_a_glossary_said_passes_its_filter(open_again: Open) -> None:
    said = [Evidence("text", name, "a", "ja", text) for name, text in (("一", "甲は使う。"), ("二", "乙は使う。"))]
    defined = tuple(Definition(one.glossary, "ja", 1, one.sentence or "") for one in said)
    terms = [replace(make(1).term(at), id=id) for at, id in enumerate(("a", "b"))]
    terms[0] = replace(terms[0], defined=True, definitions=defined)
    edges = [Relation("a", "uses", "b", 0.8, tuple(said))]
    open_again().write(assemble(terms, names_of(terms), edges, [], relations.shipped()))
    store = open_again()
    store.decide(Decision("split", marks("a"), to="二", quotes=(quote_hash("乙は使う。"),)), 0)
    for name, sources in (("一", ["a"]), ("二", ["a~二"])):
        only = Filter(glossaries=frozenset((name,)))
        assert [e.source for e in store.neighbours(["b"], only)] == sources
    assert store.glossaries() == ("一", "二")


def test_mentions_may_be_decided_on_too(open_again: Open) -> None:
    graph = make(1)
    edge = next(e for e in graph.iter_relations() if e.relation == MENTIONS and e.source != e.target)
    open_again().write(graph)
    store = open_again()
    store.decide(Decision("retype", marks(edge.source, edge.target), MENTIONS, "reduces"), 0)
    only = Filter(relations=frozenset(("reduces",)), hops=1)
    assert [e.target for e in store.neighbours([edge.source], only)] == [edge.target]
    assert store.distance(edge.source, edge.target, only) == 1
