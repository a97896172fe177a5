"""Alias files: names that are one, circles and what else is wrong with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossgraph.build import build_graph
from glossgraph.errors import InputError
from glossgraph.extract import read_aliases
from glossgraph.formats import write_graph
from glossgraph.model import Problem
from glossgraph.shipped import data_file


def _read(tmp_path: Path, text: str) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    path = tmp_path / "a.aliases.tsv"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    rows = [(entry.term, entry.aliases) for entry in read_aliases(path, problems)]
    return rows, [str(problem).removeprefix(path.as_posix()) for problem in problems]


def test_lines_and_comments(tmp_path: Path) -> None:
    assert _read(tmp_path, "# words\n\n甲\t乙\t丙\n") == ([("甲", ("乙", "丙"))], [])


@pytest.mark.parametrize("text", ["甲\t乙\n乙\t甲\n", "甲\t乙\n乙\t丙\n丙\t甲\n"])
def test_a_circle_is_reported_with_its_line_and_left_out(tmp_path: Path, text: str) -> None:
    rows, problems = _read(tmp_path, text)
    assert len(rows) == text.count("\n") - 1
    assert len(problems) == 1
    assert problems[0].startswith(f":{len(rows) + 1}: ")
    assert "circle" in problems[0]


def test_lonely_and_endless_names_are_reported(tmp_path: Path) -> None:
    rows, problems = _read(tmp_path, f"甲\n乙\t{'あ' * 2000}\n")
    assert rows == []
    assert [problem[:3] for problem in problems] == [":1:", ":2:"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_aliases(tmp_path / "none.tsv", []))


def test_the_shipped_glossary_in_two_languages_is_one_graph_in_either_order(tmp_path: Path) -> None:
    pages = [data_file("local-llm.ja.txt"), data_file("local-llm.en.md")]
    written = []
    for order in (pages, pages[::-1]):
        graph, report = build_graph(order, aliases=[data_file("local-llm.aliases.tsv")])
        write_graph(graph, tmp_path / "graph.json")
        written.append((tmp_path / "graph.json").read_bytes())
    assert written[0] == written[1]
    assert report.terms - len(report.undefined) == 137
    term = graph.term(graph.index("量子化") or 0)
    assert {definition.lang for definition in term.definitions} == {"ja", "en"}
    assert term.labels["en"].casefold() == "quantization"
    model = graph.term(graph.index("モデル") or 0)
    assert (model.labels, model.defined) == ({"ja": "モデル", "en": "model"}, False)
    both = sum(len({item.lang for item in edge.evidence}) == 2 for edge in graph.iter_relations())
    assert both > 250
