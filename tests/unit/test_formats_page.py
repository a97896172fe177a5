"""Pages: cases as text, encodings and line ends, bad input, any text, time and memory."""

from __future__ import annotations

import os
import re
import tracemalloc
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph.errors import InputError
from glossgraph.formats import read_entries

if TYPE_CHECKING:
    from glossgraph.model import Entry, Problem

CASES = (Path(__file__).parent / "cases" / "pages.txt").read_text("utf-8").split("\n=== ")[1:]
PAGE = "📖 道具\n鍋 (なべ)\n鍋は、煮る\n道具です。\n釜 (かま)\n飯を炊く。\n"


def _read(path: Path) -> tuple[list[Entry], list[Problem]]:
    problems: list[Problem] = []
    return list(read_entries(path, problems)), problems


def _row(entry: Entry) -> str:
    fields = (
        entry.line,
        entry.term,
        entry.reading or "",
        ";".join(entry.aliases),
        ";".join(entry.categories),
        entry.lang,
        entry.definition,
    )
    return " | ".join(map(str, fields))


@pytest.mark.parametrize("case", CASES, ids=[case.partition("\n")[0] for case in CASES])
def test_page(case: str, tmp_path: Path) -> None:
    page, _, expected = case.partition("\n")[2].partition("\n---\n")
    path = tmp_path / "page.txt"
    path.write_text(page + "\n", "utf-8")
    entries, problems = _read(path)
    wanted = [line for line in expected.splitlines() if line]
    rows = [re.sub(r"\s*\|\s*", " | ", line).strip() for line in wanted if not line.startswith("!")]
    assert [_row(entry).strip() for entry in entries] == [re.sub(r" \|$", " |", row) for row in rows]
    told = [line[1:].partition("|") for line in wanted if line.startswith("!")]
    assert [problem.line for problem in problems] == [int(line) for line, _, _ in told]
    for problem, (_, _, message) in zip(problems, told, strict=True):
        assert message.strip() in problem.message
        assert problem.source == path.as_posix()


