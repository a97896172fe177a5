"""Values out of JSON records, each checked, with errors that say which record of which file is wrong."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from glossgraph.errors import InputError
from glossgraph.messages import Message

_MOST = 2**31 - 1
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def decode(text: str, source: str, line: int | None = None) -> Any:
    """Parse JSON. Raises InputError for what is no JSON, NaN, Infinity and half characters included."""
    try:
        value = json.loads(text, parse_constant=_no_number)
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except UnicodeEncodeError as exc:
        raise InputError(Message("is not JSON that can be read: an escape is half a character"), source, line) from exc
    except json.JSONDecodeError as exc:
        at = line if line is not None else exc.lineno
        raise InputError(
            Message("is not JSON: {msg} at column {colno}", msg=exc.msg, colno=exc.colno), source, at
        ) from exc
    except ValueError as exc:
        raise InputError(Message("is not JSON: {exc}", exc=exc), source, line) from exc
    except RecursionError as exc:
        raise InputError(Message("is not JSON that can be read: it is nested too deep"), source, line) from exc


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


@dataclass(frozen=True, slots=True)
class Fields:
    """A record's values by name. ``where`` names the record in messages, ``line`` its line, if it has one."""

    record: Any
    where: str
    source: str
    line: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.record, Mapping):
            self.fail(Message("must be an object, not {shown}", shown=_shown(self.record)))

    def fail(self, message: str) -> NoReturn:
        """Raise InputError that names this record."""
        where = Message("{where}: {what}", where=self.where, what=message) if self.where else message
        raise InputError(where, self.source, self.line)

    def optional(self, name: str) -> str | None:
        """A text, or None where it is missing or null."""
        value = self.record.get(name)
        return None if value is None else self._text(name, value)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self.optional(name)
        if value is None and default is None:
            self.fail(Message('"{name}" is missing', name=name))
        return value if value is not None else default or ""

    def texts(self, name: str) -> list[str]:
        """A list of texts, empty where it is missing or null."""
        return [self._text(name, value) for value in self.items(name)]

    def items(self, name: str) -> list[Any]:
        """A list, empty where it is missing or null."""
        value = self.record.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fail(Message('"{name}" must be a list, not {shown}', name=name, shown=_shown(value)))
        return value

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        value = self.record.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fail(Message('"{name}" must be true or false, not {shown}', name=name, shown=_shown(value)))
        return value

    def whole(self, name: str) -> int:
        """A whole number of 0 to 2³¹ - 1; 0 where it is missing or null."""
        value = self.record.get(name)
        return 0 if value is None else self._whole(name, value)

    def share(self, name: str) -> float:
        """A number in [0, 1], which must be there."""
        value = self.record.get(name)
        if value is None:
            self.fail(Message('"{name}" is missing', name=name))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1 or math.isnan(value):
            self.fail(Message('"{name}" must be a number from 0 to 1, not {shown}', name=name, shown=_shown(value)))
        return float(value)

    def span(self, name: str, within: str | None) -> tuple[int, int] | None:
        """[start, end) into a text, or None where it is missing or null."""
        value = self.record.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:
            self.fail(Message('"{name}" must be [start, end], not {shown}', name=name, shown=_shown(value)))
        start, end = (self._whole(name, part) for part in value)
        if within is None or not start < end <= len(within):
            length = (
                Message("there is none") if within is None else Message("it has {count} characters", count=len(within))
            )
            self.fail(
                Message(
                    '"{name}" {shown} is no span of the sentence: {length}',
                    name=name,
                    shown=_shown(value),
                    length=length,
                )
            )
        return start, end

    def _whole(self, name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
            self.fail(Message('"{name}" must be a whole number from 0, not {shown}', name=name, shown=_shown(value)))
        return value

    def _text(self, name: str, value: Any) -> str:
        if not isinstance(value, str):
            self.fail(Message('"{name}" must be text, not {shown}', name=name, shown=_shown(value)))
        return value


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"
