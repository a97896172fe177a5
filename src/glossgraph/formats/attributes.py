"""How a graph's attributes are written as XML attributes that hold only numbers, truth values and text.

Lists and objects become JSON text; None is left out. A character that XML cannot carry (a control character)
is written as ``\\uXXXX`` in text and in JSON alike; so is a backslash before such a group, which makes it
reversible. ``unpack`` undoes it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from glossgraph.formats.fields import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

IN_JSON = frozenset({"labels", "aliases", "categories", "definitions", "evidence", "relations", "entries"})
"""The attributes that are lists or objects."""

_ILLEGAL = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
_ESCAPED = re.compile(rf"{_ILLEGAL}|\\(?=u[0-9a-f]{{4}})")
_CONTROL = re.compile(_ILLEGAL)
_GROUP = re.compile(r"\\u([0-9a-f]{4})")


def pack(attributes: Mapping[str, Any]) -> dict[str, str | float | bool]:
    """Attributes as XML can hold them."""
    return {name: _packed(value) for name, value in attributes.items() if value is not None}


def unpack(attributes: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Attributes as they were. Raises InputError where JSON was expected and is broken."""
    return {name: _unpacked(name, value, source) for name, value in attributes.items()}


def escape(text: str) -> str:
    """Text without the characters that XML cannot carry."""
    return _ESCAPED.sub(_code, text)


def unescape(text: str) -> str:
    """What ``escape`` was given."""
    return _GROUP.sub(lambda found: chr(int(found[1], 16)), text)


def _packed(value: Any) -> str | float | bool:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, (bool, int, float)):
        return value
    return _CONTROL.sub(_code, json.dumps(value, ensure_ascii=False, allow_nan=False))


def _unpacked(name: str, value: Any, source: str) -> Any:
    if not isinstance(value, str):
        return value
    return decode(value, source) if name in IN_JSON else unescape(value)


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
