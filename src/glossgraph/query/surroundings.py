"""What is told without paths: two terms side by side as a table, and what is around a term."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from glossgraph.model import Hop
from glossgraph.query.explain import Said, Step, counted, kind_of, name, step, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossgraph.model import Comparison, Lang, Neighbourhood, Relation, RelationType, Term

    Kinds = Mapping[str, RelationType]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a comparison: a term, and by which relations each of the two is related to it."""

    term: Term
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a comparison, with its title."""

    title: str
    rows: tuple[Row, ...]


def side_by_side(found: Comparison, kinds: Kinds, lang: Lang) -> list[Part]:
    """A comparison as the parts of a table: what both say alike, share otherwise, and only one of them has."""
    alike = {one.term.id for one in found.shared if one.alike}
    rows = [
        Row(one.term, arrows(one.term, one.x, kinds, lang), arrows(one.term, one.y, kinds, lang))
        for one in found.shared
    ]
    only_x = [Row(term, arrows(term, edges, kinds, lang), "") for term, edges in found.only_x]
    only_y = [Row(term, "", arrows(term, edges, kinds, lang)) for term, edges in found.only_y]
    x, y = name(found.x, lang), name(found.y, lang)
    parts = (
        (text("alike", lang), [row for row in rows if row.term.id in alike]),
        (text("shared", lang), [row for row in rows if row.term.id not in alike]),
        (text("only", lang, term=x), only_x),
        (text("only", lang, term=y), only_y),
    )
    counted = zip(parts, found.counts, strict=True)
    return [Part(_of_all(title, len(rows), many, lang), tuple(rows)) for (title, rows), many in counted if rows]


def _of_all(title: str, listed: int, many: int, lang: Lang) -> str:
    return title if listed == many else text("first_part", lang, title=title, n=listed, many=many)


def arrows(term: Term, relations: Iterable[Relation], kinds: Kinds, lang: Lang) -> str:
    """The relations of something to ``term``: their names, each with the way it runs."""
    said = []
    for edge in relations:
        kind = kind_of(kinds, edge)
        arrow = "↔" if kind.symmetric else "→" if edge.target == term.id else "←"
        said.append(f"{arrow} {kind.label[lang]}")
    return text("comma", lang).join(dict.fromkeys(said))


def between(found: Comparison, kinds: Kinds, lang: Lang) -> tuple[Said, ...]:
    """What the two say of each other."""
    return step(Hop(found.x, found.y, found.between), kinds, lang).said


def layers(found: Neighbourhood, lang: Lang) -> Iterator[tuple[str, list[Term]]]:
    """The terms around the first one by how far they are: (how far, the terms, the cheapest to reach first)."""
    far = sorted(zip(found.hops[1:], found.terms[1:], strict=True), key=lambda pair: pair[0])
    for hops, pairs in groupby(far, key=lambda pair: pair[0]):
        yield counted("hops", hops, lang), [term for _, term in pairs]


def facts(found: Neighbourhood, kinds: Kinds, lang: Lang) -> Sequence[Step]:
    """Every relation among the terms in words, in its own direction."""
    terms = {term.id: term for term in found.terms}
    return [step(Hop(terms[edge.source], terms[edge.target], (edge,)), kinds, lang) for edge in found.relations]
