"""The card beside the picture: everything the graph knows of one term."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from glossgraph.app.prose import Node, button, el, fold, swatch
from glossgraph.app.sentences import Kinds, fact, kind_of
from glossgraph.model import LIKELY, MENTIONS, Relation, Term
from glossgraph.query.explain import name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts

_BEST = 12


def card(
    term: Term,
    relations: Sequence[Relation],
    terms: dict[str, Term],
    kinds: Kinds,
    t: Texts,
    done: Collection[str] = (),
    whole: bool = False,
) -> list[Node | None]:
    """Heading, names, definitions and relations of ``term``; ``terms`` holds it and its neighbours.

    ``done`` names the actions that would change nothing; ``whole`` tells that the picture is filtered and the card not.
    """
    mentions = [relation for relation in relations if relation.relation == MENTIONS]
    typed = [relation for relation in relations if relation.relation != MENTIONS and relation.confidence >= LIKELY]
    doubtful = [relation for relation in relations if relation.relation != MENTIONS and relation.confidence < LIKELY]
    return [
        el("header", heading(term, t), names(term, t), places(term)),
        actions(term, done, t),
        *definitions(term, t),
        el("h3", t("card.relations"), " ", el("span", f"{len(typed):,}", cls="number")),
        el("p", t("card.whole"), cls="soft") if whole else None,
        *(groups(term, typed, terms, kinds, t) or [el("p", t("card.no_relations"), cls="soft")]),
        fold(t.count("card.doubtful", len(doubtful)), *groups(term, doubtful, terms, kinds, t), keep="doubtful")
        if doubtful
        else None,
        named_by(term, mentions, terms, kinds, t) if mentions else None,
    ]


def heading(term: Term, t: Texts) -> Node:
    """The term's name, marked when nothing defines it."""
    badge = None if term.defined else el("span", t("term.undefined"), cls="badge")
    return el("h2", name(term, t.lang), *([" ", badge] if badge else []))


def names(term: Term, t: Texts) -> Node | None:
    """Reading, name in the other language and aliases, in one line."""
    shown = name(term, t.lang)
    parts = []
    if term.reading and term.reading != shown:
        parts.append(t("card.reading", reading=term.reading))
    others = [label for label in (*term.labels.values(), *term.aliases) if label != shown]
    if others:
        parts.append(t("card.aliases", aliases=t("list.comma").join(dict.fromkeys(others))))
    return el("p", " · ".join(parts), cls="soft") if parts else None


def places(term: Term) -> Node | None:
    """The categories a term stands in."""
    chips = [button({"act": "category", "category": category}, category, cls="chip") for category in term.categories]
    return el("div", *chips, cls="row gap") if chips else None


def actions(term: Term, done: Collection[str], t: Texts) -> Node:
    """What can be done with a term."""
    asked = [act for act in ("centre", "expand", "connect") if act not in done]
    return el(
        "div", *(button({"act": act, "term": term.id}, t(f"card.{act}"), cls="do") for act in asked), cls="row gap"
    )


def definitions(term: Term, t: Texts) -> list[Node]:
    """Each definition with the glossary it stands in."""
    if not any(definition.text for definition in term.definitions):
        return [el("p", t("card.no_definition"), cls="soft definition")]
    nodes: list[Node] = []
    for definition in term.definitions:
        if definition.text:
            where = (
                t("card.source", glossary=definition.glossary, line=definition.line)
                if definition.line
                else definition.glossary
            )
            nodes += [el("p", definition.text, cls="definition", lang=definition.lang), el("p", where, cls="soft")]
    return nodes


def groups(term: Term, relations: Sequence[Relation], terms: dict[str, Term], kinds: Kinds, t: Texts) -> list[Node]:
    """Relations grouped by type and direction, in the order of the vocabulary."""
    order = {kind: place for place, kind in enumerate(kinds)}

    def group(relation: Relation) -> tuple[int, str, bool]:
        kind = kind_of(kinds, relation.relation)
        incoming = relation.target == term.id != relation.source and not kind.symmetric
        return order.get(relation.relation, len(order)), relation.relation, incoming

    nodes: list[Node] = []
    for (_, relation, incoming), members in groupby(sorted(relations, key=group), group):
        kind = kind_of(kinds, relation)
        title = (kind.inverse if incoming else kind.label)[t.lang]
        best_first = sorted(members, key=lambda edge: -edge.confidence)
        nodes.append(
            el("h4", swatch(kind.color, "bar"), " ", title, " ", el("span", str(len(best_first)), cls="number"))
        )
        nodes.append(el("ul", *(fact(edge, terms, kinds, t, term.id) for edge in best_first), cls="facts"))
    return nodes


def named_by(term: Term, mentions: Sequence[Relation], terms: dict[str, Term], kinds: Kinds, t: Texts) -> Node:
    """Where the term is only named, behind a title: it says nothing of how."""
    items = el("ul", *(fact(edge, terms, kinds, t, term.id) for edge in mentions), cls="facts")
    return fold(t.count("card.mentions", len(mentions)), items, keep="mentions")


def welcome(source: Source, t: Texts) -> list[Node | None]:
    """What stands in the card's place while no term is chosen: how to choose one, and some to begin with."""
    ids = source.graph.ids
    defined = [index for index, line in enumerate(source.lines(t.lang)) if line.defined] or range(len(ids))
    best = sorted(defined, key=lambda index: (-int(source.typed_degree[index]), ids[index]))[:_BEST]
    chips = [
        button(
            {"act": "select", "term": ids[index]},
            source.label(ids[index], t.lang),
            el("span", str(source.typed_degree[index]), cls="number"),
            cls="chip",
        )
        for index in best
    ]
    return [
        el("p", t("explore.welcome")),
        el("p", t("explore.double"), cls="soft lead"),
        el("h3", t("explore.best")),
        el("div", *chips, cls="row gap"),
    ]
