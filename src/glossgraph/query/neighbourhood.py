"""What is around a term: the cheapest terms within a few hops, and every relation among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from glossgraph import paths
from glossgraph.arrays import SECONDS, limited
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import Filter, Neighbourhood, Ranking
from glossgraph.query.connect import sensible
from glossgraph.query.lookup import resolve
from glossgraph.stores import HasArrays

if TYPE_CHECKING:
    from glossgraph.stores import Store


def around(
    store: Store,
    term: str,
    *,
    hops: int = 1,
    budget: int = 120,
    filter: Filter | None = None,
    ranking: Ranking = "default",
    seconds: float = SECONDS,
) -> Neighbourhood:
    """The ``budget`` terms that are cheapest to reach from ``term`` in at most ``hops`` hops, and ``term`` itself.

    The costs are those of paths, so that the way to each kept term passes only kept terms. ``filter.hops`` is
    not read; mentions count only where ``filter.relations`` names them. Raises UnknownTermError, UserError,
    LimitError past ``seconds``.
    """
    if not 1 <= hops <= paths.MAX_HOPS:
        raise UserError(
            Message(
                "A neighbourhood has from 1 to {max_hops} hops: {hops} cannot be asked for.",
                max_hops=paths.MAX_HOPS,
                hops=hops,
            )
        )
    if budget < 0:
        raise UserError(Message("A neighbourhood cannot have {budget} terms: ask for 0 or more.", budget=budget))
    with limited(seconds):
        centre = resolve(store, term)
        asked = sensible(store, replace(filter or Filter(), hops=hops), ranking)
        found = _nearest(store, centre.id, asked, budget + 1, ranking)
        kept = found[:budget]
        ids = [centre.id, *(term for _, term in kept)]
        inside = store.among(ids, replace(asked, direction="any", avoid=frozenset(), defined_only=False))
        relations = [relation.quoting(asked.glossaries) for relation in inside]
    far = (0, *(hops for hops, _ in kept))
    return Neighbourhood(asked, ranking, tuple(store.terms(ids)), far, tuple(relations), len(found) <= budget)


def _nearest(store: Store, centre: str, filter: Filter, budget: int, ranking: str) -> list[tuple[int, str]]:
    """The cheapest terms to reach, each with how many hops away it is."""
    if isinstance(store, HasArrays):
        at = store.on_arrays(filter)
        near = paths.nearby(at.arrays, at.index(centre), at.rules, hops=filter.hops, budget=budget, ranking=ranking)
        ids = at.ids(np.array([term for *_, term in near], np.int64))
        return [(hops, term) for (_, hops, _), term in zip(near, ids, strict=True)]
    sub = store.ball(centre, filter)
    found = paths.nearest(
        sub, sub.index(centre), hops=filter.hops, budget=budget, ranking=ranking, direction=filter.direction
    )
    return [(hops, sub.ids[term]) for _, hops, term in found]
