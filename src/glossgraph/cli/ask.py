"""Commands that look things up in a graph: show, search, stats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

import click

from glossgraph import query, relations
from glossgraph.cli.options import echo_json, graph_option, json_option, lang_option, say, sure_option
from glossgraph.extract.aliases import is_alias_row
from glossgraph.model import Filter, Lang, Relation, Term
from glossgraph.model.rows import edge_attributes, node_attributes
from glossgraph.stores import Store

_NO = 4
_LISTED = 10


@click.command()
@click.argument("term", metavar="TERM")
@sure_option
@graph_option
@json_option
@lang_option
def show(term: str, min_confidence: float, address: str | None, as_json: bool, lang: Lang) -> None:
    """Show a term: its definitions, and its relations with their quotes."""
    source = query.open_store(address)
    found = query.resolve(source, term)
    known = source.neighbours([found.id], Filter(relations=frozenset(kind.id for kind in source.vocabulary())))
    edges = [edge for edge in known if edge.confidence >= min_confidence]
    if as_json:
        rows = [{"source": e.source, "target": e.target} | edge_attributes(e) for e in edges]
        echo_json({"id": found.id} | node_attributes(found) | {"relations": rows})
    else:
        _show_term(found, lang)
        _show_relations(source, found, edges, lang)
        if len(edges) < len(known):
            click.echo("\n" + say(lang, "less_certain", count=len(known) - len(edges), least=f"{min_confidence:.0%}"))


@click.command()
@click.argument("text", metavar="TEXT")
@click.option("--limit", type=click.IntRange(1, 1000), default=_LISTED, show_default=True)
@graph_option
@json_option
@lang_option
def search(text: str, limit: int, address: str | None, as_json: bool, lang: Lang) -> int:
    """Find terms by name, alias, reading or a part of them. Exit code 4: none found."""
    matches = query.search(query.open_store(address), text, limit)
    if as_json:
        echo_json([asdict(match) for match in matches])
    else:
        if not matches:
            click.echo(say(lang, "nothing_found", text=text))
        for match in matches:
            reading = f" ({match.reading})" if match.reading else ""
            how = say(lang, f"how_{match.how}") + (f": {match.name}" if match.name != match.label else "")
            undefined = "" if match.defined else f"  [{say(lang, 'not_defined')}]"
            click.echo(f"{match.label}{reading}  — {how}{undefined}")
    return 0 if matches else _NO


@click.command()
@graph_option
@json_option
@lang_option
def stats(address: str | None, as_json: bool, lang: Lang) -> None:
    """Tell what a graph holds."""
    source = query.open_store(address)
    graph = source.graph()
    terms = list(graph.iter_terms())
    ends = (end for name in ("source", "target") for end in graph.relations.column(name).to_pylist())
    labels = [term.label for term in terms]
    record = {
        "graph": source.address,
        "entries": sum(not is_alias_row(entry) for entry in graph.iter_entries()),
        "terms": len(terms),
        "defined": sum(term.defined for term in terms),
        "relations": graph.relations.num_rows,
        "quotes": graph.evidence.num_rows,
        "by_relation": _counted(graph.relations.column("relation").to_pylist()),
        "glossaries": sorted({d.glossary for term in terms for d in term.definitions}),
        "categories": _counted(category for term in terms for category in term.categories),
        "best_connected": dict(Counter(labels[end] for end in ends).most_common(_LISTED)),
    }
    if as_json:
        echo_json(record)
        return
    for key in ("graph", "entries", "terms", "relations"):
        click.echo(say(lang, f"stats_{key}", **record))
    _columns(record["by_relation"])
    if record["glossaries"]:
        click.echo(say(lang, "stats_glossaries", glossaries=", ".join(record["glossaries"])))
    for title, rows in (("stats_categories", record["categories"]), ("stats_hubs", record["best_connected"])):
        click.echo(say(lang, title))
        _columns(rows)


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda row: (-row[1], row[0])))


def _columns(rows: dict[str, int]) -> None:
    for name, count in rows.items():
        click.echo(f"  {count:7,d}  {name}")


def _show_term(term: Term, lang: Lang) -> None:
    click.echo(click.style(term.label, bold=True))
    if term.reading:
        click.echo(f"  {say(lang, 'reading_derived' if term.reading_derived else 'reading')}: {term.reading}")
    for key, words in (("aliases", term.aliases), ("categories", term.categories)):
        if words:
            click.echo(f"  {say(lang, key)}: {', '.join(words)}")
    for definition in term.definitions:
        where = f"{definition.glossary}:{definition.line}" if definition.line else definition.glossary
        click.echo(f"\n{say(lang, 'definition', where=where)}\n  {definition.text}")
    if not term.defined:
        click.echo(f"\n{say(lang, 'no_definition')}")


def _show_relations(source: Store, term: Term, edges: list[Relation], lang: Lang) -> None:
    types = {kind.id: kind for kind in source.vocabulary()}
    others = {e.source for e in edges} | {e.target for e in edges}
    labels = {found.id: found.label for found in source.terms(sorted(others))}
    for forward, title in ((True, "forward"), (False, "backward")):
        mine = [e for e in edges if (e.source == term.id) == forward]
        if mine:
            click.echo(f"\n{click.style(say(lang, title), bold=True)}")
        order = {kind: at for at, kind in enumerate(types)}
        mine.sort(key=lambda e: (order[e.relation], -e.confidence, e.source, e.target))
        for _, group in groupby(mine, key=lambda e: e.relation):
            for edge in group:
                said = relations.says(types[edge.relation], labels[edge.source], labels[edge.target], lang)
                click.echo(f"  {said}  ({query.percent(edge.confidence, lang)})")
                for item in edge.evidence:
                    if item.sentence:
                        click.echo(click.style(f"      {query.quote(item, lang)}", dim=True))
