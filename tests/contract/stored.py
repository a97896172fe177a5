"""Graphs to store, and whether two are the same."""

from __future__ import annotations

import random

from glossgraph import relations
from glossgraph.model import Definition, Entry, Evidence, Graph, Relation, Term
from glossgraph.model.graph import SCHEMAS, assemble

GLOSSARIES = ("見本", 'a "quoted", name",', "back\\slash")
KINDS = ("compared_with", "is_a", "mentions", "part_of", "uses")


def make(seed: int, terms: int = 12, edges: int = 30) -> Graph:
    """A graph of made-up terms with everything in it that a table can hold; the same for the same numbers."""
    dice = random.Random(seed)
    made = [_term(number, dice) for number in range(terms)]
    ids = [term.id for term in made]
    found = {}
    for _ in range(edges if terms else 0):
        edge = _relation(dice, ids)
        found[edge.source, edge.relation, edge.target] = edge
    names = [(term.id, "label", term.label, term.id) for term in made]
    entries = [
        Entry(term.label, f"{term.label}とは。" * 3, glossary="見本", source="見本.txt", line=9) for term in made
    ]
    return assemble(made, names, found.values(), entries, relations.shipped())


def same(one: Graph, other: Graph) -> bool:
    """Whether two graphs hold the same tables and vocabulary."""
    tables = all(getattr(one, name).equals(getattr(other, name)) for name in SCHEMAS)
    return tables and one.vocabulary == other.vocabulary


def _term(number: int, dice: random.Random) -> Term:
    name = f"語{number:04}" if number % 3 else f"Term-{number:04}"
    text = f"{name}は" + "".join(dice.choices("あいうえお漢字。", k=20))
    defined = dice.random() < 0.7
    return Term(
        id=name.lower(),
        label=name,
        labels={"ja": name} if number % 3 else {"en": name, "ja": f"ターム{number}"},
        reading="よみ" if number % 3 else None,
        reading_derived=number % 2 == 0,
        aliases=("別名", "alias") if number % 4 == 0 else (),
        categories=("分類",),
        defined=defined,
        definitions=(Definition("見本", "ja", number, text),) if defined else (),
    )


def _relation(dice: random.Random, ids: list[str]) -> Relation:
    source, target = dice.choice(ids), dice.choice(ids)
    quotes = tuple(_evidence(dice, source) for _ in range(dice.randint(1, 3)))
    return Relation(source, dice.choice(KINDS), target, dice.randint(100, 1000) / 1000, quotes)


def _evidence(dice: random.Random, entry: str) -> Evidence:
    sentence = "".join(dice.choices("かきくけこ漢字 ab", k=dice.randint(5, 40)))
    curated = dice.random() < 0.2
    return Evidence(
        kind="curated" if curated else "text",
        glossary=GLOSSARIES[len(sentence) % len(GLOSSARIES)],
        entry=entry,
        lang="ja",
        sentence=None if curated else sentence,
        start=dice.randint(0, 99),
        subject=(0, 2) if dice.random() < 0.5 else None,
        cue=(2, 3) if dice.random() < 0.5 else None,
        object=(3, 5) if dice.random() < 0.5 else None,
        rule="user" if curated else "frame",
        by="somebody" if curated else None,
        at="2025-01-01" if curated else None,
    )
