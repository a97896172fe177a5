"""The store that needs no server: a folder of Parquet and array files, a generation for each write."""

from __future__ import annotations

import bisect
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import numpy as np

from glossgraph import arrays as flat
from glossgraph.arrays.columns import arrow
from glossgraph.errors import GraphError, UserError
from glossgraph.messages import Message
from glossgraph.model import Filter, Graph, Relation, RelationType, Term
from glossgraph.stores import OnArrays, journal, locks, manifest, pointer
from glossgraph.stores import generation as generations
from glossgraph.stores.files import Disk
from glossgraph.stores.generation import ALL_FILES, Generation
from glossgraph.stores.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from glossgraph.arrays import Ints, Rules, Subgraph
    from glossgraph.model.decisions import Decision, Misfit
    from glossgraph.stores.decided import DecidedGeneration

WAIT = 10.0
"""Seconds that a writer waits for another one."""


class EmbeddedStore:
    """A graph in a folder.

    What is asked for is answered from one generation, held until ``refresh`` or ``write`` moves on to a newer
    one, or until nothing uses the store or a graph of it any more. ``locked`` False holds nothing: for a folder
    that no writer ever replaces. Several threads may ask at once; not while one of them writes or refreshes.
    """

    def __init__(
        self,
        folder: Path,
        address: str | None = None,
        *,
        readonly: bool = False,
        locked: bool = True,
        disk: Disk | None = None,
        wait: float = WAIT,
    ) -> None:
        self.folder, self.address, self.readonly = folder, address or str(folder), readonly
        self._locked, self._disk, self._wait = locked, disk or Disk(), wait
        self._held: Generation | DecidedGeneration | None = None
        self._writing = False

    # What is stored

    def health(self) -> str:
        """Nothing to tell: a folder needs no server."""
        return ""

    def exists(self) -> bool:
        """Whether there is a graph, whole or damaged."""
        return (self.folder / pointer.CURRENT).exists()

    @property
    def generation(self) -> str:
        """The name of the generation that answers: another one for each write."""
        return self._open.name

    def refresh(self) -> bool:
        """Move on to the newest generation; tells whether it is another one."""
        if self._held and journal.newest(self.folder, self.address) == self._held.name:
            return False
        self._held = None
        return bool(self._open)

    def verify(self) -> None:
        """Read every byte; raises GraphError when a checksum is not right."""
        try:
            manifest.verify(self._open.path, self._open.manifest, self.address)
        except OSError as exc:
            raise pointer.unreadable(self.address, exc) from exc

    def close(self) -> None:
        """Let the generation go; graphs that the store gave keep it as long as they are used."""
        self._held = None

    @property
    def _open(self) -> Generation | DecidedGeneration:
        if self._held is None:
            held = pointer.hold(self.folder, self.address, locked=self._locked)
            self._held = Generation(held, self.address)
            if decided := journal.read(self.folder, self.address):
                from glossgraph.stores.decided import decide_on

                self._held = decide_on(self._held, decided)
        return self._held

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, from reading what is to be changed until it is written.

        A second writer waits, then gets a GraphError that says who holds the graph.
        """
        if self.readonly:
            raise UserError(
                Message("{address}: this graph is read-only: name another one to write to.", address=self.address)
            )
        if self._writing:
            yield
            return
        pointer.refuse_foreign(self.folder, self.address)
        with locks.writing(self.folder, self.address, self._disk, self._wait):
            self._refuse_newer()
            self._writing, self._held = True, None
            try:
                yield
            finally:
                self._writing = False

    def write(
        self, graph: Graph, *, sources: Mapping[str, str] | None = None, versions: Mapping[str, str] | None = None
    ) -> None:
        """Replace the graph. Readers keep the one they opened; a failed write leaves the old one.

        ``sources`` maps each source file to its hash, ``versions`` each dictionary and lexicon to its version;
        both go into the manifest.
        """
        with self.writing(), ExitStack() as undo:
            try:
                pointer.clear(self.folder, self._disk, ALL_FILES)
                new = pointer.new_generation(self.folder)
                undo.callback(pointer.clear_unpublished, self.folder, new, self._disk, ALL_FILES)
                generations.write(new, graph, self._disk, sources=sources or {}, versions=versions or {})
                pointer.swap(self.folder, new, self._disk)
            except OSError as exc:
                raise locks.unwritable(self.address, exc) from exc
            undo.pop_all()
            self._held = None
            with suppress(OSError):
                pointer.clear(self.folder, self._disk, ALL_FILES)

    # Decisions

    def decisions(self) -> list[Decision]:
        """What people decided, in their order, whether it stands or not."""
        return journal.read(self.folder, self.address)

    def misfits(self) -> dict[int, Misfit]:
        """Why decisions no longer fit the graph, by their numbers."""
        return self._open.misfits

    def decide(self, decision: Decision, expected_seq: int) -> int:
        """Keep a decision; gives its number. Raises GraphError when there are not just ``expected_seq`` before it."""
        if self.readonly:
            raise UserError(
                Message("{address}: this graph is read-only: copy it, and decide on the copy.", address=self.address)
            )
        pointer.current(self.folder, self.address)
        seq = journal.append(self.folder, self.address, decision, expected_seq, self._disk, self._wait)
        self._held = None
        return seq

    def _refuse_newer(self) -> None:
        try:
            current = pointer.current(self.folder, self.address)
        except GraphError:
            return
        manifest.refuse_newer_generation(current, self.address)

    # Questions

    def graph(self) -> Graph:
        """The graph; its tables are read when they are first used."""
        return self._open.graph()

    def vocabulary(self) -> tuple[RelationType, ...]:
        """The graph's own relation types."""
        return self._open.vocabulary

    def names(self) -> pa.Table:
        """The names table."""
        return self._open.names

    def glossaries(self) -> tuple[str, ...]:
        """The glossaries that relations rest on."""
        return self._open.glossaries

    def term(self, term: str) -> Term | None:
        """The term with an id, or None."""
        index = self._index(term)
        return None if index is None else self.terms([index])[0]

    def terms(self, which: Sequence[str | int]) -> list[Term]:
        """Terms by id or by index, in the order asked for. Raises KeyError for an id that no term has."""
        indices = [self._known(one) if isinstance(one, str) else one for one in which]
        return self._open.terms(indices)

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        """Relations with their evidence by row, in the order asked for."""
        return self._open.relations(rows)

    def neighbours(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        """The relations that pass ``filter`` and by which a walk can leave any of ``ids``, in the order of rows."""
        return self.relations(self._touching(self._indices(ids), filter).tolist())

    def among(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        """The relations that pass ``filter`` and have both ends among ``ids``, in the order of rows."""
        terms, arrays = self._indices(ids), self._open.arrays
        rows = self._touching(terms, filter)
        inside = np.isin(arrays.source[rows], terms) & np.isin(arrays.target[rows], terms)
        return self.relations(rows[inside].tolist())

    def between(self, x: str, y: str, filter: Filter) -> Subgraph:
        """The terms and relations on walks of at most ``filter.hops`` hops from ``x`` to ``y``.

        Raises KeyError for an id that no term has, ValueError when both are one.
        """
        ends = self._known(x), self._known(y)
        return flat.between(self._open.arrays, self._ids, *ends, self._rules(filter), filter.hops)

    def on_arrays(self, filter: Filter) -> OnArrays:
        """The arrays, and the rules of walks over them under a filter."""
        return OnArrays(self._open.arrays, self._rules(filter), self._known, self._ids)

    def ball(self, x: str, filter: Filter) -> Subgraph:
        """The terms at most ``filter.hops`` hops from ``x``, and the relations by which they are reached."""
        return flat.around(self._open.arrays, self._ids, self._known(x), self._rules(filter), filter.hops)

    def distance(self, x: str, y: str, filter: Filter) -> int | None:
        """The least number of hops from ``x`` to ``y``, however many; None when nothing connects them."""
        return flat.distance(self._open.arrays, self._known(x), self._known(y), self._rules(filter))

    def _index(self, term: str) -> int | None:
        ids = self._open.ids
        at = bisect.bisect_left(ids, term, key=lambda value: value.as_py())
        return at if at < len(ids) and ids[at].as_py() == term else None

    def _indices(self, ids: Sequence[str]) -> Ints:
        return np.array([self._known(term) for term in ids], np.int64)

    def _touching(self, terms: Ints, filter: Filter) -> Ints:
        return flat.touching(self._open.arrays, terms, self._rules(filter))

    def _known(self, term: str) -> int:
        index = self._index(term)
        if index is None:
            raise KeyError(term)
        return index

    def _ids(self, terms: Ints) -> list[str]:
        found: list[str] = self._open.ids.take(arrow(terms, np.int64)).to_pylist()
        return found

    def _rules(self, filter: Filter) -> Rules:
        avoid = [index for term in filter.avoid if (index := self._index(term)) is not None]
        ruled_out = np.array(sorted(avoid), np.int64)
        if filter.defined_only:
            ruled_out = np.union1d(ruled_out, self._open.undefined)
        rows = self._open.said_by(filter.glossaries) if filter.glossaries else None
        return rules_of(filter, self.vocabulary(), self._open.arrays.kinds, ruled_out, rows)
