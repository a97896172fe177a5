"""A graph as a picture: what vis-network draws, built with Pyvis, and pages that hold it."""

from glossgraph.view.page import page
from glossgraph.view.pictures import Picture, draw, label, palette

__all__ = ["Picture", "draw", "label", "page", "palette"]
