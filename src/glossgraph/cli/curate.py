"""The command by which people put a graph right; what they decide outlives its rebuilds."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from glossgraph import query, stores
from glossgraph.cli.options import echo_json, graph_option, json_option, lang_option, say
from glossgraph.errors import UserError
from glossgraph.model import Lang
from glossgraph.model.decisions import Decision, Misfit, decision_record
from glossgraph.query import decide as making
from glossgraph.stores import Store

OWN = "mine"
"""The name of the copy that the first decision on the shipped graph makes."""

Make = Callable[[Store], Decision]


@click.group()
def curate() -> None:
    """Accept, reject, retype, add relations; merge, split terms; list and undo what was decided.

    Decisions are kept beside the graph and are applied wherever it is read, after a rebuild too.
    """


def _decides(command: Callable[..., Make]) -> click.Command:
    """A command that decides: its function says what, its options are the same for all."""

    def run(address: str | None, by: str, expected: int | None, as_json: bool, lang: Lang, **given: Any) -> None:
        store = query.open_store(address)
        made = replace(command(**given)(store), by=by, at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
        store = _writable(store, lang)
        there = len(store.decisions()) if expected is None else expected
        seq = store.decide(made, there)
        if as_json:
            record = decision_record(replace(made, seq=seq))
            del record["at"]
            echo_json(record | {"graph": store.address})
        else:
            click.echo(f"{seq}: {_said(made, lang)}")

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in (lang_option, json_option, graph_option):
        run = option(run)
    run = click.option("--after", "expected", type=click.IntRange(0), metavar="N", help=_AFTER)(run)
    run = click.option("--by", default=_user, show_default="your user name", help="Who decides.")(run)
    return curate.command()(run)


_AFTER = "Refuse unless decision N is the last one: nobody decided since you looked."


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system that does not name its user
        return ""


def _argument(*names: str) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for name in reversed(names):
            command = click.argument(name, metavar=name.upper())(command)
        return command

    return decorate


@_decides
@_argument("x", "relation", "y")
def accept(x: str, relation: str, y: str) -> Make:
    """Vouch for what the graph says: X RELATION Y gets the confidence 1."""
    return lambda store: making.on_relation(store, "accept", x, relation, y)


@_decides
@_argument("x", "relation", "y")
def reject(x: str, relation: str, y: str) -> Make:
    """Hide X RELATION Y, since it is wrong."""
    return lambda store: making.on_relation(store, "reject", x, relation, y)


@_decides
@_argument("x", "relation", "y", "new")
def retype(x: str, relation: str, y: str, new: str) -> Make:
    """Make X RELATION Y a relation of the type NEW, with the same quotes."""
    return lambda store: making.on_relation(store, "retype", x, relation, y, new)


@_decides
@_argument("x", "relation", "y")
@click.option("--note", default="", help="Why, or where it stands.")
def add(x: str, relation: str, y: str, note: str) -> Make:
    """Add X RELATION Y, which no text says."""
    return lambda store: replace(making.on_relation(store, "add", x, relation, y), note=note)


@_decides
@_argument("term", "other")
def merge(term: str, other: str) -> Make:
    """Make OTHER a part of TERM: its names become aliases, its relations TERM's."""
    return lambda store: making.merging(store, term, other)


@_decides
@_argument("term", "word")
@click.option("--definition", "which", type=int, multiple=True, required=True, metavar="N", help="This one goes.")
def split(term: str, word: str, which: tuple[int, ...]) -> Make:
    """Give definitions of TERM (the Nth that ``show`` shows) to a new term with the id TERM~WORD."""
    return lambda store: making.splitting(store, term, word, which)


@_decides
@click.argument("seq", type=click.IntRange(1), required=False, metavar="[N]")
def undo(seq: int | None) -> Make:
    """Take decision N back, or else the last one that stands."""
    return lambda store: making.undoing(store, seq)


@curate.command("list")
@graph_option
@json_option
@lang_option
def listed(address: str | None, as_json: bool, lang: Lang) -> None:
    """List the decisions, who made them, and which were undone or no longer fit the graph."""
    found = making.decided(query.open_store(address))
    if as_json:
        echo_json([_record(one) for one in found])
        return
    if not found:
        click.echo(say(lang, "no_decisions"))
    for one in found:
        state = say(lang, "decision_undone") if one.undone else _why(one.misfit, lang) if one.misfit else ""
        who = "  ".join(filter(None, (one.decision.at, one.decision.by, one.decision.note)))
        click.echo(f"{one.decision.seq:4d}  {_said(one.decision, lang)}  ({who})" + (f"  — {state}" if state else ""))


def _writable(store: Store, lang: Lang) -> Store:
    """The graph to decide on; of the shipped one a copy is made, and that is said."""
    if not store.readonly:
        return store
    copy = query.open_store(OWN, write=True)
    if copy.exists():
        raise UserError(say(lang, "copied_before", name=OWN))
    copy.write(store.graph())
    click.echo(say(lang, "copied_first", name=OWN), err=True)
    return stores.open_store(OWN, shipped=lambda _: store.graph())


def _record(one: making.Judged) -> dict[str, Any]:
    why = {"misfit": {"what": one.misfit.what, "name": one.misfit.name}} if one.misfit else {}
    return decision_record(one.decision) | {"undone": one.undone} | why


def _said(one: Decision, lang: Lang) -> str:
    """A decision in a line."""
    if one.action == "undo":
        return say(lang, "decided_undo", seq=one.undoes)
    names = [mark.names[0] if mark.names else mark.id for mark in one.terms]
    if f"decided_{one.action}" not in _SAID or len(names) != _SAID[f"decided_{one.action}"]:
        return one.action
    return say(
        lang, f"decided_{one.action}", x=names[0], y=names[-1], relation=one.relation, to=one.to, id=one.terms[0].id
    )


_SAID = {f"decided_{action}": 2 for action in ("accept", "reject", "retype", "add", "merge")} | {"decided_split": 1}


def _why(misfit: Misfit, lang: Lang) -> str:
    return say(lang, f"misfit_{misfit.what}", name=misfit.name)
