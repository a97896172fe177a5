"""The CSV set is read by Neo4j's own importer, and then is the graph."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from server import PASSWORD
from stored import make, same

from glossgraph.errors import UserError
from glossgraph.model import Filter
from glossgraph.stores import neo4j_export, neo4j_load
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.neo4j_server import ServerStore

if TYPE_CHECKING:
    from pathlib import Path

    from server import JarServer


pytest_plugins = ["neo4j_fixtures"]


def test_the_importer_reads_the_set(own_server: JarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = make(4, terms=40, edges=200)
    here = EmbeddedStore(tmp_path / "graph")
    here.write(graph)
    command = [sys.executable, "-m", "glossgraph", "export", str(tmp_path / "set"), "--format", "neo4j-admin"]
    done = subprocess.run([*command, "-g", str(tmp_path / "graph")], capture_output=True, encoding="utf-8", check=True)
    told = done.stdout.splitlines()[0].split()
    assert told == ["neo4j-admin", *neo4j_export.arguments(tmp_path / "set")]
    own_server.admin(*told[1:])
    own_server.start()
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    store = ServerStore(f"bolt://127.0.0.1:{own_server.port}/neo4j")
    neo4j_load.prepare(store.link)
    assert same(store.graph(), graph)
    x, y = graph.ids[0], graph.ids[20]
    assert store.between(x, y, Filter()).row.tolist() == here.between(x, y, Filter()).row.tolist()
    store.write(make(5))
    assert same(store.graph(), make(5))


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    with pytest.raises(UserError, match="not an empty folder"):
        neo4j_export.export(make(1), tmp_path)
