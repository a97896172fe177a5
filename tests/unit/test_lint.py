"""What lint finds in a glossary, and what its command and its hook say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossgraph.cli import main
from glossgraph.lint import lint

BAD = """📖 道具
甲乙装置 (こうおつそうち)
甲乙装置は、ザイドルコを使う装置です。
丙丁装置 (へいていそうち)
丙丁装置は、ザイドルコを使う装置です。
戊己装置
戊己装置は、ザイドルコを使う装置で、
甲乙装置 (こうおつそうち)
甲乙装置は、大きな装置です。
庚辛装置 (こうしんそうち)
庚辛装置は、ザイドルコを使う装置です。
"""
GOOD = "📖 道具\n槌 (つち)\n槌は、釘を打つ道具です。\n"


def _page(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_name_rule_and_line(tmp_path: Path) -> None:
    found = {(item.rule, item.line) for item in lint([_page(tmp_path, BAD)])}
    assert {("wanted", 2), ("twice", 8), ("reading", 6), ("definition", 6)} <= found


def test_a_sound_page_has_none(tmp_path: Path) -> None:
    assert lint([_page(tmp_path, GOOD)]) == []


@pytest.mark.parametrize(("text", "code"), [(BAD, 4), (GOOD, 0)])
def test_the_command_says_so_by_its_exit_code(
    tmp_path: Path, text: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["lint", str(_page(tmp_path, text)), "--json"])
    assert caught.value.code == code
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert bool(findings) is bool(code)
    assert all(item["line"] > 0 and item["source"].endswith("page.txt") for item in findings)


def test_the_hook_calls_the_command() -> None:
    hook = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = next(line.split(": ", 1)[1] for line in hook.splitlines() if line.strip().startswith("entry:"))
    with pytest.raises(SystemExit) as caught:
        main([*entry.split()[1:], "--help"])
    assert entry.split()[0] == "glossgraph"
    assert caught.value.code == 0


JA = """📖 機械
甲乙装置 (こうおつそうち)
甲乙装置は、ザイドルコを使う装置です。
丙丁装置 (へいていそうち)
丙丁装置は、ザイドルコを使う装置です。
"""
EN = """# Machines

## Alpha (甲乙装置)
An alpha is a machine that uses Zaidolco.

## Beta (丙丁装置)
A beta is a machine that uses Zaidolco.
"""


def test_one_term_in_two_languages_is_counted_once(tmp_path: Path) -> None:
    ja, en, names = _page(tmp_path, JA), tmp_path / "page.md", tmp_path / "names.tsv"
    en.write_text(EN, encoding="utf-8")
    names.write_text("ザイドルコ\tZaidolco\n", encoding="utf-8")
    assert not [item for item in lint([ja, en], [names]) if item.rule in ("wanted", "ambiguous")]


def test_a_reading_behind_a_square_bracket_is_a_reading(tmp_path: Path) -> None:
    text = GOOD + "配列[算法] (はいれつ)\n配列は、要素の並びです。\n"
    assert lint([_page(tmp_path, text)]) == []


def test_what_is_put_together_of_a_defined_word_is_not_asked_for(tmp_path: Path) -> None:
    uses = "".join(f"{name}\n{name}は、ザイドルコ・サーバーを使う装置です。\n" for name in ("いぬ", "ねこ", "さる"))
    page = f"📖 道具\n{uses}"
    asked = [item.message for item in lint([_page(tmp_path, page)]) if item.rule == "wanted"]
    assert len(asked) == 1
    known = f"{page}ザイドルコ\nザイドルコは、機械です。\nサーバー\nサーバーは、機械です。\n"
    assert not [item for item in lint([_page(tmp_path, known)]) if item.rule == "wanted"]


def _wanted(tmp_path: Path, page: str) -> list[str]:
    path = tmp_path / "words.md"
    path.write_text(page, encoding="utf-8")
    return [str(item.message).partition("'")[2].partition("'")[0] for item in lint([path]) if item.rule == "wanted"]


USES = "".join(f"## Tool{at}\nA tool{at} is a machine that uses {{name}}.\n\n" for at in "xyz")


@pytest.mark.parametrize(
    ("name", "also", "asked"),
    [
        ("Zaidolco", "", ["Zaidolco"]),
        ("Zaidolco", "## Fridge\nZaidolco is a kind of oil. A fridge is cold.\n", []),
        ("file formats", "", []),
        ("ZDC", "## Zero data copy\nA zero data copy is fast.\n", []),
        ("ZDC", "", ["ZDC"]),
    ],
)
def test_few_terms_are_asked_for_and_those_surely(tmp_path: Path, name: str, also: str, asked: list[str]) -> None:
    assert _wanted(tmp_path, "# Machines\n\n" + USES.format(name=name) + also) == asked


def test_headings_too_long_and_brackets_that_hold_half_the_page_are_told_with_their_line(tmp_path: Path) -> None:
    lines = ["📖 道具", "長" * 2000 + " (ながい)", "長は、道具です。", f"甲 ({'文が続き、' * 200})", "甲は、道具です。"]
    page = "\n".join([*lines, "丁 (てい)", "丁は、道具です。", ""])
    found = [(item.rule, item.line) for item in lint([_page(tmp_path, page)])]
    assert found == [("heading", 2), ("heading", 4)]


def test_two_long_forms_of_an_abbreviation_are_not_defined_twice(tmp_path: Path) -> None:
    entries = ("## DSL (Digital Subscriber Line)\nA line is long.", "## DSL (Domain-Specific Language)\nIt is small.")
    page = "\n\n".join(("# Words", *entries))
    path = tmp_path / "words.md"
    path.write_text(page, encoding="utf-8")
    assert not [item for item in lint([path]) if item.rule == "twice"]
