"""The options that several commands share."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from glossgraph import texts
from glossgraph.arrays import SECONDS
from glossgraph.model import LIKELY, Direction, Filter, Lang

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


class _Seconds(click.FloatRange):
    """A span of time, which *nan* is none of."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, or a usage error."""
        found = super().convert(value, param, ctx)
        return self.fail("", param, ctx) if math.isnan(found) else found


_FILTER = (
    click.option("--relation", "-r", "kinds", multiple=True, metavar="TYPE", help="Use only this type (repeatable)."),
    click.option("--without", multiple=True, metavar="TYPE", help="Do not use this type (repeatable)."),
    click.option(
        "--direction",
        type=click.Choice(["any", "forward", "backward"]),
        default="any",
        show_default=True,
        help="Follow relations any way, only forwards, or only backwards.",
    ),
    sure_option,
    click.option("--avoid", multiple=True, metavar="TERM", help="Do not pass this term (repeatable)."),
    click.option("--defined-only", is_flag=True, help="Pass only terms that the glossary defines."),
    click.option(
        "--glossary", "glossaries", multiple=True, metavar="NAME", help="Use only what this one says (repeatable)."
    ),
    click.option(
        "--time-limit",
        "seconds",
        type=_Seconds(0, min_open=True),
        default=SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="Give up after so long.",
    ),
)


def filter_options(command: Decorated) -> Decorated:
    """The options that say which relations and terms may be used: ``filter``, and ``seconds`` for the time limit."""

    @wraps(command)
    def filtered(
        *args: Any,
        kinds: tuple[str, ...],
        without: tuple[str, ...],
        avoid: tuple[str, ...],
        glossaries: tuple[str, ...],
        direction: Direction,
        min_confidence: float,
        defined_only: bool,
        **others: Any,
    ) -> Any:
        asked = Filter(
            relations=frozenset(kinds) or None,
            without=frozenset(without),
            direction=direction,
            min_confidence=min_confidence,
            avoid=frozenset(avoid),
            defined_only=defined_only,
            glossaries=frozenset(glossaries),
        )
        return command(*args, filter=asked, **others)

    made: Decorated = filtered
    for option in reversed(_FILTER):
        made = option(made)
    return made


def ranking_option(command: Decorated) -> Decorated:
    """``--ranking``: what the best path is."""
    return click.option(
        "--ranking",
        type=click.Choice(["default", "shortest", "specific", "evidenced"]),
        default="default",
        show_default=True,
        help="What the best path is: a blend, few steps, no hubs, or good evidence.",
    )(command)


def echo_json(document: Any) -> None:
    """Print a document as JSON, the same bytes for the same document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def say(lang: Lang, key: str, **values: object) -> str:
    """A text of the command line in a language, its placeholders filled in."""
    return texts.load("glossgraph.cli", lang)[key].format(**values)
