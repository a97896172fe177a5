"""A generation on a server under decisions: what the server gives, with a few terms and relations changed here.

A term of the server goes by its index there, a relation by its row; new ones are numbered behind them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from glossgraph.curation import Overlay, Patch, applied, overlay, owners, patched_names
from glossgraph.stores import journal
from glossgraph.stores import neo4j_queries as queries
from glossgraph.stores.neo4j_opened import Opened, relation
from glossgraph.stores.neo4j_rows import relation_of, type_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from contextlib import AbstractContextManager

    import pyarrow as pa

    from glossgraph.model import Graph, Relation, RelationType, Term
    from glossgraph.model.decisions import Decision, Misfit
    from glossgraph.stores.neo4j_rows import Passing


def decide_on(opened: Opened, decisions: Sequence[Decision]) -> DecidedOpened:
    """A generation under decisions."""
    with opened.together():
        return DecidedOpened(opened, overlay(decisions, _Base(opened)), len(decisions))


class DecidedOpened:
    """What an Opened gives, with an overlay applied."""

    def __init__(self, opened: Opened, overlay: Overlay, decisions: int) -> None:
        self._under, self._overlay = opened, overlay
        self.generation, self.vocabulary = opened.generation, opened.vocabulary
        self.name = journal.named(opened.name, decisions)
        self._edges = [edge for _, edge in sorted(overlay.relations.items()) if edge]
        self.kinds = tuple(sorted({*opened.kinds, *(edge.relation for edge in self._edges)}))

    def together(self) -> AbstractContextManager[None]:
        """Within this all questions are one."""
        return self._under.together()

    @property
    def misfits(self) -> dict[int, Misfit]:
        """Which decisions no longer fit."""
        return self._overlay.unfit

    def graph(self) -> Graph:
        """The graph."""
        return applied(self._overlay, self._under.graph())

    @cached_property
    def names(self) -> pa.Table:
        """The names table."""
        return patched_names(self._under.names, self._patch) if self._overlay.terms else self._under.names

    def terms_by_id(self, ids: Sequence[str]) -> dict[str, Term]:
        """The terms of ids; ids that no term has are left out."""
        changed = {id: self._overlay.terms[id] for id in ids if id in self._overlay.terms}
        found = self._under.terms_by_id([id for id in ids if id not in changed])
        return found | {id: term for id, term in changed.items() if term}

    def terms_at(self, at: Sequence[int]) -> dict[int, Term]:
        """The terms of indices, as the names table has them."""
        if not self._overlay.terms:
            return self._under.terms_at(at)
        order, many = self._patch.term_places.order, self._under.about["terms"]
        under = {one: int(order[one]) for one in at}
        found = self._under.terms_at([one for one in under.values() if one < many])
        return {one: found[row] if row < many else self._patch.terms[row - many] for one, row in under.items()}

    def relations(self, at: Sequence[int]) -> dict[int, Relation]:
        """The relations of rows."""
        many = self._under.about["relations"]
        found = self._under.relations([row for row in at if row < many])
        return found | {row: self._edges[row - many] for row in at if row >= many}

    @property
    def glossaries(self) -> tuple[str, ...]:
        """The glossaries that relations rested on before anything was decided, sorted."""
        return self._under.glossaries

    def leaving(self, at: Sequence[int], passing: Passing) -> list[Any]:
        """[row, source, type, target, confidence] of the relations that begin at terms."""
        return self._staying(self._under.leaving(self._old(at), passing)) + self._new(self._by_source, at, passing)

    def coming(self, at: Sequence[int], passing: Passing) -> list[Any]:
        """The same of those that end there."""
        return self._staying(self._under.coming(self._old(at), passing)) + self._new(self._by_target, at, passing)

    def seen(self, at: Sequence[int]) -> list[Any]:
        """[index, id, degree, defined] of terms."""
        found = self._under.seen(self._old(at))
        found += [[self._place[id], id, 0, False] for id in self._fresh if self._place[id] in at]
        for record in found:
            record[2] += self._degrees.get(record[1], 0)
            if term := self._overlay.terms.get(record[1]):
                record[3] = term.defined
        return found

    def busy(self, at: Sequence[int], passing: Passing) -> list[Any]:
        """[index, number of relations] of terms."""
        counted = dict(self._under.busy(self._old(at), passing))
        had = self._overlay.had
        for key, edge in self._overlay.relations.items():
            now = edge is not None and passing.lets(edge)
            before = key in had and passing.lets(had[key])
            for end in {self._place[key[0]], self._place[key[2]]} & {*at}:
                counted[end] = counted.get(end, 0) + now - before
        return [[one, count] for one, count in counted.items()]

    def places(self, ids: Sequence[str]) -> dict[str, int]:
        """The index of each id that a term has."""
        found = self._under.places([id for id in ids if id not in self._overlay.terms])
        return found | {id: self._place[id] for id in ids if self._overlay.terms.get(id)}

    def known(self, ids: Sequence[str]) -> dict[str, int]:
        """The index of each id. Raises KeyError for an id that no term has."""
        found = self.places(sorted({*ids}))
        for term in ids:
            if term not in found:
                raise KeyError(term)
        return found

    @cached_property
    def _place(self) -> dict[str, int]:
        """The index of every term that decisions touch, at either end of a relation too."""
        ids = {end for key in self._overlay.relations for end in (key[0], key[2])} | self._overlay.terms.keys()
        found = self._under.places(sorted(ids))
        many = self._under.about["terms"]
        return found | {id: many + at for at, id in enumerate(sorted(ids - found.keys()))}

    @cached_property
    def _fresh(self) -> list[str]:
        """The ids of the terms that the server does not have."""
        return [id for id, at in self._place.items() if at >= self._under.about["terms"]]

    @cached_property
    def _degrees(self) -> dict[str, int]:
        return self._overlay.degrees()

    @cached_property
    def _touched(self) -> set[tuple[int, str, int]]:
        return {(self._place[source], kind, self._place[target]) for source, kind, target in self._overlay.relations}

    @cached_property
    def _by_source(self) -> dict[int, list[list[Any]]]:
        return self._grouped(1)

    @cached_property
    def _by_target(self) -> dict[int, list[list[Any]]]:
        return self._grouped(3)

    def _grouped(self, end: int) -> dict[int, list[list[Any]]]:
        groups: dict[int, list[list[Any]]] = defaultdict(list)
        for row, edge in enumerate(self._edges, self._under.about["relations"]):
            source, target = self._place[edge.source], self._place[edge.target]
            record: list[Any] = [row, source, type_of(edge.relation), target, edge.confidence]
            groups[record[end]].append(record)
        return groups

    @cached_property
    def _patch(self) -> Patch:
        """Where terms are numbered otherwise; of relations nothing is asked."""
        many = self._under.about["terms"]
        found = {
            id: (at, there) for id, at, there in self._under.ask(queries.POSITIONS, ids=sorted(self._overlay.terms))
        }
        ids = dict(found.values())
        return Patch(self._overlay, many, ids.__getitem__, _never, lambda id: found.get(id, (many, ""))[0])

    def _old(self, at: Iterable[int]) -> list[int]:
        return [one for one in at if one < self._under.about["terms"]]

    def _staying(self, records: Iterable[list[Any]]) -> list[Any]:
        return [one for one in records if (one[1], relation_of(one[2]), one[3]) not in self._touched]

    def _new(self, groups: dict[int, list[list[Any]]], at: Sequence[int], passing: Passing) -> list[Any]:
        many = self._under.about["relations"]
        records = (record for term in at for record in groups.get(term, ()))
        return [record for record in records if passing.lets(self._edges[record[0] - many])]


class _Base:
    """What decisions ask of a generation."""

    def __init__(self, opened: Opened) -> None:
        self._of = opened

    def vocabulary(self) -> tuple[RelationType, ...]:
        return self._of.vocabulary

    def terms(self, ids: Collection[str]) -> list[Term]:
        return list(self._of.terms_by_id(sorted(ids)).values())

    def joining(self, pairs: Collection[tuple[str, str]]) -> list[Relation]:
        return [relation(*of) for of in self._of.ask(queries.JOINING, pairs=[list(pair) for pair in sorted(pairs)])]

    def touching(self, ids: Collection[str]) -> list[Relation]:
        return [relation(*of) for of in self._of.ask(queries.TOUCHING, ids=sorted(ids))]

    def named(self, name: str) -> list[str]:
        return [id for _, id, *_ in self._of.seen(owners(self._of.names, name))]


def _never() -> Any:
    raise AssertionError("of a server's relations no rows are known here")
