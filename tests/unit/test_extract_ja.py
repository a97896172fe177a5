"""Japanese extraction: cases as text, offsets that quote, odd input in linear time, readings, explanations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph.extract.chooser import Candidate, Chooser, load
from glossgraph.extract.ja import candidates, explain, read, reading_of, tokens
from glossgraph.extract.learn import main
from glossgraph.extract.names import End, names
from glossgraph.model import MENTIONS, Entry
from glossgraph.text import sentences

CASES = Path(__file__).parent / "cases" / "extract_ja.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    blocks = CASES.read_text(encoding="utf-8").split("\n# ")[1:]
    split = [[line for line in block.splitlines() if line.strip()] for block in blocks]
    return [(head, definition, edges) for head, definition, *edges in split]


@pytest.mark.parametrize(("head", "definition", "edges"), cases(), ids=[head for head, _, _ in cases()])
def test_definition_gives_its_edges(head: str, definition: str, edges: list[str]) -> None:
    entry = Entry(head, definition)
    known = names([entry])
    stated = {(c.source_label, c.relation, c.target_label) for c in read(entry, known) if c.relation != MENTIONS}
    pairs = {frozenset((c.source.label, c.target.label)) for c in candidates(entry, known)}
    for edge in edges:
        sign = edge[0] if edge[0] in "!~" else ""
        parts = tuple(part.strip() for part in edge.lstrip("!~").split("|"))
        if sign == "~":
            assert frozenset(parts) in pairs, edge
        else:
            assert (parts in stated) == (sign != "!"), (edge, sorted(stated))


def test_a_term_that_is_only_named_is_a_mention_with_its_place() -> None:
    entry = Entry("焙煎機", "焙煎機は機械である。詳しくは電動ドライバーを参照。", id="r1", glossary="道具")
    known = names([entry, Entry("電動ドライバー")])
    [mention] = [claim for claim in read(entry, known) if claim.relation == MENTIONS]
    quoted = mention.evidence
    assert (mention.source, mention.target, quoted.entry, quoted.glossary) == ("焙煎機", "電動ドライバー", "r1", "道具")
    assert quoted.sentence is not None
    assert quoted.object is not None
    assert quoted.sentence[slice(*quoted.object)] == "電動ドライバー"


TEXT = st.text(alphabet="機械は、をがでのなどとから使う必要だ。()（）「」例:GPU+-. \n\x00🦙ー・", max_size=80)


@given(TEXT)
@settings(max_examples=80, deadline=None)
def test_any_text_is_quoted_exactly(definition: str) -> None:
    entry = Entry("機械", definition)
    assert "".join(token.surface for token in tokens(definition)) == definition
    for claim in read(entry, names([entry, Entry("GPU")])):
        quoted = claim.evidence
        assert quoted.sentence is not None
        assert definition[quoted.start : quoted.start + len(quoted.sentence)] == quoted.sentence
        for span in (quoted.subject, quoted.cue, quoted.object):
            assert span is None or 0 <= span[0] < span[1] <= len(quoted.sentence)


ODD = {
    "sentences": "LLMはGPUを使って文章を処理するモデルである。",
    "clauses": "GPUを使って処理し、",
    "list": "GPU、",
    "chain": "GPUの",
    "empty heads": "ことの",
    "agents": "GPUが",
    "brackets": "GPU(例:A、B)",
    "opened": "(",
    "punctuation": "、。・…ー「」",
    "emoji and control characters": "🦙\x00\u200b\u2028",
}


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD.keys())
def test_long_odd_text_is_read(piece: str) -> None:
    entry = Entry("LLM", "LLMは" + piece * 2400 + "モデルです。")
    for claim in read(entry, names([Entry("LLM"), Entry("GPU")])):
        sentence = claim.evidence.sentence
        assert sentence
        assert entry.definition[claim.evidence.start : claim.evidence.start + len(sentence)] == sentence


def test_brackets_ten_thousand_deep_are_read() -> None:
    entry = Entry("LLM", "LLMは" + "(" * 10_000 + "GPU" + ")" * 10_000 + "モデルです。")
    stated = {(c.source_label, c.relation, c.target_label) for c in read(entry, names([entry]))}
    assert ("LLM", "is_a", "モデル") in stated


def test_more_text_than_the_tokenizer_takes_at_once() -> None:
    text = "漢字とカナの混ざる文、" * 6_000
    found = tokens(text)
    assert "".join(token.surface for token in found) == text
    assert all(text[token.start : token.end] == token.surface for token in found)


def test_sentences_end_at_full_stops_outside_of_pairs_of_brackets() -> None:
    def cut(text: str) -> list[str]:
        return [text[start:end] for start, end in sentences(text, "ja")]

    assert cut("AはB。Cは「D。E」だ。F") == ["AはB。", "Cは「D。E」だ。", "F"]
    assert cut("A(Bは。C。") == ["A(Bは。", "C。"]
    assert cut("値は1.5である。") == ["値は1.5である。"]


def test_readings_are_hiragana() -> None:
    assert reading_of("量子化") == "りょうしか"
    assert reading_of("電動ドライバー") == "でんどうどらいばー"


def test_a_sentence_is_explained_in_plain_values() -> None:
    told = explain("焙煎機は、コーヒーの生豆を加熱する機械である。", "焙煎機", names([]))
    assert json.loads(json.dumps(told)) == told
    assert ["加熱", "S", "加熱"] in told["tokens"]
    assert [item[:3] for item in told["taken"] if item[1] == "is_a"] == [["焙煎機", "is_a", "機械"]]
    taken = [item for item in told["candidates"] if item["taken"]]
    assert taken
    assert all(item["because"] for item in taken)


def test_the_chooser_turns_a_relation_round_and_keeps_the_best_of_a_pair() -> None:
    model = Chooser(
        labels=("edge", "is_a", "~uses"),
        bias=(0, -3000, -3000),
        weights={"x": (2000, 5000, 0), "y": (2000, 0, 9000)},
        thresholds={"head": 0.5, "other": 0.99},
        reliability={"*": [(0.0, 0.0), (1.0, 0.8)]},
    )
    a, b, c = End("a", "A"), End("b", "B"), End("c", "C")
    found = [Candidate(a, b, "f", "", ("x",)), Candidate(a, b, "f", "", ("y",)), Candidate(b, c, "f", "", ("x",))]
    [choice] = model.choose(found, "a")
    assert (choice.source, choice.relation, choice.target) == (b, "uses", a)
    assert 0.7 < choice.confidence < 0.8
    assert model.sums(("x", "y", "unknown")) == [4000, 2000, 6000]
    assert model.reasons(("x", "y"), "~uses")[0] == (9000, "y")


def test_learning_again_gives_the_same_weights(tmp_path: Path) -> None:
    text, gold = tmp_path / "some.jsonl", tmp_path / "gold"
    gold.mkdir()
    rows, triples = [], []
    for number, thing in enumerate(("鍋", "包丁", "やかん", "ざる", "臼", "杵", "升", "樽")):
        rows.append({"id": f"g{number % 2}:{thing}", "term": thing, "definition": f"{thing}は台所の道具である。"})
        triples.append(f"{thing}\tis_a\t道具\tg{number % 2}:{thing}")
    text.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    (gold / "triples.tsv").write_text("\n".join(triples), encoding="utf-8")
    written = []
    for name in ("one.json", "two.json"):
        main(["ja", "--text", str(text), "--gold", str(gold), "-o", str(tmp_path / name)])
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    model = load(tmp_path / "one.json")
    assert model.best(("guess=is_a", "frame=genus"))[1] == "is_a"
