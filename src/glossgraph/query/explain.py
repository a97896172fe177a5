"""Answers in words: each path a sentence, each hop its relations in their true direction, quotes under them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from glossgraph import texts
from glossgraph.model import Joined
from glossgraph.relations import plain, says

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from glossgraph.model import Answer, Evidence, Help, Hop, Lang, Path, Relation, RelationType, Term

Arrow = Literal["→", "←", "↔"]
_WAYS_OUT = (
    "mentions",
    "more_hops",
    "other_direction",
    "any_direction",
    "lower_confidence",
    "other_relations",
    "other_glossaries",
    "avoided",
    "undefined",
    "hubs",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One relation of a hop as a sentence that reads from the hop's first term to its second.

    ``arrow`` shows the way the relation runs, ``label`` its name read that way along the arrow.
    """

    sentence: str
    relation: str
    label: str
    arrow: Arrow
    confidence: float
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One hop: the labels of its two terms and everything that is said of them, the deciding relation first."""

    x: str
    y: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One path: ``line`` with arrows, ``sentence`` in words, and its steps."""

    line: str
    sentence: str
    steps: tuple[Step, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Telling:
    """An answer in words: a headline, notes (what was used or would help) and the paths."""

    headline: str
    notes: tuple[str, ...]
    paths: tuple[Told, ...]


def tell(answer: Answer | Joined, vocabulary: Iterable[RelationType], lang: Lang) -> Telling:
    """An answer in words of one language; ``vocabulary`` is that of the answer's graph."""
    kinds = {kind.id: kind for kind in vocabulary}
    told = tuple(tell_path(path, kinds, lang) for path in answer.paths)
    if isinstance(answer, Joined):
        return Telling(_joined(answer, lang), tuple(_apart(answer, lang)), told)
    return Telling(_found(answer, lang), tuple(_notes(answer, lang)), told)


def tell_path(path: Path, kinds: Mapping[str, RelationType], lang: Lang) -> Told:
    """One path in words; ``kinds`` are relation types by id."""
    steps = tuple(step(hop, kinds, lang) for hop in path.hops)
    return Told(one_line(steps), _sentence(path, kinds, lang), steps, path.cost)


def step(hop: Hop, kinds: Mapping[str, RelationType], lang: Lang) -> Step:
    """One hop in words."""
    x, y = name(hop.x, lang), name(hop.y, lang)
    return Step(x, y, tuple(_said(hop, relation, kinds, lang) for relation in hop.relations))


def one_line(steps: Iterable[Step]) -> str:
    """The terms of a path with the relations between them: ``Ollama →[uses] llama.cpp →[runs on] CPU``."""
    pieces: list[str] = []
    for at in steps:
        arrows = (
            f"{arrow}[{', '.join(dict.fromkeys(one.label for one in said))}]"
            for arrow, said in groupby(at.said, lambda one: one.arrow)
        )
        pieces += [*([] if pieces else [at.x]), "".join(arrows), at.y]
    return " ".join(pieces)


def name(term: Term, lang: Lang) -> str:
    """What a term is called in a language."""
    return term.labels.get(lang) or term.label


def source(item: Evidence, lang: Lang) -> str:
    """Where evidence stands, and how it came about where that is not a text."""
    where = text("where" if item.glossary else "where_entry", lang, entry=item.entry, glossary=item.glossary)
    how = "" if item.kind == "text" else text(f"kind_{item.kind}", lang)
    who = text("by", lang, by=item.by) if item.by else ""
    return text("comma", lang).join(filter(None, (where, how, who)))


def quote(item: Evidence, lang: Lang) -> str:
    """Evidence in one line: the sentence as it was written, in quotation marks, and where it stands."""
    said = text("no_text", lang) if item.sentence is None else text("quote", lang, sentence=item.sentence)
    return f"{said} {source(item, lang)}"


def rankings(lang: Lang) -> dict[str, tuple[str, str]]:
    """Each ranking's name and the sentence that explains it, the default first."""
    names = ("default", "shortest", "specific", "evidenced")
    return {ranking: (text(f"ranking_{ranking}", lang), text(f"ranking_{ranking}_why", lang)) for ranking in names}


def text(key: str, lang: Lang, **values: object) -> str:
    """One of the texts of answers, its placeholders filled in."""
    return texts.load("glossgraph.query", lang)[key].format(**values)


def counted(key: str, n: int, lang: Lang, **values: object) -> str:
    """A text that counts something."""
    return text(f"{key}_one" if n == 1 else key, lang, n=n, **values)


def _said(hop: Hop, relation: Relation, kinds: Mapping[str, RelationType], lang: Lang) -> Said:
    kind = kind_of(kinds, relation)
    backwards = relation.source != hop.x.id
    arrow: Arrow = "↔" if kind.symmetric else "←" if backwards else "→"
    return Said(
        sentence=says(kind, name(hop.x, lang), name(hop.y, lang), lang, backwards=backwards),
        relation=relation.relation,
        label=kind.label[lang],
        arrow=arrow,
        confidence=relation.confidence,
        quotes=relation.evidence,
    )


def kind_of(kinds: Mapping[str, RelationType], relation: Relation) -> RelationType:
    """A relation's type; one that the vocabulary does not know is known by its id."""
    return kinds.get(relation.relation) or plain(relation.relation)


def _sentence(path: Path, kinds: Mapping[str, RelationType], lang: Lang) -> str:
    """The path's deciding relations in a row: a clause takes up the term that the one before ended with."""
    end, which, sentence = text("sentence_end", lang), text("which", lang), ""
    for hop in path.hops:
        relation = hop.relations[0]
        kind, backwards = kind_of(kinds, relation), relation.source != hop.x.id
        x, y = name(hop.x, lang), name(hop.y, lang)
        begins = (kind.inverse_sentence if backwards else kind.sentence)[lang].startswith("{x}")
        follows = bool(which and sentence) and begins and sentence.endswith(x)
        joint = text("sentence_and", lang) if follows else text("sentence_next", lang) if sentence else ""
        sentence += joint + says(kind, which if follows else x, y, lang, backwards=backwards)
    return sentence + end


def _found(answer: Answer, lang: Lang) -> str:
    x, y = name(answer.x, lang), name(answer.y, lang)
    if not answer.paths:
        return counted("none", answer.filter.hops, lang, x=x, y=y)
    if answer.shortest is not None:
        far = counted("hops", answer.filter.hops, lang)
        return counted("shortest", answer.shortest, lang, x=x, y=y, hops=far)
    return counted("found", len(answer.paths), lang, x=x, y=y)


def _joined(answer: Joined, lang: Lang) -> str:
    terms = text("comma", lang).join(name(term, lang) for term in answer.terms)
    if answer.paths:
        return counted("joined", len(answer.paths), lang, terms=terms)
    return counted("not_joined", answer.filter.hops, lang, terms=terms)


def _apart(answer: Joined, lang: Lang) -> Iterable[str]:
    yield from _used(answer, lang)
    if not answer.paths:
        for group in answer.groups:
            terms = text("comma", lang).join(name(term, lang) for term in group)
            yield text("group" if len(group) > 1 else "alone", lang, terms=terms)


def _used(answer: Answer | Joined, lang: Lang) -> Iterable[str]:
    if answer.over_mentions:
        yield counted("over_mentions", answer.filter.hops, lang)
    if answer.closed:
        terms = text("comma", lang).join(answer.closed)
        yield text("closed", lang, terms=terms, through=answer.filter.through)


def _notes(answer: Answer, lang: Lang) -> Iterable[str]:
    yield from _used(answer, lang)
    if answer.shortest is not None and len(answer.paths) < answer.shortest:
        yield counted("first_of", len(answer.paths), lang)
    if answer.help:
        yield from _help(answer.help, lang)


def _help(help: Help, lang: Lang) -> Iterable[str]:
    if help.distance is None:
        yield text("apart_not", lang)
    else:
        yield counted("apart", help.distance, lang)
        if help.distance_filtered is not None and help.distance_filtered != help.distance:
            yield counted("apart_filtered", help.distance_filtered, lang)
    ways = [way for way in _WAYS_OUT if getattr(help, way)]
    for way in ways:
        yield text(f"would_{way}", lang, n=help.looked + 1)
    if not ways and help.without_filter:
        yield text("would_without_filter", lang)
