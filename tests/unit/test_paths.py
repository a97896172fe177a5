"""The kernel against brute force, its cost tables, and its worst cases."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph.errors import LimitError
from glossgraph.paths import COSTS, cheapest, doublings, hop_costs, hub_costs, nearest

KINDS = ("compared_with", "is_a", "mentions", "uses")


@dataclass
class Sub:
    """A subgraph as the kernel reads it."""

    ids: list[str]
    degree: np.ndarray
    source: np.ndarray
    target: np.ndarray
    kind: np.ndarray
    confidence: np.ndarray
    kinds: tuple[str, ...] = KINDS
    symmetric: tuple[str, ...] = ("compared_with",)
    closed: tuple[str, ...] = ()
    row: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))


def make(n: int, relations: list[tuple[int, int, int, int]], degree: list[int] | None = None) -> Sub:
    source, target, kind, confidence = (np.array(column, np.int64) for column in zip(*relations, strict=True)) if (
        relations
    ) else (np.zeros(0, np.int64),) * 4
    if degree is None:
        degree = [sum(at in edge[:2] for edge in relations) for at in range(n)]
    return Sub(
        [f"t{at:09}" for at in range(n)],
        np.array(degree, np.int64),
        source.astype(np.int32),
        target.astype(np.int32),
        kind.astype(np.int16),
        confidence.astype(np.int16),
    )


def log2(number: int, scale: int) -> int:
    power = number.bit_length() - 1
    return scale * power + scale * (number - 2**power) // 2**power


def steps(relations: list[tuple[int, int, int, int]], ranking: str, direction: str) -> dict[tuple[int, int], int]:
    """The cheapest way over each ordered pair, in plain Python."""
    table, found = COSTS[ranking], {}
    for source, target, kind, confidence in relations:
        doubt = log2(1000, table.doubt) - log2(max(1, confidence), table.doubt)
        cost = table.hop + table.kinds.get(KINDS[kind], 0) + doubt
        both = direction == "any" or KINDS[kind] == "compared_with"
        ways = [(source, target)] if both or direction == "forward" else []
        ways += [(target, source)] if both or direction == "backward" else []
        for way in ways:
            found[way] = min(cost, found.get(way, cost))
    return found


def every_path(n, relations, degree, x, y, hops, ranking, direction) -> list[tuple[int, int, tuple[int, ...]]]:
    """All simple paths, by listing them: (cost, hops, ids), sorted."""
    way, hub = steps(relations, ranking, direction), COSTS[ranking].hub
    found, open_paths = [], [(0, (x,))]
    while open_paths:
        cost, ids = open_paths.pop()
        if ids[-1] == y:
            found.append((cost, len(ids) - 1, ids))
        elif len(ids) <= hops:
            inner = 0 if len(ids) == 1 else log2(max(1, degree[ids[-1]]), hub)
            for at in range(n):
                if at not in ids and (ids[-1], at) in way:
                    open_paths.append((cost + inner + way[ids[-1], at], (*ids, at)))
    return sorted(found)


@st.composite
def questions(draw):
    n = draw(st.integers(2, 8))
    end = st.integers(0, n - 1)
    confidence = st.sampled_from([0, 1, 500, 700, 999, 1000])
    relations = draw(st.lists(st.tuples(end, end, st.integers(0, 3), confidence), max_size=24))
    degree = draw(st.lists(st.sampled_from([0, 1, 2, 3, 4, 50, 10**6]), min_size=n, max_size=n))
    x = draw(end)
    y = draw(end.filter(lambda at: at != x))
    hops, k = draw(st.integers(1, 8)), draw(st.sampled_from([1, 2, 5, 1000]))
    return n, relations, degree, x, y, hops, k, draw(st.sampled_from(sorted(COSTS))), draw(
        st.sampled_from(["any", "forward", "backward"])
    )


@settings(max_examples=600, deadline=None)
@given(questions())
def test_cheapest_agrees_with_brute_force(question):
    n, relations, degree, x, y, hops, k, ranking, direction = question
    found = cheapest(make(n, relations, degree), x, y, hops=hops, k=k, ranking=ranking, direction=direction)
    listed = every_path(n, relations, degree, x, y, hops, ranking, direction)
    assert found == [(cost, ids) for cost, _, ids in listed[:k]]


@settings(max_examples=200, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_relations_does_not_matter(question, random):
    n, relations, degree, x, y, hops, k, ranking, direction = question
    asked = {"hops": hops, "k": k, "ranking": ranking, "direction": direction}
    shuffled = random.sample(relations, len(relations))
    assert cheapest(make(n, relations, degree), x, y, **asked) == cheapest(make(n, shuffled, degree), x, y, **asked)


@settings(max_examples=300, deadline=None)
@given(questions())
def test_nearest_agrees_with_brute_force(question):
    n, relations, degree, x, _, hops, k, ranking, direction = question
    best = []
    for y in range(n):
        if y != x and (paths := every_path(n, relations, degree, x, y, hops, ranking, direction)):
            best.append((paths[0][0], paths[0][1], y))
    asked = {"hops": hops, "budget": k, "ranking": ranking, "direction": direction}
    assert nearest(make(n, relations, degree), x, **asked) == sorted(best)[:k]


def test_logarithms_are_whole_and_exact_at_powers_of_two():
    numbers = [1, 2, 3, 4, 7, 8, 1000, 2**31, 2**52 - 1]
    assert doublings(np.array(numbers), 64).tolist() == [log2(number, 64) for number in numbers]
    assert doublings(np.array([1, 2, 3, 4, 6]), 64).tolist() == [0, 64, 96, 128, 160]


def test_costs_by_hand():
    costs = hop_costs("default", KINDS, np.array([3, 3, 2, 0]), np.array([1000, 500, 1000, 1000]))
    assert costs.tolist() == [64, 64 + 32, 128, 80]
    assert hub_costs("default", np.array([0, 1, 2, 16])).tolist() == [0, 0, 24, 96]


def test_the_cheapest_of_parallel_relations_sets_the_cost():
    sub = make(2, [(0, 1, 2, 990), (1, 0, 3, 500), (0, 1, 3, 1000)])
    assert cheapest(sub, 0, 1, hops=1, k=5) == [(64, (0, 1))]
    assert cheapest(sub, 0, 1, hops=1, k=5, direction="backward") == [(96, (0, 1))]


def test_shortest_counts_hops_first_and_the_default_decides_among_equals():
    # 0-1-5 over a hub, 0-2-5 over a quiet term, 0-3-4-5 over quietest terms
    relations = [(0, 1, 3, 999), (1, 5, 3, 999), (0, 2, 3, 999), (2, 5, 3, 999), (0, 3, 3, 999), (3, 4, 3, 999), (4, 5, 3, 999)]
    sub = make(6, relations, [9, 10**6, 8, 2, 2, 9])
    assert [ids for _, ids in cheapest(sub, 0, 5, hops=4, k=5, ranking="shortest")] == [(0, 2, 5), (0, 1, 5), (0, 3, 4, 5)]
    assert [ids for _, ids in cheapest(sub, 0, 5, hops=4, k=5)] == [(0, 2, 5), (0, 3, 4, 5), (0, 1, 5)]
    assert cheapest(sub, 0, 5, hops=4, k=1, ranking="specific")[0][1] == (0, 3, 4, 5)


def test_best_evidenced_prefers_two_sure_hops_to_a_doubtful_one():
    sub = make(3, [(0, 2, 3, 400), (0, 1, 3, 990), (1, 2, 3, 990)], [2, 2, 2])
    assert cheapest(sub, 0, 2, hops=2, k=1, ranking="evidenced")[0][1] == (0, 1, 2)
    assert cheapest(sub, 0, 2, hops=2, k=1)[0][1] == (0, 2)


def test_a_clique_of_two_thousand():
    n = 2_000
    source, target = np.triu_indices(n, 1)
    size = len(source)
    sub = make(n, [(0, 1, 3, 1000)], [n - 1] * n)
    sub.source, sub.target = source.astype(np.int32), target.astype(np.int32)
    sub.kind, sub.confidence = np.full(size, 3, np.int16), np.full(size, 900, np.int16)
    found = cheapest(sub, 7, 1500, hops=4, k=50)
    assert [ids for _, ids in found[:3]] == [(7, 1500), (7, 0, 1500), (7, 1, 1500)]
    assert len(found) == 50


def test_a_grid_with_ten_to_the_thirty_shortest_paths():
    side = 53
    right = [(at, at + 1, 3, 1000) for at in range(side * side) if at % side < side - 1]
    down = [(at, at + side, 3, 1000) for at in range(side * (side - 1))]
    found = cheapest(make(side * side, right + down, [4] * side**2), 0, side**2 - 1, hops=2 * side - 2, k=10)
    along = [*range(side), *range(2 * side - 1, side * side, side)]
    assert found[0][1] == tuple(along)
    assert len(found) == 10
    assert len({cost for cost, _ in found}) == 1
    assert [ids for _, ids in found] == sorted(ids for _, ids in found)


def test_a_star_of_leaves_is_not_walked_leaf_by_leaf():
    leaves = 200_000
    relations = [(0, 1, 3, 1000), (1, 2, 3, 1000)]
    sub = make(leaves + 3, relations, [leaves + 1, 2, 1] + [1] * leaves)
    sub.source = np.concatenate([sub.source, np.zeros(leaves, np.int32)])
    sub.target = np.concatenate([sub.target, np.arange(3, leaves + 3, dtype=np.int32)])
    sub.kind, sub.confidence = np.full(leaves + 2, 3, np.int16), np.full(leaves + 2, 1000, np.int16)
    assert cheapest(sub, 0, 2, hops=4, k=5, work=5_000_000) == [(64 + 24 + 64, (0, 1, 2))]


def test_dead_ends_behind_the_prefix_do_not_multiply():
    # a ladder whose rungs all lead back: every bound through the clique is a walk over the first term again
    inner = 30
    clique = [(a, b, 3, 1000) for a in range(1, inner + 1) for b in range(a + 1, inner + 1)]
    relations = [(0, at, 3, 1000) for at in range(1, inner + 1)] + clique + [(0, inner + 1, 3, 1)]
    sub = make(inner + 2, relations)
    found = cheapest(sub, 0, inner + 1, hops=12, k=5, work=2_000_000)
    assert [ids for _, ids in found] == [(0, inner + 1)]


def test_a_search_past_its_limit_is_an_error_and_no_shorter_list():
    relations = [(a, b, 3, 1000) for a in range(40) for b in range(a)]
    with pytest.raises(LimitError, match="fewer hops"):
        cheapest(make(40, relations), 0, 39, hops=6, k=1000, work=50_000)


def test_nothing_connects():
    assert cheapest(make(3, [(0, 1, 3, 1000)]), 0, 2, hops=4, k=5) == []
    assert cheapest(make(2, []), 0, 1, hops=4, k=5) == []


@pytest.mark.parametrize("wrong", [{"hops": 0}, {"hops": 1001}, {"k": 0}])
def test_senseless_questions_are_refused(wrong):
    with pytest.raises(ValueError, match="two ends"):
        cheapest(make(2, [(0, 1, 3, 1000)]), 0, 1, **({"hops": 4, "k": 5} | wrong))
