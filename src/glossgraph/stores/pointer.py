"""The one-line file CURRENT, which says which generation of a folder is the graph; and clearing up after it moved."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.stores import locks, manifest
from glossgraph.stores.files import Disk, read_text

if TYPE_CHECKING:
    from pathlib import Path

CURRENT = "CURRENT"
_NEW = "CURRENT.new"
_NAME = re.compile(r"(\d{6,12})-[0-9a-f]{8}")
_OWN = {CURRENT, _NEW, locks.WRITE_LOCK, locks.WRITER}


@dataclass(frozen=True, slots=True)
class Held:
    """A generation that no writer deletes until ``release`` is called."""

    path: Path
    release: locks.Release


def current(folder: Path, address: str) -> Path:
    """The generation that is the graph. Raises GraphError when the folder is no graph."""
    if not folder.is_dir():
        raise GraphError(_absent(folder, address))
    try:
        generation = _named(folder)
        there = generation or (folder / CURRENT).exists()
    except OSError as exc:
        raise unreadable(address, exc) from exc
    if not there:
        raise GraphError(_absent(folder, address))
    if generation is None:
        raise manifest.damaged(address, Message("its file {current} does not name a generation", current=CURRENT))
    return generation


def is_generation(name: str) -> bool:
    """Whether a folder of this name is a generation."""
    return bool(_NAME.fullmatch(name))


def hold(folder: Path, address: str, *, locked: bool = True) -> Held:
    """Hold the current generation; without ``locked`` only find it.

    CURRENT is read again once the lock is held: if it moved meanwhile, the lock may have come too late.
    """
    missing = None
    while True:
        generation = current(folder, address)
        try:
            release = locks.reading(generation) if locked else _nothing
        except FileNotFoundError as exc:
            if missing == generation:
                raise manifest.damaged(
                    address, Message("its generation {name} is missing", name=generation.name)
                ) from exc
            missing = generation
            continue
        if current(folder, address) == generation:
            return Held(generation, release)
        release()


def new_generation(folder: Path) -> Path:
    """Where the next generation goes: numbered after every other, and never named like one before."""
    numbers = [int(match[1]) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))]
    return folder / f"{max(numbers, default=0) + 1:06d}-{secrets.token_hex(4)}"


def swap(folder: Path, generation: Path, disk: Disk) -> None:
    """Make a generation, which is complete and on the disk, the graph: in one moment."""
    disk.delete(folder / _NEW)
    disk.write(folder / _NEW, lambda file: file.write(f"{generation.name}\n".encode()))
    disk.replace(folder / _NEW, folder / CURRENT)


def clear(folder: Path, disk: Disk, files: frozenset[str]) -> None:
    """Delete the generations that are not the graph and that nobody reads; what is refused is left for next time.

    Only ``files`` are deleted, so that what somebody else put there stays; nothing is where CURRENT does not
    lead to a generation. The write lock must be held. Raises OSError when it cannot be made sure that CURRENT
    is on the disk as it is now: then nothing is deleted.
    """
    kept = _named(folder)
    if kept is None or not kept.is_dir():
        return
    disk.flush_folder(folder)
    for generation in sorted(folder.iterdir()):
        if generation != kept and _NAME.fullmatch(generation.name) and generation.is_dir():
            with suppress(OSError):
                _clear(generation, disk, files)


def clear_unpublished(folder: Path, generation: Path, disk: Disk, files: frozenset[str]) -> None:
    """Delete a generation that a failed write left, unless it is the graph already."""
    with suppress(OSError):
        if _named(folder) != generation:
            _clear(generation, disk, files)


def is_foreign(folder: Path) -> bool:
    """Whether a folder holds something, but no graph."""
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return CURRENT not in names and any(name not in _OWN and not _NAME.fullmatch(name) for name in names)


def refuse_foreign(folder: Path, address: str) -> None:
    """Raise GraphError when a folder holds something, but no graph: a graph is not written among other files."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise GraphError(Message("{address}: this is a file, not a graph's folder: name a folder.", address=address))
    if is_foreign(folder):
        raise GraphError(
            Message(
                "{address}: this folder holds other files and no graph: name a new or an empty folder.", address=address
            )
        )


def unreadable(address: str, exc: OSError) -> GraphError:
    """The error for files that the system does not let us read."""
    return GraphError(
        Message(
            "{address}: this graph cannot be read ({why}): check its permissions.",
            address=address,
            why=exc.strerror or exc,
        )
    )


def _named(folder: Path) -> Path | None:
    """The generation that CURRENT names, if it names one."""
    try:
        name = read_text(folder / CURRENT).strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return folder / name if _NAME.fullmatch(name) else None


def _clear(generation: Path, disk: Disk, files: frozenset[str]) -> None:
    if locks.in_use(generation):
        return
    readers = generation / locks.READERS
    for path in (*sorted(readers.glob("*.lock")), *(generation / name for name in sorted(files))):
        if path.exists():
            disk.delete(path)
    disk.delete_folder(readers)
    disk.delete_folder(generation)


def _absent(folder: Path, address: str) -> str:
    if folder.is_file():
        return Message(
            "{address}: this is a file, not a graph's folder: build a graph from it with  glossgraph build",
            address=address,
        )
    if folder.is_dir():
        return Message(
            "{address}: this folder holds no graph: build one with  glossgraph build PAGE -o GRAPH", address=address
        )
    return Message("{address}: there is no graph here: build one with  glossgraph build PAGE -o GRAPH", address=address)


def _nothing() -> None:
    pass
