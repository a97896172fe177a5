"""Names looked up: the order of matches, suggestions, and one term for one name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from memory import llm, store, term

from glossgraph import relations
from glossgraph.build import graph_of
from glossgraph.errors import UnknownTermError
from glossgraph.model import Entry
from glossgraph.query import open_store, resolve, search
from glossgraph.query.lookup import edits

if TYPE_CHECKING:
    from glossgraph.stores import Store

LLM = llm()


def matches(of: Store, text: str, limit: int = 8) -> list[tuple[str, str]]:
    return [(match.term, match.how) for match in search(of, text, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("go", ("go", "label")),
        ("ＧＯ", ("go", "label")),
        ("ollama", ("ollama", "label")),
        ("オラマ", ("ollama", "reading")),
        ("おらま", ("ollama", "reading")),
        ("りょうしか", ("量子化", "reading")),
        ("リョウシカ", ("量子化", "reading")),
        ("Quantization", ("量子化", "label")),
        ("quantisation", ("量子化", "alias")),
        ("ビデオ メモリ", ("vram", "alias")),
        ("びでおめもりー", ("vram", "alias")),
        ("かーねる", ("カーネル", "label")),
        ("kernel", ("カーネル", "label")),
        ("llama", ("llama.cpp", "prefix")),
        ("りょう", ("量子化", "prefix")),
        ("子", ("量子化", "part")),
        (".cpp", ("llama.cpp", "part")),
        ("olama", ("ollama", "near")),
        ("ollmaa", ("ollama", "near")),
        ("オラナ", ("ollama", "near")),
    ],
)
def test_the_first_match(text: str, expected: tuple[str, str]) -> None:
    assert matches(LLM, text)[0] == expected


@pytest.mark.parametrize("text", ["", "   ", "ー", "-", "zzzzzzzz", "x" * 10_000, "\ud800", "\0"])
def test_no_match(text: str) -> None:
    assert matches(LLM, text) == []


def test_kinds_of_match_come_in_order_and_each_term_once() -> None:
    terms = [
        term("らま"),
        term("別名の主", None, "ラマ"),
        term("駱馬", "らま"),
        term("らまーん"),
        term("からまつ"),
        term("ラーマ"),
        term("らまが", "らま"),
    ]
    assert matches(store(terms, []), "ラマ") == [
        ("らま", "label"),
        ("別名の主", "alias"),
        ("駱馬", "reading"),
        ("らまが", "reading"),
        ("ラーマ", "label"),
        ("らまーん", "prefix"),
        ("からまつ", "part"),
    ]


def test_ties_defined_first_then_short_labels_then_ids() -> None:
    terms = [term("net b"), term("net a"), term("net", defined=False), term("network"), term("neta", defined=False)]
    assert [name for name, _ in matches(store(terms, []), "ne")] == ["net-a", "net-b", "network", "net", "neta"]


def test_near_names_only_when_nothing_else_matches() -> None:
    terms = [term("lora"), term("qlora"), term("lara")]
    assert matches(store(terms, []), "lora") == [("lora", "label"), ("qlora", "part")]
    assert matches(store(terms, []), "lura") == [("lara", "near"), ("lora", "near")]


def test_the_limit_counts_terms() -> None:
    assert len(matches(LLM, "l", 2)) == 2
    assert matches(LLM, "l", 0) == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12))
@example("𠮷野")
@example("%_*\\")
def test_any_text_is_searched_the_same_twice(text: str) -> None:
    assert search(LLM, text) == search(LLM, text)


@pytest.mark.parametrize("text", ["ollama", "Ollama", "ｏｌｌａｍａ", "オラマ", "おらま"])
def test_a_name_names_its_term(text: str) -> None:
    assert resolve(LLM, text).id == "ollama"


def test_an_unknown_name_is_told_with_suggestions() -> None:
    with pytest.raises(UnknownTermError) as caught:
        resolve(LLM, "Olama")
    assert str(caught.value) == "No term is called “Olama”; did you mean Ollama?"
    assert caught.value.suggestions == ("Ollama",)
    with pytest.raises(UnknownTermError, match=r"did you mean CPU or GPU\?$"):
        resolve(LLM, "XPU")
    with pytest.raises(UnknownTermError, match="check the spelling"):
        resolve(LLM, "zzzzzzzz")


def test_a_name_that_several_terms_share_is_ambiguous_but_an_id_never_is() -> None:
    shared = store(
        [term("継続的デプロイ", None, "CD"), term("共通データ", None, "CD"), term("ビル"), term("ビール")], []
    )
    with pytest.raises(UnknownTermError) as caught:
        resolve(shared, "cd")
    assert str(caught.value) == "“cd” names several terms; give the id of one: 共通データ or 継続的デプロイ."
    assert resolve(shared, "共通データ").id == "共通データ"
    assert resolve(shared, "ビール").id == "ビール"
    assert resolve(shared, "びる").id == "ビル"


def test_a_label_wins_over_another_terms_alias_and_an_alias_over_a_label_that_only_sounds_so() -> None:
    both = store([term("CD"), term("継続的デプロイ", None, "CD"), term("ビル"), term("麦酒", None, "ビール")], [])
    assert resolve(both, "cd").id == "cd"
    assert resolve(both, "ビール").id == "麦酒"


def plain_edits(a: str, b: str) -> int:
    """Optimal string alignment, cell by cell."""
    table = [[i + j if 0 in (i, j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j], table[i][j - 1]) + 1
            table[i][j] = min(table[i][j], table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("abか量", max_size=7), max_size=5), st.text("abか量", max_size=7))
def test_edits_agree_with_the_plain_table(words: list[str], word: str) -> None:
    assert edits(words, word).tolist() == [plain_edits(word, other) for other in words]


def test_the_id_of_an_entry_in_its_source_finds_its_term(tmp_path: Path) -> None:
    entries = [
        Entry("Pot (iron)", "A pot.", id="k-1", lang="en"),
        Entry("鍋", "煮る道具。", id="k-2", aliases=("kettle",)),
        Entry("kettle", "A vessel.", id="k-3", lang="en"),
        Entry("人気", "評判。", reading="にんき", id="h-1"),
        Entry("人気", "人の気配。", reading="ひとけ", id="h-2"),
    ]
    graph, _ = graph_of(entries, relations.shipped())
    of = open_store(str(tmp_path / "g"), write=True)
    of.write(graph, sources={}, versions={})
    found = {entry.id: resolve(of, entry.id or "") for entry in entries}
    assert {key: term.id for key, term in found.items()} == {
        "k-1": "pot-(iron)",
        "k-2": "鍋",
        "k-3": "鍋",
        "h-1": "人気~にんき",
        "h-2": "人気~ひとけ",
    }
    with pytest.raises(UnknownTermError):
        resolve(of, "k-4")


def test_an_id_that_entries_share_names_several_terms(tmp_path: Path) -> None:
    entries = [Entry(name, "A vessel.", id="1", lang="en") for name in ("pot", "pan")]
    of = open_store(str(tmp_path / "g"), write=True)
    of.write(graph_of(entries, relations.shipped())[0], sources={}, versions={})
    with pytest.raises(UnknownTermError, match="give the id of one: pan or pot"):
        resolve(of, "1")


def test_a_name_is_found_without_the_word_that_tells_homonyms_apart() -> None:
    of = store(map(term, ["Pear (fruit)", "Apple (fruit)", "Apple (company)", "Fig (a) x", "Kiwi", "Kiwi (bird)"]), [])
    assert resolve(of, "pear").label == "Pear (fruit)"
    assert resolve(of, "Kiwi").label == "Kiwi"
    for text, said in (("Apple", r"give the id of one: apple-\(company\) or apple-\(fruit\)"), ("Fig", "did you mean")):
        with pytest.raises(UnknownTermError, match=said):
            resolve(of, text)


@settings(max_examples=300, deadline=None)
@given(st.sets(st.text("abか量", min_size=1, max_size=11), max_size=8), st.text("abか量", min_size=2, max_size=11))
def test_near_names_are_all_those_within_the_edits_allowed(labels: set[str], text: str) -> None:
    allowed = 1 if len(text) < 5 else 2 if len(text) < 9 else 3
    found = matches(store([term(label) for label in labels], []), text)
    if not any(text in label for label in labels):
        near = {label for label in labels if plain_edits(label, text) <= allowed}
        assert {name for name, how in found if how == "near"} == near
