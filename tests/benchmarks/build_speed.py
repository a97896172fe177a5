"""Characters a second from entries to graph: ``python tests/benchmarks/build_speed.py [PAGE...]``.

Each page is measured alone and, so that a growing glossary shows, as 10 copies whose headwords differ.
Medians of five runs in one process.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

from glossgraph import relations
from glossgraph.build import graph_of
from glossgraph.formats import read_entries
from glossgraph.model import Entry
from glossgraph.shipped import data_file

RUNS = 5


def main() -> None:
    pages = [Path(name) for name in sys.argv[1:]] or [data_file("local-llm.ja.txt")]
    for page in pages:
        entries = list(read_entries(page, []))
        copies = [replace(e, term=f"{e.term} {n}" if n else e.term, line=e.line) for n in range(10) for e in entries]
        graph_of(entries[:3], relations.shipped())  # the dictionary is loaded once
        for name, listed in ((page.name, entries), (f"{page.name} × 10", copies)):
            print(f"{name}: {_rate(listed):,.0f} characters/s ({len(listed)} entries)")


def _rate(entries: list[Entry]) -> float:
    characters = sum(len(entry.definition) for entry in entries)
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        graph_of(entries, relations.shipped())
        times.append(time.perf_counter() - started)
    return characters / statistics.median(times)


if __name__ == "__main__":
    main()
