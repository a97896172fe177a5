from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import HOSTILE, relation, sample, term

from glossgraph import texts, view
from glossgraph.errors import LimitError
from glossgraph.model.graph import assemble
from glossgraph.relations import shipped
from glossgraph.view import browser
from glossgraph.view.page import LARGEST, SCRIPTS, embedded

KINDS = shipped()


def drawn(hostile: bool = False) -> view.Picture:
    return view.draw(*sample(hostile), vocabulary=KINDS)


def test_same_input_same_picture() -> None:
    assert json.dumps(drawn()) == json.dumps(drawn())


def test_ids_are_unique_and_safe_as_object_keys() -> None:
    picture = drawn(hostile=True)
    ids = [item["id"] for item in (*picture["nodes"], *picture["edges"])]
    assert len(ids) == len(set(ids)) == 55 + len(picture["edges"])
    assert all(id.startswith(("n:", "e:")) for id in ids)
    assert {"n:__proto__", "n:constructor"} <= set(ids)
    ends = {edge[end] for edge in picture["edges"] for end in ("from", "to")}
    assert ends <= {node["id"] for node in picture["nodes"]}


def test_parallel_relations_share_an_edge_and_opposite_ones_do_not() -> None:
    terms = [term("a"), term("b")]
    facts = [relation("a", "uses", "b"), relation("a", "is_a", "b"), relation("b", "requires", "a")]
    edges = view.draw(terms, facts, vocabulary=KINDS, lang="en")["edges"]
    assert [(edge["from"], edge["to"], edge["relations"]) for edge in edges] == [
        ("n:a", "n:b", ["uses", "is_a"]),
        ("n:b", "n:a", ["requires"]),
    ]
    assert edges[0]["label"] == "uses, is a kind of"
    assert edges[0]["tip"] == ["a uses b", "a is a kind of b"]


def test_mention_is_left_out_where_more_is_said() -> None:
    terms = [term("a"), term("b"), term("c")]
    facts = [relation("a", "mentions", "b"), relation("a", "uses", "b"), relation("a", "mentions", "c")]
    edges = view.draw(terms, facts, vocabulary=KINDS)["edges"]
    assert [edge["relations"] for edge in edges] == [["uses"], ["mentions"]]


def test_relations_to_terms_outside_are_not_drawn() -> None:
    assert view.draw([term("a")], [relation("a", "uses", "b")], vocabulary=KINDS)["edges"] == []


def test_symmetric_relations_have_no_arrow() -> None:
    (edge,) = view.draw([term("a"), term("b")], [relation("a", "compared_with", "b")], vocabulary=KINDS)["edges"]
    assert edge["arrows"] == ""


def test_undefined_terms_are_hollow_and_in_the_legend() -> None:
    picture = view.draw([term("a", "A", "text"), term("b", None)], [], vocabulary=KINDS, lang="en")
    assert [node["hollow"] for node in picture["nodes"]] == [False, True]
    assert [(entry["label"], entry["hollow"]) for entry in picture["legend"]] == [("A", False), ("not defined", True)]


def test_sizes_follow_the_degrees_of_the_whole_graph() -> None:
    terms = [term("a"), term("b"), term("c")]
    sizes = [node["size"] for node in view.draw(terms, [], vocabulary=KINDS, degrees={"a": 4, "b": 9})["nodes"]]
    assert sizes == [16.0, 20.0, 8.0]
    sizes = [node["size"] for node in view.draw(terms, [], vocabulary=KINDS, degrees={"a": 400, "b": 40_000})["nodes"]]
    assert sizes == [10.2, 30.0, 8.0]


def test_categories_keep_their_colours() -> None:
    names = [f"c{number}" for number in range(12)]
    colors = view.palette(names)
    assert len(set(list(colors.values())[:8])) == 8
    assert len({colors[name] for name in names[8:]}) == 1
    picture = view.draw([term("a", "c3", "text")], [], vocabulary=KINDS, colors=colors)
    assert picture["nodes"][0]["color"]["background"] == colors["c3"]


def test_paths_are_laid_out_and_named() -> None:
    terms, relations = sample()
    facts = [edge for edge in relations if {edge.source, edge.target} <= {"用語00", "用語01", "用語02", "用語23"}]
    picture = view.draw(
        [one for one in terms if one.id in {"用語00", "用語01", "用語02", "用語23"}],
        facts,
        vocabulary=KINDS,
        paths=[["用語02", "用語00", "用語01"], ["用語02", "用語23", "用語01"]],
    )
    assert picture["tall"]["n:用語00"][0] == 0
    assert {edge["path"] for edge in picture["edges"]} >= {"best"}
    assert [node["label"] for node in picture["nodes"] if node["must"]] == ["用語01", "用語02"]
    assert len({(node["x"], node["y"]) for node in picture["nodes"]}) == 4


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=())))
def test_embedded_json_is_inert_and_whole(text: str) -> None:
    made = embedded({"text": text})
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", made)
    assert json.loads(made) == {"text": text}
    made.encode()


