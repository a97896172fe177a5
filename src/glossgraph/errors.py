"""Everything that glossgraph raises on purpose.

    GlossgraphError                 our fault unless a subclass says otherwise (exit 1)
    ├── UserError                   what was asked or given cannot be done (exit 2)
    │   ├── InputError              a file, or a line of it, cannot be read
    │   ├── GraphError              a stored graph is missing, damaged or of a newer version
    │   ├── UnknownTermError        no term of that name; carries suggestions
    │   ├── LimitError              a query passed its time or memory limit
    │   └── MissingExtraError       an optional package is not installed
    └── StoreError                  a server is down or refuses (exit 3)

Each message is one sentence: what is wrong, where (``file:line``), and what to do about it. ``str(error)`` is English,
and a ``messages.Message`` that can be told in another language.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossgraph.messages import Message


class GlossgraphError(Exception):
    """Root of all errors that glossgraph raises on purpose."""

    exit_code = 1


class UserError(GlossgraphError):
    """What was asked or given cannot be done; the message says how to mend it."""

    exit_code = 2


class InputError(UserError):
    """A file, or one line of it, cannot be read.

    ``source`` is the path as it was given, ``line`` counts from 1 (None: the whole file).
    """

    def __init__(self, message: str, source: str | None = None, line: int | None = None) -> None:
        where = source or ""
        if source is not None and line is not None:
            where = f"{source}:{line}"
        super().__init__(Message("{where}: {what}", where=where, what=message) if where else message)
        self.source = source
        self.line = line


class GraphError(UserError):
    """A stored graph is missing, damaged, busy or of a newer version."""


class UnknownTermError(UserError):
    """No term has this name. ``suggestions`` are labels of terms whose names are near."""

    def __init__(self, message: str, name: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.suggestions = tuple(suggestions)


class LimitError(UserError):
    """A query passed its time or memory limit; no shorter answer is given instead."""


class MissingExtraError(UserError):
    """A feature needs a package that is not installed; the message names the command."""


class StoreError(GlossgraphError):
    """A server is down or refuses."""

    exit_code = 3
