"""Connect: what connects one term to another, as sentences with their quotes and as a picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from glossgraph import view
from glossgraph.app import answers, finder, frame, location, prose, screen, source, wording
from glossgraph.app.component import Event, graph_view
from glossgraph.app.pictures import labels
from glossgraph.app.prose import Go, button, el, fold
from glossgraph.app.questions import Question, answered, asked, conditions, helped, ranking
from glossgraph.app.sentences import facts_table
from glossgraph.app.side import compared
from glossgraph.errors import LimitError
from glossgraph.messages import told
from glossgraph.model import Comparison, Joined
from glossgraph.query import to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts
    from glossgraph.model import Answer, Relation

EXAMPLES = 4
SWAP = ":material/swap_horiz:"


def page() -> None:
    """The whole page."""
    t, shelf = wording.current(), source.current()
    question = asked(shelf)
    boxes(question, shelf, t)
    ranking(question, shelf, t)
    if question.unknown:
        said = (frame.notice(t("connect.unknown", term=one), finder.near(shelf, t, one)) for one in question.unknown)
        prose.show("unknown", *said, on_go=go)
    elif not (question.x and question.y):
        lead(question, shelf, t)
    elif question.x == question.y or question.x in question.also or question.y in question.also:
        prose.show("same", frame.notice(t("connect.same")))
    else:
        answer(question, shelf, t)


def boxes(question: Question, shelf: Source, t: Texts) -> None:
    """The two search boxes with the swap between them."""
    swap = {"x": question.y, "y": question.x}
    with st.container(key="ends", horizontal=True, vertical_alignment="bottom", gap="small"):
        for end, value in (("x", question.x), ("y", question.y)):
            finder.find(
                f"find-{end}",
                shelf,
                t,
                label=t("connect.from" if end == "x" else "connect.to"),
                hint=t("connect.hint"),
                value=shelf.label(value, t.lang) if value else location.one(end),
                on_pick=partial(choose, end),
            )
            if end == "x":
                st.button(t("connect.swap"), "swap", icon=SWAP, on_click=location.put, kwargs=swap)
        conditions(question, shelf, t)


def choose(end: str, term: str) -> None:
    """Take a term for one end; what was avoided between other ends is forgotten."""
    location.put(**{end: term, "avoid": None})


def answer(question: Question, shelf: Source, t: Texts) -> None:
    """The paths, or why there are none and what would help."""
    try:
        found = answered(question, shelf)
    except LimitError as limit:
        prose.show("limit", frame.notice(told(str(limit), t.lang), cls="error"))
        return
    if isinstance(found, Comparison):
        prose.show("side", *compared(found, shelf.kinds, t), about=f"{question.x}|{question.y}", on_go=go)
        take_along(found, shelf, t)
        return
    if not found.paths:
        if isinstance(found, Joined):
            prose.show("none", *answers.not_joined(found, shelf.label, t))
        else:
            prose.show("none", *answers.no_path(found, shelf.label, t), on_go=helped)
        return
    if screen.narrow():
        said(found, question, shelf, t, lambda: picture(found, shelf, t))
        table(found, shelf, t)
        take_along(found, shelf, t)
        return
    left, right = st.columns([0.54, 0.46], gap="medium")
    with left:
        said(found, question, shelf, t)
    with right:
        picture(found, shelf, t)
        table(found, shelf, t)
        take_along(found, shelf, t)


def said(
    found: Answer | Joined, question: Question, shelf: Source, t: Texts, between: Callable[[], None] = lambda: None
) -> None:
    """How many paths there are, and each in words; ``between`` draws what stands between the two."""
    if isinstance(found, Joined):
        counted = t.count("connect.joined", len(found.paths), terms=f"{len(found.terms)}")
    else:
        fewest = min(len(path.hops) for path in found.paths)
        parts = t.count("connect.found", len(found.paths)), t.count("connect.steps", fewest)
        counted = t("list.comma").join(parts)
    prose.show(
        "found", el("div", el("h2", counted, cls="title"), role="status"), *answers.remarks(found, shelf.label, t)
    )
    between()
    prose.show(
        "paths",
        *answers.told(found, shelf.kinds, t),
        about="|".join((question.x, question.y, *question.also)),
        on_go=go,
    )


def picture(found: Answer | Joined, shelf: Source, t: Texts) -> None:
    """The paths from left to right, on a phone from top to bottom."""
    terms = {term.id: term for path in found.paths for term in path.terms}
    orders = [tuple(term.id for term in path.terms) for path in found.paths]
    drawn = view.draw(
        tuple(terms.values()),
        relations_of(found),
        vocabulary=tuple(shelf.kinds.values()),
        paths=orders,
        lang=t.lang,
        colors=shelf.colors,
        degrees={term: shelf.weight(term) for term in terms},
        layout="|".join(">".join(order) for order in orders),
    )
    graph_view(drawn, key="paths-picture", labels=labels(t, "picture.path"), height="min(52vh, 460px)", on_event=opened)


def relations_of(found: Answer | Joined) -> tuple[Relation, ...]:
    """Every relation on the paths, once."""
    hops = (hop for path in found.paths for hop in path.hops)
    unique = {(edge.source, edge.relation, edge.target): edge for hop in hops for edge in hop.relations}
    return tuple(unique.values())


def table(found: Answer | Joined, shelf: Source, t: Texts) -> None:
    """The relations on the paths as a table."""
    relations = relations_of(found)
    facts = facts_table(relations, shelf.ends(relations), shelf.kinds, t, t("connect.caption"))
    prose.show("facts", fold(t("connect.facts", n=f"{len(relations):,}"), facts, keep="facts"), on_go=go)


def take_along(found: Answer | Joined | Comparison, shelf: Source, t: Texts) -> None:
    """The answer as Markdown, to copy or to save."""
    text = to_markdown(found, shelf.kinds.values(), t.lang)
    with st.expander(t("connect.copy"), icon=":material/content_copy:"):
        st.caption(t("connect.copy_hint"))
        st.code(text, language=None, wrap_lines=True, height=240)
        st.download_button(
            t("connect.download"), text.encode(), file_name=t("connect.file"), mime="text/markdown", on_click="ignore"
        )


def lead(question: Question, shelf: Source, t: Texts) -> None:
    """What the page is for, with some questions to begin with."""
    pairs = shelf.examples(EXAMPLES)
    chips = [
        button({"act": "ask", "x": x, "y": y}, f"{shelf.label(x, t.lang)} → {shelf.label(y, t.lang)}", cls="chip")
        for x, y in pairs
        if not question.x and not question.y
    ]
    examples = [el("h3", t("connect.try")), el("div", *chips, cls="row gap")] if chips else []
    prose.show("lead", el("p", t("connect.lead")), *examples, on_go=go)


def go(wanted: Go) -> None:
    """What a button of the page asks for."""
    match wanted.get("act"):
        case "ask":
            location.put(x=wanted.get("x"), y=wanted.get("y"), avoid=None)
        case "mend":
            ends = [end for end in ("x", "y") if location.one(end) == wanted.get("was")]
            location.put(**dict.fromkeys(ends, wanted.get("term")))
        case "avoid":
            location.put(avoid=[*location.many("avoid"), wanted.get("term", "")])
        case "open" | "select":
            see(wanted.get("term", ""))


def opened(event: Event) -> None:
    """A double click on a term of the picture opens it in Explore."""
    if event.term and event.kind in ("expand", "open"):
        see(event.term)


def see(term: str) -> None:
    """Turn to Explore with a term in the middle."""
    st.session_state["leave"] = ("explore", location.carried(at=term, term=term))


frame.leave()
page()
