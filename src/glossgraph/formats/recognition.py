"""Which format a file has, by its content first and the end of its name second; which files of a folder are pages."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING

from glossgraph.formats import tables
from glossgraph.formats.heading import words
from glossgraph.formats.source import Source
from glossgraph.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WANTED = {
    "page": 'holds no heading: a page has categories like "📖 モデル", headings like "LoRA (ローラ)" and '
    "the definition in the lines below each",
    "jsonl": 'holds no entries: each line is an object like {{"term": "LoRA", "definition": "…"}}',
    "folder": "is a folder without pages: give .txt, .md, .jsonl or .json files",
}
"""What a file or folder without a single entry is told."""

_BY_NAME = {".jsonl": "jsonl", ".ndjson": "jsonl", ".graphml": "graphml", ".gexf": "gexf"}
_PAGES = (".txt", ".md", ".jsonl", ".ndjson", ".json")
_EDGES = (".csv", ".tsv", ".parquet")
_GRAPHS_OWN = ("manifest.json", "curation.jsonl")
"""The files of a stored graph that look like pages."""
_ZIP = b"PK\x03\x04"


def name_of(path: Path) -> str:
    """The name of a file's or folder's format. Raises InputError where it has none."""
    source = Source(path)
    if path.is_dir():
        return _of_folder(source)
    if path.suffix.casefold() in _EDGES:
        return "edges"
    with source.open() as stream:
        if stream.read(4) == _ZIP:
            return "csv"
    head = _text(source.head()).lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return _of_xml(source, head)
    suffix = path.suffix.casefold()
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    if suffix == ".json" or head.startswith("{"):
        return "jsonl" if _is_entry(head.partition("\n")[0]) else "json"
    return "page"


def is_stored(folder: Path) -> bool:
    """Whether a folder holds a stored graph."""
    return (folder / "CURRENT").is_file()


def pages(folder: Path) -> Iterator[Path]:
    """The glossary files in a folder and the folders in it, sorted; what is about them (README …) is left out."""
    others = set(words()["page"]["others"])
    found = (path for path in folder.rglob("*") if path.suffix.casefold() in _PAGES and path.is_file())
    for path in sorted(found, key=lambda path: path.relative_to(folder).as_posix()):
        parts = path.relative_to(folder).parts
        left_out = any(part.startswith(".") for part in parts) or _is_of_graph(path)
        if (
            not left_out
            and path.stem.casefold() not in others
            and (path.suffix.casefold() != ".json" or _is_ours(path))
        ):
            yield path


def _is_of_graph(path: Path) -> bool:
    """Whether a file belongs to a stored graph, which may lie among the pages that it was built from."""
    return path.name in _GRAPHS_OWN and any(map(is_stored, (path.parent, path.parent.parent)))


def _of_folder(source: Source) -> str:
    if tables.is_export(source.path):
        return "csv"
    if is_stored(source.path):
        return source.fail(Message("is a stored graph, not a file: name it with --graph, or export it first"))
    return source.fail(Message("is a folder, not a graph"))


def _of_xml(source: Source, head: str) -> str:
    for name in ("graphml", "gexf"):
        if f"<{name}" in head[:4096]:
            return name
    if "<html" in head[:4096].casefold() or "<!doctype html" in head[:4096].casefold():
        source.fail(Message("is a web page: save its text, or the glossary behind it"))
    return _BY_NAME.get(source.path.suffix.casefold(), "page")


def _is_ours(path: Path) -> bool:
    return '"glossgraph/' in _text(Source(path).head())


def _is_entry(line: str) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "term" in record


def _text(head: bytes) -> str:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16" if wide else "utf-8", errors="replace")
