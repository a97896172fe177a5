"""A user's own Cypher on a server: read, never written, within a number of rows and a time.

A read transaction alone does not stop ``LOAD CSV``, which reads files and addresses of the server. So the plan that the
server makes is looked at first: only the operators and procedures of ``graph/cypher.toml`` may be in it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from glossgraph.errors import StoreError, UserError
from glossgraph.messages import Message
from glossgraph.shipped import graph_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import ManagedTransaction, Transaction

    from glossgraph.stores.neo4j_server import ServerStore

ROWS = 200
SECONDS = 10.0
_LONGEST = 300
_PROCEDURE = re.compile(r"\s*`?([\w.]+)`?\s*\(")


@dataclass(frozen=True, slots=True)
class Found:
    """A query's answer: its columns, its rows as texts, the ids of the graph's terms in them, whether there is more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    terms: tuple[str, ...]
    more: bool


def ask(store: ServerStore, query: str, *, rows: int = ROWS, seconds: float = SECONDS) -> Found:
    """What a query finds; ``$graph`` and ``$generation`` in it say which graph is shown.

    The database is asked, in which decisions are not applied. Raises UserError for a query that may do more than read,
    or is not understood, LimitError past the time, StoreError where the server does not answer.
    """
    from glossgraph.stores.neo4j_link import Link

    link = Link(store.address, timeout=seconds)
    generation = int(store.generation.partition("+")[0])
    parameters = {"graph": link.place.graph, "generation": generation}

    def work(tx: ManagedTransaction | Transaction) -> tuple[tuple[str, ...], list[Any]]:
        _check(tx.run(f"EXPLAIN {query}", parameters).consume())
        result = tx.run(query, parameters)
        return tuple(result.keys()), result.fetch(rows + 1)

    try:
        columns, found = link.read(work)
    except StoreError as exc:
        if str(getattr(exc.__cause__, "code", "")).startswith("Neo.ClientError.Statement"):
            raise UserError(Message("The server does not take this query: {why}", why=exc.__cause__)) from exc
        raise
    values = [record.values() for record in found[:rows]]
    terms = dict.fromkeys(id for row in values for value in row for id in _terms(value, parameters))
    texts = tuple(tuple(_text(value)[:_LONGEST] for value in row) for row in values)
    return Found(columns, texts, tuple(terms), len(found) > rows)


def refused(plan: dict[str, Any]) -> list[str]:
    """The operators and procedures of a plan that are not allowed."""
    operators, procedures = _allowed()
    name = str(plan.get("operatorType", "")).partition("@")[0].partition("(")[0]
    found = [] if name in operators else [name or "?"]
    if name == "ProcedureCall":
        called = _PROCEDURE.match(str(plan.get("args", {}).get("Details", "")))
        if called is None or called[1] not in procedures:
            found.append(called[1] if called else "?")
    return found + [one for child in plan.get("children", ()) for one in refused(child)]


def _check(summary: Any) -> None:
    if not summary.plan or summary.query_type != "r":
        raise UserError(Message("This query does not only read: ask with MATCH and RETURN."))
    if wrong := refused(summary.plan):
        raise UserError(
            Message(
                "This query may not be asked here, since it does {operator}: ask with MATCH and RETURN.",
                operator=wrong[0],
            )
        )


@cache
def _allowed() -> tuple[frozenset[str], frozenset[str]]:
    lists = tomllib.loads(graph_file("cypher.toml").read_text(encoding="utf-8"))
    return frozenset(lists["operators"]), frozenset(lists["procedures"])


def _terms(value: Any, shown: dict[str, Any]) -> Iterator[str]:
    """The ids of the terms of the graph in a value."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        if "Term" in value.labels and all(value.get(name) == shown[name] for name in shown):
            yield str(value["id"])
        return
    inside: Any = ()
    if isinstance(value, Path | Relationship):
        inside = value.nodes
    elif isinstance(value, dict):
        inside = value.values()
    elif isinstance(value, list):
        inside = value
    for one in inside:
        yield from _terms(one, shown)


def _text(value: Any) -> str:
    """A value as a reader takes it in."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        return str(value.get("label") or value.get("name") or f"({':'.join(sorted(value.labels))})")
    if isinstance(value, Relationship):
        return f"{_end(value.start_node)} {value.type} {_end(value.end_node)}"
    if isinstance(value, Path):
        return " – ".join(_end(node) for node in value.nodes)
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_text(one)}" for name, one in value.items()) + "}"
    return "" if value is None else str(value)


def _end(node: Any) -> str:
    return "?" if node is None else _text(node)
