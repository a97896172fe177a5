"""What a heading says: the headword, and what the brackets behind it are.

``LoRA (ローラ)`` a reading; ``Text Generation Inference (TGI)`` an abbreviation; ``Quantization (量子化)`` the
name in the other language; ``Python (言語)`` a word that tells homonyms apart and stays in the headword.
Several brackets and lists in one (``巻き上げ、ホイスティング``) are taken one by one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from glossgraph.shipped import graph_file
from glossgraph.text import abbreviates, hiragana, identity, is_japanese, is_kana

_OPEN, _CLOSE = "(（", ")）"
_MOST_BRACKETS = 4
_SEPARATOR = re.compile(r"\s*[、，,;；／]\s*|/(?=[\u3041-\u30ff])")
_KANA_SIGNS = str.maketrans("", "", "・＝=‐-'’. ")
_KANA_RUN = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]+")
_SENSE = re.compile(r"[\[［【][^\]］】]*[\]］】]")
"""A word that tells homonyms apart in square brackets, which is not read: ``配列[プログラミング]``."""
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々]")
_NUMBER = re.compile(r"\d[\d.,\-–〜~]*\s*[年月日版代世紀]*(?:\s*[-–〜~].*)?")
_PARTICLE = re.compile(r"[^\u3041-\u309f][はがを]|を$")
_COLON = re.compile(r"([^\s:：]+)\s*[:：]\s+(.+)")

What = Literal["reading", "alias", "homonym", "nothing"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A headword as an entry has it, its reading and its other names."""

    term: str
    reading: str | None = None
    aliases: tuple[str, ...] = ()


@cache
def words() -> dict[str, Any]:
    """The word lists of graph/headings.toml."""
    lists = tomllib.loads(graph_file("headings.toml").read_text(encoding="utf-8"))
    lists["homonyms"] = {
        identity(word): {identity(name) for name in names} for word, names in lists["homonyms"].items()
    }
    found = sorted(lists["names"]["introductions"], key=len, reverse=True)
    pattern = "|".join(map(re.escape, found))
    lists["introduction"] = re.compile(rf"(?:{pattern})(?:\s*[:：]\s*|(?<=[a-z.])\s+)", re.IGNORECASE)
    return lists


def parse(text: str) -> Heading:
    """Read a heading. White space runs become one space, the text NFC; a heading without brackets is its headword."""
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    name, groups = split(whole)
    if not any(groups):
        return _long_form(name)
    found = _Found(name)
    kept = [group for group in groups if not found.take(group)]
    term = " ".join([name, *(f"({word})" for word in kept)])
    if len(kept) == len(groups) and whole.isascii():
        term = whole
    aliases = tuple(alias for alias in dict.fromkeys(found.aliases) if alias != term)
    return Heading(term, found.reading, aliases)


def split(text: str) -> tuple[str, list[str]]:
    """The name and the contents of the brackets that end a heading, from left to right.

    An empty bracket counts only behind a space: ``printf()`` is a name, ``printf ()`` a heading without a reading.
    """
    groups: list[str] = []
    rest = text.rstrip()
    while rest and rest[-1] in _CLOSE and len(groups) < _MOST_BRACKETS:
        start = _opening(rest)
        inner = rest[start + 1 : -1].strip()
        if start <= 0 or (not inner and (groups or not rest[start - 1].isspace())):
            break
        groups.insert(0, inner)
        rest = rest[:start].rstrip()
    return rest, groups


def listed(group: str) -> list[str]:
    """The names that a bracket lists: ``巻き上げ、ホイスティング``."""
    return [part for part in _SEPARATOR.split(group) if part]


def plausible(reading: str, name: str) -> bool:
    """Whether kana can be how a name is read: the name's own kana stand in it, in order; no long vowel counts."""
    name = _SENSE.sub("", name)
    said, at = _sound(reading), 0
    for run in _KANA_RUN.findall(unicodedata.normalize("NFKC", name).replace("ー", "")):
        at = said.find(_sound(run), at)
        if at < 0:
            return False
        at += len(run)
    return True


