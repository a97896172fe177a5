"""All shortest paths between two terms: how many there are, and the cheapest of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossgraph import paths
from glossgraph.arrays import SECONDS, limited
from glossgraph.errors import LimitError
from glossgraph.messages import Message
from glossgraph.model import Answer, Filter, Ranking
from glossgraph.query.connect import checked, connect, may_widen, with_mentions
from glossgraph.query.lookup import resolve
from glossgraph.stores import HasArrays

if TYPE_CHECKING:
    from glossgraph.stores import Store


def shortest(
    store: Store,
    x: str,
    y: str,
    filter: Filter | None = None,
    *,
    k: int = 5,
    ranking: Ranking = "default",
    seconds: float = SECONDS,
) -> Answer:
    """How many paths of the fewest hops there are from ``x`` to ``y``, and the ``k`` cheapest of them.

    ``filter.hops`` is not read but where nothing connects the two: then the answer is that of ``connect``. A path is
    a sequence of terms: several relations between two of them count once. Raises what ``connect`` raises, LimitError
    too where the shortest path has more hops than can be listed.
    """
    with limited(seconds):
        start, end = resolve(store, x), resolve(store, y)
        asked = used = checked(store, start, end, filter or Filter(), k, ranking)
        counted = _counted(store, start.id, end.id, asked)
        if counted is None and may_widen(asked):
            used = with_mentions(store, asked)
            counted = _counted(store, start.id, end.id, used)
        if counted is None:
            return connect(store, x, y, asked, k=k, ranking=ranking, seconds=seconds)
        hops, many = counted
        if hops > paths.MAX_HOPS:
            raise LimitError(
                Message(
                    "The {many} shortest paths from “{start}” to “{end}” have {hops} hops, and paths of more than "
                    "{most} are not listed: choose terms that are nearer.",
                    many=f"{many:,}",
                    start=start.label,
                    end=end.label,
                    hops=f"{hops:,}",
                    most=f"{paths.MAX_HOPS:,}",
                )
            )
        found = connect(store, x, y, replace(used, hops=hops), k=k, ranking=ranking, seconds=seconds)
        return replace(found, filter=replace(asked, hops=hops), shortest=many, over_mentions=used is not asked)


def _counted(store: Store, x: str, y: str, filter: Filter) -> tuple[int, int] | None:
    """The fewest hops, and how many paths of so few there are."""
    if isinstance(store, HasArrays):
        at = store.on_arrays(filter)
        return paths.count_shortest(at.arrays, at.index(x), at.index(y), at.rules)
    hops = store.distance(x, y, filter)
    if hops is None:
        return None
    sub = store.between(x, y, replace(filter, hops=hops))
    return hops, paths.count_paths(sub, sub.index(x), sub.index(y), hops, filter.direction)
