"""What joins three and more terms: at most twice the cheapest tree, and nothing that hangs loose."""

from __future__ import annotations

from itertools import chain, combinations, pairwise

import pytest
from brute import KINDS, hop_cost, log2
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import llm, relation, store, term

from glossgraph.errors import LimitError, UnknownTermError, UserError
from glossgraph.model import MENTIONS, Filter, Joined, Ranking
from glossgraph.paths import COSTS
from glossgraph.query import connect, join, to_json, to_markdown, to_text
from glossgraph.stores import Store

LLM = llm()
Prices = dict[tuple[str, str], int]


def ids(found: Joined) -> list[list[str]]:
    return [[one.id for one in path.terms] for path in found.paths]


def prices(of: Store, ends: list[str], ranking: str) -> Prices:
    """Twice what each step of a tree costs: the step, and half of passing each of its inner terms."""
    edges = list(of.graph().iter_relations())
    hub = {t: log2(max(1, sum(t in (e.source, e.target) for e in edges)), COSTS[ranking].hub) for t in of.graph().ids}
    hub |= dict.fromkeys(ends, 0)
    found: Prices = {}
    for edge in edges:
        a, b = sorted((edge.source, edge.target))
        if a != b and edge.relation != MENTIONS:
            cost = 2 * hop_cost(ranking, edge.relation, round(1000 * edge.confidence)) + hub[a] + hub[b]
            found[a, b] = min(cost, found.get((a, b), cost))
    return found


def spanning(terms: set[str], price: Prices) -> int | None:
    """What the cheapest tree of exactly these terms costs; None when there is none (Prim 1957)."""
    inside, cost = {min(terms)}, 0
    while inside < terms:
        out = [(c, pair) for pair, c in price.items() if set(pair) <= terms and len(inside.intersection(pair)) == 1]
        if not out:
            return None
        cheapest, pair = min(out)
        inside |= set(pair)
        cost += cheapest
    return cost


def best(of: Store, ends: list[str], ranking: str) -> int | None:
    """Twice what the cheapest tree costs that holds the ends, by trying every set of terms."""
    price, others = prices(of, ends, ranking), sorted(set(of.graph().ids) - set(ends))
    sets = chain.from_iterable(combinations(others, many) for many in range(len(others) + 1))
    found = (spanning({*ends, *inner}, price) for inner in sets)
    return min((cost for cost in found if cost is not None), default=None)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Store, list[str], Ranking]:
    names = [f"t{at:02}" for at in range(draw(st.integers(3, 12)))]
    end = st.sampled_from(names)
    sure = st.sampled_from([0.3, 0.6, 0.9, 1.0])
    edges = draw(st.dictionaries(st.tuples(end, st.sampled_from(KINDS), end), sure, min_size=1, max_size=30))
    made = store([term(one) for one in names], [relation(a, kind, b, c) for (a, kind, b), c in edges.items()])
    ends = draw(st.permutations(names))[: draw(st.integers(max(2, len(names) - 7), min(8, len(names))))]
    return made, list(ends), draw(st.sampled_from(("default", "shortest", "specific", "evidenced")))


@settings(max_examples=150, deadline=None)
@given(questions())
def test_at_most_twice_the_cheapest_tree(question: tuple[Store, list[str], Ranking]) -> None:
    of, ends, ranking = question
    found = join(of, ends, Filter(hops=12, without=frozenset({MENTIONS})), ranking=ranking)
    right = best(of, ends, ranking)
    assert bool(found.paths) == (right is not None)
    assert (len(found.groups) == 1) == (right is not None)
    if right is None:
        return
    price = prices(of, ends, ranking)
    steps = [pair for path in ids(found) for pair in pairwise(path)]
    edges = {(min(pair), max(pair)) for pair in steps}
    assert len(edges) == len(steps) == len({*chain.from_iterable(steps)}) - 1  # a tree, each step once
    cost = sum(price[edge] for edge in edges)
    assert right <= cost <= 2 * right
    assert found.cost == (cost + 1) // 2
    loose = {one for one in chain.from_iterable(edges) if sum(one in edge for edge in edges) == 1}
    assert loose <= set(ends)
    told = {ends[0]}
    for path in ids(found):
        assert path[0] in told
        assert path[-1] in ends
        assert not {*path[1:-1]} & {*ends}
        told |= {*path}
    assert told >= set(ends)


