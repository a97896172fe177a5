"""From decisions to what they change: a few terms and relations, whatever the size of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossgraph.curation.actions import MisfitError, apply
from glossgraph.curation.state import Base, Key, State

if TYPE_CHECKING:
    from glossgraph.model import Relation, Term
    from glossgraph.model.decisions import Decision, Misfit


@dataclass(frozen=True)
class Overlay:
    """What decisions make of a graph.

    ``terms`` and ``relations`` map what they touch to what it is now, None where it has gone; ``had`` gives
    those relations as they were that the graph has by itself. ``unfit`` says of a decision, by its number, why it
    no longer fits.
    """

    terms: dict[str, Term | None] = field(default_factory=dict)
    relations: dict[Key, Relation | None] = field(default_factory=dict)
    had: dict[Key, Relation] = field(default_factory=dict)
    unfit: dict[int, Misfit] = field(default_factory=dict)

    def degrees(self) -> dict[str, int]:
        """By how much the number of relations of each term has changed, a loop counted once."""
        more: dict[str, int] = {}
        for key, edge in self.relations.items():
            change = (edge is not None) - (key in self.had)
            for end in {key[0], key[2]} if change else ():
                more[end] = more.get(end, 0) + change
        return more


def overlay(decisions: Sequence[Decision], base: Base) -> Overlay:
    """Apply decisions, in their order, to a graph; one that no longer fits changes nothing and is reported."""
    undone = {one.undoes for one in decisions if one.action == "undo"}
    standing = [one for one in decisions if one.action != "undo" and one.seq not in undone]
    state = State(base)
    _fetch(state, standing)
    unfit: dict[int, Misfit] = {}
    for decision in standing:
        try:
            apply(state, decision)
        except MisfitError as exc:
            unfit[decision.seq] = exc.misfit
    return Overlay(
        terms={id: term for id, term in state.terms.items() if term != state.base_terms.get(id)},
        relations={key: edge for key, edge in state.relations.items() if edge != state.base_relations.get(key)},
        had={key: edge for key, edge in state.base_relations.items() if key in state.relations},
        unfit=unfit,
    )


def _fetch(state: State, decisions: Sequence[Decision]) -> None:
    """Ask for all that decisions name in three questions."""
    pairs = [(one.terms[0].id, one.terms[1].id) for one in decisions if len(one.terms) == 2 and one.action != "merge"]
    whole = [mark.id for one in decisions if one.action in ("merge", "split") for mark in one.terms]
    state.fetch([mark.id for one in decisions for mark in one.terms], {*pairs, *(pair[::-1] for pair in pairs)}, whole)
