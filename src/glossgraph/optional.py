"""One import guard for every optional package, with one message that names the command."""

from __future__ import annotations

import importlib
from types import ModuleType

from glossgraph.errors import MissingExtraError
from glossgraph.messages import Message


def require(module: str, extra: str) -> ModuleType:
    """Import ``module``; raise MissingExtraError naming ``pip install 'glossgraph[extra]'``."""
    try:
        return importlib.import_module(module)
    except ImportError as exc:
        raise MissingExtraError(
            Message(
                "This needs the package {module!r}, which is not installed: run  pip install 'glossgraph[{extra}]'",
                module=module,
                extra=extra,
            )
        ) from exc
