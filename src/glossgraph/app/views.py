"""Which terms and relations Explore shows: a start, what is around a term, and what was brought in since."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from glossgraph.layout import Position, positions
from glossgraph.model import MENTIONS, Filter, Relation, Term
from glossgraph.query import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from glossgraph.app.source import Source

DESKTOP, PHONE = 120, 40
START_DESKTOP, START_PHONE = 40, 20
_EXPANDED = 30
HOPS = 2

NONE = "~"
"""What an address calls the category of terms that have none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks Explore to show. ``hidden`` are relation types, ``without`` categories ("" is none)."""

    centre: str = ""
    opened: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    least: float = 0.0
    mentions: bool = False
    narrow: bool = False

    @property
    def filtered(self) -> bool:
        """Whether anything is left out, or mentions are let in."""
        return bool(self.hidden or self.without or self.least or self.mentions)

    @property
    def layout(self) -> str:
        """The name of the layout: while it stays the same no node moves."""
        return f"{self.centre}|{'narrow' if self.narrow else 'wide'}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A view: its terms with their places, the relations between them, and whether more terms are near."""

    terms: tuple[Term, ...]
    relations: tuple[Relation, ...]
    places: Mapping[str, Position]
    complete: bool


def passing(wanted: Wanted, source: Source) -> Filter:
    """The relations that a view may show."""
    kinds = {kind for kind in source.relation_counts if kind != MENTIONS or wanted.mentions}
    return Filter(relations=frozenset(kinds - wanted.hidden), min_confidence=wanted.least)


def cached(wanted: Wanted, source: Source) -> Shown:
    """``view``, remembered for everybody."""
    return _remembered(wanted, source.key, source)


@st.cache_resource(max_entries=64, show_spinner=False)
def _remembered(wanted: Wanted, key: str, _source: Source) -> Shown:
    return view(wanted, _source)


def view(wanted: Wanted, source: Source) -> Shown:
    """The terms and relations to show, each term with a place that depends on the address alone."""
    filter = passing(wanted, source)
    keep = _keeper(wanted, source)
    groups, complete = _groups(wanted, source, filter, keep)
    terms: list[str] = []
    places: dict[str, Position] = {}
    relations: list[Relation] = []
    for group in groups:
        terms += [term for term in group if term not in places and term not in terms]
        relations = between(terms, source, filter)
        places = positions(terms, [(edge.source, edge.target) for edge in relations], known=places or None)
    return Shown(tuple(source.terms(terms).values()), tuple(relations), places, complete)


def between(terms: Iterable[str], source: Source, filter: Filter) -> list[Relation]:
    """The relations that pass the filter and have both ends among the terms."""
    inside = sorted(set(terms))
    return source.store.among(inside, filter) if inside else []


def _keeper(wanted: Wanted, source: Source) -> Mapping[str, bool]:
    asked = {wanted.centre, *wanted.opened}
    hidden = wanted.without
    return {
        line.id: line.id in asked or not hidden or bool(set(line.categories or ("",)) - hidden)
        for line in source.lines("ja")
    }


def _groups(wanted: Wanted, source: Source, filter: Filter, keep: Mapping[str, bool]) -> tuple[list[list[str]], bool]:
    if wanted.centre:
        budget = PHONE if wanted.narrow else DESKTOP
        first, complete = neighbourhood(wanted.centre, source, filter, keep, budget)
    else:
        first, complete = heart(source, filter, keep, START_PHONE if wanted.narrow else START_DESKTOP)
    more = [neighbourhood(term, source, filter, keep, _EXPANDED, hops=1)[0] for term in wanted.opened]
    return [group for group in (first, *more) if group], complete


def heart(source: Source, filter: Filter, keep: Mapping[str, bool], budget: int) -> tuple[list[str], bool]:
    """The best-connected terms that hang together: from the best one on, always the best neighbour of those taken."""
    degree = source.typed_degree
    ids = source.graph.ids
    if not len(degree) or not degree.max():
        kept = [term for term in ids if keep[term]]
        return kept[:budget], True
    start = max((term for term in range(len(ids)) if keep[ids[term]]), key=lambda term: int(degree[term]), default=None)
    if start is None:
        return [], True
    taken: dict[str, None] = {}
    queue = [(-int(degree[start]), ids[start])]
    seen = {ids[start]}
    while queue and len(taken) < budget:
        term = heapq.heappop(queue)[1]
        taken[term] = None
        for edge in source.store.neighbours([term], filter):
            for other in (edge.source, edge.target):
                if other not in seen and keep[other]:
                    seen.add(other)
                    heapq.heappush(queue, (-source.degree(other), other))
    return list(taken), True


def neighbourhood(
    centre: str, source: Source, filter: Filter, keep: Mapping[str, bool], budget: int, hops: int = HOPS
) -> tuple[list[str], bool]:
    """A term and what is nearest to it, and whether that is all there is within so many hops."""
    found = around(source.store, centre, hops=hops, budget=budget - 1, filter=filter)
    return [term.id for term in found.terms if keep[term.id]], found.complete
