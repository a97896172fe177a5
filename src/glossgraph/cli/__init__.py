"""The command line: commands that only call. Exit codes: 0 done, 1 our fault, 2 the user's, 3 a server's, 4 "no"."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import Any

import click

from glossgraph import __version__
from glossgraph.errors import GlossgraphError

_COMMANDS = {
    "build": "make",
    "lint": "check",
    "evaluate": "make",
    "export": "make",
    "connect": "ask",
    "show": "ask",
    "search": "ask",
    "stats": "ask",
    "explain": "explain",
    "curate": "curate",
    "graphs": "graphs",
    "app": "serve",
}
"""Each command and the module that holds it, imported when it is run: ``connect`` must not wait for the app."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="glossgraph")
def cli() -> None:
    """Explore how the terms of a glossary relate: build a graph, ask what connects X to Y, open the explorer."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code that contracts the outcome."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: Any = cli.main(arguments, prog_name="glossgraph", standalone_mode=False)
    except click.ClickException as exc:
        exc.show()
        code = exc.exit_code
    except click.Abort:
        code = 130
    except SystemExit:  # click ends so when nobody reads what is printed
        code = 141
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 — what is left is for nobody
        code = 0
    except GlossgraphError as exc:
        click.echo(f"glossgraph: {exc}", err=True)
        code = exc.exit_code
    sys.exit(code if isinstance(code, int) else 0)
