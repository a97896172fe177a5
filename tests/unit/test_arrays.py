"""Arrays of a graph, and the walks over them, against a brute force that lists every walk."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph import arrays as ga
from glossgraph.arrays.columns import write_array
from glossgraph.arrays.levels import ENDLESS

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("compared_with", "is_a", "uses")
SYMMETRIC = frozenset({"compared_with"})
DIRECTIONS: tuple[ga.Direction, ...] = ("any", "forward", "backward")
SEEDS = st.integers(0, 2**32)
Edge = tuple[int, str, int, int]


def make(n: int, edges: list[Edge]) -> ga.Arrays:
    edges = sorted(edges)
    source, relation, target, confidence = zip(*edges, strict=True) if edges else ((), (), (), ())
    return ga.from_relations(n, source, relation, target, [c / 1000 for c in confidence])


def ids(terms: ga.Ints) -> list[str]:
    return [f"t{term:03}" for term in terms.tolist()]


def some_graph(dice: random.Random) -> tuple[int, list[Edge]]:
    """A chain from term 0 to term 1 that is mostly whole and mostly points one way, and some relations more."""
    n = dice.randint(2, 8)
    inner = dice.sample(range(2, n), dice.randint(0, n - 2))
    pairs = [pair if dice.random() < 0.9 else pair[::-1] for pair in pairwise([0, *inner, 1]) if dice.random() < 0.95]
    pairs += [(dice.randrange(n), dice.randrange(n)) for _ in range(dice.choice((0, 2, 5, 9)))]
    edges = {(s, dice.choice(KINDS), t): dice.choice((300, 600, 900, 900)) for s, t in pairs}
    return n, [(*edge, confidence) for edge, confidence in edges.items()]


def some_rules(dice: random.Random, n: int) -> ga.Rules:
    return ga.Rules(
        kinds=frozenset(KINDS if dice.random() < 0.7 else dice.sample(KINDS, dice.randint(0, 2))),
        symmetric=SYMMETRIC,
        min_confidence=dice.choice((0, 0, 500)),
        direction=dice.choice(DIRECTIONS),
        avoid=np.array([term for term in range(2, n) if dice.random() < 0.1], np.int64),
        through=dice.choice((2, 3, 20_000, 20_000)),
    )


class Walker:
    """The same questions, answered edge by edge."""

    def __init__(self, edges: list[Edge], rules: ga.Rules, ends: tuple[int, ...]) -> None:
        self.rules, self.ends = rules, ends
        self.edges = [
            (row, edge)
            for row, edge in enumerate(sorted(edges))
            if edge[1] in rules.kinds and edge[3] >= rules.min_confidence
        ]
        touched = Counter(term for _, (s, _, t, _) in self.edges for term in {s, t})
        self.closed = {term for term, count in touched.items() if count > rules.through} - set(ends)
        self.avoid = set(rules.avoid.tolist()) - set(ends)

    def steps(self, term: int, closed: set[int]) -> list[tuple[int, int]]:
        found = []
        for row, (s, kind, t, _) in self.edges:
            both = kind in SYMMETRIC or self.rules.direction == "any"
            if s == term and (both or self.rules.direction == "forward"):
                found.append((row, t))
            if t == term and (both or self.rules.direction == "backward"):
                found.append((row, s))
        return [(row, to) for row, to in found if to != term and to not in self.avoid and to not in closed]

    def walks(self, x: int, y: int, hops: int, closed: set[int]) -> list[tuple[list[int], list[int]]]:
        done: list[tuple[list[int], list[int]]] = []
        begun: list[tuple[list[int], list[int]]] = [([x], [])]
        for _ in range(hops):
            longer = []
            for terms, rows in begun:
                for row, to in self.steps(terms[-1], closed):
                    if to == y:
                        done.append(([*terms, to], [*rows, row]))
                    elif to != x:
                        longer.append(([*terms, to], [*rows, row]))
            begun = longer
        return done


@settings(max_examples=500, deadline=None)
@given(SEEDS)
def test_between_is_what_lies_on_walks(seed: int) -> None:
    dice = random.Random(seed)
    n, edges = some_graph(dice)
    rule, hops = some_rules(dice, n), dice.randint(1, 5)
    sub = ga.between(make(n, edges), ids, 0, 1, rule, hops)
    walker = Walker(edges, rule, (0, 1))
    walks = walker.walks(0, 1, hops, walker.closed)
    assert sub.row.tolist() == sorted({row for _, rows in walks for row in rows})
    terms = sorted({0, 1}.union(*(terms for terms, _ in walks)))
    assert sub.ids == ids(np.array(terms))
    named = {int(term[1:]) for term in sub.closed}
    assert named <= walker.closed
    for walk, _ in walker.walks(0, 1, hops, set()):
        stops = [term for term in walk if term in walker.closed]
        assert not stops or named & {stops[0], stops[-1]}


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_distance_and_around(seed: int) -> None:
    dice = random.Random(seed)
    n, edges = some_graph(dice)
    rule = some_rules(dice, n)
    graph = make(n, edges)
    walker = Walker(edges, rule, (0, 1))
    lengths = [len(rows) for _, rows in walker.walks(0, 1, n, walker.closed)]
    assert ga.distance(graph, 0, 1, rule) == min(lengths, default=None)
    hops = dice.randint(1, 4)
    walker = Walker(edges, rule, (0,))
    reached, rows = {0}, set()
    front = {0}
    for _ in range(hops):
        steps = [step for term in front if term not in walker.closed for step in walker.steps(term, set())]
        rows |= {row for row, _ in steps}
        front = {to for _, to in steps} - reached
        reached |= front
    sub = ga.around(graph, ids, 0, rule, hops)
    assert sub.ids == ids(np.array(sorted(reached)))
    assert sub.row.tolist() == sorted(rows)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_columns_say_what_the_edges_say(seed: int) -> None:
    n, edges = some_graph(random.Random(seed))
    made, edges = make(n, edges), sorted(edges)
    for term in range(n):
        leaving = range(made.out_start[term], made.out_start[term + 1])
        coming = made.in_row[made.in_start[term] : made.in_start[term + 1]].tolist()
        assert list(leaving) == [row for row, edge in enumerate(edges) if edge[0] == term]
        assert coming == [row for row, edge in enumerate(edges) if edge[2] == term]
        assert made.degree[term] == sum(term in (edge[0], edge[2]) for edge in edges)
    assert [made.kinds[kind] for kind in made.kind] == [edge[1] for edge in edges]
    assert made.confidence.tolist() == [edge[3] for edge in edges]


@pytest.mark.parametrize("hops", range(1, 7))
def test_a_chain_is_found_when_the_hops_reach(hops: int) -> None:
    graph = make(5, [(0, "uses", 2, 900), (2, "uses", 3, 900), (3, "uses", 4, 900), (4, "uses", 1, 900)])
    rule = ga.Rules(frozenset(KINDS))
    assert ga.between(graph, ids, 0, 1, rule, hops).row.tolist() == ([0, 1, 2, 3] if hops >= 4 else [])


def test_subgraph_speaks_of_the_graph_it_came_from() -> None:
    graph = make(5, [(0, "uses", 2, 900), (0, "uses", 4, 900), (2, "is_a", 1, 600), (3, "is_a", 2, 600)])
    sub = ga.between(graph, ids, 0, 1, ga.Rules(frozenset(KINDS), SYMMETRIC), 2)
    assert sub.ids == ["t000", "t001", "t002"]
    assert sub.degree.tolist() == [2, 1, 3]
    assert (sub.source.tolist(), sub.target.tolist()) == ([0, 2], [2, 1])
    assert [sub.kinds[kind] for kind in sub.kind] == ["uses", "is_a"]
    assert sub.confidence.tolist() == [900, 600]
    assert sub.symmetric == SYMMETRIC
    assert sub.index("t002") == 2
    with pytest.raises(ValueError, match="t003"):
        sub.index("t003")


def test_a_term_far_from_the_other_end_is_not_named_closed() -> None:
    """A hub beside x is named only where its distance to y is not known to be too large."""
    chain: list[Edge] = [(0, "uses", 2, 900), (2, "uses", 3, 900), (3, "uses", 1, 900)]
    hub: list[Edge] = [(0, "uses", 4, 900), *((4, "uses", far, 900) for far in range(5, 12))]
    graph = make(12, chain + hub)
    rule = ga.Rules(frozenset(KINDS), through=5)
    assert ga.between(graph, ids, 0, 1, rule, 2).closed == ()
    assert ga.between(graph, ids, 0, 1, rule, 4).closed == ("t004",)
    assert ga.around(graph, ids, 0, rule, 2).closed == ("t004",)


def test_touching_keeps_loops_and_direction() -> None:
    graph = make(3, [(0, "uses", 0, 900), (0, "uses", 1, 900), (2, "is_a", 0, 900), (2, "is_a", 1, 900)])
    rule = ga.Rules(frozenset(KINDS))
    assert ga.touching(graph, np.array([0]), rule).tolist() == [0, 1, 2]
    forward = ga.Rules(frozenset(KINDS), direction="forward", avoid=np.array([1]))
    assert ga.touching(graph, np.array([0]), forward).tolist() == [0]


@pytest.mark.parametrize("edges", [[], [(0, "uses", 1, 900), (1, "is_a", 0, 123)]])
def test_saved_arrays_are_loaded(tmp_path: Path, edges: list[Edge]) -> None:
    made = make(2, edges)

    def create(name: str, fill: Any) -> None:
        with (tmp_path / name).open("xb") as file:
            fill(file)

    ga.save(made, create)
    loaded = ga.load(tmp_path)
    assert loaded.kinds == made.kinds
    assert loaded.level is None
    create("level.npy", partial(write_array, array=np.array([1, 0], np.int32)))
    level = ga.load(tmp_path).level
    assert level is not None
    assert level.tolist() == [1, 0]
    for name in ("out_start", "source", "target", "kind", "confidence", "in_start", "in_row", "degree"):
        assert getattr(loaded, name).tolist() == getattr(made, name).tolist()
        assert getattr(loaded, name).dtype == getattr(made, name).dtype
    assert loaded.confidence.flags.writeable is False
    (tmp_path / "source.npy").write_bytes((tmp_path / "out_start.npy").read_bytes())
    with pytest.raises(ValueError, match="not of one graph"):
        ga.load(tmp_path)


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [([1, 0], [0, 1], "sorted"), ([0, 0], [0, 2], "not a term"), ([0, 2], [0, 1], "not a term")],
)
def test_columns_that_are_no_graph_are_refused(source: list[int], target: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ga.from_relations(2, source, ["uses", "uses"], target, [1, 1])


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_levels_say_where_no_walk_leads(seed: int) -> None:
    dice = random.Random(seed)
    n, edges = some_graph(dice)
    plain = make(n, edges)
    graph = ga.leveled(plain, SYMMETRIC)
    assert graph.level is not None
    rules = replace(some_rules(dice, n), through=20_000)
    for x, y in permutations(range(n), 2):
        assert ga.distance(graph, x, y, rules) == ga.distance(plain, x, y, rules)
        ahead = ga.distance(plain, x, y, ga.Rules(frozenset(KINDS), SYMMETRIC, direction="forward"))
        assert ahead is None or graph.level[x] > graph.level[y] or graph.level[x] == ENDLESS


def test_the_levels_of_a_chain_of_a_circle_and_of_what_goes_both_ways() -> None:
    edges = [(0, "uses", 1, 900), (1, "uses", 1, 900), (1, "is_a", 2, 900), (3, "uses", 4, 900), (4, "uses", 3, 900)]
    edges += [(4, "uses", 0, 900), (5, "compared_with", 6, 900), (6, "uses", 2, 900)]
    level = ga.leveled(make(8, edges), SYMMETRIC).level
    assert level is not None
    assert level.tolist() == [2, 1, 0, ENDLESS, ENDLESS, ENDLESS, ENDLESS, 0]


def test_between_needs_two_ends() -> None:
    with pytest.raises(ValueError, match="two different"):
        ga.between(make(2, []), ids, 1, 1, ga.Rules(frozenset(KINDS)), 3)


def test_a_loop_counts_once_and_what_does_not_pass_never() -> None:
    edges = [(0, "uses", 2, 900), (2, "uses", 1, 900), (2, "is_a", 2, 900), (2, "compared_with", 3, 900)]
    graph = make(4, edges)
    for through, rows in ((3, [0, 3]), (2, [])):
        rule = ga.Rules(frozenset(("uses", "is_a")), through=through)
        assert ga.between(graph, ids, 0, 1, rule, 2).row.tolist() == rows
    assert graph.degree.tolist() == [1, 1, 4, 1]
