"""The command that looks through a glossary: lint."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from glossgraph.cli.options import echo_json, json_option, lang_option, say
from glossgraph.model import Lang


@click.command()
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAGE...")
@click.option(
    "--aliases", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="Names that are one concept."
)
@json_option
@lang_option
def lint(pages: tuple[Path, ...], aliases: tuple[Path, ...], as_json: bool, lang: Lang) -> int:
    """Tell a glossary's writer what to look at, with file and line; exit code 4 when there is something.

    Terms that entries use and none defines, terms defined twice, circles of is_a, missing readings, empty or
    cut-off definitions, abbreviations and aliases that stand for several terms.
    """
    from glossgraph.lint import lint as look

    found = look(pages, aliases)
    if as_json:
        echo_json({"findings": [asdict(finding) for finding in found]})
    else:
        for finding in found:
            click.echo(finding.told(lang))
        click.echo(say(lang, "lint_found", count=f"{len(found):,}"), err=True)
    return 4 if found else 0
