"""Answers in words, in both languages, and the forms in which they leave the program."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory import llm, relation, store, term

from glossgraph import relations
from glossgraph.model import Evidence, Filter, Lang, Relation
from glossgraph.paths import COSTS
from glossgraph.query import connect, tell, to_json, to_markdown, to_text
from glossgraph.query.explain import quote, rankings

LLM = llm()
TYPES = relations.shipped()


def test_a_path_in_words() -> None:
    told = tell(connect(LLM, "Ollama", "CPU"), TYPES, "en")
    assert told.headline.startswith("One path from Ollama to CPU") or told.headline.endswith("paths from Ollama to CPU")
    assert told.paths[0].line == "Ollama →[uses] llama.cpp →[runs on] CPU"
    assert told.paths[0].sentence == "Ollama uses llama.cpp, which runs on CPU."
    ja = tell(connect(LLM, "Ollama", "CPU"), TYPES, "ja").paths[0]
    assert ja.line == "Ollama →[を利用] llama.cpp →[上で動作] CPU"
    assert ja.sentence == "Ollamaはllama.cppを利用する。llama.cppはCPU上で動作する。"


def test_a_path_walked_backwards_keeps_the_true_direction() -> None:
    told = tell(connect(LLM, "CPU", "Ollama"), TYPES, "en").paths[0]
    assert told.line == "CPU ←[runs on] llama.cpp ←[uses] Ollama"
    assert told.sentence == "CPU runs llama.cpp, which is used by Ollama."
    assert [said.arrow for step in told.steps for said in step.said] == ["←", "←"]
    ja = tell(connect(LLM, "CPU", "Ollama"), TYPES, "ja").paths[0]
    assert ja.sentence == "CPUはllama.cppを動かす。llama.cppはOllamaに利用される。"


def test_names_and_sentences_follow_the_language() -> None:
    told = {lang: tell(connect(LLM, "llama.cpp", "VRAM"), TYPES, lang).paths[0] for lang in ("ja", "en")}
    assert told["en"].sentence == "llama.cpp uses Quantization, which reduces VRAM."
    assert told["ja"].sentence == "llama.cppは量子化を利用する。量子化はVRAMを低減する。"
    assert told["ja"].steps[1].said[0].quotes[0].sentence == "量子化はVRAMを節約する。"


def test_symmetric_and_several_relations_of_one_hop() -> None:
    both = store([], [relation("a", "compared_with", "b"), relation("b", "uses", "a"), relation("a", "improves", "b")])
    told = tell(connect(both, "b", "a"), TYPES, "en").paths[0]
    assert told.line == "b ←[improves]→[uses]↔[is compared with] a"
    assert [said.sentence for said in told.steps[0].said] == ["b is improved by a", "b uses a", "b is compared with a"]


def test_a_pattern_that_does_not_begin_with_its_subject_makes_its_own_sentence() -> None:
    kind = relations.from_record(
        {"id": "feeds", "label": {"en": "feeds"}, "inverse": {"en": "is fed by"}, "sentence": {"en": "To {y} goes {x}"}}
    )
    own = store([], [relation("a", "feeds", "b"), relation("b", "feeds", "c")], [kind])
    assert tell(connect(own, "a", "c"), [kind], "en").paths[0].sentence == "To b goes a. To c goes b."


def test_a_type_that_the_vocabulary_does_not_know_is_known_by_its_id() -> None:
    assert tell(connect(LLM, "Ollama", "CPU"), [], "en").paths[0].line == "Ollama →[uses] llama.cpp →[runs on] CPU"


def test_placeholders_in_names_stay_as_they_are() -> None:
    odd = store([term("{y}"), term("{x}")], [relation("{y}", "uses", "{x}")])
    assert tell(connect(odd, "{y}", "{x}"), TYPES, "en").paths[0].sentence == "{y} uses {x}."
    assert tell(connect(odd, "{y}", "{x}"), TYPES, "en").headline == "One path from {y} to {x}"


def test_notes_say_what_was_used_and_what_would_help() -> None:
    used = tell(connect(LLM, "Go", "Ollama"), TYPES, "en")
    assert used.notes == (
        "No stated relation connects them within 4 hops, so mentions are used too: "
        "they say only that one term's definition names the other.",
    )
    chain = store([], [relation(f"t{at}", "uses", f"t{at + 1}") for at in range(5)])
    assert tell(connect(chain, "t0", "t5"), TYPES, "en").notes == (
        "Over stated relations in any direction they are 5 hops apart.",
        "One more hop would connect them: ask for 5 hops.",
    )
    lonely = tell(connect(LLM, "Lonely", "GPU"), TYPES, "ja")
    assert lonely.headline == "LonelyからGPUへ4歩以内で、条件に合う道筋はありません。"
    assert lonely.notes == ("本文に述べられた関係では、何歩たどってもつながりません。",)
    star = store([], [relation("hub", "uses", f"leaf{at}") for at in range(6)])
    assert tell(connect(star, "leaf1", "leaf2", Filter(through=5)), TYPES, "en").notes == (
        "Not a way through, because it has more than 5 relations: hub.",
        "Over stated relations in any direction they are 2 hops apart.",
        "A term with very many relations would connect them.",
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("hops", [1, 2])
def test_every_kind_of_help_has_words(lang: Lang, hops: int) -> None:
    weak = store([term("a"), term("b")], [relation("b", "uses", "m", 0.4), relation("m", "uses", "a", 0.4)])
    for asked in (
        Filter(hops=hops, min_confidence=0.5),
        Filter(hops=hops, avoid=frozenset({"m"})),
        Filter(hops=hops, defined_only=True),
        Filter(hops=hops, direction="forward"),
        Filter(hops=hops, direction="forward", min_confidence=0.5),
        Filter(hops=hops, relations=frozenset({"is_a"})),
    ):
        notes = tell(connect(weak, "a", "b", asked), TYPES, lang).notes
        assert len(notes) >= hops
        assert all("{" not in note for note in notes)


def test_quotes() -> None:
    told = Evidence("text", "page", "Ollama", "ja", "OllamaはGPUを使う。")
    assert quote(told, "ja") == "「OllamaはGPUを使う。」 — Ollama(page)"
    assert quote(told, "en") == "“OllamaはGPUを使う。” — Ollama (page)"
    assert quote(Evidence("curated", "", "Ollama", "", None, by="aya"), "en") == (
        "no text — Ollama, entered by a person, by aya"
    )


def test_plain_text() -> None:
    lines = to_text(connect(LLM, "Ollama", "CPU", Filter(hops=2)), TYPES, "en").split("\n")
    assert lines == [
        "One path from Ollama to CPU",
        "",
        "1. Ollama →[uses] llama.cpp →[runs on] CPU  (2 hops)",
        "   Ollama uses llama.cpp  (confidence 95%)",
        "      “Ollama uses llama.cpp.” — Ollama (demo)",
        "   llama.cpp runs on CPU  (confidence 90%)",
        "      “llama.cpp runs_on CPU.” — llama.cpp (demo)",
    ]


def test_markdown_cites_each_quote_once() -> None:
    text = to_markdown(connect(LLM, "Ollama", "VRAM", Filter(hops=3)), TYPES, "en")
    assert text.startswith("**2 paths from Ollama to VRAM**\n\n1. Ollama uses llama.cpp")
    assert "   - Ollama uses llama.cpp [^1]" in text
    assert text.count("“Ollama uses llama.cpp.”") == 1
    assert text.count("- Ollama uses llama.cpp [^1]") == 2


def test_names_do_nothing_in_a_terminal_or_in_markdown() -> None:
    bad = '<img src=x onerror="alert(1)"> \x1b[31m[a](javascript:b) *c*\u202e'
    odd = store([term(bad), term("b")], [Relation(term(bad).id, "uses", "b", 0.9, ())])
    answer = connect(odd, term(bad).id, "b")
    plain = to_text(answer, TYPES, "en")
    assert "\x1b" not in plain
    assert "\u202e" not in plain
    markdown = to_markdown(answer, TYPES, "en")
    assert "\\<img" in markdown
    assert "\\[a\\]\\(javascript" in markdown
    assert "\\*c\\*" in markdown


def test_json_is_the_same_however_the_question_was_asked() -> None:
    first, second = (connect(LLM, x, y) for x, y in (("Ollama", "VRAM"), ("オラマ", "ブイラム")))
    text = json.dumps(to_json(first), ensure_ascii=False)
    assert text == json.dumps(to_json(second), ensure_ascii=False)
    record = json.loads(text)
    assert record["x"] == {"id": "ollama", "label": "Ollama", "defined": True}
    assert record["filter"]["avoid"] == []
    edge = record["paths"][0]["steps"][0]["relations"][0]
    assert (edge["source"], edge["relation"], edge["target"]) == ("ollama", "uses", "llama.cpp")
    assert edge["evidence"][0]["sentence"] == "Ollama uses llama.cpp."
    none = to_json(connect(LLM, "Lonely", "GPU"))
    assert (none["paths"], none["help"]["distance"]) == ([], None)


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    def fields(lang: str) -> dict[str, set[str]]:
        text = files("glossgraph.query").joinpath(f"texts.{lang}.toml").read_text(encoding="utf-8")
        return {
            key: {name for _, name, _, _ in Formatter().parse(said) if name}
            for key, said in tomllib.loads(text).items()
        }

    assert fields("ja") == fields("en")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_ranking_is_explained(lang: Lang) -> None:
    assert list(rankings(lang)) == list(COSTS)
    assert all(name and why.rstrip().endswith((".", "。")) for name, why in rankings(lang).values())


@settings(max_examples=200, deadline=None)
@given(
    st.text(min_size=1, max_size=8),
    st.text(min_size=1, max_size=8),
    st.text(max_size=20),
    st.sampled_from(["ja", "en"]),
)
def test_any_text_is_told(a: str, b: str, sentence: str, lang: Lang) -> None:
    one, two = term("p" + a), term("q" + b)
    said = Evidence("text", "demo", a, "en", sentence)
    made = store([one, two], [Relation(one.id, "uses", two.id, 0.9, (said,))])
    answer = connect(made, two.id, one.id)
    assert tell(answer, TYPES, lang).paths[0].steps[0].said[0].arrow == "←"
    assert len(to_text(answer, TYPES, lang).splitlines()) == 5
    assert to_markdown(answer, TYPES, lang).count("[^1]:") == 1
    json.dumps(to_json(answer))
