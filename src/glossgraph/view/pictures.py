"""Terms and relations as what vis-network draws: nodes, edges and options, built with Pyvis."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from glossgraph import texts
from glossgraph.layout import Position, path_positions
from glossgraph.layout import positions as place
from glossgraph.model import MENTIONS, Lang, Relation, RelationType, Term
from glossgraph.relations import says

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Picture = dict[str, Any]
"""``nodes``, ``edges``, ``options``, ``legend``, ``layout`` and, where it differs, ``tall``: plain JSON values.

Who has a term that is to stay in the middle adds it as ``middle``."""

PALETTE = ("#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#0072B2", "#D55E00", "#F0E442", "#5B6270")
"""Okabe and Ito's colours, which the colour-blind can tell apart; their black is a slate that shows on dark ground."""

OTHER = "#9AA0A6"
SMALLEST, GROWTH, LARGEST = 8.0, 4.0, 30.0
"""A dot's radius: the smallest, its growth by the root of the degree (less where that is too much), the largest."""

SNIPPET = 110


def palette(categories: Iterable[str]) -> dict[str, str]:
    """A colour for each category, in the order given; past the last colour all share a grey.

    Give the categories of the whole graph, so that a category keeps its colour in every view of it.
    """
    names = list(dict.fromkeys(categories))
    return {name: PALETTE[at] if at < len(PALETTE) else OTHER for at, name in enumerate(names)}


def draw(
    terms: Sequence[Term],
    relations: Sequence[Relation],
    *,
    vocabulary: Sequence[RelationType],
    lang: Lang = "ja",
    positions: Mapping[str, Position] | None = None,
    paths: Sequence[Sequence[str]] = (),
    colors: Mapping[str, str] | None = None,
    degrees: Mapping[str, int] | None = None,
    layout: str = "",
) -> Picture:
    """Terms, and those relations that run between them, as a picture.

    ``positions`` are the terms' places where they are known; by default ``layout.positions`` gives
    them. With ``paths`` (term ids, cheapest first) the picture is that of paths: laid out from end to
    end, every relation named, the best path the strongest. ``colors`` come from ``palette``,
    ``degrees`` are those of the whole graph (else those of the picture). ``layout`` is any name for
    the layout: while it stays the same, nodes that are on the screen keep their places.
    """
    shown = {term.id for term in terms}
    edges = [edge for edge in relations if edge.source in shown and edge.target in shown]
    wide, tall = path_positions(paths)
    known = {**wide, **(positions or {})}
    at = known if shown <= known.keys() else place(shown, [(edge.source, edge.target) for edge in edges], known)
    style = _style(terms, edges, vocabulary, lang, paths, colors, degrees)
    return {
        **through_pyvis([_node(term, at[term.id], style) for term in terms], _edges(edges, style)),
        "legend": _legend(terms, style),
        "layout": layout,
        **({"tall": {_node_id(term): list(spot) for term, spot in tall.items() if term in shown}} if paths else {}),
    }


@dataclass(frozen=True, slots=True)
class _Style:
    """What the looks of nodes and edges depend on."""

    lang: Lang
    colors: Mapping[str, str]
    degrees: Mapping[str, int]
    growth: float
    texts: Mapping[str, str]
    kinds: Mapping[str, RelationType]
    labels: Mapping[str, str]
    ends: frozenset[str]
    best: frozenset[tuple[str, str]]
    paths: bool


def _style(
    terms: Sequence[Term],
    edges: Sequence[Relation],
    vocabulary: Sequence[RelationType],
    lang: Lang,
    paths: Sequence[Sequence[str]],
    colors: Mapping[str, str] | None,
    degrees: Mapping[str, int] | None,
) -> _Style:
    weights = degrees if degrees is not None else _degrees(edges)
    return _Style(
        lang=lang,
        colors=colors if colors is not None else palette(name for term in terms for name in term.categories[:1]),
        degrees=weights,
        growth=min(GROWTH, (LARGEST - SMALLEST) / sqrt(max([1, *(weights.get(term.id, 0) for term in terms)]))),
        texts=texts.load("glossgraph.view", lang),
        kinds={kind.id: kind for kind in vocabulary},
        labels={term.id: label(term, lang) for term in terms},
        ends=frozenset(end for path in paths for end in (path[0], path[-1])),
        best=frozenset(zip(paths[0], paths[0][1:], strict=False)) if paths else frozenset(),
        paths=bool(paths),
    )


def label(term: Term, lang: Lang) -> str:
    """What a term is called in a language, its own label where it has no other."""
    return term.labels.get(lang, term.label)


