"""Every command and every line of Python in the README works as written, and it names every command and format."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from glossgraph import formats
from glossgraph.cli import cli

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in _blocks("sh") for line in block.splitlines() if line.startswith("glossgraph ")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def _environment(home: Path) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if key != "GLOSSGRAPH_GRAPH"}
    return clean | {"PATH": f"{SCRIPTS}{os.pathsep}{clean['PATH']}", "GLOSSGRAPH_HOME": str(home / "own")}


@pytest.mark.parametrize("command", [line for line in COMMANDS if not line.startswith("glossgraph app")])
def test_command_works_as_written(command: str, home: Path) -> None:
    done = subprocess.run(
        command, shell=True, cwd=home, env=_environment(home), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or done.stderr.strip()


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("glossgraph app")])
def test_the_app_opens_as_written(command: str, home: Path) -> None:
    app = subprocess.Popen(
        [*command.split(), "--no-browser"],
        cwd=home,
        env=_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert app.stdout is not None
        assert "http://127.0.0.1:" in app.stdout.readline()
    finally:
        app.send_signal(signal.SIGTERM)
        app.communicate(timeout=20)


def test_python_works_as_written(home: Path) -> None:
    (code,) = _blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=_environment(home), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "Ollama" in done.stdout


def test_every_command_is_told() -> None:
    for name in cli.list_commands(None):  # type: ignore[arg-type]
        assert re.search(rf"glossgraph {name}\b", TEXT), name


def test_every_option_that_is_told_exists() -> None:
    known = {"--text", "--gold"}  # of python -m glossgraph.extract.learn
    for name in cli.list_commands(None):  # type: ignore[arg-type]
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        own = [command, *getattr(command, "commands", {}).values()]
        known.update(option for one in own for parameter in one.params for option in parameter.opts)
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT.split("## What you can do")[1].split("## Design")[0]))
    assert told <= known, told - known


def test_every_format_is_told() -> None:
    for row in formats.table:
        if "write" in row.roles:
            assert f"| `{row.name}` |" in TEXT, row.name


def test_setting_up_is_one_line_each() -> None:
    for name in ("start", "tests"):
        block = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", TEXT, re.DOTALL)
        assert block
        assert block[1].count("\n") == 1


def test_pictures_are_there() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT):
        assert (ROOT / picture).is_file(), picture
