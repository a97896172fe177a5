"""A knowledge-graph explorer for glossaries."""

__version__ = "0.1.0"
