"""Graphs written and read back: every format, any graph, any text; broken files get one clear sentence."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree

import jsonschema
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossgraph import relations
from glossgraph.errors import InputError, LimitError
from glossgraph.formats import Format, named, read_entries, read_graph, recognise, table, write_graph
from glossgraph.model import Definition, Entry, Evidence, Graph, Relation, Term
from glossgraph.model.graph import assemble
from glossgraph.shipped import graph_file
from glossgraph.text import names_of

if TYPE_CHECKING:
    from pathlib import Path

READABLE = [row for row in table if row.write and row.graph]
WRITABLE = [row for row in table if row.write]
NASTY = [
    "=1+1",
    "+a",
    "-a",
    "@a",
    "'a",
    "＝a",
    "\ta",
    "\ra",
    "a\r\nb",
    "\x00\x01",
    "\ufffe",
    r"\u0041",
    r"a\b",
    ' "q", ',
    "<b>&amp;]]>",
]
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
NAME = TEXT.filter(bool)
LANG = st.sampled_from(["ja", "en"])
LINE = st.integers(0, 2**31 - 1)


@st.composite
def spans(draw: st.DrawFn, sentence: str | None) -> tuple[int, int] | None:
    if not sentence or draw(st.booleans()):
        return None
    start = draw(st.integers(0, len(sentence) - 1))
    return start, draw(st.integers(start + 1, len(sentence)))


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    sentence = draw(st.none() | NAME)
    return Evidence(
        kind=draw(st.sampled_from(["text", "link", "curated", "imported", "llm"])),
        glossary=draw(TEXT),
        entry=draw(TEXT),
        lang=draw(LANG),
        sentence=sentence,
        start=draw(LINE),
        subject=draw(spans(sentence)),
        cue=draw(spans(sentence)),
        object=draw(spans(sentence)),
        rule=draw(TEXT),
        by=draw(st.none() | NAME),
        at=draw(st.none() | NAME),
    )


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    definition = st.builds(Definition, glossary=TEXT, lang=LANG, line=LINE, text=TEXT)
    terms = [
        Term(
            id=name,
            label=draw(NAME),
            labels=draw(st.dictionaries(LANG, NAME)),
            reading=draw(st.none() | NAME),
            reading_derived=draw(st.booleans()),
            aliases=tuple(draw(st.lists(TEXT, max_size=2))),
            categories=tuple(draw(st.lists(TEXT, max_size=2))),
            defined=draw(st.booleans()),
            definitions=tuple(draw(st.lists(definition, max_size=2))),
        )
        for name in draw(st.lists(NAME, unique=True, max_size=5))
    ]
    ids = [term.id for term in terms]
    kinds = {kind.id: kind for kind in (*relations.shipped(), relations.plain("x9_"))}
    facts = (
        draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(sorted(kinds)), st.sampled_from(ids)), max_size=5))
        if ids
        else set()
    )
    edges = [
        Relation(s, r, t, draw(st.floats(0, 1)), tuple(draw(st.lists(evidence(), min_size=1, max_size=3))))
        for s, r, t in sorted(facts)
        if s <= t or not kinds[r].symmetric
    ]
    entry = st.builds(
        Entry,
        term=NAME,
        definition=TEXT,
        reading=st.none() | NAME,
        aliases=st.lists(TEXT, max_size=2).map(tuple),
        categories=st.lists(TEXT, max_size=2).map(tuple),
        lang=LANG,
        id=st.none() | NAME,
        glossary=TEXT,
        source=TEXT,
        line=LINE,
    )
    return assemble(terms, names_of(terms), edges, draw(st.lists(entry, max_size=3)), tuple(kinds.values()))


def small() -> Graph:
    quote = "鍋は道具です。"
    found = Evidence("text", "kitchen", "鍋", "ja", quote, 0, (0, 1), None, (2, 4), "copula")
    said = Evidence("curated", "", "", "ja", None, rule="", by="ann", at="2026-11-24T00:00:00Z")
    terms = [
        Term(
            "鍋",
            "鍋",
            {"ja": "鍋", "en": "pot"},
            "なべ",
            False,
            ("pot",),
            ("道具",),
            True,
            (Definition("kitchen", "ja", 2, quote),),
        ),
        Term("道具", "道具", {"ja": "道具"}, "どうぐ", True, (), (), False, ()),
    ]
    edges = [
        Relation("鍋", "is_a", "道具", 0.9, (found, said)),
        Relation("道具", "compared_with", "鍋", 0.25, (said,)),
    ]
    entries = [Entry("鍋", quote, "なべ", ("pot",), ("道具",), glossary="kitchen", source="kitchen.txt", line=2)]
    return assemble(terms, names_of(terms), edges, entries, relations.shipped())


def _same(one: Graph, other: Graph) -> None:
    for name in ("terms", "names", "relations", "evidence", "entries"):
        assert getattr(one, name).equals(getattr(other, name)), name
    assert one.vocabulary == other.vocabulary


def _bytes(graph: Graph, row: Format) -> bytes:
    stream = io.BytesIO()
    write_graph(graph, stream, row.name)
    return stream.getvalue()


@pytest.mark.parametrize("row", READABLE, ids=[row.name for row in READABLE])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(graph=graphs())
def test_any_graph_reads_back_equal(row: Format, graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / f"graph{row.extensions[0]}"
    write_graph(graph, path)
    assert recognise(path) == row
    _same(read_graph(path), graph)
    assert path.read_bytes() == _bytes(graph, row)
    if graph.entries.num_rows:
        assert list(read_entries(path, [])) == list(graph.iter_entries())


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(graph=graphs())
def test_any_graph_reads_back_equal_from_a_folder(graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_graph(graph, folder, "csv")
    _same(read_graph(folder), graph)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_any_graph_keeps_to_the_schema(graph: Graph) -> None:
    schema = json.loads(graph_file("glossgraph-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(_bytes(graph, named("json"))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_any_graph_is_read_by_networkx(graph: Graph) -> None:
    gexf = nx.read_gexf(io.BytesIO(_bytes(graph, named("gexf"))))
    assert gexf.number_of_nodes() == graph.terms.num_rows
    assert gexf.number_of_edges() == graph.relations.num_rows
    data = json.loads(_bytes(graph, named("json")))
    linked = nx.node_link_graph(data, edges="edges")
    assert cast("Any", nx.utils.graphs_equal)(linked, _plain(graph))


def _plain(graph: Graph) -> nx.MultiDiGraph[str]:
    plain = graph.networkx()
    plain.graph = json.loads(_bytes(graph, named("json")))["graph"]
    return plain


@pytest.mark.parametrize("row", WRITABLE, ids=[row.name for row in WRITABLE])
def test_the_same_graph_gives_the_same_bytes(row: Format) -> None:
    assert _bytes(small(), row) == _bytes(small(), row)
    assert _bytes(small(), row)


def test_going_through_the_relations_is_the_same_in_any_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = small()
    one_by_one = [graph.relation(row) for row in range(graph.relations.num_rows)]
    for size in (1, 2, 10_000):
        monkeypatch.setattr("glossgraph.model.graph._BATCH", size)
        assert list(graph.iter_relations()) == one_by_one
        assert [term.id for term in graph.iter_terms()] == graph.ids


def test_names_and_extensions_are_unique() -> None:
    extensions = [extension for row in table for extension in row.extensions]
    assert len(set(extensions)) == len(extensions)
    assert len({row.name for row in table}) == len(table)
    for row in table:
        assert [bool(row.entries), bool(row.graph), bool(row.write)] == [
            role in row.roles for role in ("entries", "graph", "write")
        ]


def test_exchange_is_readable_in_a_diff() -> None:
    text = _bytes(small(), named("json")).decode("utf-8")
    lines = text.splitlines()
    assert sum('"id": "鍋"' in line for line in lines) == 1
    assert sum('"sentence": "鍋は道具です。"' in line for line in lines) == 1
    assert text.endswith("}\n")
    assert "\\u" not in text


def test_csv_opens_in_a_spreadsheet() -> None:
    with zipfile.ZipFile(io.BytesIO(_bytes(small(), named("csv")))) as archive:
        assert sorted(archive.namelist()) == [
            "entries.csv",
            "graph.csv",
            "relations.csv",
            "terms.csv",
            "vocabulary.csv",
        ]
        for name in archive.namelist():
            assert archive.read(name).startswith(b"\xef\xbb\xbf")
        rows = archive.read("relations.csv").decode("utf-8-sig").split("\r\n")
    assert rows[0].startswith("source,source_label,relation,target,target_label,confidence,kind")
    assert rows[1].startswith("道具,道具,compared_with,鍋,鍋,0.25,curated")
    assert len(rows) == 1 + 3 + 1


def test_a_formula_in_a_name_is_no_formula_in_a_spreadsheet() -> None:
    terms = [Term("=cmd|x", "=HYPERLINK(1)", {}, None, False, (), (), False, ())]
    graph = assemble(terms, names_of(terms), [], [], ())
    with zipfile.ZipFile(io.BytesIO(_bytes(graph, named("csv")))) as archive:
        assert archive.read("terms.csv").decode("utf-8-sig").split("\r\n")[1].startswith("'=cmd|x,'=HYPERLINK(1),")


def test_a_spreadsheet_may_write_truth_in_capitals_and_drop_columns_for_people(tmp_path: Path) -> None:
    write_graph(small(), tmp_path / "t", "csv")
    terms = tmp_path / "t" / "terms.csv"
    terms.write_text(terms.read_text("utf-8-sig").replace("true", "TRUE").replace("false", "FALSE"), "utf-8")
    edges = tmp_path / "t" / "relations.csv"
    edges.write_text(edges.read_text("utf-8-sig").replace("source_label", "note"), "utf-8")
    _same(read_graph(tmp_path / "t"), small())


def test_an_id_of_edges_is_unique_in_graphml() -> None:
    tree = ElementTree.fromstring(_bytes(small(), named("graphml")))
    ids = [edge.get("id") for edge in tree.iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert ids == ["道具 compared_with 鍋", "鍋 is_a 道具"] or sorted(ids, key=str) == sorted(set(ids), key=str)
    assert len(ids) == 2


def test_gexf_carries_no_date() -> None:
    assert b"lastmodifieddate" not in _bytes(small(), named("gexf"))


def test_html_holds_every_term_and_runs_none_of_it() -> None:
    terms = [Term("x", "</script><img src=x onerror=alert(1)>", {}, None, False, (), (), False, ())]
    page = _bytes(assemble(terms, names_of(terms), [], [], relations.shipped()), named("html")).decode("utf-8")
    assert "</script><img" not in page
    assert "<img src=x" not in page


def _data(**changes: Any) -> dict[str, Any]:
    data = json.loads(_bytes(small(), named("json")))
    return {**data, **changes}


def _edge(**changes: Any) -> dict[str, Any]:
    edge = {**_data()["edges"][1], **changes}
    return _data(edges=[edge])


def _quote(**changes: Any) -> dict[str, Any]:
    return _edge(evidence=[{**_data()["edges"][1]["evidence"][0], **changes}])


def _node(**changes: Any) -> dict[str, Any]:
    return _data(nodes=[{**node, **changes} for node in _data()["nodes"]], edges=[])


BROKEN: list[tuple[Any, str]] = [
    (_edge(target="釜"), r"edges\[0\]: the end '釜' is no node"),
    (_edge(relation="煮る", key="煮る"), r"edges\[0\]: the relation name '煮る' cannot become an id"),
    (_edge(relation="x" * 41), r"edges\[0\]: the relation name"),
    (_edge(confidence=1.01), r'edges\[0\]: "confidence" must be a number from 0 to 1, not 1.01'),
    (_edge(confidence=-0.1), r'"confidence" must be a number from 0 to 1'),
    (_edge(confidence=True), r'"confidence" must be a number from 0 to 1, not true'),
    (_edge(confidence=None), r'edges\[0\]: "confidence" is missing'),
    (_edge(confidence=float("nan")), "is not JSON: NaN is not a number"),
    (_edge(evidence=[]), r"edges\[0\]: has no evidence"),
    (_edge(evidence=None), r"edges\[0\]: has no evidence"),
    (_edge(source=3), r'edges\[0\]: "source" must be text, not 3'),
    (_data(edges=[_data()["edges"][1]] * 2), r"edges\[1\]: the edge 鍋 is_a 道具 is given twice"),
    (_quote(subject=[0, 99]), r'edges\[0\].evidence\[0\]: "subject" \[0, 99\] is no span of the sentence: it has 7 '),
    (_quote(cue=[3, 3]), r'"cue" \[3, 3\] is no span'),
    (_quote(object=[-1, 2]), r'"object" must be a whole number from 0'),
    (_quote(object=[1]), r'"object" must be \[start, end\]'),
    (_quote(sentence=None), r'"subject" \[0, 1\] is no span of the sentence: there is none'),
    (_quote(kind="rumour"), r'"kind" must be one of text, link, curated, imported, llm, not '),
    (_quote(start=2**40), r'"start" must be a whole number'),
    (_node(id="a"), r"nodes\[1\]: the id 'a' is given twice"),
    (_node(id=""), r'nodes\[0\]: "id" is empty'),
    (_node(id=None), r'nodes\[0\]: "id" is missing'),
    (_data(nodes=[3]), r"nodes\[0\]: must be an object, not 3"),
    (_data(nodes=[{"id": "a", "aliases": "b"}], edges=[]), r'nodes\[0\]: "aliases" must be a list, not "b"'),
    (_data(nodes=[{"id": "a", "labels": {"fr": "b"}}], edges=[]), r"nodes\[0\].labels: labels are for ja and en"),
    (_data(nodes=[{"id": "a", "labels": ["b"]}], edges=[]), r"nodes\[0\].labels: must be an object"),
    (_data(nodes=[{"id": "a", "definitions": [{"line": 1}]}], edges=[]), r'definitions\[0\]: "text" is missing'),
    (_data(nodes=None), '"nodes" is missing'),
    (_data(directed=False), '"directed" must be true'),
    (_data(graph={"format": "glossgraph/2"}), "newer than 'glossgraph/1': install a newer glossgraph"),
    (_data(graph={"format": "gexf"}), "which is none of glossgraph's"),
    (_data(graph={"relations": [{"id": "Uses"}]}), r"graph.relations\[0\]: the relation id 'Uses' is not"),
    (_data(graph={"relations": [{"id": "uses"}]}), r"graph.relations\[0\]: .*'label'"),
    (_data(graph={"relations": ["uses"]}), r"graph.relations\[0\]: must be an object"),
    (_data(graph=[1]), "graph: must be an object"),
    (_data(entries=[{"term": "a", "lang": "fr"}]), r'entries\[0\]: "lang" must be ja or en'),
    (_data(entries=[{"lang": "ja"}]), r'entries\[0\]: "term" is missing'),
    ([1], "must be an object"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_a_broken_exchange_file_is_told_where(data: Any, message: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_graph(path)
    assert str(caught.value).startswith(path.as_posix())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", '{\n"nodes": [}', r"a\.json:2: is not JSON: .* column 11"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.json", '{"nodes": [{"id": "\\ud800"}]}', "half a character"),
        ("a.json", '{"nodes": [], "x": ' + "9" * 5000 + "}", "is not JSON"),
        ("a.graphml", "<graphml><node></graphml>", r"a\.graphml:1: is not XML"),
        ("a.graphml", "<graphml/>", "is not GraphML"),
        (
            "a.graphml",
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
            '<edge source="a" target="b"/></graph></graphml>',
            "relation|key",
        ),
        ("a.gexf", "<gexf/>", "of the format gexf, which holds no graph to read"),
        ("a.txt", "鍋 (なべ)\n", "of the format page, which holds no graph to read: build a graph from it"),
        ("a.zip", "PK\x03\x04", "is not a zip archive"),
    ],
)
def test_a_broken_file_is_told_where(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        read_graph(tmp_path / name)


@pytest.mark.parametrize(
    ("table_name", "old", "new", "message"),
    [
        ("relations", "is_a", "ist ein Ü", r"relations\.csv, row 3: the relation name"),
        ("relations", "0.9", "viel", r"relations\.csv, row 3: 'confidence' 'viel' cannot be read"),
        ("relations", "0.9,curated", "0.8,curated", r"row 4: the confidence differs from row 3"),
        ("relations", "confidence", "sureness", r"relations\.csv has no column 'confidence'"),
        ("terms", "鍋,鍋", "道具,鍋", r"terms\.csv, row 3: the id '道具' is given twice"),
        ("terms", '"', "'", r"terms\.csv"),
        ("graph", "glossgraph/1", "glossgraph/9", "newer than"),
    ],
)
def test_a_broken_table_is_told_where(table_name: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    write_graph(small(), tmp_path / "t", "csv")
    path = tmp_path / "t" / f"{table_name}.csv"
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8-sig", newline="")
    with pytest.raises(InputError, match=message):
        read_graph(tmp_path / "t")


def test_a_graph_of_another_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    quote = {"kind": "imported", "sentence": None}
    edge = {"source": "b", "target": "a", "relation": "Compared With", "confidence": 1, "evidence": [quote]}
    path.write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": [edge]}), "utf-8")
    graph = read_graph(path)
    (found,) = graph.iter_relations()
    assert (found.source, found.relation, found.target) == ("a", "compared_with", "b")
    assert [kind.id for kind in graph.vocabulary] == ["compared_with"]
    assert [term.label for term in graph.iter_terms()] == ["a", "b"]


def test_entries_of_a_graph_without_entries_are_its_definitions(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text(json.dumps(_data(entries=[])), "utf-8")
    (entry,) = read_entries(path, [])
    assert (entry.term, entry.definition, entry.reading, entry.line) == ("鍋", "鍋は道具です。", "なべ", 2)
    path.write_text(json.dumps({"nodes": [{"id": "a"}]}), "utf-8")
    with pytest.raises(InputError, match="neither entries nor definitions"):
        list(read_entries(path, []))


@pytest.mark.parametrize(
    ("path", "name", "message"),
    [
        ("g.csv", None, "CSV is several tables"),
        ("g.xyz", None, "the format is not clear"),
        ("g.txt", None, "the format page cannot be written"),
        ("g.json", "xml", "there is no format 'xml': use one of json, graphml, gexf, csv, html$"),
        ("none/g.json", None, "cannot be written"),
    ],
)
def test_what_cannot_be_written(path: str, name: str | None, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        write_graph(small(), tmp_path / path, name)
    assert not list(tmp_path.iterdir())


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "g.json"
    write_graph(small(), path)
    before = path.read_bytes()

    def fail(*_: Any, **__: Any) -> None:
        raise LimitError("too large")

    monkeypatch.setattr("glossgraph.formats.exchange.write", fail)
    with pytest.raises(LimitError):
        write_graph(small(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
