"""The decisions on a folder's graph: ``curation.jsonl``, a line for each, that only grows.

A line counts once its end is there. One that was torn when its writer died is not read; the next append cuts it off.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.model.decisions import Decision, decision_of, decision_record
from glossgraph.stores import locks, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossgraph.stores.files import Disk

NAME = "curation.jsonl"
LOCK = "curation.lock"


def newest(folder: Path, address: str) -> str:
    """A name for what a folder holds now: its generation, and the number of decisions where there are any."""
    return named(pointer.current(folder, address).name, _whole(folder, address).count(b"\n"))


def named(generation: str, decisions: int) -> str:
    """The same, of a generation's name and a number of decisions."""
    return f"{generation}+{decisions}" if decisions else generation


def read(folder: Path, address: str) -> list[Decision]:
    """The decisions, in their order. Raises GraphError for a line that is none."""
    return [_decision(line, at, folder) for at, line in enumerate(_whole(folder, address).splitlines(), 1)]


def append(folder: Path, address: str, decision: Decision, expected: int, disk: Disk, wait: float) -> int:
    """Add a decision, and see to it that it is on the disk; gives its number, which is ``expected`` + 1.

    Raises GraphError when there are more decisions, or fewer, than ``expected``.
    """
    with _appending(folder, address, wait):
        whole = _whole(folder, address)
        if (there := whole.count(b"\n")) != expected:
            raise stale(address, expected, there)
        record = decision_record(replace(decision, seq=expected + 1))
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        disk.append(folder / NAME, len(whole), line)
    return expected + 1


def stale(address: str, expected: int, there: int) -> GraphError:
    """The error for one who decided without knowing what another had decided."""
    return GraphError(
        Message(
            "{address}: somebody else decided meanwhile (there are {there} decisions, not {expected}): "
            "look at  glossgraph curate list  and decide again.",
            address=address,
            there=there,
            expected=expected,
        )
    )


def _whole(folder: Path, address: str) -> bytes:
    """All lines that have their end."""
    try:
        data = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as exc:
        raise pointer.unreadable(address, exc) from exc
    return data[: data.rfind(b"\n") + 1]


def _decision(line: bytes, at: int, folder: Path) -> Decision:
    try:
        return replace(decision_of(json.loads(line)), seq=at)
    except (ValueError, TypeError, KeyError, AttributeError) as exc:
        raise GraphError(
            Message("{where}: this line is no decision: put back a copy of the file.", where=f"{folder / NAME}:{at}")
        ) from exc


@contextmanager
def _appending(folder: Path, address: str, wait: float) -> Iterator[None]:
    """Be the only one who decides; building a graph goes on meanwhile."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, timeout=wait, thread_local=False):
            yield
    except Timeout as exc:
        raise GraphError(
            Message("{address}: another program is writing a decision: try again.", address=address)
        ) from exc
    except OSError as exc:
        raise locks.unwritable(address, exc) from exc
