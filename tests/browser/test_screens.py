"""What the screens owe a reader: a history that holds every view, a picture with its term in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from glossaries import demo, relation, term, write
from test_app import MAIN, OPTIONS, go, heading, picture, place

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


def test_a_hub_stands_in_the_middle_and_tells_its_relations(
    page: Page, serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    near = [term(f"neighbour {at}", category="c", text="…") for at in range(16)]
    far = [term(f"stranger {at}", category="c", text="…") for at in range(24)]
    edges = [relation("hub", "uses", one.label) for one in near]
    edges += [relation(near[0].label, "runs_on", one.label) for one in far]
    folder = write(tmp_path_factory.mktemp("hub") / "graph", [term("hub", category="c", text="…"), *near, *far], edges)
    go(page, serve(MAIN, GLOSSGRAPH_GRAPH=str(folder), GLOSSGRAPH_LANG="en") + "/?at=hub&term=hub")
    found = picture(page)
    found.evaluate("root => new Promise((done) => setTimeout(done, 800))")
    seen = found.evaluate(
        """(root) => {
            const { network, labels, width, height } = root.picture;
            const at = network.canvasToDOM(network.getPosition("n:hub"));
            const boxes = [...labels.boxes.cells.values()].flat();
            const many = (of) => new Set(boxes.map((box) => box[of]).filter(Boolean)).size;
            return { x: at.x / width, y: at.y / height, names: many("id"), relations: many("edge") };
        }"""
    )
    assert seen["x"] == pytest.approx(0.5, abs=0.06)
    assert seen["y"] == pytest.approx(0.5, abs=0.06)
    assert seen["names"] == 41
    assert seen["relations"] >= 12


def test_a_click_on_the_ground_takes_the_card_away(page: Page, shown: str) -> None:
    go(page, f"{shown}/?lang=en")
    found = picture(page)
    page.mouse.click(*place(found, "vram"))
    heading(page, "VRAM").wait_for()
    box = found.locator(".gg-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    heading(page, "VRAM").wait_for(state="detached")
    assert "term=" not in page.url


def test_the_chosen_segment_has_the_contrast_of_text(open_page: Callable[..., Page], shown: str) -> None:
    page = open_page(color_scheme="dark")
    go(page, f"{shown}/glossary?lang=en", ".entries")
    page.wait_for_function(  # Streamlit fades colours in
        """() => {
            const group = document.querySelector("[role=radiogroup]");
            const name = group.querySelector("[aria-checked=true] p");
            return getComputedStyle(name).color === getComputedStyle(group).color;
        }""",
        timeout=8000,
    )
