"""Text in NFD and in NFC gives the same graph; only the quotes have the bytes of what was given."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph import relations
from glossgraph.build import build_graph, graph_of
from glossgraph.extract import explain, names
from glossgraph.formats.exchange import lines
from glossgraph.model import Entry, Graph
from glossgraph.text import composed

DATA = Path(__file__).parents[2] / "data"
WORDS = (
    "デバッガ バグ プログラム が を は で 使う 動く 一種です 。 、 ( ) ガラス（グラス） café naïve Å 각 "
    "ﾊﾞｸﾞ 神 Ω is a kind of uses . , and the also known as"
)
PIECES = st.sampled_from(WORDS.split())
TEXT = st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join)


def forms(text: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)


def facts(graph: Graph) -> list[tuple[object, ...]]:
    """Terms and relations of a graph, its quotes and spans in NFC, each checked against the definition it stands in."""
    told: list[tuple[object, ...]] = [(t.id, t.label, t.aliases, t.reading, t.defined) for t in graph.iter_terms()]
    texts = {entry.key: entry.definition for entry in graph.iter_entries()}
    for edge in graph.iter_relations():
        told.append((edge.source, edge.relation, edge.target, edge.confidence))
        for item in edge.evidence:
            sentence, definition = item.sentence or "", texts[item.entry]
            assert definition[item.start : item.start + len(sentence)] == sentence
            spans = [span and sentence[slice(*span)] for span in (item.subject, item.cue, item.object)]
            told.append(tuple(piece and unicodedata.normalize("NFC", piece) for piece in (sentence, *spans)))
    return told


@given(st.text(alphabet="aeｶがか\u3099\u0301\u0323Å각\u1100\u1161\u11a8神\u0f73 ", max_size=12))
def test_a_composed_text_leads_back_to_the_given_one(text: str) -> None:
    shown, offsets = composed(text)
    assert shown == unicodedata.normalize("NFC", text)
    assert len(offsets) == len(shown) + 1
    assert (offsets[0], offsets[-1]) == (0, len(text))
    assert list(offsets) == sorted(offsets)
    for cut in range(len(shown)):
        if offsets[cut] < offsets[cut + 1]:
            begin = text[: offsets[cut]]
            assert unicodedata.normalize("NFC", begin) + unicodedata.normalize("NFC", text[len(begin) :]) == shown


@given(TEXT, st.sampled_from(["ja", "en"]))
@settings(max_examples=60, deadline=None)
def test_both_forms_of_a_text_give_one_graph(definition: str, lang: str) -> None:
    found = []
    for text in forms(definition):
        entries = [Entry("デバッガ", text, lang=lang), Entry("バグ", lang=lang), Entry("café", lang=lang)]  # type: ignore[arg-type]
        found.append(facts(graph_of(entries, relations.shipped())[0]))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["local-llm.ja.txt", "local-llm.en.md"])
def test_both_forms_of_a_glossary_give_one_graph(name: str, tmp_path: Path) -> None:
    found, told = [], []
    for form in ("NFC", "NFD"):
        page = tmp_path / name
        page.write_text(unicodedata.normalize(form, (DATA / name).read_text("utf-8")), "utf-8")
        graph, report = build_graph([page])
        found.append(facts(graph))
        told.append(report.problems)
        if form == "NFC":
            assert unicodedata.is_normalized("NFC", "".join(lines(graph)))
    assert found[0] == found[1]
    assert told[0] == told[1]


def test_a_sentence_is_explained_alike_in_both_forms() -> None:
    composed_, decomposed = forms("デバッガは、バグを取り除くプログラムです。")
    assert explain(composed_, "デバッガ", names([])) == explain(decomposed, "デバッガ", names([]))
