"""Answers in the forms that leave the program: lines of a terminal, Markdown, a JSON record."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from glossgraph.model.rows import edge_attributes
from glossgraph.query.explain import Telling, Told, counted, quote, tell, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossgraph.model import Answer, Filter, Hop, Lang, RelationType, Term

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&$])")


def to_lines(telling: Telling, lang: Lang) -> Iterator[str]:
    """An answer as lines of plain text, without control characters."""
    yield _plain(telling.headline)
    for note in telling.notes:
        yield _plain(note)
    for number, path in enumerate(telling.paths, 1):
        yield ""
        yield f"{number}. {_plain(path.line)}  ({counted('hops', len(path.steps), lang)})"
        for step in path.steps:
            for said in step.said:
                yield f"   {_plain(said.sentence)}  ({percent(said.confidence, lang)})"
                for item in said.quotes:
                    yield f"      {_plain(quote(item, lang))}"


def to_text(answer: Answer, vocabulary: Iterable[RelationType], lang: Lang) -> str:
    """An answer as plain text."""
    return "\n".join(to_lines(tell(answer, vocabulary, lang), lang))


def to_markdown(answer: Answer, vocabulary: Iterable[RelationType], lang: Lang) -> str:
    """An answer as Markdown, the quotes as numbered footnotes. Names and quotes show as they are, as text."""
    telling = tell(answer, vocabulary, lang)
    notes: dict[str, int] = {}
    lines = [f"**{_escaped(telling.headline)}**", ""]
    lines += [part for note in telling.notes for part in (_escaped(note), "")]
    for number, path in enumerate(telling.paths, 1):
        lines += [f"{number}. {_escaped(path.sentence)}", *_markdown_steps(path, notes, lang)]
    if notes:
        lines += ["", *(f"[^{number}]: {said}" for said, number in notes.items())]
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(answer: Answer) -> dict[str, Any]:
    """An answer as a record of plain values: no times, terms resolved, the same for the same question."""
    return {
        "x": _end(answer.x),
        "y": _end(answer.y),
        "filter": _filter(answer.filter),
        "ranking": answer.ranking,
        "over_mentions": answer.over_mentions,
        "closed": list(answer.closed),
        "paths": [
            {
                "cost": path.cost,
                "hops": len(path.hops),
                "terms": [_end(term) for term in path.terms],
                "steps": [_hop(hop) for hop in path.hops],
            }
            for path in answer.paths
        ],
        "help": None if answer.help is None else asdict(answer.help),
    }


def _markdown_steps(path: Told, notes: dict[str, int], lang: Lang) -> Iterator[str]:
    for step in path.steps:
        for said in step.said:
            marks = (notes.setdefault(_escaped(quote(item, lang)), len(notes) + 1) for item in said.quotes)
            cited = "".join(f"[^{mark}]" for mark in marks)
            yield f"   - {_escaped(said.sentence)} {cited}".rstrip()


def _end(term: Term) -> dict[str, Any]:
    return {"id": term.id, "label": term.label, "defined": term.defined}


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "x": hop.x.id,
        "y": hop.y.id,
        "relations": [
            {"source": relation.source, "target": relation.target, **edge_attributes(relation)}
            for relation in hop.relations
        ],
    }


def _filter(filter: Filter) -> dict[str, Any]:
    record = asdict(filter)
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in record.items()}


def percent(confidence: float, lang: Lang) -> str:
    """How sure a relation is, for people."""
    return text("confidence", lang, percent=round(100 * confidence))


def _plain(said: str) -> str:
    return _UNSEEN.sub(" ", said)


def _escaped(said: str) -> str:
    return _MARKUP.sub(r"\\\1", _plain(said))
