"""Every path of a small graph, listed one by one over its own records, and random graphs with questions to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from memory import relation, store, term

from glossgraph.model import CURATED, MENTIONS, Filter, Ranking, Relation
from glossgraph.paths import COSTS

if TYPE_CHECKING:
    from glossgraph.stores import Store

KINDS = ("compared_with", "is_a", "mentions", "uses")
GLOSSARIES = ("blue", "red")
Listed = tuple[int, int, tuple[str, ...]]
"""Cost, hops and ids of a path."""


@dataclass(frozen=True)
class Question:
    """A question to a graph."""

    of: Store
    x: str
    y: str
    asked: Filter
    ranking: Ranking

    def paths(self, y: str | None = None, **changes: Any) -> list[Listed]:
        """All paths, to another end or under a changed filter if so asked."""
        return every_path(self.of, self.x, y or self.y, replace(self.asked, **changes), self.ranking)


def log2(number: int, scale: int) -> int:
    """``scale`` x log2, whole: exact at powers of two, straight lines between."""
    power = number.bit_length() - 1
    below = 1 << power
    return scale * power + scale * (number - below) // below


def hop_cost(ranking: str, kind: str, confidence: int) -> int:
    """What a hop costs; the confidence is in thousandths."""
    table = COSTS[ranking]
    return table.hop + table.kinds.get(kind, 0) + log2(1000, table.doubt) - log2(max(1, confidence), table.doubt)


def passes(edge: Relation, asked: Filter) -> bool:
    """Whether a relation of a passing kind passes the rest of the filter."""
    said = not asked.glossaries or any(
        item.kind == CURATED or item.glossary in asked.glossaries for item in edge.evidence
    )
    return said and edge.relation not in asked.without and edge.confidence >= asked.min_confidence


def leads(edge: Relation, a: str, b: str, direction: str) -> bool:
    """Whether a walk may go from ``a`` to ``b`` over a relation."""
    free = direction == "any" or edge.relation == "compared_with"
    ahead = (edge.source, edge.target) == (a, b) and (free or direction == "forward")
    return ahead or ((edge.target, edge.source) == (a, b) and (free or direction == "backward"))


def every_path(of: Store, x: str, y: str, asked: Filter, ranking: str) -> list[Listed]:
    """All simple paths from ``x`` to ``y`` that pass the filter, sorted."""
    edges = list(of.graph().iter_relations())
    kinds = asked.relations if asked.relations is not None else {edge.relation for edge in edges} - {MENTIONS}
    passing = [e for e in edges if e.relation in kinds and passes(e, asked)]
    degree, busy = (
        {t: sum(t in (e.source, e.target) for e in some) for t in of.graph().ids} for some in (edges, passing)
    )
    shut = {t for t in degree if t in asked.avoid or busy[t] > asked.through}
    shut |= {t.id for t in of.graph().iter_terms() if asked.defined_only and not t.defined}
    found: list[Listed] = []
    ways: list[tuple[int, tuple[str, ...]]] = [(0, (x,))]
    while ways:
        spent, walked = ways.pop()
        here = walked[-1]
        if here == y:
            found.append((spent, len(walked) - 1, walked))
        elif len(walked) <= asked.hops and (here == x or here not in shut):
            spent += log2(max(1, degree[here]), COSTS[ranking].hub) if here != x else 0
            for there in degree.keys() - set(walked):
                over = [e for e in passing if leads(e, here, there, asked.direction)]
                if over:
                    cheapest = min(hop_cost(ranking, e.relation, round(1000 * e.confidence)) for e in over)
                    ways.append((spent + cheapest, (*walked, there)))
    return sorted(found)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Small graphs of every kind of relation, with questions under every kind of filter."""
    names = [f"t{at}" for at in range(draw(st.integers(2, 7)))]
    defined = draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
    end = st.sampled_from(names)
    edge = st.tuples(end, st.sampled_from(KINDS), end)
    edges = draw(st.dictionaries(edge, st.sampled_from([0.3, 0.6, 0.9, 1.0]), min_size=1, max_size=20))
    quoted = st.lists(st.sampled_from(GLOSSARIES), min_size=1, max_size=2, unique=True)
    said = [draw(quoted) for _ in edges]
    known = frozenset(name for names in said for name in names)
    terms = [term(name, defined=known) for name, known in zip(names, defined, strict=True)]
    x, y = draw(st.permutations(names))[:2]
    asked = Filter(
        relations=draw(st.none() | st.frozensets(st.sampled_from(KINDS), min_size=1)),
        without=draw(st.frozensets(st.sampled_from(KINDS), max_size=2)),
        direction=draw(st.sampled_from(("any", "forward", "backward"))),
        min_confidence=draw(st.sampled_from([0.0, 0.6, 0.95])),
        avoid=draw(st.frozensets(end, max_size=2)) - {x, y},
        defined_only=draw(st.booleans()),
        glossaries=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(GLOSSARIES), min_size=1)) & known,
        hops=draw(st.integers(1, 6)),
        through=draw(st.sampled_from([2, 4, 20_000])),
    )
    stated = zip(edges.items(), said, strict=True)
    made = store(terms, [relation(a, kind, b, sure, None, *by) for ((a, kind, b), sure), by in stated])
    ranking: Ranking = draw(st.sampled_from(("default", "shortest", "specific", "evidenced")))
    return Question(made, x, y, asked, ranking)
