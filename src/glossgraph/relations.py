"""Loads a vocabulary: the relation types that the edges of a graph may have."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from glossgraph.errors import InputError
from glossgraph.messages import Message
from glossgraph.model import Lang, RelationType
from glossgraph.shipped import graph_file

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACES = re.compile(r"(\{[xy]\})")


@cache
def shipped() -> tuple[RelationType, ...]:
    """The vocabulary that travels with glossgraph, in the order of its file."""
    return load(graph_file("relations.toml"))


def load(path: Path) -> tuple[RelationType, ...]:
    """Read a vocabulary file (TOML, one table a relation type).

    Raises InputError when the file cannot be read, an id is not ``[a-z][a-z0-9_]{0,39}`` or a label
    is missing.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise InputError(Message("cannot be read ({why})", why=exc.strerror or exc), str(path)) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise InputError(Message("is not a vocabulary in TOML: {exc}", exc=exc), str(path)) from exc
    try:
        return tuple(from_record({"id": name, **table}) for name, table in data.items())
    except (ValueError, TypeError) as exc:
        raise InputError(str(exc), str(path)) from exc


def merged(types: Iterable[RelationType], more: Iterable[RelationType]) -> tuple[RelationType, ...]:
    """Both vocabularies as one; of a type in both, the second's."""
    return tuple({kind.id: kind for kind in (*types, *more)}.values())


def plain(name: str) -> RelationType:
    """A relation type that is known by its id alone, as an imported file may bring it."""
    words = name.replace("_", " ")
    backwards, turned = f"← {words}", dict.fromkeys(("ja", "en"), f"{{y}} {words} {{x}}")
    return from_record(
        {
            "id": name,
            "label": {"ja": words, "en": words},
            "inverse": {"ja": backwards, "en": backwards},
            "inverse_sentence": turned,
        }
    )


def identifier(name: str) -> str:
    """The id that a relation name of an imported file becomes: that of a shipped type by its label or other names, else
    one of its own letters; raises ValueError when it cannot be one."""
    if known := _by_name().get(_folded(name)):
        return known
    made = re.sub(r"[\s\-]+", "_", name.strip().casefold())
    if not ID.fullmatch(made):
        raise ValueError(
            Message(
                "the relation name {name!r} cannot become an id: use letters a–z, digits and underscores, "
                "or a label such as を利用",
                name=name,
            )
        )
    return made


def meant(name: str, types: Iterable[RelationType]) -> str | None:
    """The id of the type that a person calls so, by its id, its labels or the other names of a shipped one, in either
    language and any case; None where it is none of ``types``."""
    wanted, known = _folded(name), {kind.id: kind for kind in types}
    for kind in known.values():
        if wanted in {kind.id, kind.id.replace("_", " "), *map(_folded, kind.label.values())}:
            return kind.id
    return found if (found := _by_name().get(wanted)) in known else None


@cache
def _by_name() -> dict[str, str]:
    """The shipped types by what a person may call them, read forwards."""
    tables = tomllib.loads(graph_file("relations.toml").read_text(encoding="utf-8"))
    named = ((kind, name) for kind, table in tables.items() for name in (*table["label"].values(), *table["names"]))
    return {_folded(name): kind for kind, name in named}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def from_record(record: Mapping[str, Any]) -> RelationType:
    """A relation type from a table of a vocabulary file or of the exchange JSON."""
    name = record["id"]
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise ValueError(Message("the relation id {name!r} is not [a-z][a-z0-9_]{{0,39}}", name=name))
    label, inverse = _texts(record, "label"), _texts(record, "inverse")
    sentence = _texts(record, "sentence", _patterns(label))
    backwards = _patterns(inverse)
    return RelationType(
        id=name,
        label=label,
        inverse=inverse,
        sentence=sentence,
        inverse_sentence=_texts(record, "inverse_sentence", backwards),
        symmetric=bool(record.get("symmetric", False)),
        color=str(record.get("color", "#888888")),
        skos=record.get("skos"),
        cues=_cues(record),
    )


def to_record(kind: RelationType) -> dict[str, Any]:
    """A relation type as the exchange JSON writes it."""
    cues = {"cues": {lang: list(found) for lang, found in kind.cues.items()}} if kind.cues else {}
    return {
        "id": kind.id,
        "label": dict(kind.label),
        "inverse": dict(kind.inverse),
        "sentence": dict(kind.sentence),
        "inverse_sentence": dict(kind.inverse_sentence),
        "symmetric": kind.symmetric,
        "color": kind.color,
        "skos": kind.skos,
        **cues,
    }


def says(kind: RelationType, x: str, y: str, lang: Lang, *, backwards: bool = False) -> str:
    """The relation as a sentence that reads from ``x`` to ``y``."""
    pattern = (kind.inverse_sentence if backwards else kind.sentence)[lang]
    return "".join({"{x}": x, "{y}": y}.get(piece, piece) for piece in _PLACES.split(pattern))


def _patterns(label: Mapping[str, str]) -> dict[str, str]:
    """Sentences made of a label: a Japanese one stands behind the object, any other between the two."""
    between = {lang: f"{{x}} {text} {{y}}" for lang, text in label.items()}
    japanese = not label["ja"][:1].isascii()
    return between | ({"ja": f"{{x}}は{{y}}{label['ja']}"} if japanese else {})


def _cues(record: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    cues = record.get("cues") or {}
    if not isinstance(cues, Mapping) or not set(cues) <= {"ja", "en"}:
        raise ValueError(Message("relation {name!r}: 'cues' must give lists of words for ja or en", name=record["id"]))
    for found in cues.values():
        if not isinstance(found, list) or not all(isinstance(cue, str) and cue.count("{y}") == 1 for cue in found):
            raise ValueError(
                Message('relation {name!r}: each cue must hold {{y}} once, for example "hits {{y}}"', name=record["id"])
            )
    return {lang: tuple(found) for lang, found in sorted(cues.items())}


def _texts(record: Mapping[str, Any], field: str, default: dict[str, str] | None = None) -> dict[str, str]:
    texts = record.get(field, default)
    if not isinstance(texts, Mapping) or not all(isinstance(text, str) for text in texts.values()) or not texts:
        raise ValueError(
            Message("relation {name!r}: {field!r} must give a text for ja and en", name=record["id"], field=field)
        )
    some = next(iter(texts.values()))
    return {lang: texts.get(lang, some) for lang in ("ja", "en")}
