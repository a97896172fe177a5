"""The app in a browser: what a user does on each page, on desktop and phone, and that nothing leaves the machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import DESKTOP, PHONE
from glossaries import MARKUP, demo, hostile, relation, term, write

from glossgraph import launch
from glossgraph.app import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MAIN = Path(frame.__file__).with_name("main.py")


OPTIONS = {
    "STREAMLIT_" + re.sub(r"(?=[A-Z])|\.", "_", name).upper(): value
    for name, value in launch.OPTIONS.items()
    if not name.startswith(("server", "theme.light", "theme.dark"))
}
"""What ``launch`` gives Streamlit as flags."""


@pytest.fixture(scope="session")
def app(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on the demo graph."""
    home = tmp_path_factory.mktemp("home")
    return serve(
        MAIN, GLOSSGRAPH_GRAPH=str(demo(home / "graph")), XDG_DATA_HOME=str(home), GLOSSGRAPH_LANG="", **OPTIONS
    )


@pytest.fixture(scope="session")
def trap(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on a graph whose every text is markup."""
    home = tmp_path_factory.mktemp("trap")
    return serve(
        MAIN, GLOSSGRAPH_GRAPH=str(hostile(home / "graph")), XDG_DATA_HOME=str(home), GLOSSGRAPH_LANG="", **OPTIONS
    )


def go(page: Page, address: str, wait_for: str = "nav") -> None:
    page.goto(address)
    page.locator(wait_for).first.wait_for()


def picture(page: Page) -> Any:
    """The picture, once it stands still."""
    found = page.locator(".gg")
    found.wait_for()
    found.evaluate(
        "root => new Promise((done) => { const look = () => root.picture?.network && root.picture.items?.size "
        "? done() : setTimeout(look, 50); look(); })"
    )
    page.wait_for_timeout(300)
    return found


def place(found: Any, term: str) -> tuple[float, float]:
    """Where a term's dot is on the screen."""
    x, y = found.evaluate(
        """(root, term) => {
            const { network, canvas } = root.picture, box = canvas.getBoundingClientRect();
            const at = network.canvasToDOM(network.getPositions([`n:${term}`])[`n:${term}`]);
            return [box.x + at.x, box.y + at.y];
        }""",
        term,
    )
    return x, y


def heading(page: Page, name: str) -> Any:
    return page.get_by_role("heading", name=name, exact=True, level=2)


def test_a_click_on_a_node_selects_its_term(page: Page, app: str) -> None:
    go(page, app + "/?lang=ja")
    found = picture(page)
    before = place(found, "gguf")
    page.mouse.click(*place(found, "vram"))
    heading(page, "VRAM").wait_for()
    assert "term=vram" in page.url
    page.locator(".definition", has_text="VRAMはGPUのメモリです。").wait_for()
    assert place(found, "gguf") == pytest.approx(before, abs=1)


def test_a_related_term_of_the_card_is_gone_to(page: Page, app: str) -> None:
    go(page, app + "/?lang=ja&at=vram&term=vram")
    heading(page, "VRAM").wait_for()
    page.locator(".facts").get_by_role("button", name="量子化", exact=True).first.click()
    heading(page, "量子化").wait_for()


def test_a_double_click_brings_in_the_neighbours(page: Page, app: str) -> None:
    go(page, app + "/?lang=ja&at=ollama")
    found = picture(page)
    assert not found.evaluate("root => root.picture.items.has('n:vram')")
    page.mouse.dblclick(*place(found, "gguf"))
    page.wait_for_url(re.compile("open=gguf"))
    page.wait_for_timeout(800)
    page.mouse.dblclick(*place(found, "量子化"))
    found.evaluate(
        "root => new Promise((done) => { const look = () => root.picture.items.has('n:vram') "
        "? done() : setTimeout(look, 50); look(); })"
    )


@pytest.mark.parametrize(
    ("typed", "label"),
    [("りょうし", "量子化"), ("リョウシカ", "量子化"), ("quanti", "量子化"), ("ビデオメモリ", "VRAM")],
)
def test_search_finds_by_reading_alias_and_the_other_language(page: Page, app: str, typed: str, label: str) -> None:
    go(page, app + "/?lang=ja")
    box = page.get_by_role("combobox", name="用語をさがす")
    box.click()
    box.press_sequentially(typed, delay=30)
    page.get_by_role("option", name=label).first.wait_for()
    box.press("Enter")
    heading(page, label).wait_for()
    assert "at=" in page.url


def test_search_can_be_done_by_keys_and_by_click_and_says_when_there_is_nothing(page: Page, app: str) -> None:
    go(page, app + "/?lang=en")
    box = page.get_by_role("combobox", name="Find a term")
    box.fill("lla")
    page.get_by_role("option").nth(1).wait_for()
    box.press("ArrowDown")
    assert page.get_by_role("option").first.get_attribute("aria-selected") == "true"
    page.get_by_role("option", name="llama.cpp").click()
    heading(page, "llama.cpp").wait_for()
    box.fill("qqqqqq")
    page.get_by_text("No term is called “qqqqqq”.").wait_for()


def test_filters_leave_every_node_where_it_is(page: Page, app: str) -> None:
    go(page, app + "/?lang=en&at=gguf")
    found = picture(page)
    before = place(found, "量子化")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name="reduces").click()
    page.wait_for_url(re.compile("norel=reduces"))
    page.wait_for_timeout(800)
    assert place(found, "量子化") == pytest.approx(before, abs=1)
    assert page.get_by_role("button", name="reduces").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_url(re.compile(r"^(?!.*norel)"))


