"""What connects X to Y: filters, mentions as a last resort, hubs, and help where nothing connects."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest
from brute import KINDS, Question, every_path, leads, passes, questions
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import llm, relation, store, term

from glossgraph.errors import UnknownTermError, UserError
from glossgraph.model import MENTIONS, Answer, Filter, Help, Path
from glossgraph.query import around, connect, search, to_json
from glossgraph.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    import pathlib

LLM = llm()


def ids(path: Path) -> list[str]:
    return [term.id for term in path.terms]


def help_of(answer: Answer) -> Help:
    assert answer.help is not None
    return answer.help


def helped(help: Help | None) -> set[str]:
    assert help is not None
    return {name for name, value in asdict(help).items() if value is True}


def test_names_of_any_kind_give_the_same_answer() -> None:
    answer = connect(LLM, "Ollama", "VRAM")
    assert ids(answer.paths[0]) == ["ollama", "llama.cpp", "量子化", "vram"]
    assert not answer.over_mentions
    assert answer == connect(LLM, "オラマ", "びでおめもり") == connect(LLM, "ollama", "vram")


def test_a_hop_carries_every_relation_between_its_terms_the_cheapest_first() -> None:
    answer = connect(LLM, "Ollama", "GGUF")
    hop = answer.paths[0].hops[1]
    assert [(edge.source, edge.relation) for edge in hop.relations] == [
        ("llama.cpp", "uses"),
        ("llama.cpp", "implements"),
    ]
    assert hop.relations[0].evidence[0].sentence == "llama.cpp reads GGUF files."


def test_relations_that_run_the_other_way_are_carried_as_they_run() -> None:
    answer = connect(LLM, "VRAM", "Ollama")
    assert [ids(path) for path in answer.paths] == [ids(path)[::-1] for path in connect(LLM, "Ollama", "VRAM").paths]
    assert answer.paths[0].hops[-1].relations[0].source == "ollama"


def test_direction() -> None:
    assert [ids(path) for path in connect(LLM, "Ollama", "GPU", Filter(direction="forward")).paths] == [
        ["ollama", "llama.cpp", "gpu"],
        ["ollama", "llama.cpp", "vllm", "gpu"],
        ["ollama", "llama.cpp", "量子化", "vram", "gpu"],
    ]
    backward = connect(LLM, "Ollama", "GPU", Filter(direction="backward"))
    assert (backward.paths, helped(backward.help)) == ((), {"other_direction", "any_direction", "without_filter"})


def test_one_direction_carries_only_relations_of_that_direction() -> None:
    both = store([], [relation("a", "uses", "b"), relation("b", "improves", "a"), relation("a", "compared_with", "b")])
    carried = {
        way: [edge.relation for edge in connect(both, "a", "b", Filter(direction=way)).paths[0].hops[0].relations]
        for way in ("any", "forward", "backward")
    }
    assert carried == {
        "any": ["improves", "uses", "compared_with"],
        "forward": ["uses", "compared_with"],
        "backward": ["improves", "compared_with"],
    }


def test_only_the_relations_asked_for() -> None:
    only = connect(LLM, "Ollama", "GPU", Filter(relations=frozenset({"uses", "runs_on"}), hops=2))
    assert [ids(path) for path in only.paths] == [["ollama", "llama.cpp", "gpu"]]
    without = connect(LLM, "Ollama", "GPU", Filter(without=frozenset({"runs_on"})))
    assert [ids(path) for path in without.paths] == [["ollama", "llama.cpp", "量子化", "vram", "gpu"]]
    none = connect(LLM, "Ollama", "GPU", Filter(without=frozenset({"runs_on", "reduces", "mentions"})))
    assert helped(none.help) == {"mentions", "other_relations", "without_filter"}


def test_mentions_only_where_nothing_else_connects() -> None:
    answer = connect(LLM, "Go", "llama.cpp")
    assert (answer.over_mentions, ids(answer.paths[0])) == (True, ["go", "ollama", "llama.cpp"])
    assert answer.filter.relations is None
    refused = connect(LLM, "Go", "llama.cpp", Filter(without=frozenset({MENTIONS})))
    assert (refused.over_mentions, helped(refused.help)) == (False, {"mentions", "without_filter"})
    assert helped(connect(LLM, "Go", "llama.cpp", Filter(relations=frozenset({"uses"}))).help) == {
        "mentions",
        "without_filter",
    }
    asked = connect(LLM, "Ollama", "VRAM", Filter(relations=frozenset({"uses", "reduces", MENTIONS})))
    assert (asked.over_mentions, ids(asked.paths[0])) == (False, ["ollama", "vram"])


def test_help_tells_how_far_it_looked_and_how_far_apart_they_are() -> None:
    chain = store([], [relation(f"t{at}", "uses", f"t{at + 1}") for at in range(9)])
    help = help_of(connect(chain, "t0", "t5"))
    assert (help.looked, help.distance, help.distance_filtered, helped(help)) == (4, 5, 5, {"more_hops"})
    far = help_of(connect(chain, "t0", "t9", Filter(hops=2)))
    assert (far.looked, far.distance, helped(far)) == (2, 9, set())
    lonely = help_of(connect(LLM, "Lonely", "GPU"))
    assert (lonely.distance, lonely.distance_filtered, helped(lonely)) == (None, None, set())


def test_help_with_confidence_avoided_and_undefined_terms() -> None:
    weak = store([term("a"), term("b")], [relation("a", "uses", "m", 0.4), relation("m", "uses", "b", 0.9)])
    assert helped(connect(weak, "a", "b", Filter(min_confidence=0.5)).help) == {"lower_confidence", "without_filter"}
    assert len(connect(weak, "a", "b", Filter(min_confidence=0.4)).paths) == 1
    assert helped(connect(weak, "a", "b", Filter(avoid=frozenset({"m"}))).help) == {"avoided", "without_filter"}
    assert helped(connect(weak, "a", "b", Filter(defined_only=True)).help) == {"undefined", "without_filter"}
    both = Filter(defined_only=True, min_confidence=0.5)
    assert helped(connect(weak, "a", "b", both).help) == {"without_filter"}


def test_a_term_with_too_many_relations_is_an_end_but_no_way_through_and_named() -> None:
    star = store([], [relation("hub", "uses", f"leaf{at}") for at in range(6)])
    assert ids(connect(star, "leaf1", "hub", Filter(through=5)).paths[0]) == ["leaf1", "hub"]
    answer = connect(star, "leaf1", "leaf2", Filter(through=5))
    assert (answer.paths, answer.closed, helped(answer.help)) == ((), ("hub",), {"hubs", "without_filter"})
    assert (help_of(answer).distance, help_of(answer).distance_filtered) == (2, None)
    assert len(connect(star, "leaf1", "leaf2", Filter(through=6)).paths) == 1


def test_terms_to_avoid_may_be_named() -> None:
    answer = connect(LLM, "Ollama", "VRAM", Filter(avoid=frozenset({"りょうしか"})))
    assert answer.filter.avoid == {"量子化"}
    assert answer.paths
    assert all("量子化" not in ids(path) for path in answer.paths)


@pytest.mark.parametrize(
    ("x", "y", "filter", "message"),
    [
        ("Ollama", "オラマ", Filter(), "Both names are the term “Ollama”: ask for two different terms."),
        ("Ollama", "GPU", Filter(avoid=frozenset({"gpu"})), "“GPU” is an end of the path and cannot be avoided too."),
        ("Ollama", "GPU", Filter(hops=0), "A path has from 1 to 1000 hops: 0 hops cannot be asked for."),
        ("Ollama", "GPU", Filter(hops=1001), "A path has from 1 to 1000 hops: 1001 hops cannot be asked for."),
        ("Ollama", "GPU", Filter(min_confidence=1.5), "A confidence lies between 0 and 1: 1.5 does not."),
    ],
)
def test_questions_without_sense(x: str, y: str, filter: Filter, message: str) -> None:
    with pytest.raises(UserError) as caught:
        connect(LLM, x, y, filter)
    assert str(caught.value) == message


def test_the_embedded_store_gives_the_same_answers(tmp_path: pathlib.Path) -> None:
    stored = EmbeddedStore(tmp_path / "graph")
    stored.write(LLM.graph())
    ids = LLM.graph().ids
    questions = [(x, y) for x in ids for y in ids if x != y]
    for asked in (Filter(), Filter(direction="forward", hops=2, through=3)):
        for x, y in questions:
            assert to_json(connect(stored, x, y, asked)) == to_json(connect(LLM, x, y, asked))
    for x in ids:
        assert around(stored, x, hops=2, budget=4) == around(LLM, x, hops=2, budget=4)
    assert search(stored, "ラマ") == search(LLM, "ラマ")


def test_other_refusals() -> None:
    with pytest.raises(UserError, match="no relation “eats”: choose among applied_to"):
        connect(LLM, "Ollama", "GPU", Filter(relations=frozenset({"eats"})))
    with pytest.raises(UserError, match="no ranking “best”"):
        connect(LLM, "Ollama", "GPU", ranking="best")  # type: ignore[arg-type]
    with pytest.raises(UserError, match="no direction “up”"):
        connect(LLM, "Ollama", "GPU", Filter(direction="up"))  # type: ignore[arg-type]
    with pytest.raises(UserError, match="From 1 to 1000 paths"):
        connect(LLM, "Ollama", "GPU", k=0)
    with pytest.raises(UnknownTermError, match="did you mean Ollama"):
        connect(LLM, "Olama", "GPU")


@settings(max_examples=500, deadline=None)
@given(questions(), st.sampled_from([1, 3, 1000]))
def test_the_answer_agrees_with_brute_force_under_every_filter(question: Question, k: int) -> None:
    asked = question.asked
    answer = connect(question.of, question.x, question.y, asked, k=k, ranking=question.ranking)
    expected, over_mentions = question.paths(), False
    if not expected and asked.relations is None and MENTIONS not in asked.without:
        expected = question.paths(relations=frozenset(KINDS))
        over_mentions = bool(expected)
    assert answer.over_mentions == over_mentions
    assert [(path.cost, len(path.hops), tuple(ids(path))) for path in answer.paths] == expected[:k]
    kinds = frozenset(KINDS) if over_mentions else asked.relations or frozenset(KINDS) - {MENTIONS}
    edges = list(question.of.graph().iter_relations())
    for path in answer.paths:
        for hop in path.hops:
            assert sorted(hop.relations, key=str) == sorted(
                (
                    edge.quoting(asked.glossaries)
                    for edge in edges
                    if leads(edge, hop.x.id, hop.y.id, asked.direction)
                    and edge.relation in kinds
                    and passes(edge, asked)
                ),
                key=str,
            )


@settings(max_examples=300, deadline=None)
@given(questions())
def test_help_is_true(question: Question) -> None:
    asked = question.asked
    help = connect(question.of, question.x, question.y, asked, ranking=question.ranking).help
    if help is None:
        return
    opposite = {"forward": "backward", "backward": "forward", "any": "any"}[asked.direction]
    changes: dict[str, dict[str, Any]] = {
        "more_hops": {"hops": asked.hops + 1},
        "other_direction": {"direction": opposite},
        "any_direction": {"direction": "any"},
        "lower_confidence": {"min_confidence": 0.0},
        "avoided": {"avoid": frozenset()},
        "other_glossaries": {"glossaries": frozenset()},
        "undefined": {"defined_only": False},
        "hubs": {"through": 20_000},
        "other_relations": {"relations": None, "without": frozenset()},
    }
    true = {name: bool(question.paths(**change)) for name, change in changes.items()}
    assert {name: getattr(help, name) for name in changes} == true
    anything = Filter(relations=frozenset(KINDS), hops=asked.hops)
    assert help.without_filter == bool(every_path(question.of, question.x, question.y, anything, "default"))
    typed = [hops for _, hops, _ in every_path(question.of, question.x, question.y, Filter(hops=7), "default")]
    assert help.distance == min(typed, default=None)
    under = [hops for _, hops, _ in question.paths(hops=7)]
    assert help.distance_filtered == min(under, default=None)
