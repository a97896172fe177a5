"""The time that a question may take: who asks sets it, every walk looks at it."""

from __future__ import annotations

import math
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING

from glossgraph.errors import LimitError
from glossgraph.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 30.0
"""How long a question may take where nothing else is said."""

_end: ContextVar[float] = ContextVar("end", default=math.inf)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Within this no walk goes on for longer than ``seconds``; of two limits the earlier one counts."""
    token = _end.set(min(_end.get(), monotonic() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def check() -> None:
    """Raise LimitError when the time is over."""
    if monotonic() >= _end.get():
        raise LimitError(
            Message(
                "This question takes longer than it may: ask for fewer hops or fewer paths, leave out a type of "
                "relation, or allow it more time."
            )
        )
