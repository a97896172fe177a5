"""The part of a server's graph that a walk can see, brought here layer by layer, where the same walk as ever is done.

What comes over are the relations that leave each layer of terms, with every rule inside the query. On them stand
arrays with the whole graph's answer to one question: which terms are no way through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossgraph import arrays as flat
from glossgraph.arrays import deadline
from glossgraph.stores.neo4j_rows import Passing, relation_of, type_of

if TYPE_CHECKING:
    from glossgraph.arrays import Arrays, Ints, Rules, Subgraph
    from glossgraph.model import Filter
    from glossgraph.stores.neo4j_decided import DecidedOpened
    from glossgraph.stores.neo4j_opened import Opened


class Seen(NamedTuple):
    """What is known of a term."""

    id: str
    degree: int
    defined: bool


class Region:
    """Terms and relations brought from the server under rules; ``ends`` are never ruled out and never closed."""

    def __init__(self, opened: Opened | DecidedOpened, rules: Rules, ends: tuple[int, ...], filter: Filter) -> None:
        self._opened, self.rules, self.ends = opened, rules, frozenset(ends)
        self._avoid, self._defined_only = frozenset(rules.avoid.tolist()) - self.ends, filter.defined_only
        self._glossaries = filter.glossaries
        self.seen: dict[int, Seen] = {}
        self.closed: set[int] = set()
        self._order: list[int] = []
        self._rows: dict[int, tuple[int, str, int, float]] = {}
        self.look(ends)

    def walk(self, start: int, layers: int, *, back: bool) -> None:
        """Bring the relations by which walks leave the first ``layers`` layers around ``start``."""
        reached, edge = {start}, {start}
        for depth in range(layers):
            edge = self.leave(edge if depth == 0 else edge - self.ends, back=back) - reached
            reached |= edge
            edge = {term for term in edge if self.open(term)}

    def leave(self, terms: Iterable[int], *, back: bool) -> set[int]:
        """Bring the relations by which a walk leaves ``terms`` (``back``: comes to them); gives their far ends."""
        deadline.check()
        found: set[int] = set()
        for bring, outgoing in ((self._opened.leaving, True), (self._opened.coming, False)):
            if (kinds := self._kinds(outgoing, back)) and (at := sorted(terms)):
                for row, source, type, target, confidence in bring(at, self._passing(kinds)):
                    self._rows[row] = source, relation_of(type), target, confidence
                    found.add(target if outgoing else source)
        self.look(found)
        return found

    def look(self, terms: Iterable[int]) -> None:
        """Learn what terms are, and which of them are no way through."""
        new = sorted(set(terms) - self.seen.keys())
        if not new:
            return
        for at, *about in self._opened.seen(new):
            self.seen[at] = Seen(*about)
        busy = [at for at in new if self.seen[at].degree > self.rules.through and at not in self.ends]
        if busy:
            counted = self._opened.busy(busy, self._passing(self.rules.kinds))
            self.closed.update(at for at, count in counted if count > self.rules.through)

    def ruled_out(self, term: int) -> bool:
        """Whether no walk may touch a term."""
        undefined = self._defined_only and not self.seen[term].defined and term not in self.ends
        return undefined or term in self._avoid

    def open(self, term: int) -> bool:
        """Whether a walk may go on from a term."""
        return term not in self.closed and not self.ruled_out(term)

    def arrays(self, kinds: tuple[str, ...]) -> Arrays:
        """What was brought, terms by their order here; ``degree`` only tells which are no way through."""
        place = {term: here for here, term in enumerate(self.order)}
        rows = [self._rows[row] for row in self.rows.tolist()]
        source, relation, target, confidence = (
            (list(column) for column in zip(*rows, strict=True)) if rows else [[]] * 4
        )
        made = flat.from_relations(
            len(place), [place[at] for at in source], relation, [place[at] for at in target], confidence
        )
        code = np.array([kinds.index(kind) for kind in made.kinds], np.int16)
        shut = np.array([term in self.closed for term in self.order], np.int32)
        return replace(made, kind=code[made.kind] if rows else made.kind, kinds=kinds, degree=shut)

    @property
    def rows(self) -> Ints:
        """The graph's rows of the relations that were brought, in the order of their ends and types."""
        place = {term: here for here, term in enumerate(self.order)}

        def key(item: tuple[int, tuple[int, str, int, float]]) -> tuple[int, str, int]:
            _, (source, relation, target, _) = item
            return place[source], relation, place[target]

        return np.array([row for row, _ in sorted(self._rows.items(), key=key)], np.int64)

    @property
    def order(self) -> list[int]:
        """The terms that were seen, in the order of their ids."""
        if len(self._order) != len(self.seen):
            self._order = sorted(self.seen, key=lambda term: self.seen[term].id)
        return self._order

    def rules_here(self) -> Rules:
        """The rules in terms of the arrays."""
        avoid = [here for here, term in enumerate(self.order) if self.ruled_out(term)]
        return replace(self.rules, avoid=np.array(avoid, np.int64), through=0)

    def here(self, term: int) -> int:
        """A term's index in the arrays."""
        return self.order.index(term)

    def ids(self, here: Ints) -> list[str]:
        """The ids of terms by their index in the arrays."""
        return [self.seen[self.order[at]].id for at in here.tolist()]

    def whole(self, sub: Subgraph) -> Subgraph:
        """A part of the arrays with the degrees and rows of the whole graph."""
        degree = {about.id: about.degree for about in self.seen.values()}
        return replace(
            sub, degree=np.array([degree[term] for term in sub.ids], np.int64), row=self.rows[np.asarray(sub.row)]
        )

    def _kinds(self, outgoing: bool, back: bool) -> frozenset[str]:
        rules = self.rules
        free = rules.direction == "any" or ((rules.direction == "forward") != back) == outgoing
        return rules.kinds if free else rules.kinds & rules.symmetric

    def _passing(self, kinds: Iterable[str]) -> Passing:
        return Passing(tuple(sorted(map(type_of, kinds))), self.rules.min_confidence, self._glossaries)


def distance(region: Region, x: int, y: int) -> int | None:
    """The least number of hops from ``x`` to ``y``, however many, from both ends at once."""
    if x == y:
        return 0
    reached: list[dict[int, int]] = [{x: 0}, {y: 0}]
    edges, depth = [{x}, {y}], [0, 0]
    while all(edges):
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        new = region.leave(edges[side], back=side == 1) - reached[side].keys()
        depth[side] += 1
        edges[side] = {term for term in new if region.open(term)}
        reached[side].update(dict.fromkeys(edges[side], depth[side]))
        met = [reached[1 - side][term] for term in edges[side] if term in reached[1 - side]]
        if met:
            return depth[side] + min(met)
    return None
