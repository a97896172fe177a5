"""The picture inside Streamlit: what the user does reaches Python, and nothing moves that should not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "picture.py"


@pytest.fixture
def address(serve: Callable[..., str]) -> str:
    return serve(APP)


def opened(page: Page, address: str) -> Any:
    page.goto(address)
    picture = page.locator(".gg")
    picture.wait_for()
    until(picture, "root.picture.network")
    page.wait_for_timeout(400)
    return picture


def until(picture: Any, holds: str) -> None:
    """Waits for a JavaScript expression about ``root`` to hold."""
    look = f"({holds}) ? done() : setTimeout(look, 50)"
    picture.evaluate(f"root => new Promise((done) => {{ const look = () => {look}; look(); }})")


def where(page: Page, term: str) -> tuple[float, float]:
    at = page.locator(".gg").evaluate("(root, term) => root.picture.where(term)", term)
    return at["x"], at["y"]


def places(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.locator(".gg").evaluate(
        "root => Object.fromEntries(root.picture.data.nodes.map((node) => [node.term, root.picture.where(node.term)]))"
    )
    return {term: (round(at["x"], 2), round(at["y"], 2)) for term, at in found.items()}


def told(page: Page, text: str) -> None:
    page.get_by_text("told:").filter(has_text=text).wait_for(timeout=10_000)


def test_click_selects_and_nothing_moves(page: Page, address: str) -> None:
    picture = opened(page, address)
    before = places(page)
    page.mouse.click(*where(page, "用語05"))
    told(page, "('select', '用語05')")
    assert picture.evaluate("root => root.picture.selected") == "n:用語05"
    page.get_by_text("event: Event(kind='select', term='用語05'").wait_for()
    page.get_by_role("button", name="again").click()
    page.get_by_text("event: None").wait_for()
    assert places(page) == before
    assert picture.evaluate("root => root.picture.selected") == "n:用語05"
    assert page.seen.outside == []  # type: ignore[attr-defined]
    assert page.seen.errors == []  # type: ignore[attr-defined]


def test_double_click_expands_where_things_are(page: Page, address: str) -> None:
    picture = opened(page, address)
    count = len(places(page))
    before = picture.evaluate("root => root.picture.network.getPositions()")
    page.mouse.dblclick(*where(page, "用語07"))
    told(page, "('expand', '用語07')")
    page.wait_for_timeout(500)
    after = picture.evaluate("root => root.picture.network.getPositions()")
    assert len(after) > count
    assert {id: after[id] for id in before} == before
    assert page.get_by_text("told:").inner_text().count("'expand'") == 1


def test_edge_tells_its_relations(page: Page, address: str) -> None:
    picture = opened(page, address)
    at = picture.evaluate(
        """root => { const { network, canvas, labels } = root.picture; const frame = canvas.getBoundingClientRect();
        const edge = root.picture.data.edges.find((one) => one.relations.length > 1);
        const line = network.body.edges[edge.id].edgeType;
        const along = [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => network.canvasToDOM(line.getPoint(share)));
        const free = (dot) => [network.getNodeAt(dot), labels.at(dot.x, dot.y)].every((node) => node === undefined);
        const dot = along.find(free);
        return [frame.x + dot.x, frame.y + dot.y, edge.relations]; }"""
    )
    page.mouse.click(at[0], at[1])
    page.get_by_text("event: Event(kind='edge'").wait_for()
    assert str(tuple(at[2])) in page.get_by_text("event:").inner_text()


def test_python_chooses(page: Page, address: str) -> None:
    picture = opened(page, address)
    page.get_by_role("textbox", name="focus").fill("用語10")
    page.keyboard.press("Enter")
    until(picture, "root.picture.selected === 'n:用語10'")
    page.mouse.click(*where(page, "用語05"))
    told(page, "('select', '用語05')")
    page.get_by_role("textbox", name="focus").fill("用語10")
    page.keyboard.press("Enter")
    until(picture, "root.picture.selected === 'n:用語10'")


def test_dragged_places_survive_reruns_and_pages(page: Page, address: str) -> None:
    opened(page, address)
    x, y = where(page, "用語05")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    after = places(page)
    assert after["用語05"] != (round(x, 2), round(y, 2))
    page.get_by_role("button", name="again").click()
    page.wait_for_timeout(500)
    assert places(page) == after
    page.get_by_role("link", name="two").click()
    page.get_by_text("the other page").wait_for()
    page.get_by_role("link", name="one").click()
    page.locator(".gg canvas").wait_for()
    page.wait_for_timeout(800)
    assert places(page) == after


def test_controls_have_names_and_work(page: Page, address: str) -> None:
    picture = opened(page, address)
    scale = "root => root.picture.network.getScale()"
    before = picture.evaluate(scale)
    page.get_by_role("button", name="text of zoom_in").click()
    assert picture.evaluate(scale) > before
    page.get_by_role("button", name="text of fit").click()
    assert picture.evaluate(scale) == pytest.approx(before)
    with page.expect_download() as saved:
        page.get_by_role("button", name="text of save").click()
    assert saved.value.suggested_filename == "text of file.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    page.get_by_role("button", name="text of fullscreen").click()
    page.wait_for_function("document.fullscreenElement !== null")
    page.get_by_role("button", name="text of fullscreen").click()
    page.wait_for_function("document.fullscreenElement === null")


def test_keys(page: Page, address: str) -> None:
    picture = opened(page, address)
    picture.locator(".gg-stage").focus()
    page.keyboard.press("ArrowRight")
    told(page, "('select', '用語00')")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    second = picture.evaluate("root => root.picture.selected")
    assert second not in (None, "n:用語00")
    page.keyboard.press("Enter")
    told(page, f"('expand', '{second[2:]}')")
    page.keyboard.press("Shift+Enter")
    told(page, f"('open', '{second[2:]}')")
    page.keyboard.press("Escape")
    assert picture.evaluate("root => root.picture.selected") is None


def test_wheel_scrolls_the_page_until_the_picture_is_clicked(page: Page, address: str) -> None:
    picture = opened(page, address)
    box = picture.locator(".gg-stage").bounding_box()
    assert box is not None
    scale = picture.evaluate("root => root.picture.network.getScale()")
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.wheel(0, 200)
    page.get_by_text("text of hint").wait_for()
    page.wait_for_timeout(300)
    moved = picture.locator(".gg-stage").bounding_box()
    assert moved is not None
    assert moved["y"] < box["y"]
    assert picture.evaluate("root => root.picture.network.getScale()") == scale
    page.mouse.click(moved["x"] + 30, moved["y"] + 200)
    page.mouse.wheel(0, -100)
    page.wait_for_timeout(300)
    assert picture.evaluate("root => root.picture.network.getScale()") > scale


def test_hostile_names_are_drawn_and_told(page: Page, address: str) -> None:
    opened(page, f"{address}/?hostile=1")
    for name in HOSTILE:
        id = "-".join(name.casefold().split())
        page.mouse.click(*where(page, id))
        told(page, repr(id)[1:-1])
    assert page.evaluate("window.ran") is None
    assert page.seen.errors == []  # type: ignore[attr-defined]


def test_touch(phone: Page, address: str) -> None:
    picture = opened(phone, address)
    at = where(phone, "用語00")
    phone.touchscreen.tap(*at)
    told(phone, "('select', '用語00')")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    box = picture.locator(".gg-stage").bounding_box()
    assert box is not None
    assert box["x"] >= 8, "no room beside the picture to scroll with a finger"


def test_theme_changes_and_nothing_moves(page: Page, address: str) -> None:
    picture = opened(page, address)
    before = places(page)
    ground = picture.evaluate("root => root.picture.colors.ground")
    page.emulate_media(color_scheme="dark")
    until(picture, f"root.picture.colors.ground !== '{ground}'")
    page.wait_for_timeout(300)
    assert places(page) == before


def test_picture_fits_its_frame_after_a_resize(page: Page, address: str) -> None:
    picture = opened(page, address)
    page.set_viewport_size({"width": 800, "height": 900})
    page.wait_for_timeout(600)
    box = picture.locator(".gg-stage").bounding_box()
    assert box is not None
    for x, y in places(page).values():
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]
