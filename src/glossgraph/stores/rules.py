"""From a question's filter to the rules of a walk: the same for every store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph.arrays import Ints, Rules
from glossgraph.model import MENTIONS, Filter, RelationType

if TYPE_CHECKING:
    from collections.abc import Iterable


def passing(filter: Filter, kinds: Iterable[str]) -> frozenset[str]:
    """Which relation types pass: those asked for, else all but mentions; less those taken out."""
    asked = frozenset(kinds) - {MENTIONS} if filter.relations is None else filter.relations
    return asked - filter.without


def rules_of(
    filter: Filter, vocabulary: Iterable[RelationType], kinds: Iterable[str], avoid: Ints, rows: Ints | None = None
) -> Rules:
    """The rules of walks under a filter; ``avoid`` are indices of all terms that it rules out, ``rows``
    the relations whose evidence passes (None: all).

    Confidences are compared in thousandths.
    """
    return Rules(
        kinds=passing(filter, kinds),
        symmetric=frozenset(kind.id for kind in vocabulary if kind.symmetric),
        min_confidence=round(1000 * filter.min_confidence),
        direction=filter.direction,
        avoid=avoid,
        through=filter.through,
        rows=rows,
    )
