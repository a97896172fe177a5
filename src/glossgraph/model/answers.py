"""Questions and their answers: filters, paths, answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from glossgraph.model.rows import Relation, Term

Direction = Literal["any", "forward", "backward"]
Ranking = Literal["default", "shortest", "specific", "evidenced"]

LIKELY = 0.5
"""The least confidence of what is more likely right than wrong: people are shown no less unless they ask for it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which relations a path may use.

    ``relations`` None allows every type but ``mentions``; ``without`` takes types out. ``avoid``
    holds term ids that no path may pass. ``glossaries``, where there are any, lets pass only relations
    with evidence of one of them, or a person's word; their confidence is still that by all evidence. ``through``
    is the largest number of passing relations a term may have and still be a way through (it may always be an end).
    """

    relations: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    direction: Direction = "any"
    min_confidence: float = 0.0
    avoid: frozenset[str] = frozenset()
    defined_only: bool = False
    glossaries: frozenset[str] = frozenset()
    hops: int = 4
    through: int = 20_000


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from term ``x`` to term ``y``: every passing relation between the two, each in its own direction."""

    x: Term
    y: Term
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A sequence of distinct terms; ``cost`` is the whole-number sum it was ranked by."""

    terms: tuple[Term, ...]
    hops: tuple[Hop, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Help:
    """What would connect two terms when nothing does under the filter.

    ``looked`` is how many hops it looked. ``distance`` is the number of hops at which they are connected
    over any typed relation in any direction, ``distance_filtered`` the same under the filter (None: not at
    all). The others say whether one change alone would connect them within the hops asked for, but
    ``more_hops``: one more hop would.
    """

    looked: int
    distance: int | None
    distance_filtered: int | None = None
    mentions: bool = False
    more_hops: bool = False
    other_direction: bool = False
    any_direction: bool = False
    lower_confidence: bool = False
    other_relations: bool = False
    other_glossaries: bool = False
    avoided: bool = False
    undefined: bool = False
    hubs: bool = False
    without_filter: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The k cheapest paths between two terms, cheapest first, or the help that says why there are none.

    ``over_mentions`` tells that typed relations connect nothing and mentions were used. ``closed``
    names terms that were no way through because they have too many relations. ``shortest`` is how many
    shortest paths there are, where that was asked for: then every path is one of them.
    """

    x: Term
    y: Term
    filter: Filter
    ranking: Ranking
    paths: tuple[Path, ...]
    over_mentions: bool = False
    closed: tuple[str, ...] = ()
    help: Help | None = None
    shortest: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The small tree that joins several terms: each path comes to one of them from the terms of those before it.

    ``cost`` is that of the tree. ``groups`` are the asked terms that can be joined: where there are several groups
    there are no paths. ``over_mentions`` and ``closed`` as in Answer.
    """

    terms: tuple[Term, ...]
    filter: Filter
    ranking: Ranking
    paths: tuple[Path, ...]
    cost: int
    over_mentions: bool
    closed: tuple[str, ...]
    groups: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A term that two others are both related to: the relations of each, and the types that both have alike."""

    term: Term
    x: tuple[Relation, ...]
    y: tuple[Relation, ...]
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms side by side: the relations between them, the terms both are related to, and those only one is.

    ``counts`` tells how many terms there are of each part, listed or not: alike, shared otherwise, only x, only y.
    """

    x: Term
    y: Term
    filter: Filter
    between: tuple[Relation, ...]
    shared: tuple[Shared, ...]
    only_x: tuple[tuple[Term, tuple[Relation, ...]], ...]
    only_y: tuple[tuple[Term, tuple[Relation, ...]], ...]
    counts: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The terms that are cheapest to reach from a term, and every passing relation among them.

    ``terms`` begins with the term itself, then cheapest first; ``hops`` tells how far each is.
    ``complete`` is whether everything within reach is there. ``filter`` holds the hops that were asked for.
    """

    filter: Filter
    ranking: Ranking
    terms: tuple[Term, ...]
    hops: tuple[int, ...]
    relations: tuple[Relation, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A term found by name: ``how`` is label, alias, reading, prefix, part or near; ``name`` the name that matched."""

    term: str
    label: str
    name: str
    how: Literal["label", "alias", "reading", "prefix", "part", "near"]
    defined: bool
    reading: str | None = None
