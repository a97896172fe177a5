"""The stores of the tests; the Neo4j server is started once, when the first test asks for it."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import server

from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.neo4j_server import ServerStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from glossgraph.stores import Store

    Open = Callable[[], Store]


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Running]:
    """A server. Without one the tests are skipped, but where CI is set they fail."""
    with _needed():
        running = server.find(tmp_path_factory.mktemp("neo4j"))
    yield running
    if running.jars is not None:
        running.jars.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[server.JarServer]:
    """A server of a test's own, not started, which it may stop or fill from outside."""
    with _needed():
        own = server.jar_server(tmp_path / "home")
    yield own
    own.stop()


@contextmanager
def _needed() -> Iterator[None]:
    try:
        yield
    except server.UnavailableError as exc:
        end = pytest.fail if os.environ.get("CI") else pytest.skip
        end(f"no Neo4j to test with: {exc}")


@pytest.fixture(params=["embedded", "neo4j"])
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens one place, empty at first, each time as another program would."""
    if request.param == "embedded":
        return lambda: EmbeddedStore(tmp_path / "graph")
    address: str = request.getfixturevalue("neo4j_address")
    return lambda: ServerStore(address)


@pytest.fixture
def neo4j_address(neo4j_server: server.Running, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a graph that is not there yet, with user and password in the environment."""
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    return f"{neo4j_server.uri}/neo4j?graph={uuid.uuid4().hex}"
