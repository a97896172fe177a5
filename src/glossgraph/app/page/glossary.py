"""Glossary: every term in kana order, in A–Z order and by category, the undefined ones marked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from glossgraph.app import catalogue, frame, location, prose, source, wording
from glossgraph.app.catalogue import KANA, LATIN, REST, Line
from glossgraph.app.prose import Go, Node, button, el, swatch
from glossgraph.app.views import NONE

if TYPE_CHECKING:
    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts

ORDERS = ("kana", "alpha", "category")
WHICH = ("all", "defined", "undefined")
PAGE = 100  # terms


def page() -> None:
    """The whole page."""
    t, shelf = wording.current(), source.current()
    order = location.choice("order", ORDERS, "kana" if t.lang == "ja" else "alpha")
    controls(order, t)
    found = catalogue.matching(shelf.lines(t.lang), location.one("q"))
    if (which := location.choice("which", WHICH, WHICH[0])) != WHICH[0]:
        found = [line for line in found if line.defined == (which == "defined")]
    groups = grouped(found, order)
    group = location.one("group") if location.one("group") in groups else ""
    listed = [(name, line) for name, lines in groups.items() if not group or name == group for line in lines]
    prose.show("index", index_bar(groups, group, order, shelf, t), on_go=go)
    at = int(location.number("page", 1, 1, max(1, -(-len(listed) // PAGE))))
    shown = listed[(at - 1) * PAGE : at * PAGE]
    prose.show(
        "entries",
        tally(listed, t),
        *entries(shown, t),
        pager(at, len(listed), t),
        about=f"{order}|{group}|{at}",
        on_go=go,
    )


def controls(order: str, t: Texts) -> None:
    """Order, filter, and whether only the defined or the undefined are wanted."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state["order"] = order
        st.segmented_control(
            t("glossary.order"),
            ORDERS,
            key="order",
            format_func=lambda one: t(f"glossary.order.{one}"),
            label_visibility="collapsed",
            on_change=lambda: location.put(order=st.session_state["order"] or order, group=None, page=None),
        )
        st.session_state["filter"] = location.one("q")
        st.text_input(
            t("glossary.filter"),
            key="filter",
            placeholder=t("glossary.filter_hint"),
            label_visibility="collapsed",
            icon=":material/search:",
            type="search",
            live=True,
            on_change=lambda: location.put(q=st.session_state["filter"], page=None),
        )
        st.session_state["which"] = location.choice("which", WHICH, WHICH[0])
        st.segmented_control(
            t("glossary.which"),
            WHICH,
            key="which",
            format_func=lambda one: t(f"glossary.which.{one}"),
            label_visibility="collapsed",
            on_change=lambda: location.put(which=st.session_state["which"], page=None),
        )


def grouped(lines: list[Line], order: str) -> dict[str, list[Line]]:
    """The lines by letter of the index bar, or by category; within a group in order."""
    groups: dict[str, list[Line]] = {}
    if order != "category":
        for line in catalogue.ordered(lines, order):
            groups.setdefault(catalogue.initial(line, order), []).append(line)
        return groups
    for line in catalogue.ordered(lines, "kana"):
        for category in line.categories or (NONE,):
            groups.setdefault(category, []).append(line)
    return dict(sorted(groups.items(), key=lambda pair: (pair[0] == NONE, pair[0])))


def index_bar(groups: dict[str, list[Line]], group: str, order: str, shelf: Source, t: Texts) -> Node:
    """A button for each letter or category; letters without terms cannot be pressed."""
    chips = [button({"act": "group", "group": ""}, t("glossary.all"), cls="chip", aria_current=said(not group))]
    if order == "category":
        for name, lines in groups.items():
            spot = swatch(shelf.colors.get(name, "#9AA0A6"))
            text = t("category.none") if name == NONE else name
            number = el("span", f"{len(lines):,}", cls="number")
            chips.append(
                button(
                    {"act": "group", "group": name}, spot, text, number, cls="chip", aria_current=said(name == group)
                )
            )
        return el("nav", el("div", *chips, cls="row"), aria_label=t("glossary.index"))
    first, second = (KANA, LATIN) if order == "kana" else (LATIN, KANA)
    rows = [
        [*chips, *(letter(one, one, groups, group, t) for one in first)],
        [letter(one, one, groups, group, t) for one in second],
    ]
    rows[1].append(letter(REST, t("glossary.rest"), groups, group, t))
    return el("nav", *(el("div", *row, cls="index") for row in rows), aria_label=t("glossary.index"))


def letter(one: str, text: str, groups: dict[str, list[Line]], group: str, t: Texts) -> Node:
    """One letter of the index bar."""
    many = len(groups.get(one, ()))
    hint = t.count("glossary.count", many)
    return button(
        {"act": "group", "group": one}, text, cls="chip", disabled=not many, title=hint, aria_current=said(one == group)
    )


def tally(listed: list[tuple[str, Line]], t: Texts) -> Node:
    """How many terms are listed and how many of them nothing defines; a term in two categories counts once."""
    if not listed:
        return el("p", t("glossary.none"), cls="gap", role="status")
    lines = {line.id: line for _, line in listed}
    bare = sum(not line.defined for line in lines.values())
    parts = [
        t.count("glossary.count", len(lines)),
        *([t("glossary.undefined_count", n=f"{bare:,}")] if 0 < bare < len(lines) else []),
    ]
    return el("p", t("list.comma").join(parts), cls="soft number gap", role="status")


def entries(listed: list[tuple[str, Line]], t: Texts) -> list[Node]:
    """The terms under the headings of their groups."""
    nodes: list[Node] = []
    for group, members in groupby(listed, lambda pair: pair[0]):
        title = {NONE: t("category.none"), REST: t("glossary.rest")}.get(group, group)
        nodes += [
            el("h2", title, cls="letter"),
            el("ul", *(el("li", entry(line, t)) for _, line in members), cls="entries"),
        ]
    return nodes


def entry(line: Line, t: Texts) -> Node:
    """One term: its name with reading, and how its definition begins."""
    badge = None if line.defined else el("span", t("term.undefined"), cls="badge")
    reading = el("span", line.reading, cls="reading") if line.reading else None
    name = el("span", line.label, *([" ", badge] if badge else []), reading, cls="name")
    gist = el("span", line.gist, cls="gist")
    return button({"act": "open", "term": line.id}, name, gist, cls="entry")


def pager(at: int, many: int, t: Texts) -> Node | None:
    """Back and forth where there is more than one page."""
    if many <= PAGE:
        return None
    pages = -(-many // PAGE)
    first, last = (at - 1) * PAGE + 1, min(at * PAGE, many)
    text = t("glossary.page", first=f"{first:,}", last=f"{last:,}", n=f"{many:,}")
    return el(
        "nav",
        button({"act": "page", "page": str(at - 1)}, t("glossary.earlier"), cls="do", disabled=at == 1),
        el("span", text, cls="soft number"),
        button({"act": "page", "page": str(at + 1)}, t("glossary.later"), cls="do", disabled=at == pages),
        cls="row gap",
    )


def said(yes: bool) -> str:
    """A truth as ARIA writes it."""
    return "true" if yes else "false"


def go(asked: Go) -> None:
    """What a button of the page asks for."""
    match asked.get("act"):
        case "group":
            location.put(group=asked.get("group"), page=None)
        case "page":
            location.put(page=asked.get("page"))
        case "open":
            term = asked.get("term", "")
            st.session_state["leave"] = ("explore", location.carried(at=term, term=term))


frame.leave()
page()
