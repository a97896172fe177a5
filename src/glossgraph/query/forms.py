"""Answers in the forms that leave the program as text: lines of a terminal, Markdown."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from glossgraph.model import Answer, Comparison, Joined, Neighbourhood
from glossgraph.query import surroundings
from glossgraph.query.explain import Said, Telling, Told, counted, name, quote, tell, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossgraph.model import Lang, RelationType

    Kinds = Mapping[str, RelationType]

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&$])")


def to_text(
    answer: Answer | Joined | Comparison | Neighbourhood, vocabulary: Iterable[RelationType], lang: Lang
) -> str:
    """An answer as plain text."""
    if isinstance(answer, Answer | Joined):
        return "\n".join(to_lines(tell(answer, vocabulary, lang), lang))
    kinds = {kind.id: kind for kind in vocabulary}
    if isinstance(answer, Comparison):
        return "\n".join(_compared(answer, kinds, lang))
    return "\n".join(_around(answer, kinds, lang))


def to_lines(telling: Telling, lang: Lang) -> Iterator[str]:
    """An answer as lines of plain text, without control characters."""
    yield _plain(telling.headline)
    for note in telling.notes:
        yield _plain(note)
    for number, path in enumerate(telling.paths, 1):
        yield ""
        yield f"{number}. {_plain(path.line)}  ({counted('hops', len(path.steps), lang)})"
        for step in path.steps:
            yield from _said(step.said, lang)


def to_markdown(answer: Answer | Joined | Comparison, vocabulary: Iterable[RelationType], lang: Lang) -> str:
    """An answer as Markdown, the quotes as numbered footnotes. Names and quotes show as they are, as text."""
    kinds = {kind.id: kind for kind in vocabulary}
    notes: dict[str, int] = {}
    if isinstance(answer, Comparison):
        lines = list(_markdown_table(answer, kinds, notes, lang))
    else:
        telling = tell(answer, kinds.values(), lang)
        lines = [f"**{_escaped(telling.headline)}**", ""]
        lines += [part for note in telling.notes for part in (_escaped(note), "")]
        for number, path in enumerate(telling.paths, 1):
            lines += [f"{number}. {_escaped(path.sentence)}", *_markdown_steps(path, notes, lang)]
    if notes:
        lines += ["", *(f"[^{number}]: {said}" for said, number in notes.items())]
    return "\n".join(lines).rstrip("\n") + "\n"


def _said(said: Iterable[Said], lang: Lang) -> Iterator[str]:
    for one in said:
        yield f"   {_plain(one.sentence)}  ({percent(one.confidence, lang)})"
        for item in one.quotes:
            yield f"      {_plain(quote(item, lang))}"


def _compared(found: Comparison, kinds: Kinds, lang: Lang) -> Iterator[str]:
    x, y = name(found.x, lang), name(found.y, lang)
    yield _plain(text("compared", lang, x=x, y=y))
    if said := surroundings.between(found, kinds, lang):
        yield from _said(said, lang)
    parts = surroundings.side_by_side(found, kinds, lang)
    if not found.shared:
        yield _plain(text("nothing_shared", lang, x=x, y=y))
    cells = [["", x, y]]
    for part in parts:
        cells += [[part.title], *([f"  {name(row.term, lang)}", row.x, row.y] for row in part.rows)]
    yield ""
    yield from _columns([[_plain(cell) for cell in row] for row in cells])


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of three cells under each other; a row of one cell stands by itself."""
    wide = [max((_width(row[at]) for row in rows if len(row) == 3), default=0) for at in range(3)]
    for row in rows:
        padded = (cell + " " * (wide[at] - _width(cell) + 2) for at, cell in enumerate(row))
        yield "".join(padded).rstrip()


def _width(cell: str) -> int:
    """How many places a text takes on a terminal: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in cell)


def _around(found: Neighbourhood, kinds: Kinds, lang: Lang) -> Iterator[str]:
    centre, *others = found.terms
    yield _plain(counted("around", len(others), lang, term=name(centre, lang)))
    if not found.complete:
        yield _plain(text("around_more", lang))
    for far, terms in surroundings.layers(found, lang):
        yield ""
        yield _plain(f"{far}: {text('comma', lang).join(name(term, lang) for term in terms)}")
    yield ""
    for step in surroundings.facts(found, kinds, lang):
        yield from _said(step.said, lang)


def _markdown_table(found: Comparison, kinds: Kinds, notes: dict[str, int], lang: Lang) -> Iterator[str]:
    x, y = name(found.x, lang), name(found.y, lang)
    yield f"**{_escaped(text('compared', lang, x=x, y=y))}**"
    yield ""
    for said in surroundings.between(found, kinds, lang):
        yield f"- {_cited(said, notes, lang)}"
    yield ""
    yield f"| | {_escaped(x)} | {_escaped(y)} |"
    yield "|---|---|---|"
    for part in surroundings.side_by_side(found, kinds, lang):
        yield f"| **{_escaped(part.title)}** | | |"
        for row in part.rows:
            yield f"| {_escaped(name(row.term, lang))} | {_escaped(row.x)} | {_escaped(row.y)} |"


def _markdown_steps(path: Told, notes: dict[str, int], lang: Lang) -> Iterator[str]:
    for step in path.steps:
        for said in step.said:
            yield f"   - {_cited(said, notes, lang)}"


def _cited(said: Said, notes: dict[str, int], lang: Lang) -> str:
    marks = (notes.setdefault(_escaped(quote(item, lang)), len(notes) + 1) for item in said.quotes)
    cited = "".join(f"[^{mark}]" for mark in marks)
    return f"{_escaped(said.sentence)} {cited}".rstrip()


def percent(confidence: float, lang: Lang) -> str:
    """How sure a relation is, for people."""
    return text("confidence", lang, percent=round(100 * confidence))


def _plain(said: str) -> str:
    return _UNSEEN.sub(" ", said)


def _escaped(said: str) -> str:
    return _MARKUP.sub(r"\\\1", _plain(said))
