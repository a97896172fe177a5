"""Scores an extracted graph against hand-made gold triples.

A gold folder holds ``triples.tsv`` (subject, accepted relations, accepted objects, entry, "optional" or
nothing; "|" separates what is accepted, the canonical one first), ``aliases.tsv`` (a canonical name and its
other surface forms, one concept a line) and, where only some entries are annotated, ``entries.json``.

What counts. Two names are one concept when they are equal after NFKC, casefolding and dropping spaces and
hyphens, or stand on one line of the aliases. ``mentions`` edges and edges to a generic head are not judged.
An edge is judged when both ends are named in the gold. It is right when it can be paired, one to one, with a
required triple that accepts it, or when an optional one accepts it and it says nothing again. Edges that
leave the vocabulary are free up to a quarter of the judged ones; each one more counts as wrong. A node whose
names span concepts that the gold never offers as alternatives, and a second node of one name, make their
edges wrong. compared_with has no direction. P = right / (judged + surplus), R = required found / required.
"macro" is the mean F1 over the types other than is_a with at least five required triples.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glossgraph.errors import InputError
from glossgraph.messages import Message
from glossgraph.model import MENTIONS, Graph, Relation, Term

_SYMMETRIC = {"compared_with"}
_FREE_SHARE = 0.25
_ENOUGH = 5
_GENERIC_HEADS = """技術 手法 方法 もの こと 仕組み 概念 用語
technique technology method way thing approach concept term art act process kind type set"""
_GENERIC = frozenset(_GENERIC_HEADS.split())


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a graph reaches on a gold. ``by_relation``: type -> (found, required, right, judged)."""

    typed: Score
    untyped: Score
    undirected: Score
    macro: float
    judged: int
    outside: int
    surplus: int
    required: int
    by_relation: dict[str, tuple[int, int, int, int]]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Triple:
    subjects: frozenset[str]
    relations: tuple[str, ...]
    objects: frozenset[str]
    optional: bool
    row: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    subjects: frozenset[str]
    relation: str
    objects: frozenset[str]
    name: str
    shown: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class _Gold:
    concept: dict[str, str]
    triples: tuple[_Triple, ...]

    def of(self, name: str) -> str:
        return self.concept.get(_key(name), _key(name))

    def concepts(self, names: Iterable[str | None], vocabulary: set[str]) -> list[str]:
        return [c for c in dict.fromkeys(self.of(name) for name in names if name) if c in vocabulary]


def evaluate(graph: Graph, folder: Path) -> Figures:
    """Judge a graph's typed relations against the gold in a folder.

    Raises InputError when the folder holds no gold or a row is malformed.
    """
    entries = _entries(folder)
    gold = _read_gold(folder, entries)
    terms = {term.id: term for term in graph.iter_terms()}
    relations = [edge for edge in graph.iter_relations() if edge.relation != MENTIONS]
    if entries is not None:
        relations = [edge for edge in relations if any(item.entry in entries for item in edge.evidence)]
    edges, bad, outside = _judge(terms, relations, gold)
    surplus = max(0, outside - int(_FREE_SHARE * (len(edges) + len(bad))))
    return _figures(gold, edges, bad, outside, surplus)


def _figures(gold: _Gold, edges: list[_Edge], bad: list[str], outside: int, surplus: int) -> Figures:
    required = [triple for triple in gold.triples if not triple.optional]
    judged = len(edges) + len(bad)

    def score(typed: bool, directed: bool) -> Score:
        right = _right(edges, gold.triples, typed, directed)
        found = sum(any(_accepts(t, e, typed, directed) for e in edges) for t in required)
        return Score(
            len(right) / (judged + surplus) if judged + surplus else 0.0, found / len(required) if required else 0.0
        )

    paired = _right(edges, gold.triples, True, True)
    missing = [t for t in required if not any(_accepts(t, e, True, True) for e in edges)]
    by_relation = {}
    for relation in sorted({t.relations[0] for t in gold.triples} | {e.relation for e in edges}):
        need = [t for t in required if t.relations[0] == relation]
        mine = [e for e in edges if e.relation == relation]
        hit = sum(t not in missing for t in need)
        by_relation[relation] = (hit, len(need), sum(e in paired for e in mine), len(mine))
    return Figures(
        typed=score(True, True),
        untyped=score(False, True),
        undirected=score(False, False),
        macro=_macro(by_relation),
        judged=judged,
        outside=outside,
        surplus=surplus,
        required=len(required),
        by_relation=by_relation,
        wrong=tuple(sorted(bad) + sorted(e.shown for e in edges if e not in paired)),
        missing=tuple("\t".join(t.row[:4]) for t in missing),
    )


def _macro(by_relation: dict[str, tuple[int, int, int, int]]) -> float:
    scores = [
        Score(right / judged if judged else 0.0, hit / need).f1
        for relation, (hit, need, right, judged) in by_relation.items()
        if relation != "is_a" and need >= _ENOUGH
    ]
    return sum(scores) / len(scores) if scores else 0.0