def test_a_path_is_asked_and_read(page: Page, app: str) -> None:
    go(page, app + "/connect?lang=ja")
    for name, typed, label in (("始めの用語", "おらま", "Ollama"), ("終わりの用語", "ぶいらむ", "VRAM")):
        box = page.get_by_role("combobox", name=name)
        box.click()
        box.press_sequentially(typed, delay=30)
        page.get_by_role("option", name=label).first.wait_for()
        box.press("Enter")
        page.wait_for_url(re.compile(label.lower()))
    page.get_by_role("heading", name="1本の道筋、最短4歩").wait_for()
    page.locator("blockquote").filter(has_text="Ollamaはllama.cppを利用する推論エンジンです。").first.wait_for()
    assert len(page.get_by_role("listitem").filter(has_text="demo").all()) == 4
    picture(page)
    page.get_by_role("button", name="「GGUF」を通らない道筋をさがす").click()
    page.get_by_text("4歩以内に「Ollama」と「VRAM」をつなぐ道筋はありません。").wait_for()
    page.get_by_role("button", name="避けている用語も通る").click()
    page.get_by_role("heading", name="1本の道筋、最短4歩").wait_for()
    page.get_by_role("button", name="入れ替える").click()
    page.wait_for_url(re.compile("x=vram"))


def test_an_address_carries_the_whole_question(page: Page, app: str) -> None:
    go(page, app + "/connect?lang=en&x=ollama&y=vram&hops=3")
    page.get_by_role("button", name="Allow 4 steps").click()
    page.get_by_role("heading", name="1 path, shortest 4 steps").wait_for()
    assert "hops=4" in page.url or "hops" not in page.url


def test_a_term_of_the_glossary_opens_in_explore(page: Page, app: str) -> None:
    go(page, app + "/glossary?lang=ja")
    page.get_by_role("button", name="ら", exact=True).click()
    page.wait_for_url(re.compile("group="))
    page.get_by_role("button", name=re.compile("^量子化")).click()
    heading(page, "量子化").wait_for()
    assert "/glossary" not in page.url


def test_a_file_is_taken_away(page: Page, app: str) -> None:
    go(page, app + "/export?lang=en")
    page.get_by_text("GraphML", exact=True).click()
    button = page.get_by_role("button", name=re.compile(r"Save .*\.graphml"))
    with page.expect_download() as saving:
        button.click()
    assert "<graphml" in Path(saving.value.path()).read_text(encoding="utf-8")


def test_the_language_is_the_browsers_until_it_is_chosen_and_then_stays(page: Page, app: str) -> None:
    go(page, app)
    page.get_by_role("link", name="用語一覧").wait_for()
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Glossary").click()
    page.get_by_text("11 terms, 1 not defined").wait_for()
    assert "lang=en" in page.url
    page.reload()
    page.get_by_text("11 terms, 1 not defined").wait_for()


PATHS = ("/?at=gguf&term=gguf", "/connect?x=ollama&y=vram", "/glossary", "/export?format=html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_the_window_nor_asks_outside(
    open_page: Callable[..., Page], app: str, path: str, size: dict[str, int], scheme: str
) -> None:
    page = open_page(size, color_scheme=scheme)
    go(page, app + path)
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for name in ("見る", "つながり", "用語一覧", "書き出し"):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
    assert page.seen.outside == []  # type: ignore[attr-defined]
    assert page.seen.errors == []  # type: ignore[attr-defined]


