"""The limits of a search: it stops with an error, never with a shorter list."""

from __future__ import annotations

from dataclasses import dataclass

from glossgraph.arrays import deadline
from glossgraph.errors import LimitError
from glossgraph.messages import Message

MAX_HOPS = 1_000
WORK = 1_000_000_000
"""How many relations a search may look at, each as often as it does (about twenty seconds)."""
CELLS = 100_000_000
"""How many whole numbers of eight bytes its tables may hold."""


@dataclass(slots=True)
class Meter:
    """Counts what a search does, in relations and table cells, and stops it where that goes too far."""

    work: int = WORK
    cells: int = CELLS

    def spend(self, relations: int, cells: int = 0) -> None:
        """Count; raises LimitError past the limits or out of time.

        Cells that are held no more are given back as negative ones.
        """
        deadline.check()
        self.work -= relations
        self.cells -= cells
        if self.work < 0 or self.cells < 0:
            raise LimitError(
                Message(
                    "This question needs a longer search than is allowed: ask for fewer hops or fewer paths, "
                    "or leave out a type of relation."
                )
            )
