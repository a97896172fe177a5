"""Paths in a stored graph: ``python tests/benchmarks/path_speed.py GRAPH [PAIRS]``.

Milliseconds of the five cheapest paths of at most four hops, over random pairs and over pairs of the 1,000 terms
with most relations: the search alone, the whole answer with terms and quotes, and the two side by side. Then all
shortest paths, counted; both once more under each filter, with the ratio to the same pairs without one;
neighbourhoods of 120 terms, the time from opening the folder to the first answer, and the memory that this process
holds.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from glossgraph import paths
from glossgraph.model import Filter
from glossgraph.query import compare, connect
from glossgraph.stores import OnArrays
from glossgraph.stores.embedded import EmbeddedStore

Pairs = list[tuple[int, int]]


def main() -> None:
    started = time.perf_counter()
    store = EmbeddedStore(Path(sys.argv[1]))
    at = store.on_arrays(Filter())
    random = np.random.default_rng(6)
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    hubs = np.argsort(at.arrays.degree)[::-1][:1000]
    pools = {"random pairs": np.arange(len(at.arrays.degree)), "pairs of hubs": hubs}
    pairs: dict[str, Pairs] = {
        name: [tuple(random.choice(pool, 2, replace=False).tolist()) for _ in range(n)] for name, pool in pools.items()
    }
    x, y = at.ids(np.array(pairs["random pairs"][0]))
    connect(store, x, y)
    print(f"opening to first answer {time.perf_counter() - started:.2f} s")
    for name, some in pairs.items():
        for ranking in paths.COSTS:
            tell(f"{name}, {ranking}", over(some, partial(search, at, ranking)))
        named = [tuple(at.ids(np.array(pair))) for pair in some[: n // 5]]
        tell(f"{name}, whole answer", [timed(partial(connect, store, x, y)) for x, y in named])
        tell(f"{name}, side by side", [timed(partial(compare, store, x, y)) for x, y in named])
        tell(f"{name}, all shortest", over(some, partial(shortest, at)))
    for name, filter in filters(store).items():
        under = store.on_arrays(filter)
        for what, call in {"five cheapest": cheapest, "all shortest": shortest}.items():
            compared(f"{what}, {name}", pairs["random pairs"], partial(call, at), partial(call, under))
    for name, pool in pools.items():
        some_terms = [int(random.choice(pool)) for _ in range(n)]
        tell(f"around, {name}", [timed(partial(near, at, x)) for x in some_terms])
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def filters(store: EmbeddedStore) -> dict[str, Filter]:
    """Every filter, each alone."""
    ids = store.graph().ids
    kinds = frozenset(store.on_arrays(Filter()).arrays.kinds)
    return {
        "but one type": Filter(without=frozenset(sorted(kinds)[:1])),
        "confidence": Filter(min_confidence=0.5),
        "forward": Filter(direction="forward"),
        "avoiding 100": Filter(avoid=frozenset(ids[:: max(1, len(ids) // 100)])),
        "one glossary": Filter(glossaries=frozenset(store.glossaries()[:1])),
    }


def compared(name: str, pairs: Pairs, plain: Callable[[int, int], object], under: Callable[[int, int], object]) -> None:
    both = [[timed(partial(call, x, y)) for call in (plain, under)] for x, y in pairs]
    before, after = zip(*both, strict=True)
    tell(name, after)
    ratios = [np.percentile(after, at) / np.percentile(before, at) for at in (50, 95)]
    print(f"{'':44s} {ratios[0]:.2f} and {ratios[1]:.2f} times without")


def over(pairs: Pairs, call: Callable[[int, int], object]) -> list[float]:
    return [timed(partial(call, x, y)) for x, y in pairs]


def search(at: OnArrays, ranking: str, x: int, y: int) -> None:
    paths.narrowed(at.arrays, at.ids, x, y, at.rules, hops=4, k=5, ranking=ranking)


def cheapest(at: OnArrays, x: int, y: int) -> None:
    search(at, "default", x, y)


def shortest(at: OnArrays, x: int, y: int) -> None:
    paths.count_shortest(at.arrays, x, y, at.rules)


def near(at: OnArrays, x: int) -> None:
    paths.nearby(at.arrays, x, at.rules, hops=2, budget=120)


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of this thread's own work, so that other work on the machine counts little."""
    started = time.thread_time()
    call()
    return 1000 * (time.thread_time() - started)


def tell(name: str, times: Sequence[float]) -> None:
    print(f"{name:36s} median {np.median(times):8.1f}  95th {np.percentile(times, 95):8.1f}  max {max(times):8.1f} ms")


if __name__ == "__main__":
    main()
