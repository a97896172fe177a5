"""Every page through Streamlit's own test runner: both languages, hostile text, empty graphs, odd addresses."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from glossaries import MARKUP, demo, hostile, large, relation, term, write
from streamlit.testing.v1 import AppTest

from glossgraph import relations, texts, view
from glossgraph.app import frame, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAIN = Path(frame.__file__).with_name("main.py")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the app on a graph: ``app("connect", make=hostile, lang="en", x="ollama")``."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("GLOSSGRAPH_LANG", "")

    def start(where: str = "explore", make: Callable[[Path], Path] = demo, **address: Any) -> AppTest:
        monkeypatch.setenv("GLOSSGRAPH_GRAPH", str(make(tmp_path / make.__name__)))
        at = AppTest.from_file(str(MAIN), default_timeout=30)
        at.query_params.update({"lang": "ja", **address})
        at.run()
        if where != "explore":
            at.switch_page(f"page/{where}.py").run()
        assert not at.exception, at.exception
        return at

    return start


def components(at: AppTest) -> Iterator[tuple[str, Any]]:
    """The name of each of our components on the page, with its data."""
    for element in at.get("bidi_component"):
        proto = element.proto
        data = proto.json or proto.mixed.json
        yield proto.component_name, json.loads(data) if data else {}


def strings(node: Any) -> Iterator[str]:
    """Every text in a tree of prose, with what its attributes say."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (value for name, value in node.get("at", {}).items() if name in ("title", "aria-label"))
        for child in node.get("in", ()):
            yield from strings(child)


def prose(at: AppTest) -> str:
    """All that our components say, as one text."""
    found = []
    for name, data in components(at):
        if name == "glossgraph_prose":
            found += [text for node in data["nodes"] for text in strings(node)]
        elif name == "glossgraph_finder":
            found += [data["label"], data["placeholder"], data["value"], data["note"]]
    return "\n".join(found)


def nodes(at: AppTest) -> list[dict[str, Any]]:
    """The topmost nodes of all prose on the page."""
    return [node for name, data in components(at) if name == "glossgraph_prose" for node in data["nodes"]]


def pressed(node: Any) -> Iterator[dict[str, str]]:
    """What each button within a node asks for."""
    if isinstance(node, dict):
        if "go" in node:
            yield node["go"]
        for child in node.get("in", ()):
            yield from pressed(child)


def buttons(at: AppTest) -> list[dict[str, str]]:
    """What each button in prose asks for."""
    return [go for node in nodes(at) for go in pressed(node)]


def widgets(at: AppTest) -> Iterator[str]:
    """Every text that Streamlit's own widgets show."""
    for element in at.main:
        yield from _labels(element)


def _labels(element: Any) -> Iterator[str]:
    proto = getattr(element, "proto", None)
    for field in ("label", "body", "placeholder", "help", "title"):
        value = getattr(proto, field, None)
        if isinstance(value, str) and value:
            yield value
    for option in getattr(proto, "options", None) or ():
        yield option if isinstance(option, str) else getattr(option, "content", "")
    yield from (caption for caption in getattr(proto, "captions", None) or ())


PAGES = [*frame.PAGES]
ADDRESSES: dict[str, dict[str, Any]] = {
    "explore": {"at": "gguf", "term": "gguf"},
    "connect": {"x": "ollama", "y": "vram"},
    "glossary": {"order": "category"},
    "export": {"format": "graphml"},
}


@pytest.mark.parametrize("lang", wording.LANGUAGES)
@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("asked", [False, True], ids=["plain", "asked"])
def test_each_page_opens_in_each_language(app: Callable[..., AppTest], where: str, lang: str, asked: bool) -> None:
    at = app(where, lang=lang, **(ADDRESSES[where] if asked else {}))
    said = prose(at) + "\n".join(widgets(at))
    assert texts.load("glossgraph.app", lang)[f"page.{where}"] in said
    assert "cannot be read" not in said


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("asked", [False, True], ids=["plain", "asked"])
def test_every_word_stands_in_the_text_files(
    app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, where: str, asked: bool
) -> None:
    """With every text of ours turned into «key», what is left is what the glossary and the formats say."""
    plain = texts.load.__wrapped__

    def pseudo(package: str, lang: str) -> dict[str, str]:
        return {key: f"«{key}»" + "".join(re.findall(r"{\w*}", text)) for key, text in plain(package, lang).items()}

    monkeypatch.setattr(texts, "load", pseudo)
    at = app(where, make=nameless, **(ADDRESSES[where] if asked else {}))
    said = [*prose(at).split("\n"), *widgets(at)]
    left = {re.sub(r"«[^»]*»", "", text).strip() for text in said}
    words = {text for text in left if re.search(r"[^\W\d_]", text) and not allowed(text)}
    assert not words


