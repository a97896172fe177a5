"""Normal forms of names, kana, and sentences with their offsets.

Two normal forms, not to be confused: ``identity`` merges names into one term, ``search_key`` only finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from glossgraph.model import Entry, Term

_SPACES_AND_HYPHENS = re.compile(r"[\s\-_‐-―−]+")
_WORD = re.compile(r"[^\W_]+")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆]")
_KANA_ONLY = re.compile(r"[\u3040-\u309f\u30a0-\u30ff・ー\s]+")
_BREAK_JA = re.compile(
    r"[。！？]+[」』）)]*|[!?]+(?=\s|$)|(?<=[ぁ-んァ-ヶ一-龠])[.．](?=\s|$)|\n(?=\s*(?:\n|[-*・•]\s))"
)
_CLOSING = {"(": ")", "（": "）", "「": "」", "『": "』"}
_BRACKET = re.compile(r"[(（「『)）」』]")
_BREAK_EN = re.compile(r"[.!?]+[\"'”’)]*(?=\s+[\"'“(\[]?[A-Z0-9`*]|\s*$)|[。！？]+")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|Inc|Ltd|Corp|Dr|Mr|Ms|St|No|Fig|al)|\b[A-Z])\.$")

_OPENS = re.compile(
    r"\s+(?:It|Its|They|Their|This|That|These|Those|The|An?|In|For|With|Unlike|When|While|As|However)\s"
)
"""A word that begins a sentence, so that "based on C." before it ends one."""
_ALONE = re.compile(r"[a-z,]\s[A-Z]\.$")
"""A letter behind a common word; behind a name it may be an initial."""


def term_id(name: str) -> str:
    """The id of a term: NFKC and casefold, runs of white space become ``-``, punctuation is kept."""
    return re.sub(r"\s+", "-", _fold(name).strip())


def compact(name: str) -> str:
    """NFKC and casefold, spaces and hyphens dropped."""
    return _SPACES_AND_HYPHENS.sub("", _fold(name))


def identity(name: str) -> str:
    """The form in which two names are one term: ``compact`` without a final long vowel."""
    folded = compact(name)
    return folded[:-1] if len(folded) > 2 and folded.endswith("ー") else folded


def search_key(name: str) -> str:
    """The form in which a name is looked up: as ``identity``, and katakana is hiragana, no long vowel counts."""
    return hiragana(identity(name)).replace("ー", "")


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else as it is."""
    return text.translate(_KATAKANA)


def sort_key(reading: str) -> tuple[int, str]:
    """Where a name stands in a glossary: kana in gojūon order first, then A–Z, then the rest."""
    key = hiragana(_fold(reading).strip())
    first = key[:1]
    rank = 0 if "\u3041" <= first <= "\u309f" else 1 if first.isascii() and first.isalpha() else 2
    plain = "".join(char for char in unicodedata.normalize("NFD", key) if char not in "\u3099\u309a")
    return rank, plain + "\x00" + key


def is_kana(text: str) -> bool:
    """Whether a text is written in kana alone."""
    return bool(_KANA_ONLY.fullmatch(text.strip())) and bool(text.strip())


def is_japanese(text: str) -> bool:
    """Whether a text holds kana or kanji."""
    return bool(_JAPANESE.search(text))


def join_lines(lines: list[str]) -> str:
    """Wrapped lines as one text: joined by nothing between Japanese characters, else by one space."""
    joined: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        if joined and not (_wide(joined[-1][-1]) and _wide(line[0])):
            joined.append(" ")
        joined.append(line)
    return "".join(joined)


def composed(text: str) -> tuple[str, Sequence[int]]:
    """A text in NFC, and where each of its offsets, the end included, stands in the text as it was given.

    Canonically equal texts give the same NFC; what is composed of several characters is never cut. Linear.
    """
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    pieces, offsets = [], []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        offsets += [start, *[end] * (len(piece) - 1)]
    return "".join(pieces), [*offsets, len(text)]


