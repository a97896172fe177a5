"""Shortest paths counted, against listing them, and where no list could hold them."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
from hypothesis import given, settings
from test_bounded import KINDS, names, questions

from glossgraph import arrays as ga
from glossgraph.paths import cheapest, count_shortest


@settings(max_examples=150, deadline=None)
@given(questions())
def test_as_many_as_a_list_of_them_has(question: tuple[ga.Arrays, ga.Rules, int, int, str]) -> None:
    graph, rules, *_ = question
    found = count_shortest(graph, 0, 1, rules)
    for hops in range(1, 6):
        whole = ga.between(graph, names, 0, 1, rules, hops)
        ends = whole.index("t000000000"), whole.index("t000000001")
        listed = cheapest(whole, *ends, hops=hops, k=500, direction=rules.direction)
        if listed:
            assert found == (hops, len(listed))
            return
    assert found is None or found[0] > 5


def test_a_grid_with_more_than_ten_to_the_thirty() -> None:
    side = 53
    at = np.arange(side * side)
    right, down = at[at % side < side - 1], at[:-side]
    source = np.concatenate((right, down))
    order = np.argsort(source, kind="stable")
    target = np.concatenate((right + 1, down + side))[order]
    grid = ga.from_relations(side**2, source[order], ["uses"] * len(source), target, np.ones(len(source)))
    found = count_shortest(grid, 0, side**2 - 1, ga.Rules(frozenset(KINDS)))
    assert found == (104, math.comb(104, 52))
    assert found[1] > 10**30


def test_a_million_between_two_hubs_and_a_chain_of_a_hundred_thousand() -> None:
    many = 1_000_000
    source, target = np.repeat([0, 1], many), np.tile(np.arange(2, many + 2), 2)
    hubs = ga.from_relations(many + 2, source, ["uses"] * len(source), target, np.ones(len(source)))
    tracemalloc.start()
    assert count_shortest(hubs, 0, 1, ga.Rules(frozenset(KINDS))) == (2, many)
    assert tracemalloc.get_traced_memory()[1] < 100 * len(source)  # bytes a relation
    tracemalloc.stop()
    n = 100_000
    chain = ga.from_relations(n, np.arange(n - 1), ["uses"] * (n - 1), np.arange(1, n), np.ones(n - 1))
    assert count_shortest(chain, 0, n - 1, ga.Rules(frozenset(KINDS))) == (n - 1, 1)
