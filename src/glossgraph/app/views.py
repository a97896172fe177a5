"""Which terms and relations Explore shows: a start, what is around a term, and what was brought in since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from glossgraph import layout
from glossgraph.layout import Position
from glossgraph.model import LIKELY, MENTIONS, Filter, Relation, Term
from glossgraph.query import around

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from glossgraph.app.catalogue import Line
    from glossgraph.app.source import Source

DESKTOP, PHONE = 50, 24
START_DESKTOP, START_PHONE = 36, 18
_EXPANDED = 30
HOPS = 2

NONE = "~"
"""What an address calls the category of terms that have none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks Explore to show.

    Around a term (``centre``), within a category, or, without either, the start. ``hidden`` are relation
    types, ``without`` categories; ``NONE`` is the category of terms without one.
    """

    centre: str = ""
    category: str = ""
    opened: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    least: float = LIKELY
    mentions: bool = False
    narrow: bool = False

    @property
    def filtered(self) -> bool:
        """Whether anything is left out, or mentions are let in."""
        return bool(self.hidden or self.without or self.least != LIKELY or self.mentions)

    @property
    def layout(self) -> str:
        """The name of the layout: while it stays the same no node moves."""
        return f"{self.centre}|{self.category}|{'narrow' if self.narrow else 'wide'}"

    @property
    def unfiltered(self) -> Wanted:
        """The same with nothing left out and nothing brought in: where the terms of this view stand."""
        return Wanted(centre=self.centre, category=self.category, narrow=self.narrow)


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
    """The terms and relations to show, each term with a place that depends on the address alone.

    A filter moves nothing: a term stands where it stands without the filter, and what it takes away makes no room
    for terms that are farther away.
    """
    filter = passing(wanted, source)
    plain = cached(wanted.unfiltered, source) if wanted.filtered else None
    places = dict(plain.places) if plain else {}
    groups, complete = _groups(wanted, source, filter, plain)
    terms: dict[str, None] = {}
    relations: list[Relation] = []
    for group in groups:
        terms.update(dict.fromkeys(group))
        relations = between(terms, source, filter)
        pairs = [(edge.source, edge.target) for edge in relations]
        if wanted.centre and not places:
            places = layout.around(wanted.centre, terms, pairs)
        else:
            places |= layout.positions([*places, *terms], pairs, known=places or None)
    return Shown(
        terms=tuple(source.terms(terms).values()),
        relations=tuple(relations),
        places={term: places[term] for term in terms},
        complete=complete,
    )


def between(terms: Iterable[str], source: Source, filter: Filter) -> list[Relation]:
    """The relations that pass the filter and have both ends among the terms."""
    inside = sorted(set(terms))
    return source.store.among(inside, filter) if inside else []


def _groups(wanted: Wanted, source: Source, filter: Filter, plain: Shown | None) -> tuple[list[list[str]], bool]:
    asked = {wanted.centre, *wanted.opened}
    keep = {line.id for line in source.lines("ja") if line.id in asked or _stands(line, wanted.without)}
    if plain is not None:
        first, complete = _filtered(plain, wanted.centre, source, filter, keep), plain.complete
    elif wanted.centre:
        budget = PHONE if wanted.narrow else DESKTOP
        first, complete = neighbourhood(wanted.centre, source, filter, keep, budget)
    else:
        inside = [line for line in source.lines("ja") if line.id in keep]
        if wanted.category:
            inside = [line for line in inside if wanted.category in (line.categories or (NONE,))]
        first, complete = heart(inside, source, filter, START_PHONE if wanted.narrow else START_DESKTOP), True
    more = [neighbourhood(term, source, filter, keep, _EXPANDED, hops=1)[0] for term in wanted.opened]
    return [group for group in (first, *more) if group], complete


def _filtered(plain: Shown, centre: str, source: Source, filter: Filter, keep: Collection[str]) -> list[str]:
    """What a filter leaves of a view, and every neighbour of its centre that passes."""
    inside = [term.id for term in plain.terms if term.id in keep]
    edges = between(inside, source, filter)
    if not centre:
        joined = {end for edge in edges for end in (edge.source, edge.target)}
        return [term for term in inside if term in joined] or inside
    near = dict.fromkeys(neighbourhood(centre, source, filter, keep, DESKTOP, hops=1)[0])
    for _ in range(HOPS):
        reached = [{edge.source, edge.target} for edge in edges if edge.source in near or edge.target in near]
        near |= dict.fromkeys(term for term in inside if any(term in pair for pair in reached))
    return list(near)


def _stands(line: Line, without: frozenset[str]) -> bool:
    """Whether a term stands in a category that is not left out."""
    return not without or bool(set(line.categories or (NONE,)) - without)


def heart(lines: Sequence[Line], source: Source, filter: Filter, budget: int) -> list[str]:
    """The best-connected of these terms that are defined (any, where nothing is), without those that stand alone."""
    told = [line for line in lines if line.defined] or lines
    best = sorted((line.id for line in told), key=lambda term: (-source.degree(term), term))[:budget]
    joined = {end for edge in between(best, source, filter) for end in (edge.source, edge.target)}
    return [term for term in best if term in joined] or best


def neighbourhood(
    centre: str, source: Source, filter: Filter, keep: Collection[str], budget: int, hops: int = HOPS
) -> tuple[list[str], bool]:
    """A term and what is nearest to it, and whether that is all there is within so many hops."""
    found = around(source.store, centre, hops=hops, budget=budget - 1, filter=filter)
    return [term.id for term in found.terms if term.id in keep], found.complete
