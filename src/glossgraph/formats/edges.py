"""Edge lists: a table of subject, relation, object and, optionally, quote, as CSV, TSV or Parquet, with a header.

Each row becomes a relation whose evidence is of the kind "imported". Relation names become ids
(``relations.identifier``); those that the shipped vocabulary does not hold become types of the graph's own. The table
stays in columns: no object is made for a row.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from glossgraph import relations
from glossgraph.arrays.columns import arrow, numbers
from glossgraph.messages import Message
from glossgraph.model import Graph
from glossgraph.model.graph import ENTRIES, EVIDENCE, NAMES, RELATIONS, TERMS
from glossgraph.text import is_japanese, search_key, term_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossgraph.arrays import Ints
    from glossgraph.formats.source import Source

CONFIDENCE = 0.99
"""What an imported relation is believed: as much as anything that no person has checked can be."""
COLUMNS = ("subject", "relation", "object")
QUOTE = "quote"


def graph(source: Source) -> Graph:
    """The graph of an edge list. Raises InputError that names the line of what is missing or cannot be an id."""
    table = _read(source)
    for name in COLUMNS:
        if name not in table.column_names:
            source.fail(
                Message("has no column {name!r}: an edge list has the columns subject, relation, object", name=name), 1
            )
    subject, relation, target = (_encoded(source, table, name) for name in COLUMNS)
    kinds, kind = _kinds(source, *relation)
    labels, ids, (left, right) = _terms(source, subject, target)
    order = np.lexsort((right, kind, left))
    left, kind, right = left[order], kind[order], right[order]
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(left) != 0) | (np.diff(kind) != 0) | (np.diff(right) != 0)
    quotes = table.column(QUOTE).take(arrow(order, np.int64)) if QUOTE in table.column_names else None
    shown = pa.array(labels, pa.string())
    edges = [arrow(left[first], np.int32), pa.array(kinds, pa.string()).take(arrow(kind[first], np.int32))]
    edges += [arrow(right[first], np.int32), arrow(np.full(int(first.sum()), CONFIDENCE), np.float64)]
    shipped = {one.id for one in relations.shipped()}
    return Graph(
        terms=_terms_table(ids, labels),
        names=_names_table(labels),
        relations=pa.table(edges, RELATIONS),
        evidence=_evidence(source, np.cumsum(first) - 1, shown.take(arrow(left, np.int32)), quotes),
        entries=ENTRIES.empty_table(),
        vocabulary=relations.merged(
            relations.shipped(), (relations.plain(name) for name in kinds if name not in shipped)
        ),
    )


def _read(source: Source) -> pa.Table:
    suffix = source.path.suffix.casefold()
    parse = pacsv.ParseOptions(delimiter="\t" if suffix == ".tsv" else ",", newlines_in_values=True)
    try:
        if suffix == ".parquet":
            return pq.read_table(source.path)
        text = dict.fromkeys((*COLUMNS, QUOTE), pa.string())
        return pacsv.read_csv(
            source.path,
            parse_options=parse,
            convert_options=pacsv.ConvertOptions(column_types=text, strings_can_be_null=True, null_values=[""]),
        )
    except (OSError, pa.ArrowException) as exc:
        if suffix != ".parquet":
            _refuse_row(source, parse)
        source.fail(Message("cannot be read as a table ({exc})", exc=exc))


def _refuse_row(source: Source, parse: pacsv.ParseOptions) -> None:
    """Raise InputError for the first row of another length than the header's, if that is what is wrong."""
    broken: list[pacsv.InvalidRow] = []

    def note(row: pacsv.InvalidRow) -> str:
        broken.append(row)
        return "error"

    parse.invalid_row_handler = note
    with suppress(OSError, pa.ArrowException):  # it has failed before; one thread alone counts rows
        pacsv.read_csv(source.path, read_options=pacsv.ReadOptions(use_threads=False), parse_options=parse)
    for row in broken:
        said = Message(
            "has {actual} columns where the header has {expected}: give the row all, empty ones too",
            actual=row.actual_columns,
            expected=row.expected_columns,
        )
        source.fail(said, row.number)


