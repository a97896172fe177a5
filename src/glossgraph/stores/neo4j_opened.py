"""One generation of a graph on a server, and the graph whose tables are fetched from it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa

from glossgraph import relations
from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.model import Graph, Relation, Term
from glossgraph.model.graph import EVIDENCE, RELATIONS, SCHEMAS, TERMS
from glossgraph.model.rows import term_of
from glossgraph.stores import neo4j_load
from glossgraph.stores import neo4j_queries as queries
from glossgraph.stores import neo4j_rows as rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossgraph.model.decisions import Misfit
    from glossgraph.stores.neo4j_link import Link
    from glossgraph.stores.neo4j_rows import Passing

_PAGE = 20_000
"""How many terms, or relations, are fetched in one go."""


class Opened:
    """One generation of a graph on a server."""

    misfits: ClassVar[dict[int, Misfit]] = {}

    def __init__(self, link: Link, about: dict[str, Any]) -> None:
        self.link, self.about = link, about
        self.generation: int = about["generation"]
        self.kinds: tuple[str, ...] = tuple(about["kinds"])
        self.vocabulary = tuple(relations.from_record(kind) for kind in json.loads(about["vocabulary"]))

    def ask(self, query: str, **parameters: Any) -> list[Any]:
        """The records of a query as lists of values. GraphError: the generation is not the graph any more."""
        common = {
            "graph": self.link.place.graph,
            "generation": self.generation,
            "base": self.generation * neo4j_load.PLACES,
        }
        with self.together():
            found: list[Any] = self.link.read(lambda tx: tx.run(query, {**common, **parameters}).values())
        return found

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within this all questions are one: it ends in GraphError when the generation is not the graph any more."""
        with self.link.together() as first:
            yield
            if first:
                [[current]] = self.link.read(
                    lambda tx: tx.run(queries.GENERATION, graph=self.link.place.graph).values()
                )
                if current != self.generation:
                    raise GraphError(
                        Message(
                            "{address}: this graph was replaced while it was read: ask again.",
                            address=self.link.address,
                        )
                    )

    @property
    def name(self) -> str:
        """What is stored, without decisions on it."""
        return str(self.generation)

    def graph(self) -> Graph:
        """The graph; its tables are fetched when they are first used."""
        return ServerGraph(self)

    def terms_by_id(self, ids: Sequence[str]) -> dict[str, Term]:
        """The terms of ids; ids that no term has are left out."""
        found = self.ask(queries.TERMS_BY_ID, ids=sorted({*ids})) if ids else []
        return {term["id"]: term_of(rows.term_row(term)) for _, term in found}

    def terms_at(self, at: Sequence[int]) -> dict[int, Term]:
        """The terms of indices."""
        found = self.ask(queries.TERMS, at=sorted({*at})) if at else []
        return {place: term_of(rows.term_row(term)) for place, term in found}

    def relations(self, at: Sequence[int]) -> dict[int, Relation]:
        """The relations of rows."""
        found = self.ask(queries.RELATIONS, rows=sorted({*at})) if at else []
        return {row: relation(*of) for row, *of in found}

    def leaving(self, at: Sequence[int], passing: Passing) -> list[Any]:
        """[row, source, type, target, confidence] of the relations that begin at terms."""
        return self.ask(queries.LEAVING, at=at, **passing.parameters) if at else []

    def coming(self, at: Sequence[int], passing: Passing) -> list[Any]:
        """The same of those that end there."""
        return self.ask(queries.COMING, at=at, **passing.parameters) if at else []

    def seen(self, at: Sequence[int]) -> list[Any]:
        """[index, id, degree, defined] of terms."""
        return self.ask(queries.SEEN, at=at) if at else []

    def busy(self, at: Sequence[int], passing: Passing) -> list[Any]:
        """[index, number of relations] of terms."""
        return self.ask(queries.BUSY, at=at, **passing.parameters) if at else []

    def places(self, ids: Sequence[str]) -> dict[str, int]:
        """The index of each id that a term has."""
        return dict(self.ask(queries.TERM_PLACES, ids=list(ids))) if ids else {}

    def known(self, ids: Sequence[str]) -> dict[str, int]:
        """The index of each id. Raises KeyError for an id that no term has."""
        found = self.places(sorted({*ids}))
        for term in ids:
            if term not in found:
                raise KeyError(term)
        return found

    @cached_property
    def names(self) -> pa.Table:
        """The names table."""
        return self.table("names")

    @cached_property
    def glossaries(self) -> tuple[str, ...]:
        """The glossaries that relations rest on, sorted."""
        found = self.ask(queries.GLOSSARIES, places=neo4j_load.PLACES)
        return tuple(sorted(json.loads(f'"{name}"') for (name,) in found))

    @cached_property
    def _edges(self) -> tuple[pa.Table, pa.Table]:
        """The relations and their evidence, which come together."""
        found: list[list[Any]] = []
        for begin in range(0, self.about["relations"], _PAGE):
            found += self.ask(queries.RELATION_PAGE, begin=begin, end=begin + _PAGE)
        found.sort(key=lambda record: int(record[0]))
        edges = (
            {"source": source, "relation": rows.relation_of(type), "target": target, "confidence": confidence}
            for _, source, type, target, confidence, _ in found
        )
        quotes = (rows.evidence_row(text, at) for at, record in enumerate(found) for text in record[5] or ())
        return pa.Table.from_pylist(list(edges), RELATIONS), pa.Table.from_pylist(list(quotes), EVIDENCE)

    def table(self, name: str) -> pa.Table:
        """A whole table."""
        if name in rows.WHOLE:
            parts = [part for (part,) in self.ask(queries.PARTS, table=name)]
            return rows.table_of(parts, name, self.link.address)
        if name == "terms":
            pages = range(0, self.about["terms"], _PAGE)
            asked = (self.ask(queries.TERM_PAGE, begin=begin, end=begin + _PAGE) for begin in pages)
            return pa.Table.from_pylist([rows.term_row(term) for page in asked for _, term in page], TERMS)
        return self._edges[0 if name == "relations" else 1]


def relation(source: str, type: str, target: str, confidence: float, evidence: Sequence[str] | None) -> Relation:
    """A relation of what a query gives of it."""
    return Relation(source, rows.relation_of(type), target, confidence, rows.evidence(evidence or ()))


class ServerGraph(Graph):
    """A Graph whose tables are fetched when they are first asked for."""

    def __init__(self, opened: Opened) -> None:
        self.__dict__.update(_opened=opened, vocabulary=opened.vocabulary)

    def __getattr__(self, name: str) -> Any:
        if name not in SCHEMAS:
            raise AttributeError(name)
        opened = self.__dict__["_opened"]
        table = self.__dict__[name] = opened.names if name == "names" else opened.table(name)
        return table
