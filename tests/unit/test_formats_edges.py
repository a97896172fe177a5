"""Edge lists: rows become relations, names become ids, what cannot is refused with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from glossgraph import relations
from glossgraph.build import build_graph
from glossgraph.errors import InputError
from glossgraph.query import connect
from glossgraph.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    "subject,relation,object,quote\n"
    'Ollama,uses,llama.cpp,"It wraps ""llama.cpp"", they say."\n'
    "llama.cpp,runs on,CPU,\n"
    "ollama,uses,llama.cpp,again\n"
    "パッケージ,Depends-On,CPU,\n"
)


def test_an_edge_list_becomes_a_graph_that_can_be_asked(tmp_path: Path) -> None:
    page = tmp_path / "edges.csv"
    page.write_text(ROWS, encoding="utf-8")
    graph, report = build_graph([page])
    assert graph.ids == ["cpu", "llama.cpp", "ollama", "パッケージ"]
    assert report.by_relation == {"depends_on": 1, "runs_on": 1, "uses": 1}
    edges = {(edge.source, edge.relation, edge.target): edge for edge in graph.iter_relations()}
    assert [item.sentence for item in edges["ollama", "uses", "llama.cpp"].evidence] == [
        'It wraps "llama.cpp", they say.',
        "again",
    ]
    item = edges["llama.cpp", "runs_on", "cpu"].evidence[0]
    assert (item.kind, item.glossary, item.entry, item.sentence) == ("imported", "edges", "llama.cpp", None)
    assert {kind.id for kind in graph.vocabulary} >= {"uses", "depends_on"}
    EmbeddedStore(tmp_path / "graph").write(graph)
    answer = connect(EmbeddedStore(tmp_path / "graph"), "Ollama", "CPU")
    assert [[term.id for term in path.terms] for path in answer.paths] == [["ollama", "llama.cpp", "cpu"]]


def test_parquet_and_tsv_give_the_same_graph(tmp_path: Path) -> None:
    rows = {"subject": ["a", "b"], "relation": ["uses", "uses"], "object": ["b", "c"]}
    pq.write_table(pa.table(rows), tmp_path / "e.parquet")
    (tmp_path / "e.tsv").write_text("subject\trelation\tobject\na\tuses\tb\nb\tuses\tc\n", encoding="utf-8")
    made = [build_graph([tmp_path / name])[0] for name in ("e.parquet", "e.tsv")]
    assert made[0].relations.equals(made[1].relations)
    assert made[0].evidence.equals(made[1].evidence)


def test_a_relation_may_be_called_by_its_label(tmp_path: Path) -> None:
    names = ["使う", "を利用", "上で動作", "is a kind of", "の一種", "Runs  On", "が必要", "pays for"]
    rows = "".join(f"a{at},{name},b\n" for at, name in enumerate(names))
    (tmp_path / "e.csv").write_text("subject,relation,object\n" + rows, encoding="utf-8")
    graph, _ = build_graph([tmp_path / "e.csv"])
    read = [edge.relation for edge in graph.iter_relations()]
    assert read == ["uses", "uses", "runs_on", "is_a", "is_a", "runs_on", "requires", "pays_for"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("subject,relation,object\na,uses,b\na,は,b\n", r"e\.csv:3: the relation name 'は'"),
        ("subject,relation,object\na,uses,\n", r"e\.csv:2: has no object"),
        ("subject,verb,object\na,uses,b\n", r"e\.csv:1: has no column 'relation'"),
        ("subject,relation,object\na,uses,b\na,uses\n", r"e\.csv:3: has 2 columns where the header has 3"),
        ("subject,relation,object\na,uses,b,c\n", r"e\.csv:2: has 4 columns where the header has 3"),
        ("", r"e\.csv: cannot be read as a table"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    (tmp_path / "e.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        build_graph([tmp_path / "e.csv"])


def test_a_relation_of_another_program_reads_backwards_too() -> None:
    kind = relations.plain("is_fond_of")
    assert kind.inverse["en"] == "← is fond of"
    assert relations.says(kind, "Ben", "Anna", "en", backwards=True) == "Anna is fond of Ben"
