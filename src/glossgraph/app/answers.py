"""Connect's answer on the page: paths as sentences with their quotes, and what would help where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph.app.prose import Node, button, el
from glossgraph.app.sentences import Kinds, confidence, kind_of, link, quote, statement
from glossgraph.model import Answer, Help, Hop, Joined, Lang, Path
from glossgraph.query.explain import name

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossgraph.app.wording import Texts

MOST_HOPS = 8
"""The longest path that the page offers to look for."""


def remarks(found: Answer | Joined, label: Callable[[str, Lang], str], t: Texts) -> list[Node]:
    """What a reader has to know of an answer: that mentions were followed, which terms were no way through."""
    said: list[Node] = []
    if found.over_mentions:
        said.append(el("p", t("connect.over_mentions"), cls="soft"))
    if found.closed:
        terms = t("list.comma").join(label(term, t.lang) for term in found.closed)
        said.append(el("p", t("connect.closed", terms=terms), cls="soft"))
    return said


def told(found: Answer | Joined, kinds: Kinds, t: Texts) -> list[Node]:
    """Each path: its terms in a row, its hops as sentences with their quotes, and its inner terms to avoid."""
    return [
        el(
            "section",
            route(path, kinds, t),
            el("ol", *(step for hop in path.hops for step in steps(hop, kinds, t)), cls="facts"),
            detour(path, t),
            cls="path",
            aria_label=t("connect.path", number=number),
        )
        for number, path in enumerate(found.paths, start=1)
    ]


def route(path: Path, kinds: Kinds, t: Texts) -> Node:
    """The terms of a path in one line, between them the deciding relation in its own direction."""
    pieces: list[Node] = [link(path.terms[0], t.lang, "open")]
    for hop in path.hops:
        pieces += [arrow(hop, kinds, t), " ", link(hop.y, t.lang, "open")]
    count = el("span", t.count("connect.hops_of", len(path.hops)), cls="soft number")
    return el("div", el("h2", *pieces, cls="route"), count, cls="spread")


def arrow(hop: Hop, kinds: Kinds, t: Texts) -> Node:
    """The first relation of a hop as an arrow that points the way the relation runs."""
    relation = hop.relations[0]
    kind = kind_of(kinds, relation.relation)
    label = kind.label[t.lang]
    if kind.symmetric:
        return el("span", f" ↔ {label} ↔ ", cls="arrow")
    return el("span", f" —{label}→ " if relation.source == hop.x.id else f" ←{label}— ", cls="arrow")


def steps(hop: Hop, kinds: Kinds, t: Texts) -> list[Node]:
    """Every relation of a hop as a sentence that reads along the path, with its quotes."""
    x, y = el("strong", name(hop.x, t.lang)), el("strong", name(hop.y, t.lang))
    items = []
    for relation in hop.relations:
        kind = kind_of(kinds, relation.relation)
        said = statement(kind, x, y, t.lang, backwards=relation.source != hop.x.id)
        line = el("div", said, confidence(relation, t), cls="spread")
        items.append(el("li", line, *(quote(item, t) for item in relation.evidence)))
    return items


def detour(path: Path, t: Texts) -> Node | None:
    """A button for each inner term that asks for paths which do not pass it."""
    if len(path.terms) < 3:
        return None
    chips = []
    for term in path.terms[1:-1]:
        label = name(term, t.lang)
        chips.append(
            button({"act": "avoid", "term": term.id}, label, cls="chip", aria_label=t("connect.avoid_hint", term=label))
        )
    return el("div", el("span", t("connect.avoid"), cls="soft"), *chips, cls="row gap")


def no_path(found: Answer, label: Callable[[str, Lang], str], t: Texts) -> list[Node]:
    """That there is no path, how far the two are apart, and each change that alone would connect them."""
    help = found.help or Help(looked=found.filter.hops, distance=None)
    said = t.count("connect.none", help.looked, x=name(found.x, t.lang), y=name(found.y, t.lang))
    buttons = offers(help, t)
    apart = t("connect.apart") if help.distance is None else t.count("connect.distance", help.distance)
    helping = [el("p", t("connect.help"), cls="gap"), el("div", *buttons, cls="row gap")] if buttons else []
    lines = (el("p", el("strong", said)), el("p", apart, cls="soft"), *remarks(found, label, t), *helping)
    return [el("div", *lines, cls="notice", role="status")]


def not_joined(found: Joined, label: Callable[[str, Lang], str], t: Texts) -> list[Node]:
    """That no paths join all the terms, and which of them are joined with each other."""
    lines = [el("p", el("strong", t.count("connect.not_joined", found.filter.hops)))]
    for group in found.groups:
        terms = t("list.comma").join(name(term, t.lang) for term in group)
        lines.append(el("p", t("connect.group" if len(group) > 1 else "connect.alone", terms=terms)))
    return [el("div", *lines, *remarks(found, label, t), cls="notice", role="status")]


def offers(help: Help, t: Texts) -> list[Node]:
    """A button for each change that would help, the gentlest first."""
    buttons: list[Node] = []
    hops = help.distance_filtered
    if hops is not None and help.looked < hops <= MOST_HOPS:
        buttons.append(button({"act": "hops", "hops": str(hops)}, t("connect.help.hops", n=hops), cls="do"))
    single = (
        "other_direction",
        "any_direction",
        "lower_confidence",
        "other_relations",
        "other_glossaries",
        "avoided",
        "mentions",
    )
    buttons += [
        button({"act": change}, t(f"connect.help.{change}"), cls="do") for change in single if getattr(help, change)
    ]
    if help.without_filter and not buttons:
        buttons.append(button({"act": "without_filter"}, t("connect.help.without_filter"), cls="do"))
    return buttons
