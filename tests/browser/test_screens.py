"""What the screens owe a reader: a history that holds every view, a picture with its term in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from glossaries import demo
from test_app import MAIN, OPTIONS, go, heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def shown(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on the demo graph."""
    home = tmp_path_factory.mktemp("shown")
    return serve(
        MAIN, GLOSSGRAPH_GRAPH=str(demo(home / "graph")), XDG_DATA_HOME=str(home), GLOSSGRAPH_LANG="", **OPTIONS
    )


def test_back_returns_from_a_button_that_turns_the_page(page: Page, shown: str) -> None:
    explored, listed = f"{shown}/?lang=en&at=gguf&term=gguf", f"{shown}/glossary?lang=en"
    go(page, explored)
    page.get_by_role("button", name="Connect to").click()
    page.wait_for_url(f"{shown}/connect?lang=en&x=gguf")
    page.get_by_role("combobox", name="From").wait_for()
    page.go_back()
    heading(page, "GGUF and what is around it").wait_for()
    assert page.url == explored
    go(page, listed)
    page.get_by_role("button", name="Ollama").first.click()
    heading(page, "Ollama and what is around it").wait_for()
    page.go_back()
    page.locator(".entries").first.wait_for()
    assert page.url == listed
