"""JSON Lines: fields, brackets in terms, wrapped lines, wrong types."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from glossgraph import relations
from glossgraph.build import graph_of
from glossgraph.errors import InputError
from glossgraph.formats import read_entries
from glossgraph.model import Entry, Problem


def _read(path: Path, *records: Any) -> list[Entry]:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n", "utf-8")
    return list(read_entries(path, []))


def test_every_field(tmp_path: Path) -> None:
    path = tmp_path / "kitchen.jsonl"
    record = {
        "id": "k:1",
        "term": "Pot (鍋)",
        "reading": " ポット ",
        "aliases": ["pan", '["cauldron"]', ""],
        "category": '["tools", "iron"]',
        "categories": ["tools", "kitchen"],
        "lang": "en-GB",
        "definition": "A **vessel** to\ncook in.",
        "unknown": {"x": 1},
    }
    assert _read(path, record) == [
        Entry(
            term="Pot",
            definition="A **vessel** to cook in.",
            reading="ポット",
            aliases=("pan", "cauldron", "鍋"),
            categories=("tools", "iron", "kitchen"),
            lang="en",
            id="k:1",
            glossary="kitchen",
            source=path.as_posix(),
            line=1,
        )
    ]


def test_least_fields_nulls_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '\ufeff{"term": "鍋"}\r\n\r\n{"term": "Pot", "definition": null, "category": "", "aliases": null, "id": ""}',
        "utf-8",
    )
    problems: list[Problem] = []
    first, second = read_entries(path, problems)
    assert (first.term, first.lang, first.line, first.definition) == ("鍋", "ja", 1, "")
    assert (second.term, second.lang, second.line, second.categories, second.id) == ("Pot", "en", 3, (), None)
    assert [problem.message for problem in problems] == ["'鍋' has no definition", "'Pot' has no definition"]


def test_a_given_reading_wins_and_the_bracket_stays_a_name(tmp_path: Path) -> None:
    (entry,) = _read(tmp_path / "a.jsonl", {"term": "Browser (ブラウザー)", "reading": "ぶらうざ"})
    assert (entry.term, entry.reading, entry.aliases) == ("Browser", "ぶらうざ", ("ブラウザー",))


def test_wrapped_lines_are_joined_as_on_a_page(tmp_path: Path) -> None:
    (entry,) = _read(tmp_path / "a.jsonl", {"term": "鍋", "definition": "煮る\n道具\nPot です。\n"})
    assert entry.definition == "煮る道具 Pot です。"


def test_an_id_given_twice_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [{"id": "k1", "term": "Pot"}, {"id": "k2", "term": "Pan"}, {"id": "k1", "term": "Lid"}]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    problems: list[Problem] = []
    assert len(list(read_entries(path, problems))) == 3
    (told,) = [str(problem) for problem in problems if "k1" in problem.message]
    assert told.startswith(f"{path.as_posix()}:3: ")
    assert "line 1" in told


def test_markup_stays_in_the_definition_and_in_its_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    plain = "LoRA is a kind of fine-tuning. It uses low-rank matrices and runs on PyTorch."
    marked = "**LoRA** is a *kind* of [fine-tuning](https://x.example/a_(b)). "
    marked += "It uses `low-rank matrices` and runs on **PyTorch**."
    found = []
    for text in (plain, marked):
        graph, _ = graph_of(_read(path, {"id": "l", "term": "LoRA", "definition": text}), relations.shipped())
        edges = list(graph.iter_relations())
        found.append([(edge.source, edge.relation, edge.target, edge.confidence) for edge in edges])
        for item in (item for edge in edges for item in edge.evidence):
            assert item.sentence
            assert text[item.start :].startswith(item.sentence)
    assert found[0] == found[1]
    assert len(found[0]) > 2
    quotes = {item.sentence for edge in edges for item in edge.evidence}
    assert quotes == {marked[: marked.index(" It")], marked[marked.index("It") :]}
    (runs,) = [item for edge in edges if edge.target == "pytorch" for item in edge.evidence]
    assert runs.sentence is not None
    assert runs.object is not None
    assert runs.sentence[slice(*runs.object)] == "PyTorch"


def test_the_language_is_guessed_by_the_definition(tmp_path: Path) -> None:
    entries = _read(
        tmp_path / "a.jsonl", {"term": "Pod", "definition": "最小の単位です。"}, {"term": "Pod", "definition": "Unit."}
    )
    assert [entry.lang for entry in entries] == ["ja", "en"]


def test_recognised_by_content(tmp_path: Path) -> None:
    for name in ("a.txt", "a.json", "a"):
        (entry,) = _read(tmp_path / name, {"term": "鍋"})
        assert entry.term == "鍋"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"a\.jsonl:2: is not JSON: .* column"),
        ("[1]", r"a\.jsonl:2: must be an object, not \[1\]"),
        ("{}", r'a\.jsonl:2: "term" is missing'),
        ('{"term": " "}', r'a\.jsonl:2: "term" is empty'),
        ('{"term": 3}', r'a\.jsonl:2: "term" must be text, not 3'),
        ('{"term": "a", "aliases": [1]}', r'a\.jsonl:2: "aliases" must be text, not 1'),
        ('{"term": "a", "aliases": {}}', r'a\.jsonl:2: "aliases" must be a list'),
        ('{"term": "a", "definition": ["b"]}', r'a\.jsonl:2: "definition" must be text'),
        ('{"term": "a", "lang": "fr"}', r'a\.jsonl:2: "lang" must be ja or en'),
        ('{"term": "a", "id": 7}', r'a\.jsonl:2: "id" must be text, not 7'),
        ('{"term": "\\udcff"}', r"a\.jsonl:2: .*half a character"),
        ('{"term": "a", "x": NaN}', r"a\.jsonl:2: is not JSON: NaN"),
        ("[" * 100_000, r"a\.jsonl:2: .*nested too deep"),
    ],
)
def test_a_wrong_line_is_told(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"term": "鍋"}\n' + line + "\n", "utf-8")
    with pytest.raises(InputError, match=message):
        list(read_entries(path, []))


def test_an_empty_file_is_told_what_a_line_looks_like(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n", "utf-8")
    with pytest.raises(InputError, match="holds no entries: each line is an object like"):
        list(read_entries(tmp_path / "a.jsonl", []))


def test_real_glossaries() -> None:
    folder = os.environ.get("GLOSSGRAPH_EVAL")
    if not folder:
        pytest.skip("GLOSSGRAPH_EVAL does not say where the evaluation texts are")
    problems: list[Problem] = []
    entries = {
        name: list(read_entries(Path(folder) / f"{name}.jsonl", problems)) for name in ("dev/en", "dev/ja", "train/ja")
    }
    assert [len(found) for found in entries.values()] == [35, 28, 120]
    found = {entry.term: entry for group in entries.values() for entry in group}
    assert found["継続的デプロイメント"].aliases == ("CD",)
    assert found["Platform Engineering"].categories == ("methodology", "platform")
    assert found["Signature (functions)"].reading == "シグネチャ"
    assert all(entry.id and entry.key == entry.id for group in entries.values() for entry in group)
