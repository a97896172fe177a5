"""Predicates: their word, what follows it, voice, negation and form."""

from __future__ import annotations

from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.tokens import Token


class Predicates:
    """Reads predicates out of the tokens of one sentence."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.words = lexicon.words

    def read(self, first: int, at: int, tail: str = "") -> tuple[Phrase, int]:
        """A predicate whose word is token ``first`` and whose endings begin at ``at``; the index behind it.

        ``tail`` is what belongs to the word though it stands behind it.
        """
        tokens, count = self.tokens, len(self.tokens)
        word = tokens[first]
        phrase = Phrase(
            "v",
            first,
            first + 1,
            word.start,
            word.end,
            word.surface,
            lemma=word.lemma + tail,
            adjective=word.code == "A",
        )
        if at == first:
            at += 1
        if (
            word.code == "H"
            and at + 1 < count
            and tokens[at].surface in ("に", "と")
            and tokens[at + 1].lemma in self.words["becoming"]
        ):
            at += 1
        last = word
        while at < count and self._continues(at, last):
            last = tokens[at]
            self._ending(phrase, last)
            at += 1
        phrase.last, phrase.end = at, tokens[at - 1].end
        phrase.text = "".join(token.surface for token in tokens[first:at])
        phrase.cls = self.lexicon.cues.get(f"{phrase.lemma}:{phrase.voice}") or self.lexicon.cues.get(phrase.lemma, "")
        phrase.form = self._form(at, last)
        return phrase, at

    def is_adverb(self, at: int) -> bool:
        """Whether an adjectival noun with に tells how something is done: 大幅に減る, but not 可能にする."""
        if self.tokens[at].code != "H" or self.tokens[at].lemma in self.words["likeness"]:
            return False
        if at + 2 >= len(self.tokens) or self.tokens[at + 1].surface != "に":
            return False
        return self.tokens[at + 2].lemma not in self.words["becoming"]

    def set_as(self, core: int, at: int) -> bool:
        """Whether a noun with とする is a predicate of the lexicon: 必要とする."""
        if at + 1 >= len(self.tokens) or self.tokens[at].surface != "と" or self.tokens[at + 1].lemma != "する":
            return False
        return f"{self.tokens[core].lemma}とする" in self.lexicon.cues

    def _continues(self, at: int, last: Token) -> bool:
        token = self.tokens[at]
        if token.code == "X":
            return True
        if token.code == "P":
            return token.surface in ("て", "で", "ば", "ながら", "つつ", "たり") and last.code in "VXA"
        if token.code in "VA":
            helping = token.lemma in self.words["helping"] and (
                last.surface in ("て", "で") or (last.code in "VX" and last.form == "連用形")
            )
            return (
                helping
                or (token.lemma in self.words["light"] and last.code in "SNHGPU")
                or (token.lemma == "ない" and last.code in "XV")
            )
        return False

    def _ending(self, phrase: Phrase, token: Token) -> None:
        lemma = token.lemma
        if lemma in ("れる", "られる"):
            phrase.voice = "pas"
        elif lemma in ("せる", "させる"):
            phrase.voice = "cau"
        elif lemma in ("ない", "ぬ", "まい"):
            phrase.negative = True
        elif lemma in ("できる", "得る", "うる"):
            phrase.potential = True

    def _form(self, at: int, last: Token) -> str:
        after = self.tokens[at] if at < len(self.tokens) else None
        if last.code in "SNU":
            return "chain"
        if last.code == "P":
            return "cond" if last.surface == "ば" else "chain"
        if after is not None and after.code == "P":
            if after.surface == "と":
                follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
                quoted = follows is not None and follows.lemma in self.words["quoting"]
                return ("rel" if follows.lemma in ("いう", "の") else "quote") if quoted and follows else "cond"
            follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if after.surface == "の" and follows is not None and follows.surface == "で":
                return "clause"  # the dictionary cuts ので
            if after.surface in ("なら", "たら"):
                return "cond"
            if after.surface in ("が", "ので", "けれど", "し", "から", "けど", "のに"):
                return "clause"
        if last.form == "仮定形" or last.lemma == "たら":
            return "cond"
        return "chain" if last.form in ("連用形", "語幹") else "rel"
