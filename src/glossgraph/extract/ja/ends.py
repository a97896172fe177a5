"""From a noun phrase to the term that it names: generic heads name none, tails and modifiers are dropped."""

from __future__ import annotations

from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.tokens import Token
from glossgraph.extract.names import End, Names


class Ends:
    """Names the noun phrases of one sentence."""

    def __init__(self, names: Names, lexicon: Lexicon, tokens: list[Token]) -> None:
        self.names = names
        self.lexicon = lexicon
        self.words = lexicon.words
        self.tokens = tokens
        self.known: set[str] = set()
        self._found: dict[tuple[int, int], tuple[End, int, int] | None] = {}

    def of(self, noun: Phrase) -> tuple[End, int, int] | None:
        """The term of a noun phrase and where the name stands in the sentence; None where there is no concept."""
        key = (noun.first, noun.last)
        if noun.role == "na" or (
            noun.role in ("ni", "cop")
            and not noun.mods
            and (self.tokens[noun.last - 1].code == "G" or self._lone(noun))
        ):
            return None
        if key not in self._found:
            self._found[key] = self.named(*key)
        return self._found[key]

    def _lone(self, noun: Phrase) -> bool:
        return noun.last - noun.first == 1 and self.tokens[noun.first].code == "U"

    def is_generic(self, noun: Phrase) -> bool:
        """Whether a noun phrase only carries a clause or names no concept."""
        head = self.lexicon.heads.get(noun.text.strip(), frozenset()) or self.lexicon.heads.get(noun.head, frozenset())
        alone = noun.last - noun.first == 1 or noun.text.strip() in self.lexicon.heads
        if not head:
            return self.tokens[noun.first].code == "L" and noun.last - noun.first == 1
        return alone and bool(head & {"generic", "formal", "purpose", "time", "trait"})

    def named(self, first: int, last: int) -> tuple[End, int, int] | None:
        """The term that tokens ``[first, last)`` name."""
        first, last = self._trim(first, last)
        if first >= last:
            return None
        known = self._known(first, last)
        if known is not None:
            return known
        first, last = self._trim_more(first, last)
        if first >= last or not self._is_concept(first, last):
            return None
        return self._end(first, last)

    def _end(self, first: int, last: int) -> tuple[End, int, int]:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        name = "".join(token.surface for token in self.tokens[first:last])
        return self.names.end(name), start, end

    def _known(self, first: int, last: int) -> tuple[End, int, int] | None:
        """The known term that the whole phrase names, or a part of it that the rest only modifies."""
        tokens = self.tokens
        for begin in range(first, min(last, first + 12)):
            if begin > first and not self._modifies(begin - 1):
                continue
            for stop in range(last, begin, -1):
                if stop < last and not self._is_tail(stop, last):
                    break
                surface = "".join(token.surface for token in tokens[begin:stop])
                if len(surface) < 120 and (term := self.names.resolve(surface)) is not None:
                    self.known.add(term.id)
                    return term, tokens[begin].start, tokens[stop - 1].end
        return None

    def _modifies(self, at: int) -> bool:
        token = self.tokens[at if self.tokens[at].code != "W" else max(at - 1, 0)]
        return (
            token.surface in self.words["modifiers"]
            or token.code in "HDGMU"
            or self.lexicon.is_head(token.surface, "quantity")
        )

    def _is_tail(self, first: int, last: int) -> bool:
        rest = "".join(token.surface for token in self.tokens[first:last]).strip()
        return (
            rest in self.words["positions"]
            or self.lexicon.is_head(rest, "family")
            or (self.lexicon.is_head(rest, "class") and self.tokens[first - 1].surface[-1].isascii())
        )

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        tokens = self.tokens
        while first < last and tokens[first].code in "WYDL":
            first += 1
        while last > first and tokens[last - 1].code in "WY" and tokens[last - 1].surface not in "+#":
            last -= 1
        return first, last

    def _trim_more(self, first: int, last: int) -> tuple[int, int]:
        tokens = self.tokens
        while last - first > 1 and self._drops(tokens[last - 1].surface):
            last -= 1
        while first < last - 1 and self._skips(first):
            first += 1
        return first, last

    def _drops(self, surface: str) -> bool:
        return surface in self.words["positions"] or bool(
            self.lexicon.heads.get(surface, frozenset()) & {"family", "tail"}
        )

    def _skips(self, at: int) -> bool:
        token, after = self.tokens[at], self.tokens[at + 1]
        if token.code in "DW" or self.lexicon.is_head(token.surface, "quantity"):
            return True
        if token.code == "M":
            return after.code in "FNWK" and (after.surface in self.words["counters"] or after.code == "W")
        return token.surface in self.words["skipped"] or (token.code == "Y" and token.surface in "-/")

    def _is_concept(self, first: int, last: int) -> bool:
        tokens = self.tokens[first:last]
        if len(tokens) == 1:
            token = tokens[0]
            if token.code in "LDFGE" or self.lexicon.heads.get(token.surface, frozenset()) & {
                "generic",
                "formal",
                "purpose",
                "time",
                "quantity",
                "instance",
                "expansion",
                "trait",
            }:
                return False
        if tokens[-1].surface in ("ため", "こと"):
            return False
        return any(
            token.code in "NSHEUKA" or (token.surface.isascii() and token.code != "M") for token in tokens
        ) and not (tokens[0].code == "M" and all(token.code in "MFWYK" for token in tokens))
