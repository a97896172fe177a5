"""The explorer's speed: ``python tests/benchmarks/app_speed.py`` (needs Debian's chromium).

Starts ``glossgraph app`` as a user does and prints the seconds until the first picture stands settled, then
the milliseconds from a click on a dot to the term's card beside the picture, over the terms in view.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
STARTS, CLICKS = 3, 12
_SETTLED = """root => new Promise((done) => {
  const look = () => root.picture?.network && root.picture.items?.size ? done() : setTimeout(look, 10);
  look();
})"""
_PLACES = """root => {
  const { network, canvas, items } = root.picture, box = canvas.getBoundingClientRect();
  return Object.entries(network.getPositions()).filter(([id]) => items.get(id)?.label).map(([id, at]) => {
    const { x, y } = network.canvasToDOM(at);
    return [items.get(id).label, box.x + x, box.y + y];
  });
}"""


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        starts, clicks = [], []
        for _ in range(STARTS):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            started = time.perf_counter()
            command = [sys.executable, "-m", "glossgraph", "app", "--no-browser", "--lang", "en"]
            app = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            try:
                assert app.stdout is not None
                page.goto(app.stdout.readline().strip())
                page.locator(".gg").evaluate(_SETTLED, timeout=60_000)
                starts.append(time.perf_counter() - started)
                clicks += _clicks(page)
            finally:
                app.terminate()
                app.wait(timeout=20)
            page.close()
        browser.close()
    print(
        f"start to the first settled picture: median {statistics.median(starts):.1f} s of {STARTS} ({_spread(starts)})"
    )
    print(f"click to answer: median {1000 * statistics.median(clicks):.0f} ms of {len(clicks)} ({_spread(clicks)})")


def _clicks(page: Page) -> list[float]:
    times = []
    for name, x, y in page.locator(".gg").evaluate(_PLACES)[:CLICKS]:
        page.wait_for_timeout(400)
        started = time.perf_counter()
        page.mouse.click(x, y)
        page.get_by_role("heading", name=name, exact=True, level=2).wait_for(timeout=10_000)
        times.append(time.perf_counter() - started)
    return times


def _spread(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} to {max(seconds):.2f} s"


if __name__ == "__main__":
    main()
