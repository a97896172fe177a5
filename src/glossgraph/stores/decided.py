"""A folder's generation under decisions: its rows, with a few changed, for whoever asks for them."""

from __future__ import annotations

import bisect
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from glossgraph.arrays.columns import arrow
from glossgraph.curation import Overlay, Patch, applied, overlay, owners, patched_names
from glossgraph.stores import journal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from glossgraph.arrays import Arrays, Ints
    from glossgraph.model import Graph, Relation, RelationType, Term
    from glossgraph.model.decisions import Decision, Misfit
    from glossgraph.stores.generation import Generation


def decide_on(generation: Generation, decisions: Sequence[Decision]) -> DecidedGeneration:
    """A generation under decisions."""
    return DecidedGeneration(generation, overlay(decisions, _Base(generation)), len(decisions))


class DecidedGeneration:
    """What a Generation gives, with an overlay applied."""

    def __init__(self, generation: Generation, overlay: Overlay, decisions: int) -> None:
        self._under, self._overlay = generation, overlay
        self.path, self.manifest = generation.path, generation.manifest
        self.name = journal.named(generation.name, decisions)

    @property
    def misfits(self) -> dict[int, Misfit]:
        """Which decisions no longer fit."""
        return self._overlay.unfit

    @property
    def vocabulary(self) -> tuple[RelationType, ...]:
        """The graph's own relation types."""
        return self._under.vocabulary

    @cached_property
    def _patch(self) -> Patch:
        ids = self._under.ids
        return Patch(self._overlay, len(ids), lambda at: str(ids[at].as_py()), lambda: self._under.arrays)

    def graph(self) -> Graph:
        """The graph."""
        return applied(self._overlay, self._under.graph(), self._patch)

    @cached_property
    def names(self) -> pa.Table:
        """The names table."""
        return patched_names(self._under.names, self._patch)

    @cached_property
    def ids(self) -> pa.Array:
        """The ids of the terms, in order."""
        if not self._overlay.terms:
            return self._under.ids
        new = pa.array([term.id for term in self._patch.terms], pa.string())
        return pa.concat_arrays([self._under.ids, new]).take(arrow(self._patch.term_places.order, np.int64))

    @cached_property
    def undefined(self) -> Ints:
        """Indices of the terms without a definition."""
        defined = np.ones(len(self._under.ids) + len(self._patch.terms), bool)
        defined[self._under.undefined] = False
        defined[len(self._under.ids) :] = [term.defined for term in self._patch.terms]
        return np.flatnonzero(~defined[self._patch.term_places.order])

    @cached_property
    def arrays(self) -> Arrays:
        """The relations as arrays."""
        return self._patch.arrays if self._overlay.relations or self._overlay.terms else self._under.arrays

    @property
    def glossaries(self) -> tuple[str, ...]:
        """The glossaries that relations rested on before anything was decided, sorted."""
        return self._under.glossaries

    def said_by(self, glossaries: frozenset[str]) -> Ints:
        """For each relation whether any of its evidence is of one of some glossaries, or a person's word."""
        old = self._under.said_by(glossaries)
        if not self._overlay.relations:
            return old
        new = np.array([edge.is_from(glossaries) for edge in self._patch.relations], bool)
        return np.concatenate((old, new))[self._patch.row_places.order]

    def terms(self, indices: Iterable[int]) -> list[Term]:
        """Terms by index, in the order asked for."""
        many = len(self._under.ids)
        at = self._patch.term_places.order[np.fromiter(indices, np.int64)].tolist()
        old = iter(self._under.terms(row for row in at if row < many))
        return [next(old) if row < many else self._patch.terms[row - many] for row in at]

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        """Relations with their evidence by row, in the order asked for."""
        many = len(self._under.arrays.source)
        at = self._patch.row_places.order[np.array(rows, np.int64)].tolist()
        old = iter(self._under.relations([row for row in at if row < many]))
        return [next(old) if row < many else self._patch.relations[row - many] for row in at]


class _Base:
    """What decisions ask of a generation."""

    def __init__(self, generation: Generation) -> None:
        self._of, self._ids, self._arrays = generation, generation.ids, generation.arrays

    def vocabulary(self) -> tuple[RelationType, ...]:
        return self._of.vocabulary

    def terms(self, ids: Collection[str]) -> list[Term]:
        return self._of.terms(sorted(at for at in map(self._index, ids) if at is not None))

    def joining(self, pairs: Collection[tuple[str, str]]) -> list[Relation]:
        rows: list[int] = []
        for source, target in pairs:
            x, y = self._index(source), self._index(target)
            if x is not None and y is not None:
                begin, end = self._arrays.out_start[x : x + 2].tolist()
                rows += (begin + np.flatnonzero(self._arrays.target[begin:end] == y)).tolist()
        return self._of.relations(sorted(rows))

    def touching(self, ids: Collection[str]) -> list[Relation]:
        rows: set[int] = set()
        for x in map(self._index, ids):
            if x is not None:
                rows.update(range(*self._arrays.out_start[x : x + 2].tolist()))
                begin, end = self._arrays.in_start[x : x + 2].tolist()
                rows.update(self._arrays.in_row[begin:end].tolist())
        return self._of.relations(sorted(rows))

    def named(self, name: str) -> list[str]:
        return [self._ids[at].as_py() for at in owners(self._of.names, name)]

    def _index(self, id: str) -> int | None:
        at = bisect.bisect_left(range(len(self._ids)), id, key=lambda row: self._ids[row].as_py())
        return at if at < len(self._ids) and self._ids[at].as_py() == id else None
