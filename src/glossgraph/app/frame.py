"""What stands around every page: style, pages, the name of the graph, the language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from glossgraph.app import location, prose, source
from glossgraph.app.prose import Go, Node, button, el
from glossgraph.app.wording import LANGUAGES, OWN_NAMES, Texts
from glossgraph.messages import told

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from glossgraph.errors import GlossgraphError

_HERE = Path(__file__).parent
PAGES = ("explore", "connect", "glossary", "export")
"""The pages; each is the file of its name under ``page``. The first opens when the address names none."""

ICON = str(_HERE / "icon.svg")
"""The icon of the browser's tab: our own file, as Streamlit fetches a Material icon from outside for it."""

_turn = st.components.v2.component("glossgraph_turn", js=(_HERE / "turn.js").read_text(encoding="utf-8"))


def pages(t: Texts) -> list[Page]:
    """The pages, named in the language of the page."""
    return [
        st.Page(
            _HERE / "page" / f"{name}.py",
            title=t(f"page.{name}"),
            url_path=name,
            default=name == PAGES[0],
        )
        for name in offered()
    ]


def offered() -> tuple[str, ...]:
    """The pages that are offered: Cypher only where the app was started with it."""
    return (*PAGES, "cypher") if source.cypher() else PAGES


def file_of(page: str) -> Path:
    """The file of a page, by which Streamlit switches to it."""
    return _HERE / "page" / f"{page}.py"


def dress() -> None:
    """The app's style on top of Streamlit's."""
    st.html(_HERE / "style.css")


def top(t: Texts, page: Page) -> None:
    """The bar at the top: whose graph, which page, which language."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="bar-graph", width="content", horizontal=True, vertical_alignment="center", gap="small"):
            brand(t)
        with st.container(key="bar-pages", width="content", horizontal=True, gap=None):
            here = page.url_path or PAGES[0]
            views = location.views(here)
            for name in offered():
                view = {**views.get(name, {}), **location.carried()}
                with st.container(key="bar-here" if name == here else None, width="content"):
                    st.page_link(file_of(name), label=t(f"page.{name}"), query_params=view)
        with st.container(key="bar-language", width="content"):
            prose.show("language", el("h1", page.title), languages(t), on_go=speak)
    if asked := source.unknown():
        prose.show("other-graph", notice(t("app.other_graph", name=asked, shown=source.name(t))))


def foot(t: Texts) -> None:
    """The line at the end: where the graph is, and whether it answers."""
    prose.show("foot", el("p", source.health(t), cls="soft foot"))


def brand(t: Texts) -> None:
    """The name of the graph, which is a choice where there are several."""
    names = source.choices()
    prose.show(
        "brand",
        el(
            "p",
            el("strong", t("app.name")),
            *([] if names else [" ", el("span", source.name(t), cls="soft")]),
            cls="brand",
        ),
    )
    if names:
        st.session_state["graph-choice"] = source.chosen()
        st.selectbox(
            t("app.graph"),
            names,
            key="graph-choice",
            format_func=lambda name: name or source.started_with(t),
            label_visibility="collapsed",
            on_change=lambda: turn_to(st.session_state["graph-choice"]),
        )


def turn_to(graph: str) -> None:
    """Show another graph: only the language stays of what the address said."""
    lang = location.one("lang")
    st.query_params.from_dict({name: value for name, value in (("lang", lang), ("graph", graph)) if value})


def languages(t: Texts) -> Node:
    """The languages, each by its own name."""
    chips = [
        button(
            {"act": "lang", "lang": lang},
            OWN_NAMES[lang],
            cls="chip",
            lang=lang,
            aria_current=str(lang == t.lang).lower(),
        )
        for lang in LANGUAGES
    ]
    return el("nav", el("div", *chips, cls="row tight"), aria_label=t("app.language"))


def speak(go: Go) -> None:
    """Turn to another language."""
    location.put(lang=go.get("lang", ""))


def notice(text: str, *more: Node | None, cls: str = "") -> Node:
    """A sentence that the reader should not miss."""
    return el("div", el("p", text), *more, cls=f"notice {cls}".strip(), role="status")


def apologise(problem: GlossgraphError, t: Texts) -> None:
    """One sentence in place of what could not be shown."""
    prose.show("problem", notice(t("app.failed", reason=told(str(problem), t.lang)), cls="error"))


def leave() -> None:
    """Turn to the page that a button asked for in the run before; a callback cannot do so itself."""
    asked = st.session_state.pop("leave", None)
    if asked is not None:
        page, parameters = asked
        _turn(key="turn", data={"to": f"./{'' if page == PAGES[0] else page}?{urlencode(parameters)}"})
        st.stop()
