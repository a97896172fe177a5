"""The command that keeps a user's named graphs."""

from __future__ import annotations

import sys

import click

from glossgraph.cli.options import echo_json, json_option, lang_option, say
from glossgraph.errors import UserError
from glossgraph.messages import told
from glossgraph.model import Lang
from glossgraph.stores import graphs as named


@click.group(invoke_without_command=True)
@json_option
@lang_option
@click.pass_context
def graphs(ctx: click.Context, as_json: bool, lang: Lang) -> None:
    """List, rename, copy and delete the graphs in your own folder."""
    ctx.obj = lang
    if ctx.invoked_subcommand is None:
        _list(as_json, lang)


@graphs.command("list")
@json_option
@lang_option
def listed(as_json: bool, lang: Lang) -> None:
    """List the graphs in your own folder."""
    _list(as_json, lang)


@graphs.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(lang: Lang, old: str, new: str) -> None:
    """Give the graph OLD the name NEW."""
    named.rename(old, new)
    click.echo(say(lang, "graph_renamed", old=old, new=new))


@graphs.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def copy(lang: Lang, old: str, new: str) -> None:
    """Copy the graph OLD to NEW."""
    named.copy(old, new)
    click.echo(say(lang, "graph_copied", old=old, new=new))


@graphs.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def delete(lang: Lang, name: str, yes: bool) -> None:
    """Delete the graph NAME."""
    named.find(name)
    if not yes and not sys.stdin.isatty():
        raise UserError(say(lang, "needs_yes", name=name))
    if yes or click.confirm(say(lang, "confirm_delete", name=name)):
        named.delete(name)
        click.echo(say(lang, "graph_deleted", name=name))


def _list(as_json: bool, lang: Lang) -> None:
    found = named.list_graphs()
    if as_json:
        rows = (
            {"name": g.name, "folder": str(g.folder), "terms": g.terms, "relations": g.relations, "problem": g.problem}
            for g in found
        )
        echo_json(list(rows))
    elif not found:
        click.echo(say(lang, "no_graphs"))
    for graph in found if not as_json else ():
        size = (
            told(graph.problem, lang)
            if graph.problem
            else say(lang, "graph_size", terms=f"{graph.terms:,}", relations=f"{graph.relations:,}")
        )
        click.echo(f"{graph.name}  {size}")
