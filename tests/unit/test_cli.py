"""What the command line promises: answers, exit codes, one sentence for what went wrong, nothing lost."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command import Run

pytest_plugins = ["command"]

PAGE = """📖 道具
金づち (かなづち)
金づちは、釘を打つための工具です。木材の加工に使われます。
釘 (くぎ)
釘は、木材を留める金属の部品です。金づちで打ちます。
木材 (もくざい)
"""


@pytest.fixture
def tools(run: Run, tmp_path: Path) -> str:
    (tmp_path / "tools.txt").write_text(PAGE, encoding="utf-8")
    assert run("build", "tools.txt", "-o", "tools").code == 0
    return "tools"


def test_build_tells_what_it_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tools.txt").write_text(PAGE, encoding="utf-8")
    ran = run("build", "tools.txt", "-o", "tools")
    assert ran.code == 0
    assert "Entries: 3 (" in ran.out
    assert "Mentioned but not defined" in ran.out
    assert "tools.txt:6: '木材' has no definition" in ran.out
    report = json.loads(run("build", "tools.txt", "-o", "tools", "--json").out)
    assert report["entries"] == 3
    assert "木材" in report["undefined"]
    assert "seconds" not in report


def test_answers_in_both_languages(run: Run, tools: str) -> None:
    assert "Terms" in run("stats", "-g", tools, "--lang", "en").out
    assert "用語" in run("stats", "-g", tools, "--lang", "ja").out


def test_one_question_gives_the_same_bytes_however_it_is_asked(run: Run) -> None:
    by_name = run("connect", "Ollama", "VRAM", "--json")
    by_reading = run("connect", "オラマ", "ブイラム", "--json")
    assert by_name.code == 0
    assert by_name.out == by_reading.out
    assert json.loads(by_name.out)["paths"]


def test_every_hop_is_told_with_a_quote_of_the_glossary(run: Run) -> None:
    answer = json.loads(run("connect", "Ollama", "VRAM", "--json").out)
    texts = json.loads(run("show", "Ollama", "--json").out)["definitions"]
    assert texts
    for path in answer["paths"]:
        ids = [term["id"] for term in path["terms"]]
        assert ids[0] == "ollama"
        assert ids[-1] == "vram"
        for step in path["steps"]:
            for relation in step["relations"]:
                assert {relation["source"], relation["target"]} == {step["x"], step["y"]}
                assert all(item["sentence"] for item in relation["evidence"])


@pytest.mark.parametrize(
    ("source", "relation", "target"),
    [("llama.cpp", "uses", "gguf"), ("lora", "is_a", "ファインチューニング"), ("vllm", "runs_on", "cuda")],
)
def test_the_shipped_graph_says_what_its_glossary_states(run: Run, source: str, relation: str, target: str) -> None:
    shown = json.loads(run("show", source, "--json").out)
    found = [r for r in shown["relations"] if (r["source"], r["relation"], r["target"]) == (source, relation, target)]
    assert found
    assert all(item["sentence"] for item in found[0]["evidence"])


def test_markdown_cites_its_quotes(run: Run) -> None:
    said = run("connect", "Ollama", "VRAM", "--markdown").out
    assert "[^1]" in said
    assert "[^1]: " in said


def test_search_finds_by_reading_and_by_near_spelling(run: Run) -> None:
    assert json.loads(run("search", "りょうしか", "--json").out)[0]["term"] == "量子化"
    assert "ollama" in [match["term"] for match in json.loads(run("search", "olama", "--json").out)]
    assert run("search", "ぬるぽがっ").code == 4


def test_export_chooses_the_format_by_name_and_refuses_others(run: Run, tools: str, tmp_path: Path) -> None:
    for name in ("a.json", "a.graphml", "a.gexf", "a.zip", "a.html"):
        assert run("export", name, "-g", tools).code == 0
        assert (tmp_path / name).stat().st_size > 0
    ran = run("export", "a.docx", "-g", tools)
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_build_of_an_export_gives_the_same_graph(run: Run, tools: str, tmp_path: Path) -> None:
    run("export", "one.json", "-g", tools)
    run("build", "one.json", "-o", "again")
    run("export", "two.json", "-g", "again")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_term_that_two_pages_define_is_told(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("📖 道具\n釘 (くぎ)\n釘は、木材を留める部品です。\n", encoding="utf-8")
    assert "b.txt:2: '釘' is defined twice, first at a.txt:2" in run("build", "a.txt", "b.txt", "-o", "g").out


def test_add_keeps_what_is_there(run: Run, tools: str, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(
        "📖 道具\nのこぎり (のこぎり)\nのこぎりは、木材を切る工具です。\n", encoding="utf-8"
    )
    assert run("build", "more.txt", "--add", "-o", tools).code == 0
    assert run("show", "のこぎり", "-g", tools).code == 0
    assert run("show", "金づち", "-g", tools).code == 0


def test_graphs_are_listed_copied_renamed_and_deleted(run: Run, tools: str) -> None:
    assert "tools" in run("graphs").out
    assert run("graphs", "copy", "tools", "others").code == 0
    assert run("graphs", "rename", "others", "mine").code == 0
    assert [graph["name"] for graph in json.loads(run("graphs", "--json").out)] == ["mine", "tools"]
    assert run("graphs", "delete", "mine").code == 2
    assert run("graphs", "delete", "mine", "--yes").code == 0
    assert [graph["name"] for graph in json.loads(run("graphs", "--json").out)] == ["tools"]


def test_a_user_adds_types_of_relations(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tools.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "my.toml").write_text(
        '[hits]\nlabel = { ja = "を打つ", en = "hits" }\ninverse = { ja = "に打たれる", en = "is hit by" }\n'
        'cues = { ja = ["{y}を打つ"], en = ["hits {y}"] }\n',
        encoding="utf-8",
    )
    assert run("build", "tools.txt", "-o", "g", "--relations", "my.toml").code == 0
    shown = json.loads(run("show", "金づち", "-g", "g", "--json").out)
    (hits,) = [relation for relation in shown["relations"] if relation["relation"] == "hits"]
    assert (hits["source"], hits["target"]) == ("金づち", "釘")
    (quote,) = hits["evidence"]
    assert quote["sentence"][slice(*quote["object"])] == "釘"
    assert quote["sentence"][slice(*quote["cue"])] == "を打つ"
    assert "金づちは釘を打つ" in run("show", "金づち", "-g", "g", "--lang", "ja").out
    run("export", "g.json", "-g", "g")
    run("build", "g.json", "-o", "again")
    assert run("show", "金づち", "-g", "again", "--json").out == run("show", "金づち", "-g", "g", "--json").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "Olama"], "did you mean"),
        (["connect", "Ollama", "ollama"], "two different terms"),
        (["connect", "Ollama", "VRAM", "--relation", "eats"], "no relation"),
        (["build", "nowhere.txt", "-o", "g"], "nowhere.txt"),
        (["stats", "-g", "nowhere"], "no graph named"),
        (["stats", "-g", "./nowhere"], "no graph here"),
        (["evaluate", "nowhere.json", "nowhere"], "nowhere"),
        (["graphs", "rename", "nowhere", "new"], "no graph named"),
    ],
)
def test_what_the_user_got_wrong_is_one_sentence_and_exit_2(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_a_broken_page_leaves_the_graph_as_it_was(run: Run, tools: str, tmp_path: Path) -> None:
    before = run("show", "金づち", "-g", tools, "--json").out
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert run("build", "picture.txt", "-o", tools).code == 2
    assert run("show", "金づち", "-g", tools, "--json").out == before
    assert run("build", "picture.txt", "-o", "unborn").code == 2
    assert "unborn" not in run("graphs").out


def test_nothing_connects_is_exit_4_with_help(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("📖 甲\n犬 (いぬ)\n犬は動物です。\n石 (いし)\n石は鉱物です。\n", encoding="utf-8")
    run("build", "p.txt", "-o", "g")
    ran = run("connect", "犬", "石", "-g", "g")
    assert ran.code == 4
    assert "not connected" in ran.out or "no path" in ran.out.lower() or "Nothing" in ran.out


def test_a_port_in_use_is_told(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = run("app", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert "port" in ran.err.lower()


def test_explain_shows_what_was_taken_and_why(run: Run) -> None:
    told = json.loads(run("explain", "QLoRAは、量子化を用いたLoRAの一種です。", "--headword", "QLoRA", "--json").out)
    assert told["lang"] == "ja"
    assert ["QLoRA", "is_a", "LoRA"] in [taken[:3] for taken in told["taken"]]
    assert all(candidate["because"] for candidate in told["candidates"])
    assert "What is said" in run("explain", "QLoRAは、量子化を用いたLoRAの一種です。", "--lang", "en").out


def test_the_app_is_not_opened_on_a_graph_that_is_not_there(run: Run) -> None:
    ran = run("app", "--no-browser", "-g", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "no graph named" in ran.err


def test_what_is_more_likely_wrong_than_right_is_shown_only_when_asked_for(run: Run) -> None:
    sure = json.loads(run("show", "GPU", "--json").out)["relations"]
    every = json.loads(run("show", "GPU", "--min-confidence", "0", "--json").out)["relations"]
    doubtful = [edge for edge in every if edge["confidence"] < 0.5]
    assert doubtful
    assert sure == [edge for edge in every if edge not in doubtful]
    assert f"{len(doubtful)} more relations are less than 50% sure" in run("show", "GPU").out
    assert "more relations are less" not in run("show", "GPU", "--min-confidence", "0").out
    for path in json.loads(run("connect", "Ollama", "VRAM", "--json").out)["paths"]:
        assert all(edge["confidence"] >= 0.5 for step in path["steps"] for edge in step["relations"])


WRONG = [
    (("connect", "釘"), "glossgraph: ", "glossgraph around"),
    (("show", "釘", "木材"), "show: ", "glossgraph show TERM"),
    (("connect", "釘", "木材", "--hops", "many"), "connect: --hops", "1000"),
    (("connect", "釘", "木材", "--hops"), "connect: --hops", "glossgraph connect --help"),
    (("connect", "釘", "木材", "--hop", "3"), "connect: ", "--hops"),
    (("connect", "釘", "木材", "--ranking", "best"), "connect: --ranking", "shortest"),
    (("connect", "釘", "木材", "--json=1"), "connect: --json", "="),
    (("build", "tools.txt"), "build: --output", "--output GRAPH"),
    (("conect", "釘", "木材"), "glossgraph: ", "connect"),
    (("graphs", "empty", "tools"), "graphs: ", "glossgraph graphs --help"),
    (("show", "金づつ"), "glossgraph: ", "金づち"),
    (("build", "nothing.txt", "-o", "x"), "nothing.txt: ", ""),
    (("show", "釘", "-g", "nothing"), "glossgraph: ", "glossgraph graphs"),
    (("export", "x.doc"), "glossgraph: ", ".graphml"),
]


@pytest.mark.parametrize(("arguments", "where", "mend"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_wrong_is_one_sentence_in_the_language_asked_for(
    arguments: tuple[str, ...], where: str, mend: str, lang: str, run: Run, tools: str
) -> None:
    asked = ("--lang", lang)
    graph = () if {"-g", "build", "graphs", "export"} & set(arguments) else ("-g", tools)
    ran = run(*arguments[:1], *graph, *(asked if arguments[0] != "graphs" else ()), *arguments[1:])
    if arguments[0] == "graphs":
        ran = run("graphs", *asked, *arguments[1:])
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert where in ran.err
    assert mend in ran.err
    assert bool(re.search("[ぁ-ん]{2}", re.sub("金づ[ちつ]", "", ran.err))) == (lang == "ja"), ran.err


def test_findings_and_warnings_are_told_in_japanese(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tools.txt").write_text(PAGE + "釘 (くぎ)\n釘は、木材を\n", encoding="utf-8")
    japanese = (run("lint", "tools.txt", "--lang", "ja"), run("build", "tools.txt", "-o", "t", "--lang", "ja"))
    for ran in japanese:
        assert "tools.txt:6: " in ran.out
        assert "「木材」に定義がありません" in ran.out
        assert "has no definition" not in ran.out
    same = [run("lint", "tools.txt", "--json", "--lang", lang).out for lang in ("ja", "en")]
    assert same[0] == same[1]


def test_a_graph_goes_to_standard_output(run: Run, tools: str, tmp_path: Path) -> None:
    assert run("export", "graph.json", "-g", tools).code == 0
    ran = run("export", "-", "-g", tools)
    assert (ran.code, ran.out) == (0, (tmp_path / "graph.json").read_text("utf-8"))
    assert run("export", "-", "--format", "graphml", "-g", tools).out.startswith("<")
    assert not (tmp_path / "-").exists()


def test_alias_rows_are_no_entries_and_nothing_is_counted_in_empty_brackets(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"term": "釘"}\n', encoding="utf-8")
    (tmp_path / "a.tsv").write_text("釘\tnail\n", encoding="utf-8")
    ran = run("build", "a.jsonl", "--aliases", "a.tsv", "-o", "g")
    assert "Entries: 1 " in ran.out
    assert "aliases: 1\n" in ran.out
    assert "Relations: 0\n" in ran.out
    assert "Entries: 1\n" in run("stats", "-g", "g").out


def test_what_is_not_there_is_told_before_it_is_asked_for(run: Run, tools: str) -> None:
    assert "no graph named 'nosuch'" in run("graphs", "delete", "nosuch").err
    assert "--yes" in run("graphs", "delete", tools).err


def test_show_and_connect_quote_alike(run: Run, tools: str) -> None:
    shown, connected = run("show", "釘", "-g", tools).out, run("connect", "金づち", "釘", "-g", tools).out
    quotes = [{line.strip() for line in text.splitlines() if "“" in line} for text in (shown, connected)]
    assert quotes[0] & quotes[1]
    for text in (shown, connected):
        assert re.search(r"\(confidence \d+%\)", text)


def test_an_unknown_headword_is_told(run: Run, tools: str) -> None:
    known, other = (run("explain", "釘は金属の部品です。", "--headword", word, "-g", tools) for word in ("釘", "ねじ"))
    assert (known.code, known.err) == (0, "")
    assert (other.code, "“ねじ”" in other.err) == (0, True)
    assert other.out


def test_three_terms_are_joined(run: Run) -> None:
    ran = run("connect", "Ollama", "VRAM", "GGUF", "--lang", "en")
    assert ran.code == 0
    assert "paths join Ollama, VRAM, GGUF" in ran.out
    assert [term["id"] for term in json.loads(run("connect", "Ollama", "VRAM", "GGUF", "--json").out)["terms"]] == [
        "ollama",
        "vram",
        "gguf",
    ]


def test_side_by_side(run: Run) -> None:
    ran = run("compare", "LoRA", "QLoRA", "--lang", "en")
    assert ran.code == 0
    assert "Only QLoRA" in ran.out
    assert {"shared", "only_x", "only_y", "between"} <= json.loads(run("compare", "LoRA", "QLoRA", "--json").out).keys()


def test_around_a_term(run: Run) -> None:
    ran = run("around", "GGUF", "--hops", "2", "-n", "5", "--lang", "en")
    assert ran.code == 0
    assert ran.out.startswith("5 terms around GGUF\nThere are more")
    found = json.loads(run("around", "GGUF", "--hops", "2", "-n", "5", "--json").out)
    assert len(found["terms"]) == 6
    assert found["filter"]["hops"] == 2


def test_all_shortest_paths_are_counted(run: Run) -> None:
    found = json.loads(run("connect", "Ollama", "VRAM", "--all-shortest", "-k", "1", "--json").out)
    assert found["shortest"] >= len(found["paths"]) == 1


def test_one_glossary_only(run: Run, tmp_path: Path) -> None:
    for name, page in (("one", "猫\n猫は、動物の一種です。\n動物\n"), ("two", "犬\n犬は、動物の一種です。\n")):
        (tmp_path / f"{name}.txt").write_text(page, encoding="utf-8")
    assert run("build", "one.txt", "two.txt", "-o", "both").code == 0
    assert run("connect", "猫", "犬", "-g", "both").code == 0
    ran = run("connect", "猫", "犬", "-g", "both", "--glossary", "one", "--lang", "en")
    assert ran.code == 4
    assert "What other glossaries say would connect them." in ran.out
    ran = run("connect", "猫", "犬", "-g", "both", "--glossary", "three")
    assert (ran.code, ran.err.strip()) == (2, "glossgraph: This graph has no glossary “three”: choose among one, two.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["connect", "Ollama"], "glossgraph around TERM"),
        (["connect", "Ollama", "VRAM", "GGUF", "--all-shortest"], "leave --all-shortest out"),
        (["connect", "Ollama", "VRAM", "--time-limit", "1e-9"], "allow it more time"),
        *((["connect", "Ollama", "VRAM", "--time-limit", given], "a number above 0") for given in ("0", "nan", "-1")),
        (["connect", "Ollama", "VRAM", "GGUF", "-k", "2"], "leave -k out"),
        (["connect", "Ollama", "VRAM", "--markdown", "--json"], "choose --markdown or --json"),
        (["compare", "Ollama", "VRAM", "--markdown", "--json"], "choose --markdown or --json"),
        (["curate", "undo", "--after", "-1"], "a number from 0 on"),
        (["around", "GGUF", "--relation", "eats"], "no relation"),
        (["compare", "GGUF", "GGUF"], "two different terms"),
    ],
)
def test_wrong_questions_to_paths(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("name", ["uses", "USES", "Uses", "使う", "を利用"])
def test_a_relation_goes_by_its_id_and_its_labels(run: Run, name: str) -> None:
    plain = run("connect", "Ollama", "VRAM", "--relation", "uses", "--relation", "is_a", "--json")
    assert plain.out == run("connect", "Ollama", "VRAM", "--relation", name, "--relation", "is a kind of", "--json").out
    assert (
        run("around", "GGUF", "--without", name, "--json").out
        == run("around", "GGUF", "--without", "uses", "--json").out
    )


def test_an_importer_needs_a_folder(run: Run, tmp_path: Path) -> None:
    ran = run("export", "-", "--format", "neo4j-admin")
    assert (ran.code, ran.out, "folder's name" in ran.err) == (2, "", True)
    assert not (tmp_path / "-").exists()


def test_graphs_are_listed_by_either_name(run: Run, tools: str) -> None:
    assert run("graphs", "list") == run("graphs")
    assert run("graphs", "list", "--json") == run("graphs", "--json")
    assert tools in run("graphs", "list").out


def test_a_relation_of_ones_own_goes_by_its_label(run: Run, tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("subject,relation,object\nAnna,is fond of,Ben\n", encoding="utf-8")
    assert run("build", "edges.csv", "-o", "own").code == 0
    assert run("connect", "Anna", "Ben", "-g", "own", "--relation", "Is fond of").code == 0
    assert run("connect", "Anna", "Ben", "-g", "own", "--without", "mentions").code == 0


def test_export_follows_links_and_writes_into_pipes(run: Run, tools: str, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    assert run("export", "link.json", "-g", tools).code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text("utf-8").startswith("{")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
        reader.start()
        assert run("export", "pipe", "--format", "json", "-g", tools).code == 0
        reader.join(20)
        assert read[0] == (tmp_path / "real.json").read_bytes()


def test_a_folder_that_is_no_graph_is_not_deleted(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "home" / "graphs" / "notes"
    other.mkdir(parents=True)
    (other / "note.txt").write_text("keep", encoding="utf-8")
    assert run("graphs", "delete", "notes", "--yes").code == 2
    assert (other / "note.txt").exists()


def test_one_glossary_is_quoted_alone(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("猫\n猫は、動物の一種です。\n動物\n", encoding="utf-8")
    assert run("build", "one.txt", "two.txt", "-o", "both").code == 0
    for command in (("connect", "猫", "動物"), ("around", "猫"), ("compare", "猫", "動物")):
        quoted = set(re.findall(r'"glossary": "(\w+)"', run(*command, "-g", "both", "--json").out))
        alone = set(re.findall(r'"glossary": "(\w+)"', run(*command, "-g", "both", "--glossary", "two", "--json").out))
        assert (quoted, alone) == ({"one", "two"}, {"two"}), command
