"""Romaji as kana, so that a reading is found from a keyboard without kana: ``ryoushika`` is りょうしか."""

from __future__ import annotations

import re
import unicodedata

_VOWELS = "aiueo"
_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ", "t": "たちつてと",
    "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも",
    "r": "らりるれろ",
}  # fmt: skip
_SINGLE = {
    "ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "we": "うぇ", "wi": "うぃ", "shi": "し", "chi": "ち",
    "tsu": "つ", "fu": "ふ", "ji": "じ", "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ", "va": "ゔぁ",
    "vi": "ゔぃ", "vu": "ゔ", "ve": "ゔぇ", "vo": "ゔぉ", "ja": "じゃ", "ju": "じゅ", "jo": "じょ", "je": "じぇ",
    "thi": "てぃ", "dhi": "でぃ", "she": "しぇ", "che": "ちぇ",
}  # fmt: skip
_YOON = "kgnhbpmrszt"
_DOUBLED = re.compile(r"([aiueo])\1+")
_LATIN = re.compile(r"[a-z'\- ]{2,60}")


def _table() -> dict[str, str]:
    table = {row + vowel: kana for row, line in _ROWS.items() for vowel, kana in zip(_VOWELS, line, strict=True)}
    for row in _YOON:
        table |= {f"{row}y{vowel}": table[f"{row}i"] + small for vowel, small in zip("auo", "ゃゅょ", strict=True)}
    for row, kana in (("sh", "し"), ("ch", "ち")):
        table |= {row + vowel: kana + small for vowel, small in zip("auo", "ゃゅょ", strict=True)}
    return table | _SINGLE | {"-": "ー", "n": "ん", "n'": "ん"}


_TABLE = _table()


def kana(text: str) -> list[str]:
    """The kana that romaji may stand for, doubled vowels as written and as long ones; none where it is no romaji."""
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text.casefold()).replace("ō", "ou"))
    plain = "".join(c for c in marked if not unicodedata.combining(c))
    if not _LATIN.fullmatch(plain):
        return []
    plain = plain.replace(" ", "")
    found = (_read(form) for form in (plain, _DOUBLED.sub(r"\1", plain), plain.replace("ou", "o")))
    return list(dict.fromkeys(form for form in found if form))


def _read(text: str) -> str:
    said, at = "", 0
    while at < len(text):
        if text[at : at + 2] in ("mb", "mp", "mm"):
            said, at = said + "ん", at + 1
        elif (text[at + 1 : at + 2] == text[at] and text[at] not in "aiueon") or text[at : at + 3] == "tch":
            said, at = said + "っ", at + 1
        else:
            length = next((size for size in (3, 2, 1) if text[at : at + size] in _TABLE), 0)
            if not length:
                return ""
            said, at = said + _TABLE[text[at : at + length]], at + length
    return said
