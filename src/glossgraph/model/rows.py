"""Terms and relations as row views, and the plain records that files and tables hold of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from glossgraph.model.records import Entry, Evidence

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition of a term. ``line`` leads back to the glossary's file."""

    glossary: str
    lang: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the terms table."""

    id: str
    label: str
    labels: dict[str, str]
    reading: str | None
    reading_derived: bool
    aliases: tuple[str, ...]
    categories: tuple[str, ...]
    defined: bool
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A row of the relations table with its evidence; ``source`` and ``target`` are term ids."""

    source: str
    relation: str
    target: str
    confidence: float
    evidence: tuple[Evidence, ...]

    def is_from(self, glossaries: Collection[str]) -> bool:
        """Whether any of its evidence is from one of some glossaries, or a person's word."""
        return any(item.is_from(glossaries) for item in self.evidence)

    def quoting(self, glossaries: Collection[str]) -> Relation:
        """The same with the evidence of some glossaries alone; with all of it where none are named.

        The confidence stays: it says how likely the fact is by all that is known, as a term's degree is that in the
        whole graph; what one glossary alone would make of it is not stored.
        """
        if not glossaries:
            return self
        return replace(self, evidence=tuple(item for item in self.evidence if item.is_from(glossaries)))


def node_attributes(term: Term) -> dict[str, Any]:
    """A term as the exchange JSON writes a node, without its id."""
    return {
        "label": term.label,
        "labels": dict(term.labels),
        "reading": term.reading,
        "reading_derived": term.reading_derived,
        "aliases": list(term.aliases),
        "categories": list(term.categories),
        "defined": term.defined,
        "definitions": [
            {"glossary": d.glossary, "lang": d.lang, "line": d.line, "text": d.text} for d in term.definitions
        ],
    }


def edge_attributes(relation: Relation) -> dict[str, Any]:
    """A relation as the exchange JSON writes an edge, without its ends and key."""
    return {
        "relation": relation.relation,
        "confidence": relation.confidence,
        "evidence": [evidence_record(item) for item in relation.evidence],
    }


def evidence_record(item: Evidence) -> dict[str, Any]:
    """Evidence as the exchange JSON writes it."""
    record: dict[str, Any] = {
        "kind": item.kind,
        "glossary": item.glossary,
        "entry": item.entry,
        "lang": item.lang,
        "sentence": item.sentence,
        "start": item.start,
        "subject": list(item.subject) if item.subject else None,
        "cue": list(item.cue) if item.cue else None,
        "object": list(item.object) if item.object else None,
        "rule": item.rule,
    }
    if item.by is not None:
        record["by"] = item.by
    if item.at is not None:
        record["at"] = item.at
    return record


def term_of(record: dict[str, Any]) -> Term:
    """A terms row as a Term."""
    labels = {lang: record[f"label_{lang}"] for lang in ("ja", "en") if record[f"label_{lang}"]}
    return Term(
        id=record["id"],
        label=record["label"],
        labels=labels,
        reading=record["reading"],
        reading_derived=record["reading_derived"],
        aliases=tuple(record["aliases"]),
        categories=tuple(record["categories"]),
        defined=record["defined"],
        definitions=tuple(Definition(**d) for d in record["definitions"]),
    )


def term_record(term: Term) -> dict[str, Any]:
    """A Term as a terms row."""
    return {
        "id": term.id,
        "label": term.label,
        "label_ja": term.labels.get("ja"),
        "label_en": term.labels.get("en"),
        "reading": term.reading,
        "reading_derived": term.reading_derived,
        "aliases": list(term.aliases),
        "categories": list(term.categories),
        "defined": term.defined,
        "definitions": node_attributes(term)["definitions"],
    }


def evidence_of(record: dict[str, Any]) -> Evidence:
    """An evidence row (or an exchange record) as Evidence."""
    spans = {name: tuple(record[name]) if record.get(name) else None for name in ("subject", "cue", "object")}
    return Evidence(
        kind=record["kind"],
        glossary=record["glossary"],
        entry=record["entry"],
        lang=record["lang"],
        sentence=record["sentence"],
        start=record["start"],
        rule=record["rule"],
        by=record.get("by"),
        at=record.get("at"),
        **spans,
    )


def entry_of(record: dict[str, Any]) -> Entry:
    """An entries row as an Entry."""
    return Entry(**{**record, "aliases": tuple(record["aliases"]), "categories": tuple(record["categories"])})


def entry_record(entry: Entry) -> dict[str, Any]:
    """An Entry as an entries row."""
    return {
        "id": entry.id,
        "term": entry.term,
        "reading": entry.reading,
        "aliases": list(entry.aliases),
        "categories": list(entry.categories),
        "lang": entry.lang,
        "definition": entry.definition,
        "glossary": entry.glossary,
        "source": entry.source,
        "line": entry.line,
    }
