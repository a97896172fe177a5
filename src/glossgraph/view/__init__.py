"""A graph as a picture: what vis-network draws, built with Pyvis, and files that hold it."""

from glossgraph.view.folded import FOLD, fold
from glossgraph.view.page import page
from glossgraph.view.pictures import OTHER, Picture, draw, label, palette
from glossgraph.view.svg import svg

__all__ = ["FOLD", "OTHER", "Picture", "draw", "fold", "label", "page", "palette", "svg"]