@pytest.mark.parametrize(
    "raw",
    [
        PAGE.encode("utf-8-sig"),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.replace("\n", "\r").encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("\n", "\r\n").encode("utf-16"),
        ("\ufeff" + PAGE).encode("utf-16-be"),
        PAGE.rstrip("\n").encode(),
        PAGE.replace("\n", "  \n").replace("鍋 (", " 　鍋 (").encode(),
    ],
    ids=["bom", "crlf", "cr", "utf-16", "utf-16 crlf", "utf-16-be", "no last line end", "spaces"],
)
def test_encodings_and_line_ends_change_nothing(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    entries, problems = _read(path)
    assert [_row(entry) for entry in entries] == [
        "2 | 鍋 | なべ |  | 道具 | ja | 鍋は、煮る道具です。",
        "5 | 釜 | かま |  | 道具 | ja | 飯を炊く。",
    ]
    assert not problems


def test_decomposed_kana_in_headings_are_composed_and_definitions_stay(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = "📖 ガラス\nデバッグ (でばっぐ)\nデバッグは、誤りを除く作業です。\n"
    path.write_text(unicodedata.normalize("NFD", text), "utf-8")
    (entry,), _ = _read(path)
    assert (entry.term, entry.reading, entry.categories) == ("デバッグ", "でばっぐ", ("ガラス",))
    assert entry.definition == unicodedata.normalize("NFD", "デバッグは、誤りを除く作業です。")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (PAGE.replace("📖", "").encode("cp932"), r"page\.txt:1: .*seems to be Shift_JIS.*iconv -f CP932"),
        (PAGE.replace("📖", "").encode("euc-jp"), r"page\.txt:1: .*seems to be EUC-JP"),
        ((PAGE * 3).encode() + b"\xff\n", r"page\.txt:19: is not UTF-8"),
        (PAGE.encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text but a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is not text but a JPEG image"),
        (bytes(range(128)) * 9, "is not text"),
        (b"", "holds no heading"),
        ("見出しのない文章です。\n".encode(), "holds no heading: a page has categories like"),
        (b"<!doctype html><html></html>", "is a web page"),
    ],
)
def test_what_is_no_page_is_refused(raw: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=message):
        _read(path)


def test_missing_file_and_folder_without_pages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.txt: there is no such file"):
        _read(tmp_path / "nothing.txt")
    (tmp_path / "notes.doc").write_text("x", "utf-8")
    with pytest.raises(InputError, match="is a folder without pages"):
        _read(tmp_path)


def test_a_folder_is_all_its_pages_sorted(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text("鍋 (なべ)\n煮る。\n", "utf-8")
    (tmp_path / "a.jsonl").write_text('{"term": "鍋", "definition": "煮る道具。"}\n', "utf-8")
    (tmp_path / "c.txt").write_text("見出しなし。\n", "utf-8")
    (tmp_path / "README.md").write_text("# 用語集 (ようごしゅう)\n", "utf-8")
    (tmp_path / "package.json").write_text("{}", "utf-8")
    entries, problems = _read(tmp_path)
    assert [(entry.source, entry.glossary) for entry in entries] == [
        ((tmp_path / "a.jsonl").as_posix(), "a"),
        ((tmp_path / "b" / "one.txt").as_posix(), "one"),
    ]
    assert [problem.message for problem in problems] == [
        f"'鍋' is defined twice, first at {(tmp_path / 'a.jsonl').as_posix()}:1",
        "holds no entries and is left out",
    ]


WORDS = st.sampled_from(
    [
        "📖 ",
        "鍋",
        "なべ",
        "(",
        ")",
        "（",
        "）",
        "\n",
        "\n\n",
        "。",
        "、",
        "**",
        "`",
        "[a](b)",
        "は",
        "LLM",
        " ",
        "コメント",
        "*",
        "\r",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=60).map("".join), st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_text_gives_entries_or_one_clear_error(text: str) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"glossgraph-any-{os.getpid()}.txt"
    path.write_text(text, "utf-8", newline="")
    error = ""
    try:
        entries, problems = _read(path)
    except InputError as exc:
        error = str(exc)
        entries, problems = [], []
    finally:
        path.unlink()
    assert error.startswith(path.as_posix()) if error else entries
    lines = re.split(r"\r\n|\n|\r", text)
    for entry in entries:
        assert entry.term.strip()
        assert 1 <= entry.line <= len(lines)
        assert "\n" not in entry.definition
    assert [entry.line for entry in entries] == sorted({entry.line for entry in entries})
    assert all(problem.line for problem in problems)


HARD = {
    "one line": "鍋 (なべ)\n" + "あ" * 3_000_000,
    "wrapped": "鍋 (なべ)\n" + "煮る道具で、\n" * 300_000,
    "open brackets": "鍋 (なべ)\n" + ("(" * 100 + "\n") * 20_000,
    "closing brackets": "鍋 (なべ)\n" + ")" * 2_000_000,
    "pairs": "鍋 (なべ)\n" + "(あ)" * 500_000,
    "stars": "鍋 (なべ)\n" + "**あ *い " * 200_000,
    "ticks": "鍋 (なべ)\n" + "`あ``い```" * 200_000,
    "links": "鍋 (なべ)\n" + "[あ](い(" * 200_000,
    "no headings": "あいう。\n" * 300_000 + "鍋 (なべ)\n",
    "spaces": "鍋 (なべ)\n" + " " * 2_000_000 + "x",
    "categories": "📖 あ\n" * 200_000 + "鍋 (なべ)\n",
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_hard_pages_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    entries, _ = _read(path)
    assert entries


def test_memory_is_that_of_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(5_000):
            stream.write(f"用語{number}号 (よう)\n用語{number}号は、長さを量るために書かれた見本の文です。\n")
    entries = read_entries(path, [])
    next(entries)
    tracemalloc.start()
    last = None
    for entry in entries:
        last = entry
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert last is not None
    assert last.term == "用語4999号"
    assert peak < 8_000_000


def test_the_page_this_project_started_from() -> None:
    folder = os.environ.get("GLOSSGRAPH_EVAL")
    if not folder:
        pytest.skip("GLOSSGRAPH_EVAL does not say where the evaluation texts are")
    entries, problems = _read(Path(folder).parent / "seed" / "local-llm-glossary.ja.txt")
    assert len(entries) == 51
    assert all(entry.reading and not entry.aliases for entry in entries)
    assert len({category for entry in entries for category in entry.categories}) == 8
    assert sum(not entry.definition for entry in entries) == 10
    assert {"llama.cpp", "Top-P", "KVキャッシュ", "Text Generation Inference"} <= {entry.term for entry in entries}
    assert not any("**" in entry.definition or "コメント" in entry.definition for entry in entries)
    assert {problem.message.partition("'")[0] for problem in problems} == {"", "the definition of "}
    assert not any("twice" in problem.message for problem in problems)


def test_the_shipped_glossary() -> None:
    from glossgraph.shipped import data_file

    entries, problems = _read(data_file("local-llm.ja.txt"))
    assert len(entries) >= 91
    assert all(entry.reading and entry.definition and entry.categories for entry in entries)
    assert not problems


HEADED = "📖 a\n機械学習 (きかいがくしゅう)\n機械学習は、手法です。\n{line}\n{term}は、機械学習の一種です。\n"


def test_lenticular_brackets_are_brackets(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(HEADED.format(line="深層学習【しんそうがくしゅう】", term="深層学習"), "utf-8")
    entries, problems = _read(path)
    assert [(entry.term, entry.reading) for entry in entries][1:] == [("深層学習", "しんそうがくしゅう")]
    assert not problems


@pytest.mark.parametrize(
    ("line", "term"),
    [("[LoRA]", "LoRA"), ("■ GPU", "GPU"), ("CPU：中央処理装置", "CPU"), ("「量子化」", "量子化")],
)
def test_what_looks_like_a_heading_is_told(line: str, term: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(HEADED.format(line=line, term=term), "utf-8")
    _, problems = _read(path)
    assert [str(problem).split(":")[1] for problem in problems] == ["4"]
    assert "looks like a heading" in problems[0].message


def test_plain_lines_do_not_look_like_headings(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        HEADED.format(line="計算の速さが\n大切で", term="これ") + "手法の例:\n決定木は、木の形をしています。\n", "utf-8"
    )
    assert not _read(path)[1]


def test_a_heading_that_holds_half_the_page_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        f"# Tools\n\n## Alpha ({'very long ' * 200})\n\nAn alpha.\n\n## Beta (B)\n\nBeta is a tool.\n", "utf-8"
    )
    entries, problems = _read(path)
    assert [entry.term for entry in entries] == ["Beta (B)"]
    assert [(problem.line, "make it shorter" in problem.message) for problem in problems] == [(3, True)]
