"""An exported page in a browser: it asks for nothing, hostile text stays text, a click tells what a term is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sample import HOSTILE, sample

from glossgraph import view
from glossgraph.relations import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def write(folder: Path, hostile: bool = False, **options: Any) -> str:
    terms, relations = sample(hostile)
    text = view.page(terms, relations, vocabulary=shipped(), **options)
    file = folder / "page.html"
    file.write_text(text, encoding="utf-8")
    return file.as_uri()


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true (the page's policy forbids Playwright's own way, which evaluates texts)."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def opened(page: Page, address: str) -> Any:
    page.goto(address)
    until(page, "document.querySelector('#picture').picture?.network")
    page.wait_for_timeout(300)
    return page.locator("#picture")


def click(page: Page, term: str, times: int = 1) -> None:
    at = page.locator("#picture").evaluate("(root, term) => root.picture.where(term)", term)
    page.mouse.click(at["x"], at["y"], click_count=times)


def test_counter_sees_requests(page: Page, tmp_path: Path) -> None:
    control = tmp_path / "control.html"
    control.write_text('<img src="https://example.org/x.png"><script>fetch("https://example.org/y")</script>', "utf-8")
    page.goto(control.as_uri())
    page.wait_for_timeout(300)
    assert sorted(page.seen.outside) == ["https://example.org/x.png", "https://example.org/y"]  # type: ignore[attr-defined]


def test_refusals_are_seen(page: Page, tmp_path: Path) -> None:
    address = write(tmp_path)
    opened(page, address)
    page.evaluate("() => fetch('https://example.org/z').catch(() => 0)")
    until(page, "window.refused.length > 0")


def test_asks_for_nothing(page: Page, tmp_path: Path) -> None:
    opened(page, write(tmp_path, hostile=True))
    click(page, "用語00")
    for table in ("relations", "terms"):
        page.locator(f"#{table} summary").click()
    page.fill("#find", "用語1")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.seen.outside == []  # type: ignore[attr-defined]
    assert page.seen.errors == []  # type: ignore[attr-defined]
    assert page.evaluate("window.refused") == []


def test_hostile_text_stays_text(page: Page, tmp_path: Path) -> None:
    opened(page, write(tmp_path, hostile=True, title="</title><script>window.ran=1</script>{{data}}"))
    for name, text in HOSTILE.items():
        page.fill("#find", name)
        page.keyboard.press("Enter")
        assert page.locator("#card h2").inner_text() == name
        assert page.locator("#card .definition").text_content() == text
        assert page.locator("#card .badge").text_content() == name
    page.locator("#terms summary").click()
    page.locator("#terms tbody tr").nth(50 + len(HOSTILE) - 1).wait_for()
    assert page.locator("#terms tbody tr").count() == 50 + len(HOSTILE)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, #card a, iframe").count() == 0
    assert page.title() == "</title><script>window.ran=1</script>{{data}}"


def test_hostile_tooltip(page: Page, tmp_path: Path) -> None:
    name = "<img src=x onerror=window.ran=1>"
    opened(page, write(tmp_path, hostile=True))
    page.evaluate("(name) => document.querySelector('#picture').picture.focus('n:' + name)", "-".join(name.split()))
    at = page.locator("#picture").evaluate("(root, term) => root.picture.where(term)", "-".join(name.split()))
    page.mouse.move(at["x"] - 3, at["y"])
    page.mouse.move(at["x"], at["y"])
    page.locator(".gg-tip b").wait_for()
    assert page.locator(".gg-tip b").text_content() == name
    assert page.evaluate("window.ran") is None
    page.mouse.click(at["x"], at["y"])
    assert page.locator(".gg-tip").is_hidden()


def test_click_shows_the_term(page: Page, tmp_path: Path) -> None:
    opened(page, write(tmp_path))
    click(page, "用語00")
    card = page.locator("#card")
    assert card.locator("h2").inner_text() == "用語00"
    assert card.locator(".definition").inner_text() == "用語00の説明。"
    assert "用語00は用語01を利用する" in card.inner_text()
    assert card.locator("blockquote mark").first.inner_text() == "用語00"
    card.locator("button.link", has_text="用語01").first.click()
    assert card.locator("h2").inner_text() == "用語01"
    assert page.locator("#picture").evaluate("root => root.picture.selected") == "n:用語01"


def test_double_click_shows_what_is_around(page: Page, tmp_path: Path) -> None:
    picture = opened(page, write(tmp_path, lang="en"))
    assert picture.evaluate("root => root.picture.items.size") > 100
    click(page, "用語07", times=2)
    until(page, "document.querySelector('#whole').hidden === false")
    shown = picture.evaluate("root => root.picture.data.nodes.map((node) => node.term)")
    assert "用語07" in shown
    assert len(shown) < 20
    page.locator("#whole").click()
    assert picture.evaluate("root => root.picture.data.nodes.length") == 50


def test_search_by_keyboard(page: Page, tmp_path: Path) -> None:
    opened(page, write(tmp_path))
    page.fill("#find", "ようごなし")
    assert page.locator("#found [data-term]").count() == 0
    page.fill("#find", "用語1")
    assert page.locator("#found [data-term]").count() == 8
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() == "用語11"
    assert page.locator("#found").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_has_everything_in_reach(open_page: Callable[..., Page], tmp_path: Path, scheme: str) -> None:
    page = open_page({"width": 390, "height": 844}, color_scheme=scheme)
    picture = opened(page, write(tmp_path))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert picture.evaluate("root => root.picture.isTall()") is True
    assert picture.evaluate("root => root.picture.data.nodes.length") == 40
    box = picture.locator(".gg-stage").bounding_box()
    assert box is not None
    assert box["height"] < 0.7 * 844
    at = picture.evaluate("(root, term) => root.picture.where(term)", "用語00")
    page.touchscreen.tap(at["x"], at["y"])
    page.locator("#card h2", has_text="用語00").wait_for()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert light == (scheme == "light")


def test_theme_changes_without_movement(page: Page, tmp_path: Path) -> None:
    picture = opened(page, write(tmp_path))
    before = picture.evaluate("root => [root.picture.where('用語03'), root.picture.colors.ground]")
    page.emulate_media(color_scheme="dark")
    until(page, "document.querySelector('#picture').picture.colors.ground !== '#ffffff'")
    after = picture.evaluate("root => [root.picture.where('用語03'), root.picture.colors.ground]")
    assert before[0] == after[0]


def test_back_takes_a_step_back_and_stays_on_the_page(page: Page, tmp_path: Path) -> None:
    address = write(tmp_path)
    opened(page, address)
    for name in ("用語07", "用語12"):
        page.fill("#find", name)
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
    assert page.locator("#card h2").inner_text() == "用語12"
    page.evaluate("history.back()")
    until(page, "document.querySelector('#card h2')?.textContent === '用語07'")
    page.evaluate("history.back()")
    until(page, "!document.querySelector('#card h2')")
    assert page.url.startswith(address)


def test_facts_tell_how_sure_they_are_and_doubtful_ones_stand_apart(page: Page, tmp_path: Path) -> None:
    terms, relations = sample()
    edge = next(edge for edge in relations if edge.source == terms[0].id)
    doubted = [replace(one, confidence=0.31) if one is edge else one for one in relations]
    file = tmp_path / "doubt.html"
    file.write_text(view.page(terms, doubted, vocabulary=shipped(), lang="en"), encoding="utf-8")
    opened(page, f"{file.as_uri()}#{terms[0].id}")
    until(page, "document.querySelector('#card h2')")
    assert "31%" in page.locator("#card details").first.inner_html()
    assert "90%" in page.locator("#card > ul").first.inner_html()
    assert "31%" not in page.locator("#card > ul").first.inner_html()
    drawn = page.locator("#picture").evaluate("(root) => [...root.picture.items.values()].map((one) => one.id)")
    only = sum(one.source == edge.source and one.target == edge.target for one in doubted) == 1
    assert (f'e:["{edge.source}", "{edge.target}"]' in drawn) is not only


LABELS = """(root) => {
  const { labels, data, network } = root.picture;
  const boxes = [...new Set([...labels.boxes.cells.values()].flat())].filter((box) => box.id !== undefined);
  return boxes.map((box) => {
    const over = data.nodes.filter((node) => {
      if (node.id === box.id) return false;
      const at = network.canvasToDOM(network.getPosition(node.id));
      const dx = at.x - Math.min(Math.max(at.x, box.x), box.x + box.w);
      const dy = at.y - Math.min(Math.max(at.y, box.y), box.y + box.h);
      return Math.hypot(dx, dy) < node.size * network.getScale() - 0.5;
    });
    return [box.id, over.map((node) => node.id)];
  });
}"""


def test_no_label_covers_a_dot(page: Page, tmp_path: Path) -> None:
    found = opened(page, write(tmp_path))
    labels = found.evaluate(LABELS)
    assert len(labels) > 10
    assert [label for label in labels if label[1]] == []
