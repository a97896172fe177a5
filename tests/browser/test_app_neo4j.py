"""The app on a graph that a Neo4j server keeps: the same pages, its name and health, and a query in Cypher."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import DESKTOP
from glossaries import demo
from test_app import MAIN, OPTIONS, go, picture

from glossgraph.model.decisions import Decision, Mark
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.neo4j_server import ServerStore

if TYPE_CHECKING:
    from collections.abc import Callable

    import server
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
pytest_plugins = ["neo4j_fixtures"]


@pytest.fixture
def app(serve: Callable[..., str], neo4j_server: server.Running, neo4j_address: str, tmp_path: Path) -> str:
    """The app on the demo graph, on which a relation was decided, with Cypher switched on."""
    store = ServerStore(neo4j_address)
    store.write(EmbeddedStore(demo(tmp_path / "graph")).graph())
    store.decide(Decision("add", (Mark("孤立"), Mark("ollama")), "uses", by="me"), 0)
    return serve(
        MAIN,
        GLOSSGRAPH_GRAPH=neo4j_address,
        GLOSSGRAPH_CYPHER="1",
        NEO4J_USERNAME=neo4j_server.user,
        NEO4J_PASSWORD=neo4j_server.password,
        XDG_DATA_HOME=str(tmp_path),
        GLOSSGRAPH_LANG="",
        **OPTIONS,
    )


def test_the_pages_on_a_server(open_page: Callable[..., Page], app: str, neo4j_address: str) -> None:
    page = open_page(DESKTOP)
    go(page, f"{app}/?lang=en")
    picture(page)
    page.get_by_text("On a server: Neo4j 5").wait_for()
    go(page, f"{app}/connect?lang=en&x=孤立&y=gguf", "h2.title")
    assert "1 path" in page.locator("h2.title").first.inner_text()
    go(page, f"{app}/cypher?lang=en")
    box = page.get_by_label("Query")
    box.fill(
        "MATCH (x:Term {graph: $graph, generation: $generation})-[r]->(y) RETURN x, type(r) AS how, y ORDER BY x.id"
    )
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("table").wait_for()
    assert "USES" in page.get_by_role("table").inner_text()
    picture(page)
    asked = box.input_value()
    page.get_by_role("link", name="Glossary").click()
    page.get_by_role("heading", name="Glossary").wait_for(state="attached")
    page.get_by_role("link", name="Cypher").click()
    page.get_by_role("table").wait_for()
    assert box.input_value() == asked
    box.fill("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row")
    page.get_by_role("button", name="Ask").click()
    page.get_by_text("since it does LoadCSV").wait_for()
    assert page.get_by_role("table").count() == 0
    assert page.seen.outside == []  # type: ignore[attr-defined]
    assert page.seen.errors == []  # type: ignore[attr-defined]
    assert ServerStore(neo4j_address).graph().terms.num_rows
