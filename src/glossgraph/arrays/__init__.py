"""A graph as flat arrays: relations by source and by target, and walks over them."""

from glossgraph.arrays.columns import Arrays, Ints, distinct, from_relations, load, save
from glossgraph.arrays.deadline import SECONDS, limited
from glossgraph.arrays.ground import CODE_SHIFT, Direction, Ground, Ids, Rules, Steps
from glossgraph.arrays.levels import leveled
from glossgraph.arrays.parts import Subgraph, cut, part
from glossgraph.arrays.walks import around, between, distance, geodesics, stopped, touching

__all__ = [
    "CODE_SHIFT",
    "SECONDS",
    "Arrays",
    "Direction",
    "Ground",
    "Ids",
    "Ints",
    "Rules",
    "Steps",
    "Subgraph",
    "around",
    "between",
    "cut",
    "distance",
    "distinct",
    "from_relations",
    "geodesics",
    "leveled",
    "limited",
    "load",
    "part",
    "save",
    "stopped",
    "touching",
]
