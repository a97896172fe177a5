"""The search that hands the kernel a part of a large graph, against the kernel on all that lies between."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph import arrays as ga
from glossgraph.errors import LimitError
from glossgraph.paths import COSTS, cheapest, narrowed, nearby, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("compared_with", "is_a", "mentions", "uses")
Edge = tuple[int, str, int, int]


def make(n: int, edges: Sequence[Edge]) -> ga.Arrays:
    edges = sorted(edges)
    source, relation, target, confidence = zip(*edges, strict=True) if edges else ((), (), (), ())
    return ga.from_relations(n, source, relation, target, [c / 1000 for c in confidence])


def names(terms: ga.Ints) -> list[str]:
    return [f"t{term:09}" for term in terms.tolist()]


@st.composite
def questions(draw: st.DrawFn) -> tuple[ga.Arrays, ga.Rules, int, int, str]:
    """A graph, rules, hops, how many paths, and a ranking."""
    n = draw(st.integers(2, 12))
    end = st.integers(0, n - 1)
    edge = st.tuples(end, st.sampled_from(KINDS), end)
    edges = draw(st.dictionaries(edge, st.sampled_from((0, 1, 500, 900, 1000)), max_size=40))
    graph = make(n, [(*edge, confidence) for edge, confidence in edges.items()])
    if draw(st.booleans()):
        graph = replace(graph, degree=graph.degree * draw(st.sampled_from((1, 100, 5_000))))
    if draw(st.booleans()):
        graph = ga.leveled(graph, frozenset({"compared_with"}))
    rules = ga.Rules(
        kinds=draw(st.just(frozenset(KINDS)) | st.frozensets(st.sampled_from(KINDS))),
        symmetric=frozenset({"compared_with"}),
        min_confidence=draw(st.sampled_from((0, 0, 500))),
        direction=draw(st.sampled_from(("any", "forward", "backward"))),
        avoid=np.array(sorted(draw(st.sets(st.integers(2, n), max_size=2)) - {n}), np.int64),
        through=draw(st.sampled_from((2, 4, 20_000))),
        rows=draw(st.none() | st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)).map(np.array)),
    )
    if rules.rows is not None:
        rules = replace(rules, rows=rules.rows.astype(bool))
    return graph, rules, draw(st.integers(1, 7)), draw(st.sampled_from((1, 2, 5, 50))), draw(st.sampled_from([*COSTS]))


@settings(max_examples=400, deadline=None)
@given(questions())
def test_the_same_paths_as_between_and_the_kernel(question: tuple[ga.Arrays, ga.Rules, int, int, str]) -> None:
    graph, rules, hops, k, ranking = question
    whole = ga.between(graph, names, 0, 1, rules, hops)
    ends = whole.index("t000000000"), whole.index("t000000001")
    listed = cheapest(whole, *ends, hops=hops, k=k, ranking=ranking, direction=rules.direction)
    found, sub = narrowed(graph, names, 0, 1, rules, hops=hops, k=k, ranking=ranking)
    assert [(cost, [sub.ids[at] for at in ids]) for cost, ids in found] == [
        (cost, [whole.ids[at] for at in ids]) for cost, ids in listed
    ]
    assert sub.closed == whole.closed
    rows, pairs = set(sub.row.tolist()), {frozenset((sub.ids[a], sub.ids[b])) for _, p in found for a, b in pairwise(p)}
    for at, row in enumerate(whole.row.tolist()):
        if frozenset((whole.ids[whole.source[at]], whole.ids[whole.target[at]])) in pairs:
            assert row in rows  # every relation of a hop comes along, the dear ones too


@settings(max_examples=200, deadline=None)
@given(questions())
def test_the_same_neighbourhood(question: tuple[ga.Arrays, ga.Rules, int, int, str]) -> None:
    graph, rules, hops, budget, ranking = question
    ball = ga.around(graph, names, 0, rules, hops)
    listed = nearest(
        ball, ball.index("t000000000"), hops=hops, budget=budget, ranking=ranking, direction=rules.direction
    )
    found = nearby(graph, 0, rules, hops=hops, budget=budget, ranking=ranking)
    assert [(cost, far, names(np.array([term]))[0]) for cost, far, term in found] == [
        (cost, far, ball.ids[at]) for cost, far, at in listed
    ]


def test_a_star_of_a_million_leaves() -> None:
    leaves = 1_000_000
    source = np.concatenate((np.zeros(leaves, np.int32), [1]))
    target = np.concatenate((np.arange(3, leaves + 3), [2]))
    star = ga.from_relations(leaves + 3, source, ["uses"] * (leaves + 1), target, np.ones(leaves + 1))
    rules = ga.Rules(frozenset(KINDS))
    found, sub = narrowed(star, names, 5, 900_000, rules, hops=4, k=5)
    assert (found, sub.closed) == ([], ("t000000000",))
    found, sub = narrowed(star, names, 5, 900_000, replace(rules, through=2_000_000), hops=4, k=5)
    assert [[sub.ids[at] for at in ids] for _, ids in found] == [["t000000005", "t000000000", "t000900000"]]
    assert len(sub.row) == 2
    assert len(nearby(star, 0, rules, hops=2, budget=120)) == 120


def test_a_clique_of_two_thousand() -> None:
    n = 2_000
    source, target = np.triu_indices(n, 1)
    clique = ga.from_relations(n, source, ["uses"] * len(source), target, np.full(len(source), 0.9))
    found, sub = narrowed(clique, names, 7, 1500, ga.Rules(frozenset(KINDS)), hops=4, k=50)
    assert [ids for _, ids in found[:2]] == [
        tuple(sub.index(f"t{at:09}") for at in path) for path in ((7, 1500), (7, 0, 1500))
    ]
    assert len(found) == 50
    with pytest.raises(LimitError):
        narrowed(clique, names, 7, 1500, ga.Rules(frozenset(KINDS)), hops=4, k=50, work=20_000)


def test_a_chain_of_a_hundred_thousand() -> None:
    n = 100_000
    chain = ga.from_relations(n, np.arange(n - 1), ["uses"] * (n - 1), np.arange(1, n), np.ones(n - 1))
    rules = ga.Rules(frozenset(KINDS))
    assert ga.distance(chain, 0, n - 1, rules) == n - 1
    assert narrowed(chain, names, 0, n - 1, rules, hops=4, k=5)[0] == []
    assert len(narrowed(chain, names, 0, 300, rules, hops=1000, k=5)[0]) == 1


def test_a_dear_relation_of_the_only_hop_comes_along() -> None:
    graph = make(
        3, [(0, "compared_with", 1, 0), (0, "compared_with", 2, 0), (0, "is_a", 1, 0), (1, "compared_with", 2, 0)]
    )
    rules = ga.Rules(kinds=frozenset(KINDS), symmetric=frozenset({"compared_with"}), through=2)
    found, sub = narrowed(graph, names, 0, 1, rules, hops=4, k=1)
    assert len(found) == 1
    joined = {
        graph.kinds[graph.kind[row]] for row in sub.row.tolist() if {graph.source[row], graph.target[row]} == {0, 1}
    }
    assert joined == {"compared_with", "is_a"}
