"""What connects three and more terms: the small tree of paths that joins them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from glossgraph import paths
from glossgraph.arrays import SECONDS, limited
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import Filter, Hop, Joined, Path, Ranking, Term
from glossgraph.query.connect import checked, found_paths, may_widen, search, with_mentions
from glossgraph.query.lookup import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossgraph.arrays import Subgraph
    from glossgraph.stores import Store

    Found = dict[paths.Way, tuple[Subgraph, tuple[int, ...]]]


def join(
    store: Store,
    terms: Sequence[str],
    filter: Filter | None = None,
    *,
    ranking: Ranking = "default",
    seconds: float = SECONDS,
) -> Joined:
    """The small tree that joins two to twelve terms, each an id, label, alias or reading, under ``filter``.

    It costs at most twice as much as the cheapest one (``paths.joining`` says how); no two asked terms that it
    joins directly are more than ``filter.hops`` apart. Mentions count as in ``connect``. Raises UnknownTermError,
    UserError for a question without sense, LimitError past ``seconds`` or when the search is too long.
    """
    with limited(seconds):
        ends = [resolve(store, term) for term in terms]
        asked = _checked(store, ends, filter or Filter(), ranking)
        ways, closed = _ways(store, ends, asked, ranking)
        groups = paths.groups([end.id for end in ends], ways)
        over_mentions = False
        used = asked
        if len(groups) > 1 and may_widen(asked):
            wider = with_mentions(store, asked)
            more, closed_too = _ways(store, ends, wider, ranking)
            closed |= closed_too
            if len(joined := paths.groups([end.id for end in ends], more)) < len(groups):
                ways, groups, over_mentions, used = more, joined, True, wider
        by_id = {end.id: end for end in ends}
        tree = paths.tree([end.id for end in ends], paths.spanning(ways)) if len(groups) == 1 else None
        return Joined(
            terms=tuple(ends),
            filter=asked,
            ranking=ranking,
            paths=() if tree is None else _told(store, tree, ways, used, ranking),
            cost=0 if tree is None else tree.cost,
            over_mentions=over_mentions,
            closed=tuple(sorted(closed)),
            groups=tuple(tuple(by_id[term] for term in group) for group in groups),
        )


def _checked(store: Store, ends: Sequence[Term], filter: Filter, ranking: str) -> Filter:
    if not 2 <= len(ends) <= paths.MAX_ENDS:
        raise UserError(
            Message("From 2 to {most} terms can be joined: {many} cannot.", most=paths.MAX_ENDS, many=len(ends))
        )
    if filter.direction != "any":
        raise UserError(Message("Terms are joined over relations in either direction: leave the direction out."))
    asked = filter
    for x, y in combinations(ends, 2):
        asked = checked(store, x, y, asked, 1, ranking)
    return asked


def _ways(store: Store, ends: Sequence[Term], filter: Filter, ranking: str) -> tuple[Found, set[str]]:
    """The cheapest path between each two terms, and the terms that were no way through."""
    ways: Found = {}
    closed: set[str] = set()
    for x, y in combinations(sorted(ends, key=lambda end: end.id), 2):
        found, sub = search(store, x, y, filter, 1, ranking)
        closed.update(sub.closed)
        ways |= {paths.way(sub, cost, at, ranking): (sub, at) for cost, at in found}
    return ways, closed


def _told(store: Store, tree: paths.Tree, ways: Found, filter: Filter, ranking: str) -> tuple[Path, ...]:
    """The paths of a tree with the relations of each hop."""
    hops: dict[tuple[str, str], Hop] = {}
    price: dict[tuple[str, str], int] = {}
    hubs: dict[str, int] = {}
    used = paths.spanning(ways)
    for way in used:
        sub, at = ways[way]
        [path] = found_paths(store, sub, [(way.cost, at)], filter, ranking)
        hubs |= zip(way.terms, way.hubs, strict=True)
        for hop, cost in zip(path.hops, way.steps, strict=True):
            hops[hop.x.id, hop.y.id] = hop
            hops[hop.y.id, hop.x.id] = replace(hop, x=hop.y, y=hop.x)
            price[hop.x.id, hop.y.id] = price[hop.y.id, hop.x.id] = cost
    told = []
    for terms in tree.paths:
        over = tuple(hops[step] for step in pairwise(terms))
        cost = sum(price[step] for step in pairwise(terms)) + sum(hubs[term] for term in terms[1:-1])
        told.append(Path((over[0].x, *(hop.y for hop in over)), over, cost))
    return tuple(told)
