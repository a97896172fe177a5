"""What a build makes of the pages it is given: each read once, known by its place, its glossary told from others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command import Ran, Run

pytest_plugins = ["command"]

CAT = "猫 (ねこ)\n猫は、動物の一種です。\n"
DOG = "犬 (いぬ)\n犬は、動物の一種です。\n"


@pytest.fixture(autouse=True)
def pages(tmp_path: Path) -> None:
    for name, text in (("one", CAT), ("two", DOG)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(text, encoding="utf-8")


def build(run: Run, *arguments: str) -> dict[str, object]:
    ran: Ran = run("build", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    report: dict[str, object] = json.loads(ran.out)
    return report


def glossaries(run: Run, graph: str) -> list[str]:
    found: list[str] = json.loads(run("stats", "-g", graph, "--json").out)["glossaries"]
    return found


def test_a_page_given_twice_is_read_once(run: Run) -> None:
    report = build(run, "one/page.txt", "one", "./two/../one/page.txt", "-o", "g")
    assert report["entries"] == 1
    assert "given twice" in str(report["problems"])


def test_a_page_is_known_by_its_place(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(run, "one/page.txt", "-o", "./g")
    for again in ("./two/../one/page.txt", str(tmp_path / "one" / "page.txt")):
        report = build(run, again, "--add", "-o", "./g")
        assert (report["entries"], report["problems"]) == (1, [])
    (tmp_path / "one" / "page.txt").write_text(CAT + DOG, encoding="utf-8")
    report = build(run, "one/page.txt", "--add", "-o", "./g")
    assert report["entries"] == 2
    assert "replaces the page of this place" in str(report["problems"])
    monkeypatch.chdir(tmp_path / "one")
    assert build(run, "page.txt", "-o", "../h")["entries"] == 2
    monkeypatch.chdir(tmp_path)
    assert build(run, "one/page.txt", "--add", "-o", "./h")["entries"] == 2


def test_pages_of_one_name_are_other_pages_and_other_glossaries(run: Run, tmp_path: Path) -> None:
    report = build(run, "one/page.txt", "-o", "g")
    assert glossaries(run, "g") == ["page"]
    report = build(run, "two/page.txt", "--add", "-o", "g")
    assert report["entries"] == 2
    assert "told apart: one/page.txt, two/page.txt" in str(report["problems"])
    assert glossaries(run, "g") == ["one/page.txt", "two/page.txt"]
    (tmp_path / "one" / "page.jsonl").write_text('{"term": "cat", "definition": "A cat is an animal."}\n', "utf-8")
    build(run, "one", "-o", "g")
    assert glossaries(run, "g") == ["page.jsonl", "page.txt"]
    assert run("export", "g.json", "-g", "g").code == 0
    assert build(run, "g.json", "one", "-o", "again")["entries"] == 2


def test_a_graph_among_its_pages_is_built_again(run: Run, tmp_path: Path) -> None:
    for folder in ("one", "one", "."):
        entries = build(run, folder, "-o", "./one/graph")["entries"]
        assert entries == (2 if folder == "." else 1)
        assert run("curate", "add", "猫", "uses", "動物", "-g", "./one/graph").code == 0
    ran = run("build", "one/graph", "-o", "g")
    assert ran.code == 2
    assert "is a stored graph" in ran.err
    (tmp_path / "one" / "graph" / "more.txt").write_text(DOG, encoding="utf-8")
    assert build(run, "one/graph", "-o", "./one/graph")["entries"] == 1
    ran = run("build", "two", "-o", "./two")
    assert (ran.code, "empty folder" in ran.err) == (2, True)
    assert [path.name for path in (tmp_path / "two").iterdir()] == ["page.txt"]


def test_a_link_to_itself_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    ran = run("build", "loop", "-o", "g")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert run("export", "loop", "--format", "json").code == 0
    assert (tmp_path / "loop").is_file()
