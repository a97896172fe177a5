"""Where the terms of a view stand: the same input gives the same places, and places that are known never move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

Position = tuple[float, float]
Positions = dict[str, Position]

SPACING = 95.0
"""Canvas units between two neighbours."""


def positions(ids: Sequence[str], edges: Iterable[tuple[str, str]], known: Mapping[str, Position] | None = None) -> Positions:
    """Places for the terms, in canvas units, the longer side of the whole lying level."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    graph.add_edges_from(sorted(tuple(sorted(edge)) for edge in edges if edge[0] != edge[1]))
    found = nx.spring_layout(graph, seed=1, k=2.0 / np.sqrt(max(len(ids), 1)), iterations=80) if ids else {}
    size = SPACING * np.sqrt(max(len(ids), 1)) * 0.6
    made = {term: (float(x) * size * 1.3, float(y) * size) for term, (x, y) in found.items()}
    return {**made, **(known or {})}
