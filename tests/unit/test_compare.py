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


def test_a_budget_lists_the_closest_of_each_part_and_counts_them_all() -> None:
    edges = [relation(end, "uses", f"both {at}", 0.9) for at in range(4) for end in ("a", "b")]
    edges += [relation("a", "uses", f"one {at}", 0.5 + at / 10) for at in range(4)]
    edges += [relation(f"other {at}", "uses", "both 0", 0.9) for at in range(9)]
    of = store([], edges)
    whole, found = compare(of, "a", "b"), compare(of, "a", "b", budget=2)
    assert whole.counts == found.counts == (4, 0, 4, 0)
    assert len(whole.shared) == len(whole.only_x) == 4
    assert [one.term.id for one in found.shared] == ["both-1", "both-2"]  # both-0 is related to much else
    assert [term.id for term, _ in found.only_x] == ["one-2", "one-3"]  # the surest
    assert all(one in whole.shared for one in found.shared)
    said = to_text(found, of.vocabulary(), "en").splitlines()
    assert "Both, alike: the 2 closest of 4" in said
    assert "Only a: the 2 closest of 4" in said
    assert "| **aだけ（4語のうち近い2語）** | | |" in to_markdown(found, of.vocabulary(), "ja")
    assert to_json(found)["counts"] == {"alike": 4, "otherwise": 0, "only_x": 4, "only_y": 0}


def test_refusals() -> None:
    with pytest.raises(UserError, match="1 or more"):
        compare(LLM, "Ollama", "GPU", budget=0)
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
        few = compare(of, question.x, question.y, asked, budget=1)
        assert _all(few, side).items() <= expected.items()
    both = len(found.shared)
    alike = sum(bool(one.alike) for one in found.shared)
    assert few.counts == found.counts == (alike, both - alike, len(found.only_x), len(found.only_y))
    assert len(few.shared) == bool(alike) + bool(both - alike)
    assert (len(few.only_x), len(few.only_y)) == (bool(found.only_x), bool(found.only_y))
    for one in found.shared:
        for kind in KINDS:
            mine, theirs = (
                {edge.source == one.term.id for edge in side if edge.relation == kind} for side in (one.x, one.y)
            )
            assert (kind in one.alike) == bool(mine & theirs)
