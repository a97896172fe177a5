"""Where the files that travel with glossgraph are: in a wheel and in a checkout alike.

A wheel carries ``data/`` and ``graph/`` under ``glossgraph/_shipped/``; a checkout (and an editable
install) has them at its top level.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from glossgraph.errors import GlossgraphError
from glossgraph.messages import Message


@cache
def root() -> Path:
    """The folder that holds ``data/`` and ``graph/``."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_shipped", package.parent.parent):
        if (folder / "graph" / "relations.toml").is_file():
            return folder
    raise GlossgraphError(
        Message("glossgraph's own data files are missing: install it again with  pip install --force-reinstall")
    )


def graph_file(name: str) -> Path:
    """A file of ``graph/``: vocabulary, lexicons, weights, schema or the default graph."""
    return root() / "graph" / name


def data_file(name: str) -> Path:
    """A file of ``data/``: the glossaries that travel with glossgraph."""
    return root() / "data" / name
