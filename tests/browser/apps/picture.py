"""A page with nothing but the component, which says what it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent.parent))
from sample import sample

from glossgraph import layout, view
from glossgraph.app.component import LABELS, Event, graph_view
from glossgraph.relations import shipped


def one() -> None:
    terms, relations = sample(hostile="hostile" in st.query_params)
    near = {"用語00"} | set(st.session_state.setdefault("near", []))
    ends = {end for edge in relations for end in (edge.source, edge.target) if {edge.source, edge.target} & near}
    shown = [term for term in terms if term.id in ends]
    pairs = [(edge.source, edge.target) for edge in relations]
    places = layout.positions([term.id for term in shown], pairs, st.session_state.get("places"))
    st.session_state["places"] = places
    drawn = view.draw(shown, relations, vocabulary=shipped(), positions=places, layout="near")
    st.text_input("focus", key="focus")
    labels = {name: f"text of {name}" for name in LABELS}
    event = graph_view(
        drawn, key="picture", labels=labels, focus=st.session_state["focus"] or None, height="420px", on_event=told
    )
    st.button("again")
    st.text(f"event: {event}")
    st.text(f"told: {[(one.kind, one.term) for one in st.session_state.setdefault('told', [])]}")
    st.text("\n".join(f"line {number}" for number in range(60)))


def told(event: Event) -> None:
    st.session_state["told"].append(event)
    if event.kind == "expand":
        st.session_state["near"].append(event.term)
    if event.kind == "select":
        st.session_state["focus"] = event.term


def two() -> None:
    st.text("the other page")


st.navigation([st.Page(one, title="one"), st.Page(two, title="two")], position="top").run()
