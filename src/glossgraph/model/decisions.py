"""What people decide about a graph, as records that outlive its rebuilds."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

ACTIONS = ("accept", "reject", "retype", "merge", "split", "add", "undo")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a decision names a term: by its id, and by its names, the label first, for when the id has gone."""

    id: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person decided.

        accept, reject, add     ``terms`` are source and target of ``relation``
        retype                  the same; ``to`` is the type it has instead
        merge                   ``terms`` are the term that stays and the one that becomes a part of it
        split                   ``terms`` is one term; the definitions of ``quotes`` go to a new one of id ``id~to``
        undo                    ``undoes`` is the number of the decision that counts no more

    ``quotes`` are hashes (see ``quote_hash``) of the relation's sentences, or of the definitions. ``seq`` counts a
    graph's decisions from 1; the store gives it. ``by`` is a user, ``at`` a time (ISO 8601, UTC).
    """

    action: str
    terms: tuple[Mark, ...] = ()
    relation: str = ""
    to: str = ""
    quotes: tuple[str, ...] = ()
    undoes: int = 0
    note: str = ""
    by: str = ""
    at: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a decision no longer fits its graph: a ``what`` (term, relation, type, definition, same, action) has no
    counterpart, or there is one already; ``name`` says which."""

    what: str
    name: str


def quote_hash(text: str) -> str:
    """A hash by which a quote is known again: 16 hexadecimal digits of the SHA-256 of its composed form."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:16]


def decision_record(decision: Decision) -> dict[str, Any]:
    """A decision as it is stored, what is empty left out."""
    return {name: value for name, value in asdict(decision).items() if value}


def decision_of(record: dict[str, Any]) -> Decision:
    """A decision of its stored record; fields of later versions are not read.

    Raises ValueError, TypeError, KeyError or AttributeError for what is no decision.
    """
    known = {name: record[name] for name in ("relation", "to", "note", "by", "at") if name in record}
    if not all(isinstance(value, str) for value in (record["action"], *known.values())):
        raise TypeError("a text of a decision is none")
    return Decision(
        action=record["action"],
        terms=tuple(Mark(str(mark["id"]), tuple(map(str, mark.get("names", ())))) for mark in record.get("terms", ())),
        quotes=tuple(map(str, record.get("quotes", ()))),
        undoes=int(record.get("undoes", 0)),
        seq=int(record["seq"]),
        **known,
    )
