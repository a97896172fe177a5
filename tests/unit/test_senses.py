"""Where a text names a term, and where only an everyday word stands that looks like it."""

from __future__ import annotations

import pytest

from glossgraph.extract import claims, en, ja
from glossgraph.extract.names import names
from glossgraph.model import Entry, Lang

READ = {"en": en.read, "ja": ja.read}
ENGLISH = {
    "Block": "A block is a piece of code.",
    "Method": "A method is a function of an object. There are instance methods.",
    "Element": "An element is a part of a page.",
    "Number": "In Ada, Number is a type of data.",
    "Applications": "The layer where various applications run.",
    "TURN": "TURN is a protocol.",
    "Leading": "Leading is the space between lines.",
    "Primary": "The server that others copy is called the primary.",
    "DoS": "A DoS is an attack.",
    "Internet": "The internet is a network.",
    "Protocol": "A protocol is a set of rules.",
}
JAPANESE = {
    "型": "型は、値の性質です。データ型ともいいます。",
    "クラス": "クラスは、ひな形です。",
    "再帰": "再帰は、自分を呼ぶことです。",
    "ドメイン": "ドメインは、範囲です。",
    "ブロック": "ブロックは、かたまりです。",
    "安全 (通信)": "通信が安全であるとは、盗まれないことです。",
}


def _named(text: str, lang: Lang, known: dict[str, str]) -> set[str]:
    entries = [Entry(term, definition, lang=lang) for term, definition in known.items()]
    entry = Entry("Zephyr" if lang == "en" else "広報部", text, lang=lang)
    read = READ[lang](entry, names([*entries, entry]))
    return {claim.target_label for claim in read if claim.target_label in known and claim.relation == "mentions"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If browsers block users, a page stays empty.", set()),
        ("When pages load, a second block follows.", {"Block"}),
        ("When pages load, compression methods follow.", set()),
        ("When pages load, a method for estimating data helps.", set()),
        ("When pages load, instance methods follow.", {"Method"}),
        ("When pages load, an element of a texture follows.", set()),
        ("When pages load, each element follows.", {"Element"}),
        ("When pages load, letters and numbers follow.", set()),
        ("When pages load, the type Number follows.", {"Number"}),
        ("When pages load, other applications follow.", set()),
        ("When pages load, the editor turns blue.", set()),
        ("When pages load, the thread waits, leading to trouble.", set()),
        ("When pages load, the primary time zone counts.", set()),
        ("When pages load, the primary server answers.", {"Primary"}),
        ("Do not confuse pages with sheets.", set()),
        ("When pages load, Internet Explorer starts.", set()),
        ("When pages load, the Internet is slow.", {"Internet"}),
    ],
)
def test_words_of_english_that_are_no_names(text: str, found: set[str]) -> None:
    assert _named(text, "en", ENGLISH) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("昨日は、宣言型の話でした。", set()),
        ("昨日は、データ型の話でした。", {"型"}),
        ("昨日は、擬似クラスの話でした。", set()),
        ("昨日は、クラスの話でした。", {"クラス"}),
        ("昨日は、再帰的な話でした。", set()),
        ("昨日は、ドメインネームシステムの話でした。", set()),
        ("昨日は、ドメインの話でした。", {"ドメイン"}),
    ],
)
def test_words_of_japanese_that_are_no_names(text: str, found: set[str]) -> None:
    assert _named(text, "ja", JAPANESE) == found


def test_a_headword_that_points_to_its_senses_is_meant_where_one_of_them_is_spoken_of() -> None:
    known = {
        "Node": "The term can have several meanings. It may refer to:",
        "Node (networking)": "A device in a network.",
        "Router": "A router sends packets.",
    }
    assert _named("When networking fails, a node waits.", "en", known) == {"Node"}
    assert _named("When trees grow, a node waits.", "en", known) == set()


def test_the_name_of_one_field_is_meant_where_the_field_is_spoken_of() -> None:
    known = [Entry("Safe (HTTP methods)", "It changes nothing.", lang="en", aliases=("harmless",))]
    for text, said in (
        ("When methods run, a harmless one waits.", True),
        ("When cats run, a harmless one waits.", False),
    ):
        entry = Entry("Zephyr", text, lang="en")
        read = claims(entry, names([*known, entry]))
        assert any(claim.target == "safe-(http-methods)" for claim in read) is said


def test_an_abbreviation_that_a_glossary_spells_out_in_two_ways_is_two_terms() -> None:
    pair = [
        Entry("DSL", "It is a line.", lang="en", aliases=("Digital Subscriber Line",)),
        Entry("DSL", "It is a language.", lang="en", aliases=("Domain-Specific Language",)),
    ]
    found = names(pair)
    assert [found.headword(entry).id for entry in pair] == [
        "dsl~digital-subscriber-line",
        "dsl~domain-specific-language",
    ]
    assert found.resolve("DSL") is None
    assert found.resolve("domain-specific language") == found.headword(pair[1])
    assert names(pair[::-1]).ends == found.ends


def test_an_abbreviation_spelled_out_in_two_languages_is_one_term() -> None:
    pair = [
        Entry("LLM", "モデルです。", aliases=("大規模言語モデル",)),
        Entry("LLM", "It is a model.", lang="en", aliases=("Large Language Model",)),
    ]
    found = names(pair)
    assert found.headword(pair[0]) == found.headword(pair[1])


def test_a_class_of_one_headword_is_no_name_of_another() -> None:
    found = names(
        [
            Entry("Primary", "The server that is copied.", lang="en", aliases=("server",)),
            Entry("Replica", "A copy of a primary.", lang="en", aliases=("server",)),
        ]
    )
    assert found.resolve("server") is None


def test_a_name_that_one_term_a_language_has_is_told_so() -> None:
    found = names(
        [Entry("甲乙装置", "装置です。", aliases=("KO",)), Entry("Device", "It.", lang="en", aliases=("KO",))]
    )
    assert "one term a language" in str(found.problems[0])