def test_a_page_that_asks_outside_is_caught(page: Page, app: str) -> None:
    """The control of the test above."""
    go(page, app)
    page.evaluate("() => { new Image().src = 'http://outside.invalid/a.png'; }")
    page.wait_for_timeout(300)
    assert page.seen.outside == ["http://outside.invalid/a.png"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/", "/connect", "/glossary", "/export?format=html"])
def test_hostile_text_runs_nothing_and_fetches_nothing(page: Page, trap: str, path: str) -> None:
    first, last = (term(f"{MARKUP[at]} {at % len(MARKUP)}").id for at in (0, len(MARKUP) - 1))
    query = page.evaluate(
        "(given) => new URLSearchParams(given).toString()",
        {"at": first, "term": first, "x": first, "y": last, "hops": "8", "q": "picture"},
    )
    go(page, f"{trap}{path}{'&' if '?' in path else '?'}lang=en&{query}")
    page.wait_for_timeout(2000)
    assert page.evaluate("window.ran") is None
    assert page.seen.outside == []  # type: ignore[attr-defined]
    if "export" not in path:
        assert page.locator(".prose").get_by_text("![picture](http://outside.invalid/a.png)").first.is_visible()


def test_a_phone_has_its_pages_in_sight_and_the_picture_on_the_first_screen(phone: Page, app: str) -> None:
    go(phone, app + "/?lang=ja")
    box = picture(phone).bounding_box()
    assert box is not None
    assert box["y"] < 360
    assert box["width"] > 340
    phone.get_by_role("link", name="つながり").tap()
    phone.get_by_role("combobox", name="始めの用語").wait_for()
    phone.goto(app + "/connect?lang=ja&x=ollama&y=vram")
    drawn = picture(phone).bounding_box()
    assert drawn is not None
    assert drawn["y"] < 460


def test_a_phone_gets_fewer_nodes(
    phone: Page, page: Page, serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    terms = [term(f"t{at:03d}", category="c", text="…") for at in range(150)]
    edges = [relation(terms[0].label, "uses", other.label) for other in terms[1:]]
    folder = write(tmp_path_factory.mktemp("star") / "graph", terms, edges)
    address = serve(MAIN, GLOSSGRAPH_GRAPH=str(folder), GLOSSGRAPH_LANG="en")
    counted = []
    for window in (page, phone):
        go(window, address + "/?at=t000")
        window.wait_for_timeout(2500)
        counted.append(picture(window).evaluate("root => root.picture.nodes.length"))
    assert counted[0] <= 120
    assert counted[1] <= 40 < counted[0]


def test_a_link_of_the_bar_goes_back_to_how_its_page_was_left(page: Page, app: str) -> None:
    go(page, f"{app}/connect?lang=en&x=ollama&y=vram", ".path")
    bar = page.locator(".st-key-bar-pages")
    bar.get_by_text("Glossary").click()
    page.locator(".entries").first.wait_for()
    bar.get_by_text("Connect").click()
    page.locator(".path").first.wait_for()
    assert "x=ollama" in page.url


def test_a_filter_that_was_reset_does_not_come_back(page: Page, app: str) -> None:
    go(page, f"{app}/?lang=en", ".gg canvas")
    page.get_by_text("Filter", exact=True).first.click()
    page.get_by_text("Show mere mentions too").click()
    page.wait_for_url("**mentions=1**")
    page.keyboard.press("Escape")
    page.get_by_text("Reset view").click()
    page.wait_for_function("!location.search.includes('mentions')")
    found = picture(page)
    term = found.evaluate("root => root.picture.data.nodes[0].term")
    page.mouse.click(*place(found, term))
    page.wait_for_function("location.search.includes('term=')")
    page.wait_for_timeout(600)
    assert "mentions" not in page.url


def test_a_term_of_a_path_opens_in_a_picture_of_full_size(page: Page, app: str) -> None:
    go(page, f"{app}/connect?lang=en&x=ollama&y=vram", ".path")
    page.locator(".route button").first.click()
    page.wait_for_url("**at=**")
    found = picture(page)
    page.wait_for_timeout(1500)
    assert found.evaluate("root => root.picture.network.getScale()") > 0.4
