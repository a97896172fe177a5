"""Whether a name in katakana is how a Latin one sounds: コンストラクター and *constructor*, by their consonants."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_ROWS = {
    "k": "カキクケコガギグゲゴ", "s": "サシスセソザジズゼゾ", "t": "タチツテトダヂヅデド", "n": "ナニヌネノン",
    "p": "ハヒフヘホバビブベボパピプペポヴ", "m": "マミムメモ", "r": "ラリルレロ",
}  # fmt: skip
_KANA = {ord(char): sound for sound, line in _ROWS.items() for char in line}
_SPELLED = [(re.compile(pattern), sound) for pattern, sound in (
    (r"[^a-z]", ""), (r"ph", "f"), (r"sh|th", "s"), (r"ch", "t"), (r"c(?=[eiy])|z|j", "s"), (r"x", "ks"),
    (r"ck|[cqg]", "k"), (r"d", "t"), (r"l", "r"), (r"[bfvh]", "p"), (r"[aeiouwy]", ""), (r"(.)\1+", r"\1"),
)]  # fmt: skip
_SILENT = re.compile(r"r(?![aeiouwy])")
_ALIKE = 0.65
"""The least share of consonants in common, twice over all; long vowels hide an r: サーバー is s-p, *server* s-r-p-r."""


def sounds_like(kana: str, latin: str) -> bool:
    """Whether a Latin name is spelled about as a katakana one is read."""
    said, spelled = _of_kana(kana), _of_latin(latin.lower())
    return min(len(said), len(spelled)) > 1 and SequenceMatcher(None, said, spelled, False).ratio() >= _ALIKE


def sounds_the_same(kana: str, latin: str) -> bool:
    """Whether a katakana name has just the consonants of a Latin one, an r that no vowel follows left out or not."""
    low = latin.lower()
    return len(_of_kana(kana)) > 1 and _of_kana(kana) in (_of_latin(low), _of_latin(_SILENT.sub("", low)))


def _of_latin(low: str) -> str:
    for pattern, sound in _SPELLED:
        low = pattern.sub(sound, low)
    return low


def _of_kana(kana: str) -> str:
    folded = unicodedata.normalize("NFKC", kana)
    sounds = "".join(_KANA.get(ord(char), "") for char in folded)
    return re.sub(r"(.)\1+", r"\1", sounds)
