"""A built wheel, installed in a clean environment, does all that the checkout does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = "📖 道具\n金づち (かなづち)\n金づちは、釘を打つための工具です。\n釘 (くぎ)\n釘は、木材を留める部品です。\n"


class Installed:
    """The command of a fresh environment, run in a folder that knows nothing of the checkout."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.scripts = home / "env" / ("Scripts" if os.name == "nt" else "bin")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GLOSSGRAPH"))}
        self.environment = clean | {
            "GLOSSGRAPH_HOME": str(home / "data"),
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
        }

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            [self.scripts / "glossgraph", *arguments],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", home, ROOT], check=True)
    venv.create(home / "env", with_pip=True)
    found = Installed(home)
    wheel = next(home.glob("glossgraph-*.whl"))
    python = found.scripts / "python"
    subprocess.run(
        [python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "-c", ROOT / "requirements.lock", wheel],
        check=True,
        env=found.environment,
    )
    return found


def test_asks_the_shipped_graph(installed: Installed) -> None:
    answer = json.loads(installed("connect", "オラマ", "ブイラム", "--json"))
    assert answer["x"]["id"] == "ollama"
    assert answer["paths"]
    assert "GGUF" in installed("show", "llama.cpp")


def test_builds_and_exports(installed: Installed) -> None:
    (installed.home / "tools.txt").write_text(PAGE, encoding="utf-8")
    assert json.loads(installed("build", "tools.txt", "-o", "tools", "--json"))["entries"] == 2
    installed("export", "page.html", "--graph", "tools")
    assert "金づち" in (installed.home / "page.html").read_text(encoding="utf-8")
    assert "tools" in installed("graphs")


@pytest.fixture
def address(installed: Installed) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = subprocess.Popen(
        [installed.scripts / "glossgraph", "app", "--no-browser", "--port", str(port)],
        cwd=installed.home,
        env=installed.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"http://127.0.0.1:{port}"
    app.terminate()
    app.wait(timeout=20)


def test_opens_the_explorer(installed: Installed, address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as health:
                assert health.read() == b"ok"
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail("the app did not answer within a minute")
