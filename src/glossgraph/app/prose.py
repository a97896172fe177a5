"""Text on the page: a tree of plain nodes that the browser turns into DOM, so that no term text is ever markup.

Streamlit's Markdown fetches remote images and makes links of addresses; whatever a glossary wrote
goes through here instead, where a string can only become a text node.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Node = str | dict[str, Any]
Go = dict[str, str]
"""What a button asks for: ``act`` names it, the rest are its arguments."""

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "glossgraph_prose",
    html='<div class="prose"></div>',
    css=(_HERE / "prose.css").read_text(encoding="utf-8"),
    js=(_HERE / "prose.js").read_text(encoding="utf-8"),
)


def el(tag: str, *children: Node | None, cls: str = "", **at: str) -> Node:
    """An element; ``at`` are attributes with ``_`` for ``-``. Children that are None are left out."""
    attributes = {name.rstrip("_").replace("_", "-"): value for name, value in at.items()}
    if cls:
        attributes["class"] = cls
    node: dict[str, Any] = {"tag": tag, "in": [child for child in children if child is not None]}
    return {**node, "at": attributes} if attributes else node


def button(go: Go, *children: Node | None, cls: str = "link", disabled: bool = False, **at: str) -> Node:
    """A button that sends ``go`` to the page."""
    node = el("button", *children, cls=cls, **at)
    assert isinstance(node, dict)
    return {**node, "go": go} | ({"disabled": True} if disabled else {})


def swatch(color: str, cls: str = "dot") -> Node:
    """A spot of a colour (``#rrggbb``)."""
    return {"tag": "span", "at": {"class": cls, "aria-hidden": "true"}, "color": color, "in": []}


def fold(title: str, *children: Node | None, keep: str, start_open: bool = False) -> Node:
    """Children behind a title that opens and closes; ``keep`` names it, so that it stays as the reader left it."""
    node = el("details", el("summary", title), *children)
    assert isinstance(node, dict)
    return {**node, "keep": keep, "open": start_open}


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[Node]]) -> Node:
    """A table whose first column names its rows."""
    head = el("tr", *(el("th", text, scope="col") for text in heads))
    body = [
        el("tr", *(cell if isinstance(cell, dict) and cell["tag"] == "td" else el("td", cell) for cell in row))
        for row in rows
    ]
    whole = el("table", el("caption", caption), el("thead", head), el("tbody", *body))
    return el("div", whole, cls="scroll", role="region", aria_label=caption)


def show(key: str, *nodes: Node | None, about: str = "", on_go: Callable[[Go], None] | None = None) -> None:
    """Draw nodes. ``about`` names what they tell of: when it changes the reader is taken to the top.

    ``on_go`` is called before the next run with what the pressed button asks for.
    """

    def pressed() -> None:
        go = getattr(st.session_state.get(key), "go", None)
        if on_go is not None and isinstance(go, dict):
            on_go(go)

    _mount(
        key=key,
        data={"nodes": [node for node in nodes if node is not None], "about": about},
        on_go_change=pressed,
    )
