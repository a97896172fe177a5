"""Terms and relations as what vis-network draws: nodes, edges and options, built with Pyvis."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

from glossgraph.layout import Position
from glossgraph.model import Lang, Relation, RelationType, Term
from glossgraph.relations import says

Picture = dict[str, Any]
"""``nodes``, ``edges``, ``options``, ``legend``, ``layout`` and, where it differs, ``tall``: plain JSON values."""

PALETTE = ("#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#0072B2", "#D55E00", "#F0E442", "#5B6270")
"""Okabe and Ito's colours, which the colour-blind can tell apart; their black is a slate that shows on dark ground."""

OTHER = "#9AA0A6"
LARGEST = 36.0
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
    positions: Mapping[str, Position],
    lang: Lang = "ja",
    colors: Mapping[str, str] | None = None,
    degrees: Mapping[str, int] | None = None,
    texts: Mapping[str, str] | None = None,
    tall: Mapping[str, Position] | None = None,
    path: bool = False,
    ends: Iterable[str] = (),
    layout: str = "",
) -> Picture:
    """Terms and relations as a picture.

    ``positions`` (and ``tall``, for a window that is taller than wide) hold canvas units. ``colors``
    comes from ``palette``; ``degrees`` are those of the whole graph (else those of the picture).
    ``path`` names the relation on every edge; ``ends`` are terms that always carry a label.
    ``texts`` translates ``undefined`` and ``other``. ``layout`` names the layout: while it stays the
    same, nodes that are on the screen keep their places.
    """
    shown = {term.id for term in terms}
    edges = [edge for edge in relations if edge.source in shown and edge.target in shown]
    weights = degrees or _degrees(edges)
    found = colors if colors is not None else palette(name for term in terms for name in term.categories[:1])
    words = {"undefined": "", "other": "", **(texts or {})}
    marked = frozenset(ends)
    nodes = [
        _node(term, positions[term.id], weights.get(term.id, 0), found, words, lang, term.id in marked) for term in terms
    ]
    return {
        **_through_pyvis(nodes, _edges(edges, {term.id: label(term, lang) for term in terms}, vocabulary, lang, path)),
        "legend": _legend(terms, found, words),
        "layout": layout,
        **({"tall": {_node_id(term): list(at) for term, at in tall.items() if term in shown}} if tall else {}),
    }


def label(term: Term, lang: Lang) -> str:
    """What a term is called in a language, its own label where it has no other."""
    return term.labels.get(lang, term.label)


def _through_pyvis(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Picture:
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    net = Network(directed=True)
    net.options = OPTIONS
    net.nodes = [Node(item.pop("id"), "dot", item.pop("label"), **item).options for item in nodes]
    net.edges = [Edge(item.pop("from"), item.pop("to"), directed=True, **item).options for item in edges]
    made_nodes, made_edges, _, _, _, options = net.get_network_data()
    return {"nodes": made_nodes, "edges": made_edges, "options": json.loads(options)}


OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "multiselect": False, "selectConnectedEdges": False, "hoverConnectedEdges": False},
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


def _node(
    term: Term,
    at: Position,
    degree: int,
    colors: Mapping[str, str],
    texts: Mapping[str, str],
    lang: Lang,
    must: bool,
) -> dict[str, Any]:
    group = term.categories[0] if term.categories else ""
    color = colors.get(group, OTHER)
    notes = [text for text in (term.reading or "", group, "" if term.defined else texts["undefined"]) if text]
    return {
        "id": _node_id(term.id),
        "term": term.id,
        "label": label(term, lang),
        "category": group if term.defined else "",
        "x": round(at[0], 1),
        "y": round(at[1], 1),
        "size": round(min(8 + 4 * sqrt(degree), LARGEST), 1),
        "weight": degree,
        "must": must,
        "hollow": not term.defined,
        "color": {"background": color, "border": darker(color)},
        "borderWidth": 1.6 if not term.defined else 1.2,
        "shapeProperties": {"borderDashes": [] if term.defined else [4, 3]},
        "tip": {"name": label(term, lang), "notes": notes, "text": _snippet(term, lang)},
    }


def _snippet(term: Term, lang: Lang) -> str:
    texts = sorted(term.definitions, key=lambda item: item.lang != lang)
    text = " ".join(texts[0].text.split()) if texts else ""
    return text if len(text) <= SNIPPET else text[:SNIPPET] + "…"


def _edges(
    relations: Iterable[Relation],
    labels: Mapping[str, str],
    vocabulary: Sequence[RelationType],
    lang: Lang,
    path: bool,
) -> list[dict[str, Any]]:
    """One edge a pair and direction: its label holds every relation that runs this way."""
    kinds = {kind.id: kind for kind in vocabulary}
    pairs: dict[tuple[str, str], list[Relation]] = {}
    for edge in relations:
        pairs.setdefault((edge.source, edge.target), []).append(edge)
    made = []
    for (source, target), edges in pairs.items():
        both = (target, source) in pairs and source != target
        names = [kinds[edge.relation].label[lang] for edge in edges]
        one_way = any(not kinds[edge.relation].symmetric for edge in edges)
        made.append(
            {
                "id": _edge_id(source, target),
                "from": _node_id(source),
                "to": _node_id(target),
                "relations": [edge.relation for edge in edges],
                "label": ("・" if lang == "ja" else ", ").join(names),
                "arrows": "to" if one_way else "",
                "width": 1,
                "path": path,
                "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.2 if both else 0.1},
                "tip": [says(kinds[edge.relation], labels[source], labels[target], lang) for edge in edges],
            }
        )
    return made


def _legend(terms: Sequence[Term], colors: Mapping[str, str], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    counts = Counter(term.categories[0] if term.defined and term.categories else "" for term in terms)
    entries = [
        {"category": group, "label": group, "color": color, "border": darker(color), "hollow": False, "count": counts[group]}
        for group, color in colors.items()
        if counts[group]
    ]
    if counts[""]:
        entries.append(
            {"category": "", "label": texts["undefined"] or texts["other"], "color": OTHER, "border": OTHER, "hollow": True, "count": counts[""]}
        )
    return entries


def darker(color: str) -> str:
    """The colour of a dot's border: the dot's own at 70 percent, which also shows on white."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{int(part * 0.7):02X}" for part in parts)


def _degrees(relations: Iterable[Relation]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for edge in relations:
        counts.update({edge.source, edge.target})
    return counts

