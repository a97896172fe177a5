"""GraphML, written and read by NetworkX; vocabulary and entries travel as attributes of the graph.

Attributes are encoded as ``attributes`` says. Edge ids are ``source relation target``.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from xml.etree.ElementTree import ParseError

from glossgraph.formats import attributes, nodelink
from glossgraph.formats.exchange import about
from glossgraph.messages import Message
from glossgraph.model.rows import entry_record

if TYPE_CHECKING:
    import networkx as nx

    from glossgraph.formats.source import Source
    from glossgraph.model import Graph


def write(graph: Graph, stream: BinaryIO, **_: Any) -> None:
    """Write a graph; the same graph gives the same bytes."""
    from networkx.readwrite.graphml import GraphMLWriter

    packed = packed_graph(graph)
    entries = [entry_record(entry) for entry in graph.iter_entries()]
    packed.graph.update(attributes.pack({**about(graph), "entries": entries}))
    writer: Any = cast("Any", GraphMLWriter)(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(packed)
    writer.dump(stream)


def packed_graph(graph: Graph) -> nx.MultiDiGraph[str]:
    """The graph in NetworkX with attributes that XML can hold; edge keys are ids."""
    import networkx as nx

    plain = graph.networkx()
    packed: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    packed.add_nodes_from((attributes.escape(node), attributes.pack(data)) for node, data in plain.nodes(data=True))
    for source, target, key, data in plain.edges(keys=True, data=True):
        ends = attributes.escape(source), attributes.escape(target)
        packed.add_edge(*ends, key=f"{ends[0]} {key} {ends[1]}", **attributes.pack(data))
    return packed


def graph(source: Source) -> Graph:
    """Read a graph. Raises InputError for broken XML and for what is no graph of relations with evidence."""
    import networkx as nx

    try:
        with source.open() as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = nx.read_graphml(stream, node_type=str, edge_key_type=str, force_multigraph=True)
    except ParseError as exc:
        source.fail(Message("is not XML: {exc}", exc=exc), exc.position[0])
    except (nx.NetworkXError, KeyError, ValueError, TypeError, AttributeError, IndexError) as exc:
        source.fail(Message("is not GraphML: {exc}", exc=exc))
    data = {name: value for name, value in found.graph.items() if name not in ("node_default", "edge_default")}
    about = attributes.unpack(data, source.name)
    entries = about.pop("entries", [])
    return nodelink.to_graph(
        {
            "directed": found.is_directed(),
            "graph": about,
            "nodes": [
                {**attributes.unpack(data, source.name), "id": attributes.unescape(node)}
                for node, data in found.nodes(data=True)
            ],
            "edges": [
                {
                    **attributes.unpack(data, source.name),
                    "source": attributes.unescape(start),
                    "target": attributes.unescape(end),
                }
                for start, end, data in found.edges(data=True)
            ],
            "entries": entries,
        },
        source.name,
    )
