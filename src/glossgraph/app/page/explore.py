"""Explore: a picture of what the user asks about, and the chosen term beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from glossgraph import view
from glossgraph.app import cards, finder, frame, location, prose, screen, source, views, wording
from glossgraph.app.component import Event, graph_view
from glossgraph.app.filters import filters
from glossgraph.app.pictures import labels
from glossgraph.app.prose import Go, button, el, fold
from glossgraph.app.sentences import facts_table
from glossgraph.app.views import Shown, Wanted
from glossgraph.model import LIKELY, MENTIONS, Filter
from glossgraph.query.explain import name

if TYPE_CHECKING:
    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts

HEIGHT = "min(64vh, 640px)"  # of the picture
ROWS = 400  # of the table beside the picture; the rest is for Export


def page() -> None:
    """The whole page."""
    t, shelf = wording.current(), source.current()
    if not shelf.graph.terms.num_rows:
        empty(t)
        return
    wanted, lost = asked(shelf)
    shown = views.cached(wanted, shelf)
    chosen = shelf.term(shelf.meant(location.one("term"))) or shelf.term(wanted.centre)
    st.session_state["shown"] = (shelf.key, [term.id for term in shown.terms], wanted)
    left, right = st.columns([0.66, 0.34], gap="medium")
    with left:
        question(wanted, shelf, t)
        if lost:
            prose.show("gone", frame.notice(t("explore.gone", term=lost), finder.near(shelf, t, lost)), on_go=go)
        title(shown, wanted, shelf, t)
        picture(shown, wanted, chosen.id if chosen else None, shelf, t)
    with right, st.container(key="card", height=700, border=False):
        beside(chosen.id if chosen else "", wanted, shelf, t)
    if not folded(wanted):
        with right if wanted.narrow else left:
            table(shown, shelf, t)


def asked(shelf: Source) -> tuple[Wanted, str]:
    """What the address asks for, and the name of a term in it that the graph does not have."""
    centre, chosen = shelf.meant(location.one("at")), shelf.meant(location.one("term"))
    known = shelf.term(centre)
    category = location.choice("cat", [*shelf.category_counts, views.NONE], "")
    wanted = Wanted(
        centre=known.id if known else "",
        category="" if known else category,
        opened=tuple(term for term in location.many("open") if shelf.term(term)),
        hidden=frozenset(location.many("norel")),
        without=frozenset(location.many("nocat")),
        least=location.number("min", LIKELY, 0.0, 1.0),
        mentions=location.one("mentions") == "1",
        narrow=screen.narrow(),
    )
    missing = [term for term in (centre, chosen) if term and not shelf.term(term)]
    return wanted, missing[0] if missing else ""


def question(wanted: Wanted, shelf: Source, t: Texts) -> None:
    """The row above the picture: search, filters, back to the start."""
    with st.container(key="question", horizontal=True, vertical_alignment="bottom", gap="small"):
        finder.find(
            "find-term",
            shelf,
            t,
            label=t("explore.search"),
            hint=t("explore.search_hint"),
            value=shelf.label(wanted.centre, t.lang) if wanted.centre else "",
            on_pick=centre,
        )
        if not folded(wanted):
            filters(wanted, shelf, t)
        st.button(t("explore.reset"), icon=":material/restart_alt:", on_click=start_over, key="reset")


def title(shown: Shown, wanted: Wanted, shelf: Source, t: Texts) -> None:
    """What the picture shows, how much of it, and, at the start, the choice of another start."""
    if wanted.centre:
        said = t("explore.title", name=shelf.label(wanted.centre, t.lang))
    elif wanted.category:
        said = t("category.none") if wanted.category == views.NONE else wanted.category
    else:
        said = t("explore.overview") if folded(wanted) else t("explore.start")
    size = t("explore.size", terms=f"{len(shown.terms):,}", relations=f"{len(shown.relations):,}")
    other = "start" if folded(wanted) or wanted.category else "overview"
    turn = (
        button({"act": other}, t(f"explore.to_{other}"), cls="do")
        if not wanted.centre and shelf.category_counts
        else None
    )
    beside = el("div", None if folded(wanted) else el("span", size, cls="soft number"), turn, cls="row")
    prose.show("title", el("div", el("h2", said, cls="title"), beside, cls="spread"), on_go=go)


def folded(wanted: Wanted) -> bool:
    """Whether the whole graph is asked for, which is drawn as its categories."""
    return location.one("whole") == "1" and not wanted.centre and not wanted.category


def picture(shown: Shown, wanted: Wanted, chosen: str | None, shelf: Source, t: Texts) -> None:
    """The picture and what it holds, in words."""
    if folded(wanted):
        drawn = view.fold(shelf.graph, lang=t.lang, colors=shelf.colors)
        graph_view(drawn, key="overview", labels=labels(t, "picture.overview"), height=HEIGHT, on_event=unfold)
        return
    drawn = view.draw(
        shown.terms,
        shown.relations,
        vocabulary=tuple(shelf.kinds.values()),
        positions=shown.places,
        lang=t.lang,
        colors=shelf.colors,
        degrees={term.id: shelf.weight(term.id) for term in shown.terms},
        layout=wanted.layout,
    )
    drawn["middle"] = wanted.centre
    graph_view(drawn, key="picture", labels=labels(t, "picture.picture"), focus=chosen, height=HEIGHT, on_event=seen)
    if not shown.complete:
        prose.show("cut", el("p", t("explore.cut", shown=f"{len(shown.terms):,}"), cls="soft"))
    elif wanted.centre and len(shown.terms) == 1:
        prose.show("cut", el("p", t("explore.alone"), cls="soft"))


def beside(term: str, wanted: Wanted, shelf: Source, t: Texts) -> None:
    """The chosen term's card, or how to choose one."""
    found = shelf.term(term)
    if found is None:
        prose.show("card-text", *cards.welcome(shelf, t), about="", on_go=go)
        return
    relations = shelf.store.neighbours([found.id], Filter(relations=frozenset(shelf.relation_counts) | {MENTIONS}))
    ends = {found.id: found, **shelf.ends(relations)}
    done = [
        *(["centre"] if found.id == wanted.centre else []),
        *(["expand"] if found.id in wanted.opened else []),
    ]
    card = cards.card(found, relations, ends, shelf.kinds, t, done, whole=wanted.filtered)
    prose.show("card-text", *card, about=found.id, on_go=go)