def through_pyvis(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Picture:
    """Pyvis adds what vis-network wants. Its lists are filled at once: ``add_edge`` looks at every edge each time."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    net: Any = Network(directed=True)  # type: ignore[no-untyped-call]
    net.options = OPTIONS
    net.nodes = [Node(item.pop("id"), "dot", item.pop("label"), **item).options for item in nodes]  # type: ignore[no-untyped-call]
    net.edges = [Edge(item.pop("from"), item.pop("to"), directed=True, **item).options for item in edges]  # type: ignore[no-untyped-call]
    made_nodes, made_edges, _, _, _, options = net.get_network_data()
    return {"nodes": made_nodes, "edges": made_edges, "options": json.loads(options)}


OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
    },
    "nodes": {"shape": "dot", "chosen": False, "borderWidth": 1.2},
    "edges": {
        "chosen": False,
        "width": 1,
        "hoverWidth": 1,
        "selectionWidth": 0,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.12},
        "selfReference": {"size": 14},
    },
}


def _node_id(term: str) -> str:
    return f"n:{term}"


def _edge_id(source: str, target: str) -> str:
    return "e:" + json.dumps([source, target], ensure_ascii=False)


def _node(term: Term, at: Position, style: _Style) -> dict[str, Any]:
    category = term.categories[0] if term.categories else ""
    color = style.colors.get(category, OTHER)
    degree = style.degrees.get(term.id, 0)
    notes = [text for text in (term.reading, category, "" if term.defined else style.texts["undefined"]) if text]
    return {
        "id": _node_id(term.id),
        "term": term.id,
        "label": style.labels[term.id],
        "category": category if term.defined else "",
        "x": round(at[0], 1),
        "y": round(at[1], 1),
        "size": round(SMALLEST + style.growth * sqrt(degree), 1),
        "weight": degree,
        "must": term.id in style.ends,
        "hollow": not term.defined,
        "color": {"background": color, "border": darker(color)},
        "borderWidth": 1.2 if term.defined else 1.6,
        "shapeProperties": {"borderDashes": [] if term.defined else [4, 3]},
        "tip": {"name": style.labels[term.id], "notes": notes, "text": _snippet(term, style.lang)},
    }


def _snippet(term: Term, lang: Lang) -> str:
    texts = sorted(term.definitions, key=lambda item: item.lang != lang)
    text = " ".join(texts[0].text.split()) if texts else ""
    return text if len(text) <= SNIPPET else text[:SNIPPET] + "…"


def _edges(relations: Iterable[Relation], style: _Style) -> list[dict[str, Any]]:
    """One edge a pair and direction: its label holds every relation that runs this way."""
    pairs: dict[tuple[str, str], list[Relation]] = {}
    for edge in relations:
        pairs.setdefault((edge.source, edge.target), []).append(edge)
    return [_edge(pair, _telling(edges), pair[::-1] in pairs, style) for pair, edges in pairs.items()]


def _telling(edges: Sequence[Relation]) -> Sequence[Relation]:
    """Without the mention, where anything else is said."""
    return [edge for edge in edges if edge.relation != MENTIONS] or edges


def _edge(pair: tuple[str, str], edges: Sequence[Relation], both: bool, style: _Style) -> dict[str, Any]:
    source, target = pair
    kinds = [style.kinds[edge.relation] for edge in edges]
    best = pair in style.best or pair[::-1] in style.best
    return {
        "id": _edge_id(source, target),
        "from": _node_id(source),
        "to": _node_id(target),
        "relations": [kind.id for kind in kinds],
        "label": style.texts["separator"].join(kind.label[style.lang] for kind in kinds),
        "arrows": "" if all(kind.symmetric for kind in kinds) else "to",
        "width": 1.6 if best else 1,
        "path": ("best" if best else "other") if style.paths else None,
        "smooth": {"enabled": both or not style.paths, "type": "curvedCW", "roundness": 0.2 if both else 0.1},
        "tip": [says(kind, style.labels[source], style.labels[target], style.lang) for kind in kinds],
    }


def _legend(terms: Sequence[Term], style: _Style) -> list[dict[str, Any]]:
    counts = Counter(term.categories[0] if term.defined and term.categories else "" for term in terms)
    known = dict(style.colors) | dict.fromkeys(sorted(counts.keys() - style.colors.keys() - {""}), OTHER)
    rows = [(category, category, color) for category, color in known.items()]
    return [
        {
            "category": category,
            "label": name,
            "color": color,
            "border": darker(color),
            "hollow": not category,
            "count": counts[category],
        }
        for category, name, color in [*rows, ("", style.texts["undefined"], OTHER)]
        if counts[category]
    ]


def darker(color: str) -> str:
    """The colour of a dot's border: the dot's own at 70 percent, which also shows on white."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{int(part * 0.7):02X}" for part in parts)


def _degrees(relations: Iterable[Relation]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for edge in relations:
        counts.update({edge.source, edge.target})
    return counts
