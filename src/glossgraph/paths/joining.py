"""The small tree that joins three and more terms.

Kou, Markowsky and Berman, *A Fast Algorithm for Steiner Trees* (Acta Informatica 15, 1981): of the cheapest paths
between each two of the asked terms a spanning tree, the cheapest paths first; of the steps on those another one, the
cheapest steps first; its loose ends are cut off. With n asked terms it costs at most 2 - 2/n times the cheapest tree
in which no two of them are further apart than the paths may be.

The costs are those of paths: each step costs what it does there, and an inner term half of what passing it costs for
each of its steps in the tree, so that a tree without branches costs what the path costs. To pass an asked term is
free. Ties are decided by ids, so that the order of the terms does not matter.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from glossgraph.paths.costs import hop_costs, hub_costs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossgraph.arrays import Subgraph

MAX_ENDS = 12
"""How many terms can be joined: the paths between each two of them are looked for."""


class Way(NamedTuple):
    """A path between two asked terms: its cost, its terms, what each step costs and what passing each term costs."""

    cost: int
    terms: tuple[str, ...]
    steps: tuple[int, ...]
    hubs: tuple[int, ...]


class Tree(NamedTuple):
    """Paths that join the asked terms: each comes to a term from those before it. ``cost`` is that of the tree."""

    paths: tuple[tuple[str, ...], ...]
    cost: int


def way(sub: Subgraph, cost: int, at: Sequence[int], ranking: str) -> Way:
    """A path that ``cheapest`` found, either way of each relation allowed."""
    price, hubs = hop_costs(ranking, sub.kinds, sub.kind, sub.confidence), hub_costs(ranking, sub.degree)
    steps = []
    for a, b in pairwise(at):
        on = (sub.source == a) & (sub.target == b) | (sub.source == b) & (sub.target == a)
        steps.append(int(price[on].min()))
    return Way(cost, tuple(sub.ids[one] for one in at), tuple(steps), tuple(int(hubs[one]) for one in at))


def spanning(ways: Iterable[Way]) -> list[Way]:
    """The cheapest ways that join all ends which any ways join, without a circle."""
    ordered = sorted(ways, key=lambda way: (way.cost, len(way.terms), way.terms))
    return [ordered[at] for at in _without_circles([(way.terms[0], way.terms[-1]) for way in ordered])]


def groups(ends: Sequence[str], ways: Iterable[Way]) -> list[list[str]]:
    """The ends that ways join with each other, in the order of ``ends``."""
    found: dict[str, list[str]] = {end: [end] for end in ends}
    for one in ways:
        left, right = found[one.terms[0]], found[one.terms[-1]]
        if left is not right:
            left += right
            found.update(dict.fromkeys(right, left))
    order = {end: at for at, end in enumerate(ends)}
    return sorted(
        {id(group): sorted(group, key=order.__getitem__) for group in found.values()}.values(),
        key=lambda group: order[group[0]],
    )


def tree(ends: Sequence[str], ways: Iterable[Way]) -> Tree:
    """The tree of the steps of ``ways``, which join all of ``ends``, told from the first of them on."""
    double: dict[tuple[str, str], int] = {}
    for one in ways:
        hubs = [0 if term in ends else hub for term, hub in zip(one.terms, one.hubs, strict=True)]
        for (a, b), step, (here, there) in zip(pairwise(one.terms), one.steps, pairwise(hubs), strict=True):
            double[min(a, b), max(a, b)] = 2 * step + here + there
    steps = sorted(double, key=lambda step: (double[step], step))
    beside = _pruned([steps[at] for at in _without_circles(steps)], ends)
    cost = sum(double[a, b] for a in beside for b in beside[a] if a < b)
    return Tree(tuple(_told(beside, ends)), (cost + 1) // 2)


def _without_circles(pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Places of the pairs that join what none before them does (Kruskal 1956)."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    kept = []
    for at, (a, b) in enumerate(pairs):
        if root(a) != root(b):
            parent[root(a)] = root(b)
            kept.append(at)
    return kept


def _pruned(steps: Iterable[tuple[str, str]], ends: Sequence[str]) -> dict[str, set[str]]:
    """What lies beside each term of a tree whose loose ends are cut off."""
    beside: dict[str, set[str]] = {}
    for a, b in steps:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    loose = [term for term in beside if len(beside[term]) == 1 and term not in ends]
    while loose:
        term = loose.pop()
        [other] = beside.pop(term)
        beside[other].discard(term)
        if len(beside[other]) == 1 and other not in ends:
            loose.append(other)
    return beside


def _told(beside: dict[str, set[str]], ends: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """A tree as paths: to each end in turn, from the terms before it, in pieces from one end to the next."""
    before = {ends[0]: ""}
    waiting = [ends[0]]
    while waiting:
        here = waiting.pop()
        new = beside.get(here, set()) - before.keys()
        before.update(dict.fromkeys(new, here))
        waiting += new
    said = {ends[0]}
    for end in ends[1:]:
        path = [end]
        while path[-1] not in said:
            path.append(before[path[-1]])
        said.update(path)
        path.reverse()
        stops = [at for at, term in enumerate(path) if term in ends or at == 0]
        yield from (tuple(path[at : to + 1]) for at, to in pairwise(stops))
