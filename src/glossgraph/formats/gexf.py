"""GEXF for Gephi, written by NetworkX: terms and relations, without vocabulary and entries.

Attributes are encoded as ``attributes`` says; an edge's label is its relation, its weight the confidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, cast

import glossgraph
from glossgraph.formats.graphml import packed_graph

if TYPE_CHECKING:
    from glossgraph.model import Graph


def write(graph: Graph, stream: BinaryIO, **_: Any) -> None:
    """Write a graph; the same graph gives the same bytes."""
    from networkx.readwrite.gexf import GEXFWriter

    packed = packed_graph(graph)
    for _source, _target, key, data in packed.edges(keys=True, data=True):
        data.update(id=key, label=data["relation"], weight=data["confidence"])
    writer: Any = cast("Any", GEXFWriter)(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(packed)
    meta = writer.xml.find("meta")
    meta.attrib.pop("lastmodifieddate", None)
    meta.find("creator").text = f"glossgraph {glossgraph.__version__}"
    writer.write(stream)
