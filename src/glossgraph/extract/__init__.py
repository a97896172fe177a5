"""Extraction in three pure stages: names (global), claims (one entry at a time), merge (a group-by).

A language is a folder with ``read(entry, names)``, which gives an entry's typed claims and its mentions.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from glossgraph.extract import cues
from glossgraph.extract.aliases import read_aliases
from glossgraph.extract.merge import merge
from glossgraph.extract.names import End, Mention, Names, names
from glossgraph.markup import Shown, shown
from glossgraph.model import MENTIONS, Claim, Entry, RelationType, Span
from glossgraph.text import is_japanese

__all__ = ["End", "Mention", "Names", "claims", "explain", "merge", "names", "read_aliases", "reading_of"]

_SENSE = re.compile(r"\s*[(（][^()（）]*[)）]$")
LANGUAGES = ("ja", "en")


def claims(entry: Entry, names: Names, types: Iterable[RelationType] = ()) -> list[Claim]:
    """What one entry states, and what it only mentions: no pair of terms is both in one entry.

    ``types`` with cues of their own are read by these. The definition is read in NFC and without its
    markup, and quoted as it is. In the entry of ``Block (CSS)``, *block* is itself.
    """
    if not entry.definition:
        return []
    seen = shown(entry.definition)
    read = replace(entry, definition=seen.text)
    found: list[Claim] = importlib.import_module(f"{__name__}.{entry.lang}").read(read, names)
    found += cues.read(read, names, types)
    if seen.text != entry.definition:
        found = [_as_given(claim, entry.definition, seen) for claim in found]
    own = names.resolve(_SENSE.sub("", entry.term))
    if own is not None and own.id != names.headword(entry).id:
        found = [claim for claim in found if own.id not in (claim.source, claim.target)]
    typed = [claim for claim in found if claim.relation != MENTIONS]
    pairs = {frozenset((claim.source, claim.target)) for claim in typed}
    said = {frozenset((claim.source, claim.target)): claim for claim in reversed(found) if claim.relation == MENTIONS}
    return typed + [claim for pair, claim in sorted(said.items(), key=_by_target) if pair not in pairs]


def explain(sentence: str, headword: str | None, names: Names) -> dict[str, Any]:
    """How a sentence in the entry of ``headword`` is read, as plain values.

    Keys: ``lang``, ``headword``, ``tokens``, ``phrases``, ``candidates`` with their scores and reasons, ``taken``.
    """
    lang = "ja" if is_japanese(sentence) else "en"
    read: Callable[..., dict[str, Any]] = importlib.import_module(f"{__name__}.{lang}.explain").explain
    return {"lang": lang} | read(shown(sentence).text, headword, names)


def reading_of(label: str) -> str | None:
    """The reading of a Japanese label in hiragana, by the dictionary."""
    from glossgraph.extract.ja import reading_of as read

    return read(label) or None


def _as_given(claim: Claim, definition: str, seen: Shown) -> Claim:
    """A claim from a definition as it is read, its quote and spans moved to the definition as it was given."""
    item = claim.evidence
    if item.sentence is None:
        return claim
    first = item.start
    start, end = seen.sentence(first, first + len(item.sentence))

    def moved(span: Span | None) -> Span | None:
        if span is None:
            return None
        begin, stop = seen.span(first + span[0], first + span[1])
        return begin - start, stop - start

    evidence = replace(
        item,
        sentence=definition[start:end],
        start=start,
        subject=moved(item.subject),
        cue=moved(item.cue),
        object=moved(item.object),
    )
    return replace(claim, evidence=evidence)


def _by_target(item: tuple[frozenset[str], Claim]) -> str:
    return item[1].target
