"""What connects X to Y: both names resolved, the k cheapest paths found, or what would connect them told."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from glossgraph import paths
from glossgraph.arrays import SECONDS, limited
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import MENTIONS, Answer, Direction, Filter, Help, Hop, Path, Ranking, Term
from glossgraph.query.kinds import kinds
from glossgraph.query.lookup import resolve
from glossgraph.stores import HasArrays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossgraph.arrays import Subgraph
    from glossgraph.stores import Store

MAX_PATHS = 1_000
_NO_LIMIT = 2**31 - 1


def connect(
    store: Store,
    x: str,
    y: str,
    filter: Filter | None = None,
    *,
    k: int = 5,
    ranking: Ranking = "default",
    seconds: float = SECONDS,
) -> Answer:
    """The ``k`` cheapest paths from ``x`` to ``y``, each an id, label, alias or reading, under ``filter``.

    Mentions are left out unless the filter names them, or nothing else connects (then ``over_mentions``).
    Terms to avoid may be given by name too. Raises UnknownTermError for a name that no term has, UserError for
    a question without sense, LimitError past ``seconds`` or when the search is too long.
    """
    with limited(seconds):
        start, end = resolve(store, x), resolve(store, y)
        asked = checked(store, start, end, filter or Filter(), k, ranking)
        used = asked
        found, sub = search(store, start, end, asked, k, ranking)
        closed = set(sub.closed)
        if not found and may_widen(asked):
            used = with_mentions(store, asked)
            found, sub = search(store, start, end, used, k, ranking)
            closed.update(sub.closed)
        return Answer(
            x=start,
            y=end,
            filter=asked,
            ranking=ranking,
            paths=tuple(found_paths(store, sub, found, used, ranking)),
            over_mentions=bool(found) and used is not asked,
            closed=tuple(sorted(closed)),
            help=None if found else would_help(store, start, end, asked, closed),
        )


def may_widen(filter: Filter) -> bool:
    """Whether mentions may be used where nothing else connects: no relations were asked for or refused them."""
    return filter.relations is None and MENTIONS not in filter.without


def with_mentions(store: Store, filter: Filter) -> Filter:
    """The same filter, which lets mentions pass too."""
    typed = _typed(store) if filter.relations is None else filter.relations
    return replace(filter, relations=typed | {MENTIONS}, without=filter.without - {MENTIONS})


def _typed(store: Store) -> frozenset[str]:
    return frozenset(kind.id for kind in store.vocabulary()) - {MENTIONS}


def checked(store: Store, start: Term, end: Term, filter: Filter, k: int, ranking: str) -> Filter:
    """The filter with its terms resolved; raises UserError where the question makes no sense."""
    if start.id == end.id:
        raise UserError(Message("Both names are the term “{label}”: ask for two different terms.", label=start.label))
    if not 1 <= filter.hops <= paths.MAX_HOPS:
        raise UserError(
            Message(
                "A path has from 1 to {max_hops} hops: {hops} hops cannot be asked for.",
                max_hops=paths.MAX_HOPS,
                hops=filter.hops,
            )
        )
    if not 1 <= k <= MAX_PATHS:
        raise UserError(Message("From 1 to {max_paths} paths can be asked for: {k} cannot.", max_paths=MAX_PATHS, k=k))
    asked = sensible(store, filter, ranking)
    for term in (start, end):
        if term.id in asked.avoid:
            raise UserError(Message("“{label}” is an end of the path and cannot be avoided too.", label=term.label))
    return asked


def sensible(store: Store, filter: Filter, ranking: str) -> Filter:
    """The filter with its terms resolved; raises UserError where it names what is not there."""
    if ranking not in paths.COSTS:
        raise UserError(
            Message(
                "There is no ranking “{ranking}”: choose one of {listed}.",
                ranking=ranking,
                listed=", ".join(paths.COSTS),
            )
        )
    if filter.direction not in get_args(Direction):
        raise UserError(
            Message(
                "There is no direction “{direction}”: choose one of {listed}.",
                direction=filter.direction,
                listed=", ".join(get_args(Direction)),
            )
        )
    if not 0 <= filter.min_confidence <= 1:
        raise UserError(
            Message(
                "A confidence lies between 0 and 1: {min_confidence} does not.", min_confidence=filter.min_confidence
            )
        )
    if filter.glossaries and (unknown := sorted(filter.glossaries.difference(known := store.glossaries()))):
        raise UserError(
            Message(
                "This graph has no glossary “{unknown}”: choose among {listed}.",
                unknown=unknown[0],
                listed=", ".join(known),
            )
        )
    return replace(
        filter,
        relations=None if filter.relations is None else kinds(store, filter.relations),
        without=kinds(store, filter.without),
        avoid=frozenset(resolve(store, name).id for name in sorted(filter.avoid)),
    )


def search(
    store: Store, start: Term, end: Term, filter: Filter, k: int, ranking: str
) -> tuple[list[tuple[int, tuple[int, ...]]], Subgraph]:
    """The cheapest paths as (cost, local term indices), and the part of the graph that they are of."""
    if isinstance(store, HasArrays):
        at = store.on_arrays(filter)
        x, y = at.index(start.id), at.index(end.id)
        return paths.narrowed(at.arrays, at.ids, x, y, at.rules, hops=filter.hops, k=k, ranking=ranking)
    sub = store.between(start.id, end.id, filter)
    x, y = sub.index(start.id), sub.index(end.id)
    found = paths.cheapest(sub, x, y, hops=filter.hops, k=k, ranking=ranking, direction=filter.direction)
    return found, sub


def found_paths(
    store: Store, sub: Subgraph, found: Sequence[tuple[int, tuple[int, ...]]], filter: Filter, ranking: str
) -> Iterable[Path]:
    """What ``search`` found, with the terms, relations and quotes."""
    on = sorted({at for _, ids in found for at in ids})
    terms = dict(zip(on, _terms(store, [sub.ids[at] for at in on]), strict=True))
    hops = _hops(store, sub, {step for _, ids in found for step in pairwise(ids)}, terms, filter, ranking)
    for cost, ids in found:
        yield Path(tuple(terms[at] for at in ids), tuple(hops[step] for step in pairwise(ids)), cost)


def _hops(
    store: Store, sub: Subgraph, steps: set[tuple[int, int]], terms: dict[int, Term], filter: Filter, ranking: str
) -> dict[tuple[int, int], Hop]:
    """Each step with its relations, the cheapest first, then by type and direction."""
    costs = paths.hop_costs(ranking, sub.kinds, sub.kind, sub.confidence)
    listed: dict[tuple[int, int], list[tuple[int, str, int, int]]] = {step: [] for step in steps}
    for at in _on_the_way(sub, terms):
        source, target, kind = int(sub.source[at]), int(sub.target[at]), sub.kinds[sub.kind[at]]
        for step, way in (((source, target), "forward"), ((target, source), "backward")):
            if step in listed and (filter.direction in ("any", way) or kind in sub.symmetric):
                listed[step].append((int(costs[at]), kind, source, int(sub.row[at])))
    rows = sorted({row for relations in listed.values() for *_, row in relations})
    quoted = (relation.quoting(filter.glossaries) for relation in store.relations(rows))
    relations = dict(zip(rows, quoted, strict=True))
    return {
        step: Hop(terms[step[0]], terms[step[1]], tuple(relations[row] for *_, row in sorted(listed[step])))
        for step in steps
    }


def _on_the_way(sub: Subgraph, terms: Iterable[int]) -> np.ndarray[Any, Any]:
    """Positions of the relations that join two of these terms."""
    on = np.zeros(len(sub.ids), bool)
    on[list(terms)] = True
    return np.flatnonzero(on[sub.source] & on[sub.target] & (sub.source != sub.target))


def _terms(store: Store, ids: Sequence[str]) -> list[Term]:
    try:
        return store.terms(ids)
    except KeyError as exc:
        raise UserError(
            Message("The graph changed while it was asked: “{term}” has gone; ask again.", term=exc.args[0])
        ) from exc


def would_help(store: Store, start: Term, end: Term, filter: Filter, closed: set[str]) -> Help:
    """What one change of the filter would do, by the distance under each."""

    def distance(changed: Filter) -> int | None:
        return store.distance(start.id, end.id, changed)

    def connects(**changes: Any) -> bool:
        apart = distance(replace(filter, **changes))
        return apart is not None and apart <= filter.hops

    here = distance(filter)
    opposite = {"forward": "backward", "backward": "forward"}.get(filter.direction)
    every = _typed(store) | {MENTIONS}
    mentions = with_mentions(store, filter)
    narrowed = filter.relations is not None or bool(filter.without - {MENTIONS})
    anything = distance(Filter(relations=every, through=_NO_LIMIT))
    return Help(
        looked=filter.hops,
        distance=distance(Filter(through=_NO_LIMIT)),
        distance_filtered=here,
        mentions=not may_widen(filter) and connects(relations=mentions.relations, without=mentions.without),
        more_hops=here == filter.hops + 1,
        other_direction=opposite is not None and connects(direction=opposite),
        any_direction=opposite is not None and connects(direction="any"),
        lower_confidence=filter.min_confidence > 0 and connects(min_confidence=0.0),
        other_relations=narrowed and connects(relations=None, without=frozenset()),
        other_glossaries=bool(filter.glossaries) and connects(glossaries=frozenset()),
        avoided=bool(filter.avoid) and connects(avoid=frozenset()),
        undefined=filter.defined_only and connects(defined_only=False),
        hubs=bool(closed) and connects(through=_NO_LIMIT),
        without_filter=anything is not None and anything <= filter.hops,
    )
