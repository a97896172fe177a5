"""Extraction in three pure stages: names (global), claims (one entry at a time), merge (a group-by).

A language is a folder with ``read(entry, names)``, which gives an entry's typed claims and its mentions.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from typing import Any

from glossgraph.extract import cues
from glossgraph.extract.aliases import read_aliases
from glossgraph.extract.merge import merge
from glossgraph.extract.names import End, Mention, Names, names
from glossgraph.model import MENTIONS, Claim, Entry, RelationType
from glossgraph.text import is_japanese

__all__ = ["End", "Mention", "Names", "claims", "explain", "merge", "names", "read_aliases", "reading_of"]

_SENSE = re.compile(r"\s*[(（][^()（）]*[)）]$")
LANGUAGES = ("ja", "en")


def claims(entry: Entry, names: Names, types: Iterable[RelationType] = ()) -> list[Claim]:
    """What one entry states, and what it only mentions: no pair of terms is both in one entry.

    ``types`` with cues of their own are read by these. In the entry of ``Block (CSS)``, *block* is itself.
    """
    if not entry.definition:
        return []
    found: list[Claim] = importlib.import_module(f"{__name__}.{entry.lang}").read(entry, names)
    found += cues.read(entry, names, types)
    typed = [claim for claim in found if claim.relation != MENTIONS]
    pairs = {frozenset((claim.source, claim.target)) for claim in typed}
    said = {frozenset((claim.source, claim.target)): claim for claim in reversed(found) if claim.relation == MENTIONS}
    own = names.resolve(_SENSE.sub("", entry.term))
    kept = (claim for pair, claim in sorted(said.items(), key=_by_target) if pair not in pairs)
    return typed + [claim for claim in kept if own is None or claim.target != own.id]


def explain(sentence: str, headword: str | None, names: Names) -> dict[str, Any]:
    """How a sentence in the entry of ``headword`` is read, as plain values.

    Keys: ``lang``, ``headword``, ``tokens``, ``phrases``, ``candidates`` with their scores and reasons, ``taken``.
    """
    lang = "ja" if is_japanese(sentence) else "en"
    read: Callable[..., dict[str, Any]] = importlib.import_module(f"{__name__}.{lang}.explain").explain
    return {"lang": lang} | read(sentence, headword, names)


def reading_of(label: str) -> str | None:
    """The reading of a Japanese label in hiragana, by the dictionary."""
    from glossgraph.extract.ja import reading_of as read

    return read(label) or None


def _by_target(item: tuple[frozenset[str], Claim]) -> str:
    return item[1].target
