"""Paths between terms: what they cost, the kernel that finds the cheapest, and the search that feeds it."""

from glossgraph.paths.bounded import narrowed, nearby
from glossgraph.paths.costs import COSTS, Costs, doublings, hop_costs, hub_costs
from glossgraph.paths.counting import count_paths, count_shortest
from glossgraph.paths.joining import MAX_ENDS, Tree, Way, groups, spanning, tree, way
from glossgraph.paths.kernel import cheapest, nearest
from glossgraph.paths.meter import CELLS, MAX_HOPS, WORK

__all__ = [
    "CELLS",
    "COSTS",
    "MAX_ENDS",
    "MAX_HOPS",
    "WORK",
    "Costs",
    "Tree",
    "Way",
    "cheapest",
    "count_paths",
    "count_shortest",
    "doublings",
    "groups",
    "hop_costs",
    "hub_costs",
    "narrowed",
    "nearby",
    "nearest",
    "spanning",
    "tree",
    "way",
]
