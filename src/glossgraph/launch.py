"""Starts the app: one Streamlit server on this machine, its address, and a browser where one can open."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossgraph.errors import GlossgraphError, UserError
from glossgraph.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from glossgraph.model import Lang

HOST = "127.0.0.1"
FIRST_PORT = 8501
_PORTS_TRIED = 50
_START_SECONDS = 60.0
_STOP_SECONDS = 5.0

_FONT = "'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"
OPTIONS: dict[str, str] = {
    "server.address": HOST,
    "server.headless": "true",
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    "server.websocketPingInterval": "20",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "runner.magicEnabled": "false",
    "logger.hideWelcomeMessage": "true",
    "logger.level": "warning",
    "theme.font": _FONT,
    "theme.baseRadius": "0.5rem",
    "theme.light.primaryColor": "#0072B2",
    "theme.light.linkColor": "#00639C",
    "theme.light.textColor": "#1F2430",
    "theme.dark.primaryColor": "#2A7AB9",
    "theme.dark.linkColor": "#7CC4EE",
    "theme.dark.backgroundColor": "#12151C",
    "theme.dark.secondaryBackgroundColor": "#1D222C",
    "theme.dark.textColor": "#E9ECF2",
}
"""Streamlit's settings, given as flags: nothing is written to the user's folders and nothing asks outside."""


def arguments(port: int, host: str = HOST) -> list[str]:
    """The command that serves the app on a port of this machine."""
    flags = {**OPTIONS, "server.port": str(port), "server.address": host}
    script = str(Path(__file__).parent / "app" / "main.py")
    return [
        sys.executable,
        "-P",  # no module of the folder that the user stands in
        "-m",
        "streamlit",
        "run",
        script,
        *(part for name, value in flags.items() for part in (f"--{name}", value)),
    ]


def launch(
    address: str | None,
    port: int | None = None,
    lang: Lang | None = None,
    open_browser: bool = True,
    say: Callable[[str], None] = click.echo,
    host: str = HOST,
    cypher: bool = False,
) -> int:
    """Serve the graph at ``address`` until Ctrl-C; give the exit code.

    Without a port the first free one from 8501 on is taken. Raises UserError when the port that was
    asked for is taken or the host is none of this machine, GlossgraphError when the server does not start.
    ``cypher`` lets readers ask a graph on Neo4j in Cypher of their own.
    """
    _check_host(host)
    chosen = free_port(port)
    environment = surroundings(address, lang, cypher)
    with (
        _terminated_like_ctrl_c(),
        subprocess.Popen(arguments(chosen, host), env=environment, stdout=subprocess.DEVNULL) as server,
    ):
        try:
            _wait_until_it_answers(server, chosen)
            where = f"http://{HOST}:{chosen}" + (f"/?lang={lang}" if lang else "")
            say(where)
            if open_browser:
                _open(where)
            return 0 if server.wait() == 0 else 1
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(server)


def surroundings(address: str | None, lang: Lang | None, cypher: bool = False) -> dict[str, str]:
    """The environment of the server: which graph, which language, and small matrices on one thread each."""
    asked = {"GLOSSGRAPH_GRAPH": address, "GLOSSGRAPH_LANG": lang, "GLOSSGRAPH_CYPHER": "1" if cypher else None}
    return {"OPENBLAS_NUM_THREADS": "1", **os.environ, **{name: value for name, value in asked.items() if value}}


def free_port(wanted: int | None) -> int:
    """The port that was asked for, or the first free one; raises UserError when there is none."""
    if wanted is not None:
        if not _is_free(wanted):
            raise UserError(
                Message(
                    "port {wanted} is in use on this machine: choose another with --port, or leave --port out",
                    wanted=wanted,
                )
            )
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        if _is_free(port):
            return port
    raise UserError(
        Message(
            "the ports {first} to {last} are all in use: choose another with --port",
            first=FIRST_PORT,
            last=FIRST_PORT + _PORTS_TRIED - 1,
        )
    )


def can_open() -> bool:
    """Whether a browser can open here: on Linux that takes a display."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _check_host(host: str) -> None:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.bind(place)
    except (OSError, UnicodeError) as exc:
        raise UserError(
            Message("{host!r} is no address of this machine: leave --host out, or give 0.0.0.0 for all", host=host)
        ) from exc


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    """Ask the server's health until it answers; raises GlossgraphError when it ends or takes too long."""
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise GlossgraphError(
                Message(
                    "the app's server ended at once with code {returncode}: see its messages above",
                    returncode=server.returncode,
                )
            )
        if _healthy(ask, port):
            return
        time.sleep(0.05)
    raise GlossgraphError(
        Message("the app's server did not answer within {start_seconds:.0f} seconds", start_seconds=_START_SECONDS)
    )


def _healthy(ask: urllib.request.OpenerDirector, port: int) -> bool:
    try:
        with ask.open(f"http://{HOST}:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _open(where: str) -> None:
    if can_open():
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(where)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and wait for it; the second Ctrl-C of an impatient user only hurries."""
    with contextlib.suppress(KeyboardInterrupt):
        if server.poll() is None:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(_STOP_SECONDS)
    if server.poll() is None:
        server.kill()
        server.wait()


@contextlib.contextmanager
def _terminated_like_ctrl_c() -> Iterator[None]:
    """Treat SIGTERM as Ctrl-C, so that the server never outlives the command."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not the main thread: the caller ends the server itself
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
