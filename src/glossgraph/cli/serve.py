"""The command that opens the explorer."""

from __future__ import annotations

import click

from glossgraph.cli.options import graph_option
from glossgraph.model import Lang


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on [default: 8501 or the next free one].")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 in a container.")
@graph_option
@click.option("--lang", type=click.Choice(["ja", "en"]), help="Language of the app [default: that of the browser].")
@click.option("--cypher", is_flag=True, help="With a graph on Neo4j: a page to ask the database in Cypher, read-only.")
def app(port: int | None, no_browser: bool, host: str, address: str | None, lang: Lang | None, cypher: bool) -> int:
    """Open the explorer in the browser (on 127.0.0.1 unless told otherwise)."""
    from glossgraph.launch import launch
    from glossgraph.query import open_store

    open_store(address)  # what is not there is told here, not on a page
    return launch(address, port, lang, not no_browser, host=host, cypher=cypher)
