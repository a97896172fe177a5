"""The line to a Neo4j server: its address, its driver, and what its errors mean to a user."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from glossgraph.errors import LimitError, StoreError, UserError
from glossgraph.messages import Message

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Transaction

T = TypeVar("T")

DATABASE = "neo4j"
GRAPH = "default"
TIMEOUT = 60.0
"""Seconds that one question may take on the server."""
PATIENCE = 120.0
"""Seconds for which a write tries again when the server is away."""

_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a graph is: ``uri`` of the server, its database, the graph's name in it."""

    uri: str
    database: str
    graph: str

    @classmethod
    def of(cls, address: str) -> Place:
        """Read ``neo4j://host:port/DATABASE?graph=NAME``. Raises UserError for what is not of this form."""
        try:
            parts = urlsplit(address)
            asked, _ = parse_qs(parts.query, strict_parsing=bool(parts.query)), parts.port
        except ValueError as exc:
            raise _misread(address, str(exc)) from exc
        if parts.username or parts.password:
            raise _misread(
                Message("the address"), Message("user and password go into NEO4J_USERNAME and NEO4J_PASSWORD")
            )
        if not parts.hostname:
            raise _misread(address, Message("it names no host"))
        if set(asked) - {"graph"} or len(asked.get("graph", [])) > 1 or parts.fragment:
            raise _misread(address, Message("after the database only  ?graph=NAME  may follow"))
        database = unquote(parts.path.strip("/")) or DATABASE
        return cls(f"{parts.scheme}://{parts.netloc}", database, asked.get("graph", [GRAPH])[0])


class Link:
    """Runs queries on one database; every error is a glossgraph one that names the address."""

    def __init__(self, address: str, *, timeout: float = TIMEOUT) -> None:
        self.address, self.place, self.timeout = address, Place.of(address), timeout
        self._open: ContextVar[Transaction | None] = ContextVar("open", default=None)

    @contextmanager
    def together(self) -> Iterator[bool]:
        """Within this all that is read is one transaction, under one time limit; gives whether it was begun here.

        Each query then takes one turn to the server and back.
        """
        if self._open.get() is not None:
            yield False
            return
        with (
            self.told(),
            self.driver().session(**self._reading) as session,
            session.begin_transaction(timeout=self.timeout) as tx,
        ):
            token = self._open.set(tx)
            try:
                yield True
            finally:
                self._open.reset(token)

    @property
    def _reading(self) -> dict[str, Any]:
        return {"database": self.place.database, "fetch_size": 10_000, "default_access_mode": "READ"}

    def read(self, work: Callable[[ManagedTransaction | Transaction], T]) -> T:
        """What ``work`` gives, run in one read transaction under the time limit."""
        from neo4j import unit_of_work

        if (tx := self._open.get()) is not None:
            return work(tx)
        with self.told(), self.driver().session(**self._reading) as session:
            return session.execute_read(unit_of_work(timeout=self.timeout)(work))

    def write(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The records of one query, run in a write transaction that is tried again when the server was away."""
        with self.told(), self.driver(patient=True).session(database=self.place.database) as session:
            return session.execute_write(lambda tx: tx.run(query, parameters).data())

    def driver(self, *, patient: bool = False) -> Driver:
        """The driver, shared by all that use the same server and user."""
        user, password = (os.environ.get(f"NEO4J_{name}", "") for name in ("USERNAME", "PASSWORD"))
        return _driver(self.place.uri, user or "neo4j", password, PATIENCE if patient else 0.0)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn the driver's errors into one sentence each."""
        from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable

        try:
            yield
        except AuthError as exc:
            raise StoreError(
                Message(
                    "{address}: the server refuses this user or password: set NEO4J_USERNAME and NEO4J_PASSWORD.",
                    address=self.address,
                )
            ) from exc
        except ClientError as exc:
            raise self._refused(exc) from exc
        except (ServiceUnavailable, OSError) as exc:
            raise StoreError(
                Message(
                    "{address}: the server does not answer: start it, or check the address; a graph in a "
                    "folder needs no server.",
                    address=self.address,
                )
            ) from exc
        except (DriverError, Neo4jError) as exc:
            raise StoreError(
                Message(
                    "{address}: the server does not do it ({first_line}): try again.",
                    address=self.address,
                    first_line=_first_line(exc),
                )
            ) from exc

    def _refused(self, exc: Any) -> StoreError | LimitError:
        code = str(exc.code)
        if code.startswith(_TIMED_OUT):
            return LimitError(
                Message(
                    "{address}: the server stopped this question after {timeout:g} s: ask for fewer hops, "
                    "fewer types or a higher confidence.",
                    address=self.address,
                    timeout=self.timeout,
                )
            )
        if code.endswith("DatabaseNotFound"):
            return StoreError(
                Message(
                    "{address}: the server has no database named {database!r}: create it, or name another "
                    "one, such as {default!r}.",
                    address=self.address,
                    database=self.place.database,
                    default=DATABASE,
                )
            )
        return StoreError(
            Message(
                "{address}: the server refuses ({first_line}): see its log.",
                address=self.address,
                first_line=_first_line(exc),
            )
        )


@cache
def _driver(uri: str, user: str, password: str, patience: float) -> Driver:
    from neo4j import GraphDatabase

    return GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=5.0,
        max_transaction_retry_time=patience,
        notifications_min_severity="OFF",
        user_agent="glossgraph",
    )


def _misread(address: str, why: str) -> UserError:
    return UserError(
        Message(
            "{address}: this is no server's address, {why}: it has the form  neo4j://host:7687/DATABASE?graph=NAME",
            address=address,
            why=why,
        )
    )


def _first_line(exc: Exception) -> str:
    return str(getattr(exc, "message", None) or exc).partition("\n")[0].rstrip(".")
