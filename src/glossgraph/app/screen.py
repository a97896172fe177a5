"""Whether the window is as narrow as a phone: asked of the browser, which speaks only when the guess was wrong."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_KEY = "screen"
_mount = st.components.v2.component(
    "glossgraph_screen", js=Path(__file__).with_name("screen.js").read_text(encoding="utf-8")
)


def narrow() -> bool:
    """Whether the window is at most 640 px wide; the first guess comes from the browser's name."""
    told = getattr(st.session_state.get(_KEY), "narrow", None)
    guess = "Mobi" in (st.context.headers.get("User-Agent") or "") if told is None else bool(told)
    with st.container(key="screen-probe"):
        _mount(key=_KEY, data={"narrow": guess}, on_narrow_change=lambda: None)
    return guess
