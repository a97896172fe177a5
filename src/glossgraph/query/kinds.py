"""From what a person calls a relation to its type in a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph import relations
from glossgraph.errors import UserError
from glossgraph.messages import Message
from glossgraph.model import MENTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossgraph.stores import Store


def kinds(store: Store, names: Iterable[str]) -> frozenset[str]:
    """The ids of relation types, each given by its id or by a label in either language.

    Raises UserError for what is neither a type of the graph's vocabulary nor of a relation in it.
    """
    return frozenset(kind(store, name) for name in sorted(names))


def kind(store: Store, name: str) -> str:
    """The id of one relation type; see ``kinds``."""
    types = store.vocabulary()
    if found := relations.meant(name, types):
        return found
    known = (
        {MENTIONS} | {one.id for one in types} | set(store.graph().relations.column("relation").unique().to_pylist())
    )
    if name not in known:
        raise UserError(
            Message(
                "This graph has no relation “{unknown}”: choose among {listed}.",
                unknown=name,
                listed=", ".join(sorted(known)),
            )
        )
    return name
