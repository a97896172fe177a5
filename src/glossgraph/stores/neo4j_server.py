"""The store on a Neo4j server: many graphs in a database, many readers at once, the same answers as a folder's."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from glossgraph import arrays as flat
from glossgraph.errors import GraphError, StoreError
from glossgraph.messages import Message
from glossgraph.model import Filter, Graph, Relation, RelationType, Term
from glossgraph.model.decisions import decision_of, decision_record
from glossgraph.stores import manifest, neo4j_load
from glossgraph.stores import neo4j_queries as queries
from glossgraph.stores.journal import named, stale
from glossgraph.stores.neo4j_link import TIMEOUT, Link
from glossgraph.stores.neo4j_opened import Opened
from glossgraph.stores.neo4j_region import Region, distance
from glossgraph.stores.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from glossgraph.arrays import Subgraph
    from glossgraph.model.decisions import Decision, Misfit
    from glossgraph.stores.neo4j_decided import DecidedOpened

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
        self._opened: Opened | DecidedOpened | None = None
        self._decided = 0
        self._writing = False

    # What is stored

    def exists(self) -> bool:
        """Whether there is a graph."""
        return self._current() is not None

    @property
    def generation(self) -> str:
        """The number of the generation that answers: another one for each write."""
        return self._open.name

    def refresh(self) -> bool:
        """Move on to the newest generation; tells whether it is another one."""
        if self._opened is not None and self._state() == (self._opened.generation, self._decided):
            return False
        self._opened = None
        return bool(self._open)

    def health(self) -> str:
        """The server's name and version."""
        [about] = self.link.read(lambda tx: tx.run(queries.HEALTH).data())
        return f"Neo4j {about['version']} ({about['edition']})"

    def newest(self) -> str:
        """A name for what is stored now, whatever answers. Raises GraphError when there is no graph."""
        generation, decisions = self._state()
        if generation is None:
            raise self._absent()
        return named(str(generation), decisions)

    def _absent(self) -> GraphError:
        return GraphError(
            Message(
                "{address}: there is no graph here: build one with  glossgraph build PAGE -o ADDRESS",
                address=self.address,
            )
        )

    def _current(self) -> int | None:
        return self._state()[0]

    def _state(self) -> tuple[int | None, int]:
        """The number of the graph's generation, and how many decisions there are."""
        graph = self.link.place.graph
        [[generation, decisions]] = self.link.read(lambda tx: tx.run(queries.STATE, graph=graph).values())
        return generation, decisions

    @property
    def _open(self) -> Opened | DecidedOpened:
        if self._opened is None:
            found = self.link.read(lambda tx: tx.run(queries.GRAPH, graph=self.link.place.graph).data())
            if not found:
                raise self._absent()
            manifest.refuse_newer(found[0]["about"], self.address)
            self._opened = Opened(self.link, found[0]["about"])
            self._decided = found[0]["decisions"]
            if self._decided:
                from glossgraph.stores.neo4j_decided import decide_on

                self._opened = decide_on(self._opened, self.decisions())
        return self._opened

    # Decisions

    def decisions(self) -> list[Decision]:
        """What people decided, in their order, whether it stands or not."""
        found = self.link.read(lambda tx: tx.run(queries.DECISIONS, graph=self.link.place.graph).values())
        return [self._decision(*record) for record in found]

    def misfits(self) -> dict[int, Misfit]:
        """Why decisions no longer fit the graph, by their numbers."""
        return self._open.misfits

    def decide(self, decision: Decision, expected_seq: int) -> int:
        """Keep a decision; gives its number. Raises GraphError when there are not just ``expected_seq`` before it."""
        record = decision_record(replace(decision, seq=expected_seq + 1))
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        found = self.link.write(queries.DECIDE, graph=self.link.place.graph, expected=expected_seq, json=text)
        if not found:
            generation, there = self._state()
            if generation is None:
                raise self._absent()
            raise stale(self.address, expected_seq, there)
        self._opened = None
        return int(found[0]["seq"])

    def _decision(self, seq: int, text: str) -> Decision:
        try:
            return replace(decision_of(json.loads(text)), seq=seq)
        except (ValueError, TypeError, KeyError, AttributeError) as exc:
            raise GraphError(
                Message(
                    "{address}: its decision {seq} is none: put it right or delete it.", address=self.address, seq=seq
                )
            ) from exc

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
        return self._open.terms_by_id([term]).get(term)

    def terms(self, which: Sequence[str | int]) -> list[Term]:
        """Terms by id or by index, in the order asked for. Raises KeyError for an id that no term has."""
        by_id = self._open.terms_by_id([one for one in which if isinstance(one, str)])
        by_index = self._open.terms_at([one for one in which if not isinstance(one, str)])
        return [by_id[one] if isinstance(one, str) else by_index[one] for one in which]

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        """Relations with their evidence by row, in the order asked for."""
        found = self._open.relations(rows)
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
        with self._open.together():
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
        with self._open.together():
            at = self._open.known([x])[x]
            region = self._region(filter, at)
            region.walk(at, filter.hops, back=False)
        arrays = region.arrays(self._open.kinds)
        return region.whole(flat.around(arrays, region.ids, region.here(at), region.rules_here(), filter.hops))

    def distance(self, x: str, y: str, filter: Filter) -> int | None:
        """The least number of hops from ``x`` to ``y``, however many; None when nothing connects them."""
        with self._open.together():
            known = self._open.known([x, y])
            return distance(self._region(filter, known[x], known[y]), known[x], known[y])

    def _region(self, filter: Filter, *ends: int) -> Region:
        avoid = np.array(sorted(self._open.places(sorted(filter.avoid)).values()), np.int64)
        rules = rules_of(filter, self._open.vocabulary, self._open.kinds, avoid)
        return Region(self._open, rules, ends, filter)

    def _touching(self, ids: Sequence[str], filter: Filter, *, inside: bool) -> list[Relation]:
        with self._open.together():
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
