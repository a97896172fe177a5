"""From pages to a graph: read, name, claim, merge."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path, PurePath

from glossgraph import __version__, extract, formats, relations
from glossgraph.consistency import contradictions
from glossgraph.errors import InputError
from glossgraph.extract.aliases import is_alias_row
from glossgraph.messages import Message
from glossgraph.model import Claim, Entry, Graph, Problem, RelationType, Report
from glossgraph.shipped import graph_file

Progress = Callable[[int, int], None]
"""Called with (entries done, entries in all)."""

_PORTION = 50
"""Entries that a process reads at a time."""


def build_graph(
    pages: Sequence[Path],
    *,
    add_to: Graph | None = None,
    vocabulary: Iterable[RelationType] | None = None,
    aliases: Sequence[Path] = (),
    progress: Progress = lambda done, total: None,
    jobs: int = 1,
) -> tuple[Graph, Report]:
    """Read glossary pages and make the graph that they state.

    ``add_to``: a graph whose entries come along, but those of pages that are read again: a page is known by the
    place of its file. Glossaries go by the names of their files, as far as these tell them apart. ``vocabulary``
    adds relation types to the shipped ones, ``aliases`` are files that say which names are one. ``jobs`` processes
    read the definitions, with the same result. Raises InputError for a page that cannot be read.
    """
    started = time.perf_counter()
    if any(page.is_file() and formats.recognise(page).name == "edges" for page in pages):
        return _imported(pages, add_to, started)
    problems: list[Problem] = []
    seen: dict[tuple[str, str], tuple[str | None, str, int]] = {}
    entries = [entry for page in pages for entry in formats.read_entries(page, problems, seen)]
    entries += [entry for file in aliases for entry in extract.read_aliases(file, problems)]
    if add_to is not None:
        entries = _kept(add_to, entries, problems) + entries
    entries = list(dict.fromkeys(_told_apart(entries, problems)))
    carried = [kind for page in pages for kind in _vocabulary(page)]
    types = relations.merged(
        relations.shipped(), (*(add_to.vocabulary if add_to else ()), *carried, *(vocabulary or ()))
    )
    graph, found = graph_of(entries, types, progress, jobs)
    problems += (*found, *contradictions(graph, entries))
    return graph, _report(graph, entries, problems, time.perf_counter() - started)


def _kept(before: Graph, entries: Iterable[Entry], problems: list[Problem]) -> list[Entry]:
    """The entries of a graph but those of pages that are read again; a page that has changed is told."""
    read = {os.path.realpath(source): _said(page) for source, page in _by_source(entries).items()}
    copies = {(PurePath(source).name, said) for source, said in read.items()}
    kept: list[Entry] = []
    for source, page in _by_source(before.iter_entries()).items():
        said = read.get(os.path.realpath(source))
        if said is None and (Path(source).is_file() or (PurePath(source).name, _said(page)) not in copies):
            kept += page
        elif said not in (None, _said(page)):
            message = Message("replaces the page of this place in the graph, with {count:,} entries", count=len(page))
            problems.append(Problem(message, source))
    return kept


def _said(page: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    return frozenset((entry.term, entry.definition) for entry in page)


def _by_source(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.source, []).append(entry)
    return found


def _told_apart(entries: Iterable[Entry], problems: list[Problem]) -> list[Entry]:
    """The entries, those of files that would share a glossary's name under as much of their paths as they need."""
    pages: dict[str, set[PurePath]] = {}
    for entry in entries:
        if not is_alias_row(entry):
            whole = entry.source.endswith(entry.glossary)
            pages.setdefault(PurePath(entry.source).stem if whole else entry.glossary, set()).add(
                PurePath(entry.source)
            )
    named: dict[str, str] = {}
    for stem, paths in pages.items():
        if len(paths) > 1:
            lengths = range(1, 1 + max(len(path.parts) for path in paths))
            shown = ({path: "/".join(path.parts[-many:]) for path in paths} for many in lengths)
            mine = next(names for names in shown if len(set(names.values())) == len(paths))
            named |= {path.as_posix(): name for path, name in mine.items()}
            listed = ", ".join(sorted(mine.values()))
            problems.append(
                Problem(Message("the glossaries named {stem!r} are told apart: {listed}", stem=stem, listed=listed))
            )
    return [
        entry if is_alias_row(entry) else replace(entry, glossary=named.get(entry.source, entry.glossary))
        for entry in entries
    ]


