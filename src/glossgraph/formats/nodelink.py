"""A graph out of NetworkX node-link data, each part checked: what every format with a graph reader goes through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, cast, get_args

from glossgraph import relations
from glossgraph.errors import InputError
from glossgraph.formats.fields import Fields
from glossgraph.messages import Message
from glossgraph.model import FORMAT, Definition, Entry, Evidence, Graph, Relation, RelationType, Term
from glossgraph.model.graph import assemble
from glossgraph.model.records import Kind
from glossgraph.text import is_japanese, names_of

_FORMAT = re.compile(r"glossgraph/(\d{1,9})")
_KINDS = get_args(Kind)
_LANGUAGES = ("ja", "en")

Where = Callable[[str, int], str]
"""(list, position) -> how a message names that record."""


def to_graph(data: Any, source: str, where: Where = lambda name, at: f"{name}[{at}]") -> Graph:
    """The graph that node-link data hold; names are computed anew.

    A relation name becomes an id of the vocabulary. Raises InputError, naming the record, for a newer
    format, a repeated node or edge, an end that is no node, a relation name that cannot become an id, a
    confidence outside [0, 1], a span outside its sentence and anything of a wrong type.
    """
    whole = Fields(data, "", source)
    about = Fields(data.get("graph") or {}, "graph", source)
    check_format(about)
    if not whole.flag("directed", True):
        whole.fail(Message('"directed" must be true: relations have a direction'))
    terms = _terms(whole, source, where)
    types = _Types({kind.id: kind for kind in _vocabulary(about)})
    edges = list(_relations(whole, source, where, terms, types))
    entries = [_entry(Fields(item, where("entries", at), source)) for at, item in enumerate(whole.items("entries"))]
    return assemble(terms.values(), names_of(terms.values()), edges, entries, types.all())


def entries_of(graph: Graph, fail: Callable[[str], NoReturn]) -> Iterator[Entry]:
    """What a build from a graph reads: its entries, else its terms' definitions; ``fail`` when it has neither."""
    if graph.entries.num_rows:
        yield from graph.iter_entries()
        return
    found = False
    for term in graph.iter_terms():
        for item in term.definitions:
            found = True
            yield Entry(
                term=term.labels.get(item.lang, term.label),
                definition=item.text,
                reading=None if term.reading_derived else term.reading,
                aliases=term.aliases,
                categories=term.categories,
                lang="ja" if item.lang == "ja" else "en",
                glossary=item.glossary,
                source=item.glossary,
                line=item.line,
            )
    if not found:
        fail(Message("holds neither entries nor definitions to build from"))


def check_format(about: Fields) -> None:
    """Raise InputError for a graph of a newer or an unknown format; a graph of another program names none."""
    given = about.optional("format")
    if given is None:
        return
    version = _FORMAT.fullmatch(given)
    if version is None:
        about.fail(Message('"format" is {given!r}, which is none of glossgraph\'s', given=given))
    if int(version[1]) > int(FORMAT.rpartition("/")[2]):
        about.fail(
            Message(
                '"format" is {given!r}, newer than {format!r}: install a newer glossgraph', given=given, format=FORMAT
            )
        )


@dataclass(slots=True)
class _Types:
    """The vocabulary of a file, and the types that its edges add."""

    known: dict[str, RelationType]
    added: dict[str, RelationType] = field(default_factory=dict)

    def of(self, fields: Fields, name: str) -> RelationType:
        """The type that a relation name means; the shipped one or a plain one where the file defines none."""
        if name in self.known or name in self.added:
            return self.known.get(name) or self.added[name]
        try:
            made = relations.identifier(name)
        except ValueError as exc:
            fields.fail(str(exc))
        if made not in self.known and made not in self.added:
            shipped = {kind.id: kind for kind in relations.shipped()}
            self.added[made] = shipped.get(made) or relations.plain(made)
        return self.known.get(made) or self.added[made]

    def all(self) -> list[RelationType]:
        return [*self.known.values(), *(self.added[name] for name in sorted(self.added))]


def _vocabulary(about: Fields) -> Iterator[RelationType]:
    seen: set[str] = set()
    for at, record in enumerate(about.items("relations")):
        fields = Fields(record, f"graph.relations[{at}]", about.source)
        name = fields.text("id")
        if name in seen:
            fields.fail(Message("the relation {name!r} is given twice", name=name))
        seen.add(name)
        try:
            yield relations.from_record(fields.record)
        except (ValueError, TypeError, KeyError) as exc:
            raise InputError(Message("{where}: {what}", where=fields.where, what=str(exc)), about.source) from exc


