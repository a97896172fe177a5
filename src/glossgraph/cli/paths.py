"""Commands that ask how terms are connected: connect, compare, around."""

from __future__ import annotations

from dataclasses import replace

import click

from glossgraph import query
from glossgraph.cli.options import (
    echo_json,
    filter_options,
    graph_option,
    json_option,
    lang_option,
    ranking_option,
)
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import Answer, Comparison, Filter, Joined, Lang
from glossgraph.stores import Store

_NO = 4

_paths = click.option(
    "-k",
    "--paths",
    "k",
    type=click.IntRange(1, 1000),
    show_default="5",
    help="How many paths of two terms.",
)
_hops = click.option(
    "--hops", type=click.IntRange(1, 1000), default=4, show_default=True, help="At most so many steps a path."
)
_markdown = click.option("--markdown", is_flag=True, help="Print Markdown with the quotes as citations.")


@click.command()
@click.argument("terms", nargs=-1, required=True, metavar="X Y [Z]...")
@_paths
@_hops
@ranking_option
@click.option("--all-shortest", is_flag=True, help="Count all paths of the fewest steps, and list those first.")
@filter_options
@_markdown
@graph_option
@json_option
@lang_option
def connect(
    terms: tuple[str, ...],
    k: int | None,
    hops: int,
    ranking: query.Ranking,
    all_shortest: bool,
    filter: Filter,
    seconds: float,
    markdown: bool,
    address: str | None,
    as_json: bool,
    lang: Lang,
) -> int:
    """Tell what connects X to Y, or joins three and more terms: paths as sentences, each step with its quotes.

    The terms are names, aliases, readings or ids. Of three and more the few paths are told that join them all at
    a small cost. Exit code 4: nothing connects them.
    """
    if len(terms) < 2:
        raise UserError(Message("One term alone connects nothing: name two, or ask  glossgraph around TERM."))
    if all_shortest and len(terms) > 2:
        raise UserError(
            Message("All shortest paths are those between two terms: leave --all-shortest out, or name two.")
        )
    if k is not None and len(terms) > 2:
        raise UserError(Message("Three and more terms are joined by few paths: leave -k out, or name two."))
    _check_form(markdown, as_json)
    source = query.open_store(address)
    asked = replace(filter, hops=hops)
    answer: Answer | Joined
    if len(terms) > 2:
        answer = query.join(source, terms, asked, ranking=ranking, seconds=seconds)
    else:
        ask = query.shortest if all_shortest else query.connect
        answer = ask(source, terms[0], terms[1], asked, k=5 if k is None else k, ranking=ranking, seconds=seconds)
    _echo(source, answer, markdown=markdown, as_json=as_json, lang=lang)
    return 0 if answer.paths else _NO


@click.command()
@click.argument("x", metavar="X")
@click.argument("y", metavar="Y")
@click.option(
    "-n",
    "--terms",
    "budget",
    type=click.IntRange(1, 10_000),
    default=64,
    show_default=True,
    help="At most so many terms of each part.",
)
@filter_options
@_markdown
@graph_option
@json_option
@lang_option
def compare(
    x: str,
    y: str,
    budget: int,
    filter: Filter,
    seconds: float,
    markdown: bool,
    address: str | None,
    as_json: bool,
    lang: Lang,
) -> int:
    """Show X and Y side by side: what both are related to, and what only one of them is.

    Exit code 4: they have nothing in common.
    """
    _check_form(markdown, as_json)
    source = query.open_store(address)
    found = query.compare(source, x, y, filter, budget=budget, seconds=seconds)
    _echo(source, found, markdown=markdown, as_json=as_json, lang=lang)
    return 0 if found.shared or found.between else _NO


@click.command()
@click.argument("term", metavar="TERM")
@click.option("--hops", type=click.IntRange(1, 1000), default=1, show_default=True, help="At most so many steps away.")
@click.option(
    "-n",
    "--terms",
    "budget",
    type=click.IntRange(0, 10_000),
    default=30,
    show_default=True,
    help="At most so many terms.",
)
@ranking_option
@filter_options
@graph_option
@json_option
@lang_option
def around(
    term: str,
    hops: int,
    budget: int,
    ranking: query.Ranking,
    filter: Filter,
    seconds: float,
    address: str | None,
    as_json: bool,
    lang: Lang,
) -> int:
    """Show what is around TERM: the terms that are cheapest to reach, and every relation among them.

    Exit code 4: nothing is.
    """
    source = query.open_store(address)
    found = query.around(source, term, hops=hops, budget=budget, filter=filter, ranking=ranking, seconds=seconds)
    if as_json:
        echo_json(query.to_json(found))
    else:
        click.echo(query.to_text(found, source.vocabulary(), lang))
    return 0 if len(found.terms) > 1 else _NO


def _check_form(markdown: bool, as_json: bool) -> None:
    if markdown and as_json:
        raise UserError(Message("An answer is printed in one form: choose --markdown or --json."))


def _echo(source: Store, answer: Answer | Joined | Comparison, *, markdown: bool, as_json: bool, lang: Lang) -> None:
    if as_json:
        echo_json(query.to_json(answer))
    else:
        write = query.to_markdown if markdown else query.to_text
        click.echo(write(answer, source.vocabulary(), lang))
