"""Commands that make something: build, evaluate, export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path

import click

from glossgraph import query
from glossgraph.build import Progress, build_graph, sources, versions
from glossgraph.cli.options import echo_json, graph_option, json_option, lang_option, say
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import Lang, Report

_LISTED = 12
"""How many undefined terms a build names; ``--json`` lists all."""


@click.command()
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAGE...")
@click.option("--output", "-o", "address", required=True, metavar="GRAPH", help="Folder or name of the graph to write.")
@click.option("--add", is_flag=True, help="Add to the entries of GRAPH instead of replacing them.")
@click.option(
    "--relations", "vocabulary", type=click.Path(path_type=Path), metavar="TOML", help="More types of relations."
)
@click.option(
    "--aliases",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names that are one concept: name, tab, other names; may be given again.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Read in so many processes.")
@json_option
@lang_option
def build(
    pages: tuple[Path, ...],
    address: str,
    add: bool,
    vocabulary: Path | None,
    aliases: tuple[Path, ...],
    jobs: int,
    as_json: bool,
    lang: Lang,
) -> None:
    """Turn glossary pages into a graph.

    A PAGE is a text page (📖 category, "Term (reading)", definition), JSON Lines, exchange JSON, or a
    folder of such files.
    """
    from glossgraph import relations

    types = relations.load(vocabulary) if vocabulary else None
    target = query.open_store(address, write=True)
    kept = target.writing() if add else nullcontext()
    with kept, _progress(say(lang, "building")) as progress:
        before = target.graph() if add and target.exists() else None
        graph, report = build_graph(
            pages, add_to=before, vocabulary=types, aliases=aliases, progress=progress, jobs=jobs
        )
        target.write(graph, sources=sources(graph), versions=versions())
    unfit = len(target.misfits())
    if as_json:
        record = asdict(report) | {"graph": address, "misfits": unfit}
        del record["seconds"]
        echo_json(record)
    else:
        _tell(report, address, lang)
        if unfit:
            click.echo(say(lang, "misfits", count=unfit, graph=address))


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--errors", is_flag=True, help="List what is wrong and what is missing.")
@json_option
@lang_option
def evaluate(graph: str, gold: Path, errors: bool, as_json: bool, lang: Lang) -> None:
    """Score GRAPH (an address or an exchange JSON file) against the triples in the folder GOLD."""
    from glossgraph import formats
    from glossgraph.evaluate import evaluate as judge

    found = judge(formats.read_graph(Path(graph)) if graph.endswith(".json") else query.open_store(graph).graph(), gold)
    if as_json:
        echo_json(asdict(found) | {name: _score(getattr(found, name)) for name in ("typed", "untyped", "undirected")})
        return
    click.echo(
        say(lang, "judged", judged=found.judged, required=found.required, outside=found.outside, surplus=found.surplus)
    )
    for name in ("typed", "untyped", "undirected"):
        score = getattr(found, name)
        click.echo(f"{name:10s} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    click.echo(say(lang, "by_relation"))
    for relation, (hit, need, right, judged) in found.by_relation.items():
        click.echo(f"  {relation:14s} {hit:3d}/{need:<4d} {right:3d}/{judged}")
    click.echo(say(lang, "macro", macro=f"{found.macro:.3f}"))
    if errors:
        for line in found.wrong:
            click.echo(f"{say(lang, 'wrong')}  {line}")
        for line in found.missing:
            click.echo(f"{say(lang, 'missing')}  {line}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "name",
    metavar="NAME",
    help="json, graphml, gexf, csv, html or neo4j-admin [default: by FILE's ending].",
)
@graph_option
@lang_option
def export(file: Path, name: str | None, address: str | None, lang: Lang) -> None:
    """Write the graph to FILE: exchange JSON, GraphML, GEXF, CSV or one interactive HTML page.

    With - it goes to standard output, as exchange JSON unless --format says otherwise.

    With neo4j-admin FILE is a new folder for the CSV files that Neo4j imports, and the command is printed.
    """
    from glossgraph import formats

    if file == Path("-") and name == "neo4j-admin":
        raise UserError(Message("neo4j-admin is several files: give a folder's name instead of -"))
    graph = query.open_store(address).graph()
    if file == Path("-"):
        formats.write_graph(graph, sys.stdout.buffer, name or "json", lang=lang)
    elif name == "neo4j-admin":
        from glossgraph.stores import neo4j_export

        click.echo(neo4j_export.export(graph, file))
    else:
        formats.write_graph(graph, file, name, lang=lang)
    click.echo(
        say(lang, "exported", file=file, terms=graph.terms.num_rows, relations=graph.relations.num_rows), err=True
    )


def _tell(report: Report, address: str, lang: Lang) -> None:
    relations = sum(report.by_relation.values())
    click.echo(
        say(
            lang,
            "read",
            entries=f"{report.entries:,}",
            characters=f"{report.characters:,}",
            seconds=f"{report.seconds:.1f}",
        )
    )
    defined = report.terms - len(report.undefined)
    click.echo(say(lang, "terms", terms=f"{report.terms:,}", defined=f"{defined:,}", aliases=f"{report.aliases:,}"))
    kinds = ", ".join(
        f"{kind} {count:,}" for kind, count in sorted(report.by_relation.items(), key=lambda row: -row[1])
    )
    click.echo(say(lang, "relations", relations=f"{relations:,}", kinds=f"  ({kinds})" if kinds else ""))
    if report.undefined:
        named = ", ".join(report.undefined[:_LISTED]) + (" …" if len(report.undefined) > _LISTED else "")
        click.echo(say(lang, "undefined", count=f"{len(report.undefined):,}", names=named))
    click.echo(say(lang, "problems", count=f"{len(report.problems):,}"))
    for problem in report.problems:
        click.echo(f"  {problem.told(lang)}")
    click.echo(say(lang, "stored", graph=address))


@contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """A bar on standard error, only where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show


def _score(score: object) -> dict[str, float]:
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}  # type: ignore[attr-defined]
