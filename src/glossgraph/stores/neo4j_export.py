"""A graph as the CSV set that ``neo4j-admin database import`` reads: for graphs too large to load over a line."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.shipped import graph_file
from glossgraph.stores import neo4j_rows as rows
from glossgraph.stores.neo4j_link import GRAPH
from glossgraph.stores.neo4j_load import PLACES, about

if TYPE_CHECKING:
    from pathlib import Path

    from glossgraph.model import Graph

_BETWEEN = "\x1f"
"""What stands between the values of a list: a sign that texts do not hold."""

_TERM = {
    "place": "place:ID(Term)",
    "first": "first:long",
    "generation": "generation:long",
    "degree": "degree:long",
    "defined": "defined:boolean",
    "reading_derived": "reading_derived:boolean",
    "aliases": "aliases:string[]",
    "categories": "categories:string[]",
    "definitions": "definitions:string[]",
} | dict.fromkeys(("graph", "id", "label", "label_ja", "label_en", "reading", "key"))
_RELATION = (":TYPE", "row:long", ":START_ID(Term)", ":END_ID(Term)", "confidence:double", "evidence:string[]")
_PART = ("table", "number:long", "bytes:byte[]", "graph", "generation:long")
_LONG = ("generation", "names", "terms", "relations", "evidence", "entries")


def export(graph: Graph, folder: Path, database: str = "neo4j") -> str:
    """Write the CSV set and the schema into a folder; gives the commands that bring it into a database.

    Raises UserError when the folder holds other files, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            Message(
                "{folder}: this is not an empty folder: name a new one for the files that Neo4j imports.", folder=folder
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        arrays = rows.arrays_of(graph)
        terms = rows.term_properties(graph, arrays, GRAPH, 1, PLACES)
        header = [header or name for name, header in _TERM.items()]
        _write(folder / "terms.csv", header, ([term[name] for name in _TERM] for term in terms))
        edges = (
            [type, row, PLACES + source, PLACES + target, *rest]
            for type, row, source, target, *rest in rows.relation_rows(graph)
        )
        _write(folder / "relations.csv", _RELATION, edges)
        _write(folder / "parts.csv", _PART, ([*piece, GRAPH, 1] for piece in rows.pieces(graph)))
        record = about(GRAPH, graph, 1, arrays.kinds, {}, {})
        header = [f"{name}:long" if name in _LONG else name for name in record]
        header[header.index("kinds")] = "kinds:string[]"
        _write(folder / "graph.csv", header, [list(record.values())])
        _write(folder / "counter.csv", ("name", "value:long"), [["generation", 1]])
        shutil.copyfile(graph_file("neo4j.cypher"), folder / "schema.cypher")
    except OSError as exc:
        raise UserError(
            Message("{folder}: the files cannot be written ({why}).", folder=folder, why=exc.strerror or exc)
        ) from exc
    return _commands(folder, database)


def arguments(folder: Path, database: str = "neo4j") -> list[str]:
    """The arguments of ``neo4j-admin`` that import the set."""
    nodes = {"Term": "terms", "Part": "parts", "Graph": "graph", "GlossgraphCounter": "counter"}
    return [
        *("database", "import", "full", database, "--overwrite-destination", "--multiline-fields=true"),
        *("--id-type=integer", "--array-delimiter=U+001F"),
        *(f"--nodes={label}={folder / name}.csv" for label, name in nodes.items()),
        f"--relationships={folder / 'relations'}.csv",
    ]


def _commands(folder: Path, database: str) -> str:
    shell = f"cypher-shell -d {database} -f {folder / 'schema.cypher'}"
    return f"neo4j-admin {' '.join(arguments(folder, database))}\n{shell}"


def _write(path: Path, header: Sequence[str], records: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(header) + "\n")
        file.writelines(",".join(map(_cell, record)) + "\n" for record in records)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, bytes):
        return _BETWEEN.join(str(byte - 256 if byte > 127 else byte) for byte in value)
    if isinstance(value, list):
        return _quoted(_BETWEEN.join(value)) if value else ""
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
