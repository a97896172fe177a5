"""The words that glossgraph says to people: ``texts.ja.toml`` and ``texts.en.toml`` beside the code that says them."""

from __future__ import annotations

import locale
import os
import tomllib
from functools import cache
from importlib.resources import files

from glossgraph.model import Lang


@cache
def load(package: str, lang: Lang) -> dict[str, str]:
    """The texts of a package in one language: key -> text with ``{placeholders}``."""
    source = files(package).joinpath(f"texts.{lang}.toml").read_text(encoding="utf-8")
    return {key: str(text) for key, text in tomllib.loads(source).items()}


def language_here() -> Lang:
    """The language of this machine's locale: Japanese where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"
