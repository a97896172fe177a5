"""What is said when something is wrong: every message in both languages, with the same placeholders."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from glossgraph import relations
from glossgraph.errors import InputError
from glossgraph.formats.recognition import WANTED
from glossgraph.formats.source import _MAGIC
from glossgraph.messages import Message, catalogue, told
from glossgraph.stores.manifest import MEND
from glossgraph.text import is_japanese

SOURCE = Path(relations.__file__).parent
SAYS = {"UserError", "InputError", "GraphError", "UnknownTermError", "LimitError", "StoreError", "GlossgraphError"}
SAYS |= {"MissingExtraError", "Problem", "Finding", "fail", "warn"}
ELSEWHERE = {*WANTED.values(), *_MAGIC.values(), MEND}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", "") or getattr(call.func, "attr", ""))


def templates() -> set[str]:
    firsts = [call.args[0] for _, call in calls() if name(call) == "Message"]
    return {one.value for one in firsts if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_message_is_in_the_catalogue_and_every_line_of_it_is_used() -> None:
    assert set(catalogue("ja")) == templates() | ELSEWHERE


@pytest.mark.parametrize("english", sorted(templates() | ELSEWHERE))
def test_both_languages_fill_in_the_same(english: str) -> None:
    japanese = catalogue("ja").get(english, "")
    fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in (english, japanese)]
    assert fields[0] == fields[1]
    assert is_japanese(japanese) or english == japanese or english in ("{some} or {last}", "a PDF")


def test_errors_and_findings_are_said_in_messages() -> None:
    for where, call in calls():
        if name(call) in SAYS:
            for text in call.args[:2]:
                bare = isinstance(text, ast.JoinedStr) or (isinstance(text, ast.Constant) and " " in str(text.value))
                assert not bare, f"{where}: say it with a Message, and in Japanese in messages.ja.toml"


def test_a_message_is_told_with_the_messages_in_it() -> None:
    error = InputError(Message('"{name}" is missing', name="term"), "a.jsonl", 3)
    assert str(error) == 'a.jsonl:3: "term" is missing'
    assert told(str(error), "ja") == "a.jsonl:3: 「term」がありません"
    assert told(str(error), "en") == str(error)
    assert told("as it is {x}", "ja") == "as it is {x}"
    for again in (copy.deepcopy(str(error)), pickle.loads(pickle.dumps(str(error)))):
        assert told(again, "ja") == "a.jsonl:3: 「term」がありません"
