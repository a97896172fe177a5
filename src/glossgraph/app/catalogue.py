"""The glossary's index: every term in kana order, in A–Z order and by category."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossgraph.text import hiragana, search_key, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossgraph.model import Lang, Term

KANA = "あかさたなはまやらわ"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REST = "#"
_ROW_STARTS = "ぁかさたなはまゃらゎ"
_LAST_KANA = "ゖ"
_GIST = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A term as the index lists it. ``keys`` are the search forms of all its names."""

    id: str
    label: str
    reading: str | None
    gist: str
    defined: bool
    categories: tuple[str, ...]
    keys: tuple[str, ...]
    kana: tuple[int, str]
    alpha: tuple[int, str]


def lines(terms: Iterable[Term], lang: Lang) -> list[Line]:
    """One line a term, in the language of the page."""
    return [line(term, lang) for term in terms]


def line(term: Term, lang: Lang) -> Line:
    """A term's line: in kana order it stands under its reading, in A–Z order under its Latin name."""
    label = term.labels.get(lang) or term.label
    spoken = term.reading or term.labels.get("ja") or term.label
    written = term.labels.get("en") or term.label
    text = next((definition.text for definition in term.definitions if definition.text), "")
    names = (label, term.label, *term.labels.values(), *term.aliases, *((term.reading,) if term.reading else ()))
    rank, plain = sort_key(written)
    return Line(
        id=term.id,
        label=label,
        reading=term.reading if term.reading != label else None,
        gist=text[:_GIST] + ("…" if len(text) > _GIST else ""),
        defined=term.defined,
        categories=term.categories,
        keys=tuple(dict.fromkeys(search_key(name) for name in names)),
        kana=sort_key(spoken),
        alpha=({1: 0, 0: 1}.get(rank, rank), plain),
    )


def ordered(index: Sequence[Line], order: str) -> list[Line]:
    """The lines in ``kana`` order (kana, then A–Z) or in ``alpha`` order (A–Z, then kana); the rest last."""
    return sorted(index, key=lambda one: (one.kana if order == "kana" else one.alpha, one.label))


def initial(one: Line, order: str) -> str:
    """The letter of the index bar under which a line stands."""
    key = (one.kana if order == "kana" else one.alpha)[1]
    return letter(key[:1])


def letter(char: str) -> str:
    """The kana row, the Latin letter, or ``#`` for everything else."""
    if char and char.isascii() and char.isalpha():
        return char.upper()
    kana = hiragana(char)
    if kana and _ROW_STARTS[0] <= kana <= _LAST_KANA:
        return KANA[bisect.bisect_right(_ROW_STARTS, kana) - 1]
    return REST


def matching(index: Sequence[Line], text: str) -> list[Line]:
    """Lines one of whose names holds the text: kana finds kanji by the reading."""
    key = search_key(text)
    return [one for one in index if any(key in name for name in one.keys)] if key else list(index)


def categories(index: Iterable[Line]) -> dict[str, int]:
    """Every category with how many terms stand in it, in the order of the first term that has it."""
    counted: dict[str, int] = {}
    for one in index:
        for category in one.categories:
            counted[category] = counted.get(category, 0) + 1
    return counted
