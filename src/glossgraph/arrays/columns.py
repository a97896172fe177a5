"""The relations of a graph as columns, with their order by target beside them; in memory or memory-mapped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from pathlib import Path

Ints = np.ndarray[Any, np.dtype[Any]]
"""A one-dimensional array of whole numbers."""

COLUMNS = ("out_start", "source", "target", "kind", "confidence", "in_start", "in_row", "degree")
KINDS = "kinds.json"
LEVEL = "level.npy"
FILES = (*(f"{name}.npy" for name in COLUMNS), LEVEL, KINDS)
"""The files that ``save`` writes."""

Create = Callable[[str, Callable[[BinaryIO], object]], object]
"""Makes a file of a name and lets a function fill it."""


@dataclass(frozen=True, eq=False)
class Arrays:
    """Relations by row (sorted by source), and their order by target.

    With n terms and m relations: the relations that leave term t are rows ``out_start[t]`` to
    ``out_start[t + 1]``; those that come to it are ``in_row[in_start[t] : in_start[t + 1]]``.

    out_start, in_start    int64[n + 1]
    source, target         int32[m]   terms
    kind                   int16[m]   position in ``kinds``
    confidence             int16[m]   thousandths
    in_row                 int32[m]   rows, by target, then by row
    degree                 int32[n]   relations of any kind that touch the term, a loop counted once
    kinds                  relation ids, sorted
    level                  int32[n]   see ``levels``; None where nobody made them (graphs of early versions, decisions)
    """

    out_start: Ints
    source: Ints
    target: Ints
    kind: Ints
    confidence: Ints
    in_start: Ints
    in_row: Ints
    degree: Ints
    kinds: tuple[str, ...]
    level: Ints | None = None


def from_relations(n_terms: int, source: Any, relation: Any, target: Any, confidence: Any) -> Arrays:
    """Arrays of a relations table's columns.

    ``source`` and ``target`` are term indices, ``relation`` an Arrow array or a list of relation ids,
    ``confidence`` in [0, 1]. Raises ValueError when rows are not sorted by source or an end is not a term.
    """
    source, target = np.asarray(source, np.int32), np.asarray(target, np.int32)
    if len(source) and not (source[:-1] <= source[1:]).all():
        raise ValueError("relations must be sorted by source")
    if len(source) and (min(source[0], target.min()) < 0 or max(source[-1], target.max()) >= n_terms):
        raise ValueError("an end of a relation is not a term")
    kinds, kind = _encode(relation)
    loops = np.bincount(source[source == target], minlength=n_terms)
    leaving, coming = (np.bincount(ends, minlength=n_terms) for ends in (source, target))
    return Arrays(
        out_start=_starts(leaving),
        source=source,
        target=target,
        kind=kind,
        confidence=np.rint(1000 * np.asarray(confidence, np.float64)).astype(np.int16),
        in_start=_starts(coming),
        in_row=np.argsort(target, kind="stable").astype(np.int32),
        degree=(leaving + coming - loops).astype(np.int32),
        kinds=kinds,
    )


def save(arrays: Arrays, create: Create) -> None:
    """Write the arrays as ``FILES``, levels where there are any.

    ``create(name, fill)`` makes each file and calls ``fill`` with it.
    """
    for name in COLUMNS:
        create(f"{name}.npy", partial(write_array, array=getattr(arrays, name)))
    if arrays.level is not None:
        create(LEVEL, partial(write_array, array=arrays.level))
    create(KINDS, lambda file: file.write(json.dumps(arrays.kinds).encode()))


def load(folder: Path) -> Arrays:
    """Map the arrays of a folder into memory.

    Raises OSError or ValueError when a file is missing or not what ``save`` wrote.
    """
    columns = {name: read_array(folder / f"{name}.npy") for name in COLUMNS}
    rows, starts = ({len(columns[name]) for name in names} for names in (COLUMNS[1:5], ("out_start", "in_start")))
    if len(rows) != 1 or starts != {len(columns["degree"]) + 1}:
        raise ValueError("the arrays are not of one graph")
    level = read_array(folder / LEVEL) if (folder / LEVEL).exists() else None
    if level is not None and len(level) != len(columns["degree"]):
        raise ValueError("the levels are not of this graph")
    return Arrays(**columns, kinds=tuple(json.loads((folder / KINDS).read_text(encoding="utf-8"))), level=level)


def write_array(file: BinaryIO, array: Ints) -> None:
    """Write an array in NumPy's own form, all of it by ``file.write`` (NumPy's writer goes past a file's buffer)."""
    array = np.ascontiguousarray(array)
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
    file.write(array.data)


def read_array(path: Path) -> Ints:
    """Map an array file into memory, read-only."""
    array: Ints = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return array


def numbers(column: pa.ChunkedArray | pa.Array, dtype: Any) -> Ints:
    """A column of numbers without nulls as an array; unlike Arrow's own conversion it does not import pandas."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    parts = [
        np.frombuffer(chunk.buffers()[1], dtype, len(chunk), chunk.offset * np.dtype(dtype).itemsize)
        for chunk in chunks
        if len(chunk)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def arrow(values: Any, dtype: Any) -> pa.Array:
    """Numbers as Arrow holds them, also without the conversion that imports pandas."""
    values = np.ascontiguousarray(values, dtype)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, pa.py_buffer(values)])


def distinct(values: Ints) -> Ints:
    """The different values, sorted. NumPy's own ``unique`` makes a hash table, which takes far longer for many."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    found: Ints = ordered[first]
    return found


def _starts(counts: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _encode(relation: Any) -> tuple[tuple[str, ...], Ints]:
    """Relation ids as (the sorted different ones, position of each row's among them)."""
    column = relation if isinstance(relation, pa.Array | pa.ChunkedArray) else pa.array(list(relation), pa.string())
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if not isinstance(column, pa.DictionaryArray):
        column = pc.dictionary_encode(column)
    found = column.dictionary.to_pylist()
    kinds = tuple(sorted(set(found)))
    rank = np.array([kinds.index(kind) for kind in found], np.int16)
    return kinds, rank[numbers(column.indices.cast(pa.int32()), np.int32)]
