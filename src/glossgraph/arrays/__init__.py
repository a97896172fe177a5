"""A graph as flat arrays: relations by source and by target, and walks over them."""

from glossgraph.arrays.columns import Arrays, Ints, from_relations, load, save
from glossgraph.arrays.walks import Direction, Rules, Subgraph, around, between, distance, touching

__all__ = [
    "Arrays",
    "Direction",
    "Ints",
    "Rules",
    "Subgraph",
    "around",
    "between",
    "distance",
    "from_relations",
    "load",
    "save",
    "touching",
]
