"""Whether a known name is something else there: a verb (ブロックする), an opposite (非可逆圧縮), a suffix (宣言型)."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from glossgraph.extract.ja.lexicon import lexicon
from glossgraph.extract.ja.tokens import Token
from glossgraph.extract.names import Mention, Names
from glossgraph.model import Entry
from glossgraph.text import compact, is_japanese

_KATAKANA = re.compile(r"[ァ-ヶー]+")
_NOUNS = frozenset("NSUHF")
_LONGER = 2
"""So many more words in katakana without a space make it another name: ドメインネームシステム."""


def is_everyday(mention: Mention, text: str, items: Sequence[Token], entry: Entry, names: Names) -> bool:
    """Whether a mention in a sentence of an entry, with the sentence's tokens, is none."""
    start, end = mention.start, mention.end
    first = bisect.bisect_left(items, start, key=lambda token: token.start)
    after = bisect.bisect_left(items, end, key=lambda token: token.start)
    before = items[first - 1] if first and items[first - 1].end == start else None
    behind = items[after] if after < len(items) and items[after].start == end else None
    return (
        (before is not None and before.surface in lexicon().words["turning"])
        or (behind is not None and _is_stem(items[first:after], behind))
        or (before is not None and _is_suffix(mention, text, before, names))
        or _is_piece(mention, text, items)
        or not names.senses.fits(mention.term.id, text[start:end], entry)
    )


def _is_stem(named: Sequence[Token], behind: Token) -> bool:
    """``ブロックする``, ``再帰的``: what stands behind makes another word of it."""
    alone = len(named) == 1 and named[0].code == "S" and bool(_KATAKANA.match(named[0].surface))
    return (alone and behind.code == "V" and behind.lemma in lexicon().words["light"]) or (
        behind.surface in lexicon().words["making"]
    )


def _is_suffix(mention: Mention, text: str, before: Token, names: Names) -> bool:
    """A name of one character behind a noun, unless its own definition puts the two together: データ型, not 宣言型."""
    name = text[mention.start : mention.end]
    if len(name) > 1 or not is_japanese(name) or before.code not in _NOUNS:
        return False
    whole = compact(before.surface + name)
    return not any(whole in compact(definition) for definition in names.senses.own.get(mention.term.id, ()))


def _is_piece(mention: Mention, text: str, items: Sequence[Token]) -> bool:
    """Whether a name is a part of a longer one that is spelled out in katakana."""
    around = next((run for run in _KATAKANA.finditer(text) if run.start() <= mention.start < run.end()), None)
    if around is None or mention.end > around.end() or around.span() == (mention.start, mention.end):
        return False
    rest = (token for token in items if not mention.start <= token.start < mention.end)
    return sum(around.start() <= token.start < around.end() for token in rest) >= _LONGER
