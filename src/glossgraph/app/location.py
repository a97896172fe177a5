"""What a page shows, as its address says it: the one place where view state lives, so that a view can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

EVERYWHERE = ("lang", "graph")
"""Parameters that go along from page to page."""

_LONGEST = 400


def one(name: str, default: str = "", longest: int = _LONGEST) -> str:
    """A parameter's value; of several the last."""
    return str(st.query_params.get(name, default))[:longest]


def many(name: str) -> list[str]:
    """Every value of a parameter that may stand more than once."""
    return [value[:_LONGEST] for value in st.query_params.get_all(name) if value]


def number(name: str, default: float, low: float, high: float) -> float:
    """A parameter as a number between two bounds; what is no number counts as the default."""
    try:
        value = float(one(name, str(default)))
    except ValueError:
        return default
    return min(max(value, low), high) if value == value else default


def choice(name: str, allowed: Iterable[str], default: str) -> str:
    """A parameter that is one of a few words; anything else counts as the default."""
    value = one(name, default)
    return value if value in allowed else default


def held(key: str, now: object) -> str:
    """The key of a widget whose value ``now`` stands in the address: a new one whenever the widget did not set that.

    A widget in a closed popover is not told of a change, and would send its old value again.
    """
    own, turn = st.session_state.get(f"{key}-held", (now, 0))
    turn += own != now
    st.session_state[f"{key}-held"] = (now, turn)
    return f"{key}-{turn}"


def hold(key: str, value: object) -> None:
    """Note that a widget of this name (see ``held``) has set its value itself."""
    st.session_state[f"{key}-held"] = (value, st.session_state[f"{key}-held"][1])


def put(**values: str | list[str] | None) -> None:
    """Set parameters; None, an empty text and an empty list take one away. One message, whatever changes."""
    now: dict[str, str | list[str]] = {name: st.query_params.get_all(name) for name in st.query_params}
    for name, value in values.items():
        now.pop(name, None)
        if value:
            now[name] = value
    st.query_params.from_dict(now)


def carried(**more: str) -> dict[str, str]:
    """The parameters of a link to another page: language and graph, and what is given."""
    kept = {name: one(name) for name in EVERYWHERE if one(name)}
    return {**kept, **{name: value for name, value in more.items() if value}}


def views(page: str) -> dict[str, dict[str, list[str]]]:
    """How each page that was seen of this graph was left, for the links back to it; ``page`` is the present one."""
    seen = st.session_state.get("views", ("", {}))
    kept: dict[str, dict[str, list[str]]] = seen[1] if seen[0] == one("graph") else {}
    kept[page] = {name: st.query_params.get_all(name) for name in st.query_params if name not in EVERYWHERE}
    st.session_state["views"] = (one("graph"), kept)
    return kept
