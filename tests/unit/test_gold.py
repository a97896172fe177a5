"""Annotated definitions: headings with a name in brackets, and with a word that only tells homonyms apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossgraph.extract.gold import entries


@pytest.mark.parametrize(
    ("heading", "term", "aliases"),
    [
        ("大規模言語モデル (LLM)", "大規模言語モデル", ("LLM",)),
        ("連続的メディア (Continuous Media)", "連続的メディア", ("Continuous Media",)),
        ("メディア (CSS)", "メディア (CSS)", ()),
        ("Media (CSS)", "Media (CSS)", ()),
        ("Python (言語)", "Python (言語)", ()),
    ],
)
def test_a_bracket_is_another_name_or_tells_homonyms_apart(
    heading: str, term: str, aliases: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps({"id": "m", "term": heading, "definition": "A **name**."}), encoding="utf-8")
    (entry,) = entries(path)
    assert (entry.term, entry.aliases, entry.definition) == (term, aliases, "A name.")
