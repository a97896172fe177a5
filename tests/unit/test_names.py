"""Which names name which terms, and where texts mention them."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgraph.extract import claims
from glossgraph.extract.en import read
from glossgraph.extract.en.mentions import find
from glossgraph.extract.en.tokens import tokenize
from glossgraph.extract.longforms import long_forms
from glossgraph.extract.names import names
from glossgraph.model import Entry
from glossgraph.text import abbreviates


def _bounds(text: str) -> list[int]:
    return list(range(len(text) + 1))


@pytest.mark.parametrize(
    ("term", "definition", "expected"),
    [
        (
            "LLM",
            "LLM(Large Language Model、大規模言語モデル)は、言語モデルです。",
            ["Large Language Model", "大規模言語モデル"],
        ),
        ("推論", "推論(インフェレンス)は、出力を作る処理です。", ["インフェレンス"]),
        ("Large Language Model", "A large language model (LLM) is a model of language.", ["LLM"]),
        ("LoRA", "LoRA(Low-Rank Adaptation)は技術です。", ["Low-Rank Adaptation"]),
        ("Phi", "Phi(Phi-1/2/3)はモデルです。", []),
        ("トークン", "トークン(例:単語)は最小の単位です。", []),
        ("画像", "画像(写真や絵を含む)はデータです。", []),
        ("VRAM", "GPUに載るメモリ(記憶装置)です。", []),
        ("LLM", "", []),
        ("UX", "UX stands for User eXperience, what it feels like to use a thing.", ["User eXperience"]),
        ("Hash", "A hash, also known as digest, is a number.", ["digest"]),
        ("Docker", "Docker is software for virtualization, also known as containers.", []),
        ("Hotlink", "A hotlink (also known as an inline link) is an object.", ["inline link"]),
        ("WebAssembly", "WebAssembly(しばしばWasmと略される)は、形式です。", ["Wasm"]),
        (
            "ATAG",
            "ATAG (Authoring Tool Accessibility Guidelines の略) は、指針です。",
            ["Authoring Tool Accessibility Guidelines"],
        ),
        (
            "SRE",
            "SRE(エスアールイー: Site Reliability Engineering)は、仕事です。",
            ["エスアールイー", "Site Reliability Engineering"],
        ),
        ("MathML", "MathML (XML のアプリケーション) は、標準です。", []),
        ("大規模言語モデル", "大規模言語モデル(以下、LLM)は、モデルです。", ["LLM"]),
        ("量子化", "量子化は、重みを粗くする処理で、略称はQTです。", ["QT"]),
        ("量子化", "量子化は、重みを粗くする処理です。以下の方法があります。", []),
        ("打楽器", "打楽器(例:太鼓、シンバル)は、打って鳴らす楽器です。", []),
    ],
)
def test_long_forms(term: str, definition: str, expected: list[str]) -> None:
    assert long_forms(Entry(term, definition)) == expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("RAG", "Retrieval-Augmented Generation", True),
        ("BERT", "Bidirectional Encoder Representations from Transformers", True),
        ("CPU", "Central Processing Unit", True),
        ("CPU", "Graphics Processing Unit", False),
        ("Go", "Golang", False),
        ("MoE", "Mixture of Experts", True),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected


def test_longest_name_on_token_boundaries_wins() -> None:
    found = names([Entry("RAG"), Entry("Tensor Core"), Entry("Tensor")])
    text = "Tensor Core and storage"
    bounds = [0, 6, 7, 11, 12, 15, 16, 23]
    assert [(m.start, m.end, m.term.id) for m in found.mentions(text, bounds)] == [(0, 11, "tensor-core")]


def test_short_latin_names_keep_their_case() -> None:
    found = names([Entry("Go"), Entry("PyTorch")])
    assert [m.term.id for m in found.mentions("go pytorch Go", [0, 2, 3, 10, 11, 13])] == ["pytorch", "go"]


def test_widths_hyphens_and_long_vowels_are_one_name() -> None:
    found = names([Entry("Top-P"), Entry("サーバー")])
    assert found.end("TopP").id == "top-p"
    assert found.end("サーバ").id == "サーバー"
    assert [m.term.id for m in found.mentions("サーバとサーバー", [0, 3, 4, 8])] == ["サーバー", "サーバー"]


def test_given_alias_makes_two_headwords_one_term_whatever_the_order() -> None:
    ja = Entry("量子化", "重みを粗くする。", aliases=("quantization",), glossary="a")
    en = Entry("Quantization", "Coarser weights.", lang="en", glossary="b")
    for entries in ([ja, en], [en, ja]):
        found = names(entries)
        assert {found.headword(entry).id for entry in entries} == {"量子化"}
        assert "Quantization" in found.aliases["量子化"] or "quantization" in found.aliases["量子化"]


def test_a_kana_name_in_an_english_glossary_pairs_with_the_japanese_headword() -> None:
    ja, en = Entry("トークン", "単位です。"), Entry("Token", "A token is a unit.", lang="en", reading="トークン")
    found = names([en, ja])
    assert found.headword(ja) == found.headword(en)
    assert found.headword(ja).id == "トークン"
    lag = names([Entry("RAG", "技術です。", reading="ラグ"), Entry("ラグ", "遅れです。")])
    assert lag.resolve("RAG") != lag.resolve("ラグ")


def test_two_entries_that_name_each_other_are_one_term() -> None:
    found = names([Entry("甲", aliases=("乙",)), Entry("乙", aliases=("甲",))])
    assert {end.id for end in found.ends.values()} == {"乙"} or {end.id for end in found.ends.values()} == {"甲"}


def test_mutual_aliases_and_endless_headwords_are_reported_with_their_place() -> None:
    pair = [Entry("甲", aliases=("乙",), source="p", line=3), Entry("乙", aliases=("甲",), source="p", line=4)]
    found = names([*pair, Entry("あ" * 2000, source="p", line=9)])
    assert sorted(str(problem)[:4] for problem in found.problems) == ["p:4:", "p:9:"]


def test_an_ambiguous_abbreviation_names_nothing_and_is_reported() -> None:
    found = names(
        [
            Entry("継続的デプロイ", aliases=("CD",), source="a.txt", line=3),
            Entry("継続的デリバリー", aliases=("CD",), source="a.txt", line=5),
        ]
    )
    assert found.resolve("CD") is None
    assert "'CD'" in str(found.problems[0])
    assert str(found.problems[0]).startswith("a.txt:")


def test_an_abbreviation_that_two_claim_does_not_merge_a_third() -> None:
    found = names([Entry("CD"), Entry("甲", aliases=("CD",)), Entry("乙", aliases=("CD",))])
    assert len({found.headword(Entry(name)).id for name in ("CD", "甲", "乙")}) == 3


def test_one_name_with_two_readings_is_two_terms() -> None:
    entries = [Entry("市場", "甲。", reading="いちば"), Entry("市場", "乙。", reading="しじょう")]
    found = names(entries)
    assert [found.headword(entry).id for entry in entries] == ["市場~いちば", "市場~しじょう"]
    assert found.resolve("市場") is None


def test_names_are_picklable() -> None:
    found = names([Entry("甲", "甲は乙である。")])
    assert pickle.loads(pickle.dumps(found)) == found


@given(
    st.lists(st.builds(Entry, term=st.text(min_size=1, max_size=6).filter(str.strip)), max_size=8), st.text(max_size=40)
)
def test_any_names_in_any_text_quote_it_exactly(entries: list[Entry], text: str) -> None:
    found = names(entries)
    last = 0
    for mention in found.mentions(text, _bounds(text)):
        assert last <= mention.start < mention.end <= len(text)
        assert found.resolve(text[mention.start : mention.end]) == mention.term
        last = mention.end
    shuffled = entries[:]
    random.Random(len(text)).shuffle(shuffled)
    assert names(shuffled).ends == found.ends


PROPER = [
    Entry("Metal", "Metal is a graphics interface. Only Metal runs there.", lang="en"),
    Entry("Server", "Server is what answers. A Server waits.", lang="en"),
    Entry("Go", "Go is a language.", lang="en"),
    Entry("Type", "A type says what a value is.", lang="en"),
    Entry("HTTPS", "HTTPS is a protocol.", lang="en"),
    Entry("Instance", "An instance is one of a class.", lang="en"),
    Entry("Tool", "A tool on Metal.", lang="en"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a metal frame", []),
        ("it runs on Metal", ["metal"]),
        ("the server and Server", ["server", "server"]),
        ("Go to the next page", []),
        ("Go is what we write, so we go on", ["go"]),
        ("a type of language has one type", ["type"]),
        ("over HTTP and HTTPS", ["https"]),
        ("for instance an instance", ["instance"]),
    ],
)
def test_words_of_everyday_are_not_the_names_that_look_like_them(text: str, expected: list[str]) -> None:
    assert [found.term.id for found in find(tokenize(text), names(PROPER))] == expected


def test_a_latin_name_is_no_piece_of_a_longer_one_in_japanese() -> None:
    found = names([Entry("Grid"), Entry("Node")])
    for text in ("grid-rowsは値です", "my_gridは値です", "Node.jsで動く"):
        assert found.mentions(text, _bounds(text)) == []
    text = "Gridの線、Node-R1は点。"
    assert [mention.term.id for mention in found.mentions(text, _bounds(text))] == ["grid", "node"]


def test_a_small_word_is_no_end_of_a_proper_name() -> None:
    known = names(PROPER)
    claims = read(Entry("Frame", "A frame is a part made of metal.", lang="en"), known)
    assert not any(claim.target == "metal" for claim in claims)


@pytest.mark.parametrize(("term", "named"), [("Block (CSS)", False), ("Box", True)])
def test_in_the_entry_of_one_sense_the_word_is_itself(term: str, named: bool) -> None:
    entry = Entry(term, "Drawn as a block next to the text.", lang="en")
    known = names([entry, Entry("Block", "May refer to several.", lang="en")])
    assert any("block" in (claim.source, claim.target) for claim in claims(entry, known)) is named


@pytest.mark.parametrize(
    ("term", "definition", "expected"),
    [
        ("Constructor", "コンストラクターは、物を作る関数です。", ["コンストラクター"]),
        ("Server", "サーバーとは、答える機械です。", ["サーバー"]),
        ("Abstraction", "抽象化 (abstraction) は、細部を隠すことです。", ["抽象化"]),
        ("Browser", "ウェブブラウザーまたはブラウザーとは、道具です。", ["ウェブブラウザー", "ブラウザー"]),
        ("WebKit", "ブラウザーは、道具です。", []),
        ("Fork", "コピーは、複製です。", []),
    ],
)
def test_the_topic_of_a_definition_is_its_headword_in_another_script(
    term: str, definition: str, expected: list[str]
) -> None:
    assert long_forms(Entry(term, definition)) == expected


def test_a_class_in_brackets_is_no_other_name() -> None:
    found = names([Entry("Backend", "Process of an instance.", lang="en", aliases=("process",))])
    assert found.resolve("process") is None


def test_a_headword_of_one_letter_is_reported_and_held_to_its_form() -> None:
    found = names([Entry("C", "C is a language.", lang="en", source="p", line=2), Entry("A", "A letter.", lang="en")])
    assert "p:2: the headword 'C' is one letter" in str(found.problems[0])
    text = "A tool in C, not in c, a or C-like"
    assert [mention.term.id for mention in find(tokenize(text), found)] == ["c"]


def test_an_alias_without_end_is_reported_and_names_nothing() -> None:
    endless = "x" * 500
    found = names([Entry("甲", "装置です。", aliases=(endless,), source="p", line=7)])
    assert found.resolve(endless) is None
    assert [str(problem)[:4] for problem in found.problems] == ["p:7:"]


def test_headwords_without_end_stay_apart() -> None:
    pair = [Entry("甲" * 2000, "装置です。"), Entry("甲" * 2000 + "乙", "装置です。")]
    found = names(pair)
    assert found.headword(pair[0]) != found.headword(pair[1])


def test_two_that_name_each_other_in_two_languages_are_a_pair_and_no_fault() -> None:
    pair = [Entry("学習", "訓練です。", aliases=("Training",)), Entry("Training", "It.", aliases=("学習",), lang="en")]
    found = names(pair)
    assert found.headword(pair[0]) == found.headword(pair[1])
    assert not found.problems
