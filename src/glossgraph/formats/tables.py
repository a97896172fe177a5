"""CSV: a folder or a zip archive of tables that a spreadsheet opens and that read back to the same graph.

    graph.csv       name, value: the format and the program
    terms.csv       one row a term
    relations.csv   one row a quote; a relation with several quotes has several rows
    entries.csv     one row an entry, as the readers gave it
    vocabulary.csv  one row a relation type

UTF-8 with a byte order mark, so that Excel reads Japanese. Lists are JSON. A field that a spreadsheet would take
for a formula (it begins with = + - @ or their full-width forms, a tab or a line end) gets an apostrophe in front,
as does one that begins with an apostrophe; reading takes one apostrophe off.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from glossgraph.errors import InputError
from glossgraph.formats import nodelink
from glossgraph.formats.exchange import about
from glossgraph.formats.fields import decode
from glossgraph.messages import Message
from glossgraph.model.rows import edge_attributes, entry_record, node_attributes

if TYPE_CHECKING:
    from glossgraph.formats.source import Source
    from glossgraph.model import Graph

LABELS = ("label", "label_ja", "label_en")
TERMS = ("id", *LABELS, "reading", "reading_derived", "aliases", "categories", "defined", "definitions")
EVIDENCE = ("kind", "glossary", "entry", "lang", "sentence", "start", "subject", "cue", "object", "rule", "by", "at")
RELATIONS = ("source", "source_label", "relation", "target", "target_label", "confidence", *EVIDENCE)
ENTRIES = ("id", "term", "reading", "aliases", "categories", "lang", "definition", "glossary", "source", "line")
VOCABULARY = ("id", "label", "inverse", "sentence", "inverse_sentence", "symmetric", "color", "skos")
COLUMNS = {
    "graph": ("name", "value"),
    "terms": TERMS,
    "relations": RELATIONS,
    "entries": ENTRIES,
    "vocabulary": VOCABULARY,
}

_FORMULA = tuple("=+-@＝＋－＠\t\r\n'")
_JSON = frozenset(
    {"reading_derived", "aliases", "categories", "defined", "definitions", "confidence", "start", "subject", "cue"}
    | {"object", "line", "label", "inverse", "sentence", "inverse_sentence", "symmetric"}
)
_FLAGS = frozenset({"reading_derived", "defined", "symmetric"})
_TEXT = {"terms": {"label"}, "relations": {"sentence"}}
_NEEDED = ("terms", "relations")
_LONGEST_FIELD = 2**31 - 1

Row = Mapping[str, Any]


def write(graph: Graph, stream: BinaryIO, **_: Any) -> None:
    """Write the tables as a zip archive; the same graph gives the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(graph):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def files(graph: Graph) -> Iterator[tuple[str, bytes]]:
    """(file name, content) of each table."""
    for name, rows in (
        ("graph", _about(graph)),
        ("terms", _terms(graph)),
        ("relations", _relations(graph)),
        ("entries", (entry_record(entry) for entry in graph.iter_entries())),
        ("vocabulary", about(graph)["relations"]),
    ):
        yield f"{name}.csv", _table(name, rows)


def is_export(path: Path) -> bool:
    """Whether a folder holds such tables."""
    return all((path / f"{name}.csv").is_file() for name in _NEEDED)


def graph(source: Source) -> Graph:
    """Read a folder or a zip archive of tables. Raises InputError naming table and row."""
    tables = {name: list(_rows(source, name, text)) for name, text in _texts(source).items()}
    for name in _NEEDED:
        if name not in tables:
            source.fail(Message("holds no {name}.csv", name=name))
    edges, lines = _edges(source, tables["relations"])
    positions = {"nodes": ("terms", range(2, len(tables["terms"]) + 2)), "edges": ("relations", lines)}
    positions["entries"] = ("entries", range(2, len(tables.get("entries", ())) + 2))
    data = {
        "graph": {row["name"]: row["value"] for row in tables.get("graph", ())}
        | {"relations": tables.get("vocabulary", [])},
        "nodes": [_node(row) for row in tables["terms"]],
        "edges": edges,
        "entries": tables.get("entries", []),
    }

    def where(name: str, at: int) -> str:
        table, rows = positions[name]
        return f"{table}.csv, row {rows[at]}"

    return nodelink.to_graph(data, source.name, where)


