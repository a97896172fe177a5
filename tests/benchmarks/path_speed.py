"""Paths in a stored graph: ``python tests/benchmarks/path_speed.py GRAPH [PAIRS]``.

Milliseconds of the five cheapest paths of at most four hops, over random pairs and over pairs of the 1,000 terms
with most relations: the search alone, and the whole answer with terms and quotes. Then neighbourhoods of 120 terms,
the time from opening the folder to the first answer, and the memory that this process holds.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from glossgraph import paths
from glossgraph.model import Filter
from glossgraph.query import connect
from glossgraph.stores import OnArrays
from glossgraph.stores.embedded import EmbeddedStore


def main() -> None:
    started = time.perf_counter()
    store = EmbeddedStore(Path(sys.argv[1]))
    at = store.on_arrays(Filter())
    random = np.random.default_rng(6)
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    hubs = np.argsort(at.arrays.degree)[::-1][:1000]
    pools = {"random pairs": np.arange(len(at.arrays.degree)), "pairs of hubs": hubs}
    pairs = {name: [random.choice(pool, 2, replace=False).tolist() for _ in range(n)] for name, pool in pools.items()}
    x, y = at.ids(np.array(pairs["random pairs"][0]))
    connect(store, x, y)
    print(f"opening to first answer {time.perf_counter() - started:.2f} s")
    for name, some in pairs.items():
        for ranking in paths.COSTS:
            tell(f"{name}, {ranking}", [timed(partial(search, at, x, y, ranking)) for x, y in some])
        sample = some[: n // 5]
        named = [at.ids(np.array(pair)) for pair in sample]
        tell(f"{name}, whole answer", [timed(partial(connect, store, x, y)) for x, y in named])
    for name, pool in pools.items():
        some = [int(random.choice(pool)) for _ in range(n)]
        tell(f"around, {name.split()[0]}", [timed(partial(near, at, x)) for x in some])
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def search(at: OnArrays, x: int, y: int, ranking: str) -> None:
    paths.narrowed(at.arrays, at.ids, x, y, at.rules, hops=4, k=5, ranking=ranking)


def near(at: OnArrays, x: int) -> None:
    paths.nearby(at.arrays, x, at.rules, hops=2, budget=120)


def timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def tell(name: str, times: list[float]) -> None:
    print(f"{name:32s} median {np.median(times):8.1f}  95th {np.percentile(times, 95):8.1f}  max {max(times):8.1f} ms")


if __name__ == "__main__":
    main()
