"""Export: a format, what goes into it, how it looks, and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from glossgraph.app import frame, location, outputs, prose, source, wording
from glossgraph.app.prose import el

if TYPE_CHECKING:
    from glossgraph.app.outputs import Output
    from glossgraph.app.wording import Texts

LINES, WIDEST = 60, 400  # of the preview: lines, and characters of a line


def page() -> None:
    """The whole page."""
    t, shelf = wording.current(), source.current()
    left, right = st.columns([0.34, 0.66], gap="large")
    with left:
        form = choose_format(t)
        scope = choose_scope(t)
        seen = st.session_state.get("shown")
        if scope == "view" and not outputs.fits(seen, shelf):
            prose.show("no-view", frame.notice(t("export.no_view")))
            scope = "all"
        with st.spinner(t("export.making")):
            made = outputs.made(form, shelf, t.lang, seen if scope == "view" else None)
        size = t("export.size", terms=f"{made.terms:,}", relations=f"{made.relations:,}")
        prose.show("size", el("p", size, cls="soft number"))
        st.download_button(
            t("export.download", file=made.file, size=human(len(made.data))),
            made.data,
            file_name=made.file,
            mime=made.mime,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="download",
        )
    with right:
        preview(made, t)


def choose_format(t: Texts) -> str:
    """The format, each with what it is good for."""
    names = outputs.names()
    st.session_state["format"] = location.choice("format", names, names[0])
    chosen = st.radio(
        t("export.format"),
        names,
        key="format",
        format_func=lambda name: outputs.TITLES.get(name, name),
        captions=[t(about if t.has(about := f"export.about.{name}") else "export.about.other") for name in names],
        on_change=lambda: location.put(format=st.session_state["format"]),
    )
    return str(chosen)


def choose_scope(t: Texts) -> str:
    """The whole graph, or what Explore shows."""
    scopes = ("all", "view")
    st.session_state["scope"] = location.choice("scope", scopes, "all")
    chosen = st.radio(
        t("export.scope"),
        scopes,
        key="scope",
        format_func=lambda scope: t(f"export.scope.{scope}"),
        on_change=lambda: location.put(scope=None if st.session_state["scope"] == "all" else "view"),
    )
    return str(chosen)


def preview(made: Output, t: Texts) -> None:
    """The beginning of the file, or the page that it is."""
    prose.show("preview-title", el("h2", t("export.preview")))
    if made.mime == "text/html":
        prose.show("preview-note", el("p", t("export.preview_html"), cls="soft"))
        st.iframe(made.data.decode(), height=620)
        return
    text = outputs.text_of(made)
    if text is None:
        prose.show("preview-note", el("p", t("export.preview_binary"), cls="soft"))
        return
    lines = text.split("\n", LINES)
    if len(lines) > LINES:
        prose.show("preview-note", el("p", t("export.preview_cut", n=LINES), cls="soft"))
    st.code("\n".join(line[:WIDEST] for line in lines[:LINES]), language=None, height=620)


def human(size: int) -> str:
    """A number of bytes as people read it."""
    amount, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"


frame.leave()
page()
