"""Reading glossaries and graphs, writing graphs: one table of formats, one file a format.

A format's module has any of ``entries(source)``, ``graph(source)`` and ``write(graph, stream, **options)``; it is
imported when it is first used.
"""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from glossgraph.errors import InputError
from glossgraph.messages import Message
from glossgraph.model import Entry, Graph, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from glossgraph.formats.checks import Seen
    from glossgraph.formats.source import Source

__all__ = ["Format", "named", "read_entries", "read_graph", "recognise", "table", "write_graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table. The first of ``extensions`` ends the names of files written in this format."""

    name: str
    extensions: tuple[str, ...]
    media_type: str
    module: str
    roles: frozenset[str]

    @property
    def entries(self) -> Callable[[Source], Iterator[Entry]] | None:
        """Reads the entries of a glossary."""
        return cast("Callable[[Source], Iterator[Entry]] | None", self._function("entries"))

    @property
    def graph(self) -> Callable[[Source], Graph] | None:
        """Reads a graph that equals the one written."""
        return cast("Callable[[Source], Graph] | None", self._function("graph"))

    @property
    def write(self) -> Callable[..., None] | None:
        """Writes a graph to a binary stream."""
        return cast("Callable[..., None] | None", self._function("write"))

    def _function(self, role: str) -> Any:
        if role not in self.roles:
            return None
        return getattr(importlib.import_module(f"glossgraph.formats.{self.module}"), role)


def _row(name: str, extensions: str, media_type: str, module: str, roles: str) -> Format:
    return Format(name, tuple(extensions.split()), media_type, module, frozenset(roles.split()))


table: tuple[Format, ...] = (
    _row("page", ".txt .md", "text/plain", "page", "entries"),
    _row("jsonl", ".jsonl .ndjson", "application/jsonl", "jsonl", "entries"),
    _row("json", ".json", "application/json", "exchange", "graph write"),
    _row("graphml", ".graphml", "application/xml", "graphml", "graph write"),
    _row("gexf", ".gexf", "application/xml", "gexf", "write"),
    _row("csv", ".zip", "application/zip", "tables", "graph write"),
    _row("html", ".html .htm", "text/html", "html", "write"),
    _row("edges", ".tsv .parquet", "text/csv", "edges", "graph"),
)


def named(name: str, role: str = "") -> Format:
    """The format of a name. Raises InputError that lists the names, those of a role where one is asked for."""
    for row in table:
        if row.name == name:
            return row
    listed = ", ".join(row.name for row in table if not role or role in row.roles)
    raise InputError(Message("there is no format {name!r}: use one of {listed}", name=name, listed=listed))


def recognise(path: Path) -> Format:
    """The format of a file or folder, by its content and the end of its name.

    Raises InputError for what is missing, no text or no format of the table.
    """
    from glossgraph.formats.recognition import name_of

    return named(name_of(path))


def read_entries(path: Path, problems: list[Problem], seen: Seen | None = None) -> Iterator[Entry]:
    """The entries of a glossary, one at a time: a page, JSON Lines, a graph's file, or a folder of these.

    What its writer should look at is appended to ``problems``: entries without a definition, cut off, or given
    twice (``seen`` carries headwords from one path to the next); a file that was read already is not read again.
    Raises InputError for what cannot be read, a page without headings and a folder without pages.
    """
    from glossgraph.formats.checks import is_again
    from glossgraph.formats.recognition import WANTED, is_stored, pages
    from glossgraph.formats.tables import is_export

    found = 0
    seen = {} if seen is None else seen
    folder = path.is_dir() and not is_export(path)
    for page in pages(path) if folder else (path,):
        if is_again(page, seen):
            problems.append(Problem(Message("is given twice and read once"), page.as_posix()))
            found += 1
            continue
        before = found
        for entry in _entries(page, problems, seen):
            found += 1
            yield entry
        if folder and found == before:
            problems.append(Problem(Message("holds no entries and is left out"), page.as_posix()))
    if not found:
        wanted = WANTED["folder" if folder and not is_stored(path) else recognise(path).name]
        raise InputError(Message(wanted), path.as_posix())


def read_graph(path: Path) -> Graph:
    """The graph in a file (exchange JSON, GraphML, CSV). Raises InputError for what holds none or a broken one."""
    from glossgraph.formats.source import Source

    row = recognise(path)
    if row.graph is None:
        able = ", ".join(other.name for other in table if "graph" in other.roles)
        hint = (
            Message("build a graph from it")
            if "entries" in row.roles
            else Message("graphs are read from {able}", able=able)
        )
        raise InputError(
            Message("is of the format {name}, which holds no graph to read: {hint}", name=row.name, hint=hint),
            path.as_posix(),
        )
    return row.graph(Source(path))


def write_graph(graph: Graph, target: Path | BinaryIO, name: str | None = None, **options: Any) -> None:
    """Write a graph to a path or a binary stream, in the format ``name`` or that of the path's end.

    A path is replaced only when all is written; a CSV path without ``.zip`` becomes a folder. Raises InputError
    for a format that cannot be written and a path that cannot.
    """
    row = named(name, "write") if name else _by_extension(target)
    if row.write is None:
        able = ", ".join(other.name for other in table if "write" in other.roles)
        raise InputError(Message("the format {name} cannot be written: use one of {able}", name=row.name, able=able))
    if not isinstance(target, Path):
        row.write(graph, target, **options)
    elif row.name == "csv" and target.suffix.casefold() != ".zip":
        _write_folder(graph, target)
    else:
        with _replacing(target) as stream:
            row.write(graph, stream, **options)


def _entries(path: Path, problems: list[Problem], seen: Seen) -> Iterator[Entry]:
    from glossgraph.formats.checks import checked
    from glossgraph.formats.nodelink import entries_of
    from glossgraph.formats.source import Source

    row, source = recognise(path), Source(path, problems)
    if row.entries is not None:
        yield from checked(row.entries(source), problems, seen)
    else:
        yield from entries_of(read_graph(path), source.fail)


def _by_extension(target: Path | BinaryIO) -> Format:
    suffix = target.suffix.casefold() if isinstance(target, Path) else ""
    for row in table:
        if suffix in row.extensions:
            return row
    if suffix == ".csv":
        raise InputError(
            Message("CSV is several tables: give a name that ends in .zip, or a folder and the format csv")
        )
    able = ", ".join(f"{row.extensions[0]} ({row.name})" for row in table if "write" in row.roles)
    raise InputError(Message("the format is not clear: name one, or end the file's name with one of {able}", able=able))


def _write_folder(graph: Graph, folder: Path) -> None:
    from glossgraph.formats.tables import files

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise InputError(Message("cannot be written ({why})", why=exc.strerror or exc), folder.as_posix()) from exc
    for name, data in files(graph):
        with _replacing(folder / name) as stream:
            stream.write(data)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the path's place at the end, or nothing does; a device or pipe is written to."""
    path = Path(os.path.realpath(path))
    special = path.exists() and not path.is_file() and not path.is_dir()
    beside = path if special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("wb") as stream:
                yield stream
            if not special:
                beside.replace(path)
        finally:
            if not special:
                beside.unlink(missing_ok=True)
    except OSError as exc:
        raise InputError(Message("cannot be written ({why})", why=exc.strerror or exc), path.as_posix()) from exc