def _judge(terms: dict[str, Term], relations: list[Relation], gold: _Gold) -> tuple[list[_Edge], list[str], int]:
    """The judged edges, those that their nodes make wrong, and how many leave the vocabulary."""
    vocabulary = {name for t in gold.triples for name in t.subjects | t.objects}
    together = {frozenset((a, b)) for t in gold.triples for side in (t.subjects, t.objects) for a in side for b in side}
    degree = Counter(end for edge in relations for end in (edge.source, edge.target))
    concepts = {t.id: gold.concepts(_names(t), vocabulary) for t in terms.values()}
    faulty = {
        t
        for t, found in concepts.items()
        if degree[t] and any(frozenset((found[0], c)) not in together for c in found[1:])
    }
    first: dict[str, str] = {}
    for term in sorted(terms, key=lambda t: (-degree[t], t)):
        first.setdefault(_key(terms[term].label), term)
    faulty |= {t for t in terms if degree[t] and concepts[t] and first[_key(terms[t].label)] != t}
    edges: dict[_Edge, None] = {}
    bad, outside, generic = [], 0, {_key(word) for word in _GENERIC}
    for edge in relations:
        s, o = edge.source, edge.target
        shown = f"{terms[s].label} --{edge.relation}--> {terms[o].label}"
        if _key(terms[o].label) in generic or (concepts[s] and concepts[s] == concepts[o]):
            continue
        if not concepts[s] or not concepts[o]:
            outside += 1
        elif {s, o} & faulty:
            bad.append(f"{shown} (node)")
        else:
            ends = [(frozenset(concepts[t]), _key(terms[t].label)) for t in (s, o)]
            if edge.relation in _SYMMETRIC:
                ends.sort(key=lambda end: end[1])
            edges[_Edge(ends[0][0], edge.relation, ends[1][0], ends[1][1], shown)] = None
    return list(edges), bad, outside


def _accepts(triple: _Triple, edge: _Edge, typed: bool, directed: bool) -> bool:
    if typed and edge.relation not in triple.relations:
        return False
    if edge.subjects & triple.subjects and edge.objects & triple.objects:
        return True
    symmetric = not directed or (edge.relation in _SYMMETRIC and edge.relation in triple.relations)
    return bool(symmetric and edge.subjects & triple.objects and edge.objects & triple.subjects)


def _right(edges: list[_Edge], triples: tuple[_Triple, ...], typed: bool, directed: bool) -> set[_Edge]:
    """Edges paired one to one with required triples, or new to what is said and accepted by an optional one."""
    required = [t for t in triples if not t.optional]
    optional = [t for t in triples if t.optional]
    reach = {e: [i for i, t in enumerate(required) if _accepts(t, e, typed, directed)] for e in edges}
    owner: dict[int, _Edge] = {}

    def place(edge: _Edge, seen: set[int]) -> bool:
        for i in reach[edge]:
            if i not in seen:
                seen.add(i)
                if i not in owner or place(owner[i], seen):
                    owner[i] = edge
                    return True
        return False

    for edge in edges:
        place(edge, set())
    right = dict.fromkeys(owner.values())
    for edge in edges:
        if edge not in right and any(_accepts(t, edge, typed, directed) for t in optional) and not _again(edge, right):
            right[edge] = None
    return set(right)


def _again(edge: _Edge, right: Iterable[_Edge]) -> bool:
    return any(
        edge.subjects & other.subjects
        and (
            edge.objects & other.objects
            or (edge.relation == other.relation and (edge.name in other.name or other.name in edge.name))
        )
        for other in right
    )


def _read_gold(folder: Path, entries: set[str] | None) -> _Gold:
    aliases = folder / "aliases.tsv"
    concept = {
        _key(name): _key(names[0])
        for _, names in (_rows(aliases) if aliases.exists() else ())
        for name in names
        if name
    }
    gold = _Gold(concept, ())
    triples = []
    for line, row in _rows(folder / "triples.tsv"):
        if len(row) < 4:
            raise InputError(
                Message("has fewer than four columns (subject, relations, objects, entry)"),
                str(folder / "triples.tsv"),
                line,
            )
        if entries is None or row[3] in entries:
            subjects, objects = (frozenset(gold.of(name) for name in row[i].split("|")) for i in (0, 2))
            optional = len(row) > 4 and row[4].strip() == "optional"
            triples.append(_Triple(subjects, tuple(row[1].split("|")), objects, optional, tuple(row)))
    return _Gold(concept, tuple(triples))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(
            Message("is not gold that can be read: give a folder with triples.tsv and aliases.tsv"), str(path)
        ) from exc
    return ((number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#")


def _entries(folder: Path) -> set[str] | None:
    path = folder / "entries.json"
    return set(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def _names(term: Term) -> Iterator[str | None]:
    yield from (term.label, *term.labels.values(), *term.aliases, term.reading)


def _key(name: str) -> str:
    return re.sub(r"[\s\-_‐–—・]+", "", unicodedata.normalize("NFKC", name).casefold())
