"""A search box with suggestions while one types: by label, alias and reading, kana finding kanji."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from glossgraph.app.prose import Node, button, el
from glossgraph.errors import GlossgraphError
from glossgraph.query import lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts
    from glossgraph.model import Match

SUGGESTIONS = 8
NEAR = 3  # terms that may have been meant

_HERE = Path(__file__).parent
_HTML = """
<div class="finder">
  <label for="field"></label>
  <input id="field" type="search" role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false"
    enterkeyhint="search" aria-autocomplete="list" aria-expanded="false" aria-controls="list">
  <ul id="list" role="listbox" hidden></ul>
  <div class="note" role="status" hidden></div>
</div>
"""
_mount = st.components.v2.component(
    "glossgraph_finder",
    html=_HTML,
    css=(_HERE / "finder.css").read_text(encoding="utf-8"),
    js=(_HERE / "finder.js").read_text(encoding="utf-8"),
)


@st.fragment
def find(
    key: str, source: Source, t: Texts, *, label: str, hint: str, value: str, on_pick: Callable[[str], None]
) -> None:
    """Draw the box. ``value`` is the name of the chosen term.

    ``on_pick`` is called with a term's id, or with nothing when the box was emptied; then the page
    runs again. While one types only this box runs.
    """
    text = str(getattr(st.session_state.get(key), "text", None) or "")
    matches = suggestions(source, text)

    def picked() -> None:
        go = getattr(st.session_state.get(key), "pick", None)
        if isinstance(go, dict):
            on_pick(str(go.get("id") or ""))

    result: Any = _mount(
        key=key,
        data={
            "label": label,
            "placeholder": hint,
            "value": value,
            "text": text,
            "matches": [shown(match, source, t) for match in matches],
            "note": "" if matches or not text.strip() else t("find.none", text=text.strip()),
        },
        on_text_change=lambda: None,
        on_pick_change=picked,
    )
    if result.pick:
        st.rerun()


def suggestions(source: Source, text: str) -> list[Match]:
    """Up to eight terms whose names match; none when the graph cannot be read just now."""
    if not text.strip():
        return []
    try:
        return lookup.search(source.store, text, SUGGESTIONS)
    except GlossgraphError:
        return []


def near(source: Source, t: Texts, name: str) -> Node | None:
    """Terms that may have been meant by a name which the graph does not have, as buttons."""
    chips = [
        button({"act": "mend", "was": name, "term": match.term}, source.label(match.term, t.lang), cls="chip")
        for match in suggestions(source, name)[:NEAR]
    ]
    return el("div", el("span", t("find.meant"), cls="soft"), *chips, cls="row gap") if chips else None


def shown(match: Match, source: Source, t: Texts) -> dict[str, str]:
    """A suggestion's words: the term, why it matched, whether it is defined."""
    label = source.label(match.term, t.lang)
    detail = match.reading if match.reading and match.reading != label else ""
    if match.how == "near":
        detail = t("find.near")
    elif match.name not in (label, match.reading):
        detail = t("find.alias", name=match.name)
    return {"id": match.term, "label": label, "detail": detail, "mark": "" if match.defined else t("term.undefined")}
