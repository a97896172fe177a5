"""The store on a Neo4j server: many graphs in a database, many readers at once, the same answers as a folder's."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import numpy as np

from glossgraph import arrays as flat
from glossgraph.errors import GraphError, StoreError
from glossgraph.messages import Message
from glossgraph.model import Filter, Graph, Relation, RelationType, Term
from glossgraph.model.rows import term_of
from glossgraph.stores import manifest, neo4j_load
from glossgraph.stores import neo4j_queries as queries
from glossgraph.stores import neo4j_rows as rows
from glossgraph.stores.neo4j_link import TIMEOUT, Link
from glossgraph.stores.neo4j_opened import Opened, ServerGraph
from glossgraph.stores.neo4j_region import Region, distance
from glossgraph.stores.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from glossgraph.arrays import Subgraph

WAIT = 10.0
"""Seconds that a writer waits for another one."""

_WAITED = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")
"""How the server's errors end for one who waited for a lock longer than it may."""


class ServerStore:
    """A graph on a server.

    What is asked for is answered from one generation until ``refresh`` or ``write`` moves on to a newer one. The
    old one goes when a newer one is written: who still asks for it gets a GraphError that says so, never a mixture.
    """

    readonly = False

    def __init__(self, address: str, *, timeout: float = TIMEOUT, wait: float = WAIT) -> None:
        self.address, self.link, self._wait = address, Link(address, timeout=timeout), wait
        self._opened: Opened | None = None
        self._writing = False

    # What is stored

    def exists(self) -> bool:
        """Whether there is a graph."""
        return self._current() is not None

    @property
    def generation(self) -> str:
        """The number of the generation that answers: another one for each write."""
        return str(self._open.generation)

    def refresh(self) -> bool:
        """Move on to the newest generation; tells whether it is another one."""
        if self._opened is not None and self._current() == self._opened.generation:
            return False
        self._opened = None
        return bool(self._open)

    def health(self) -> str:
        """The server's name and version."""
        [about] = self.link.read(lambda tx: tx.run(queries.HEALTH).data())
        return f"Neo4j {about['version']} ({about['edition']})"

    def _current(self) -> int | None:
        [record] = self.link.read(lambda tx: tx.run(queries.GENERATION, graph=self.link.place.graph).data())
        found: int | None = record["generation"]
        return found

    @property
    def _open(self) -> Opened:
        if self._opened is None:
            found = self.link.read(lambda tx: tx.run(queries.GRAPH, graph=self.link.place.graph).data())
            if not found:
                raise GraphError(
                    Message(
                        "{address}: there is no graph here: build one with  glossgraph build PAGE -o ADDRESS",
                        address=self.address,
                    )
                )
            manifest.refuse_newer(found[0]["about"], self.address)
            self._opened = Opened(self.link, found[0]["about"])
        return self._opened

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, from reading what is to be changed until it is written.

        A second writer waits, then gets a GraphError. The server lets go of a writer whose line is cut.
        """
        from neo4j.exceptions import DriverError, Neo4jError

        if self._writing:
            yield
            return
        neo4j_load.prepare(self.link)
        self._probe()
        with self.link.told(), self.link.driver().session(database=self.link.place.database) as session:
            held = session.begin_transaction()
            held.run(queries.LOCK, graph=self.link.place.graph).consume()
            self._writing, self._opened = True, None
            try:
                yield
            finally:
                self._writing = False
                with suppress(DriverError, Neo4jError, OSError):
                    held.rollback()

    def _probe(self) -> None:
        """Wait until no other writer is there; raises GraphError when one is there for too long."""
        from neo4j.exceptions import ClientError

        with self.link.told(), self.link.driver().session(database=self.link.place.database) as session:
            try:
                with session.begin_transaction(timeout=self._wait) as waiting:
                    waiting.run(queries.LOCK, graph=self.link.place.graph).consume()
                    waiting.rollback()
            except ClientError as exc:
                if not str(exc.code).endswith(_WAITED):
                    raise
                raise GraphError(
                    Message("{address}: another program is writing this graph: try again later.", address=self.address)
                ) from exc

    def write(
        self, graph: Graph, *, sources: Mapping[str, str] | None = None, versions: Mapping[str, str] | None = None
    ) -> None:
        """Replace the graph: a reader sees the old one or the new one; a failed write leaves the old one."""
        with self.writing():
            before = self._current() or 0
            neo4j_load.load(self.link, graph, before, sources or {}, versions or {})
            self._opened = None
            with suppress(StoreError):
                neo4j_load.clear(self.link)

    # Questions

    def graph(self) -> Graph:
        """The graph; its tables are read when they are first used."""
        return ServerGraph(self._open)

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
        found = self._open.ask(queries.TERM, id=term)
        return term_of(rows.term_row(found[0][0])) if found else None

    def terms(self, which: Sequence[str | int]) -> list[Term]:
        """Terms by id or by index, in the order asked for. Raises KeyError for an id that no term has."""
        known = self._open.known([one for one in which if isinstance(one, str)])
        at = [known[one] if isinstance(one, str) else one for one in which]
        found = {place: term_of(rows.term_row(term)) for place, term in self._open.ask(queries.TERMS, at=sorted({*at}))}
        return [found[one] for one in at]

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        """Relations with their evidence by row, in the order asked for."""
        found = {row: _relation(*of) for row, *of in self._open.ask(queries.RELATIONS, rows=sorted({*rows}))}
        return [found[row] for row in rows]

    def neighbours(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        """The relations that pass ``filter`` and by which a walk can leave any of ``ids``, in the order of rows."""
        return self._touching(ids, filter, inside=False)

    def among(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        """The relations that pass ``filter`` and have both ends among ``ids``, in the order of rows."""
        return self._touching(ids, filter, inside=True)

    def between(self, x: str, y: str, filter: Filter) -> Subgraph:
        """The terms and relations on walks of at most ``filter.hops`` hops from ``x`` to ``y``.

        Raises KeyError for an id that no term has, ValueError when both are one.
        """
        if x == y or filter.hops < 1:
            raise ValueError("a walk between terms needs two different ones and at least one hop")
        known = self._open.known([x, y])
        region = self._region(filter, known[x], known[y])
        half = (filter.hops + 1) // 2
        region.walk(known[x], half, back=False)
        region.walk(known[y], filter.hops - half, back=True)
        ends = region.here(known[x]), region.here(known[y])
        arrays = region.arrays(self._open.kinds)
        return region.whole(flat.between(arrays, region.ids, *ends, region.rules_here(), filter.hops))

    def ball(self, x: str, filter: Filter) -> Subgraph:
        """The terms at most ``filter.hops`` hops from ``x``, and the relations by which they are reached."""
        at = self._open.known([x])[x]
        region = self._region(filter, at)
        region.walk(at, filter.hops, back=False)
        arrays = region.arrays(self._open.kinds)
        return region.whole(flat.around(arrays, region.ids, region.here(at), region.rules_here(), filter.hops))

    def distance(self, x: str, y: str, filter: Filter) -> int | None:
        """The least number of hops from ``x`` to ``y``, however many; None when nothing connects them."""
        known = self._open.known([x, y])
        return distance(self._region(filter, known[x], known[y]), known[x], known[y])

    def _region(self, filter: Filter, *ends: int) -> Region:
        avoid = np.array(sorted(self._open.places(sorted(filter.avoid)).values()), np.int64)
        rules = rules_of(filter, self._open.vocabulary, self._open.kinds, avoid)
        return Region(self._open.ask, rules, ends, filter)

    def _touching(self, ids: Sequence[str], filter: Filter, *, inside: bool) -> list[Relation]:
        terms = set(self._open.known(ids).values())
        region = self._region(filter)
        region.look(terms)
        region.leave(terms, back=False)
        here = np.array([region.here(term) for term in sorted(terms)], np.int64)
        arrays = region.arrays(self._open.kinds)
        found = flat.touching(arrays, here, region.rules_here())
        if inside:
            found = found[np.isin(arrays.source[found], here) & np.isin(arrays.target[found], here)]
        return self.relations(region.rows[found].tolist())


def _relation(source: str, type: str, target: str, confidence: float, evidence: Sequence[str] | None) -> Relation:
    return Relation(source, rows.relation_of(type), target, confidence, rows.evidence(evidence or ()))