NAMES = {"日本語", "English", "JSON", "GraphML", "GEXF", "CSV (ZIP)", "HTML", "GGUF", "VRAM", "OLLAMA"}


def nameless(folder: Path) -> Path:
    """A graph whose own words can be told from ours: all in capitals."""
    terms = [term("OLLAMA", category="TOOL"), term("GGUF", "ジー", "FORM", "GGUF TEXT"), term("VRAM", category="PART")]
    edges = [relation("OLLAMA", "uses", "GGUF", "OLLAMA GGUF"), relation("GGUF", "uses", "VRAM", "GGUF VRAM")]
    return write(folder, terms, edges)


def allowed(text: str) -> bool:
    """Capitals are the glossary's, a single letter is the index bar's; the rest are names and the vocabulary."""
    rest = text
    for word in sorted({*vocabulary(), *NAMES, "demo", "ジー", "nameless"}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not re.search(r"[a-z]{2,}|[ぁ-んァ-ヶ一-龠]{2,}", re.sub(r"\.\w+|kB", "", rest))


def vocabulary() -> Iterator[str]:
    """The words of the relation types, in the pieces that stand around their terms."""
    for kind in relations.shipped():
        for said in (kind.label, kind.inverse, kind.sentence, kind.inverse_sentence):
            for pattern in said.values():
                yield from filter(None, re.split(r"\{\w\}", pattern))


@pytest.mark.parametrize("where", PAGES)
def test_hostile_text_is_in_no_markup(app: Callable[..., AppTest], where: str) -> None:
    at = app(where, make=hostile, at=first(), term=first(), x=first(), y=last(), hops="8", order="category")
    for text in widgets(at):
        if not text.lstrip().startswith(("{", "<?xml")):
            assert not any(hostile_text in text for hostile_text in MARKUP), text
    if where != "export":
        assert MARKUP[0] in prose(at)


def test_a_preview_shows_hostile_text_as_code(app: Callable[..., AppTest]) -> None:
    at = app("export", make=hostile, format="json")
    assert any("outside.invalid" in code.value for code in at.code)
    assert not at.markdown


def first() -> str:
    return term(f"{MARKUP[0]} 0").id


def last() -> str:
    return term(f"{MARKUP[-1]} {len(MARKUP) - 1}").id


@pytest.mark.parametrize("where", PAGES)
def test_an_empty_graph_has_every_page(app: Callable[..., AppTest], where: str) -> None:
    def nothing(folder: Path) -> Path:
        return write(folder, [])

    app(where, make=nothing)


@pytest.mark.parametrize("where", PAGES)
def test_an_odd_address_is_no_error(app: Callable[..., AppTest], where: str) -> None:
    ends = {"at": "no such term", "term": "no such term", "x": "a" * 5000, "y": "\0", "open": ["x", "gguf"]}
    numbers = {"hops": "many", "k": "-3", "min": "nan", "page": "1e9"}
    words = {"rank": "?", "dir": "up", "order": "z", "format": "exe", "scope": "?", "lang": "xx", "cat": "?"}
    lists = {"norel": ["uses", "no"], "nocat": ["~", "<b>"], "group": "<", "graph": "../../etc"}
    odd = {**ends, **numbers, **words, **lists}
    at = app(where, **odd)
    assert "../../etc" in prose(at)


def test_a_broken_graph_is_one_sentence_and_the_page_stays(app: Callable[..., AppTest], tmp_path: Path) -> None:
    def broken(folder: Path) -> Path:
        demo(folder)
        (folder / "CURRENT").write_text("nonsense", encoding="utf-8")
        return folder

    at = app(make=broken, lang="en")
    assert "This graph cannot be read" in prose(at)
    assert "Glossary" in list(widgets(at))


def test_the_card_tells_everything_of_a_term(app: Callable[..., AppTest]) -> None:
    said = prose(app(term="量子化", lang="ja"))
    for wanted in (
        "量子化",
        "りょうしか",
        "Quantization",
        "量子化は重みを小さくし、VRAMを節約します。",
        "を低減",
        "GGUFは量子化",
    ):
        assert wanted in said


def test_the_picture_and_its_table_hold_the_same_facts(app: Callable[..., AppTest]) -> None:
    at = app(at="gguf")
    (picture,) = [data for name, data in components(at) if name == "glossgraph.graph"]
    drawn = {(edge["from"], edge["to"]) for edge in picture["edges"]}
    table = next(node for node in nodes(at) if node.get("tag") == "details")
    cells = [go["term"] for go in pressed(table)]
    assert {(f"n:{a}", f"n:{b}") for a, b in zip(cells[::2], cells[1::2], strict=True)} == drawn


def test_filters_of_the_address_take_relations_and_categories_out(app: Callable[..., AppTest]) -> None:
    def edges(**address: Any) -> set[str]:
        (picture,) = [data for name, data in components(app(at="gguf", **address)) if name == "glossgraph.graph"]
        return {relation for edge in picture["edges"] for relation in edge["relations"]}

    assert edges() == {"uses", "reduces"}
    assert edges(norel=["uses"]) <= {"reduces", "part_of"}
    assert "reduces" not in edges(min="0.7")
    assert "reduces" not in edges(nocat=["ハードウェア"])


def test_a_filter_moves_nothing_and_brings_in_nothing_from_farther_away(app: Callable[..., AppTest]) -> None:
    def dots(**address: Any) -> dict[str, tuple[float, float]]:
        (picture,) = [data for name, data in components(app(at="gguf", **address)) if name == "glossgraph.graph"]
        return {node["term"]: (node["x"], node["y"]) for node in picture["nodes"]}

    whole = dots()
    for address in ({"norel": ["uses"]}, {"min": "0.7"}, {"nocat": ["ハードウェア"]}):
        assert dots(**address).items() < whole.items()


def test_a_path_is_told_with_its_quotes(app: Callable[..., AppTest]) -> None:
    at = app("connect", x="ollama", y="vram")
    said = prose(at)
    assert "1本の道筋、最短4歩" in said
    for sentence in ("Ollamaはllama.cppを利用する推論エンジンです。", "を節約します。"):
        assert sentence in said.replace("\n", "")
    (picture,) = [data for name, data in components(at) if name == "glossgraph.graph"]
    assert len(picture["nodes"]) == 5
    assert any("llama" in code.value for code in at.code)
    assert {"act": "avoid", "term": "gguf"} in buttons(at)


@pytest.mark.parametrize(
    ("address", "offer"),
    [
        ({"hops": "3"}, {"act": "hops", "hops": "4"}),
        ({"min": "0.9"}, {"act": "lower_confidence"}),
        ({"norel": ["reduces"]}, {"act": "other_relations"}),
        ({"avoid": ["gguf"]}, {"act": "avoided"}),
        ({"dir": "backward"}, {"act": "other_direction"}),
    ],
    ids=["hops", "confidence", "relations", "avoid", "direction"],
)
def test_no_path_offers_what_would_help(
    app: Callable[..., AppTest], address: dict[str, Any], offer: dict[str, str]
) -> None:
    at = app("connect", x="ollama", y="vram", lang="en", **address)
    assert "No path within" in prose(at)
    assert offer in buttons(at)


def test_terms_that_nothing_connects_are_told_apart(app: Callable[..., AppTest]) -> None:
    assert "No relation at all connects these two terms." in prose(app("connect", x="ollama", y="孤立", lang="en"))


def test_one_term_asked_twice_is_told(app: Callable[..., AppTest]) -> None:
    assert "Both ends are the same term" in prose(app("connect", x="gguf", y="gguf", lang="en"))


def test_the_glossary_marks_what_is_not_defined_and_pages_the_rest(app: Callable[..., AppTest]) -> None:
    said = prose(app("glossary", lang="en"))
    assert "11 terms, 1 not defined" in said
    assert "not defined" in said.split("\nMeta\n", 1)[1][:20]
    at = app("glossary", make=large, lang="en", page="2")
    assert "101–200 of 3,000" in prose(at)
    assert len([go for go in buttons(at) if go["act"] == "open"]) == 100


@pytest.mark.parametrize("format", ["json", "graphml", "gexf", "csv", "html"])
def test_each_format_can_be_taken_away(app: Callable[..., AppTest], format: str) -> None:
    at = app("export", format=format, lang="en")
    (saved,) = at.get("download_button")
    assert "Save demo." in saved.proto.label


def test_what_explore_shows_can_be_taken_away(app: Callable[..., AppTest]) -> None:
    at = app(at="lora", lang="en")
    at.query_params["scope"] = "view"
    at.switch_page("page/export.py").run()
    assert "2 terms, 1 relations" in prose(at)


def test_a_large_graph_folds_into_its_categories(app: Callable[..., AppTest]) -> None:
    (picture,) = [data for name, data in components(app(make=large, whole="1")) if name == "glossgraph.graph"]
    assert len(picture["nodes"]) == 5 < view.FOLD


def test_three_terms_are_joined_and_one_can_be_left_out(app: Callable[..., AppTest]) -> None:
    at = app("connect", x="ollama", y="gguf", also="vram", lang="en")
    assert "join the 3 terms" in prose(at) or "joins the 3 terms" in prose(at)
    assert {"act": "less", "term": "vram"} in buttons(at)
    assert "Side by side" not in [*widgets(at)]
    at = app("connect", x="ollama", y="gguf", also="孤立", lang="en")
    assert "Joined with none of the others: 孤立" in prose(at)
    assert "This graph has no term “nothing”." in prose(app("connect", x="ollama", y="gguf", also="nothing", lang="en"))


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_two_terms_side_by_side(app: Callable[..., AppTest], lang: str) -> None:
    at = app("connect", x="ollama", y="gguf", view="side", lang=lang)
    said = prose(at)
    assert {"en": "Only GGUF", "ja": "GGUFだけ"}[lang] in said
    assert any(go.get("act") == "open" for go in buttons(at))


def test_a_glossary_can_be_left_out(app: Callable[..., AppTest]) -> None:
    def two(folder: Path) -> Path:
        first = relation("a", "uses", "b", "A uses B.")
        second = relation("b", "uses", "c", "B uses C.")
        other = dataclasses.replace(second, evidence=(dataclasses.replace(second.evidence[0], glossary="other"),))
        return write(folder, [term("a"), term("b"), term("c")], [first, other])

    assert {"act": "nogloss", "value": "other"} in buttons(app("connect", two, x="a", y="c", lang="en"))
    at = app("connect", two, x="a", y="c", nogloss="other", lang="en")
    assert "Use every glossary" in prose(at)


@pytest.mark.parametrize(("page", "address"), [("explore", {"at": "Olama"}), ("connect", {"x": "Olama", "y": "vram"})])
def test_a_term_that_is_not_there_is_told_with_what_may_have_been_meant(
    app: Callable[..., AppTest], page: str, address: dict[str, str]
) -> None:
    at = app(page, **address)
    assert "Olama" in prose(at)
    assert {"act": "mend", "was": "Olama", "term": "ollama"} in buttons(at)


def test_every_end_that_the_graph_does_not_have_is_told_at_once(app: Callable[..., AppTest]) -> None:
    said = prose(app("connect", lang="en", x="foo", y="bar"))
    assert "no term “foo”" in said
    assert "no term “bar”" in said


@pytest.mark.parametrize("filtered", [False, True])
def test_the_card_tells_when_a_filter_narrows_only_the_picture(app: Callable[..., AppTest], filtered: bool) -> None:
    at = app(lang="en", at="gguf", term="gguf", **({"norel": "uses"} if filtered else {}))
    assert ("not this card" in prose(at)) is filtered


@pytest.mark.parametrize(("which", "told"), [("all", True), ("undefined", False), ("defined", False)])
def test_undefined_terms_are_counted_where_others_are_listed_too(
    app: Callable[..., AppTest], which: str, told: bool
) -> None:
    counted = [
        line
        for line in prose(app("glossary", lang="en", which=which)).split("\n")
        if " terms" in line or "1 term" in line
    ]
    assert any("not defined" in line for line in counted) is told


def test_an_address_may_name_its_terms_as_people_do(app: Callable[..., AppTest]) -> None:
    assert prose(app("connect", x="Ollama", y="VRAM", lang="en")) == prose(
        app("connect", x="ollama", y="vram", lang="en")
    )
    assert prose(app("explore", at="GGUF", term="GGUF", lang="en")) == prose(
        app("explore", at="gguf", term="gguf", lang="en")
    )
