"""Two terms side by side: every relation of both in one place."""

from __future__ import annotations

import pytest
from brute import KINDS, Question, leads, passes, questions
from hypothesis import given, settings
from memory import llm, relation, store

from glossgraph.errors import LimitError, UserError
from glossgraph.model import MENTIONS, Comparison, Relation
from glossgraph.query import compare, to_json, to_markdown, to_text

LLM = llm()
LORA = store(
    [],
    [
        relation("LoRA", "is_a", "fine-tuning"),
        relation("QLoRA", "is_a", "fine-tuning"),
        relation("QLoRA", "is_a", "LoRA", 0.9, "QLoRA is a LoRA."),
        relation("LoRA", "uses", "adapter"),
        relation("adapter", "uses", "QLoRA"),
        relation("QLoRA", "uses", "quantization"),
        relation("paper", "improves", "LoRA"),
        relation("LoRA", "uses", "LoRA"),
    ],
)


def test_what_they_share_and_what_tells_them_apart() -> None:
    found = compare(LORA, "LoRA", "QLoRA")
    assert [edge.relation for edge in found.between] == ["is_a"]
    assert [(one.term.id, one.alike) for one in found.shared] == [("fine-tuning", ("is_a",)), ("adapter", ())]
    assert [term.id for term, _ in found.only_x] == ["paper"]
    assert [term.id for term, _ in found.only_y] == ["quantization"]


def test_as_a_table_in_both_languages() -> None:
    found = compare(LORA, "LoRA", "QLoRA")
    assert to_text(found, LORA.vocabulary(), "en").splitlines() == [
        "lora and qlora side by side",
        "   lora includes qlora  (confidence 90%)",
        "      “QLoRA is a LoRA.” — QLoRA (demo)",
        "",
        "                lora            qlora",
        "Both, alike",
        "  fine-tuning   → is a kind of  → is a kind of",
        "Both, otherwise",
        "  adapter       → uses          ← uses",
        "Only lora",
        "  paper         ← improves",
        "Only qlora",
        "  quantization                  → uses",
    ]
    assert "| adapter | → uses | ← uses |" in to_markdown(found, LORA.vocabulary(), "en")
    said = to_text(compare(LLM, "量子化", "GPU"), LLM.vocabulary(), "ja").splitlines()
    assert "両方に別の関係" in said
    assert next(one for one in to_json(found)["shared"] if one["alike"])["term"]["id"] == "fine-tuning"


def test_nothing_in_common_is_said() -> None:
    assert "No term is related to both Go and Lonely." in to_text(compare(LLM, "Go", "Lonely"), LLM.vocabulary(), "en")


def test_refusals() -> None:
    with pytest.raises(UserError, match="Both names"):
        compare(LLM, "Ollama", "オラマ")
    with pytest.raises(LimitError):
        compare(LLM, "Ollama", "GPU", seconds=0)


def _all(found: Comparison, side: str) -> dict[str, set[Relation]]:
    shared = {one.term.id: {*getattr(one, side)} for one in found.shared}
    return shared | {term.id: {*edges} for term, edges in getattr(found, f"only_{side}")}


@settings(max_examples=200, deadline=None)
@given(questions())
def test_every_passing_relation_of_both_is_there_once(question: Question) -> None:
    asked, of = question.asked, question.of
    found = compare(of, question.x, question.y, asked)
    kinds = asked.relations or frozenset(KINDS) - {MENTIONS}
    passing = (edge for edge in of.graph().iter_relations() if edge.relation in kinds and passes(edge, asked))
    edges = [edge.quoting(asked.glossaries) for edge in passing]
    out = asked.avoid | (
        {one.id for one in of.graph().iter_terms() if not one.defined} if asked.defined_only else set()
    )
    for side, end, other in (("x", question.x, question.y), ("y", question.y, question.x)):
        expected: dict[str, set[Relation]] = {}
        for there in set(of.graph().ids) - out - {end, other}:
            over = {edge for edge in edges if leads(edge, end, there, asked.direction)}
            if over:
                expected[there] = over
        assert _all(found, side) == expected
    for one in found.shared:
        for kind in KINDS:
            mine, theirs = (
                {edge.source == one.term.id for edge in side if edge.relation == kind} for side in (one.x, one.y)
            )
            assert (kind in one.alike) == bool(mine & theirs)
