"""What decisions do to a graph, by the command line: each action, what is refused, and that every command sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from command import Run

pytest_plugins = ["command"]

PAGE = """📖 道具
金づち (かなづち)
金づちは、釘を打つための工具です。木材の加工に使われます。
ハンマー (はんまー)
ハンマーは、工具の一種です。釘を打つときに使われます。
釘 (くぎ)
釘は、木材を留める金属の部品です。金づちで打ちます。
木材 (もくざい)
木材は、建築に使われる材料です。
木材 (もくざい)
木材は、地図の記号です。釘を使います。
"""


@pytest.fixture(autouse=True)
def tools(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert run("build", "page.txt", "-o", "tools").code == 0


def exported(run: Run, graph: str = "tools") -> dict[str, Any]:
    Path("out.json").unlink(missing_ok=True)
    assert run("export", "out.json", "-g", graph)[0] == 0
    found: dict[str, Any] = json.loads(Path("out.json").read_text("utf-8"))
    return found


def edges(document: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(edge["source"], edge["relation"], edge["target"]): edge for edge in document["edges"]}


def decide(run: Run, *arguments: str) -> str:
    code, out, err = run("curate", *arguments, "-g", "tools", "--by", "me")
    assert (code, err) == (0, "")
    return out


def an_edge(run: Run) -> tuple[str, str, str]:
    return next(key for key, edge in edges(exported(run)).items() if edge["confidence"] < 1)


def test_what_is_accepted_is_certain_and_says_who_said_so(run: Run) -> None:
    key = an_edge(run)
    quotes = len(edges(exported(run))[key]["evidence"])
    assert decide(run, "accept", *key).startswith("1: accepted: ")
    edge = edges(exported(run))[key]
    assert edge["confidence"] == 1
    assert len(edge["evidence"]) == quotes + 1
    assert (edge["evidence"][-1]["kind"], edge["evidence"][-1]["by"]) == ("curated", "me")


def test_every_command_sees_what_was_rejected(run: Run) -> None:
    source, kind, target = key = an_edge(run)
    before = json.loads(run("stats", "-g", "tools", "--json")[1])
    decide(run, "reject", *key)
    assert key not in edges(exported(run))
    after = json.loads(run("stats", "-g", "tools", "--json")[1])
    assert after["relations"] == before["relations"] - 1
    shown = json.loads(run("show", source, "-g", "tools", "--json")[1])["relations"]
    assert (kind, target) not in {(edge["relation"], edge["target"]) for edge in shown}
    found = run("connect", source, target, "--hops", "1", "-r", kind, "--direction", "forward", "-g", "tools")
    assert found[0] == 4


def test_a_type_is_put_right(run: Run) -> None:
    source, kind, target = an_edge(run)
    decide(run, "retype", source, kind, target, "reduces")
    found = edges(exported(run))
    assert (source, kind, target) not in found
    assert found[source, "reduces", target]["confidence"] == 1
    assert found[source, "reduces", target]["evidence"][0]["sentence"]


def test_two_terms_become_one(run: Run) -> None:
    decide(run, "merge", "金づち", "ハンマー")
    document = exported(run)
    nodes = {node["id"]: node for node in document["nodes"]}
    assert "ハンマー" not in nodes
    assert "ハンマー" in nodes["金づち"]["aliases"]
    assert len(nodes["金づち"]["definitions"]) == 2
    assert not [key for key in edges(document) if "ハンマー" in (key[0], key[2])]
    assert json.loads(run("search", "ハンマー", "-g", "tools", "--json")[1])[0]["term"] == "金づち"
    assert json.loads(run("show", "ハンマー", "-g", "tools", "--json")[1])["id"] == "金づち"


def test_one_term_becomes_two(run: Run) -> None:
    decide(run, "split", "木材", "記号", "--definition", "2")
    document = exported(run)
    nodes = {node["id"]: node for node in document["nodes"]}
    assert [one["text"][:8] for one in nodes["木材~記号"]["definitions"]] == ["木材は、地図の記"]
    assert len(nodes["木材"]["definitions"]) == 1
    mine = [edge for key, edge in edges(document).items() if key[0] == "木材~記号"]
    assert mine
    assert all(
        item["sentence"] in PAGE.split("木材は、地図")[1] + "木材は、地図の記号です。"
        for e in mine
        for item in e["evidence"]
    )


def test_what_no_text_says_is_added(run: Run) -> None:
    decide(run, "add", "釘", "reduces", "ハンマー", "--note", "seen")
    edge = edges(exported(run))["釘", "reduces", "ハンマー"]
    assert edge["confidence"] == 1
    assert [item["sentence"] for item in edge["evidence"]] == [None]
    assert "seen" in run("curate", "list", "-g", "tools")[1]
    assert "entered by a person" in run("connect", "釘", "ハンマー", "-r", "reduces", "-g", "tools")[1]


def test_decisions_are_undone_one_by_one(run: Run) -> None:
    before = exported(run)
    decide(run, "reject", *an_edge(run))
    decide(run, "merge", "金づち", "ハンマー")
    decide(run, "undo")
    decide(run, "undo")
    assert exported(run) == before
    code, _, err = run("curate", "undo", "-g", "tools")
    assert (code, err) == (2, "glossgraph: tools: there is no decision that stands.\n")
    assert run("curate", "undo", "1", "-g", "tools")[0] == 2
    listed = json.loads(run("curate", "list", "-g", "tools", "--json")[1])
    assert [(one["seq"], one["action"], one["undone"]) for one in listed] == [
        (1, "reject", True),
        (2, "merge", True),
        (3, "undo", False),
        (4, "undo", False),
    ]


def test_a_rebuild_keeps_them_and_tells_what_no_longer_fits(run: Run) -> None:
    key = an_edge(run)
    decide(run, "reject", *key)
    decide(run, "merge", "金づち", "ハンマー")
    code, out, _ = run("build", "page.txt", "-o", "tools")
    assert (code, "no longer fit" in out) == (0, False)
    assert key not in edges(exported(run))
    Path("other.txt").write_text("📖 道具\n金づち\n金づちは、工具です。\n", encoding="utf-8")
    out = run("build", "other.txt", "-o", "tools")[1]
    assert "of the decisions on this graph no longer fit it" in out
    assert "no longer fits: there is no term ハンマー" in run("curate", "list", "-g", "tools")[1]
    assert json.loads(run("build", "other.txt", "-o", "tools", "--json")[1])["misfits"] > 0
    run("build", "page.txt", "-o", "tools")
    assert key not in edges(exported(run))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", "釘", "reduces", "金づち"], "This graph has no relation 釘 reduces 金づち"),
        (["reject", "釘", "eats", "金づち"], "This graph has no relation “eats”: choose among"),
        (["reject", "釘", "uses", "のこぎり"], "No term is called “のこぎり”"),
        (["add", "釘", "uses", "くぎ"], "a relation joins two different ones"),
        (["merge", "釘", "くぎ"], "Both names are the term “釘” already"),
        (["split", "木材", "x", "--definition", "3"], "has 2 definitions: there is no definition 3"),
        (["split", "木材", "x", "--definition", "1", "--definition", "2"], "name some of them, but not all"),
        (["split", "釘", "x", "--definition", "1"], "name some of them, but not all"),
        (["split", "木材", " ", "--definition", "1"], "cannot be a new term's id"),
        (["undo"], "there is no decision that stands"),
        (["add", "釘", "reduces", "金づち", "--after", "3"], "somebody else decided meanwhile"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence_and_nothing_changes(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run("curate", *arguments, "-g", "tools")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert json.loads(run("curate", "list", "-g", "tools", "--json")[1]) == []


def test_the_first_decision_on_the_shipped_graph_copies_it(run: Run, tmp_path: Path) -> None:
    code, out, err = run("curate", "reject", "ollama", "reduces", "llama.cpp")
    assert (code, (tmp_path / "home" / "graphs" / "mine").exists()) == (2, False)
    code, out, err = run("curate", "add", "ollama", "reduces", "llama.cpp")
    assert code == 0
    assert "it was copied to mine" in err
    assert out.startswith("1: added: Ollama reduces llama.cpp")
    code, out, err = run("curate", "undo", "-g", "mine")
    assert code == 0
    code, out, err = run("curate", "add", "ollama", "reduces", "llama.cpp")
    assert (code, "say  --graph mine" in err) == (2, True)


def test_a_damaged_file_of_decisions_is_told(run: Run, tmp_path: Path) -> None:
    decide(run, "merge", "金づち", "ハンマー")
    file = tmp_path / "home" / "graphs" / "tools" / "curation.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"action":"add","te')
    assert len(json.loads(run("curate", "list", "-g", "tools", "--json")[1])) == 1
    assert decide(run, "undo").startswith("2: ")
    assert file.read_bytes().startswith(whole)
    assert file.read_bytes().count(b"\n") == 2
    file.write_bytes(b"{}\n")
    code, _, err = run("show", "釘", "-g", "tools")
    assert (code, "curation.jsonl:1: this line is no decision" in err) == (2, True)


def test_a_relation_goes_by_its_labels(run: Run) -> None:
    assert decide(run, "add", "釘", "を低減", "ハンマー") == "1: added: 釘 reduces ハンマー\n"
    assert decide(run, "retype", "釘", "Reduces", "ハンマー", "使う").endswith("now uses\n")
    assert decide(run, "reject", "釘", "USES", "ハンマー") == "3: rejected: 釘 uses ハンマー\n"


def test_a_graph_of_the_name_of_the_copy_is_told(run: Run) -> None:
    assert run("build", "page.txt", "-o", "mine").code == 0
    code, _, err = run("curate", "add", "GGUF", "uses", "VRAM")
    assert (code, "there is a graph named mine already" in err) == (2, True)


def test_a_split_tells_the_id_that_is_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(
        "Bar (バー)\nBarは、棒の一種です。\nBar (バー)\nBarは、店の一種です。\n", encoding="utf-8"
    )
    assert run("build", "b.txt", "-o", "tools").code == 0
    assert decide(run, "split", "Bar", "店", "--definition", "2") == "1: Bar was split: bar~店\n"
    assert run("show", "bar~店", "-g", "tools").code == 0
