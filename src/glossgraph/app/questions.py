"""The question that Connect's address asks, its conditions as widgets, and its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

import streamlit as st

from glossgraph.app import finder, location, prose
from glossgraph.app.answers import MOST_HOPS
from glossgraph.app.filters import chip, flipped, mentions, slide
from glossgraph.app.prose import Go, Node, button, el
from glossgraph.app.sentences import kind_of
from glossgraph.model import LIKELY, MENTIONS, Answer, Comparison, Direction, Filter, Joined, Ranking
from glossgraph.paths import MAX_ENDS as MOST_ENDS
from glossgraph.query import compare, connect, join

if TYPE_CHECKING:
    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts

DEFAULT_HOPS = 4
COUNTS = (1, 3, 5, 10, 20)
DEFAULT_COUNT = 5
RANKINGS: tuple[Ranking, ...] = get_args(Ranking)
VIEWS = ("paths", "side")
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True, slots=True)
class Question:
    """Two terms, or more, and the conditions of the paths between them.

    ``side`` asks to see the two side by side instead; ``unknown`` are terms that the graph does not have.
    """

    x: str
    y: str
    also: tuple[str, ...]
    side: bool
    unknown: tuple[str, ...]
    filter: Filter
    ranking: Ranking
    count: int

    @property
    def conditioned(self) -> bool:
        """Whether anything differs from what the page starts with."""
        plain = Filter(hops=DEFAULT_HOPS, min_confidence=LIKELY, avoid=self.filter.avoid)
        return self.filter != plain or self.count != DEFAULT_COUNT


def asked(shelf: Source) -> Question:
    """The question of the address; what it says wrongly counts as not said."""
    ends = {end: shelf.meant(location.one(end)) for end in ("x", "y")}
    known = {end: term if shelf.term(term) else "" for end, term in ends.items()}
    more = [term for term in dict.fromkeys(map(shelf.meant, location.many("also"))) if term not in ends.values()][
        : MOST_ENDS - 2
    ]
    also = tuple(term for term in more if shelf.term(term))
    unknown = tuple(term for term in dict.fromkeys((*ends.values(), *more)) if term and not shelf.term(term))
    hidden = frozenset(location.many("norel")) & frozenset(shelf.relation_counts)
    with_mentions = location.one("mentions") == "1"
    silent = muted(shelf)
    filter = Filter(
        relations=frozenset(shelf.relation_counts) if with_mentions else None,
        without=hidden,
        direction=cast("Direction", location.choice("dir", DIRECTIONS, DIRECTIONS[0])),
        min_confidence=location.number("min", LIKELY, 0.0, 1.0),
        avoid=frozenset(term for term in location.many("avoid") if shelf.term(term)) - {*known.values(), *also},
        glossaries=frozenset(shelf.store.glossaries()) - silent if silent else frozenset(),
        hops=int(location.number("hops", DEFAULT_HOPS, 1, MOST_HOPS)),
    )
    ranking = cast("Ranking", location.choice("rank", RANKINGS, RANKINGS[0]))
    count = int(location.number("k", DEFAULT_COUNT, 1, COUNTS[-1]))
    side = location.one("view") == "side" and not also
    return Question(known["x"], known["y"], also, side, unknown, filter, ranking, count)


def muted(shelf: Source) -> frozenset[str]:
    """The glossaries that are left out; not all of them at once."""
    every = frozenset(shelf.store.glossaries())
    out = every.intersection(location.many("nogloss"))
    return frozenset() if out == every else out


def answered(question: Question, shelf: Source) -> Answer | Joined | Comparison:
    """The answer, remembered; raises LimitError when the question is too large or takes too long."""
    return _remembered(question, shelf.key, shelf)


@st.cache_resource(max_entries=128, show_spinner=False)
def _remembered(question: Question, key: str, _shelf: Source) -> Answer | Joined | Comparison:
    if question.side:
        return compare(_shelf.store, question.x, question.y, question.filter)
    if question.also:
        terms, any_way = (question.x, question.y, *question.also), replace(question.filter, direction="any")
        return join(_shelf.store, terms, any_way, ranking=question.ranking)
    return connect(_shelf.store, question.x, question.y, question.filter, k=question.count, ranking=question.ranking)


def conditions(question: Question, shelf: Source, t: Texts) -> None:
    """The button that opens the conditions of the paths."""
    kind: Literal["primary", "secondary"] = "primary" if question.conditioned else "secondary"
    with st.popover(t("connect.options"), icon=":material/tune:", type=kind, key="options"):
        hops = [str(n) for n in range(1, MOST_HOPS + 1)]
        if not question.side:
            pick("hops", t("connect.hops"), hops, str(question.filter.hops), str(DEFAULT_HOPS))
        if not (question.side or question.also):
            pick("k", t("connect.count"), [str(n) for n in COUNTS], str(question.count), str(DEFAULT_COUNT))
        if not question.also:
            directions: dict[str, str] = {way: t(f"connect.direction.{way}") for way in DIRECTIONS}
            pick("dir", t("connect.direction"), directions, question.filter.direction, DIRECTIONS[0])
        slide("options-least", question.filter.min_confidence, t)
        mentions("options-mentions", question.filter.relations is not None, t("connect.mentions"))
        head = el("h3", t("connect.relations")), el("p", t("connect.press"), cls="soft")
        prose.show("options-chips", *head, relations(question, shelf, t), *glossaries(shelf, t), on_go=toggled)


def ranking(question: Question, shelf: Source, t: Texts) -> None:
    """Paths or side by side, how the paths are ordered, more terms to join, and the terms to avoid."""
    with st.container(key="conditions", horizontal=True, vertical_alignment="center", gap="small"):
        if question.x and question.y and not question.also:
            views: dict[str, str] = {view: t(f"connect.view.{view}") for view in VIEWS}
            pick("view", t("connect.view"), views, VIEWS[question.side], VIEWS[0], hidden=True)
        if question.side:
            return
        rankings: dict[str, str] = {way: t(f"connect.ranking.{way}") for way in RANKINGS}
        pick("rank", t("connect.ranking"), rankings, question.ranking, RANKINGS[0], hidden=True)
        if question.x and question.y:
            more(question, shelf, t)
        if question.filter.avoid:
            avoided(question, shelf, t)


def more(question: Question, shelf: Source, t: Texts) -> None:
    """The terms that are joined with the two, each with a way to leave it out, and a box to add one."""

    def add(term: str) -> None:
        if term:
            location.put(also=[*question.also, term], view=None)

    if question.also:
        chips = [
            taken({"act": "less", "term": term}, label, t("connect.less", term=label))
            for term in question.also
            for label in (shelf.label(term, t.lang),)
        ]
        prose.show("also", el("div", el("span", t("connect.also"), cls="soft"), *chips, cls="row"), on_go=toggled)
    if len(question.also) < MOST_ENDS - 2:
        with st.container(key="more", width=240):
            box = f"find-more-{len(question.also)}"  # a new, empty one after each term
            finder.find(box, shelf, t, label=t("connect.more"), hint=t("connect.hint"), value="", on_pick=add)


def taken(go: Go, label: str, says: str) -> Node:
    """A chip that takes something away again."""
    return button(go, label, el("span", "×", aria_hidden="true"), cls="chip", aria_label=says)


def pick(
    parameter: str, label: str, words: dict[str, str] | list[str], now: str, default: str, *, hidden: bool = False
) -> None:
    """A row of choices, one of which the address holds."""
    named = words if isinstance(words, dict) else {word: word for word in words}
    shown = now if now in named else default
    key = location.held(f"pick-{parameter}", shown)
    st.session_state[key] = shown

    def changed() -> None:
        value = st.session_state[key]
        location.hold(f"pick-{parameter}", value or default)
        location.put(**{parameter: None if value in (None, default) else value})

    st.segmented_control(
        label,
        list(named),
        key=key,
        format_func=lambda word: named[word],
        on_change=changed,
        label_visibility="collapsed" if hidden else "visible",
    )


def relations(question: Question, shelf: Source, t: Texts) -> prose.Node:
    """A chip for each type of relation."""
    chips = []
    for kind in shelf.relation_counts:
        if kind != MENTIONS:
            known = kind_of(shelf.kinds, kind)
            chips.append(chip("norel", kind, known.label[t.lang], known.color, "bar", kind in question.filter.without))
    return el("div", *chips, cls="row")


def glossaries(shelf: Source, t: Texts) -> list[Node]:
    """A chip for each glossary, where there are several."""
    every, out = shelf.store.glossaries(), muted(shelf)
    if len(every) < 2:
        return []
    chips = [
        button({"act": "nogloss", "value": one}, one, cls="chip", aria_pressed=str(one not in out).lower())
        for one in every
    ]
    return [el("h3", t("connect.glossaries")), el("div", *chips, cls="row")]


def avoided(question: Question, shelf: Source, t: Texts) -> None:
    """The terms that no path may pass, each with a way to take it back."""
    chips = [
        taken({"act": "again", "term": term}, label, t("connect.again", term=label))
        for term in sorted(question.filter.avoid)
        for label in (shelf.label(term, t.lang),)
    ]
    prose.show("avoided", el("div", el("span", t("connect.avoided"), cls="soft"), *chips, cls="row"), on_go=toggled)


def toggled(go: Go) -> None:
    """Flip a relation type or a glossary, leave a term out, or let paths pass one again."""
    act = go.get("act", "")
    if act in ("norel", "nogloss"):
        location.put(**{act: flipped(location.many(act), go.get("value", ""))})
    elif act == "less":
        location.put(also=[term for term in location.many("also") if term != go.get("term")])
    elif act == "again":
        location.put(avoid=[term for term in location.many("avoid") if term != go.get("term")])


def helped(go: Go) -> None:
    """Apply what would help: a button under the answer that there is no path."""
    changes: dict[str, dict[str, str | None]] = {
        "hops": {"hops": go.get("hops")},
        "other_direction": {"dir": {"forward": "backward", "backward": "forward"}.get(location.one("dir"))},
        "any_direction": {"dir": None},
        "lower_confidence": {"min": "0"},
        "other_relations": {"norel": None},
        "other_glossaries": {"nogloss": None},
        "avoided": {"avoid": None},
        "mentions": {"mentions": "1"},
        "without_filter": {"norel": None, "nogloss": None, "avoid": None, "min": "0", "dir": None, "mentions": "1"},
    }
    location.put(**changes.get(go.get("act", ""), {}))
