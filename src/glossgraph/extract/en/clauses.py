"""What hangs on what: one pass over the chunks of a sentence gives each its governor and each verb its subject.

Not a parser: the nearest sensible governor wins, and the chooser, which sees the whole chain from a phrase up to the
subject, judges how much that is worth. Time is linear: each chunk is seen once and looks at most a few ahead.
"""

from __future__ import annotations

from glossgraph.extract.en.chunks import Chunk
from glossgraph.extract.en.nouns import NounReader
from glossgraph.extract.en.words import word_list

_CLAUSES = frozenset({"after", "as", "before", "until", "than"})
_LISTING = frozenset({"CC", ","})


class Reader(NounReader):
    """Reads one sentence from left to right."""

    def read(self) -> list[Chunk]:
        """The chunks, adverbs left out, each with governor, role and subject."""
        for at, chunk in enumerate(self.chunks):
            self.at = at
            handler = _HANDLERS.get(chunk.kind)
            if handler is not None:
                handler(self, chunk)
            self.prev = chunk if chunk.kind != ")" else self.noun
        if self.first is not None and not self.first.role:
            self.first.role, self.first.gov, self.first.ident = "attr", self.root, True
        return self.chunks

    def verb_group(self, chunk: Chunk) -> None:
        """Give a verb group its subject and what it hangs on."""
        if chunk.form == "finite":
            self._finite(chunk)
        elif chunk.form == "part":
            self._participle(chunk)
        elif chunk.form == "ger":
            self._gerund(chunk)
        else:
            self._infinitive(chunk)
        self.verb = chunk

    def _finite(self, chunk: Chunk) -> None:
        if self.relative is not None:
            self._relative_clause(chunk, self.relative)
        elif self.prev is not None and self.prev.kind == "CC" and self.verb is not None:
            self._alike(chunk, self.verb)
        elif self.prev is not None and self._own_subject(self.prev):
            chunk.subj, chunk.role = self.prev, "sub"
        elif self.waiting:
            self._main(chunk, self.waiting.pop())
        elif self.prev is not None and self.prev.kind == "," and self.verb is not None and self.verb.form == "finite":
            self._alike(chunk, self.verb)
        else:
            self._main(chunk, self.topic)
        self.relative = self.inner = None
        self.finite = chunk

    def _own_subject(self, noun: Chunk) -> bool:
        """Whether a clause within begins with this phrase: ``after growth has stopped``, ``what is right``."""
        introduced = noun.role == "pobj" and noun.gov is not None and noun.gov.lemma in _CLAUSES
        return noun.kind == "NP" and (introduced or noun.lemma in ("what", "who"))

    def _main(self, chunk: Chunk, subject: Chunk) -> None:
        chunk.subj, chunk.role = subject, "main"
        if subject is not self.root and not subject.role:
            subject.role, subject.gov = "subj", chunk

    def _alike(self, chunk: Chunk, other: Chunk) -> None:
        chunk.subj, chunk.gov, chunk.role = other.subj, other.gov, other.role
        chunk.passive = chunk.passive or (chunk.form == "part" and other.passive)

    def _relative_clause(self, chunk: Chunk, marker: Chunk) -> None:
        antecedent = marker.gov
        if antecedent is None:
            chunk.subj, chunk.role = self.topic, "main"
        elif self.inner is not None:
            chunk.subj, chunk.gov = self.inner, antecedent
            chunk.role = "rel" if marker.lemma == "whose" or marker.role == "oblique" else "orel"
            self.inner.role = self.inner.role or "subj"
            self.inner.gov = self.inner.gov or chunk
        else:
            chunk.subj = chunk.gov = self._agreeing(antecedent, chunk)
            chunk.role = "rel"

    def _agreeing(self, noun: Chunk, verb: Chunk) -> Chunk:
        """The noun itself, or the one it depends on where only that has the verb's number."""
        upper = noun.gov.gov if noun.role == "pobj" and noun.gov is not None else None
        if upper is None or upper.kind != "NP" or verb.modal or noun.plural == verb.plural:
            return noun
        return upper if upper.plural == verb.plural else noun

    def _participle(self, chunk: Chunk) -> None:
        prev = self.prev
        if prev is not None and prev.kind == "CC" and self.verb is not None and self.verb.passive:
            self._alike(chunk, self.verb)
        elif prev is not None and prev.kind == "NP":
            chunk.subj, chunk.gov, chunk.role = prev, prev, "part"
        elif prev is not None and prev.kind in (",", "(") and self.noun is not None:
            chunk.subj, chunk.gov, chunk.role = self.noun, self.noun, "part"
        else:
            chunk.subj, chunk.role = self.topic, "part"

    def _gerund(self, chunk: Chunk) -> None:
        prev = self.prev
        if prev is not None and prev.kind == "P":
            chunk.gov, chunk.role = prev, "ger"
            chunk.subj = self._owner(prev)
        elif prev is not None and prev.kind == "CC" and self.verb is not None and self.verb.form == "ger":
            self._alike(chunk, self.verb)
        elif prev is not None and prev.kind == "NP":
            chunk.subj, chunk.gov, chunk.role = prev, prev, "part"
        elif prev is not None and prev.kind == "VG":
            chunk.subj, chunk.gov, chunk.role = prev.subj, prev, "inf"
        elif prev is not None and prev.kind == "," and self.verb is not None and self.verb.role == "ger":
            self._alike(chunk, self.verb)
        else:
            above = self.finite or self.verb
            chunk.subj = above.subj if above is not None and above.subj is not None else self.topic
            chunk.gov, chunk.role = above, "adv"

    def _infinitive(self, chunk: Chunk) -> None:
        prev = self.prev
        if prev is not None and prev.kind in _LISTING and self.verb is not None and self.verb.form in ("inf", "base"):
            self._alike(chunk, self.verb)
        elif prev is not None and prev.kind in ("VG", "ADJ"):
            chunk.subj, chunk.gov, chunk.role = prev.subj or self._clause_subject(), prev, "inf"
        elif prev is not None and prev.kind == "NP" and prev.role in ("obj", "conj", "pobj") and self._helped(prev):
            chunk.subj, chunk.gov, chunk.role = prev, self.verb, "inf"
        elif self.verb is not None:
            chunk.subj, chunk.gov, chunk.role = self.verb.subj, self.verb, "inf"
        elif prev is not None and prev.kind == "NP":
            chunk.subj, chunk.gov, chunk.role = prev, prev, "inf"
        else:
            chunk.subj, chunk.role = self.topic, "main"

    def _helped(self, noun: Chunk) -> bool:
        return self.verb is not None and self.verb.lemma in word_list("helping") and not self.verb.passive

    def _clause_subject(self) -> Chunk:
        return self.verb.subj if self.verb is not None and self.verb.subj is not None else self.topic

    def _owner(self, prep: Chunk) -> Chunk:
        """Who does what a preposition's gerund says: the noun it hangs on, or the subject of its verb."""
        gov = prep.gov
        if gov is not None and gov.kind == "VG" and gov.subj is not None:
            return gov.subj
        if gov is not None and gov.kind == "NP":
            return gov
        return self._clause_subject()

    def preposition(self, chunk: Chunk) -> None:
        """Hang a preposition on the noun or verb before it."""
        prev = self.prev
        if prev is not None and prev.kind in ("NP", "VG", "ADJ", "P"):
            chunk.gov = prev.gov if prev.kind == "P" else prev
        elif prev is not None and prev.kind == "CC" and self.prep is not None:
            chunk.gov = self.prep.gov
        elif prev is not None and prev.kind == "," and self.verb is not None:
            chunk.gov = self.verb
        elif self.noun is not None and prev is not None and prev.kind in ("(", ":"):
            chunk.gov = self.noun
        chunk.alt = self.verb
        self.prep = chunk

    def relative_word(self, chunk: Chunk) -> None:
        """Remember what a relative word takes up again."""
        if self.prev is not None and self.prev.kind == "P":
            chunk.role = "oblique"
            chunk.gov = self.prev.gov if self.prev.gov is not None and self.prev.gov.kind == "NP" else self.noun
        else:
            chunk.gov = self._named_by(self.noun) if chunk.lemma == "that" else self.noun
            chunk.role = "oblique" if chunk.lemma in ("where", "whereby", "wherein") else ""
        self.relative, self.inner = chunk, None

    def _named_by(self, noun: Chunk | None) -> Chunk | None:
        """What ``that`` takes up behind a proper name, which it cannot narrow: ``a model published by Google that``."""
        prep = noun.gov if noun is not None and noun.proper and noun.role == "pobj" else None
        upper = prep.gov if prep is not None else None
        if upper is not None and upper.kind == "VG" and upper.role == "part":
            upper = upper.subj
        return upper if upper is not None and upper.kind == "NP" else noun

    def adjective(self, chunk: Chunk) -> None:
        """A predicate: its subject is that of its verb."""
        prev = self.prev
        if prev is not None and prev.kind == "VG":
            chunk.gov, chunk.subj = prev, prev.subj
        elif prev is not None and prev.kind == "NP":
            chunk.subj = chunk.gov = prev
        else:
            chunk.subj = self._clause_subject()

    def subordinator(self, chunk: Chunk) -> None:
        """A new clause begins."""
        self.relative, self.waiting = None, self.waiting[-2:]

    def clause_end(self, chunk: Chunk) -> None:
        """A semicolon: a first phrase without a verb of its own is what the headword is, and nobody's subject."""
        if self.first is not None and not self.first.role:
            self.first.role, self.first.gov, self.first.ident = "attr", self.root, True
            self.waiting, self.topic = [], self.root
        self.relative = self.inner = None

    def opening(self, chunk: Chunk) -> None:
        """Keep what stood before a bracket; a verb in it takes nothing outside for its subject."""
        self.opened.append((self.noun, self.verb, self.waiting, self.topic))
        self.waiting, self.topic = [], self.root

    def closing(self, chunk: Chunk) -> None:
        """Go on with what stood before the bracket."""
        if self.opened:
            self.noun, self.verb, self.waiting, self.topic = self.opened.pop()


_HANDLERS = {
    "NP": Reader.noun_phrase,
    "VG": Reader.verb_group,
    "P": Reader.preposition,
    "WH": Reader.relative_word,
    "ADJ": Reader.adjective,
    "SUB": Reader.subordinator,
    ";": Reader.clause_end,
    "(": Reader.opening,
    ")": Reader.closing,
}
