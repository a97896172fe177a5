from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph import layout

Edges = list[tuple[str, str]]


def graph(size: int, edges: int, seed: int = 1) -> tuple[list[str], Edges]:
    pick = random.Random(seed)
    ids = [f"t{number}" for number in range(size)]
    return ids, [(pick.choice(ids), pick.choice(ids)) for _ in range(edges)]


def nearest(places: layout.Positions) -> float:
    spots = list(places.values())
    return min(math.dist(a, b) for at, a in enumerate(spots) for b in spots[:at])


def test_order_of_input_does_not_matter() -> None:
    ids, edges = graph(60, 140)
    shuffled = [(b, a) for a, b in reversed(edges)]
    assert layout.positions(ids, edges) == layout.positions(ids[::-1], shuffled)


@pytest.mark.parametrize(("size", "edges"), [(1, 0), (2, 1), (12, 0), (40, 60), (120, 360), (300, 500)])
def test_terms_keep_apart_and_lie_level(size: int, edges: int) -> None:
    places = layout.positions(*graph(size, edges))
    assert len(places) == size
    assert size == 1 or nearest(places) > layout.APART * 0.6
    width, height = (max(spot[axis] for spot in places.values()) for axis in (0, 1))
    assert size < 12 or width > height


def test_neighbours_are_nearer_than_strangers() -> None:
    ids, edges = graph(80, 160)
    places = layout.positions(ids, edges)
    linked = [math.dist(places[a], places[b]) for a, b in edges if a != b]
    every = [math.dist(places[a], places[b]) for a in ids for b in ids if a < b]
    assert sum(linked) / len(linked) < 0.7 * sum(every) / len(every)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_known_places_never_move(data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.text(max_size=3), unique=True, min_size=1, max_size=14))
    edges = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=30))
    first = data.draw(st.lists(st.sampled_from(ids), unique=True))
    before = layout.positions(first, edges)
    after = layout.positions(ids, edges, before)
    assert {term: after[term] for term in before} == before
    assert after.keys() == set(ids)
    assert len(ids) == 1 or nearest(after) > 10


def test_new_terms_come_near_their_neighbours() -> None:
    ids, edges = graph(40, 70)
    before = layout.positions(ids, edges)
    after = layout.positions([*ids, "new", "newer"], [*edges, ("new", "t3"), ("newer", "new")], before)
    assert math.dist(after["new"], after["t3"]) < 3 * layout.SPACING
    assert math.dist(after["newer"], after["new"]) < 3 * layout.SPACING


def test_layout_of_another_call_is_not_shared() -> None:
    first = layout.positions(["a", "b"], [("a", "b")])
    first["a"] = (99.0, 99.0)
    assert layout.positions(["a", "b"], [("a", "b")])["a"] != (99.0, 99.0)


def test_best_path_runs_through_the_middle() -> None:
    paths = [["x", "a", "b", "y"], ["x", "c", "y"], ["x", "a", "d", "y"], ["x", "e", "f", "y"]]
    wide, tall = layout.path_positions(paths)
    assert [wide[term][1] for term in "xaby"] == [0, 0, 0, 0]
    assert [tall[term][0] for term in "xaby"] == [0, 0, 0, 0]
    assert all(wide[term][1] != 0 for term in "cdef")
    for path in paths:
        across = [wide[term][0] for term in path]
        down = [tall[term][1] for term in path]
        assert across == sorted(across)
        assert down == sorted(down)
    assert nearest(wide) >= layout.APART
    assert nearest(tall) >= layout.APART


def test_no_paths() -> None:
    assert layout.path_positions([]) == ({}, {})
    assert layout.positions([], []) == {}
