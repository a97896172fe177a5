"""A store over a graph in memory, and small graphs to ask."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

import numpy as np

from glossgraph import arrays, relations
from glossgraph.model import CURATED, Evidence, Filter, Graph, Relation, RelationType, Term
from glossgraph.model.graph import assemble
from glossgraph.stores.rules import rules_of
from glossgraph.text import is_japanese, names_of, term_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from glossgraph.stores import Store


class Memory:
    """What query asks of a store."""

    address = "memory"
    readonly = True

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._edges = list(graph.iter_relations())
        table = graph.relations
        self.arrays = arrays.from_relations(
            graph.terms.num_rows, *(table.column(c).to_pylist() for c in ("source", "relation", "target", "confidence"))
        )

    def graph(self) -> Graph:
        return self._graph

    def names(self) -> pa.Table:
        return self._graph.names

    def vocabulary(self) -> tuple[RelationType, ...]:
        return self._graph.vocabulary

    def glossaries(self) -> tuple[str, ...]:
        said = (item for edge in self._edges for item in edge.evidence if item.kind != CURATED)
        return tuple(sorted({item.glossary for item in said}))

    def terms(self, which: Sequence[str | int]) -> list[Term]:
        return [self._graph.term(self._at(one) if isinstance(one, str) else one) for one in which]

    def term(self, term: str) -> Term | None:
        at = self._graph.index(term)
        return None if at is None else self._graph.term(at)

    def relations(self, rows: Sequence[int]) -> list[Relation]:
        return [self._graph.relation(int(row)) for row in rows]

    def between(self, x: str, y: str, filter: Filter) -> arrays.Subgraph:
        return arrays.between(self.arrays, self._ids, self._at(x), self._at(y), self._rules(filter), filter.hops)

    def ball(self, x: str, filter: Filter) -> arrays.Subgraph:
        return arrays.around(self.arrays, self._ids, self._at(x), self._rules(filter), filter.hops)

    def distance(self, x: str, y: str, filter: Filter) -> int | None:
        return arrays.distance(self.arrays, self._at(x), self._at(y), self._rules(filter))

    def neighbours(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        kept = np.array([self._at(term) for term in ids])
        return self.relations(arrays.touching(self.arrays, kept, self._rules(filter)).tolist())

    def among(self, ids: Sequence[str], filter: Filter) -> list[Relation]:
        kept = [self._at(term) for term in ids]
        rows = arrays.touching(self.arrays, np.array(kept), self._rules(filter))
        inside = np.isin(self.arrays.source[rows], kept) & np.isin(self.arrays.target[rows], kept)
        return self.relations(rows[inside].tolist())

    def _at(self, term: str) -> int:
        at = self._graph.index(term)
        assert at is not None
        return at

    def _ids(self, terms: arrays.Ints) -> list[str]:
        return [self._graph.ids[int(at)] for at in terms]

    def _rules(self, filter: Filter) -> arrays.Rules:
        avoid = {self._at(term) for term in filter.avoid}
        if filter.defined_only:
            avoid |= {at for at, term in enumerate(self._graph.iter_terms()) if not term.defined}
        said = [edge.is_from(filter.glossaries) for edge in self._edges]
        rows = np.array(said, bool) if filter.glossaries else None
        return rules_of(filter, self.vocabulary(), self.arrays.kinds, np.array(sorted(avoid), np.int64), rows)


def term(label: str, reading: str | None = None, *aliases: str, defined: bool = True, **labels: str) -> Term:
    named = labels or {"ja" if is_japanese(label) else "en": label}
    return Term(term_id(label), label, named, reading, False, tuple(aliases), (), defined, ())


def relation(
    source: str, kind: str, target: str, confidence: float = 0.9, sentence: str | None = None, *glossaries: str
) -> Relation:
    said = sentence or f"{source} {kind} {target}."
    quotes = tuple(Evidence("text", name, source, "en", said, rule="r") for name in glossaries or ("demo",))
    return Relation(term_id(source), kind, term_id(target), confidence, quotes)


def store(terms: Iterable[Term], edges: Iterable[Relation], vocabulary: Sequence[RelationType] | None = None) -> Store:
    terms, edges = list(terms), list(edges)
    known = {one.id for one in terms}
    ends = {end for edge in edges for end in (edge.source, edge.target)} - known
    terms += [dataclasses.replace(term(end), defined=False) for end in sorted(ends)]
    return cast("Store", Memory(assemble(terms, names_of(terms), edges, (), vocabulary or relations.shipped())))


def llm() -> Store:
    """A little of a glossary about language models."""
    return store(
        [
            term("Ollama", "オラマ"),
            term("llama.cpp", "ラマシーピーピー"),
            term("GGUF", "ジージーユーエフ"),
            term("VRAM", "ブイラム", "ビデオメモリ"),
            term("GPU", "ジーピーユー"),
            term("CPU", "シーピーユー"),
            term("量子化", "りょうしか", "quantisation", ja="量子化", en="Quantization"),
            term("カーネル", "カーネル", en="kernel", ja="カーネル"),
            term("vLLM", "ブイエルエルエム"),
            term("Go"),
            term("Lonely", defined=False),
        ],
        [
            relation("Ollama", "uses", "llama.cpp", 0.95),
            relation("llama.cpp", "runs_on", "CPU", 0.9),
            relation("llama.cpp", "runs_on", "GPU", 0.9),
            relation("llama.cpp", "uses", "GGUF", 0.9, "llama.cpp reads GGUF files."),
            relation("llama.cpp", "implements", "GGUF", 0.5),
            relation("llama.cpp", "uses", "量子化", 0.9),
            relation("量子化", "reduces", "VRAM", 0.9, "量子化はVRAMを節約する。"),
            relation("VRAM", "part_of", "GPU", 0.9),
            relation("llama.cpp", "compared_with", "vLLM", 0.7),
            relation("vLLM", "runs_on", "GPU", 0.9),
            relation("Ollama", "mentions", "Go", 0.9),
            relation("Ollama", "mentions", "VRAM", 0.9),
        ],
    )
