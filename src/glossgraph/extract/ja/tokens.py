"""Japanese tokens by SudachiPy, of texts of any length, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from sudachipy.sudachipy import Dictionary, SplitMode, Tokenizer

from glossgraph.text import hiragana

LIMIT = 12_000
"""Code points given to SudachiPy at once: it refuses more than 49,149 bytes."""

_CUT = re.compile(r"[。！？、，\s]")
_DOTTED = re.compile(r"(?<![A-Za-z0-9_.])(?<!です|ます)\.(?=[A-Za-z])")
"""A dot that begins a name: ``.NET``, ``.env``; behind the end of a sentence it is a full stop."""
_CODES = {
    "助詞": "P",
    "助動詞": "X",
    "動詞": "V",
    "形容詞": "A",
    "形状詞": "H",
    "代名詞": "L",
    "連体詞": "R",
    "接頭辞": "E",
    "副詞": "B",
    "接続詞": "C",
    "空白": "W",
    "記号": "N",
    "感動詞": "I",
}
_SYMBOLS = {"括弧開": "O", "括弧閉": "Q", "読点": "T", "句点": "Z"}
_NOUNS = {"サ変可能": "S", "サ変形状詞可能": "S", "副詞可能": "D", "形状詞可能": "U", "助数詞可能": "K"}
_SUFFIXES = {"名詞的": "F", "形状詞的": "G", "動詞的": "V", "形容詞的": "A"}


class Token(NamedTuple):
    """One token: ``code`` is its part of speech in one letter, ``form`` its inflection, offsets in code points.

    Codes: N noun, S verbal noun, U noun that may be adjectival, K counter,
    D adverbial noun, M numeral, L pronoun, E prefix, F suffix, G suffix that makes an
    adjectival noun, H adjectival noun, V verb, A adjective, X auxiliary, P particle, R adnominal, B adverb,
    C conjunction, O and Q brackets, T comma, Z full stop, W white space, Y other symbol, I interjection.
    """

    surface: str
    code: str
    form: str
    lemma: str
    start: int
    end: int


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary().tokenizer(mode=SplitMode.C)


@cache
def _code(pos: tuple[str, ...]) -> tuple[str, str]:
    first, second, third = pos[0], pos[1], pos[2]
    if first == "名詞":
        code = "M" if second == "数詞" else _NOUNS.get(third, "N")
    elif first == "接尾辞":
        code = _SUFFIXES.get(second, "F")
    elif first == "補助記号":
        code = _SYMBOLS.get(second, "Y")
    else:
        code = _CODES.get(first, "Y")
    if code == "P":
        return code, second
    return code, pos[5].split("-")[0] if code in "VAX" else ""


def pieces(text: str) -> list[tuple[int, int]]:
    """A text cut into spans short enough for SudachiPy, at punctuation or white space where there is some."""
    spans, start = [], 0
    while len(text) - start > LIMIT:
        cut = start + LIMIT
        for match in _CUT.finditer(text, start + LIMIT // 2, start + LIMIT):
            cut = match.end()
        spans.append((start, cut))
        start = cut
    spans.append((start, len(text)))
    return spans


def tokens(text: str) -> list[Token]:
    """The tokens of a text of any length; their surfaces joined are the text."""
    found: list[Token] = []
    for start, end in pieces(text):
        for item in _tokenizer().tokenize(text[start:end]):
            code, form = _code(item.part_of_speech())
            first = start + item.begin()
            last = start + item.end()
            surface = text[first:last]
            if code in "NKSU" and not surface[:1].isalnum() and not any(map(str.isalnum, surface)):
                code = "Y"
            found.append(Token(surface, code, form, item.dictionary_form(), first, last))
    return list(_dotted(text, (token for token in found if token.start < token.end)))


def _dotted(text: str, found: Iterable[Token]) -> Iterator[Token]:
    """The tokens, a dot that begins a name joined to it: without a space before, SudachiPy takes it for a full stop."""
    dot: Token | None = None
    for token in found:
        if dot is not None:
            token = token._replace(surface=f".{token.surface}", lemma=f".{token.lemma}", start=dot.start)
            dot = None
        elif token.surface == "." and _DOTTED.match(text, token.start):
            dot = token
            continue
        yield token


def reading_of(text: str) -> str:
    """The kana reading of a name, in hiragana, as the dictionary derives it; letters without one stay as they are."""
    read = []
    for start, end in pieces(text):
        for item in _tokenizer().tokenize(text[start:end]):
            kana = item.reading_form()
            read.append(item.surface() if kana in ("", "キゴウ") else hiragana(kana))
    return "".join(read)
