"""A graph's arrays under the rules of a question: which relations a walk may use, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from glossgraph.arrays import deadline
from glossgraph.arrays.columns import Arrays, Ints

Direction = Literal["any", "forward", "backward"]
Ids = Callable[[Ints], list[str]]
"""Gives the ids of terms by their indices."""

CODE_SHIFT = 10
_AT_ONCE = 1 << 21
"""How many relations are looked at in one go."""


@dataclass(frozen=True, eq=False)
class Rules:
    """Which relations a walk may use.

    ``kinds`` are the relation ids that pass, ``min_confidence`` is in thousandths; ``rows``, where given, has a truth
    value for each relation of the graph. A walk follows its relations from source to target (forward), from target
    to source (backward) or either way (any); kinds in ``symmetric`` go both ways under each. ``avoid`` holds indices
    of terms that no walk touches but at its ends. A term with more than ``through`` relations of passing kind and
    confidence may be an end of a walk but not a way through.
    """

    kinds: frozenset[str]
    symmetric: frozenset[str] = frozenset()
    min_confidence: int = 0
    direction: Direction = "any"
    avoid: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    through: int = 20_000
    rows: Ints | None = None


class Steps(NamedTuple):
    """Relations by which walks leave terms: each one's row, the position of the term it leaves among those asked for,
    the term at its other end, and its kind and confidence as ``kind << CODE_SHIFT | confidence``."""

    row: Ints
    at: Ints
    there: Ints
    code: Ints


class Ground:
    """A graph's arrays under rules; ``ends`` are never avoided and never closed."""

    def __init__(self, arrays: Arrays, rules: Rules, ends: tuple[int, ...]) -> None:
        self.arrays, self.rules, self.ends = arrays, rules, np.array(ends, np.int64)
        self._passes = np.array([kind in rules.kinds for kind in arrays.kinds], bool)
        self._either = self._passes & np.array([kind in rules.symmetric for kind in arrays.kinds], bool)
        self._ruled_out = None
        if len(rules.avoid):
            self._ruled_out = np.zeros(len(arrays.degree), bool)
            self._ruled_out[rules.avoid] = True
            self._ruled_out[self.ends] = False
        self._shut: dict[int, bool] = {}

    def steps(self, terms: Ints, *, back: bool = False, loops: bool = False, bare: bool = False) -> Steps:
        """The relations by which a walk leaves ``terms`` (``back``: comes to them). Raises LimitError out of time.

        ``bare`` steps have neither ``row`` nor ``code``: looking them up takes time.
        """
        deadline.check()
        parts = [
            self._steps(terms[begin:end], begin, outgoing, back, loops, bare)
            for outgoing in (True, False)
            for begin, end in self._portions(terms, outgoing)
            if self._kinds(outgoing, back).any()
        ]
        if len(parts) == 1:
            return parts[0]
        return Steps(*(np.concatenate(column) for column in zip(*(_NOTHING, *parts), strict=True)))

    def beside(self, term: int, *, back: bool = False) -> list[int]:
        """The terms that a walk reaches from ``term`` in one step, for a term of few relations."""
        arrays, found = self.arrays, []
        ways = ((True, arrays.out_start, arrays.target), (False, arrays.in_start, arrays.source))
        for outgoing, start, end in ways:
            kinds = self._kinds(outgoing, back)
            for place in range(int(start[term]), int(start[term + 1])):
                row = place if outgoing else int(arrays.in_row[place])
                there = int(end[row])
                ruled_out = self._ruled_out is not None and self._ruled_out[there]
                if (
                    kinds[arrays.kind[row]]
                    and arrays.confidence[row] >= self.rules.min_confidence
                    and there != term
                    and not ruled_out
                    and (self.rules.rows is None or self.rules.rows[row])
                ):
                    found.append(there)
        return found

    def ruled_out(self, terms: Ints) -> Ints:
        """For each of ``terms`` whether no walk may touch it."""
        out: Ints = np.zeros(len(terms), bool) if self._ruled_out is None else self._ruled_out[terms]
        return out

    def size(self, terms: Ints, *, back: bool = False) -> int:
        """How many relations are looked at to leave ``terms`` (``back``: to come to them)."""
        starts = (self.arrays.out_start, self.arrays.in_start)
        looked = (
            start for start, outgoing in zip(starts, (True, False), strict=True) if self._kinds(outgoing, back).any()
        )
        return sum(int((start[terms + 1] - start[terms]).sum()) for start in looked)

    def closed(self, terms: Ints) -> Ints:
        """For each of ``terms`` whether it is no way through; an end is never one."""
        closed: Ints = self.arrays.degree[terms] > self.rules.through
        for place in np.flatnonzero(closed).tolist():
            term = int(terms[place])
            if term not in self._shut:
                self._shut[term] = term not in self.ends and self._busy(term)
            closed[place] = self._shut[term]
        return closed

    def hubs(self) -> Ints:
        """The terms that are no way through."""
        terms = np.flatnonzero(self.arrays.degree > self.rules.through)
        return terms[self.closed(terms)]

    def _busy(self, term: int) -> bool:
        """Whether more relations of a term pass than a way through may have; counted no further than that."""
        count = 0
        for outgoing in (True, False):
            rows, _ = self._touching(np.array([term]), outgoing)
            for begin in range(0, len(rows), self.rules.through + 1):
                row = rows[begin : begin + self.rules.through + 1]
                good = self._passing(row, self._passes)
                if not outgoing:
                    good = good & (self.arrays.source[row] != term)
                count += int(np.count_nonzero(good))
                if count > self.rules.through:
                    return True
        return False

    def _portions(self, terms: Ints, outgoing: bool) -> list[tuple[int, int]]:
        """Stretches of ``terms`` whose relations can be looked at in one go."""
        if len(terms) < 2:
            return [(0, len(terms))]
        start = self.arrays.out_start if outgoing else self.arrays.in_start
        total = np.cumsum(start[terms + 1] - start[terms])
        if total[-1] <= _AT_ONCE:
            return [(0, len(terms))]
        cuts = [0, *np.searchsorted(total, np.arange(_AT_ONCE, total[-1], _AT_ONCE)).tolist(), len(terms)]
        return [(begin, end) for begin, end in pairwise(cuts) if end > begin]

    def _steps(self, terms: Ints, begin: int, outgoing: bool, back: bool, loops: bool, bare: bool) -> Steps:
        row, at = self._touching(terms, outgoing)
        there = (self.arrays.target if outgoing else self.arrays.source)[row]
        good = self._passing(row, self._kinds(outgoing, back))
        if not loops:
            good &= there != terms[at]
        if self._ruled_out is not None:
            good &= ~self._ruled_out[there]
        if not good.all():
            at, there = at[good], there[good]
            row = row if bare else row[good]
        if bare:
            return Steps(_NOTHING.row, at + begin, there, _NOTHING.code)
        code: Ints = self.arrays.kind[row].astype(np.int32)
        return Steps(row, at + begin, there, (code << CODE_SHIFT) + self.arrays.confidence[row])

    def _kinds(self, outgoing: bool, back: bool) -> Ints:
        """For each kind whether it may be walked, from a relation's source (``outgoing``) or from its target."""
        free = self.rules.direction == "any" or ((self.rules.direction == "forward") != back) == outgoing
        return self._passes if free else self._either

    def _passing(self, row: Ints, kinds: Ints) -> Ints:
        """For each row whether it passes; what all of them pass is not looked up."""
        good = np.ones(len(row), bool) if kinds.all() else kinds[self.arrays.kind[row]]
        if self.rules.min_confidence:
            good &= self.arrays.confidence[row] >= self.rules.min_confidence
        if self.rules.rows is not None:
            good &= self.rules.rows[row]
        return good

    def _touching(self, terms: Ints, outgoing: bool) -> tuple[Ints, Ints]:
        """The rows that leave ``terms`` (or come to them), and the position of each one's term."""
        start = self.arrays.out_start if outgoing else self.arrays.in_start
        if len(terms) == 1:
            first, last = int(start[terms[0]]), int(start[terms[0] + 1])
            row = np.arange(first, last) if outgoing else self.arrays.in_row[first:last].astype(np.int64)
            return row, np.zeros(len(row), np.int64)
        begin = start[terms]
        count = start[terms + 1] - begin
        place = np.arange(count.sum()) + np.repeat(begin - np.cumsum(count) + count, count)
        at = np.repeat(np.arange(len(terms)), count)
        return (place if outgoing else self.arrays.in_row[place].astype(np.int64)), at


_NOTHING = Steps(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
