"""An overlay as places: which rows of a graph's tables go, and where the new ones come in."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from glossgraph import arrays as flat
from glossgraph.arrays.columns import arrow

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays, Ints
    from glossgraph.curation.overlay import Overlay


class Places(NamedTuple):
    """``order``: for each row the old row it was, or the number of old rows plus the place among the new ones.
    ``moved``: for each old row where it, or what stands for it, is now; -1 where it has gone."""

    order: Ints
    moved: Ints


class Patch:
    """What an overlay does to the rows of a graph of ``many`` terms; ``id_of`` gives a term's id by its index.

    ``arrays`` is called when it is first asked for relations. ``at`` tells the index of an id, or of the first one
    behind it; without it, it is looked for. ``terms`` and ``relations`` are the new rows, each in its table's order.
    """

    def __init__(
        self,
        overlay: Overlay,
        many: int,
        id_of: Callable[[int], str],
        arrays: Callable[[], Arrays],
        at: Callable[[str], int] | None = None,
    ) -> None:
        self._at = at or (lambda id: bisect.bisect_left(range(many), id, key=id_of))
        self._load, self._many, self._id = arrays, many, id_of
        self.terms = [term for _, term in sorted(overlay.terms.items()) if term]
        self.relations = [edge for _, edge in sorted(overlay.relations.items()) if edge]
        self.changes_terms = bool(overlay.terms)
        self._changed, self._edges = sorted(overlay.terms), sorted(overlay.relations)
        self._new = [edge is not None for _, edge in sorted(overlay.relations.items())]

    @cached_property
    def _arrays(self) -> Arrays:
        return self._load()

    @cached_property
    def term_places(self) -> Places:
        """Where the terms are."""
        at = [self._at(id) for id in self._changed]
        here = [at < self._many and self._id(at) == id for at, id in zip(at, self._changed, strict=True)]
        new = {term.id for term in self.terms}
        gone = [at for at, here in zip(at, here, strict=True) if here]
        put = [at for at, id in zip(at, self._changed, strict=True) if id in new]
        places = _placed(self._many, gone, put)
        fresh = iter(np.flatnonzero(places.order >= self._many).tolist())
        for begin, there, id in zip(at, here, self._changed, strict=True):
            if id in new:
                row = next(fresh)
                if there:
                    places.moved[begin] = row
        return places

    @cached_property
    def row_places(self) -> Places:
        """Where the relations are."""
        found = [self._row(*key) for key in self._edges]
        gone = [row for row, here in found if here]
        put = [row for (row, _), new in zip(found, self._new, strict=True) if new]
        return _placed(len(self._arrays.source), gone, put)

    @cached_property
    def arrays(self) -> Arrays:
        """The relations as arrays."""
        old, order = self._arrays, self.row_places.order
        kinds = tuple(sorted({*old.kinds, *(edge.relation for edge in self.relations)}))
        code = np.array([kinds.index(kind) for kind in old.kinds], np.int32)
        source, target = self.ends
        kind = np.concatenate((code[old.kind], [kinds.index(edge.relation) for edge in self.relations]))
        confidence = np.concatenate((old.confidence / 1000, [edge.confidence for edge in self.relations]))
        named = pa.DictionaryArray.from_arrays(arrow(kind[order], np.int32), list(kinds))
        return flat.from_relations(len(self.term_places.order), source, named, target, confidence[order])

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """Source and target of each relation, as terms are numbered now."""
        moved, order = self.term_places.moved, self.row_places.order
        sources = [self.index(edge.source) for edge in self.relations]
        targets = [self.index(edge.target) for edge in self.relations]
        old = self._arrays
        source, target = (
            np.concatenate((moved[end], np.array(new, np.int64)))[order]
            for end, new in ((old.source, sources), (old.target, targets))
        )
        return source, target

    def index(self, id: str) -> int:
        """Where a term is that is there."""
        at = self._at(id)
        if at < self._many and self._id(at) == id:
            return int(self.term_places.moved[at])
        new = bisect.bisect_left([term.id for term in self.terms], id)
        return int(np.flatnonzero(self.term_places.order == self._many + new)[0])

    def _row(self, source: str, kind: str, target: str) -> tuple[int, bool]:
        """The row of a relation, or the one before which it comes in; and whether it is there."""
        at, old = self._at(source), self._arrays
        if at == self._many or self._id(at) != source:
            return int(old.out_start[at]), False

        def key(row: int) -> tuple[str, str]:
            return old.kinds[old.kind[row]], self._id(int(old.target[row]))

        end = int(old.out_start[at + 1])
        row = bisect.bisect_left(range(end), (kind, target), int(old.out_start[at]), key=key)
        return row, row < end and key(row) == (kind, target)


def _placed(many: int, gone: Sequence[int], put: Sequence[int]) -> Places:
    """``put`` are the old rows before which new ones come in, ascending."""
    kept = np.ones(many, bool)
    kept[np.array(gone, np.int64)] = False
    old = np.flatnonzero(kept)
    before = np.searchsorted(old, np.array(put, np.int64))
    order = np.insert(old, before, many + np.arange(len(put)))
    rows = np.flatnonzero(order < many)
    moved: np.ndarray[Any, np.dtype[np.int64]] = np.full(many, -1, np.int64)
    moved[order[rows]] = rows
    return Places(order, moved)
