"""Headings: what each bracket is; abbreviations; markup; definitions that break off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgraph.formats.checks import is_cut_off
from glossgraph.formats.heading import parse, plausible, split, words
from glossgraph.markup import plain
from glossgraph.text import abbreviates


@pytest.mark.parametrize(
    ("text", "term", "reading", "aliases"),
    [
        ("LoRA (ローラ)", "LoRA", "ローラ", ()),
        ("LoRA（ローラ）", "LoRA", "ローラ", ()),
        ("量子化 (りょうしか)", "量子化", "りょうしか", ()),
        ("The Khronos Group (クロノス・グループ)", "The Khronos Group", "クロノス・グループ", ()),
        ("ＡＰＩ (ｴｰﾋﾟｰｱｲ)", "ＡＰＩ", "エーピーアイ", ()),
        ("推論(インフェレンス)", "推論", "インフェレンス", ()),
        ("サーバー (さーば)", "サーバー", "さーば", ()),
        ("お好み焼き (オムレツ)", "お好み焼き", None, ("オムレツ",)),
        ("Text Generation Inference (TGI)", "Text Generation Inference", None, ("TGI",)),
        ("TGI (Text Generation Inference)", "TGI", None, ("Text Generation Inference",)),
        ("継続的デプロイメント(CD)", "継続的デプロイメント", None, ("CD",)),
        ("Progressive web applications (PWAs)", "Progressive web applications", None, ("PWAs",)),
        ("cgroup (control group)", "cgroup", None, ("control group",)),
        ("Alpha (alpha channel)", "Alpha", None, ("alpha channel",)),
        ("Quantization (量子化)", "Quantization", None, ("量子化",)),
        ("ポータビリティ(可搬性)", "ポータビリティ", None, ("可搬性",)),
        ("名前(Name)", "名前", None, ("Name",)),
        ("Python (言語)", "Python (言語)", None, ()),
        ("Python（言語）", "Python (言語)", None, ()),
        ("Language (言語)", "Language", None, ("言語",)),
        ("Model (モデル)", "Model", "モデル", ()),
        ("Phi (モデル)", "Phi (モデル)", None, ()),
        ("大規模言語モデル (LLM)", "大規模言語モデル", None, ("LLM",)),
        ("温度 (LLM)", "温度 (LLM)", None, ()),
        ("Block (CSS)", "Block (CSS)", None, ()),
        ("Node (networking)", "Node (networking)", None, ()),
        ("GPT-4 (2023年)", "GPT-4 (2023年)", None, ()),
        ("Block (ブロック) (CSS)", "Block (CSS)", "ブロック", ()),
        ("Block (ブロック) (スクリプティング)", "Block (スクリプティング)", "ブロック", ()),
        ("Safe (安全) (HTTP メソッド)", "Safe (HTTP メソッド)", None, ("安全",)),
        ("Signature (functions) (シグネチャ (関数))", "Signature (functions)", "シグネチャ", ("シグネチャ (関数)",)),
        ("Signature (署名 (セキュリティ) )", "Signature", None, ("署名 (セキュリティ)",)),
        ("Hoisting (巻き上げ、ホイスティング)", "Hoisting", "ホイスティング", ("巻き上げ",)),
        ("frame rate (フレームレート, FPS)", "frame rate", "フレームレート", ("FPS",)),
        ("CIA（Confidentiality, Integrity, Availability）", "CIA", None, ("Confidentiality, Integrity, Availability",)),
        ("機械学習 (きかいがくしゅう、英: machine learning)", "機械学習", "きかいがくしゅう", ("machine learning",)),
        ("X (旧称: Twitter)", "X", None, ("Twitter",)),
        ("RTSP: Real-time streaming protocol", "RTSP", None, ("Real-time streaming protocol",)),
        ("Foo: a tale of bar", "Foo: a tale of bar", None, ()),
        ("printf()", "printf()", None, ()),
        ("printf() (プリントエフ)", "printf()", "プリントエフ", ()),
        ("f(x)", "f(x)", None, ()),
        ("鍋 ()", "鍋", None, ()),
        ("Guard  (ガード)", "Guard", "ガード", ()),
        ("(笑)", "(笑)", None, ()),
        ("開き (", "開き (", None, ()),
        ("閉じ )", "閉じ )", None, ()),
        ("RTP (a b) and SRTP (Secure RTP)", "RTP (a b) and SRTP (Secure RTP)", None, ()),
        ("か\u3099く (か\u3099く)", "がく", "がく", ()),
    ],
)
def test_parse(text: str, term: str, reading: str | None, aliases: tuple[str, ...]) -> None:
    found = parse(text)
    assert (found.term, found.reading, found.aliases) == (term, reading, aliases)


@given(st.text(alphabet="あア漢Aa1 ()（）、,:.", max_size=30))
def test_any_heading_has_a_term_and_reads_itself_again(text: str) -> None:
    found = parse(text)
    assert bool(found.term) == bool(text.strip())
    assert parse(found.term).term in (found.term, parse(found.term).term)
    assert all(alias and alias != found.term for alias in found.aliases)


def test_many_brackets_are_one_term() -> None:
    for text in (
        "(" * 200_000,
        ")" * 200_000,
        "a" + "(b)" * 100_000,
        "a" + " ()" * 100_000,
        "(" * 99_999 + ")" * 99_999,
    ):
        assert parse(text).term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a (b)", ("a", ["b"])),
        ("a (b) （c (d)）", ("a", ["b", "c (d)"])),
        ("a ()", ("a", [""])),
        ("a()", ("a()", [])),
        ("a (b", ("a (b", [])),
        ("(b)", ("(b)", [])),
    ],
)
def test_split(text: str, expected: tuple[str, list[str]]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("reading", "name", "expected"),
    [
        ("けーぶいきゃっしゅ", "KVキャッシュ", True),
        ("れんぞくてきめでぃあ", "連続的メディア", True),
        ("ひをとおす", "火を通す", True),
        ("トウシ", "投資", True),
        ("れい", "道具である", False),
        ("りょうしか", "小さくする技術", False),
    ],
)
def test_plausible(reading: str, name: str, expected: bool) -> None:
    assert plausible(reading, name) is expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("RBAC", "Role-Based Access Control", True),
        ("i18n", "Internationalization", True),
        ("i17n", "Internationalization", False),
        ("kOps", "Kubernetes Operations", True),
        ("XSS", "Cross-site scripting", True),
        ("XHR", "XMLHttpRequest", True),
        ("DoS", "Denial of Service", True),
        ("FPS", "Frame rate", False),
        ("CSS", "Block", False),
        ("DOM", "Node", False),
        ("ARIA", "Boolean attribute", False),
        ("CPU", "Graphics Processing Unit", False),
        ("Alpha", "alpha channel", False),
        ("Go", "Golang", False),
        ("量子", "量子 化", False),
        ("", "a b", False),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**鍋**は道具", "鍋は道具"),
        ("`cat`と``a```", "catと``a```"),
        ('[鍋](https://a.b/c_(d) "t")と![絵](e.png)', "鍋と絵"),
        ("**[鍋](u)**", "鍋"),
        ("2**10と2**8", "2**10と2**8"),
        ("** 鍋 ** と**", "** 鍋 ** と**"),
        ("*強*い", "強い"),
        ("*.txt と *.md", "*.txt と *.md"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("[1] と (2)", "[1] と (2)"),
        ("<b>鍋</b> __init__ a_b", "<b>鍋</b> __init__ a_b"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(alphabet="あa*`[]() \n", max_size=60))
def test_plain_only_leaves_out(text: str) -> None:
    rest = iter(text)
    assert all(char in rest for char in plain(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("煮るための道具です。", False),
        ("土でできたものが特徴", False),
        ("守るべきこと", False),
        ("湯での下茹で", False),
        ("うに", False),
        ("主な食材はかに", False),
        ("対応する装置(例:A100)", False),
        ("It is a tool", False),
        ("of the", False),
        ("鍋は、", True),
        ("大規模モデル(LLM)と", True),
        ("速い処理を", True),
        ("有効ですが", True),
        ("対応する装置(例:A100、H", True),
        ("「鍋", True),
        ("It is a tool for the", True),
        ("It is a tool,", True),
        ("It may refer to:", True),
    ],
)
def test_is_cut_off(text: str, expected: bool) -> None:
    assert is_cut_off(text) is expected


def test_the_word_lists_are_lists_of_words() -> None:
    for table in ("names", "page", "cut_off"):
        for name, value in words()[table].items():
            assert value, name
            assert isinstance(value, str) or all(isinstance(word, str) and word for word in value)
