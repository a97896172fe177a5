"""Where the terms of a picture stand: one view has one layout, and places that are known never move.

Everything is in canvas units; the longer side of a layout lies level.
"""

from glossgraph.layout.rings import around
from glossgraph.layout.stress import APART, SPACING, Position, Positions, positions
from glossgraph.layout.ways import path_positions

__all__ = ["APART", "SPACING", "Position", "Positions", "around", "path_positions", "positions"]
