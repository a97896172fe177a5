"""What is taken of an entry's candidates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from glossgraph.extract.chooser import Candidate, Choice, Chooser, load
from glossgraph.shipped import graph_file


@cache
def chooser() -> Chooser:
    """The learned model that travels with glossgraph."""
    return load(graph_file("en.weights.json"))


def choose(model: Chooser, proposed: Sequence[Candidate], head: str) -> list[Choice]:
    """The relations of one entry; of one relation to two phrases of which one holds the other, the surer one."""
    kept: list[Choice] = []
    said: dict[tuple[str, str], list[str]] = {}
    for choice in model.choose(proposed, head):
        target = f" {choice.target.label.lower()} "
        others = said.setdefault((choice.source.id, choice.relation), [])
        if not any(target in other or other in target for other in others[-_RECENT:]):
            others.append(target)
            kept.append(choice)
    return kept


_RECENT = 64
"""With how many phrases of the same relation a phrase is compared, so that time stays linear."""
