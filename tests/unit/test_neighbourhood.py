"""What is around a term: the cheapest terms, their relations, and nothing that hangs in the air."""

from __future__ import annotations

import pytest
from brute import KINDS, Question, passes, questions
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import llm, relation, store

from glossgraph.errors import UnknownTermError, UserError
from glossgraph.model import MENTIONS, Filter, Neighbourhood
from glossgraph.query import around

LLM = llm()


def ids(found: Neighbourhood) -> list[str]:
    return [one.id for one in found.terms]


def test_one_hop_with_every_relation_among_the_kept_terms() -> None:
    found = around(LLM, "llama.cpp")
    assert ids(found)[0] == "llama.cpp"
    assert set(ids(found)) == {"llama.cpp", "ollama", "cpu", "gpu", "gguf", "量子化", "vllm"}
    assert found.hops == (0, 1, 1, 1, 1, 1, 1)
    assert found.complete
    among = {(edge.source, edge.relation, edge.target) for edge in found.relations}
    assert ("vllm", "runs_on", "gpu") in among
    assert ("量子化", "reduces", "vram") not in among


def test_the_budget_keeps_the_cheapest_and_says_that_there_is_more() -> None:
    star = store([], [relation("hub", "uses", f"leaf{at}", 0.5 + at / 20) for at in range(6)])
    found = around(star, "hub", budget=2)
    assert (ids(found), found.complete) == (["hub", "leaf5", "leaf4"], False)
    assert ids(around(star, "hub", budget=0)) == ["hub"]
    assert around(star, "hub", budget=6).complete


def test_mentions_only_where_they_are_asked_for() -> None:
    assert ids(around(LLM, "Go")) == ["go"]
    assert ids(around(LLM, "Go", filter=Filter(relations=frozenset({"mentions"})))) == ["go", "ollama"]


def test_a_hub_is_reached_but_not_passed() -> None:
    star = store([], [relation("hub", "uses", f"leaf{at}") for at in range(6)])
    assert ids(around(star, "leaf1", hops=3, filter=Filter(through=5))) == ["leaf1", "hub"]
    assert len(ids(around(star, "leaf1", hops=3, filter=Filter(through=6)))) == 7


def test_refusals() -> None:
    with pytest.raises(UserError, match="from 1 to 1000 hops"):
        around(LLM, "Ollama", hops=0)
    with pytest.raises(UserError, match="cannot have -1 terms"):
        around(LLM, "Ollama", budget=-1)
    with pytest.raises(UnknownTermError):
        around(LLM, "Olama")


@settings(max_examples=300, deadline=None)
@given(questions(), st.sampled_from([1, 3, 100]))
def test_the_neighbourhood_agrees_with_brute_force(question: Question, budget: int) -> None:
    asked, of = question.asked, question.of
    found = around(of, question.x, hops=asked.hops, budget=budget, filter=asked, ranking=question.ranking)
    ends = set(of.graph().ids) - {question.x} - asked.avoid
    if asked.defined_only:
        ends -= {one.id for one in of.graph().iter_terms() if not one.defined}
    best = sorted((*ways[0][:2], y) for y in ends if (ways := question.paths(y)))
    assert ids(found)[1:] == [y for *_, y in best[:budget]]
    assert found.hops[1:] == tuple(hops for _, hops, _ in best[:budget])
    assert found.complete == (len(best) <= budget)
    kinds = asked.relations or frozenset(KINDS) - {MENTIONS}
    assert list(found.relations) == [
        edge.quoting(asked.glossaries)
        for edge in of.graph().iter_relations()
        if {edge.source, edge.target} <= set(ids(found)) and edge.relation in kinds and passes(edge, asked)
    ]