def _terms(whole: Fields, source: str, where: Where) -> dict[str, Term]:
    if not isinstance(whole.record.get("nodes"), list):
        whole.fail(Message('"nodes" is missing: a graph has a list of nodes and a list of edges'))
    terms: dict[str, Term] = {}
    for at, record in enumerate(whole.items("nodes")):
        fields = Fields(record, where("nodes", at), source)
        term = _term(fields)
        if term.id in terms:
            fields.fail(Message("the id {id!r} is given twice", id=term.id))
        terms[term.id] = term
    return terms


def _term(fields: Fields) -> Term:
    name = fields.text("id")
    if not name:
        fields.fail(Message('"id" is empty'))
    definitions = tuple(
        _definition(Fields(item, f"{fields.where}.definitions[{at}]", fields.source))
        for at, item in enumerate(fields.items("definitions"))
    )
    label = fields.text("label", name) or name
    return Term(
        id=name,
        label=label,
        labels=_labels(fields),
        reading=fields.optional("reading") or None,
        reading_derived=fields.flag("reading_derived", False),
        aliases=tuple(fields.texts("aliases")),
        categories=tuple(fields.texts("categories")),
        defined=fields.flag("defined", bool(definitions)),
        definitions=definitions,
    )


def _labels(fields: Fields) -> dict[str, str]:
    given = Fields(fields.record.get("labels") or {}, f"{fields.where}.labels", fields.source)
    other = sorted(set(given.record) - set(_LANGUAGES))
    if other:
        given.fail(Message("labels are for ja and en, not for {other!r}", other=other[0]))
    return {lang: label for lang in _LANGUAGES if (label := given.optional(lang))}


def _definition(fields: Fields) -> Definition:
    text = fields.text("text")
    lang = fields.text("lang", "ja" if is_japanese(text) else "en")
    return Definition(fields.text("glossary", ""), lang, fields.whole("line"), text)


def _relations(whole: Fields, source: str, where: Where, terms: dict[str, Term], types: _Types) -> Iterator[Relation]:
    name = "edges" if whole.record.get("edges") is not None else "links"
    seen: set[tuple[str, str, str]] = set()
    for at, record in enumerate(whole.items(name)):
        edge = _relation(Fields(record, where(name, at), source), terms, types)
        fact = (edge.source, edge.relation, edge.target)
        if fact in seen:
            Fields(record, where(name, at), source).fail(
                Message("the edge {listed} is given twice", listed=" ".join(fact))
            )
        seen.add(fact)
        yield edge


def _relation(fields: Fields, terms: dict[str, Term], types: _Types) -> Relation:
    source, target = fields.text("source"), fields.text("target")
    for end in (source, target):
        if end not in terms:
            fields.fail(Message("the end {end!r} is no node", end=end))
    kind = types.of(fields, fields.optional("relation") or fields.text("key"))
    evidence = tuple(
        _evidence(Fields(item, f"{fields.where}.evidence[{at}]", fields.source))
        for at, item in enumerate(fields.items("evidence"))
    )
    if not evidence:
        fields.fail(
            Message('has no evidence: an edge quotes at least one, or {{"kind": "imported", "sentence": null}}')
        )
    if kind.symmetric and target < source:
        source, target = target, source
        evidence = tuple(replace(item, subject=item.object, object=item.subject) for item in evidence)
    return Relation(source, kind.id, target, fields.share("confidence"), evidence)


def _evidence(fields: Fields) -> Evidence:
    kind = fields.text("kind")
    if kind not in _KINDS:
        fields.fail(Message('"kind" must be one of {listed}, not {kind!r}', listed=", ".join(_KINDS), kind=kind))
    sentence = fields.optional("sentence") or None
    return Evidence(
        kind=cast("Kind", kind),
        glossary=fields.text("glossary", ""),
        entry=fields.text("entry", ""),
        lang=fields.text("lang", "ja" if is_japanese(sentence or "") else "en"),
        sentence=sentence,
        start=fields.whole("start"),
        subject=fields.span("subject", sentence),
        cue=fields.span("cue", sentence),
        object=fields.span("object", sentence),
        rule=fields.text("rule", ""),
        by=fields.optional("by") or None,
        at=fields.optional("at") or None,
    )


def _entry(fields: Fields) -> Entry:
    lang = fields.text("lang")
    if lang not in _LANGUAGES:
        fields.fail(Message('"lang" must be ja or en, not {lang!r}', lang=lang))
    return Entry(
        term=fields.text("term"),
        definition=fields.text("definition", ""),
        reading=fields.optional("reading") or None,
        aliases=tuple(fields.texts("aliases")),
        categories=tuple(fields.texts("categories")),
        lang="ja" if lang == "ja" else "en",
        id=fields.optional("id") or None,
        glossary=fields.text("glossary", ""),
        source=fields.text("source", ""),
        line=fields.whole("line"),
    )
