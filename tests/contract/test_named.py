"""Named graphs: listed, renamed, copied, deleted; and the shipped graph's folder form."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stored import make, same

from glossgraph import stores
from glossgraph.errors import GlossgraphError, GraphError, UserError
from glossgraph.stores import default, graphs
from glossgraph.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from glossgraph.model import Graph


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLOSSGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GLOSSGRAPH_GRAPH", raising=False)
    return tmp_path / "home"


def never(path: Path) -> Graph:
    raise AssertionError(f"{path} is not asked for")


def open_(name: str) -> stores.Store:
    return stores.open_store(name, shipped=never)


def write(name: str, graph: Graph) -> None:
    stores.open_store(name, shipped=never, write=True).write(graph)


def names() -> list[str]:
    return [graph.name for graph in graphs.list_graphs()]


# Named graphs


def test_graphs_are_listed(home: Path) -> None:
    assert graphs.list_graphs() == []
    write("b", make(1))
    write("a", make(2, terms=3, edges=0))
    (home / "graphs" / "broken").mkdir()
    (home / "graphs" / "file").write_bytes(b"")
    a, b, broken = graphs.list_graphs()
    assert (a.name, a.terms, a.relations, a.problem) == ("a", 3, 0, None)
    assert (b.name, b.terms, b.relations) == ("b", 12, make(1).relations.num_rows)
    assert (broken.name, broken.terms) == ("broken", 0)
    assert "holds no graph" in str(broken.problem)


def test_a_graph_is_renamed(home: Path) -> None:
    write("a", make(1))
    graphs.rename("a", "b")
    assert names() == ["b"]
    assert same(open_("b").graph(), make(1))


def test_a_graph_is_copied_with_what_stands_beside_it(home: Path) -> None:
    write("a", make(1))
    reader = open_("a")
    write("a", make(2))
    decided = '{"action":"undo","undoes":9,"seq":1}\n'
    (home / "graphs" / "a" / "curation.jsonl").write_text(decided, "utf-8")
    graphs.copy("a", "b")
    assert names() == ["a", "b"]
    copied = open_("b")
    assert same(copied.graph(), make(2))
    assert copied.generation == stores.newest("a") != reader.generation
    assert (home / "graphs" / "b" / "curation.jsonl").read_text("utf-8") == decided
    assert not list((home / "graphs" / "b").glob("*.lock"))
    write("b", make(3))
    assert same(open_("a").graph(), make(2))


def test_a_graph_is_deleted(home: Path) -> None:
    write("a", make(1))
    write("b", make(2))
    (home / "graphs" / "a" / "note.txt").write_text("x", "utf-8")
    graphs.delete("a")
    assert [path.name for path in (home / "graphs").iterdir()] == ["b"]


@pytest.mark.parametrize(
    "change", [lambda: graphs.rename("a", "b"), lambda: graphs.delete("a")], ids=["rename", "delete"]
)
def test_a_graph_in_use_stays(change: object) -> None:
    assert callable(change)
    write("a", make(1))
    reader = open_("a")
    with pytest.raises(GraphError, match="'a' is being read"):
        change()
    reader.close()  # type: ignore[attr-defined]
    writer = EmbeddedStore(stores.addresses.named("a"))
    with writer.writing(), pytest.raises(GraphError, match="is writing this graph"):
        change()
    assert same(open_("a").graph(), make(1))
    change()
    assert "a" not in names()


def test_names_that_do_not_fit() -> None:
    write("a", make(1))
    write("b", make(2))
    for change in (graphs.rename, graphs.copy):
        with pytest.raises(UserError, match="no graph named 'c'"):
            change("c", "d")
        with pytest.raises(UserError, match="a graph named 'b' already"):
            change("a", "b")
        with pytest.raises(UserError, match="cannot be a graph's name"):
            change("a", "x/y")
    with pytest.raises(UserError, match="no graph named 'c'"):
        graphs.delete("c")
    assert names() == ["a", "b"]
    assert same(open_("b").graph(), make(2))


# The shipped graph


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the shipped graph's JSON stands: here any bytes, since the tests hand in the reader."""
    path = tmp_path / "default.json"
    path.write_bytes(b"one")
    monkeypatch.setattr(default, "graph_file", lambda _: path)
    return path


class Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph, self.read = graph, list[Path]()

    def __call__(self, path: Path) -> Graph:
        self.read.append(path)
        return self.graph


def test_the_shipped_graph_is_read_once(shipped: Path) -> None:
    reader = Reader(make(1))
    store = stores.open_store(None, shipped=reader)
    assert same(store.graph(), make(1))
    assert store.readonly
    assert store.address == "the shipped graph"
    assert same(stores.open_store(None, shipped=never).graph(), make(1))
    assert reader.read == [shipped]
    with pytest.raises(UserError, match="read-only"):
        store.write(make(2))


def test_another_shipped_graph_is_another_folder(shipped: Path) -> None:
    stores.open_store(None, shipped=Reader(make(1)))
    shipped.write_bytes(b"two")
    assert same(stores.open_store(None, shipped=Reader(make(2))).graph(), make(2))
    shipped.write_bytes(b"one")
    assert same(stores.open_store(None, shipped=never).graph(), make(1))


def test_a_damaged_folder_form_is_made_again(shipped: Path, home: Path) -> None:
    stores.open_store(None, shipped=Reader(make(1)))
    [part] = (home / "cache").rglob("terms.parquet")
    part.unlink()
    assert same(stores.open_store(None, shipped=Reader(make(1))).graph(), make(1))


def test_a_cache_that_cannot_be_written(shipped: Path, home: Path) -> None:
    home.mkdir()
    (home / "cache").write_bytes(b"a file, where a folder should be")
    store = stores.open_store(None, shipped=Reader(make(1)))
    place = store.folder  # type: ignore[attr-defined]
    assert same(store.graph(), make(1))
    assert place.is_dir()
    assert home not in place.parents
    del store
    assert not place.parent.exists()


def test_a_missing_shipped_graph(shipped: Path) -> None:
    shipped.unlink()
    with pytest.raises(GlossgraphError, match=r"default\.json: the shipped graph cannot be read .* install"):
        stores.open_store(None, shipped=never)


def test_several_programs_make_the_folder_form_at_once(shipped: Path, home: Path) -> None:
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from stored import make, same
from glossgraph import stores
from glossgraph.stores import default
default.graph_file = lambda _: Path({str(shipped)!r})
graph = make(1)
sys.stdin.read()
for _ in range(3):
    assert same(stores.open_store(None, shipped=lambda _: graph).graph(), graph)
"""
    programs = [subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) for _ in range(4)]
    for program in programs:
        assert program.stdin
        program.stdin.close()
    assert [program.wait(60) for program in programs] == [0] * 4
    assert len(list((home / "cache").rglob("manifest.json"))) == 1
