"""What a graph says against itself is told by the build, at the place that says it."""

from __future__ import annotations

from pathlib import Path

from glossgraph.build import build_graph
from glossgraph.consistency import contradictions
from glossgraph.model import Entry, Evidence, Relation, Term
from glossgraph.model.graph import assemble


def said(text: str, tmp_path: Path) -> list[str]:
    page = tmp_path / "page.txt"
    page.write_text(text, encoding="utf-8")
    return [str(problem).removeprefix(f"{page}:") for problem in build_graph([page])[1].problems]


def test_circles_of_two_and_three_are_told(tmp_path: Path) -> None:
    text = "りんご (りんご)\nりんごは、ばななの一種です。\nばなな (ばなな)\nばななは、りんごの一種です。\n"
    text += "甲 (こう)\n甲は、乙の一種です。\n乙 (おつ)\n乙は、丙の一種です。\n丙 (へい)\n丙は、甲の一種です。\n"
    circle = "each is said to be a kind of the next"
    assert said(text, tmp_path) == [f"9: {circle}: 丙 → 甲 → 乙 → 丙", f"3: {circle}: ばなな → りんご → ばなな"][::-1]
    assert said(text.replace("りんごの一種", "果物の一種"), tmp_path) == [f"9: {circle}: 丙 → 甲 → 乙 → 丙"]


def test_words_that_are_read_as_raising_and_lowering_are_told() -> None:
    terms = [Term(name, name, {"en": name}, None, False, (), (), True, ()) for name in ("cache", "delay")]
    raises = Evidence("text", "page", "cache", "en", "Changes delay.", 0, None, (0, 7), (8, 13))
    lowers = Evidence("text", "page", "cache", "en", "Cuts delay.", 15, None, (0, 4), (5, 10))
    entry = Entry("cache", lang="en", glossary="page", source="page.txt", line=4)

    def told(other: Evidence, confidence: float = 0.9) -> list[str]:
        one = Relation("cache", "improves", "delay", 0.9, (raises,))
        edges = [one, Relation("cache", "reduces", "delay", confidence, (other,))]
        return list(map(str, contradictions(assemble(terms, [], edges, [entry], []), [entry])))

    assert told(raises) == ["page.txt:4: “cache” is said both to raise and to lower “delay”: Changes delay."]
    assert told(lowers) == told(raises, 0.4) == []
