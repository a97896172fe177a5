"""A Neo4j server to test against: one that is named, one in Docker, or the server's own jars on Java.

Run as a program it starts the jars' server, says its address and password, and stops it at the end of its input.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "5.26.0"
PASSWORD = "only-for-tests"
PATIENCE = 120.0
"""Seconds that a server has to come up."""

_ARTIFACTS = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"), ("org.neo4j", "neo4j-slf4j-provider"))
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class UnavailableError(Exception):
    """No server can be had; the message says why."""


@dataclass
class Running:
    """A server that answers at ``uri`` (``bolt://host:port``)."""

    uri: str
    user: str = "neo4j"
    password: str = PASSWORD
    jars: JarServer | None = None
    how: str = ""


@dataclass
class JarServer:
    """The server's own jars, in a home of its own on a free port of 127.0.0.1."""

    home: Path
    lib: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def prepare(self) -> None:
        """Write the configuration and set the password."""
        self.port = self.port or free_port()
        conf = self.home / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        lines = [
            f"server.bolt.listen_address=127.0.0.1:{self.port}",
            f"server.bolt.advertised_address=127.0.0.1:{self.port}",
            "server.http.enabled=false",
            "server.https.enabled=false",
            "dbms.usage_report.enabled=false",
            "server.memory.pagecache.size=128m",
            "dbms.memory.transaction.total.max=256m",
            "db.tx_log.preallocate=false",
            "db.tx_log.rotation.retention_policy=keep_none",
        ]
        (conf / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.admin("dbms", "set-initial-password", PASSWORD)

    def admin(self, *arguments: str) -> str:
        """Run ``neo4j-admin``."""
        command = ["java", "-Xmx512m", "-cp", f"{self.lib}/*", "org.neo4j.cli.AdminTool", *arguments]
        done = subprocess.run(
            command, env=self._environment, cwd=self.home, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise UnavailableError(f"neo4j-admin {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> None:
        """Start it and wait until it answers."""
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        main = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}", f"--config-dir={self.home}/conf"]
        command = ["java", "-Xmx512m", "-XX:+UseSerialGC", *opened, "-cp", f"{self.lib}/*", *main]
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        wait_for(f"bolt://127.0.0.1:{self.port}", self.process)

    def stop(self, *, kill: bool = False) -> None:
        """Stop it; ``kill`` as a power cut would."""
        if self.process is not None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(60)
            self.process = None

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


def jars() -> Path:
    """The folder of the server's jars, fetched from Maven Central when they are not there yet."""
    if missing := [tool for tool in ("java", "mvn") if shutil.which(tool) is None]:
        raise UnavailableError(f"no {' and no '.join(missing)} to run Neo4j's jars with")
    default = Path.home() / ".cache" / "glossgraph-tests" / f"neo4j-{VERSION}"
    folder = Path(os.environ.get("GLOSSGRAPH_TEST_JARS") or default)
    done = folder / "complete"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(_pom(), encoding="utf-8")
        command = ["mvn", "-q", "-B", "-f", str(folder / "pom.xml"), "dependency:copy-dependencies"]
        fetched = subprocess.run(
            [*command, f"-DoutputDirectory={folder / 'lib'}"], capture_output=True, encoding="utf-8", check=False
        )
        if fetched.returncode:
            raise UnavailableError(f"Maven did not fetch Neo4j's jars: {fetched.stdout[-500:]}")
        done.touch()
    return folder / "lib"


def jar_server(home: Path) -> JarServer:
    """A server of the jars, prepared in ``home`` but not started."""
    server = JarServer(home, jars())
    server.prepare()
    return server


def find(home: Path) -> Running:
    """The first of: NEO4J_TEST_URI, Docker, the jars. Raises UnavailableError with the reason when there is none."""
    if uri := os.environ.get("NEO4J_TEST_URI"):
        user, password = (os.environ.get(f"NEO4J_TEST_{name}", "") for name in ("USERNAME", "PASSWORD"))
        return Running(uri, user or "neo4j", password or PASSWORD, how="NEO4J_TEST_URI")
    if (running := _docker()) is not None:
        return running
    server = jar_server(home)
    server.start()
    return Running(f"bolt://127.0.0.1:{server.port}", jars=server, how="jars")


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(uri: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until a server at ``uri`` lets the tests' user in."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    end = time.monotonic() + PATIENCE
    while True:
        try:
            with GraphDatabase.driver(uri, auth=("neo4j", PASSWORD), connection_timeout=2) as driver:
                driver.verify_connectivity()
                return
        except (DriverError, Neo4jError) as exc:
            if time.monotonic() > end or (process is not None and process.poll() is not None):
                raise UnavailableError(f"Neo4j did not come up: {exc}") from exc
            time.sleep(0.3)


def _docker() -> Running | None:
    """Neo4j in Docker where an engine answers and testcontainers is installed; its own reaper takes it away."""
    if shutil.which("docker") is None:
        return None
    if subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        return None
    try:
        from testcontainers.neo4j import Neo4jContainer  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    container = Neo4jContainer(f"neo4j:{VERSION}", password=PASSWORD)
    container.start()
    uri = container.get_connection_url()
    wait_for(uri)
    return Running(uri, how="Docker")


def _pom() -> str:
    of = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
    dependencies = "".join(of.format(group, artifact, VERSION) for group, artifact in _ARTIFACTS)
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>glossgraph.tests</groupId><artifactId>neo4j</artifactId><version>1</version>"
        f"<packaging>pom</packaging><dependencies>{dependencies}</dependencies></project>\n"
    )


def main() -> None:
    """Run a server until standard input ends."""
    with tempfile.TemporaryDirectory(prefix="glossgraph-neo4j-", ignore_cleanup_errors=True) as home:
        server = jar_server(Path(home))
        try:
            server.start()
            print(f"bolt://127.0.0.1:{server.port} {PASSWORD}", flush=True)
            sys.stdin.read()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
