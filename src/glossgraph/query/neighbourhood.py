"""What is around a term: the cheapest terms within a few hops, and every relation among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from glossgraph import paths
from glossgraph.errors import UserError
from glossgraph.model import Filter, Neighbourhood, Ranking
from glossgraph.query.lookup import resolve

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
) -> Neighbourhood:
    """The ``budget`` terms that are cheapest to reach from ``term`` in at most ``hops`` hops, and ``term`` itself.

    The costs are those of paths, so that the way to each kept term passes only kept terms. ``filter.hops`` is
    not read; mentions count only where ``filter.relations`` names them. Raises UnknownTermError, UserError.
    """
    if not 1 <= hops <= paths.MAX_HOPS:
        raise UserError(f"A neighbourhood has from 1 to {paths.MAX_HOPS} hops: {hops} cannot be asked for.")
    if budget < 0:
        raise UserError(f"A neighbourhood cannot have {budget} terms: ask for 0 or more.")
    centre = resolve(store, term)
    asked = replace(filter or Filter(), hops=hops)
    sub = store.ball(centre.id, asked)
    at = sub.index(centre.id)
    found = paths.nearest(sub, at, hops=hops, budget=budget + 1, ranking=ranking, direction=asked.direction)
    kept = found[:budget]
    ids = [centre.id, *(sub.ids[place] for *_, place in kept)]
    relations = store.among(ids, replace(asked, direction="any", avoid=frozenset(), defined_only=False))
    far = (0, *(hops for _, hops, _ in kept))
    return Neighbourhood(tuple(store.terms(ids)), far, tuple(relations), len(found) <= budget)
