"""What glossgraph tells people when something is wrong: English in the code, Japanese beside it in messages.ja.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


class Message(str):
    """A text in English that knows what it was made of, so that it can be said in another language too.

    ``template`` has ``{placeholders}`` for ``values``, which may be messages themselves. It stands wherever a
    text can, and is still a message in ``str(error)``.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:
        """The template in English, its placeholders filled in."""
        values = {name: value if isinstance(value, (str, int, float)) else str(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.template, self.values)


def told(text: str, lang: str) -> str:
    """A text in a language, where it is a message that the language has; else as it is."""
    if not isinstance(text, Message) or lang == "en":
        return f"{text}"
    values = {name: told(value, lang) if isinstance(value, str) else value for name, value in text.values.items()}
    return catalogue(lang).get(text.template, text.template).format(**values)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """The templates of a language by the English ones."""
    source = files("glossgraph").joinpath(f"messages.{lang}.toml").read_text(encoding="utf-8")
    return {english: str(other) for english, other in tomllib.loads(source).items()}


def _made(template: str, values: dict[str, Any]) -> Message:
    return Message(template, **values)
