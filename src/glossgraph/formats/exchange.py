"""Exchange JSON: NetworkX node-link data with everything a graph holds, sorted, readable in a diff.

One node, edge, quote, definition or entry stands on a line of its own, so that a changed fact is a changed
line. Its JSON Schema is graph/glossgraph-1.schema.json.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

import glossgraph
from glossgraph.formats import nodelink
from glossgraph.formats.fields import decode
from glossgraph.model import FORMAT, Graph
from glossgraph.model.rows import edge_attributes, entry_record, node_attributes
from glossgraph.relations import to_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossgraph.formats.source import Source


def graph(source: Source) -> Graph:
    """Read a graph. Raises InputError that names the line of broken JSON or the record that is wrong."""
    return nodelink.to_graph(decode(source.text(), source.name), source.name)


def write(graph: Graph, stream: BinaryIO, **_: Any) -> None:
    """Write a graph; the same graph gives the same bytes."""
    for text in lines(graph):
        stream.write(text.encode("utf-8"))


def about(graph: Graph) -> dict[str, Any]:
    """What a file says of the graph as a whole: format, program, vocabulary."""
    return {
        "format": FORMAT,
        "created_with": f"glossgraph {glossgraph.__version__}",
        "relations": [to_record(kind) for kind in graph.vocabulary],
    }


def lines(graph: Graph) -> Iterator[str]:
    """The document, piece by piece."""
    yield '{\n"directed": true,\n"multigraph": true,\n"graph": '
    yield _record(about(graph), "relations", "")
    yield ',\n"nodes": ['
    yield from _list(
        _record({"id": term.id, **node_attributes(term)}, "definitions", "  ") for term in graph.iter_terms()
    )
    yield '],\n"edges": ['
    yield from _list(
        _record(
            {"source": edge.source, "target": edge.target, "key": edge.relation, **edge_attributes(edge)},
            "evidence",
            "  ",
        )
        for edge in graph.iter_relations()
    )
    yield '],\n"entries": ['
    yield from _list(_compact(entry_record(entry)) for entry in graph.iter_entries())
    yield "]\n}\n"


def _list(items: Iterable[str]) -> Iterator[str]:
    before = "\n  "
    for item in items:
        yield f"{before}{item}"
        before = ",\n  "
    yield "" if before == "\n  " else "\n"


def _record(record: dict[str, Any], last: str, indent: str) -> str:
    """An object on one line, but for the list ``last``, whose items have a line each."""
    head = _compact({name: value for name, value in record.items() if name != last})
    inner = "".join(f"\n{indent}  {_compact(item)}," for item in record[last])
    end = f"{inner[:-1]}\n{indent}" if inner else ""
    return f'{head[:-1]}, "{last}": [{end}]}}'


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
