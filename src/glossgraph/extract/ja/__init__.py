"""Japanese: what one definition states, read by frames and judged by the chooser."""

from glossgraph.extract.ja.explain import explain
from glossgraph.extract.ja.reading import candidates, read
from glossgraph.extract.ja.tokens import reading_of, tokens

__all__ = ["candidates", "explain", "read", "reading_of", "tokens"]
