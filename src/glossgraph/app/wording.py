"""The words of a page, in the language that its address asks for."""

from __future__ import annotations

import os
from typing import get_args

import streamlit as st

from glossgraph import texts
from glossgraph.app import location
from glossgraph.model import Lang

LANGUAGES: tuple[Lang, ...] = get_args(Lang)
OWN_NAMES = {"ja": "日本語", "en": "English"}
"""What each language calls itself."""


class Texts:
    """Looks words up by key. ``t("explore.size", terms=3)`` fills in ``{terms}``; an unknown key is a KeyError."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._words = texts.load("glossgraph.app", lang)

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for a key, filled in."""
        text = self._words[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self._words

    def count(self, key: str, n: int, **values: object) -> str:
        """Words that count things: ``key_one`` for 1 where the language has it, else ``key``."""
        single = f"{key}_one"
        return self(single if n == 1 and single in self._words else key, n=f"{n:,}", **values)


def current() -> Texts:
    """The words in the language of the address, else the one the app was started with, else the browser's."""
    return Texts(language())


def language() -> Lang:
    """The language of the page."""
    asked = location.one("lang") or os.environ.get("GLOSSGRAPH_LANG", "")
    if asked in LANGUAGES:
        return asked
    return "ja" if (st.context.locale or "").lower().startswith("ja") else "en"
