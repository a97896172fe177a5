"""What an address means, and which names a graph can have."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgraph import stores
from glossgraph.errors import GraphError, UserError
from glossgraph.model import Graph
from glossgraph.stores import addresses


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLOSSGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GLOSSGRAPH_GRAPH", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def never(path: Path) -> Graph:
    raise AssertionError(f"{path} is not asked for")


@pytest.mark.parametrize("path", ["./a", "../a", ".", "a/b", "/a", "a\\b", "~/a", "~", "C:a", "c:/a", ".hidden"])
def test_paths(path: str) -> None:
    assert addresses.folder(path) == Path(path).expanduser()
    assert addresses.scheme(path) is None


@pytest.mark.parametrize("name", ["a", "用語集", "my graph 2", "a.b", "a~b", "console", "com10", "ⅷ", "-", "x" * 80])
def test_names(name: str, home: Path) -> None:
    assert addresses.folder(name) == home / "graphs" / name


def test_a_name_is_one_however_its_characters_are_composed() -> None:
    assert addresses.folder(unicodedata.normalize("NFD", "がぎ")) == addresses.folder("がぎ")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        ("ab:c", "':'"),
        ("what?", "'?'"),
        ("a*", "'\\*'"),
        ("<a>", "'<'"),
        ("a\nb", r"'\\n'"),
        ("a\x00", "x00"),
        (" a", "space or a dot"),
        ("a.", "space or a dot"),
        ("a ", "space or a dot"),
        ("NUL", "device"),
        ("con.txt", "device"),
        ("Lpt1", "device"),
        ("x" * 81, "too long"),
        ("🦙" * 61, "too long"),
        ("a\udc80", "udc80"),
    ],
)
def test_names_that_no_folder_can_have(name: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        addresses.folder(name)


@given(st.text(max_size=90))
def test_any_text_is_a_folder_in_its_place_or_refused(text: str) -> None:
    if addresses.is_path(text):
        return
    try:
        folder = addresses.folder(text)
    except UserError:
        return
    assert folder.parent == addresses.graphs_folder()
    assert folder.name == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://example.org/graph", "no graph's address"),
        ("file:///tmp/graph", "no graph's address"),
    ],
)
@pytest.mark.parametrize("write", [False, True])
def test_the_web_is_refused(address: str, message: str, write: bool) -> None:
    with pytest.raises(UserError, match=message):
        stores.open_store(address, shipped=never, write=write)
    assert stores.newest(address) == ""


def test_a_graph_that_is_not_there(tmp_path: Path, home: Path) -> None:
    with pytest.raises(GraphError, match=r"no graph named 'mine':  glossgraph graphs  lists them\.$"):
        stores.open_store("mine", shipped=never)
    (tmp_path / "mine").mkdir()
    with pytest.raises(GraphError, match=r"lists them, and the folder beside you is  \./mine$"):
        stores.open_store("mine", shipped=never)
    with pytest.raises(GraphError, match="no graph here"):
        stores.open_store("./none", shipped=never)
    with pytest.raises(GraphError, match="no graph here"):
        stores.newest("./none")
    assert not home.exists()


def test_the_environment_names_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSGRAPH_GRAPH", "./none")
    with pytest.raises(GraphError, match=r"\./none: there is no graph here"):
        stores.open_store(None, shipped=never)
    monkeypatch.setenv("GLOSSGRAPH_GRAPH", "")
    assert stores.newest(None) == ""


def test_a_store_to_write_need_not_hold_a_graph(home: Path) -> None:
    store = stores.open_store("new", shipped=never, write=True)
    assert not store.exists()
    assert not store.readonly
    assert not home.exists()
    with pytest.raises(UserError, match="shipped graph is read-only"):
        stores.open_store(None, shipped=never, write=True)


def test_without_the_environment_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLOSSGRAPH_HOME")
    places = {addresses.graphs_folder(), addresses.cache_folder()}
    assert len(places) == 2
    assert all(place.is_absolute() and "glossgraph" in place.parts for place in places)
