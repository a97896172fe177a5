"""Relations and their quotes as readable nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from glossgraph.app.prose import Node, button, el, swatch, table
from glossgraph.model import Evidence, Lang, Relation, RelationType, Term
from glossgraph.query import explain
from glossgraph.query.explain import name
from glossgraph.relations import plain, says

if TYPE_CHECKING:
    from glossgraph.app.wording import Texts

Kinds = Mapping[str, RelationType]


def kind_of(kinds: Kinds, relation: str) -> RelationType:
    """A relation's type; one that the vocabulary does not know is known by its id."""
    return kinds.get(relation) or plain(relation)


def link(term: Term, lang: Lang, act: str = "select") -> Node:
    """A term's name as a button that goes there."""
    return button({"act": act, "term": term.id}, name(term, lang))


def statement(kind: RelationType, x: Node, y: Node, lang: Lang, *, backwards: bool = False) -> Node:
    """The relation as a sentence that reads from ``x`` to ``y``, which may be links."""
    parts: list[Node] = []
    for piece in says(kind, "\x00x\x00", "\x00y\x00", lang, backwards=backwards).split("\x00"):
        parts.append({"x": x, "y": y}.get(piece, piece))
    return el("p", *(part for part in parts if part))


def quote(item: Evidence, t: Texts) -> Node:
    """A piece of evidence: the sentence as it was written, subject, cue and object marked, and where it stands."""
    where = el("span", explain.source(item, t.lang), cls="soft")
    if item.sentence is None:
        return el("blockquote", t("evidence.no_text"), " ", where)
    return el("blockquote", el("q", *marked(item), lang=item.lang), " ", where)


def marked(item: Evidence) -> list[Node]:
    """The quoted sentence in pieces, with its spans marked."""
    text = item.sentence or ""
    spans = [(span, cls) for span, cls in ((item.subject, ""), (item.cue, "cue"), (item.object, "")) if span]
    pieces: list[Node] = []
    at = 0
    for (start, end), cls in sorted(spans):
        if start < at or end > len(text) or start >= end:
            continue
        pieces += [text[at:start], el("mark", text[start:end], cls=cls)]
        at = end
    return [piece for piece in (*pieces, text[at:]) if piece]


def confidence(relation: Relation, t: Texts) -> Node:
    """How sure a relation is, in percent."""
    value = f"{round(relation.confidence * 100)}%"
    return el("span", value, cls="soft number", title=t("confidence.hint"))


def fact(relation: Relation, terms: Mapping[str, Term], kinds: Kinds, t: Texts, about: str = "") -> Node:
    """One relation with its quotes; read from the term ``about`` where it is one of the ends."""
    kind = kind_of(kinds, relation.relation)
    backwards = about == relation.target != relation.source
    first, second = (relation.target, relation.source) if backwards else (relation.source, relation.target)
    x: Node = el("strong", name(terms[first], t.lang)) if first == about else link(terms[first], t.lang)
    said = statement(kind, x, link(terms[second], t.lang), t.lang, backwards=backwards)
    line = el("div", said, confidence(relation, t), cls="spread")
    return el("li", line, *(quote(item, t) for item in relation.evidence))


def facts_table(relations: Iterable[Relation], terms: Mapping[str, Term], kinds: Kinds, t: Texts, caption: str) -> Node:
    """Relations as rows: subject, relation, object, confidence and the first quote."""
    heads = [t(f"table.{column}") for column in ("subject", "relation", "object", "confidence", "quote")]
    rows = []
    for relation in relations:
        kind = kind_of(kinds, relation.relation)
        said = next((item.sentence for item in relation.evidence if item.sentence), "")
        rows.append(
            (
                link(terms[relation.source], t.lang),
                el("td", swatch(kind.color, "bar"), " ", kind.label[t.lang], cls="relation"),
                link(terms[relation.target], t.lang),
                el("span", f"{round(relation.confidence * 100)}%", cls="number"),
                el("td", said, cls="quote"),
            )
        )
    return table(caption, heads, rows)
