"""What is wrong with how a command was called: one sentence, instead of click's usage lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from glossgraph.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable


def explained(error: click.UsageError) -> str:
    """What a person should mend in a command; ``error.ctx`` says which."""
    help = f"{error.ctx.command_path if error.ctx else 'glossgraph'} --help"
    if isinstance(error, click.NoSuchOption):
        near = _near(error.option_name, error.possibilities or (), help)
        return Message("there is no option {name}: {help}", name=error.option_name, help=near)
    if isinstance(error, click.BadOptionUsage):
        return _value(error, help)
    if isinstance(error, click.BadParameter):
        return _parameter(error)
    group = error.ctx.command if error.ctx else None
    if isinstance(group, click.Group) and error.ctx:
        name = getattr(error, "command_name", "")
        near = _near(name, group.list_commands(error.ctx), help)
        return Message("there is no command {name!r}: {help}", name=name, help=near)
    return Message(
        "there is more here than  {usage}  takes: put names with spaces in quotation marks", usage=_usage(error)
    )


def _near(name: str, known: Iterable[str], help: str) -> Message:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    return Message("did you mean {listed}?", listed=near[0]) if near else Message("{help}  lists them", help=help)


def _value(error: click.BadOptionUsage, help: str) -> Message:
    found = [param for param in (error.ctx.command.params if error.ctx else ()) if error.option_name in param.opts]
    if found and isinstance(found[0], click.Option) and found[0].is_flag:
        return Message("{name} takes no value: leave out what stands behind its =", name=error.option_name)
    return Message("{name} stands without its value: see  {help}", name=error.option_name, help=help)


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return error.format_message()
    name = _name(error.param)
    if isinstance(error, click.MissingParameter):
        return Message("{name} is missing: write  {usage}", name=name, usage=_usage(error, error.param))
    return Message("{name} takes {what}", name=name, what=_kind(error.param.type) or error.message)


def _kind(kind: Any) -> Message | None:
    """What a parameter of a type can be."""
    if isinstance(kind, (click.IntRange, click.FloatRange)) and kind.max is None:
        if kind.min_open:
            return Message("a number above {least}", least=kind.min)
        return Message("a number from {least} on", least=kind.min)
    if isinstance(kind, click.IntRange):
        return Message("a whole number from {least} to {most}", least=kind.min, most=kind.max)
    if isinstance(kind, click.FloatRange):
        return Message("a number from {least} to {most}", least=kind.min, most=kind.max)
    return Message("one of {listed}", listed=", ".join(kind.choices)) if isinstance(kind, click.Choice) else None


def _name(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.metavar or param.name or "")


def _usage(error: click.UsageError, option: click.Parameter | None = None) -> str:
    """How the command is written, with an option that may not be left out."""
    if error.ctx is None:
        return "glossgraph"
    command = error.ctx.command
    pieces = [_name(param) for param in command.params if isinstance(param, click.Argument)]
    needed = [
        param for param in command.params if isinstance(param, click.Option) and (param.required or param is option)
    ]
    return " ".join(
        [error.ctx.command_path, *pieces, *(f"{_name(param)} {param.metavar or ''}".rstrip() for param in needed)]
    )
