"""Decisions on a graph, from the names that a person gives to what a store keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import Filter
from glossgraph.model.decisions import Decision, Mark, Misfit, quote_hash
from glossgraph.query.kinds import kind as meant
from glossgraph.query.lookup import resolve
from glossgraph.text import term_id

if TYPE_CHECKING:
    from glossgraph.model import Relation, Term
    from glossgraph.stores import Store


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision with what has become of it: undone, or no longer fitting the graph, or standing."""

    decision: Decision
    undone: bool
    misfit: Misfit | None


def decided(store: Store) -> list[Judged]:
    """All decisions on a graph, in their order."""
    made, misfits = store.decisions(), store.misfits()
    undone = {one.undoes for one in made if one.action == "undo"}
    return [Judged(one, one.seq in undone, misfits.get(one.seq)) for one in made]


def on_relation(store: Store, action: str, x: str, kind: str, y: str, to: str = "") -> Decision:
    """To accept, reject or retype (``to`` another type) what a graph has, or to add what it does not have.

    ``x`` and ``y`` are names. Raises UnknownTermError for a name that no term has, UserError for an unknown type, for
    a relation that is not there, and for one from a term to itself.
    """
    ends = resolve(store, x), resolve(store, y)
    kind, to = meant(store, kind), to and meant(store, to)
    if ends[0].id == ends[1].id:
        raise UserError(
            Message("Both names are the term “{label}”: a relation joins two different ones.", label=ends[0].label)
        )
    edge = _between(store, *ends, kind)
    if edge is None and action != "add":
        raise UserError(_absent(store, *ends, kind))
    if to and to == kind:
        raise UserError(Message("The relation is of the type “{kind}” already: choose another one.", kind=kind))
    said = [item.sentence for item in edge.evidence if item.sentence] if edge else []
    quotes = tuple(dict.fromkeys(map(quote_hash, said)))
    if edge and edge.source != ends[0].id:
        ends = ends[::-1]
    return Decision(action, tuple(map(_mark, ends)), kind, to, quotes)


def merging(store: Store, kept: str, other: str) -> Decision:
    """To make a term a part of another. Raises UnknownTermError, or UserError where both are one."""
    ends = resolve(store, kept), resolve(store, other)
    if ends[0].id == ends[1].id:
        raise UserError(Message("Both names are the term “{label}” already.", label=ends[0].label))
    return Decision("merge", tuple(map(_mark, ends)))


def splitting(store: Store, name: str, word: str, which: Sequence[int]) -> Decision:
    """To give some definitions of a term, counted from 1 as they are shown, to a new term ``id~word``.

    Raises UnknownTermError, and UserError when a definition is not there, all of them would go, or the word is none.
    """
    term, key = resolve(store, name), term_id(word)
    many = len(term.definitions)
    if wrong := [at for at in which if not 1 <= at <= many]:
        raise UserError(
            Message(
                "“{label}” has {many} definitions: there is no definition {wrong}.",
                label=term.label,
                many=many,
                wrong=wrong[0],
            )
        )
    going = {quote_hash(term.definitions[at - 1].text) for at in which}
    if not going or all(quote_hash(one.text) in going for one in term.definitions):
        raise UserError(
            Message(
                "“{label}” has {many} definitions: name some of them, but not all, with --definition.",
                label=term.label,
                many=many,
            )
        )
    if not key or store.term(f"{term.id}~{key}") is not None:
        raise UserError(Message("“{id}” cannot be a new term's id: give another word.", id=f"{term.id}~{key}"))
    return Decision("split", (_mark(term),), to=key, quotes=tuple(sorted(going)))


def undoing(store: Store, seq: int | None = None) -> Decision:
    """To let a decision, the last that stands where none is named, count no more. Raises UserError for what is none."""
    made = decided(store)
    standing = [one.decision.seq for one in made if not one.undone and one.decision.action != "undo"]
    if seq is None:
        if not standing:
            raise UserError(Message("{address}: there is no decision that stands.", address=store.address))
        seq = standing[-1]
    if seq not in standing:
        raise UserError(
            Message(
                "{address}: no decision {seq} stands:  glossgraph curate list  tells which do.",
                address=store.address,
                seq=seq,
            )
        )
    return Decision("undo", undoes=seq)


def _mark(term: Term) -> Mark:
    return Mark(term.id, tuple(dict.fromkeys((term.label, *term.labels.values(), *term.aliases))))


def _between(store: Store, x: Term, y: Term, kind: str) -> Relation | None:
    symmetric = {one.id for one in store.vocabulary() if one.symmetric}
    ends = {(x.id, y.id)} | ({(y.id, x.id)} if kind in symmetric else set())
    edges = store.among([x.id, y.id], Filter(relations=frozenset((kind,))))
    return next((edge for edge in edges if (edge.source, edge.target) in ends), None)


def _absent(store: Store, x: Term, y: Term, kind: str) -> Message:
    every = frozenset(one.id for one in store.vocabulary())
    edges = [edge for edge in store.among([x.id, y.id], Filter(relations=every)) if edge.source != edge.target]
    there = ", ".join(f"{edge.source} {edge.relation} {edge.target}" for edge in edges)
    relation = f"{x.id} {kind} {y.id}"
    if there:
        return Message("This graph has no relation {relation}: there is {there}.", relation=relation, there=there)
    return Message(
        "This graph has no relation {relation}: nothing joins the two; add it with  curate add", relation=relation
    )
