"""One generation of a stored graph: the tables as Parquet, the arrays mapped, each read when it is first asked for."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from glossgraph import arrays as flat
from glossgraph.arrays import deadline
from glossgraph.arrays.columns import FILES, arrow, numbers, read_array, write_array
from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.model import CURATED, Graph, Relation, RelationType, Term
from glossgraph.model.graph import SCHEMAS
from glossgraph.model.rows import evidence_of, term_of
from glossgraph.stores import manifest
from glossgraph.stores.locks import READERS
from glossgraph.stores.manifest import Manifest
from glossgraph.stores.pointer import Held, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from glossgraph.arrays import Arrays, Ints
    from glossgraph.model.decisions import Misfit
    from glossgraph.stores.files import Disk, Written

EVIDENCE_START = "evidence_start.npy"
ALL_FILES = frozenset((*(f"{table}.parquet" for table in SCHEMAS), *FILES, EVIDENCE_START, manifest.NAME))
"""Every file of a generation, besides its readers' locks."""

_ROWS_A_GROUP = {"terms": 4_096, "relations": 8_192, "evidence": 8_192}
"""What is looked up row by row lies in small groups: to read one row takes as long as to read its group."""
_ROWS_ELSE = 131_072
_REPEATED = {"relations": ["relation"], "evidence": ["kind", "glossary", "entry", "lang", "rule", "by", "at"]}
"""Columns of few different values: as dictionaries they are read in half the time."""
_GROUPS_KEPT = 128
_MASKS_KEPT = 8


