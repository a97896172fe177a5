"""What Export makes: a graph, or the part that Explore shows, in one of the formats that can be written."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from glossgraph import formats
from glossgraph.app import views
from glossgraph.model.graph import assemble

if TYPE_CHECKING:
    from glossgraph.app.source import Source
    from glossgraph.model import Graph, Lang

TITLES = {"json": "JSON", "graphml": "GraphML", "gexf": "GEXF", "csv": "CSV (ZIP)", "html": "HTML"}
"""What the formats call themselves."""

Seen = tuple[str, list[str], views.Wanted]
"""What Explore showed last: of which generation, which terms, and what was asked."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file as it will be saved, and how much it holds."""

    data: bytes
    file: str
    mime: str
    terms: int
    relations: int


def names() -> list[str]:
    """The formats that can be written."""
    return [row.name for row in formats.table if "write" in row.roles]


def fits(seen: Seen | None, source: Source) -> bool:
    """Whether there is a view of this very graph to export."""
    return bool(seen) and seen is not None and seen[0] == source.key and bool(seen[1])


def made(name: str, source: Source, lang: Lang, seen: Seen | None) -> Output:
    """The file, remembered for everybody; ``seen`` None is the whole graph."""
    terms = None if seen is None else tuple(seen[1])
    return _remembered(name, lang, terms, seen[2] if seen else None, source.key, source)


@st.cache_resource(max_entries=12, show_spinner=False)
def _remembered(
    name: str, lang: Lang, terms: tuple[str, ...] | None, wanted: views.Wanted | None, key: str, _source: Source
) -> Output:
    graph = _source.graph if terms is None or wanted is None else part(_source, terms, wanted)
    row = formats.named(name)
    stream = io.BytesIO()
    options: dict[str, Any] = {"lang": lang} if name == "html" else {}
    formats.write_graph(graph, stream, name, **options)
    stem = re.sub(r"[^\w.-]+", "-", _source.file_stem).strip("-.") or "graph"
    return Output(
        stream.getvalue(), stem + row.extensions[0], row.media_type, graph.terms.num_rows, graph.relations.num_rows
    )


def part(source: Source, terms: tuple[str, ...], wanted: views.Wanted) -> Graph:
    """The part of a graph that a view shows, with the names of its terms; no entries, so it is no base to build on."""
    inside = {index: term for term in terms if (index := source.graph.index(term)) is not None}
    rows = source.store.names().to_pylist()
    return assemble(
        terms=[source.graph.term(index) for index in inside],
        names=[(row["key"], row["kind"], row["name"], inside[row["term"]]) for row in rows if row["term"] in inside],
        relations=views.between(inside.values(), source, views.passing(wanted, source)),
        entries=(),
        vocabulary=source.graph.vocabulary,
    )


def text_of(output: Output) -> str | None:
    """A file as text, of an archive its tables one after the other; None when it is not text."""
    if output.mime == "application/zip":
        with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
            return "\n".join(f"{name}\n{_beginning(archive, name)}" for name in sorted(archive.namelist()))
    try:
        return output.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _beginning(archive: zipfile.ZipFile, name: str, lines: int = 12) -> str:
    with archive.open(name) as file:
        start = [file.readline().decode("utf-8-sig", "replace").rstrip() for _ in range(lines)]
    return "\n".join(line for line in start if line) + "\n"
