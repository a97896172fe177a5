"""Graphs to decide on, a graph in memory as decisions ask it, and decisions made at random."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from stored import KINDS, make

from glossgraph import relations
from glossgraph.curation import applied, overlay, owners
from glossgraph.model import Definition, Evidence, Graph, Relation, RelationType, Term
from glossgraph.model.decisions import Decision, Mark, quote_hash
from glossgraph.model.graph import assemble
from glossgraph.text import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


class Memory:
    """What decisions ask of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def vocabulary(self) -> tuple[RelationType, ...]:
        return self.graph.vocabulary

    def terms(self, ids: Collection[str]) -> list[Term]:
        return [term for term in self.graph.iter_terms() if term.id in ids]

    def joining(self, pairs: Collection[tuple[str, str]]) -> list[Relation]:
        return [edge for edge in self.graph.iter_relations() if (edge.source, edge.target) in pairs]

    def touching(self, ids: Collection[str]) -> list[Relation]:
        return [edge for edge in self.graph.iter_relations() if {edge.source, edge.target} & set(ids)]

    def named(self, name: str) -> list[str]:
        return [self.graph.ids[at] for at in owners(self.graph.names, name)]


def decide_in_memory(graph: Graph, decisions: Sequence[Decision]) -> Graph:
    """The graph that decisions make of a graph."""
    numbered = [replace(one, seq=at) for at, one in enumerate(decisions, 1)]
    return applied(overlay(numbered, Memory(graph)), graph)


def to_decide(seed: int, terms: int = 12, edges: int = 30) -> Graph:
    """A graph like ``make`` gives, in which some terms have two definitions that relations quote."""
    made = make(seed, terms, edges)
    rows = {term.id: _twice(term) for term in made.iter_terms()}
    edges_of = [
        replace(edge, evidence=(*edge.evidence, *_quotes(edge, rows[edge.source]))) for edge in made.iter_relations()
    ]
    return assemble(rows.values(), names_of(rows.values()), edges_of, made.iter_entries(), relations.shipped())


def _twice(term: Term) -> Term:
    if int(term.id[-4:]) % 3:
        return term
    more = [Definition("見本", "ja", 100 + at, f"{term.label}の{at}番目の意味。使う。") for at in range(2)]
    return replace(term, defined=True, definitions=(*term.definitions, *more))


def _quotes(edge: Relation, source: Term) -> list[Evidence]:
    first = edge.evidence[0]
    return [
        replace(first, kind="text", sentence=one.text[2:], start=2, subject=None, cue=None, object=None)
        for one in source.definitions[-2:]
        if (len(edge.target) + len(one.text) + len(edge.relation)) % 2
    ]


def marks(*ids: str) -> tuple[Mark, ...]:
    return tuple(Mark(id, (id,)) for id in ids)


def decisions(graph: Graph) -> st.SearchStrategy[list[Decision]]:
    """Decisions about a graph, some of which do not fit it."""
    ids = st.sampled_from([*graph.ids, "nowhere", f"{graph.ids[0]}~b"])
    edges = st.sampled_from(list(graph.iter_relations()))
    kinds = st.sampled_from([*KINDS, "reduces", "unheard_of"])
    actions = st.sampled_from(["accept", "reject", "retype"])
    known = st.builds(
        lambda action, edge, to: Decision(
            action, marks(edge.source, edge.target), edge.relation, to if action == "retype" else "", by="a", at="t"
        ),
        actions,
        edges,
        kinds,
    )
    any_ = st.builds(
        lambda action, x, y, kind: Decision(action, marks(x, y), kind, "uses", by="b"),
        st.sampled_from(["accept", "reject", "retype", "add", "add", "merge"]),
        ids,
        ids,
        kinds,
    )
    split = st.builds(_split(graph), ids, st.sampled_from(["b", "別"]), st.integers(0, 2))
    undo = st.builds(lambda seq: Decision("undo", undoes=seq), st.integers(1, 6))
    return st.lists(known | known | any_ | split | undo, max_size=8)


def _split(graph: Graph) -> Callable[[str, str, int], Decision]:
    texts = {term.id: [one.text for one in term.definitions] for term in graph.iter_terms()}

    def split(id: str, word: str, at: int) -> Decision:
        return Decision("split", marks(id), to=word, quotes=tuple(map(quote_hash, texts.get(id, [])[at : at + 1])))

    return split
