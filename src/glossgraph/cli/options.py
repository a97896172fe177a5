"""The options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from glossgraph import texts
from glossgraph.model import LIKELY, Lang

Decorated = Callable[..., Any]


def graph_option(command: Decorated) -> Decorated:
    """``--graph ADDRESS``: which graph a command asks."""
    return click.option(
        "--graph",
        "-g",
        "address",
        envvar="GLOSSGRAPH_GRAPH",
        metavar="ADDRESS",
        help="A graph's folder or name [default: $GLOSSGRAPH_GRAPH, else the shipped graph].",
    )(command)


def sure_option(command: Decorated) -> Decorated:
    """``--min-confidence``: how sure a fact has to be; by default, more likely right than wrong."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=LIKELY,
        show_default=True,
        help="Only facts that are at least so sure.",
    )(command)


def lang_option(command: Decorated) -> Decorated:
    """``--lang ja|en``: the language of the answer."""
    return click.option(
        "--lang",
        type=click.Choice(["ja", "en"]),
        callback=lambda _ctx, _param, value: value or texts.language_here(),
        help="Language of the answer [default: that of the locale].",
    )(command)


def json_option(command: Decorated) -> Decorated:
    """``--json``: one JSON document on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def echo_json(document: Any) -> None:
    """Print a document as JSON, the same bytes for the same document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def say(lang: Lang, key: str, **values: object) -> str:
    """A text of the command line in a language, its placeholders filled in."""
    return texts.load("glossgraph.cli", lang)[key].format(**values)
