"""All shortest paths: counted however many they are, the cheapest of them listed, whatever holds the graph."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from brute import KINDS, Question, questions
from hypothesis import given, settings
from memory import llm, relation, store

from glossgraph.errors import LimitError
from glossgraph.model import MENTIONS
from glossgraph.query import connect, shortest, to_json, to_text
from glossgraph.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

LLM = llm()


@settings(max_examples=200, deadline=None)
@given(questions())
def test_they_are_those_that_a_list_of_all_paths_begins_with(question: Question) -> None:
    found = shortest(question.of, question.x, question.y, question.asked, k=3, ranking=question.ranking)
    listed, over_mentions = question.paths(hops=7), False
    if not listed and question.asked.relations is None and MENTIONS not in question.asked.without:
        listed, over_mentions = question.paths(hops=7, relations=frozenset(KINDS)), True
    if not listed:
        assert (found.paths, found.shortest, bool(found.help)) == ((), None, True)
        return
    fewest = min(hops for _, hops, _ in listed)
    right = [path for path in listed if path[1] == fewest]
    assert (found.shortest, found.over_mentions, found.filter.hops) == (len(right), over_mentions, fewest)
    assert [(path.cost, len(path.hops), tuple(term.id for term in path.terms)) for path in found.paths] == right[:3]


def test_a_grid_with_more_than_ten_to_the_thirty(tmp_path: Path) -> None:
    side = 53
    name = [[f"{row:02}-{column:02}" for column in range(side)] for row in range(side)]
    edges = [relation(name[row][at], "uses", name[row][at + 1]) for row in range(side) for at in range(side - 1)]
    edges += [
        relation(name[at][column], "uses", name[at + 1][column]) for column in range(side) for at in range(side - 1)
    ]
    grid = store([], edges)
    stored = EmbeddedStore(tmp_path / "grid")
    stored.write(grid.graph())
    found = shortest(stored, "00-00", "52-52", k=3)
    assert found.shortest == math.comb(104, 52) > 10**30
    assert [len(path.hops) for path in found.paths] == [104] * 3
    assert to_text(found, stored.vocabulary(), "en").startswith(
        f"{found.shortest:,} shortest paths from 00-00 to 52-52"
    )
    assert to_json(found)["shortest"] == found.shortest
    assert to_json(shortest(grid, "00-00", "52-52", k=3)) == to_json(found)


def test_more_hops_than_can_be_listed() -> None:
    chain = store([], [relation(f"{at:04}", "uses", f"{at + 1:04}") for at in range(1001)])
    with pytest.raises(LimitError, match="1 shortest paths from “0000” to “1001” have 1,001 hops"):
        shortest(chain, "0000", "1001")


def test_what_connects_answers_without_a_count() -> None:
    assert connect(LLM, "Ollama", "GPU").shortest is None
    assert "shortest" not in to_json(connect(LLM, "Ollama", "GPU"))
