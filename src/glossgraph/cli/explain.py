"""The command that shows how a sentence is read, so that a misreading can be reported and mended."""

from __future__ import annotations

from typing import Any

import click

from glossgraph import extract, query
from glossgraph.cli.options import echo_json, graph_option, json_option, lang_option, say
from glossgraph.model import Lang


@click.command()
@click.argument("sentence", metavar="SENTENCE")
@click.option("--headword", metavar="TERM", help="The term in whose definition the sentence stands.")
@graph_option
@json_option
@lang_option
def explain(sentence: str, headword: str | None, address: str | None, as_json: bool, lang: Lang) -> None:
    """Show how SENTENCE is read: its tokens and phrases, the relations it may state, what was taken and why.

    The terms of the graph are the known ones.
    """
    names = extract.names(query.open_store(address).graph().iter_entries())
    if headword is not None and names.resolve(headword) is None:
        click.echo(say(lang, "explain_unknown", headword=headword), err=True)
    found = extract.explain(sentence, headword, names)
    if as_json:
        echo_json(found)
    else:
        _tell(found, lang)


def _tell(found: dict[str, Any], lang: Lang) -> None:
    click.echo(
        f"{say(lang, 'explain_tokens')}: " + " ".join(f"{surface}/{code}" for surface, code, *_ in found["tokens"])
    )
    click.echo(f"{say(lang, 'explain_phrases')}:")
    for phrase in found["phrases"]:
        shown = [
            f"{key}={value}" for key, value in phrase.items() if key != "text" and value not in (None, "", False, [])
        ]
        click.echo(f"  {phrase['text']}  ({', '.join(shown)})")
    click.echo(f"{say(lang, 'explain_candidates')}:")
    for candidate in found["candidates"]:
        scores = ", ".join(f"{label} {score:.2f}" for label, score in candidate["scores"])
        mark = "✓" if candidate["taken"] else "·"
        frame = f"[{candidate['frame']}: {candidate['guess']}]"
        click.echo(f"  {mark} {candidate['source']} – {candidate['target']}  {frame}  {scores}")
        click.echo("      " + ", ".join(f"{name} {weight:+d}" for name, weight in candidate["because"]))
    click.echo(f"{say(lang, 'explain_taken')}:")
    for source, relation, target, confidence in found["taken"]:
        click.echo(f"  {source} --{relation}--> {target}  ({query.percent(confidence, lang)})")
