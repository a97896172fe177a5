"""The Docker files: what Compose makes of them, and the Dockerfile's own commands run in a clean folder.

No image is built here: a Docker engine is not asked for.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from glossgraph.launch import free_port

ROOT = Path(__file__).parent.parent


def read(tmp_path: Path, password: str) -> subprocess.CompletedProcess[str]:
    """What Compose makes of the file, as JSON, without an engine. Debian's speaks YAML, and brings a reader of it."""
    (tmp_path / ".env").write_text(f"NEO4J_PASSWORD={password}\n", encoding="utf-8")
    shutil.copyfile(ROOT / "docker-compose.yml", tmp_path / "docker-compose.yml")
    (tmp_path / "Dockerfile").touch()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J")}

    def run(*command: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=tmp_path, env=clean, input=given, capture_output=True, encoding="utf-8")

    if shutil.which("docker") and not run("docker", "compose", "version").returncode:
        return run("docker", "compose", "config", "--format", "json")
    if shutil.which("docker-compose"):
        told = run("docker-compose", "config")
        if told.returncode:
            return told
        loads = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
        return run("/usr/bin/python3", "-c", loads, given=told.stdout)
    why = "neither  docker compose  nor  docker-compose  is installed"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def test_compose_understands_the_file(tmp_path: Path) -> None:
    done = read(tmp_path, "long-enough")
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = json.loads(done.stdout)["services"]
    ports = [port for service in services.values() for port in service["ports"]]
    assert {port["host_ip"] if isinstance(port, dict) else port.split(":")[0] for port in ports} == {"127.0.0.1"}
    neo4j, app = services["neo4j"], services["app"]
    assert neo4j["environment"]["NEO4J_AUTH"] == "neo4j/long-enough"
    assert neo4j["environment"]["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert "bolt://" in neo4j["healthcheck"]["test"][1]
    assert "neo4j-data" in json.dumps(neo4j["volumes"][0])
    assert app["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert app["environment"]["NEO4J_PASSWORD"] == "long-enough"


def test_compose_refuses_without_a_password(tmp_path: Path) -> None:
    done = read(tmp_path, "")
    assert done.returncode
    assert "choose a password in .env" in done.stderr


def test_the_image_s_commands_run(tmp_path: Path) -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    place, port = tmp_path / "app", free_port(None)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    for name in filter(None, files.stdout.split("\0")):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, place / name)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GLOSSGRAPH"))}
    clean |= {"PATH": f"{place}/.venv/bin:{os.environ['PATH']}", "PORT": str(port)}
    clean |= {"GLOSSGRAPH_HOME": str(tmp_path / "data"), "GLOSSGRAPH_GRAPH": str(tmp_path / "data" / "graph")}
    for command in re.findall(r"^RUN (.*)$", text, re.MULTILINE):
        subprocess.run(command, shell=True, cwd=place, env=clean, check=True)
    with subprocess.Popen(json.loads(re.findall(r"^CMD (.*)$", text, re.MULTILINE)[0]), cwd=place, env=clean) as app:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            assert (tmp_path / "data" / "graph" / "CURRENT").exists()
        finally:
            app.terminate()


def _wait_for(address: str) -> None:
    end = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                assert answer.read() == b"ok"
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