def _encoded(source: Source, table: pa.Table, name: str) -> tuple[list[str], Ints]:
    """The different values of a column, and which of them each row has."""
    column = table.column(name)
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column.cast(pa.string()))
    column = column.unify_dictionaries().combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    if column.null_count:
        source.fail(Message("has no {name}", name=name), int(pc.index(column.is_null(), True).as_py()) + 2)
    return column.dictionary.to_pylist(), numbers(column.indices.cast(pa.int32()), np.int32)


def _kinds(source: Source, names: list[str], codes: Ints) -> tuple[list[str], Ints]:
    """The relation ids in order, and the place of each row's among them."""
    made = []
    for at, name in enumerate(names):
        try:
            made.append(relations.identifier(name))
        except ValueError as exc:
            source.fail(str(exc), int(np.argmax(codes == at)) + 2)
    kinds = sorted(set(made))
    place = {name: at for at, name in enumerate(kinds)}
    return kinds, np.array([place[name] for name in made], np.int32)[codes]


def _terms(source: Source, *ends: tuple[list[str], Ints]) -> tuple[list[str], list[str], list[Ints]]:
    """Labels and ids of the terms in order of id, and the index of each row's ends. Names of one id are one term."""
    of: dict[str, str] = {}
    made = []
    for names, codes in ends:
        here = [term_id(name) for name in names]
        for at, (one, name) in enumerate(zip(here, names, strict=True)):
            if not one:
                source.fail(Message("has a term without a name"), int(np.argmax(codes == at)) + 2)
            of[one] = min(name.strip(), of.get(one, name.strip()))
        made.append(here)
    ids = sorted(of)
    place = {one: at for at, one in enumerate(ids)}
    index = [
        np.array([place[one] for one in here], np.int32)[codes] for here, (_, codes) in zip(made, ends, strict=True)
    ]
    return [of[one] for one in ids], ids, index


def _terms_table(ids: Sequence[str], labels: Sequence[str]) -> pa.Table:
    n = len(ids)
    ja = [is_japanese(label) for label in labels]
    lists = pa.array([[]], pa.list_(pa.string()))
    columns: dict[str, Any] = {
        "id": pa.array(ids, pa.string()),
        "label": pa.array(labels, pa.string()),
        "label_ja": pa.array([label if is_ja else None for label, is_ja in zip(labels, ja, strict=True)], pa.string()),
        "label_en": pa.array([None if is_ja else label for label, is_ja in zip(labels, ja, strict=True)], pa.string()),
        "reading": pa.nulls(n, pa.string()),
        "reading_derived": pa.repeat(pa.scalar(False), n),
        "aliases": pa.repeat(lists[0], n),
        "categories": pa.repeat(lists[0], n),
        "defined": pa.repeat(pa.scalar(False), n),
        "definitions": pa.repeat(pa.scalar([], TERMS.field("definitions").type), n),
    }
    return pa.table([columns[field.name] for field in TERMS], TERMS)


def _names_table(labels: Sequence[str]) -> pa.Table:
    keys = [search_key(label) for label in labels]
    order = sorted(range(len(labels)), key=lambda at: (keys[at], labels[at], at))
    columns = [
        pa.array([keys[at] for at in order], pa.string()),
        pa.repeat(pa.scalar("label"), len(order)),
        pa.array([labels[at] for at in order], pa.string()),
        pa.array(order, pa.int32()),
    ]
    return pa.table(columns, NAMES)


def _evidence(source: Source, owner: Ints, subjects: pa.Array, quotes: pa.ChunkedArray | None) -> pa.Table:
    n = len(owner)
    columns: dict[str, Any] = {
        "relation": arrow(owner, np.int32),
        "kind": pa.repeat(pa.scalar("imported"), n),
        "glossary": pa.repeat(pa.scalar(source.glossary), n),
        "entry": subjects,
        "lang": pa.repeat(pa.scalar("en"), n),
        "sentence": pa.nulls(n, pa.string()) if quotes is None else quotes.cast(pa.string()),
        "start": arrow(np.zeros(n), np.int32),
        "rule": pa.repeat(pa.scalar(""), n),
    }
    return pa.table([columns.get(field.name, pa.nulls(n, field.type)) for field in EVIDENCE], EVIDENCE)