@settings(max_examples=60, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_the_terms_changes_the_telling_only(
    question: tuple[Store, list[str], Ranking], random: object
) -> None:
    of, ends, ranking = question
    found, other = (join(of, order, ranking=ranking) for order in (ends, ends[::-1]))
    steps, reverse = ({frozenset(pair) for path in ids(one) for pair in pairwise(path)} for one in (found, other))
    assert (steps, found.cost) == (reverse, other.cost)


def test_three_terms_meet_in_a_fourth() -> None:
    found = join(LLM, ["Ollama", "GGUF", "CPU"])
    assert ids(found) == [["ollama", "llama.cpp", "gguf"], ["llama.cpp", "cpu"]]
    assert [[edge.relation for edge in path.hops[-1].relations] for path in found.paths] == [
        ["uses", "implements"],
        ["runs_on"],
    ]
    assert found.paths[0] == connect(LLM, "Ollama", "GGUF").paths[0]


def test_two_terms_are_a_path() -> None:
    found, path = join(LLM, ["Ollama", "VRAM"]), connect(LLM, "Ollama", "VRAM").paths[0]
    assert (found.paths, found.cost) == ((path,), path.cost)


def test_names_of_any_kind() -> None:
    assert join(LLM, ["オラマ", "びでおめもり", "quantisation"]) == join(LLM, ["ollama", "vram", "量子化"])


def test_filters_and_mentions() -> None:
    found = join(LLM, ["Ollama", "Go", "CPU"])
    assert found.over_mentions
    assert ids(found) == [["ollama", "go"], ["ollama", "llama.cpp", "cpu"]]
    without = join(LLM, ["Ollama", "GPU", "VRAM"], Filter(avoid=frozenset({"量子化"})))
    assert all("量子化" not in path for path in ids(without))


def test_what_cannot_be_joined_is_told_in_groups() -> None:
    found = join(LLM, ["Ollama", "Lonely", "CPU"])
    assert (found.paths, [[one.id for one in group] for group in found.groups]) == (
        (),
        [["ollama", "cpu"], ["lonely"]],
    )
    said = to_text(found, LLM.vocabulary(), "en")
    assert "joined with each other: Ollama, CPU" in said
    assert "With none of the others joined: Lonely." in said
    assert to_json(found)["groups"] == [["ollama", "cpu"], ["lonely"]]


def test_told_in_both_languages_with_quotes() -> None:
    found = join(LLM, ["Ollama", "GGUF", "CPU"])
    said = to_text(found, LLM.vocabulary(), "en")
    assert said.startswith("2 paths join Ollama, GGUF, CPU\n")
    assert "llama.cpp reads GGUF files." in said
    assert "つなぐ道筋: 2件" in to_text(found, LLM.vocabulary(), "ja")
    assert "[^1]: “" in to_markdown(found, LLM.vocabulary(), "en")


@pytest.mark.parametrize(
    ("terms", "filter", "message"),
    [
        (["Ollama"], Filter(), "From 2 to 12 terms"),
        ([f"{at}" for at in range(13)], Filter(), "did you mean|no term|No term"),
        (["Ollama", "GPU", "オラマ"], Filter(), "Both names are the term “Ollama”"),
        (["Ollama", "GPU"], Filter(direction="forward"), "leave the direction out"),
        (["Ollama", "GPU", "CPU"], Filter(avoid=frozenset({"CPU"})), "cannot be avoided too"),
    ],
)
def test_questions_without_sense(terms: list[str], filter: Filter, message: str) -> None:
    with pytest.raises(UserError, match=message):
        join(LLM, terms, filter)


def test_out_of_time() -> None:
    with pytest.raises(LimitError, match="allow it more time"):
        join(LLM, ["Ollama", "GPU", "CPU"], seconds=0)
    with pytest.raises(UnknownTermError):
        join(LLM, ["Olama", "GPU", "CPU"])
