"""A large graph as one node a category: what a picture shows where its terms would be a hairball."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from glossgraph import texts
from glossgraph.layout import positions
from glossgraph.model import MENTIONS
from glossgraph.view.pictures import LARGEST, OTHER, SMALLEST, Picture, darker, palette, through_pyvis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossgraph.model import Graph, Lang

FOLD = 500
"""Terms above which a whole graph is better shown folded."""


def fold(graph: Graph, *, lang: Lang = "ja", colors: Mapping[str, str] | None = None) -> Picture:
    """The categories of a graph with the number of their terms, and how many relations run between them.

    A term counts in its first category; mentions do not count. A node's ``category`` is what a click
    on it tells (``term`` is None); "" holds the terms without one.
    """
    words = texts.load("glossgraph.view", lang)
    names, owner = _owners(graph)
    sizes = np.bincount(owner, minlength=len(names))
    pairs, counts = _pairs(graph, owner, len(names))
    shown = (
        colors if colors is not None else palette(names[at] for at in np.argsort(-sizes, kind="stable") if names[at])
    )
    places = positions(names, [(names[a], names[b]) for a, b in pairs])
    largest = max(int(sizes.max(initial=0)), 1)
    nodes = []
    for name, size in zip(names, sizes.tolist(), strict=True):
        color = shown.get(name, OTHER)
        title = name or words["no_category"]
        x, y = (2.2 * part for part in places[name])
        nodes.append(
            {
                "id": f"c:{name}",
                "term": None,
                "label": words["fold_label"].format(name=title, terms=f"{size:,}"),
                "category": name,
                "x": round(x, 1),
                "y": round(y, 1),
                "size": round(SMALLEST + 1.6 * LARGEST * float(np.sqrt(size / largest)), 1),
                "weight": size,
                "must": True,
                "hollow": not name,
                "color": {"background": color, "border": darker(color)},
                "borderWidth": 1.2 if name else 1.6,
                "shapeProperties": {"borderDashes": [] if name else [4, 3]},
                "tip": {"name": title, "notes": [words["fold_node"].format(terms=f"{size:,}")], "text": ""},
            }
        )
    edges = [_edge(names[a], names[b], count, words) for (a, b), count in zip(pairs, counts, strict=True) if a != b]
    return {**through_pyvis(nodes, edges), "legend": [], "layout": "folded"}


def _owners(graph: Graph) -> tuple[list[str], np.ndarray[Any, np.dtype[np.int64]]]:
    """The categories in order, and the number of its first one for each term."""
    lists = graph.terms.column("categories")
    first = pc.list_element(pc.list_slice(lists, 0, 1, return_fixed_size_list=True), 0)  # null where there is none
    names = pc.fill_null(first, "").to_numpy(zero_copy_only=False).astype(str)
    found, owner = np.unique(names, return_inverse=True)
    return found.tolist(), owner.astype(np.int64)


def _pairs(
    graph: Graph, owner: np.ndarray[Any, np.dtype[np.int64]], many: int
) -> tuple[list[tuple[int, int]], list[int]]:
    typed = pc.not_equal(graph.relations.column("relation"), MENTIONS).to_numpy(zero_copy_only=False)
    source, target = (owner[graph.relations.column(end).to_numpy()[typed]] for end in ("source", "target"))
    codes, counts = np.unique(source * many + target, return_counts=True)
    return [divmod(code, many) for code in codes.tolist()], counts.tolist()


def _edge(source: str, target: str, count: int, words: Mapping[str, str]) -> dict[str, Any]:
    title = words["fold_edge"].format(
        source=source or words["no_category"], target=target or words["no_category"], relations=f"{count:,}"
    )
    return {
        "id": f"e:{source}\n{target}",
        "from": f"c:{source}",
        "to": f"c:{target}",
        "relations": [],
        "label": f"{count:,}",
        "arrows": "to",
        "width": round(0.6 + 1.5 * log10(count), 2),
        "path": None,
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.15},
        "tip": [title],
    }
