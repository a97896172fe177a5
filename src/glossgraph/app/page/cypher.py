"""Cypher: a query of the reader's own, where the graph is on a server and the app was started so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from glossgraph import view
from glossgraph.app import frame, location, prose, source, wording
from glossgraph.app.component import Event, graph_view
from glossgraph.app.pictures import labels
from glossgraph.app.prose import el
from glossgraph.errors import GlossgraphError
from glossgraph.messages import told
from glossgraph.model import Filter
from glossgraph.stores import neo4j_cypher

if TYPE_CHECKING:
    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts
    from glossgraph.stores.neo4j_cypher import Found

EXAMPLE = """MATCH (x:Term {graph: $graph, generation: $generation})-[r:USES]->(y:Term)
RETURN x, y, r.confidence AS confidence ORDER BY confidence DESC LIMIT 20"""
DRAWN = 60
"""Terms in a picture at most."""
LONGEST = 4_000
"""Characters of a query at most, as it stands in the address."""


def page() -> None:
    """The whole page."""
    t, shelf = wording.current(), source.current()
    server = source.server(shelf)
    if server is None:
        prose.show("cypher-off", frame.notice(t("cypher.off")))
        return
    prose.show("cypher-lead", el("p", t("cypher.lead", rows=neo4j_cypher.ROWS, seconds=f"{neo4j_cypher.SECONDS:g}")))
    query = location.one("query", EXAMPLE, LONGEST)
    with st.form("cypher"):
        st.text_area(t("cypher.query"), query, height=120, max_chars=LONGEST, key="cypher-query")
        asked = st.form_submit_button(t("cypher.ask"), type="primary", on_click=put)
    if asked:
        try:
            st.session_state["cypher-found"] = (shelf.key, query), neo4j_cypher.ask(server, query)
        except GlossgraphError as problem:
            st.session_state.pop("cypher-found", None)
            prose.show("cypher-problem", frame.notice(told(str(problem), t.lang), cls="error"))
    of, found = st.session_state.get("cypher-found", (None, None))
    if found is not None and of == (shelf.key, query):
        answer(found, shelf, t)


def put() -> None:
    """Have the address say what was asked; one who opens it asks only by the button."""
    query = st.session_state["cypher-query"]
    location.put(query=None if query == EXAMPLE else query)


def answer(found: Found, shelf: Source, t: Texts) -> None:
    """The rows as a table, and the terms in them as a picture."""
    said = t("cypher.more" if found.more else "cypher.rows", n=f"{len(found.rows):,}")
    rows = prose.table(said, found.columns, found.rows)
    prose.show("cypher-rows", el("p", said, role="status"), rows if found.rows else None)
    terms = shelf.terms(found.terms[:DRAWN])
    if not terms:
        return
    relations = shelf.store.among(list(terms), Filter())
    drawn = view.draw(
        tuple(terms.values()),
        relations,
        vocabulary=tuple(shelf.kinds.values()),
        lang=t.lang,
        colors=shelf.colors,
        degrees={term: shelf.weight(term) for term in terms},
        layout="|".join(terms),
    )
    words = labels(t, "picture.cypher")
    graph_view(drawn, key="cypher-picture", labels=words, height="min(60vh, 520px)", on_event=opened)


def opened(event: Event) -> None:
    """A double click on a term of the picture opens it in Explore."""
    if event.term and event.kind in ("expand", "open"):
        st.session_state["leave"] = ("explore", location.carried(at=event.term, term=event.term))


frame.leave()
page()
