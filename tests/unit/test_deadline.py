"""A question out of time ends in an error that says how to mend it; the clock is a made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from memory import llm, relation, store

from glossgraph.arrays import deadline, limited
from glossgraph.errors import LimitError
from glossgraph.query import around, connect, shortest
from glossgraph.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

LLM = llm()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on by its second number each time somebody looks at it."""
    now = [100.0, 0.0]

    def look() -> float:
        now[0] += now[1]
        return now[0]

    monkeypatch.setattr("glossgraph.arrays.deadline.monotonic", look)
    return now


def test_the_earlier_of_two_limits_counts(clock: list[float]) -> None:
    deadline.check()
    with limited(5):
        with limited(50):
            clock[0] += 4.9
            deadline.check()
            clock[0] += 0.2
            with pytest.raises(LimitError, match="fewer hops or fewer paths, leave out a type of relation, or allow"):
                deadline.check()
        with pytest.raises(LimitError):
            deadline.check()
    deadline.check()


def test_every_question_has_a_limit(clock: list[float], tmp_path: Path) -> None:
    stored = EmbeddedStore(tmp_path / "graph")
    stored.write(LLM.graph())
    clock[1] = 20.0
    for of in (LLM, stored):
        for ask in (connect, shortest):
            with pytest.raises(LimitError, match="takes longer"):
                ask(of, "Ollama", "VRAM")
            assert ask(of, "Ollama", "VRAM", seconds=1e6).paths
        with pytest.raises(LimitError, match="takes longer"):
            around(of, "Ollama", hops=3)


def test_a_long_chain_is_left_in_the_middle(clock: list[float]) -> None:
    chain = store([], [relation(f"{at:04}", "uses", f"{at + 1:04}") for at in range(900)])
    clock[1] = 0.1
    with pytest.raises(LimitError, match="takes longer"):
        connect(chain, "0000", "0900", seconds=30)


def test_reading_what_was_found_is_within_the_limit_too(clock: list[float], tmp_path: Path) -> None:
    stored = EmbeddedStore(tmp_path / "graph")
    stored.write(LLM.graph())
    with limited(5):
        assert stored.relations([0])
        clock[0] += 6
        with pytest.raises(LimitError, match="takes longer"):
            stored.relations([0])
