"""A graph while decisions are applied to it: what they changed so far, on what the store has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from glossgraph.text import identity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from glossgraph.model import Relation, RelationType, Term

Key = tuple[str, str, str]
"""A relation's source, type and target."""


class Base(Protocol):
    """What decisions ask of a graph as it was extracted. Unknown ids give nothing."""

    def vocabulary(self) -> tuple[RelationType, ...]:
        """The graph's relation types."""

    def terms(self, ids: Collection[str]) -> list[Term]:
        """The terms of ids, in any order."""

    def joining(self, pairs: Collection[tuple[str, str]]) -> list[Relation]:
        """The relations that lead from the first to the second of each pair."""

    def touching(self, ids: Collection[str]) -> list[Relation]:
        """The relations that begin or end at any of the terms."""

    def named(self, name: str) -> list[str]:
        """The ids of the terms that have a name as label or alias, compared in its identity form."""


class State:
    """Terms and relations as decisions have left them so far. What is asked of the base is asked once."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self.kinds = {kind.id: kind for kind in base.vocabulary()}
        self.terms: dict[str, Term | None] = {}
        self.relations: dict[Key, Relation | None] = {}
        self.base_terms: dict[str, Term | None] = {}
        self.base_relations: dict[Key, Relation] = {}
        self._pairs: set[tuple[str, str]] = set()
        self._around: set[str] = set()

    def fetch(self, terms: Iterable[str], pairs: Iterable[tuple[str, str]], around: Iterable[str]) -> None:
        """Ask the base for terms, for the relations of pairs, and for all relations of terms."""
        if ids := sorted(set(terms) - self.base_terms.keys()):
            self.base_terms.update(dict.fromkeys(ids))
            self.base_terms.update((term.id, term) for term in self._base.terms(ids))
        if joined := sorted(set(pairs) - self._pairs):
            self._pairs.update(joined)
            self._know(self._base.joining(joined))
        if centres := sorted(set(around) - self._around):
            self._around.update(centres)
            self._know(self._base.touching(centres))

    def term(self, id: str) -> Term | None:
        """The term of an id."""
        if id not in self.terms:
            self.fetch([id], (), ())
            return self.base_terms[id]
        return self.terms[id]

    def named(self, name: str) -> list[str]:
        """The ids of the terms that have a name."""
        known = {id for id in self._base.named(name) if self.term(id) is not None}
        key = identity(name)
        known.update(
            term.id
            for term in self.terms.values()
            if term and key in map(identity, (term.label, *term.labels.values(), *term.aliases))
        )
        return sorted(known)

    def relation(self, key: Key) -> Relation | None:
        """The relation of a key."""
        if key not in self.relations:
            self.fetch((), [(key[0], key[2])], ())
            return self.base_relations.get(key)
        return self.relations[key]

    def touching(self, id: str) -> list[Relation]:
        """The relations that begin or end at a term, in order."""
        self.fetch((), (), [id])
        now = {**self.base_relations, **self.relations}
        return [edge for key, edge in sorted(now.items(), key=lambda item: item[0]) if edge and id in (key[0], key[2])]

    def put(self, edge: Relation) -> None:
        """Have a relation."""
        self.relations[edge.source, edge.relation, edge.target] = edge

    def drop(self, edge: Relation) -> None:
        """Have a relation no more."""
        self.relations[edge.source, edge.relation, edge.target] = None

    def _know(self, edges: Iterable[Relation]) -> None:
        self.base_relations.update(((edge.source, edge.relation, edge.target), edge) for edge in edges)
