"""Who reads and who writes a stored graph: locks that the operating system lets go when a program dies.

A writer holds ``GRAPH/write.lock`` and says in ``GRAPH/writer.json`` who it is. A reader holds a file of
its own in ``GENERATION/readers/``, which is a shared lock for all systems: the generation is free when
each of these files can be locked by another.
"""

from __future__ import annotations

import json
import os
import platform
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.stores.files import Disk, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import BaseFileLock

WRITE_LOCK = "write.lock"
WRITER = "writer.json"
READERS = "readers"
Release = Callable[[], None]


@contextmanager
def writing(folder: Path, address: str, disk: Disk, wait: float) -> Iterator[None]:
    """Hold the write lock of a graph's folder, which is made when it is not there.

    Waits ``wait`` seconds for another writer, then raises GraphError that names it. A folder that was made
    for this and got no graph is taken away again.
    """
    from filelock import Timeout

    made = not folder.exists()
    lock = _lock(folder / WRITE_LOCK, wait)
    try:
        disk.make_folder(folder)
        lock.acquire()
    except Timeout as exc:
        raise GraphError(
            Message(
                "{address}: {holder} is writing this graph: try again when it is done.",
                address=address,
                holder=_holder(folder),
            )
        ) from exc
    except OSError as exc:
        raise unwritable(address, exc) from exc
    try:
        _sign(folder, disk)
        yield
    finally:
        with suppress(OSError):
            disk.delete(folder / WRITER)
        lock.release()
        if made:
            with suppress(OSError):
                _take_away(folder, disk)


def reading(generation: Path) -> Release:
    """Hold a generation so that no writer deletes it; gives the function that lets it go.

    Where no file can be made (a read-only file system, a full disk, another's folder) nothing is held.
    Raises FileNotFoundError when the generation is not there.
    """
    readers = generation / READERS
    path = readers / f"{uuid.uuid4().hex}.lock"
    lock = _lock(path, 0)
    try:
        readers.mkdir(exist_ok=True)
        lock.acquire()
    except FileNotFoundError:
        raise
    except OSError:
        return lambda: None
    owner = os.getpid()

    def release() -> None:
        if os.getpid() == owner:
            lock.release(force=True)
            with suppress(OSError):
                path.unlink()

    return release


def in_use(generation: Path) -> bool:
    """Whether a reader holds a generation, or one may: a lock that cannot be tried counts as held."""
    for path in (generation / READERS).glob("*.lock"):
        lock = _lock(path, 0)
        try:
            lock.acquire()
        except OSError:  # filelock's Timeout is one
            return True
        lock.release()
    return False


def _lock(path: Path, wait: float) -> BaseFileLock:
    from filelock import FileLock

    return FileLock(path, timeout=wait, thread_local=False)


def unwritable(address: str, exc: OSError) -> GraphError:
    """The error for a write that the system refused."""
    return GraphError(
        Message(
            "{address}: this graph cannot be written ({why}), and is as it was: check permissions "
            "and free space, or name another folder.",
            address=address,
            why=exc.strerror or exc,
        )
    )


def _take_away(folder: Path, disk: Disk) -> None:
    if {path.name for path in folder.iterdir()} <= {WRITE_LOCK}:
        disk.delete(folder / WRITE_LOCK)
        disk.delete_folder(folder)


def _sign(folder: Path, disk: Disk) -> None:
    """Say who writes; where that cannot be said, a second writer is told less."""
    about = json.dumps({"pid": os.getpid(), "host": platform.node()})
    with suppress(OSError):
        disk.delete(folder / WRITER)
        disk.write(folder / WRITER, lambda file: file.write(about.encode()))


def _holder(folder: Path) -> str:
    try:
        about = json.loads(read_text(folder / WRITER))
        return Message("process {pid} on {host}", pid=about["pid"], host=about["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return Message("another program")
