"""Romaji finds readings."""

from __future__ import annotations

import pytest

from glossgraph import relations
from glossgraph.build import graph_of
from glossgraph.model import Entry
from glossgraph.query.lookup import find
from glossgraph.query.romaji import kana


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ryoushika", "りょうしか"),
        ("gakkou", "がっこう"),
        ("kon'ya", "こんや"),
        ("shimbun", "しんぶん"),
        ("matcha", "まっちゃ"),
    ],
)
def test_romaji_is_kana(said: str, expected: str) -> None:
    assert kana(said)[0] == expected


@pytest.mark.parametrize("said", ["linux", "x", "", "量子", "c++", "a" * 99])
def test_what_is_no_romaji_has_no_kana(said: str) -> None:
    assert kana(said) == []


@pytest.mark.parametrize(
    ("said", "label"),
    [("kaaneru", "カーネル"), ("かーねる", "カーネル"), ("ryoushika", "量子化"), ("ryōshika", "量子化")],
)
def test_terms_are_found_by_romaji(said: str, label: str) -> None:
    graph, _ = graph_of([Entry("カーネル", "中心部です。"), Entry("量子化", "粗くする処理です。")], relations.shipped())
    assert find(graph.names, graph.terms, said)[0].label == label


def test_a_latin_name_comes_before_what_it_reads_in_kana() -> None:
    graph, _ = graph_of(
        [Entry("Kana", "A script.", lang="en"), Entry("仮名", "文字です。", reading="かな")], relations.shipped()
    )
    assert find(graph.names, graph.terms, "kana")[0].label == "Kana"