def sentences(text: str, lang: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence, white space at its ends left out, in Unicode code points.

    Nothing is cut inside a pair of brackets; a bracket without a partner counts as nothing.
    """
    spans, start, at, last = [], 0, 0, len(text.rstrip())
    inside = _bracketed(text)
    for match in (_BREAK_JA if lang == "ja" else _BREAK_EN).finditer(text):
        while at < len(inside) and inside[at][1] <= match.start():
            at += 1
        if at < len(inside) and inside[at][0] < match.start():
            continue
        if (
            lang != "ja"
            and match.end() < last
            and _ABBREVIATION.search(text, max(start, match.end() - 12), match.end())
            and not (_ALONE.search(text, max(start, match.end() - 4), match.end()) and _OPENS.match(text, match.end()))
        ):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for trimmed in (_trim(text, *span) for span in spans) if trimmed[0] < trimmed[1]]


def names_of(terms: Iterable[Term]) -> Iterator[tuple[str, str, str, str]]:
    """Rows of a graph's names table: (search key, kind, name, term id); kind is label, alias or reading."""
    for term in terms:
        named = dict.fromkeys(term.aliases, "alias")
        named.update(dict.fromkeys((*term.labels.values(), term.label), "label"))
        for name, kind in named.items():
            yield search_key(name), kind, name, term.id
        if term.reading:
            yield search_key(term.reading), "reading", term.reading, term.id


def told_apart(entry: Entry) -> str:
    """What tells an entry from others of its name, as it is compared: an abbreviation's long form, else its reading.

    Long forms count in the entry's own language: ``DSL (Digital Subscriber Line)``, ``DSL (ドメイン固有言語)``.
    """
    if entry.term.isupper() and entry.term.isascii():
        long = (alias for alias in entry.aliases if len(alias) > len(entry.term))
        spelled = next((alias for alias in long if is_japanese(alias) == (entry.lang == "ja")), "")
        if spelled:
            return search_key(spelled)
    return search_key(entry.reading or "")


def abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` can be read out of ``long``: ``RBAC``, ``cgroup``, ``i18n``, ``XSS`` (x is "cross").

    One in capitals needs its letters in order and the first at a word's start, after Schwartz and Hearst, "A
    simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003; another
    one also the initial of every word.
    """
    letters = "".join(char for char in _fold(short) if char.isalnum())
    spelled = re.sub(r"\bcross\b", "x", _fold(long))
    words = _WORD.findall(spelled)
    if not (letters.isascii() and 2 <= len(letters) <= 10) or len(long) <= len(short) or len(short.split()) > 1:
        return False
    number = re.fullmatch(r"([a-z])(\d+)([a-z])", letters)
    if number and len(words) == 1 and words[0].startswith(number[1]) and words[0].endswith(number[3]):
        return len(words[0]) == int(number[2]) + 2
    if len(words) > 1 and _takes_every_word(letters, words):
        return True
    capitals = sum(char.isupper() or char.isdigit() for char in short)
    plural = letters[:-1] if short.endswith("s") and len(letters) > 2 else letters
    return capitals > 1 and any(_in_order(form, spelled) for form in {letters, plural})


def _in_order(letters: str, text: str) -> bool:
    at = len(text)
    for char in reversed(letters[1:]):
        at = text.rfind(char, 0, at)
        if at < 0:
            return False
    starts = (match.start() for match in _WORD.finditer(text, 0, at))
    return any(text[start] == letters[0] for start in starts)


def _takes_every_word(letters: str, words: Iterable[str]) -> bool:
    reached = {0}
    for word in words:
        reached = {end for start in reached for end in _ends(letters, start, word)}
    return len(letters) in reached


def _ends(letters: str, start: int, word: str) -> Iterator[int]:
    """Where letters that begin with a word's initial may leave that word."""
    at, end = 0, start
    while letters[start : start + 1] == word[0] and end < len(letters) and (at := word.find(letters[end], at) + 1):
        end += 1
        yield end


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of the shortest pieces of a text that no composition joins."""
    start = 0
    for at, char in enumerate(text):
        alone = unicodedata.normalize("NFC", char)
        if at == start or unicodedata.combining(alone[0]):
            continue
        last = unicodedata.normalize("NFC", text[start:at])[-1]
        if unicodedata.normalize("NFC", last + char) == last + alone:
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _bracketed(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, each from its opening to its closing one, ascending."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        char = match.group()
        if char in _CLOSING:
            opened.append((_CLOSING[char], match.start()))
        elif opened and opened[-1][0] == char:
            start = opened.pop()[1]
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.start()))
    return pairs
