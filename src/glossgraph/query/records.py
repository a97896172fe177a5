"""Answers as records of plain values, for JSON: no times, terms resolved, the same for the same question."""

from __future__ import annotations

from dataclasses import asdict
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from glossgraph.model import Answer, Comparison, Filter, Joined, Neighbourhood
from glossgraph.model.rows import edge_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.model import Hop, Path, Relation, Term


@singledispatch
def to_json(answer: Answer | Joined | Comparison | Neighbourhood) -> dict[str, Any]:
    """An answer as a record of plain values."""
    raise TypeError(f"{type(answer).__name__} is no answer")


@to_json.register
def _(answer: Answer) -> dict[str, Any]:
    counted = {} if answer.shortest is None else {"shortest": answer.shortest}
    return {
        "x": _end(answer.x),
        "y": _end(answer.y),
        "filter": _filter(answer.filter),
        "ranking": answer.ranking,
        "over_mentions": answer.over_mentions,
        "closed": list(answer.closed),
        **counted,
        "paths": _paths(answer.paths),
        "help": None if answer.help is None else asdict(answer.help),
    }


@to_json.register
def _(answer: Joined) -> dict[str, Any]:
    return {
        "terms": [_end(term) for term in answer.terms],
        "filter": _filter(answer.filter),
        "ranking": answer.ranking,
        "over_mentions": answer.over_mentions,
        "closed": list(answer.closed),
        "cost": answer.cost,
        "paths": _paths(answer.paths),
        "groups": [[term.id for term in group] for group in answer.groups],
    }


@to_json.register
def _(answer: Comparison) -> dict[str, Any]:
    def only(side: Iterable[tuple[Term, tuple[Relation, ...]]]) -> list[dict[str, Any]]:
        return [{"term": _end(term), "relations": _relations(edges)} for term, edges in side]

    return {
        "x": _end(answer.x),
        "y": _end(answer.y),
        "filter": _filter(answer.filter),
        "between": _relations(answer.between),
        "shared": [
            {"term": _end(one.term), "alike": list(one.alike), "x": _relations(one.x), "y": _relations(one.y)}
            for one in answer.shared
        ],
        "only_x": only(answer.only_x),
        "only_y": only(answer.only_y),
        "counts": dict(zip(("alike", "otherwise", "only_x", "only_y"), answer.counts, strict=True)),
    }


@to_json.register
def _(answer: Neighbourhood) -> dict[str, Any]:
    return {
        "centre": _end(answer.terms[0]),
        "filter": _filter(answer.filter),
        "ranking": answer.ranking,
        "complete": answer.complete,
        "terms": [_end(term) | {"hops": hops} for term, hops in zip(answer.terms, answer.hops, strict=True)],
        "relations": _relations(answer.relations),
    }


def _paths(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [
        {
            "cost": path.cost,
            "hops": len(path.hops),
            "terms": [_end(term) for term in path.terms],
            "steps": [_hop(hop) for hop in path.hops],
        }
        for path in paths
    ]


def _end(term: Term) -> dict[str, Any]:
    return {"id": term.id, "label": term.label, "defined": term.defined}


def _hop(hop: Hop) -> dict[str, Any]:
    return {"x": hop.x.id, "y": hop.y.id, "relations": _relations(hop.relations)}


def _relations(relations: Iterable[Relation]) -> list[dict[str, Any]]:
    return [{"source": edge.source, "target": edge.target, **edge_attributes(edge)} for edge in relations]


def _filter(filter: Filter) -> dict[str, Any]:
    record = asdict(filter)
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in record.items()}
