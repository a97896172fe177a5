"""What travels with glossgraph: its graph is the graph of its glossary, and says what the glossary states."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from glossgraph import relations
from glossgraph.build import build_graph
from glossgraph.evaluate import evaluate
from glossgraph.formats import read_graph, write_graph
from glossgraph.model import Graph
from glossgraph.shipped import data_file, graph_file, root


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read_graph(graph_file("default.json"))


def test_the_default_graph_is_what_its_glossary_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root())
    built, report = build_graph([Path("data/local-llm.ja.txt")], aliases=[Path("data/local-llm.aliases.tsv")])
    assert not report.problems
    stream = io.BytesIO()
    write_graph(built, stream, "json")
    assert stream.getvalue() == graph_file("default.json").read_bytes()


def test_both_languages_are_one_graph_whatever_the_order() -> None:
    pages = [data_file("local-llm.ja.txt"), data_file("local-llm.en.md")]
    written = []
    for order in (pages, pages[::-1]):
        built, _ = build_graph(order)
        stream = io.BytesIO()
        write_graph(built, stream, "json")
        written.append(stream.getvalue())
    assert written[0] == written[1]
    terms = [term for term in built.iter_terms() if term.defined]
    assert len(terms) == 137
    assert all({d.lang for d in term.definitions} == {"ja", "en"} for term in terms)


def test_every_quote_stands_in_its_glossary(graph: Graph) -> None:
    texts = {d.text for term in graph.iter_terms() for d in term.definitions}
    for relation in graph.iter_relations():
        assert relation.evidence
        for item in relation.evidence:
            assert item.sentence
            assert any(text[item.start : item.start + len(item.sentence)] == item.sentence for text in texts)
            for span in (item.subject, item.cue, item.object):
                assert span is None or 0 <= span[0] < span[1] <= len(item.sentence)


def test_every_relation_is_of_the_vocabulary(graph: Graph) -> None:
    known = {kind.id for kind in relations.shipped()}
    assert set(graph.relations.column("relation").to_pylist()) <= known
    assert len(known) == 16


def test_the_gold_is_of_the_glossary(graph: Graph) -> None:
    gold = data_file("gold")
    entries = set(json.loads((gold / "entries.json").read_text(encoding="utf-8")))
    assert len(entries) >= 60
    assert entries <= {entry.term for entry in graph.iter_entries()}
    rows = [row.split("\t") for row in (gold / "triples.tsv").read_text(encoding="utf-8").splitlines()[1:] if row]
    assert {row[3] for row in rows} == entries
    assert {kind for row in rows for kind in row[1].split("|")} <= {kind.id for kind in relations.shipped()}
    assert evaluate(graph, gold).required > 300
