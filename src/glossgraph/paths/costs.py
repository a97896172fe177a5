"""What a path costs: a sum of whole numbers, one table a ranking.

Per hop c(its best relation, that one's confidence), per inner term h(its degree in the whole graph).

* *hub*: what everything touches explains nothing. An inner term costs ``hub`` for each doubling of its degree.
  The sum of log degrees over the inner terms is, but for the two ends, minus the log likelihood that a random
  walk makes the round trip along the path: the metric of Moore, Steinke and Tresp, *A Novel Metric for
  Information Retrieval in Semantic Networks* (ESWC 2011 workshops, LNCS 7117), which they found to give more
  specific paths than counting steps. Tartari and Hogan, *WiSP: Weighted Shortest Paths for RDF Graphs* (VOILA
  2018), search such weighted graphs best-first instead of ranking a list, as is done here, and report that raters
  seldom agree on the best path: hence several rankings.
* *doubt*: a hop costs ``doubt`` for each halving of its confidence, so that a sum of doubts is minus the log of
  the chance that every hop is right (the most reliable path).
* *hop*: what any step costs, so that long paths have to earn their length. The default's was chosen by a reader's
  judgement of thirty pairs of the shipped graph, who preferred a step more only where the shorter path was doubtful.
* *kinds*: what a relation costs more because it says little of how two terms are connected.

Logarithms are whole numbers too (exact at powers of two, straight lines between), so that no machine rounds
differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from glossgraph.arrays import CODE_SHIFT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from glossgraph.arrays import Ints

SHIFT = 10
"""Costs are packed with hops, ``cost << SHIFT | hops``, so that sums are in the order of (cost, hops)."""
ONE_HOP = 1
FAR = 1 << 62
"""More than any packed cost."""


@dataclass(frozen=True, slots=True)
class Costs:
    """A table of costs: all whole numbers, see the module's text for their meaning."""

    hop: int
    doubt: int
    hub: int
    kinds: Mapping[str, int]


_SAYS_LITTLE = {"mentions": 64, "compared_with": 16}
COSTS: dict[str, Costs] = {
    "default": Costs(hop=160, doubt=96, hub=24, kinds=_SAYS_LITTLE),
    "shortest": Costs(hop=10_000_160, doubt=96, hub=24, kinds=_SAYS_LITTLE),  # the default decides among equal hops
    "specific": Costs(hop=8, doubt=8, hub=64, kinds=_SAYS_LITTLE),
    "evidenced": Costs(hop=8, doubt=256, hub=8, kinds=_SAYS_LITTLE),
}


def doublings(numbers: Ints, scale: int) -> Ints:
    """``scale`` x log2 of whole numbers >= 1, as whole numbers: exact at powers of two, straight lines between."""
    numbers = np.asarray(numbers, np.int64)
    exponent = np.frexp(numbers.astype(np.float64))[1].astype(np.int64) - 1
    power = np.left_shift(np.int64(1), exponent)
    whole: Ints = scale * exponent + scale * (numbers - power) // power
    return whole


def hop_costs(ranking: str, kinds: Collection[str], kind: Ints, confidence: Ints) -> Ints:
    """What a hop by each relation costs. ``kind`` indexes ``kinds``; confidences are thousandths."""
    table = COSTS[ranking]
    extra = np.array([table.kinds.get(name, 0) for name in kinds] or [0], np.int64)
    doubt = doublings(np.array([1000]), table.doubt) - doublings(np.clip(confidence, 1, 1000), table.doubt)
    costs: Ints = table.hop + extra[np.asarray(kind, np.int64)] + doubt
    return costs


def hub_costs(ranking: str, degree: Ints) -> Ints:
    """What passing each term costs, by its degree in the whole graph."""
    return doublings(np.maximum(degree, 1), COSTS[ranking].hub)


@lru_cache(maxsize=32)
def step_table(ranking: str, kinds: tuple[str, ...]) -> Ints:
    """Packed: what a hop costs by its relation's code (kind and confidence, see ``arrays.Steps``)."""
    code = np.arange(max(1, len(kinds)) << CODE_SHIFT)
    confidence = np.minimum(code & ((1 << CODE_SHIFT) - 1), 1000)
    table = (hop_costs(ranking, kinds, code >> CODE_SHIFT, confidence) << SHIFT) + ONE_HOP
    table.flags.writeable = False
    return table


def pass_costs(ranking: str, degree: Ints) -> Ints:
    """Packed: what passing each term costs."""
    packed: Ints = hub_costs(ranking, degree) << SHIFT
    return packed
