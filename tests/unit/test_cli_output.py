"""Where what is printed cannot go: one sentence and an exit code, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="this system has no device that is always full")


def shell(command: str, home: Path) -> tuple[int, str]:
    script = f"{sys.executable} -m glossgraph {command}"
    environment = {"GLOSSGRAPH_HOME": str(home), "LANG": "en_US.UTF-8", "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(script, shell=True, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return ran.returncode, ran.stderr.strip()


@needs_full
@pytest.mark.parametrize("command", ["show GGUF", "--help", "search GGUF --json", "export -"])
def test_a_full_disk_behind_the_output_is_told(command: str, tmp_path: Path) -> None:
    code, said = shell(f"{command} > {FULL}", tmp_path)
    assert code == 2
    assert said.startswith("glossgraph: what is printed cannot be written (")
    assert "\n" not in said
    assert shell(f"{command} > {FULL} 2> {FULL}", tmp_path) == (2, "")


@needs_full
def test_a_full_disk_behind_an_export_is_told(tmp_path: Path) -> None:
    code, said = shell(f"export {FULL} --format json", tmp_path)
    assert (code, said.startswith("glossgraph: /dev/full: cannot be written (")) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="another shell")
def test_a_closed_output_is_none(tmp_path: Path) -> None:
    code, said = shell("export - >&-", tmp_path)
    assert (code, said.startswith("Wrote -")) == (0, True)
