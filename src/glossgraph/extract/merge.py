"""Stage three: claims of one fact become one relation with all its evidence; an associative group-by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from glossgraph.extract.aliases import is_alias_row
from glossgraph.extract.names import Names
from glossgraph.model import Claim, Definition, Entry, Evidence, Graph, Relation, RelationType, Term
from glossgraph.model.graph import assemble
from glossgraph.text import identity, is_japanese, names_of

_SURE = 0.99
"""What independent sentences can raise a confidence to; more only by a person's word."""


def merge(
    entries: Iterable[Entry],
    names: Names,
    claims: Iterable[Claim],
    vocabulary: Sequence[RelationType],
    reading_of: Callable[[str], str | None] = lambda _: None,
) -> Graph:
    """Make the graph that entries and claims state.

    ``reading_of`` derives a reading for a Japanese label that has none. The result depends on the
    entries and claims as sets only, not on their order.
    """
    listed = sorted(entries, key=lambda e: (e.glossary, e.source, e.line, e.id or "", e.term, e.definition))
    found = list(claims)
    symmetric = {kind.id for kind in vocabulary if kind.symmetric}
    terms = _defined(listed, names, reading_of)
    for claim in found:
        for end, label in ((claim.source, claim.source_label), (claim.target, claim.target_label)):
            if end not in terms or (not terms[end].defined and label < terms[end].label):
                terms[end] = _undefined(end, label, names, reading_of)
    used = {end for claim in found for end in (claim.source, claim.target)}
    said = {names.headword(entry).id for entry in listed if not is_alias_row(entry)}
    terms = {term: row for term, row in terms.items() if term in used or term in said}
    return assemble(terms.values(), names_of(terms.values()), _relations(found, symmetric), listed, vocabulary)


def _defined(entries: Sequence[Entry], names: Names, reading_of: Callable[[str], str | None]) -> dict[str, Term]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    labels: dict[str, str] = {}
    for entry in entries:
        end = names.headword(entry)
        groups[end.id].append(entry)
        labels[end.id] = end.label
    return {
        term: _term(term, labels[term], sorted(group, key=lambda e: e.lang != "ja"), names, reading_of)
        for term, group in groups.items()
    }


def _term(term: str, label: str, group: Sequence[Entry], names: Names, reading_of: Callable[[str], str | None]) -> Term:
    given = next((entry.reading for entry in group if entry.reading), None)
    derived = reading_of(label) if given is None and is_japanese(label) else None
    labels: dict[str, str] = {}
    for entry in sorted(group, key=lambda e: (e.lang, identity(e.term) != identity(label), e.term)):
        labels.setdefault(entry.lang, entry.term)
    for alias in (alias for entry in group if is_alias_row(entry) for alias in entry.aliases):
        labels.setdefault("ja" if is_japanese(alias) else "en", alias)
    return Term(
        id=term,
        label=label,
        labels=labels,
        reading=given or derived,
        reading_derived=given is None and derived is not None,
        aliases=names.aliases.get(term, ()),
        categories=tuple(dict.fromkeys(category for entry in group for category in entry.categories)),
        defined=any(entry.definition for entry in group),
        definitions=tuple(
            Definition(entry.glossary, entry.lang, entry.line, entry.definition) for entry in group if entry.definition
        ),
    )


def _undefined(term: str, label: str, names: Names, reading_of: Callable[[str], str | None]) -> Term:
    derived = reading_of(label) if is_japanese(label) else None
    return Term(
        id=term,
        label=label,
        labels={"ja" if is_japanese(label) else "en": label},
        reading=derived,
        reading_derived=derived is not None,
        aliases=names.aliases.get(term, ()),
        categories=(),
        defined=False,
        definitions=(),
    )


def _relations(claims: Iterable[Claim], symmetric: set[str]) -> Iterable[Relation]:
    groups: dict[tuple[str, str, str], dict[Evidence, float]] = defaultdict(dict)
    for claim in claims:
        source, target, item = claim.source, claim.target, claim.evidence
        if claim.relation in symmetric and target < source:
            source, target = target, source
            item = replace(item, subject=item.object, object=item.subject)
        if source != target:
            quotes = groups[source, claim.relation, target]
            quotes[item] = max(claim.confidence, quotes.get(item, 0.0))
    for (source, relation, target), quotes in groups.items():
        evidence = tuple(sorted(quotes, key=_place))
        yield Relation(source, relation, target, _confidence(quotes), evidence)


def _confidence(quotes: dict[Evidence, float]) -> float:
    """Noisy-or over independent sentences, of each sentence its best claim; at most 0.99."""
    best: dict[tuple[str, str, str | None], float] = {}
    for item, confidence in quotes.items():
        where = (item.glossary, item.entry, item.sentence)
        best[where] = max(confidence, best.get(where, 0.0))
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1.0 - confidence
    return round(min(_SURE, 1.0 - doubt), 4)


def _place(item: Evidence) -> tuple[object, ...]:
    spans = [span or (-1, -1) for span in (item.subject, item.cue, item.object)]
    where = (item.lang != "ja", item.glossary, item.entry, item.start, item.sentence or "")
    return *where, spans, item.rule, item.kind, item.by or "", item.at or ""
