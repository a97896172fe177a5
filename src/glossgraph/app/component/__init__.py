"""The picture inside Streamlit: shows what ``view.draw`` made, and tells what the user did with it.

    picture = view.draw(terms, relations, vocabulary=…, positions=layout.positions(…), layout="around:vram")
    event = graph_view(picture, key="explore", labels=texts, focus=st.session_state.get("term"))
    if event and event.kind == "expand": ...

What the user selects is lit in the browser at once and told to Python once, as a trigger: an event is
there in the one run that it causes. Nodes never move on a rerun, a change of theme or an expansion, as
long as ``layout`` stays the same; places to which the user drags them are kept until then, also while
another page is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from glossgraph.view import Picture, browser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "glossgraph.graph"

LABELS = ("picture", "zoom_in", "zoom_out", "fit", "save", "fullscreen", "hint", "below", "file")
"""The texts a host translates: what the picture is called (aria-label), the five buttons, the hint that shows when
the wheel turns over a picture that has not been clicked into, what a finger is told of a chosen term, and the name of
a saved file (without ``.png``)."""

Kind = Literal["select", "expand", "edge", "open"]
_KINDS: tuple[Kind, ...] = ("select", "expand", "edge", "open")


@dataclass(frozen=True, slots=True)
class Event:
    """What the user did.

    ``select`` (a click, or an arrow key), ``expand`` (a double click, or Enter) and ``open`` (a long
    press, or Shift+Enter) carry ``term``, an id. ``edge`` carries ``source``, ``target`` and
    ``relations``: every relation that runs this way between the two. On a folded picture ``term`` is
    None and ``category`` names what was clicked. A ``select`` of neither is a click on the empty ground.
    """

    kind: Kind
    term: str | None = None
    source: str | None = None
    target: str | None = None
    relations: tuple[str, ...] = ()
    category: str | None = None


def graph_view(
    picture: Picture,
    *,
    key: str,
    labels: Mapping[str, str],
    focus: str | None = None,
    height: str = "min(70vh, 760px)",
    on_event: Callable[[Event], None] | None = None,
) -> Event | None:
    """Show a picture; give back what the user did with it in this run, or None.

    ``key`` names the picture in the page (required: without one Streamlit rebuilds it). ``focus`` is
    the id of the chosen term: when Python changes it the browser selects it and brings it into view;
    an id that came from the browser is not sent back, so it costs nothing to pass it always.
    ``height`` is a CSS length. ``on_event`` is called before the script runs again, like any
    Streamlit callback.
    """
    _register()
    data = {**picture, "key": key, "labels": dict(labels), "height": height, "focus": _focus(key, focus)}

    def told(kind: Kind) -> None:
        event = _event(st.session_state.get(key), kind)
        if event is not None:
            _remember(key, event)
            if on_event is not None:
                on_event(event)

    callbacks = {f"on_{kind}_change": partial(told, kind) for kind in _KINDS}
    result = _renderer()(key=key, data=data, height="content", **callbacks)
    events = (_event(result, kind) for kind in reversed(_KINDS))
    return next((event for event in events if event is not None), None)


def _event(result: Any, kind: Kind) -> Event | None:
    value = (result or {}).get(kind)
    if not isinstance(value, dict):
        return None
    return Event(
        kind,
        value.get("id"),
        value.get("source"),
        value.get("target"),
        tuple(value.get("relations", ())),
        value.get("category"),
    )


def _remember(key: str, event: Event) -> None:
    if event.term is not None or event == Event("select"):
        st.session_state[f"{key}:focus"] = {**_sent(key), "seen": event.term}


def _sent(key: str) -> dict[str, Any]:
    sent: dict[str, Any] = st.session_state.get(f"{key}:focus", {"term": None, "n": 0, "seen": None})
    return sent


def _focus(key: str, term: str | None) -> dict[str, Any]:
    sent = _sent(key)
    if term != sent["seen"]:
        sent = {"term": term, "n": sent["n"] + 1, "seen": term}
        st.session_state[f"{key}:focus"] = sent
    return {"term": sent["term"], "n": sent["n"]}


def _register() -> None:
    """Tell the running server where the component's files are.

    Streamlit finds them itself when glossgraph is installed; in a plain checkout, and in each new
    runtime of a test, it has to be told.
    """
    from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
    from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

    manager = get_bidi_component_manager()
    folder = browser.folder()
    if manager.get_component_asset_root(NAME) != folder:
        package, name = NAME.split(".")
        manifest = ComponentManifest(package, "0", [ComponentConfig(name, folder.name)])
        manager.register_from_manifest(manifest, folder.parent)


@cache
def _renderer() -> Any:
    return st.components.v2.component(NAME, css="picture.css", js="component.js")
