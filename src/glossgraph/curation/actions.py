"""What each kind of decision does to a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from glossgraph.model import CURATED, Evidence, Relation, Term
from glossgraph.model.decisions import Decision, Mark, Misfit, quote_hash
from glossgraph.text import term_id

if TYPE_CHECKING:
    from glossgraph.curation.state import State

_SURE = 0.99
"""What evidence alone can raise a confidence to; a person's word is 1."""


class MisfitError(Exception):
    """A decision does not fit the graph as it is now."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.misfit = Misfit(what, name)


def apply(state: State, decision: Decision) -> None:
    """Change a state as a decision says. Raises MisfitError, with nothing changed, when it no longer fits."""
    if decision.action not in _ACTIONS:
        raise MisfitError("action", decision.action)
    act, terms = _ACTIONS[decision.action]
    if len(decision.terms) != terms:
        raise MisfitError("action", decision.action)
    act(state, decision)


def _accept(state: State, decision: Decision) -> None:
    state.put(_sure(_relation(state, decision), decision))


def _reject(state: State, decision: Decision) -> None:
    state.drop(_relation(state, decision))


def _retype(state: State, decision: Decision) -> None:
    old = _relation(state, decision)
    _known_type(state, decision.to)
    new = _sure(_ordered(state, replace(old, relation=decision.to)), decision)
    state.drop(old)
    _join(state, new)


def _add(state: State, decision: Decision) -> None:
    source, target = (_attached(state, mark) for mark in decision.terms)
    _known_type(state, decision.relation)
    if source == target:
        raise MisfitError("same", decision.terms[1].id)
    _join(state, _ordered(state, _sure(Relation(source, decision.relation, target, 1.0, ()), decision)))


def _merge(state: State, decision: Decision) -> None:
    kept, other = (_known(state, _attached(state, mark)) for mark in decision.terms)
    if kept.id == other.id:
        raise MisfitError("same", decision.terms[1].id)
    for edge in state.touching(other.id):
        state.drop(edge)
        source, target = (kept.id if end == other.id else end for end in (edge.source, edge.target))
        if source != target:
            _join(state, _ordered(state, replace(edge, source=source, target=target)))
    state.terms[kept.id], state.terms[other.id] = _merged(kept, other), None


def _split(state: State, decision: Decision) -> None:
    old = _known(state, _attached(state, decision.terms[0]))
    new = f"{old.id}~{term_id(decision.to)}"
    going = tuple(one for one in old.definitions if quote_hash(one.text) in decision.quotes)
    staying = tuple(one for one in old.definitions if one not in going)
    if not (going and staying):
        raise MisfitError("definition", old.id)
    if state.term(new) is not None:
        raise MisfitError("same", new)
    for edge in state.touching(old.id):
        _share(state, edge, old.id, new, {(one.glossary, one.text) for one in going})
    state.terms[old.id] = replace(old, definitions=staying)
    state.terms[new] = replace(old, id=new, definitions=going)


def _share(state: State, edge: Relation, old: str, new: str, going: Iterable[tuple[str, str]]) -> None:
    """Give a new term the quotes of a relation that stand in the definitions that went to it."""
    mine = tuple(item for item in edge.evidence if _from(item, going))
    if edge.source == edge.target or not mine:
        return
    source, target = (new if end == old else end for end in (edge.source, edge.target))
    state.drop(edge)
    if rest := tuple(item for item in edge.evidence if item not in mine):
        state.put(replace(edge, evidence=rest))
    _join(state, _ordered(state, replace(edge, source=source, target=target, evidence=mine)))


def _from(item: Evidence, definitions: Iterable[tuple[str, str]]) -> bool:
    said = item.sentence
    return said is not None and any(
        glossary == item.glossary and text[item.start : item.start + len(said)] == said
        for glossary, text in definitions
    )


def _relation(state: State, decision: Decision) -> Relation:
    """The relation that a decision is about: by its ends, or by a quote where an end has gone."""
    source, target = (_found(state, mark) for mark in decision.terms)
    if source and target:
        edge = state.relation(_ends(state, source, decision.relation, target))
        if edge is not None:
            return edge
    elif source or target:
        edges = [
            edge
            for edge in state.touching(source or target or "")
            if edge.relation == decision.relation
            and any(item.sentence and quote_hash(item.sentence) in decision.quotes for item in edge.evidence)
        ]
        if len(edges) == 1:
            return edges[0]
    said = " ".join((decision.terms[0].id, decision.relation, decision.terms[1].id))
    raise MisfitError("relation", said)


def _attached(state: State, mark: Mark) -> str:
    found = _found(state, mark)
    if found is None:
        raise MisfitError("term", mark.id)
    return found


def _found(state: State, mark: Mark) -> str | None:
    """The id of the term that a mark means: its own, else the one term that has one of its names."""
    if state.term(mark.id) is not None:
        return mark.id
    for name in mark.names:
        if len(found := state.named(name)) == 1:
            return found[0]
    return None


def _known(state: State, id: str) -> Term:
    term = state.term(id)
    if term is None:
        raise MisfitError("term", id)
    return term


def _known_type(state: State, kind: str) -> None:
    if kind not in state.kinds:
        raise MisfitError("type", kind)


def _ends(state: State, source: str, kind: str, target: str) -> tuple[str, str, str]:
    if target < source and kind in state.kinds and state.kinds[kind].symmetric:
        return target, kind, source
    return source, kind, target


def _ordered(state: State, edge: Relation) -> Relation:
    """A relation as it is stored: of a symmetric one the smaller id is the source."""
    source, _, target = _ends(state, edge.source, edge.relation, edge.target)
    if source == edge.source:
        return edge
    swapped = tuple(replace(item, subject=item.object, object=item.subject) for item in edge.evidence)
    return replace(edge, source=source, target=target, evidence=swapped)


def _join(state: State, edge: Relation) -> None:
    """Have a relation, together with what there is of the same ends and type."""
    old = state.relation((edge.source, edge.relation, edge.target))
    state.put(edge if old is None else _both(old, edge))


def _both(one: Relation, other: Relation) -> Relation:
    sure = max(one.confidence, other.confidence)
    either = 1 - (1 - one.confidence) * (1 - other.confidence)
    confidence = sure if sure > _SURE else round(min(_SURE, either), 4)
    return replace(one, confidence=confidence, evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))))


def _sure(edge: Relation, decision: Decision) -> Relation:
    """A relation that a person vouches for."""
    word = Evidence(
        kind=CURATED,
        glossary="",
        entry=edge.source,
        lang="en",
        sentence=None,
        rule=decision.action,
        by=decision.by or None,
        at=decision.at or None,
    )
    return replace(edge, confidence=1.0, evidence=tuple(dict.fromkeys((*edge.evidence, word))))


def _merged(kept: Term, other: Term) -> Term:
    names = {*kept.aliases, *other.aliases, other.label, *other.labels.values()} - {kept.label}
    return replace(
        kept,
        labels=other.labels | kept.labels,
        reading=kept.reading or other.reading,
        reading_derived=kept.reading_derived if kept.reading else other.reading_derived,
        aliases=tuple(sorted(names)),
        categories=tuple(dict.fromkeys((*kept.categories, *other.categories))),
        defined=kept.defined or other.defined,
        definitions=tuple(dict.fromkeys((*kept.definitions, *other.definitions))),
    )


_ACTIONS: dict[str, tuple[Callable[[State, Decision], None], int]] = {
    "accept": (_accept, 2),
    "reject": (_reject, 2),
    "retype": (_retype, 2),
    "add": (_add, 2),
    "merge": (_merge, 2),
    "split": (_split, 1),
}
"""What each action does, and how many terms it names."""
