"""More processes read the same: the same bytes, however many."""

from __future__ import annotations

import io
from pathlib import Path

from glossgraph.build import build_graph
from glossgraph.formats import write_graph
from glossgraph.shipped import data_file


def built(jobs: int) -> bytes:
    seen: list[tuple[int, int]] = []
    pages: list[Path] = [data_file("local-llm.ja.txt"), data_file("local-llm.en.md")]
    graph, report = build_graph(pages, progress=lambda done, total: seen.append((done, total)), jobs=jobs)
    assert seen == [(done, report.entries) for done in range(1, report.entries + 1)]
    stream = io.BytesIO()
    write_graph(graph, stream, "json")
    return stream.getvalue()


def test_two_processes_make_the_same_bytes_as_one() -> None:
    assert built(2) == built(1)