def _imported(pages: Sequence[Path], add_to: Graph | None, started: float) -> tuple[Graph, Report]:
    """The graph of an edge list: there is nothing to extract, and nothing to build it from again but the list."""
    if len(pages) > 1 or add_to is not None:
        raise InputError(
            Message("is an edge list, of which a graph is made alone: give it without other files"), str(pages[0])
        )
    graph = formats.read_graph(pages[0])
    counted = graph.relations.column("relation").value_counts().to_pylist()
    by_relation = dict(sorted((row["values"], row["counts"]) for row in counted))
    seconds = time.perf_counter() - started
    undefined = tuple(graph.terms.column("label").to_pylist())
    return graph, Report(0, len(undefined), 0, by_relation, undefined, (), 0, seconds)


def sources(graph: Graph) -> dict[str, str]:
    """The hash of each source file that is still there, for a graph's manifest."""
    paths = (Path(name) for name in sorted(set(graph.entries.column("source").to_pylist())) if name)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def versions() -> dict[str, str]:
    """The version of glossgraph, of its dictionary and of its lexicons, for a graph's manifest."""
    lexicon = hashlib.sha256()
    for path in sorted(graph_file("relations.toml").parent.glob("*")):
        if path.name != "default.json":
            lexicon.update(path.name.encode() + path.read_bytes())
    dictionary = {name: version(name) for name in ("sudachipy", "sudachidict-core")}
    return {"glossgraph": __version__, "lexicons": lexicon.hexdigest()[:16], **dictionary}


def graph_of(
    entries: Sequence[Entry],
    vocabulary: Sequence[RelationType],
    progress: Progress = lambda done, total: None,
    jobs: int = 1,
) -> tuple[Graph, list[Problem]]:
    """The graph that entries state, and what their names do wrong."""
    names = extract.names(entries)
    claims: list[Claim] = []
    for done, said in enumerate(_read(entries, names, vocabulary, jobs), 1):
        claims.extend(said)
        progress(done, len(entries))
    return extract.merge(entries, names, claims, vocabulary, extract.reading_of), list(names.problems)


def _read(
    entries: Sequence[Entry], names: extract.Names, vocabulary: Sequence[RelationType], jobs: int
) -> Iterator[list[Claim]]:
    """The claims of each entry, in order."""
    if jobs == 1 or len(entries) < 2 * _PORTION:
        yield from (extract.claims(entry, names, vocabulary) for entry in entries)
        return
    portions = [entries[at : at + _PORTION] for at in range(0, len(entries), _PORTION)]
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(names, tuple(vocabulary))) as pool:
        for portion in pool.map(_portion, portions):
            yield from portion


_shared: list[tuple[extract.Names, tuple[RelationType, ...]]] = []
"""What every portion needs, in a process that reads portions."""


def _begin(names: extract.Names, vocabulary: tuple[RelationType, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for this one says that it was broken off
    _shared[:] = [(names, vocabulary)]


def _portion(entries: Sequence[Entry]) -> list[list[Claim]]:
    names, vocabulary = _shared[0]
    return [extract.claims(entry, names, vocabulary) for entry in entries]


def _vocabulary(page: Path) -> tuple[RelationType, ...]:
    """The relation types that a page brings along: those of a graph in a file."""
    if page.is_file() and "graph" in formats.recognise(page).roles:
        return formats.read_graph(page).vocabulary
    return ()


def _report(graph: Graph, entries: Sequence[Entry], problems: Iterable[Problem], seconds: float) -> Report:
    terms = list(graph.iter_terms())
    return Report(
        entries=sum(not is_alias_row(entry) for entry in entries),
        terms=len(terms),
        aliases=sum(len(term.aliases) for term in terms),
        by_relation=dict(sorted(Counter(graph.relations.column("relation").to_pylist()).items())),
        undefined=tuple(term.label for term in terms if not term.defined),
        problems=tuple(sorted(problems, key=lambda problem: (problem.source, problem.line, problem.message))),
        characters=sum(len(entry.definition) for entry in entries),
        seconds=seconds,
    )
