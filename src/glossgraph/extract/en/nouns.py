"""What a clause reader knows while it reads, and where it puts noun phrases."""

from __future__ import annotations

from collections.abc import Sequence

from glossgraph.extract.en.chunks import Chunk

_LISTING = frozenset({"CC", ","})
_AHEAD = 8
_PERSONS = frozenset({"you", "we", "they", "he", "she", "it", "one"})
"""What begins a relative clause without a relative word: ``the feeling you have``."""


class NounReader:
    """Reads noun phrases. ``root`` stands for the headword where the sentence leaves its subject out."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = [chunk for chunk in chunks if chunk.kind != "ADV"]
        self.root = Chunk("NP", 0, 0, 0, "", is_head=True, ident=True, role="root")
        self.first: Chunk | None = None
        self.topic: Chunk = self.root
        self.waiting: list[Chunk] = []
        self.relative: Chunk | None = None
        self.inner: Chunk | None = None
        self.verb: Chunk | None = None
        self.finite: Chunk | None = None
        self.noun: Chunk | None = None
        self.nouns: list[Chunk] = []
        self.prev: Chunk | None = None
        self.prep: Chunk | None = None
        self.opened: list[tuple[Chunk | None, Chunk | None, list[Chunk], Chunk]] = []
        self.at = 0

    def noun_phrase(self, chunk: Chunk) -> None:
        """Give a noun phrase its governor and role."""
        self._place(chunk)
        self.noun = chunk
        self.nouns.append(chunk)

    def _place(self, chunk: Chunk) -> None:
        prev, kind = self.prev, self.prev.kind if self.prev else ""
        if kind == "WH":
            self._after_relative(chunk)
        elif kind == "P":
            chunk.role, chunk.gov = "pobj", prev
        elif kind == "VG" and prev is not None and prev.obj is None:
            chunk.role, chunk.gov = ("attr" if _copular(prev) else "obj"), prev
            prev.obj = chunk
        elif kind == "EG":
            chunk.role, chunk.gov, chunk.alt = "ex", self._class_of(prev), prev
        elif kind == "POS" and self.noun is not None:
            self._possessed(chunk, self.noun)
        elif kind == "NP" and prev is not None and chunk.lemma in _PERSONS and prev.role in ("", "attr", "obj"):
            self.relative, self.inner = Chunk("WH", chunk.first, chunk.first, chunk.first, "that", gov=prev), chunk
        elif kind == "NP" and prev is not None and not prev.pronoun:
            chunk.role, chunk.gov = "app", prev
        elif kind == "(" and self.noun is not None:
            chunk.role, chunk.gov = "paren", self.noun
        elif kind == ":" and self.noun is not None and not self._verb_ahead():
            chunk.role, chunk.gov = "colon", self.noun
        elif kind in _LISTING and self.noun is not None:
            self._after_comma(chunk, self.noun)
        else:
            self._subject(chunk)

    def _class_of(self, marker: Chunk | None) -> Chunk | None:
        """What an example is an example of: the phrase before it, or, set off by a comma, the nearest plural."""
        loose = marker is not None and marker.lemma in ("for_example", "that_is", "namely")
        if loose and self.noun is not None and not self.noun.plural:
            return next((noun for noun in reversed(self.nouns[-3:]) if noun.plural), self.noun)
        return self.noun

    def _after_relative(self, chunk: Chunk) -> None:
        marker = self.prev
        if marker is not None and marker.lemma == "whose":
            chunk.role, chunk.gov = "whose", marker.gov
        self.inner = chunk

    def _possessed(self, chunk: Chunk, owner: Chunk) -> None:
        chunk.role, chunk.gov, chunk.subj, chunk.obj, chunk.alt = (
            owner.role,
            owner.gov,
            owner.subj,
            owner.obj,
            owner.alt,
        )
        if owner.gov is not None and owner.gov.obj is owner:
            owner.gov.obj = chunk
        self.waiting = [chunk if one is owner else one for one in self.waiting]
        self.first = chunk if self.first is owner else self.first
        self.topic = chunk if self.topic is owner else self.topic
        owner.role, owner.gov = "poss", chunk

    def _after_comma(self, chunk: Chunk, noun: Chunk) -> None:
        ahead = self._verb_ahead()
        alone = self.waiting and self.verb is None
        if ahead and not alone:
            self._subject(chunk)
        elif ahead and self.prev is not None and self.prev.kind == "," and self.waiting == [noun] and noun.form == "a":
            noun.role, noun.gov, self.waiting, self.first = "attr", chunk, [], None
            self._subject(chunk)
        elif (
            self.prev is not None
            and self.prev.kind == ","
            and noun.role in ("", "subj", "attr")
            and self._article(chunk)
        ):
            chunk.role, chunk.gov = "app", noun
        else:
            top = noun.gov if noun.role == "conj" and noun.gov is not None else noun
            if top.role == "app" and top.gov is not None and not top.gov.role and ahead:
                top = top.gov
            chunk.role, chunk.gov = "conj", top
            if self.prev is not None and self.prev.lemma == "or" and not top.role and self.verb is None:
                chunk.form = "alias"

    def _article(self, chunk: Chunk) -> bool:
        return chunk.definite or chunk.form == "a"

    def _subject(self, chunk: Chunk) -> None:
        if self.first is None and self.verb is None and not self.waiting:
            self.first = chunk
        self.waiting = [*self.waiting[-3:], chunk]
        self.topic = chunk
        self.relative = None

    def _verb_ahead(self) -> bool:
        """Whether a finite verb follows this phrase, with nothing but its own prepositions and brackets between."""
        depth = 0
        for chunk in self.chunks[self.at + 1 : self.at + 1 + _AHEAD]:
            if chunk.kind == "VG":
                if not depth:
                    return chunk.form == "finite"
            elif chunk.kind == "(":
                depth += 1
            elif chunk.kind == ")":
                depth -= 1
            elif chunk.kind not in ("P", "NP", "POS", "CC") and not depth:
                return False
        return False


def _copular(verb: Chunk) -> bool:
    return verb.lemma in ("be", "become", "remain") and not verb.passive
