"""A process killed while it writes leaves the old graph or the new one, whole, and the next write works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed.py")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forked")


def run(mode: str, folder: Path) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, SCRIPT, mode, folder], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_killed_at_each_step(tmp_path: Path) -> None:
    found = run("each", tmp_path / "graph")
    assert set(found) == {"old", "new"}
    assert found["old"] > 60, "each file is created, written in pieces and flushed before the swap"
    assert found["new"] > 15, "what the old generation held is deleted after it"


def test_killed_at_each_step_of_the_first_write(tmp_path: Path) -> None:
    found = run("first", tmp_path / "graph")
    assert set(found) == {"none", "new"}
    assert found["none"] > 60


def test_killed_at_random_moments(tmp_path: Path) -> None:
    found = run("random", tmp_path / "graph")
    assert set(found) <= {"old", "new"}
    assert sum(found.values()) == 100


def test_killed_at_each_step_of_a_decision(tmp_path: Path) -> None:
    found = run("decide", tmp_path / "graph")
    assert set(found) == {"old", "new"}
    assert found["old"] > 4, "the line is written in pieces"
