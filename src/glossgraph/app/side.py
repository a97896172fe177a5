"""Two terms side by side: a table of what they share and what tells them apart, and the sentences behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph.app.answers import steps
from glossgraph.app.prose import Node, el, fold, table
from glossgraph.app.sentences import Kinds, fact, link
from glossgraph.model import Comparison, Hop
from glossgraph.query.explain import name
from glossgraph.query.surroundings import Row, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.app.wording import Texts
    from glossgraph.model import Relation, Term


def compared(found: Comparison, kinds: Kinds, t: Texts) -> list[Node]:
    """The whole comparison."""
    x, y = name(found.x, t.lang), name(found.y, t.lang)
    shared = el("p", t.count("side.shared", sum(found.counts[:2]), x=x, y=y), role="status")
    said = [] if not found.between else steps(Hop(found.x, found.y, found.between), kinds, t)
    rows = [line for part in side_by_side(found, kinds, t.lang) for line in (_head(part.title), *_rows(part.rows, t))]
    return [
        el("h2", t("side.title", x=x, y=y), cls="title"),
        shared,
        *([el("ol", *said, cls="facts")] if said else []),
        table(t("side.title", x=x, y=y), (t("side.term"), x, y), rows),
        fold(t("side.sentences"), el("ol", *_facts(found, kinds, t), cls="facts"), keep="side-sentences"),
    ]


def _head(title: str) -> list[Node]:
    return [el("td", el("strong", title), colspan="3")]


def _rows(rows: Iterable[Row], t: Texts) -> list[list[Node]]:
    return [[link(row.term, t.lang, "open"), row.x, row.y] for row in rows]


def _facts(found: Comparison, kinds: Kinds, t: Texts) -> list[Node]:
    """Every relation of the two to other terms as a sentence with its quotes, in the order of the table."""
    sides: list[tuple[Term, Term, Iterable[Relation]]] = []
    for one in found.shared:
        sides += [(found.x, one.term, one.x), (found.y, one.term, one.y)]
    sides += [(found.x, term, edges) for term, edges in found.only_x]
    sides += [(found.y, term, edges) for term, edges in found.only_y]
    return [
        fact(edge, {about.id: about, term.id: term}, kinds, t, about.id)
        for about, term, edges in sides
        for edge in edges
    ]
