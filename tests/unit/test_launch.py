"""Starting the app: ports, flags, what the server is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from glossaries import demo

from glossgraph import launch
from glossgraph.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_port_that_was_asked_for_and_is_taken_is_an_error() -> None:
    with socket.socket() as other:
        other.bind((launch.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UserError, match=f"port {port} is in use"):
            launch.free_port(port)


def test_a_default_port_moves_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind((launch.HOST, 0))
        other.listen()
        monkeypatch.setattr(launch, "FIRST_PORT", other.getsockname()[1])
        assert launch.free_port(None) > launch.FIRST_PORT


def test_the_server_listens_here_only_and_tells_nobody() -> None:
    flags = launch.arguments(8501)
    options = flags[flags.index("run") + 2 :]
    told = dict(zip(options[::2], options[1::2], strict=True))
    assert told["--server.address"] == "127.0.0.1"
    assert told["--browser.gatherUsageStats"] == "false"
    assert told["--server.headless"] == "true"
    assert told["--client.showErrorLinks"] == "false"


def test_the_graph_and_the_language_go_to_the_server_by_its_environment() -> None:
    told = launch.surroundings("my-graph", "ja")
    assert (told["GLOSSGRAPH_GRAPH"], told["GLOSSGRAPH_LANG"]) == ("my-graph", "ja")
    assert "GLOSSGRAPH_LANG" not in launch.surroundings(None, None) or "GLOSSGRAPH_LANG" in os.environ


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_says_its_address_and_ends_cleanly(ending: signal.Signals, tmp_path: Path) -> None:
    script = (
        "import signal, sys; from glossgraph.launch import launch; "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "  # a shell's background jobs ignore it
        "sys.exit(launch(sys.argv[1], None, 'en', False))"
    )
    folder = demo(tmp_path / "graph")
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as app:
        try:
            assert app.stdout is not None
            address = app.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
            app.send_signal(ending)
            said, complained = app.communicate(timeout=15)
            assert (app.returncode, said, complained) == (0, "", "")
        finally:
            app.kill()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(address.split(":")[2].split("/")[0]))) != 0


def test_modules_of_the_folder_one_stands_in_are_not_imported(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in ("html", "streamlit", "json"):
        (tmp_path / f"{name}.py").write_text(f"open({str(ran)!r}, 'w').close()\nraise SystemExit('ran')", "utf-8")
    command = launch.arguments(8501)
    version = [*command[: command.index("run")], "version"]
    done = subprocess.run(version, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not ran.exists()


def test_a_host_of_another_machine_is_refused() -> None:
    for host in ("999.1.1.1", "203.0.113.7"):
        with pytest.raises(UserError, match="no address of this machine"):
            launch.launch(None, host=host, open_browser=False)