def _about(graph: Graph) -> Iterator[Row]:
    for name, value in about(graph).items():
        if name != "relations":
            yield {"name": name, "value": value}


def _terms(graph: Graph) -> Iterator[Row]:
    for term in graph.iter_terms():
        labels = {f"label_{lang}": label for lang, label in term.labels.items()}
        yield {"id": term.id, **node_attributes(term), **labels}


def _relations(graph: Graph) -> Iterator[Row]:
    labels = dict(zip(graph.ids, graph.terms.column("label").to_pylist(), strict=True))
    for edge in graph.iter_relations():
        ends = {
            "source": edge.source,
            "source_label": labels[edge.source],
            "target": edge.target,
            "target_label": labels[edge.target],
        }
        record = edge_attributes(edge)
        for item in record.pop("evidence"):
            yield {**ends, **record, **item}


def _table(name: str, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    columns = COLUMNS[name]
    writer.writerow(columns)
    writer.writerows([_field(column, row.get(column)) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _field(column: str, value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _texts(source: Source) -> dict[str, str]:
    """The text of each table that is there."""
    try:
        if source.path.is_dir():
            found = ((name, source.path / f"{name}.csv") for name in COLUMNS)
            return {name: _decoded(source, name, path.read_bytes()) for name, path in found if path.is_file()}
        with zipfile.ZipFile(source.path) as archive:
            members = {Path(member).name: member for member in sorted(archive.namelist(), reverse=True)}
            return {
                name: _decoded(source, name, archive.read(members[f"{name}.csv"]))
                for name in COLUMNS
                if f"{name}.csv" in members
            }
    except FileNotFoundError:
        source.fail(Message("there is no such file"))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as exc:
        source.fail(Message("is not a zip archive or folder of tables that can be read: {exc}", exc=exc))


def _decoded(source: Source, name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InputError(Message("{name}.csv is not UTF-8: save it as CSV UTF-8", name=name), source.name) from exc


def _rows(source: Source, name: str, text: str) -> Iterator[dict[str, Any]]:
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(rows, [])
        missing = [column for column in COLUMNS[name] if column not in header and not column.endswith("_label")]
        if missing:
            source.fail(Message("{name}.csv has no column {missing!r}", name=name, missing=missing[0]))
        for number, row in enumerate(rows, 2):
            yield {
                column: _value(source, name, number, column, field)
                for column, field in zip(header, row, strict=False)
                if column in COLUMNS[name]
            }
    except csv.Error as exc:
        source.fail(Message("{name}.csv is not CSV: {exc}", name=name, exc=exc))
    finally:
        csv.field_size_limit(before)


def _value(source: Source, name: str, number: int, column: str, field: str) -> Any:
    text = field.removeprefix("'")
    if text == "" and name != "graph":
        return None
    if column not in _JSON or column in _TEXT.get(name, ()) or name == "graph":
        return text
    try:
        return decode(text.casefold() if column in _FLAGS else text, source.name)
    except InputError as exc:
        raise InputError(
            Message(
                "{name}.csv, row {number}: {column!r} {text!r} cannot be read",
                name=name,
                number=number,
                column=column,
                text=text,
            ),
            source.name,
        ) from exc


def _node(row: Row) -> dict[str, Any]:
    labels = {lang: row.get(f"label_{lang}") for lang in ("ja", "en")}
    return {**row, "labels": labels}


def _edges(source: Source, rows: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[int]]:
    """The edges, each with its quotes, and the row where each begins."""
    edges: dict[tuple[Any, ...], dict[str, Any]] = {}
    lines: list[int] = []
    for number, row in enumerate(rows, 2):
        quote = {name: row.get(name) for name in EVIDENCE}
        ends = {name: row.get(name) for name in ("source", "relation", "target", "confidence")}
        fact = (ends["source"], ends["relation"], ends["target"])
        if fact not in edges:
            edges[fact] = {**ends, "evidence": []}
            lines.append(number)
        elif edges[fact]["confidence"] != ends["confidence"]:
            source.fail(
                Message(
                    "relations.csv, row {number}: the confidence differs from row {lines}",
                    number=number,
                    lines=lines[list(edges).index(fact)],
                )
            )
        edges[fact]["evidence"].append(quote)
    return list(edges.values()), lines
