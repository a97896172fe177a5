"""All shortest paths against igraph and NetworkX: ``python tests/benchmarks/engines.py GRAPH [PAIRS]``.

The same random pairs in one run, relations in either direction, parallel ones as one; each engine lists every shortest
path, and all must count the same. igraph is asked in the way that serves it best: its own listing alone takes far
longer. NetworkX, which needs most of a minute a pair on a graph of ten million relations, is asked three pairs.
igraph (GPL) is a dependency of the tests only.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import igraph
import networkx as nx
import numpy as np

from glossgraph.arrays import Ints, geodesics
from glossgraph.model import Filter
from glossgraph.stores import OnArrays
from glossgraph.stores.embedded import EmbeddedStore

_FEW = 3


def main() -> None:
    at = EmbeddedStore(Path(sys.argv[1])).on_arrays(Filter(through=2**31 - 1))
    n, many = len(at.arrays.degree), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    random = np.random.default_rng(6)
    pairs = [random.choice(n, 2, replace=False).tolist() for _ in range(many)]
    edges = np.unique(np.sort(np.stack((at.arrays.source, at.arrays.target), 1), axis=1), axis=0)
    edges = edges[edges[:, 0] != edges[:, 1]]
    run(at, pairs[0])
    ours = over(pairs, lambda x, y: run(at, (x, y)))
    tell("glossgraph", ours)
    whole = igraph.Graph(n, edges)  # type: ignore[no-untyped-call]
    tell("igraph", over(pairs, partial(between, whole)), ours)
    plain = nx.Graph()
    plain.add_nodes_from(range(n))
    plain.add_edges_from(edges.tolist())
    tell("NetworkX", over(pairs[:_FEW], lambda x, y: listed(plain, x, y)), ours[:_FEW])


def run(at: OnArrays, pair: tuple[int, int] | list[int]) -> int:
    """How many shortest paths there are, each of them listed."""
    x, y = pair
    found = geodesics(at.arrays, x, y, at.rules)
    return 0 if found is None else len(every(found, x))


def every(layers: list[tuple[Ints, Ints]], start: int) -> list[tuple[int, ...]]:
    """The paths that steps by layer make."""
    paths: list[tuple[int, ...]] = [(start,)]
    for here, there in layers:
        ways: dict[int, set[int]] = {}
        for left, reached in zip(here.tolist(), there.tolist(), strict=True):
            ways.setdefault(left, set()).add(reached)
        paths = [(*path, reached) for path in paths for reached in ways[path[-1]]]
    return paths


def between(graph: igraph.Graph, x: int, y: int) -> int:
    """igraph's best way: its own listing, but only among the terms that lie on some shortest path."""
    there, back = (np.array(graph.distances(end)[0]) for end in (x, y))
    if not np.isfinite(there[y]):
        return 0
    on = np.flatnonzero(there + back == there[y])
    inner = graph.induced_subgraph(on, implementation="create_from_scratch")
    return len(inner.get_all_shortest_paths(*np.searchsorted(on, (x, y)).tolist()))


def listed(graph: nx.Graph[int], x: int, y: int) -> int:
    try:
        return sum(1 for _ in nx.all_shortest_paths(graph, x, y))
    except nx.NetworkXNoPath:
        return 0


def over(pairs: list[list[int]], count: Callable[[int, int], int]) -> list[tuple[float, int]]:
    """Milliseconds of this thread's own work for each pair, and what was counted."""
    found = []
    for x, y in pairs:
        started = time.thread_time()
        many = count(x, y)
        found.append((1000 * (time.thread_time() - started), many))
    return found


def tell(name: str, found: list[tuple[float, int]], ours: list[tuple[float, int]] | None = None) -> None:
    times = [spent for spent, _ in found]
    said = (
        f"{name:12s} {len(times):3d} pairs  median {np.median(times):10.2f}  95th {np.percentile(times, 95):10.2f} ms"
    )
    if ours is not None:
        if [many for _, many in found] != [many for _, many in ours]:
            raise SystemExit(f"{name} counts other paths")
        said += f"  {np.median(times) / np.median([spent for spent, _ in ours]):,.0f} times glossgraph's median"
    print(said, flush=True)


if __name__ == "__main__":
    main()
