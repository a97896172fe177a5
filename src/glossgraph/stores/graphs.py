"""The named graphs in the user's own folder: list, rename, copy, delete."""

from __future__ import annotations

import shutil
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from glossgraph.errors import GraphError, UserError
from glossgraph.messages import Message
from glossgraph.stores import addresses, journal, locks, manifest, pointer
from glossgraph.stores.files import Disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ASIDE = ".aside-"
"""How folders begin that are on their way in or out; no graph can be named so."""


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph in the user's own folder. ``problem`` says why it cannot be read; the counts are then 0."""

    name: str
    folder: Path
    terms: int = 0
    relations: int = 0
    problem: str | None = None


def list_graphs() -> list[NamedGraph]:
    """Every named graph, by name."""
    home = addresses.graphs_folder()
    if not home.is_dir():
        return []
    return [_described(path) for path in sorted(home.iterdir()) if path.is_dir() and not path.name.startswith(".")]


def rename(name: str, new: str) -> None:
    """Give a graph another name. Raises UserError when there is no such graph, the name is taken or in use."""
    source, target = find(name), _free(new)
    with _changing(name):
        _refuse_used(source, name)
        Disk().replace(source, target)


def copy(name: str, new: str) -> None:
    """Copy a graph, with what its folder holds besides. Raises UserError as ``rename`` does."""
    source, target, disk = find(name), _free(new), Disk()
    aside = target.parent / f"{_ASIDE}{uuid.uuid4().hex}"
    with _changing(name):
        held = pointer.hold(source, name)
        try:
            shutil.copytree(source, aside, ignore=_not_copied(source, held.path))
            (aside / held.path.name / locks.READERS).mkdir(exist_ok=True)
            _free(new)
            disk.replace(aside, target)
        finally:
            held.release()
            shutil.rmtree(aside, ignore_errors=True)


def delete(name: str) -> None:
    """Delete a graph with all that its folder holds. Raises UserError when there is none or it is in use."""
    source, disk = find(name), Disk()
    aside = source.parent / f"{_ASIDE}{uuid.uuid4().hex}"
    with _changing(name):
        _refuse_used(source, name)
        disk.replace(source, aside)
        for left in source.parent.glob(f"{_ASIDE}*"):
            with suppress(OSError):
                disk.delete_tree(left)


def _described(folder: Path) -> NamedGraph:
    try:
        held = pointer.hold(folder, folder.name, locked=False)
        counts = manifest.read(held.path, folder.name).counts
        return NamedGraph(folder.name, folder, counts["terms"], counts["relations"])
    except GraphError as exc:
        return NamedGraph(folder.name, folder, problem=str(exc))
    except (OSError, KeyError) as exc:
        return NamedGraph(folder.name, folder, problem=str(manifest.damaged(folder.name, f"{exc}")))


def find(name: str) -> Path:
    """The folder of a graph. Raises UserError when there is none of this name."""
    folder = addresses.named(name)
    if not folder.is_dir() or pointer.is_foreign(folder):
        raise UserError(Message("There is no graph named {name!r}:  glossgraph graphs  lists them.", name=name))
    return folder


def _free(name: str) -> Path:
    folder = addresses.named(name)
    if folder.exists():
        raise UserError(
            Message(
                "There is a graph named {name!r} already: choose another name, or delete that one first.", name=name
            )
        )
    return folder


def _refuse_used(folder: Path, name: str) -> None:
    """Raise GraphError while somebody reads or writes a graph (a writer that begins after this finds it gone)."""
    with locks.writing(folder, name, Disk(), 0):
        used = any(locks.in_use(path) for path in folder.iterdir() if path.is_dir())
    if used:
        raise GraphError(Message("The graph {name!r} is being read: close what shows it and try again.", name=name))


@contextmanager
def _changing(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise locks.unwritable(name, exc) from exc


def _not_copied(folder: Path, generation: Path) -> Callable[[str, list[str]], set[str]]:
    """What a copy leaves out: locks, and generations that are not the graph."""

    def names(inside: str, found: list[str]) -> set[str]:
        if Path(inside) == generation:
            return {locks.READERS}
        if Path(inside) != folder:
            return set()
        others = {name for name in found if pointer.is_generation(name) and name != generation.name}
        return others | {locks.WRITE_LOCK, locks.WRITER, journal.LOCK}

    return names