def in_kana(text: str) -> bool:
    """Whether a bracket holds kana alone, half-width kana and the signs between parts of a name included."""
    return is_kana(unicodedata.normalize("NFKC", text).translate(_KANA_SIGNS))


def is_name(text: str) -> bool:
    """Whether words can be a name at all, and are no clause or sentence."""
    lists = words()["page"]
    latin = text.casefold().split()
    if not latin or any(char in text for char in "。、！？") or _PARTICLE.search(text):
        return False
    if is_japanese(text):
        return not text.endswith(tuple(lists["predicates"]))
    return not (set(latin) & set(lists["clauses"]) or (latin[0] in lists["openers"] and not text.isupper()))


@dataclass(slots=True)
class _Found:
    """What the brackets behind ``name`` have given so far."""

    name: str
    reading: str | None = None
    aliases: list[str] = field(default_factory=list)

    def take(self, group: str) -> bool:
        """Whether a bracket held names; else it tells homonyms apart."""
        word, inner = split(group)
        if inner:
            return self._take_nested(word, inner)
        parts = listed(group)
        if len(parts) < 2 or _abbreviate(self.name, group):
            return self._add(group, self._what(group))
        found = [(part, self._what(part)) for part in parts]
        if not any(what in ("reading", "alias") for _, what in found):
            return False
        for part, what in found:
            known = identity(part) in words()["homonyms"] and what == "homonym"
            self._add(part, "nothing" if known else what if what != "homonym" else "alias")
        return True

    def _take_nested(self, word: str, inner: list[str]) -> bool:
        """``シグネチャ (関数)``: another name with its own word against homonyms."""
        whole = " ".join([word, *(f"({part})" for part in inner)])
        if self.reading is None and in_kana(word) and plausible(word, self.name):
            self.reading = _as_reading(word)
        elif self._what(word) != "alias":
            return False
        self.aliases.append(whole)
        return True

    def _add(self, word: str, what: What) -> bool:
        if what == "reading":
            self.reading = self.reading or _as_reading(word)
        elif what == "alias":
            self.aliases.append(words()["introduction"].sub("", word, count=1) or word)
        return what != "homonym"

    def _what(self, word: str) -> What:
        if not word:
            return "nothing"
        if words()["introduction"].match(word):
            return "alias"
        translates = words()["homonyms"].get(identity(word))
        if (translates is not None and identity(self.name) not in translates) or _NUMBER.fullmatch(word):
            return "homonym"
        if in_kana(word):
            if self.reading is not None:
                return "homonym"
            return "reading" if plausible(word, self.name) else "alias"
        return "alias" if self._names_the_same(word) else "homonym"

    def _names_the_same(self, word: str) -> bool:
        if identity(word) == identity(self.name) or _abbreviate(self.name, word):
            return True
        if word.casefold().startswith(f"{self.name.casefold()} "):
            return True
        another = not any(is_japanese(alias) == is_japanese(word) for alias in self.aliases)
        return another and is_name(word) and bool(_script(word)) and _script(word) != _script(self.name)


def _long_form(whole: str) -> Heading:
    """``RTSP: Real-time streaming protocol``: an abbreviation and its long form; else the headword alone."""
    found = _COLON.fullmatch(whole)
    if found and abbreviates(found[1], found[2]):
        return Heading(found[1], None, (found[2],))
    return Heading(whole)


def _abbreviate(name: str, other: str) -> bool:
    return abbreviates(name, other) or abbreviates(other, name)


def _script(text: str) -> str:
    if is_japanese(text):
        return "kanji" if _KANJI.search(text) else "kana"
    return "latin" if any(char.isalpha() for char in text) else ""


def _opening(text: str) -> int:
    """Where the bracket opens that the last character closes, or -1."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            return at
    return -1


def _as_reading(word: str) -> str:
    return unicodedata.normalize("NFKC", word)


def _sound(kana: str) -> str:
    return hiragana(unicodedata.normalize("NFKC", kana)).replace("ー", "").translate(_KANA_SIGNS)
