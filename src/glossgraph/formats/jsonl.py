"""JSON Lines: one entry an object, ``id?, term, reading?, aliases?, category?, categories?, lang?, definition?``.

A ``term`` may carry brackets like a page's heading. Unknown fields are ignored, a wrong type is an error.
A list may be written as a text that holds a JSON list. A definition is taken as it is given, but for wrapped lines.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, cast

from glossgraph.formats.fields import Fields, decode
from glossgraph.formats.heading import parse
from glossgraph.formats.page import language
from glossgraph.messages import Message
from glossgraph.model import Entry, Lang
from glossgraph.text import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossgraph.formats.source import Source

_LANGUAGES = ("ja", "en")


def entries(source: Source) -> Iterator[Entry]:
    """The entries of a file. Raises InputError, naming the line, for one that is no entry."""
    for number, line in source.lines():
        if line.strip():
            yield _entry(source, number, line)


def _entry(source: Source, number: int, line: str) -> Entry:
    fields = Fields(decode(line, source.name, number), "", source.name, number)
    heading = parse(fields.text("term"))
    if not heading.term:
        fields.fail(Message('"term" is empty'))
    definition = join_lines((fields.optional("definition") or "").split("\n"))
    reading = _name(fields.optional("reading") or "") or None
    given = [_name(alias) for alias in _list(fields, "aliases")]
    parsed = [heading.reading] if reading and heading.reading and heading.reading != reading else []
    aliases = dict.fromkeys([*filter(None, given), *heading.aliases, *parsed])
    categories = dict.fromkeys(filter(None, map(_name, (*_list(fields, "category"), *_list(fields, "categories")))))
    return Entry(
        term=heading.term,
        definition=definition,
        reading=reading or heading.reading,
        aliases=tuple(alias for alias in aliases if alias != heading.term),
        categories=tuple(categories),
        lang=_language(fields) or language(definition or heading.term + (reading or "")),
        id=fields.optional("id") or None,
        glossary=source.glossary,
        source=source.name,
        line=number,
    )


def _language(fields: Fields) -> Lang | None:
    given = fields.optional("lang")
    if not given:
        return None
    short = given.casefold().replace("_", "-").partition("-")[0]
    if short not in _LANGUAGES:
        fields.fail(Message('"lang" must be ja or en, not {given!r}', given=given))
    return cast("Lang", short)


def _list(fields: Fields, name: str) -> list[str]:
    """A field that is one text or a list of texts, a JSON list in a text taken apart."""
    value = fields.record.get(name)
    texts = [fields.text(name)] if isinstance(value, str) else fields.texts(name)
    return [part for text in texts for part in _parts(text)]


def _parts(text: str) -> list[str]:
    if not (text.startswith("[") and text.endswith("]")):
        return [text]
    try:
        inner: Any = json.loads(text)
    except (ValueError, RecursionError):
        return [text]
    return inner if all(isinstance(part, str) for part in inner) else [text]


def _name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
