"""The checks that read the code itself: style, types, the floors of the house, licences, the public names."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import glossgraph

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports", "--no-cache"]],
    ids=["ruff", "format", "mypy", "floors"],
)
def test_code_passes(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def _default_install(name: str, seen: set[str]) -> set[str]:
    if name in seen:
        return seen
    seen.add(name)
    for requirement in distribution(name).requires or []:
        plain, _, marker = requirement.partition(";")
        needed = re.split(r"[\s<>=!~\[(]", plain.strip())[0].lower()
        if "extra" not in marker and needed:
            try:
                distribution(needed)
            except ModuleNotFoundError:
                continue  # another platform's requirement
            _default_install(needed, seen)
    return seen


def test_default_install_has_no_gpl() -> None:
    installed = _default_install("glossgraph", set())
    assert {"streamlit", "pyvis", "networkx", "neo4j", "sudachipy"} <= installed
    for name in sorted(installed):
        about = distribution(name).metadata
        licences = [line for field in ("License-Expression", "License") for line in about.get_all(field) or []]
        licences += [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
        first = " ".join(line.splitlines()[0] for line in licences if line.strip())
        assert not re.search(r"(?<!L)GPL|GNU General Public", first), f"{name}: {first}"


def test_public_names_are_frozen() -> None:
    assert sorted(glossgraph.__all__) == [
        "Answer",
        "Entry",
        "Evidence",
        "Filter",
        "GlossgraphError",
        "Graph",
        "Path",
        "Relation",
        "Term",
        "__version__",
        "build_graph",
        "connect",
        "open_store",
        "read_graph",
        "write_graph",
    ]
    for name in glossgraph.__all__:
        assert callable(getattr(glossgraph, name)) or name == "__version__"


def test_no_file_is_longer_than_a_reader_likes() -> None:
    long = {str(path) for path in (ROOT / "src").rglob("*.py") if len(path.read_text("utf-8").splitlines()) > 300}
    assert not long