def test_page_holds_every_fact_and_no_address() -> None:
    terms, relations = sample(hostile=True)
    page = view.page(terms, relations, vocabulary=KINDS, title="<b>&{{data}}")
    assert "<title>&lt;b&gt;&amp;{{data}}</title>" in page
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert [one["id"] for one in data["terms"]] == [one.id for one in terms]
    assert {one["label"] for one in data["terms"]} >= HOSTILE.keys()
    assert len(data["relations"]) == len(relations)
    assert data["relations"][0]["evidence"][0]["sentence"] == relations[0].evidence[0].sentence
    assert page.count("\n<script>") == page.count("</script>\n") - 1 == len(SCRIPTS)
    assert "<!--" not in page
    assert not re.search(r"""(src|href)\s*=\s*["'](?!data:)""", re.sub(r"<script.*?</script>", "", page, flags=re.S))
    assert "sourceMappingURL" not in page
    assert page == view.page(iter(terms), iter(relations), vocabulary=KINDS, title="<b>&{{data}}")


def test_page_too_large() -> None:
    with pytest.raises(LimitError, match="10,000 terms"):
        view.page((term(f"t{number}") for number in range(LARGEST + 1)), [], vocabulary=KINDS)


def test_page_of_an_empty_graph() -> None:
    assert "0 terms" in view.page([], [], vocabulary=KINDS, lang="en")


def test_texts_of_both_languages_have_the_same_names() -> None:
    japanese, english = (texts.load("glossgraph.view", lang) for lang in ("ja", "en"))
    assert japanese.keys() == english.keys()
    for name, text in japanese.items():
        assert re.findall(r"\{\w+\}|\|", text) == re.findall(r"\{\w+\}|\|", english[name]), name


def test_vis_network_is_the_one_that_pyvis_ships() -> None:
    def digest(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    assert digest(browser.folder() / browser.VIS_NETWORK) == digest(browser.pyvis_file())


def test_vis_network_where_the_folder_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    (tmp_path / "ours.js").write_text("ours", encoding="utf-8")
    monkeypatch.setattr(browser, "ASSETS", tmp_path)
    monkeypatch.setattr(browser, "_copy", refuse)
    found = browser.folder.__wrapped__()
    assert found != tmp_path
    assert {path.name for path in found.iterdir()} == {"ours.js", browser.VIS_NETWORK}


def test_streamlit_finds_the_component_by_our_manifest() -> None:
    manifest = tomllib.loads((browser.ASSETS.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    (component,) = manifest["tool"]["streamlit"]["component"]["components"]
    assert (manifest["project"]["name"], component["name"]) == ("glossgraph", "graph")
    assert browser.ASSETS.parent.parent / component["asset_dir"] == browser.ASSETS
    assert {"component.js", "picture.css"} <= {path.name for path in browser.ASSETS.iterdir()}


def test_svg_is_xml_and_shows_text_as_text() -> None:
    from xml.etree import ElementTree

    terms, relations = sample(hostile=True)
    picture = view.draw([*terms, term("nul\x00 \ud800", "A")], relations, vocabulary=KINDS)
    root = ElementTree.fromstring(view.svg(picture, title="</title><script>"))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}circle")) == 56
    assert len([line for line in root.findall(f"{space}path") if line.get("stroke")]) == len(picture["edges"])
    titles = {node.findtext(f"{space}title") for node in root.findall(f"{space}circle")}
    assert HOSTILE.keys() <= titles
    assert {element.tag.removeprefix(space) for element in root.iter()} == {
        "svg", "title", "defs", "marker", "path", "rect", "circle", "text",
    }  # fmt: skip


def test_svg_names_every_relation_of_a_path() -> None:
    terms = [term("a"), term("b"), term("c")]
    facts = [relation("a", "uses", "b"), relation("c", "requires", "b")]
    made = view.svg(view.draw(terms, facts, vocabulary=KINDS, lang="en", paths=[["a", "b", "c"]]))
    assert re.findall(r"<text[^>]*>([^<]*)", made) == ["uses", "requires", "a", "c", "b"]


def test_fold_counts_terms_and_relations_by_category() -> None:
    terms = [term("a1", "A"), term("a2", "A"), term("b1", "B"), term("x", None)]
    facts = [
        relation("a1", "uses", "b1"),
        relation("a2", "uses", "b1"),
        relation("a2", "mentions", "x"),
        relation("b1", "is_a", "a1"),
        relation("a1", "is_a", "a2"),
    ]
    graph = assemble(terms, [], facts, [], KINDS)
    picture = view.fold(graph, lang="en")
    assert [(node["id"], node["category"], node["label"], node["weight"]) for node in picture["nodes"]] == [
        ("c:", "", "no category 1", 1),
        ("c:A", "A", "A 2", 2),
        ("c:B", "B", "B 1", 1),
    ]
    assert [(edge["from"], edge["to"], edge["label"]) for edge in picture["edges"]] == [
        ("c:A", "c:B", "2"),
        ("c:B", "c:A", "1"),
    ]
    assert picture["edges"][0]["tip"] == ["A → B: 2 relations"]


def test_fold_of_an_empty_graph() -> None:
    assert view.fold(assemble([], [], [], [], KINDS))["nodes"] == []
