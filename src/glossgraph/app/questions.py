"""The question that Connect's address asks, its conditions as widgets, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

import streamlit as st

from glossgraph.app import location, prose
from glossgraph.app.answers import MOST_HOPS
from glossgraph.app.filters import chip, flipped, slide
from glossgraph.app.prose import Go, button, el
from glossgraph.app.sentences import kind_of
from glossgraph.model import LIKELY, MENTIONS, Answer, Direction, Filter, Ranking
from glossgraph.query import connect

if TYPE_CHECKING:
    from glossgraph.app.source import Source
    from glossgraph.app.wording import Texts

DEFAULT_HOPS = 4
COUNTS = (1, 3, 5, 10, 20)
DEFAULT_COUNT = 5
RANKINGS: tuple[Ranking, ...] = get_args(Ranking)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True, slots=True)
class Question:
    """Two terms and the conditions of the paths between them. ``unknown`` is a term that the graph does not have."""

    x: str
    y: str
    unknown: str
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
    ends = {end: location.one(end) for end in ("x", "y")}
    known = {end: term if shelf.term(term) else "" for end, term in ends.items()}
    unknown = next((ends[end] for end in ends if ends[end] and not known[end]), "")
    hidden = frozenset(location.many("norel")) & frozenset(shelf.relation_counts)
    with_mentions = location.one("mentions") == "1"
    filter = Filter(
        relations=frozenset(shelf.relation_counts) if with_mentions else None,
        without=hidden,
        direction=cast("Direction", location.choice("dir", DIRECTIONS, DIRECTIONS[0])),
        min_confidence=location.number("min", LIKELY, 0.0, 1.0),
        avoid=frozenset(term for term in location.many("avoid") if shelf.term(term)) - set(known.values()),
        hops=int(location.number("hops", DEFAULT_HOPS, 1, MOST_HOPS)),
    )
    ranking = cast("Ranking", location.choice("rank", RANKINGS, RANKINGS[0]))
    count = int(location.number("k", DEFAULT_COUNT, 1, COUNTS[-1]))
    return Question(known["x"], known["y"], unknown, filter, ranking, count)


def answered(question: Question, shelf: Source) -> Answer:
    """The answer, remembered; raises LimitError when the question is too large."""
    return _remembered(question, shelf.key, shelf)


@st.cache_resource(max_entries=128, show_spinner=False)
def _remembered(question: Question, key: str, _shelf: Source) -> Answer:
    return connect(_shelf.store, question.x, question.y, question.filter, k=question.count, ranking=question.ranking)


def conditions(question: Question, shelf: Source, t: Texts) -> None:
    """The button that opens the conditions of the paths."""
    kind: Literal["primary", "secondary"] = "primary" if question.conditioned else "secondary"
    with st.popover(t("connect.options"), icon=":material/tune:", type=kind, key="options"):
        hops = [str(n) for n in range(1, MOST_HOPS + 1)]
        pick("hops", t("connect.hops"), hops, str(question.filter.hops), str(DEFAULT_HOPS))
        pick("k", t("connect.count"), [str(n) for n in COUNTS], str(question.count), str(DEFAULT_COUNT))
        directions: dict[str, str] = {way: t(f"connect.direction.{way}") for way in DIRECTIONS}
        pick("dir", t("connect.direction"), directions, question.filter.direction, DIRECTIONS[0])
        slide("options-least", question.filter.min_confidence, t)
        mentions(question, t)
        head = el("h3", t("connect.relations")), el("p", t("connect.press"), cls="soft")
        prose.show("options-chips", *head, relations(question, shelf, t), on_go=toggled)


def ranking(question: Question, shelf: Source, t: Texts) -> None:
    """How the paths are ordered, and the terms that they avoid."""
    with st.container(key="conditions", horizontal=True, vertical_alignment="center", gap="small"):
        rankings: dict[str, str] = {way: t(f"connect.ranking.{way}") for way in RANKINGS}
        pick("rank", t("connect.ranking"), rankings, question.ranking, RANKINGS[0], hidden=True)
        if question.filter.avoid:
            avoided(question, shelf, t)


def pick(
    parameter: str, label: str, words: dict[str, str] | list[str], now: str, default: str, *, hidden: bool = False
) -> None:
    """A row of choices, one of which the address holds."""
    key = f"pick-{parameter}"
    named = words if isinstance(words, dict) else {word: word for word in words}
    st.session_state[key] = now if now in named else default

    def changed() -> None:
        value = st.session_state[key]
        location.put(**{parameter: None if value in (None, default) else value})

    st.segmented_control(
        label,
        list(named),
        key=key,
        format_func=lambda word: named[word],
        on_change=changed,
        label_visibility="collapsed" if hidden else "visible",
    )


def mentions(question: Question, t: Texts) -> None:
    """Whether mere mentions are a way."""
    key = "options-mentions"
    st.session_state[key] = question.filter.relations is not None

    def changed() -> None:
        location.put(mentions="1" if st.session_state[key] else None)

    st.toggle(t("connect.mentions"), key=key, on_change=changed)


def relations(question: Question, shelf: Source, t: Texts) -> prose.Node:
    """A chip for each type of relation."""
    chips = []
    for kind in shelf.relation_counts:
        if kind != MENTIONS:
            known = kind_of(shelf.kinds, kind)
            chips.append(chip("norel", kind, known.label[t.lang], known.color, "bar", kind in question.filter.without))
    return el("div", *chips, cls="row")


def avoided(question: Question, shelf: Source, t: Texts) -> None:
    """The terms that no path may pass, each with a way to take it back."""
    chips = []
    for term in sorted(question.filter.avoid):
        label = shelf.label(term, t.lang)
        chips.append(
            button(
                {"act": "again", "term": term},
                label,
                el("span", "×", aria_hidden="true"),
                cls="chip",
                aria_label=t("connect.again", term=label),
            )
        )
    prose.show("avoided", el("div", el("span", t("connect.avoided"), cls="soft"), *chips, cls="row"), on_go=toggled)


def toggled(go: Go) -> None:
    """Flip a relation type, or let paths pass a term again."""
    if go.get("act") == "norel":
        location.put(norel=flipped(location.many("norel"), go.get("value", "")))
    elif go.get("act") == "again":
        location.put(avoid=[term for term in location.many("avoid") if term != go.get("term")])


def helped(go: Go) -> None:
    """Apply what would help: a button under the answer that there is no path."""
    changes: dict[str, dict[str, str | None]] = {
        "hops": {"hops": go.get("hops")},
        "other_direction": {"dir": {"forward": "backward", "backward": "forward"}.get(location.one("dir"))},
        "any_direction": {"dir": None},
        "lower_confidence": {"min": "0"},
        "other_relations": {"norel": None},
        "avoided": {"avoid": None},
        "mentions": {"mentions": "1"},
        "without_filter": {"norel": None, "avoid": None, "min": "0", "dir": None, "mentions": "1"},
    }
    location.put(**changes.get(go.get("act", ""), {}))
