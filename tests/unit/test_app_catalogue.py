"""The index of the Glossary page: orders, letters, filter."""

from __future__ import annotations

import pytest
from glossaries import term

from glossgraph.app import catalogue


@pytest.mark.parametrize(
    ("char", "letter"),
    [
        *zip("ぁおがぞっどぽゃんカヴaZ", "ああかさたたはやわかわAZ", strict=True),
        *((char, "#") for char in ("3", "漢", "é", "")),
    ],
)
def test_letter_of_the_index_bar(char: str, letter: str) -> None:
    assert catalogue.letter(char) == letter


def index() -> list[catalogue.Line]:
    terms = [
        term("量子化", "りょうしか", ja="量子化", en="Quantization"),
        term("Ollama", "オラマ"),
        term("GPU"),
        term("Ada", "エイダ"),
        term("漢字"),
        term("さくら"),
    ]
    return catalogue.lines(terms, "ja")


def test_kana_order_reads_and_puts_latin_after_it() -> None:
    labels = [line.label for line in catalogue.ordered(index(), "kana")]
    assert labels == ["Ada", "Ollama", "さくら", "量子化", "GPU", "漢字"]


def test_alphabetical_order_goes_by_the_latin_name() -> None:
    labels = [line.label for line in catalogue.ordered(index(), "alpha")]
    assert labels == ["Ada", "GPU", "Ollama", "量子化", "さくら", "漢字"]


def test_a_line_stands_under_its_letter_in_each_order() -> None:
    quantisation = index()[0]
    assert (catalogue.initial(quantisation, "kana"), catalogue.initial(quantisation, "alpha")) == ("ら", "Q")


def test_the_filter_finds_kanji_by_kana_and_the_other_language() -> None:
    assert [line.label for line in catalogue.matching(index(), "リョウシ")] == ["量子化"]
    assert [line.label for line in catalogue.matching(index(), "quanti")] == ["量子化"]
    assert catalogue.matching(index(), "zzz") == []
    assert len(catalogue.matching(index(), " ")) == len(index())


def test_categories_are_counted_once_a_term() -> None:
    lines = catalogue.lines([term("a", category="x"), term("b", category="x"), term("c", category="y")], "en")
    assert catalogue.categories(lines) == {"x": 2, "y": 1}


def test_a_long_definition_is_cut() -> None:
    (line,) = catalogue.lines([term("a", text="長" * 500)], "ja")
    assert len(line.gist) == 161
    assert line.gist.endswith("…")
