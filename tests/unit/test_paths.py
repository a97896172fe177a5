"""The kernel against brute force, its cost tables, and its worst cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from brute import hop_cost, log2
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph.arrays import Ints, Subgraph
from glossgraph.errors import LimitError
from glossgraph.paths import COSTS, cheapest, doublings, hop_costs, hub_costs, nearest

if TYPE_CHECKING:
    from random import Random

KINDS = ("compared_with", "is_a", "mentions", "uses")


Edge = tuple[int, int, int, int]
"""Source, target, position in KINDS, confidence in thousandths."""


@dataclass(frozen=True)
class Question:
    """A question to the kernel."""

    n: int
    edges: list[Edge]
    degree: list[int]
    x: int
    y: int
    hops: int
    k: int
    ranking: str
    direction: str


def make(n: int, edges: list[Edge], degree: list[int] | None = None) -> Subgraph:
    if degree is None:
        degree = [sum(at in edge[:2] for edge in edges) for at in range(n)]
    columns = np.array(edges, np.int64).reshape(-1, 4).T
    return of_columns(columns[0], columns[1], columns[2], columns[3], degree)


def of_columns(source: Ints, target: Ints, kind: Ints, confidence: Ints, degree: list[int]) -> Subgraph:
    return Subgraph(
        ids=[f"t{at:09}" for at in range(len(degree))],
        degree=np.array(degree, np.int64),
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        kind=kind.astype(np.int16),
        confidence=confidence.astype(np.int16),
        row=np.arange(len(source)),
        kinds=KINDS,
        symmetric=frozenset({"compared_with"}),
    )


def steps(edges: list[Edge], ranking: str, direction: str) -> dict[tuple[int, int], int]:
    """The cheapest way over each ordered pair, in plain Python."""
    found: dict[tuple[int, int], int] = {}
    for source, target, kind, confidence in edges:
        both = direction == "any" or KINDS[kind] == "compared_with"
        ways = [(source, target)] if both or direction == "forward" else []
        ways += [(target, source)] if both or direction == "backward" else []
        for way in ways:
            cost = hop_cost(ranking, KINDS[kind], confidence)
            found[way] = min(cost, found.get(way, cost))
    return found


def every_path(question: Question, y: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """All simple paths, by listing them: (cost, hops, ids), sorted."""
    way, hub = steps(question.edges, question.ranking, question.direction), COSTS[question.ranking].hub
    found: list[tuple[int, int, tuple[int, ...]]] = []
    begun: list[tuple[int, tuple[int, ...]]] = [(0, (question.x,))]
    while begun:
        cost, ids = begun.pop()
        if ids[-1] == y:
            found.append((cost, len(ids) - 1, ids))
        elif len(ids) <= question.hops:
            inner = 0 if len(ids) == 1 else log2(max(1, question.degree[ids[-1]]), hub)
            for at in range(question.n):
                if at not in ids and (ids[-1], at) in way:
                    begun.append((cost + inner + way[ids[-1], at], (*ids, at)))
    return sorted(found)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    n = draw(st.integers(2, 8))
    end = st.integers(0, n - 1)
    confidence = st.sampled_from([0, 1, 500, 700, 999, 1000])
    x = draw(end)
    return Question(
        n=n,
        edges=draw(st.lists(st.tuples(end, end, st.integers(0, 3), confidence), max_size=24)),
        degree=draw(st.lists(st.sampled_from([0, 1, 2, 3, 4, 50, 10**6]), min_size=n, max_size=n)),
        x=x,
        y=draw(end.filter(lambda at: at != x)),
        hops=draw(st.integers(1, 8)),
        k=draw(st.sampled_from([1, 2, 5, 1000])),
        ranking=draw(st.sampled_from(sorted(COSTS))),
        direction=draw(st.sampled_from(["any", "forward", "backward"])),
    )


def answered(question: Question, edges: list[Edge]) -> list[tuple[int, tuple[int, ...]]]:
    return cheapest(
        make(question.n, edges, question.degree),
        question.x,
        question.y,
        hops=question.hops,
        k=question.k,
        ranking=question.ranking,
        direction=question.direction,
    )


@settings(max_examples=600, deadline=None)
@given(questions())
def test_cheapest_agrees_with_brute_force(question: Question) -> None:
    listed = every_path(question, question.y)
    assert answered(question, question.edges) == [(cost, ids) for cost, _, ids in listed[: question.k]]


@settings(max_examples=200, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_relations_does_not_matter(question: Question, random: Random) -> None:
    shuffled = random.sample(question.edges, len(question.edges))
    assert answered(question, shuffled) == answered(question, question.edges)


@settings(max_examples=300, deadline=None)
@given(questions())
def test_nearest_agrees_with_brute_force(question: Question) -> None:
    ends = (y for y in range(question.n) if y != question.x)
    best = sorted((*paths[0][:2], y) for y in ends if (paths := every_path(question, y)))
    found = nearest(
        make(question.n, question.edges, question.degree),
        question.x,
        hops=question.hops,
        budget=question.k,
        ranking=question.ranking,
        direction=question.direction,
    )
    assert found == best[: question.k]


def test_logarithms_are_whole_and_exact_at_powers_of_two() -> None:
    numbers = [1, 2, 3, 4, 7, 8, 1000, 2**31, 2**52 - 1]
    assert doublings(np.array(numbers), 64).tolist() == [log2(number, 64) for number in numbers]
    assert doublings(np.array([1, 2, 3, 4, 6]), 64).tolist() == [0, 64, 96, 128, 160]


def test_costs_by_hand() -> None:
    costs = hop_costs("default", KINDS, np.array([3, 3, 2, 0]), np.array([1000, 500, 1000, 1000]))
    assert costs.tolist() == [160, 160 + 96, 224, 176]
    assert hub_costs("default", np.array([0, 1, 2, 16])).tolist() == [0, 0, 24, 96]


def test_the_cheapest_of_parallel_relations_sets_the_cost() -> None:
    sub = make(2, [(0, 1, 2, 990), (1, 0, 3, 500), (0, 1, 3, 1000)])
    assert cheapest(sub, 0, 1, hops=1, k=5) == [(160, (0, 1))]
    assert cheapest(sub, 0, 1, hops=1, k=5, direction="backward") == [(256, (0, 1))]


def test_shortest_counts_hops_first_and_the_default_decides_among_equals() -> None:
    # 0-1-5 over a hub, 0-2-5 over a quiet term, 0-3-4-5 over quietest terms
    relations = [
        (0, 1, 3, 999),
        (1, 5, 3, 999),
        (0, 2, 3, 999),
        (2, 5, 3, 999),
        (0, 3, 3, 999),
        (3, 4, 3, 999),
        (4, 5, 3, 999),
    ]
    sub = make(6, relations, [9, 10**6, 8, 2, 2, 9])
    assert [ids for _, ids in cheapest(sub, 0, 5, hops=4, k=5, ranking="shortest")] == [
        (0, 2, 5),
        (0, 1, 5),
        (0, 3, 4, 5),
    ]
    assert [ids for _, ids in cheapest(sub, 0, 5, hops=4, k=5)] == [(0, 2, 5), (0, 3, 4, 5), (0, 1, 5)]
    assert cheapest(sub, 0, 5, hops=4, k=1, ranking="specific")[0][1] == (0, 3, 4, 5)


def test_best_evidenced_prefers_two_sure_hops_to_a_doubtful_one() -> None:
    sub = make(3, [(0, 2, 3, 700), (0, 1, 3, 990), (1, 2, 3, 990)], [2, 2, 2])
    assert cheapest(sub, 0, 2, hops=2, k=1, ranking="evidenced")[0][1] == (0, 1, 2)
    assert cheapest(sub, 0, 2, hops=2, k=1)[0][1] == (0, 2)


def test_a_clique_of_two_thousand() -> None:
    n = 2_000
    source, target = np.triu_indices(n, 1)
    like = np.ones(len(source))
    found = cheapest(of_columns(source, target, 3 * like, 900 * like, [n - 1] * n), 7, 1500, hops=4, k=50)
    assert [ids for _, ids in found[:3]] == [(7, 1500), (7, 0, 1500), (7, 1, 1500)]
    assert len(found) == 50


def test_a_grid_with_ten_to_the_thirty_shortest_paths() -> None:
    side = 53
    right = [(at, at + 1, 3, 1000) for at in range(side * side) if at % side < side - 1]
    down = [(at, at + side, 3, 1000) for at in range(side * (side - 1))]
    found = cheapest(make(side * side, right + down, [4] * side**2), 0, side**2 - 1, hops=2 * side - 2, k=10)
    along = [*range(side), *range(2 * side - 1, side * side, side)]
    assert found[0][1] == tuple(along)
    assert len(found) == 10
    assert len({cost for cost, _ in found}) == 1
    assert [ids for _, ids in found] == sorted(ids for _, ids in found)


def test_a_star_of_leaves_is_not_walked_leaf_by_leaf() -> None:
    leaves = 200_000
    source = np.concatenate(([0, 1], np.zeros(leaves)))
    target = np.concatenate(([1, 2], np.arange(3, leaves + 3)))
    like = np.ones(leaves + 2)
    sub = of_columns(source, target, 3 * like, 1000 * like, [leaves + 1, 2, 1] + [1] * leaves)
    assert cheapest(sub, 0, 2, hops=4, k=5, work=5_000_000) == [(160 + 24 + 160, (0, 1, 2))]


def test_dead_ends_behind_the_prefix_do_not_multiply() -> None:
    # a ladder whose rungs all lead back: every bound through the clique is a walk over the first term again
    inner = 30
    clique = [(a, b, 3, 1000) for a in range(1, inner + 1) for b in range(a + 1, inner + 1)]
    relations = [(0, at, 3, 1000) for at in range(1, inner + 1)] + clique + [(0, inner + 1, 3, 1)]
    sub = make(inner + 2, relations)
    found = cheapest(sub, 0, inner + 1, hops=12, k=5, work=2_000_000)
    assert [ids for _, ids in found] == [(0, inner + 1)]


def test_a_search_past_its_limit_is_an_error_and_no_shorter_list() -> None:
    relations = [(a, b, 3, 1000) for a in range(40) for b in range(a)]
    with pytest.raises(LimitError, match="fewer hops"):
        cheapest(make(40, relations), 0, 39, hops=6, k=1000, work=50_000)


def test_nothing_connects() -> None:
    assert cheapest(make(3, [(0, 1, 3, 1000)]), 0, 2, hops=4, k=5) == []
    assert cheapest(make(2, []), 0, 1, hops=4, k=5) == []


@pytest.mark.parametrize("wrong", [{"hops": 0}, {"hops": 1001}, {"k": 0}])
def test_senseless_questions_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="two ends"):
        cheapest(make(2, [(0, 1, 3, 1000)]), 0, 1, hops=wrong.get("hops", 4), k=wrong.get("k", 5))
