"""Graphs to measure on: a power law (made), and Debian's package dependencies (fetched from apt's own lists).

    python tests/benchmarks/large_graphs.py power-law EDGES.parquet [TERMS [RELATIONS]]
    python tests/benchmarks/large_graphs.py debian EDGES.csv

Each writes edges with the columns subject, relation, object; ``glossgraph build EDGES -o GRAPH`` makes a graph of them.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("extends", "improves", "is_a", "part_of", "uses")
FIELDS = {
    "Pre-Depends": "depends",
    "Depends": "depends",
    "Recommends": "recommends",
    "Suggests": "suggests",
    "Conflicts": "conflicts",
    "Breaks": "conflicts",
    "Provides": "provides",
}
Ints = np.ndarray[Any, np.dtype[Any]]


def power_law(terms: int, relations: int, seed: int = 6) -> tuple[Ints, Ints, Ints]:
    """(source, kind, target): each new term points to ends of earlier relations (Barabási and Albert, 1999)."""
    random = np.random.default_rng(seed)
    each = relations // terms
    source = np.repeat(np.arange(1, terms + 1), each)[:relations] % terms
    at = np.arange(relations)
    # the end in place p of the list (source 0, target 0, source 1, …): a target points back until a source is met
    pick = random.integers(0, np.maximum(1, 2 * each * (at // each)))
    where = pick.copy()
    while len(odd := np.flatnonzero(where % 2)):
        where[odd] = pick[where[odd] // 2]
    target = source[where // 2]
    kind = random.integers(0, len(KINDS), relations)
    names = random.permutation(terms)  # so that the order of ids says nothing of degrees
    return names[source], kind, names[target]


def power_law_table(terms: int, relations: int) -> pa.Table:
    """The edges of a power law as a table of names."""
    source, kind, target = power_law(terms, relations)
    name = pa.array([f"term {number:07d}" for number in range(terms)])
    columns = [
        pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), names)
        for codes, names in ((source, name), (kind, pa.array(KINDS)), (target, name))
    ]
    return pa.table(columns, names=["subject", "relation", "object"])


def debian() -> Iterator[tuple[str, str, str]]:
    """The typed dependencies of every package that apt knows, alternatives and versions left out."""
    said = subprocess.run(["apt-cache", "dumpavail"], check=True, capture_output=True, text=True).stdout
    seen = set()
    for stanza in said.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in stanza.splitlines() if line[:1].isalpha() and ": " in line)
        for field, relation in FIELDS.items():
            for named in re.split(r"[,|]", fields.get(field, "")):
                other = re.sub(r"\(.*?\)|:\w+", "", named).strip()
                edge = fields.get("Package", ""), relation, other
                if other and edge not in seen:
                    seen.add(edge)
                    yield edge


def main() -> None:
    kind, out, *sizes = sys.argv[1:]
    if kind == "debian":
        with Path(out).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("subject", "relation", "object"))
            writer.writerows(debian())
    else:
        terms = int(sizes[0]) if sizes else 1_000_000
        pq.write_table(power_law_table(terms, int(sizes[1]) if len(sizes) > 1 else 10 * terms), out, compression="zstd")


if __name__ == "__main__":
    main()