def table(shown: Shown, shelf: Source, t: Texts) -> None:
    """The same facts for those who read rather than look."""
    many = len(shown.relations)
    if not many:
        return
    ends = {term.id: term for term in shown.terms}
    ordered = sorted(
        shown.relations,
        key=lambda edge: (name(ends[edge.source], t.lang), edge.relation, name(ends[edge.target], t.lang)),
    )
    rest = el("p", t("explore.more_facts", shown=f"{ROWS:,}", n=f"{many:,}"), cls="soft") if many > ROWS else None
    facts = facts_table(ordered[:ROWS], ends, shelf.kinds, t, t("explore.caption"))
    prose.show("facts", fold(t("explore.facts", n=f"{many:,}"), facts, rest, keep="facts"), on_go=go)


def seen(event: Event) -> None:
    """What was done in the picture: a click chooses, a double click brings in the neighbours."""
    if event.kind == "select":
        location.put(term=event.term)
    elif event.term and event.kind == "expand":
        go({"act": "expand", "term": event.term})
    elif event.term and event.kind == "open":
        centre(event.term)
    elif event.source:
        location.put(term=event.source)


def unfold(event: Event) -> None:
    """A click on a category shows its terms."""
    if event.category is not None:
        location.put(cat=event.category or views.NONE, whole=None, open=None)


def go(asked: Go) -> None:
    """What a button of the card or the table asks for."""
    term = asked.get("term", "")
    opened = location.many("open")
    match asked.get("act"):
        case "select":
            here = st.session_state.get("shown", ("", [], None))[1]
            location.put(term=term, open=opened if term in here or term in opened else [*opened, term])
        case "expand":
            location.put(term=term, open=[*opened, *([] if term in opened else [term])])
        case "centre" | "mend":
            centre(term)
        case "overview":
            location.put(whole="1", cat=None, open=None)
        case "start":
            location.put(whole=None, cat=None, open=None)
        case "connect":
            st.session_state["leave"] = ("connect", location.carried(x=term))
        case "category":
            st.session_state["leave"] = (
                "glossary",
                location.carried(order="category", group=asked.get("category", "")),
            )


def centre(term: str) -> None:
    """Put a term in the middle and choose it; without one, start over."""
    location.put(at=term, term=term, open=None, cat=None, whole=None)


def start_over() -> None:
    """Back to the first view: only language and graph stay."""
    st.query_params.from_dict(location.carried())


def empty(t: Texts) -> None:
    """What is said of a graph without terms."""
    prose.show("empty", frame.notice(t("empty.title"), el("p", t("empty.help"))))
    st.code("glossgraph build glossary.txt -o my-graph", language="bash")


frame.leave()
page()
