"""The files a browser draws pictures with: our own, and the vis-network that Pyvis ships.

An installed glossgraph has vis-network in its assets folder (the build hook put it there). In a plain
checkout it is copied from the installed Pyvis at first use.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from glossgraph.errors import GlossgraphError
from glossgraph.messages import Message

ASSETS = Path(__file__).resolve().parent / "assets"
VIS_NETWORK = "vis-network.min.js"


def pyvis_file() -> Path:
    """The vis-network of the installed Pyvis."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise GlossgraphError(Message("Pyvis is missing, which brings vis-network: run  pip install pyvis"))
    return Path(spec.submodule_search_locations[0], "lib", "vis-9.1.2", VIS_NETWORK)


@cache
def folder() -> Path:
    """A folder that holds every asset and vis-network.

    It is our own assets folder; where that has no vis-network and cannot be written, a temporary copy of it.
    """
    if (ASSETS / VIS_NETWORK).is_file():
        return ASSETS
    try:
        _copy(pyvis_file(), ASSETS / VIS_NETWORK)
    except OSError:
        return _temporary()
    return ASSETS


def asset(name: str) -> str:
    """The text of one asset."""
    path = pyvis_file() if name == VIS_NETWORK else ASSETS / name
    return path.read_text(encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    shutil.copyfile(source, part)
    part.replace(target)


def _temporary() -> Path:
    made = Path(tempfile.mkdtemp(prefix="glossgraph-"))
    for path in (*ASSETS.iterdir(), pyvis_file()):
        shutil.copyfile(path, made / path.name)
    return made
