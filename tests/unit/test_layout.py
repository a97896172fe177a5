from __future__ import annotations

import math
import random
from itertools import pairwise

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


@pytest.mark.parametrize("neighbours", [1, 3, 8, 30])
def test_what_is_around_a_term_stands_on_rings_about_it(neighbours: int) -> None:
    near = [f"n{at:02d}" for at in range(neighbours)]
    far = [f"f{at:02d}" for at in range(20)]
    edges = [("x", name) for name in near] + [(near[at % len(near)], name) for at, name in enumerate(far)]
    places = layout.around("x", [*near, *far, "x"], edges)
    assert places["x"] == (0, 0)
    assert places == layout.around("x", [*far, *near], [(b, a) for a, b in reversed(edges)])
    assert nearest(places) > layout.APART * 0.5

    def radius(name: str) -> float:
        return math.hypot(places[name][0] / 1.75, places[name][1])

    assert max(map(radius, near)) < min(map(radius, far))
    left, right = (sum((places[name][0] > 0) == side for name in near) for side in (False, True))
    assert neighbours < 8 or abs(left - right) <= 3


def test_a_term_stands_behind_its_neighbour() -> None:
    edges = [("x", "a"), ("x", "b"), ("x", "c"), ("x", "d"), ("a", "a1"), ("c", "c1")]
    places = layout.around("x", "xabcd", [*edges, ("b", "unknown")]) | layout.around("x", ["a1", "c1", *"abcd"], edges)
    for name in "ac":
        assert math.dist(places[name], places[f"{name}1"]) < math.dist(places["x"], places[f"{name}1"])


def test_a_term_that_stands_alone_is_in_the_middle() -> None:
    assert layout.around("x", [], []) == {"x": (0, 0)}


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


def test_no_line_of_a_path_runs_over_the_dot_of_another() -> None:
    paths = [["x", "a", "y"], ["x", "b", "c", "y"], ["x", "d", "c", "y"], ["x", "d", "a", "y"], ["x", "b", "e", "y"]]
    wide, tall = layout.path_positions(paths)
    assert wide["b"][0] == wide["d"][0] < wide["c"][0] == wide["e"][0] < wide["y"][0]
    for places in (wide, tall):
        for path in paths:
            for a, b in pairwise(path):
                (ax, ay), (bx, by) = places[a], places[b]
                for term, (x, y) in places.items():
                    part = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
                    near = math.hypot(ax + part * (bx - ax) - x, ay + part * (by - ay) - y)
                    assert term in (a, b) or not 0 < part < 1 or near > 30


def test_paths_that_run_against_each_other() -> None:
    wide, _ = layout.path_positions([["x", "a", "b", "y"], ["x", "b", "a", "y"]])
    assert [wide[term][0] for term in "xaby"] == sorted(wide[term][0] for term in "xaby")


def test_no_paths() -> None:
    assert layout.path_positions([]) == ({}, {})
    assert layout.positions([], []) == {}