class Generation:
    """A held generation. The hold ends when nobody uses this object any more."""

    def __init__(self, held: Held, address: str) -> None:
        self.path, self.address = held.path, address
        self._end = weakref.finalize(self, held.release)
        try:
            self.manifest = manifest.read(held.path, address)
        except FileNotFoundError as exc:
            raise manifest.damaged(address, Message("its part {name} is missing", name=manifest.NAME)) from exc
        except OSError as exc:
            raise unreadable(address, exc) from exc
        self._reading = threading.RLock()
        self._files: dict[str, pq.ParquetFile] = {}
        self._said: dict[frozenset[str], Ints] = {}
        self._grouped: dict[str, pq.ParquetFile] = {}
        self._groups: OrderedDict[tuple[str, int], pa.Table] = OrderedDict()

    @property
    def name(self) -> str:
        """What is stored, without decisions on it."""
        return self.path.name

    @property
    def misfits(self) -> dict[int, Misfit]:
        """Which decisions no longer fit: here there are none."""
        return {}

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A whole table, or columns of it."""
        return self._read(name, lambda file: file.read(columns))

    @cached_property
    def names(self) -> pa.Table:
        """The names table."""
        return self.table("names")

    @cached_property
    def ids(self) -> pa.Array:
        """The ids of the terms, in order."""
        return self.table("terms", ["id"]).column("id").combine_chunks()

    @cached_property
    def undefined(self) -> Ints:
        """Indices of the terms without a definition."""
        defined = self.table("terms", ["defined"]).column("defined")
        return np.flatnonzero(np.logical_not(defined.to_pylist()))

    @cached_property
    def arrays(self) -> Arrays:
        """The relations as arrays, mapped into memory."""
        found: Arrays = self._mapped(flat.load)
        counted = (len(found.degree), len(found.source))
        if counted != (self.manifest.counts["terms"], self.manifest.counts["relations"]):
            raise manifest.damaged(self.address, Message("its arrays are not of its tables"))
        return found

    @cached_property
    def evidence_start(self) -> Ints:
        """The evidence of relation r is rows ``evidence_start[r]`` to ``evidence_start[r + 1]``."""
        start: Ints = self._mapped(lambda path: read_array(path / EVIDENCE_START))
        return start

    @cached_property
    def _glossary(self) -> tuple[tuple[str, ...], Ints]:
        """The glossaries, sorted, and for each piece of evidence its place among them; of a person's word the end."""
        columns = ["glossary", "kind"]

        def read(file: pq.ParquetFile) -> pa.Table:
            with pq.ParquetFile(self.path / "evidence.parquet", read_dictionary=columns) as evidence:
                return evidence.read(columns).unify_dictionaries()

        table = self._read("evidence", read)
        glossary, kind = (table.column(name).combine_chunks() for name in columns)
        at = numbers(glossary.indices, np.int32)
        word = np.array([one == CURATED for one in kind.dictionary.to_pylist()], bool)[numbers(kind.indices, np.int32)]
        every = glossary.dictionary.to_pylist()
        names = tuple(sorted(every[one] for one in flat.distinct(at[~word]).tolist()))
        place = np.array([names.index(name) if name in names else len(names) for name in every], np.int32)
        return names, np.where(word, len(names), place[at])

    @property
    def glossaries(self) -> tuple[str, ...]:
        """The glossaries that relations rest on, sorted."""
        return self._glossary[0]

    def said_by(self, glossaries: frozenset[str]) -> Ints:
        """For each relation whether any of its evidence is of one of some glossaries, or a person's word."""
        if glossaries not in self._said:
            names, place = self._glossary
            wanted = np.array([*(name in glossaries for name in names), True], bool)
            before = np.concatenate(([0], np.cumsum(wanted[place])))
            if len(self._said) >= _MASKS_KEPT:
                self._said.clear()
            self._said[glossaries] = np.diff(before[np.asarray(self.evidence_start)]) > 0
        return self._said[glossaries]

    @property
    def vocabulary(self) -> tuple[RelationType, ...]:
        """The graph's own relation types."""
        return self.manifest.vocabulary

    def graph(self) -> Graph:
        """The graph; its tables are read when they are first used."""
        return StoredGraph(self)

    def terms(self, indices: Iterable[int]) -> list[Term]:
        """Terms by index, in the order asked for."""
        return [term_of(record) for record in self.rows("terms", indices)]

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        """Relations with their evidence by row, in the order asked for."""
        start = self.evidence_start
        spans = [range(start[row], start[row + 1]) for row in rows]
        quotes = iter(self.rows("evidence", (at for span in spans for at in span)))
        evidence = [tuple(evidence_of(next(quotes)) for _ in span) for span in spans]
        return [
            Relation(
                self.ids[record["source"]].as_py(),
                record["relation"],
                self.ids[record["target"]].as_py(),
                record["confidence"],
                quoted,
            )
            for record, quoted in zip(self.rows("relations", rows), evidence, strict=True)
        ]

    def rows(self, name: str, rows: Iterable[int]) -> list[dict[str, Any]]:
        """Rows of a table in the order asked for; only the row groups that hold them are read.

        Raises LimitError out of time.
        """
        bounds = self._read(name, _bounds)
        asked = np.fromiter(rows, np.int64)
        wanted = flat.distinct(asked)
        group = np.searchsorted(bounds, wanted, side="right") - 1
        found: dict[int, dict[str, Any]] = {}
        for mine in np.split(wanted, np.flatnonzero(np.diff(group)) + 1) if len(wanted) else ():
            deadline.check()
            number = int(np.searchsorted(bounds, mine[0], side="right")) - 1
            part = self._group(name, number).take(arrow(mine - bounds[number], np.int64))
            found.update(zip(mine.tolist(), part.to_pylist(), strict=True))
        return [found[row] for row in asked.tolist()]

    def _group(self, name: str, number: int) -> pa.Table:
        with self._reading:
            if (name, number) not in self._groups:
                self._groups[name, number] = self._read(name, lambda _: self._read_group(name, number))
            self._groups.move_to_end((name, number))
            if len(self._groups) > _GROUPS_KEPT:
                self._groups.popitem(last=False)
            return self._groups[name, number]

    def _read_group(self, name: str, number: int) -> pa.Table:
        if name not in self._grouped:
            path = self.path / f"{name}.parquet"
            self._grouped[name] = pq.ParquetFile(
                path, read_dictionary=_REPEATED.get(name), metadata=self._files[name].metadata
            )
        return self._grouped[name].read_row_group(number, use_threads=False)

    def _read(self, name: str, read: Callable[[pq.ParquetFile], Any]) -> Any:
        try:
            with self._reading:
                if name not in self._files:
                    self._files[name] = pq.ParquetFile(self.path / f"{name}.parquet")
                return read(self._files[name])
        except FileNotFoundError as exc:
            raise GraphError(
                Message("{address}: this graph was replaced while it was read: ask again.", address=self.address)
            ) from exc
        except (OSError, pa.ArrowException) as exc:
            raise manifest.damaged(
                self.address, Message("its part {name}.parquet cannot be read ({exc})", name=name, exc=exc)
            ) from exc

    def _mapped(self, load: Callable[[Path], Any]) -> Any:
        try:
            return load(self.path)
        except FileNotFoundError as exc:
            raise GraphError(
                Message("{address}: this graph was replaced while it was read: ask again.", address=self.address)
            ) from exc
        except (OSError, ValueError) as exc:
            raise manifest.damaged(self.address, Message("its arrays cannot be read ({exc})", exc=exc)) from exc


