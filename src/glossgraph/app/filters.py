"""The filters of Explore: which relations, which categories, how sure, mentions or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from glossgraph.app import location, prose
from glossgraph.app.prose import Go, Node, button, el, swatch
from glossgraph.app.sentences import kind_of
from glossgraph.app.views import NONE, Wanted
from glossgraph.model import LIKELY, MENTIONS
from glossgraph.view import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts


def filters(wanted: Wanted, shelf: Source, t: Texts) -> None:
    """The button that opens them, which says when they are in use."""
    title = t("explore.filter_on" if wanted.filtered else "explore.filter")
    with st.popover(title, icon=":material/tune:", type="primary" if wanted.filtered else "secondary", key="filter"):
        prose.show("filter-chips", *relations(wanted, shelf, t), *categories(wanted, shelf, t), on_go=toggled)
        least(wanted, t)
        mentions("filter-mentions", wanted.mentions, t("explore.mentions"))
        st.button(t("explore.all"), key="filter-none", disabled=not wanted.filtered, on_click=show_all)


def relations(wanted: Wanted, shelf: Source, t: Texts) -> list[Node]:
    """A chip for each type of relation that the graph has."""
    chips = []
    for kind in shelf.relation_counts:
        if kind != MENTIONS:
            known = kind_of(shelf.kinds, kind)
            chips.append(chip("norel", kind, known.label[t.lang], known.color, "bar", kind in wanted.hidden))
    return [el("h3", t("explore.relations")), el("p", t("explore.press"), cls="soft"), el("div", *chips, cls="row")]


def categories(wanted: Wanted, shelf: Source, t: Texts) -> list[Node]:
    """A chip for each category, and one for terms without any."""
    chips = [
        chip("nocat", category, category, shelf.colors[category], "dot", category in wanted.without)
        for category in shelf.category_counts
    ]
    if chips and any(not line.categories for line in shelf.lines("ja")):
        chips.append(chip("nocat", NONE, t("category.none"), OTHER, "dot", NONE in wanted.without))
    return [el("h3", t("explore.categories")), el("div", *chips, cls="row")] if chips else []


def chip(parameter: str, value: str, text: str, color: str, spot: str, off: bool) -> Node:
    """A button that hides and shows one kind of thing."""
    go = {"act": parameter, "value": value}
    return button(go, swatch(color, spot), text, cls="chip", aria_pressed=str(not off).lower())


def least(wanted: Wanted, t: Texts) -> None:
    """The lowest confidence, as percent."""
    slide("filter-least", wanted.least, t)


def slide(key: str, now: float, t: Texts) -> None:
    """A slider for the lowest confidence, which the address holds where it is not the usual one."""
    widget = location.held(key, round(now * 100))
    st.session_state[widget] = round(now * 100)

    def changed() -> None:
        value = st.session_state[widget] / 100
        location.hold(key, st.session_state[widget])
        location.put(min=None if value == LIKELY else f"{value:g}")

    st.slider(t("explore.confidence"), 0, 95, step=5, format="%d%%", key=widget, on_change=changed)


def mentions(key: str, now: bool, label: str) -> None:
    """Whether mere mentions count."""
    widget = location.held(key, now)
    st.session_state[widget] = now

    def changed() -> None:
        location.hold(key, st.session_state[widget])
        location.put(mentions="1" if st.session_state[widget] else None)

    st.toggle(label, key=widget, on_change=changed)


def toggled(go: Go) -> None:
    """Hide what is shown, show what is hidden."""
    parameter, value = go.get("act", ""), go.get("value", "")
    if parameter in ("norel", "nocat"):
        location.put(**{parameter: flipped(location.many(parameter), value)})


def flipped(values: Iterable[str], value: str) -> list[str]:
    """The values with one more, or one less where it was among them."""
    kept = list(values)
    return [one for one in kept if one != value] if value in kept else [*kept, value]


def show_all() -> None:
    """Take every filter away."""
    location.put(norel=None, nocat=None, min=None, mentions=None)
