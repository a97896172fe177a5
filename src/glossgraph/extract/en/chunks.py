"""Tagged tokens become chunks: noun phrases, verb groups, prepositions, relative words, conjunctions, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from glossgraph.extract.en.mending import mend
from glossgraph.extract.en.tokens import Token
from glossgraph.extract.en.words import noun_class, phrases, singular, verb_lemma
from glossgraph.extract.names import End

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW", "ADD", "XX"})
_PLAIN_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "CD", "DT", "PDT", "PRP$", "AFX", "WP$"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_MARKS = {",": ",", ";": ";", ":": ":", ".": ".", "(": "(", ")": ")", "[": "(", "]": ")", "{": "(", "}": ")"}
_QUOTES = frozenset("\"'“”‘’`«»*_")
_DASHES = frozenset({"-", "–", "—", "--", "---"})
_NOT = frozenset({"not", "n't", "n’t", "never", "cannot"})
_COPULAS = frozenset({"be", "become", "remain"})
_SUBORDINATING = frozenset(
    {"if", "because", "while", "whilst", "although", "though", "unless", "whether", "that", "since", "whereas"}
)
_UNCOUNTED = frozenset({"act", "attribute", "feeling", "phenomenon", "state", "substance", "tops"})
"""Classes of nouns that stand without an article as objects: ``a contract granting use``."""

_AFTER_PARTICIPLE = frozenset({"IN", "TO", "CC", "RB"})
_WH = frozenset({"that", "which", "who", "whose", "whom", "where", "whereby", "wherein"})


@dataclass(eq=False, slots=True)
class Chunk:
    """Tokens ``[first, after)`` that work as one, and what the clause reader finds out about them.

    ``kind``: NP, VG, P, WH, CC, EG, SUB, ADJ, ADV or a mark. ``head`` is the token that carries the meaning,
    ``lemma`` its base form, ``proper`` whether it is a name without an article. ``form`` of a verb group: finite,
    inf, part, ger, base. ``gov`` and ``role`` say what the chunk hangs on.
    """

    kind: str
    first: int
    after: int
    head: int
    lemma: str
    form: str = ""
    passive: bool = False
    negated: bool = False
    modal: bool = False
    plural: bool = False
    pronoun: bool = False
    definite: bool = False
    proper: bool = False
    gov: Chunk | None = None
    role: str = ""
    subj: Chunk | None = None
    obj: Chunk | None = None
    alt: Chunk | None = None
    term: End | None = None
    is_head: bool = False
    ident: bool = False
    parts: list[int] = field(default_factory=list)


class Chunker:
    """Reads the chunks of one sentence from left to right, each token once (and a few looked ahead)."""

    def __init__(self, tokens: Sequence[Token], tags: list[str]) -> None:
        self.tokens, self.tags = tokens, [*tags, "", "", ""]
        self.lows = [token.text.lower() for token in tokens]
        self.size = len(tokens)
        mend(self.lows, self.tags)

    def run(self) -> list[Chunk]:
        """All chunks in order."""
        found: list[Chunk] = []
        at = 0
        while at < self.size:
            chunk = self._next(at)
            if chunk is None:
                at += 1
            else:
                at = chunk.after
                before = found[-1].kind if found else ""
                if chunk.lemma == "like" and chunk.kind == "P" and before in ("NP", ",", "("):
                    chunk.kind = "EG"
                if before == "EG" and chunk.kind in (",", ":"):
                    continue
                if chunk.kind == "ADJ" and (before == "EG" or chunk.first != chunk.head):
                    chunk.kind = "NP"
                found.append(chunk)
        return found

    def _next(self, at: int) -> Chunk | None:
        low, tag = self.lows[at], self.tags[at]
        if tag == "POS" and at and self.tags[at - 1] in NOUNS:
            return Chunk("POS", at, at + 1, at, low)
        if low in _QUOTES:
            return None
        phrase = self._phrase(at) if low in phrases() else None
        if phrase is not None:
            return phrase
        if low in _MARKS or low in _DASHES:
            kind = _MARKS.get(low, ":")
            return Chunk(kind, at, at + 1, at, low)
        if tag == "TO" or tag in _VERBS or (tag == "RB" and self.tags[at + 1] in _VERBS and self.tags[at + 1] != "VBN"):
            return self._verbal(at)
        if low in _WH and (tag[:1] == "W" or (low == "that" and self.tags[at + 1] in _VERBS)):
            return Chunk("WH", at, at + 1, at, low)
        if tag in ("CC", "SYM") or low in ("/", "&"):
            return Chunk("CC", at, at + 1, at, "or" if low == "/" else low)
        if tag in NOUNS or tag in _PLAIN_MODIFIERS or tag in ("PRP", "EX", "WP") or tag == "RB":
            return self._nominal(at)
        if tag in ("IN", "RP", "TO"):
            return self._preposition(at, low)
        return Chunk("SUB", at, at + 1, at, low) if tag == "WRB" else Chunk("ADV", at, at + 1, at, low)

    def _phrase(self, at: int) -> Chunk | None:
        for words, kind, name in phrases()[self.lows[at]]:
            if tuple(self.lows[at : at + len(words)]) == words:
                after = at + len(words)
                if kind == "inf":
                    return self._verb_group(after - 1)
                if kind == "adv":
                    continue
                if (
                    name == "that_is"
                    and words[0] == "that"
                    and (at == 0 or self.lows[at - 1] not in (",", "—", "–", "("))
                ):
                    continue
                return Chunk({"prep": "P", "conj": "CC", "eg": "EG", "sub": "SUB"}[kind], at, after, at, name)
        return None

    def _preposition(self, at: int, low: str) -> Chunk:
        return Chunk("SUB" if low in _SUBORDINATING else "P", at, at + 1, at, low)

    # verb groups

    def _verbal(self, at: int) -> Chunk:
        if self.tags[at] == "TO" and not self._verb_after(at):
            return Chunk("P", at, at + 1, at, "to")
        if self.tags[at] in ("VBN", "VBG") and self._modifies(at):
            return self._nominal(at)
        return self._verb_group(at)

    def _verb_after(self, at: int) -> bool:
        after = at + 1
        while after < self.size and self.tags[after] == "RB" and after < at + 3:
            after += 1
        if after >= self.size:
            return False
        return self.tags[after] in ("VB", "VBP") or (after == at + 1 and self.lows[after] == "be")

    def _modifies(self, at: int) -> bool:
        """Whether a participle belongs to the next noun: ``uses shared memory``, not ``a tool sharing memory``."""
        if self.tags[at + 1] not in ("NN", "NNS", "NNP", "JJ"):
            return False
        before = self.tags[at - 1] if at else ""
        if self.tags[at] == "VBG":
            return before in ("DT", "JJ", "PRP$", "CD", "POS")
        return (
            before not in NOUNS
            and before not in ("PRP", ")", "''", "RB")
            and (not at or verb_lemma(self.lows[at - 1]) != "be")
        )

    def _verb_group(self, at: int) -> Chunk:
        to = self.tags[at] == "TO"
        now, negated, modal, passive, first_tag = at + to, False, False, False, ""
        lemma, main = "", at
        while now < self.size:
            tag, low = self.tags[now], self.lows[now]
            if tag == "MD":
                modal, first_tag = True, first_tag or "MD"
            elif tag in _VERBS:
                first_tag = first_tag or tag
                was, lemma, main = lemma, verb_lemma(low), now
                if was == "be" and tag in ("VBN", "VBD"):
                    passive = True
                if not (lemma in ("be", "have", "do") and self._continues(now)):
                    now += 1
                    break
            elif tag == "RB" or low in _NOT:
                negated |= self._denies(now)
            else:
                break
            now += 1
        if lemma in _COPULAS and self._denies(now):
            negated, now = True, now + 1
        form = "inf" if to else self._form(first_tag, main, now)
        if form == "part":
            passive = True
        if self.tags[now] == "RP" and now < self.size:
            lemma, now = f"{lemma}_{self.lows[now]}", now + 1
        plural = first_tag == "VBP" or self.lows[at] in ("are", "were")
        return Chunk("VG", at, max(now, at + 1), main, lemma or self.lows[at], form, passive, negated, modal, plural)

    def _denies(self, at: int) -> bool:
        return self.lows[at : at + 1] != [] and self.lows[at] in _NOT and self.lows[at + 1 : at + 2] != ["only"]

    def _form(self, first: str, main: int, after: int) -> str:
        if first == "VBN":
            return "part"
        if first == "VBG":
            return "ger"
        if first == "VB":
            return "base"
        if (
            first == "VBD"
            and self.tags[after] in _AFTER_PARTICIPLE
            and verb_lemma(self.lows[main]) not in ("be", "have")
        ):
            return "part"
        return "finite"

    def _continues(self, at: int) -> bool:
        after = at + 1
        while after < self.size and after < at + 4 and (self.tags[after] == "RB" or self.lows[after] in _NOT):
            after += 1
        lemma = verb_lemma(self.lows[at])
        wanted = {"be": ("VBN", "VBG", "VBD"), "have": ("VBN", "VBD"), "do": ("VB", "VBP")}[lemma]
        if self.tags[after] not in wanted:
            return False
        return not (lemma == "be" and self.tags[after + 1] in ("NNS", "NN") and self.tags[after] == "VBG")

    # noun phrases

    def _nominal(self, at: int) -> Chunk:
        tag, low = self.tags[at], self.lows[at]
        if tag in ("PRP", "EX", "WP"):
            return Chunk("NP", at, at + 1, at, low, pronoun=True)
        last, now, parts = -1, at, [at]
        while now < self.size and now < at + 24:
            tag, low = self.tags[now], self.lows[now]
            if tag in NOUNS:
                if last >= 0 and last != now - 1 and self.lows[now - 1] in _QUOTES and self.tags[last] == "NNS":
                    break
                last = now
            elif low in _QUOTES or (tag == "HYPH" and last >= 0):
                pass
            elif last >= 0:
                if not self._goes_on(at, last, now):
                    break
            elif not (tag in _PLAIN_MODIFIERS or self._inner(now, tag)):
                if not self._joins_modifiers(now):
                    break
                parts.append(now)
            now += 1
        return self._noun_phrase(at, last, parts)

    def _goes_on(self, at: int, last: int, now: int) -> bool:
        """Whether a modifier behind a noun still belongs to the phrase: ``a file synchronizing tool``."""
        tag, following = self.tags[now], self.tags[now + 1]
        if self.tags[last] not in ("NN", "NNP"):
            return False
        if tag == "VBG":
            named = following == "NN" and noun_class(self.lows[now + 1]) not in _UNCOUNTED
            return self.tags[at] in ("DT", "JJ") and named and self.lows[now] != "having"
        return tag in ("JJ", "CD") and following in NOUNS

    def _inner(self, at: int, tag: str) -> bool:
        following = self.tags[at + 1]
        if tag in ("VBN", "VBG", "VBD"):
            return (
                following in NOUNS or following == "JJ" or (following in ("CC", ",") and self._joins_modifiers(at + 1))
            )
        return tag in ("RB", "RBR", "RBS") and (following in _PLAIN_MODIFIERS or following in ("VBN", "VBG"))

    def _joins_modifiers(self, at: int) -> bool:
        """``scalable and flexible access``: a conjunction between two modifiers of one noun."""
        if self.tags[at] not in ("CC", ",") or at == 0 or self.tags[at - 1] not in ("JJ", "VBN", "VBG"):
            return False
        now = at + 1 + (self.tags[at + 1] == "CC")
        joined = self.tags[now] in ("JJ", "VBN") or (self.tags[now - 1] == "CC" and self.tags[now] == "NN")
        return joined and (self.tags[now + 1] in NOUNS or self.tags[now + 1] in ("CC", ",", "JJ"))

    def _noun_phrase(self, at: int, last: int, parts: list[int]) -> Chunk:
        tag, low = self.tags[at], self.lows[at]
        if last < 0:
            if tag in ("DT", "PDT", "PRP$", "CD") or low in ("one", "others", "both", "such"):
                pronoun = tag != "CD" or low == "one"
                return Chunk("NP", at, at + 1, at, low, pronoun=pronoun, plural=low in ("these", "those"))
            if tag == "RB":
                return Chunk("ADV", at, at + 1, at, low, negated=low in _NOT)
            return Chunk("ADJ", at, at + 1, at, low)
        head = self.tokens[last].text
        number = singular(head)
        return Chunk(
            "NP",
            at,
            last + 1,
            last,
            number.lower(),
            "other" if "other" in self.lows[at : min(at + 3, last)] else "a" if low in ("a", "an") else "",
            plural=self.tags[last] in ("NNS", "NNPS") or number != head,
            definite=low in ("the", "this", "these", "its", "their", "that", "those"),
            proper=self.tags[last] == "NNP" and self.tags[at] == "NNP",
            parts=parts,
        )
