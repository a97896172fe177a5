"""The command line: commands that only call. Exit codes: 0 done, 1 our fault, 2 the user's, 3 a server's, 4 "no"."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import Any, TextIO

import click

from glossgraph import __version__
from glossgraph.errors import GlossgraphError
from glossgraph.messages import Message, told

_COMMANDS = {
    "build": "make",
    "lint": "check",
    "evaluate": "make",
    "export": "make",
    "connect": "paths",
    "compare": "paths",
    "around": "paths",
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
    if sys.stdout is None:
        sys.stdout = _nowhere()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = _run(given)
        sys.stdout.flush()
    except SystemExit:  # click ends so when nobody reads what is printed
        code = 141
    except BrokenPipeError:
        sys.stdout = _nowhere()
        code = 0
    except OSError as exc:
        sys.stdout = _nowhere()
        _complain("glossgraph", _unwritten(exc), given)
        code = 2
    sys.exit(code)


def _run(given: list[str]) -> int:
    """The exit code of a command; what is wrong with it is said."""
    try:
        code: Any = cli.main(given, prog_name="glossgraph", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as exc:
        exc.show()
        return exc.exit_code
    except click.UsageError as exc:
        from glossgraph.cli.usage import explained

        exc.ctx = exc.ctx or _context(given)
        _complain(exc.ctx.command_path, explained(exc), given)
        return exc.exit_code
    except click.ClickException as exc:
        _complain("glossgraph", exc.format_message(), given)
        return exc.exit_code
    except click.Abort:
        return 130
    except GlossgraphError as exc:
        _complain("glossgraph", str(exc), given)
        return exc.exit_code


def _unwritten(error: OSError) -> Message:
    """What the system refused: a file by its name, else what is printed, which has none."""
    why = error.strerror or error
    if error.filename is not None:
        return Message("{file}: cannot be read or written ({why})", file=error.filename, why=why)
    return Message("what is printed cannot be written ({why}): make room, or send it elsewhere", why=why)


def _nowhere() -> TextIO:
    """A stream in place of one that takes no more: the end of the program writes what is left once again."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _context(arguments: list[str]) -> click.Context:
    """The command that arguments name: click does not tell it with every error."""
    whole = click.Context(cli, info_name="glossgraph")
    name = next((word for word in arguments if word in _COMMANDS), "")
    command = cli.get_command(whole, name)
    return click.Context(command, info_name=name, parent=whole) if command else whole


def _complain(where: str, what: str, arguments: list[str]) -> None:
    """Say what is wrong, in the language that was asked for, whether or not the command could be read."""
    try:
        click.echo(told(Message("{where}: {what}", where=where, what=what), _language(arguments)), err=True)
    except OSError:  # there is no other place to say it
        sys.stderr = _nowhere()


def _language(arguments: list[str]) -> str:
    """The language behind the last ``--lang``, else that of the locale."""
    from glossgraph.texts import language_here

    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    given = [
        after if one == "--lang" else one.partition("=")[2] for one, after in pairs if one.split("=")[0] == "--lang"
    ]
    return "ja" if given[-1:] == ["ja"] else "en" if given[-1:] == ["en"] else language_here()
