"""A browser, pages of two sizes that count what they ask for, and servers for the app.

Without chromium (or Playwright) these tests are skipped with the reason, and fail where CI=true.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => window.refused.push(event.blockedURI));
"""


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@dataclass
class Seen:
    """What a page did that a reader does not see."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        own = ("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:")
        if not request.url.startswith(own):
            self.outside.append(request.url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not installed: run  pip install 'glossgraph[test]'")
    chromium = shutil.which("chromium")
    if chromium is None:
        _missing("chromium is not installed: run  apt install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages: ``open_page(DESKTOP, color_scheme="dark")``. ``page.seen`` counts attempts to leave the machine.

    Such requests are refused, so a test reaches nothing outside either.
    """
    contexts = []

    def start(size: dict[str, int] = DESKTOP, **options: Any) -> Page:
        small = size["width"] < 600
        context = browser.new_context(viewport=size, has_touch=small, is_mobile=small, locale="ja-JP", **options)  # type: ignore[arg-type]
        contexts.append(context)
        seen = Seen()
        context.on("request", seen.note)
        context.route(
            lambda url: url.startswith("http") and "//127.0.0.1:" not in url,
            lambda route: route.abort("blockedbyclient"),
        )
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on(
            "websocket", lambda socket: seen.outside.append(socket.url) if "//127.0.0.1:" not in socket.url else None
        )
        page.seen = seen  # type: ignore[attr-defined]
        return page

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of 1440 by 900 pixels."""
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page of 390 by 844 pixels with touch."""
    return open_page(PHONE)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Starts a Streamlit script on a free port of 127.0.0.1 and gives its address once it answers.

    The same script with the same surroundings is started once a session.
    """
    running: dict[tuple[Any, ...], tuple[subprocess.Popen[bytes], str]] = {}

    def start(script: Path, *arguments: str, **surroundings: str) -> str:
        key = (script, arguments, tuple(sorted(surroundings.items())))
        if key not in running:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            running[key] = _streamlit(script, arguments, surroundings, log)
        return running[key][1]

    yield start
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=20)


def _streamlit(
    script: Path, arguments: tuple[str, ...], surroundings: dict[str, str], log: Path
) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "server.fileWatcherType": "none",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *flags, "--", *arguments],
            env={**os.environ, **surroundings},
            stdout=stream,
            stderr=stream,
        )
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return process, address
        except OSError:
            time.sleep(0.15)
    process.terminate()
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