class StoredGraph(Graph):
    """A Graph whose tables are read when they are first asked for. It holds its generation."""

    def __init__(self, generation: Generation) -> None:
        self.__dict__.update(_generation=generation, vocabulary=generation.manifest.vocabulary)

    def __getattr__(self, name: str) -> Any:
        if name not in SCHEMAS:
            raise AttributeError(name)
        generation = self.__dict__["_generation"]
        table = self.__dict__[name] = generation.names if name == "names" else generation.table(name)
        return table


def write(path: Path, graph: Graph, disk: Disk, *, sources: Mapping[str, str], versions: Mapping[str, str]) -> None:
    """Write a graph as a generation, and see to it that all of it is on the disk."""
    disk.make_folder(path)
    disk.make_folder(path / READERS)
    files: dict[str, Written] = {}

    def create(name: str, fill: Callable[[BinaryIO], object]) -> None:
        files[name] = disk.write(path / name, fill)

    tables = {name: getattr(graph, name) for name in SCHEMAS}
    for name, table in tables.items():
        create(f"{name}.parquet", _parquet(name, table))
    relations = tables["relations"]
    ends = (numbers(relations.column(end), np.int32) for end in ("source", "target"))
    source, target = ends
    confidence = numbers(relations.column("confidence"), np.float64)
    arrays = flat.from_relations(tables["terms"].num_rows, source, relations.column("relation"), target, confidence)
    flat.save(flat.leveled(arrays, frozenset(kind.id for kind in graph.vocabulary if kind.symmetric)), create)
    owner = numbers(tables["evidence"].column("relation"), np.int32)
    starts = np.searchsorted(owner, np.arange(relations.num_rows + 1))
    create(EVIDENCE_START, lambda file: write_array(file, starts))
    counts = {name: table.num_rows for name, table in tables.items()}
    about = Manifest(counts, files, graph.vocabulary, sources, versions)
    disk.write(path / manifest.NAME, lambda file: file.write(about.encode()))
    disk.flush_folder(path)
    disk.flush_folder(path.parent)


def _parquet(name: str, table: pa.Table) -> Callable[[BinaryIO], object]:
    def fill(file: BinaryIO) -> None:
        group = _ROWS_A_GROUP.get(name, _ROWS_ELSE)
        pq.write_table(table.cast(SCHEMAS[name]), file, compression="zstd", row_group_size=group)

    return fill


def _bounds(file: pq.ParquetFile) -> Ints:
    """The first row of each row group."""
    about = file.metadata
    return np.cumsum([0, *(about.row_group(at).num_rows for at in range(about.num_row_groups))])[:-1]
