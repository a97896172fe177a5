"""The app's two text files: the same keys, the same placeholders, every key known to the code."""

from __future__ import annotations

import re
from pathlib import Path

from glossgraph import texts
from glossgraph.app import wording

APP = Path(wording.__file__).parent
WORDS = {lang: texts.load("glossgraph.app", lang) for lang in wording.LANGUAGES}


def holes(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_both_languages_have_the_same_keys_and_only_english_counts_one() -> None:
    english = {key for key in WORDS["en"] if not key.endswith("_one")}
    assert english == set(WORDS["ja"])
    assert list(WORDS["ja"]) == [key for key in WORDS["en"] if key in WORDS["ja"]]


def test_a_text_has_the_same_placeholders_in_both() -> None:
    for key, text in WORDS["en"].items():
        counted = key.removesuffix("_one")
        missing = holes(WORDS["ja"][counted]) ^ holes(text)
        assert missing <= ({"n"} if counted != key else set()), key


def test_japanese_is_japanese_and_english_is_english() -> None:
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    names = {"app.name", "picture.file"}
    assert {key for key, text in WORDS["ja"].items() if not japanese.search(text)} <= names | {"list.comma"}
    assert not [key for key, text in WORDS["en"].items() if japanese.search(text)]


def test_every_key_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*APP.glob("*.py"), *APP.glob("page/*.py")])
    families = set(re.findall(r'f"([a-z]+\.[a-z._]*)\{', code))
    unused = {key for key in WORDS["ja"] if f'"{key}"' not in code and not any(key.startswith(one) for one in families)}
    assert not unused


def test_one_is_counted_as_one() -> None:
    english, japanese = wording.Texts("en"), wording.Texts("ja")
    assert english.count("connect.found", 1) == "1 path"
    assert english.count("connect.found", 2) == "2 paths"
    assert japanese.count("connect.found", 1) == "1本の道筋"
