"""Phrases: noun phrases with the role that their particles give them, and predicates with voice and form."""

from __future__ import annotations

from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.predicates import Predicates
from glossgraph.extract.ja.tokens import Token

NOMINAL = frozenset("NSDMLEFGUK")
_JOINERS = frozenset("-–._/+#&:=*@$%^~'’×→")
_SEPARATORS = frozenset("・/／,，;；")
_QUOTES = frozenset("「」『』\"“”'‘’`<>＜＞《》【】*")
_CASES = frozenset(("wo", "ga", "ni", "niyori", "kara", "to", "e"))


class Chunker:
    """Cuts the tokens of one sentence into phrases, from left to right, each token once."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.words = lexicon.words
        self.predicates = Predicates(tokens, lexicon)
        self.closing = _partners(tokens)
        self.phrases: list[Phrase] = []

    def run(self) -> list[Phrase]:
        """The phrases of the sentence."""
        at, count = 0, len(self.tokens)
        while at < count:
            token = self.tokens[at]
            code = token.code
            if code in NOMINAL or self._opens_name(at) or self._measures(at):
                at = self._noun(at)
            elif self.predicates.is_adverb(at):
                at += 2
            elif code in "VA" or code == "H":
                at = self._predicate(at, at)
            elif code == "O" and token.surface not in _QUOTES:
                at = self._bracket(at)
            else:
                at = self._other(at)
        if self.phrases:
            self.phrases[-1].final = True
        return self.phrases

    def _is_nominal(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].code in "NSFMGUK"

    def _measures(self, at: int) -> bool:
        """Whether an adjective becomes part of a noun here: thick -> thickness, large-scale model."""
        code = self.tokens[at].code
        if code == "A":
            return at + 1 < len(self.tokens) and self.tokens[at + 1].code == "F"
        return code == "H" and self._is_nominal(at + 1)

    def _opens_name(self, at: int) -> bool:
        token = self.tokens[at]
        if token.code != "Y" or token.surface not in ".@#$-" or at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        return after.code in "NM" and after.surface[0].isascii() and (at == 0 or self.tokens[at - 1].code == "W")

    def _bracket(self, at: int) -> int:
        close = self.closing.get(at)
        if close is None:
            return at + 1
        if self.phrases:
            self.phrases[-1].brackets.append((at + 1, close))
        return close + 1

    def _other(self, at: int) -> int:
        token = self.tokens[at]
        last = self.phrases[-1] if self.phrases else None
        bare = last is not None and last.kind == "n" and not last.role
        if token.code == "T" and last is not None:
            last.comma = True
        elif (
            token.surface in self.words["cut_conjunctions"]
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].surface == "は"
        ):
            if last is not None:
                last.listed = last.kind == "n"
            return at + 2
        elif token.code == "C" and bare and last is not None and token.surface in self.lexicon.particles:
            return max(self._roles(at, last), at + 1)
        elif (
            last is not None
            and last.kind == "n"
            and (token.surface in self.words["conjunctions"] or token.surface in _SEPARATORS)
        ):
            last.listed = True
        elif token.code in "BCRI":
            self.phrases.append(Phrase("o", at, at + 1, token.start, token.end, token.surface, role=token.code))
        elif token.code == "X" and last is not None and last.kind == "n" and not last.role:
            return self._copula(at, last)
        elif token.code == "P" and last is not None:
            return self._late_particle(at, last)
        return at + 1

    def _late_particle(self, at: int, last: Phrase) -> int:
        """A particle that follows a bracket, a quotation mark or white space, or ends a clause."""
        if last.kind == "n" and not last.role:
            return max(self._roles(at, last), at + 1)
        return at + 1

    def _copula(self, at: int, noun: Phrase) -> int:
        noun.role, noun.rolekind = "cop", "cop"
        surfaces: list[str] = []
        while at < len(self.tokens) and (self.tokens[at].code == "X" or self._copulates(at, bool(surfaces))):
            token = self.tokens[at]
            noun.negative = noun.negative or token.lemma in ("ない", "ぬ")
            surfaces.append(token.surface)
            at += 1
        if surfaces == ["な"]:
            noun.role, noun.rolekind = "na", "noun"
        elif surfaces == ["に"]:
            noun.role, noun.rolekind = "ni", "case"
        return at

    def _copulates(self, at: int, begun: bool) -> bool:
        token = self.tokens[at]
        if token.code == "P":
            return token.surface in (("は", "も", "て") if begun else ("で", "では", "でも"))
        return begun and (token.code == "A" or (token.code == "V" and token.lemma in self.words["helping"]))

    def _noun(self, first: int) -> int:
        at = self._name_end(first)
        tokens = self.tokens
        first = self._split_tails(first, at)
        core = at - 1
        behind = at + 1 if at < len(tokens) and tokens[at].code == "W" else at
        after = tokens[behind] if behind < len(tokens) else None
        if after is not None and tokens[core].code in "SHNGU" and self._verbal(behind, tokens[core]):
            if core > first:
                self._add_noun(first, core)
            return self._predicate(core, behind)
        if tokens[core].code == "S" and (after is None or after.code in "TZ") and self._has_object():
            if core > first:
                self._add_noun(first, core)
            return self._predicate(core, at)
        if self.predicates.set_as(core, behind):
            if core > first:
                self._add_noun(first, core)
            return self._predicate(core, behind + 1, "とする")
        noun = self._add_noun(first, at)
        behind = self._roles(at, noun)
        if noun.role == "no" and at - first > 1 and self.lexicon.is_head(noun.head, "tail"):
            self._cut_tail(noun)
        return behind

    def _cut_tail(self, noun: Phrase) -> None:
        """Make ``A-sei no`` A in the role of its tail."""
        noun.role = f"-{noun.head}"
        noun.last -= 1
        noun.end, noun.head = self.tokens[noun.last - 1].end, self.tokens[noun.last - 1].surface
        noun.text = "".join(token.surface for token in self.tokens[noun.first : noun.last])

    def _split_tails(self, first: int, last: int) -> int:
        """Cut ``A-muke B`` into A, which qualifies B, and B; gives where B begins."""
        for at in range(first + 1, last - 1):
            surface = self.tokens[at].surface
            if self.lexicon.is_head(surface, "tail") and self.tokens[at + 1].code not in "FGM":
                noun = self._add_noun(first, at)
                noun.role, noun.rolekind = f"-{surface}", "noun"
                first = at + 1
        return first

    def _has_object(self) -> bool:
        return bool(self.phrases) and self.phrases[-1].role in _CASES

    def _verbal(self, at: int, noun: Token) -> bool:
        token = self.tokens[at]
        if token.code == "V":
            return token.lemma in self.words["light"] and (noun.code == "S" or token.surface[0] in "しさすせでき")
        return False

    def _name_end(self, first: int) -> int:
        tokens, at, count = self.tokens, first + 1, len(self.tokens)
        while at < count:
            token, before = tokens[at], tokens[at - 1]
            if token.code in NOMINAL or (token.code == "H" and self._is_nominal(at + 1)):
                if before.code in "DL" and token.code in "NSEUK":
                    break
                at += 1
            elif (
                (token.code == "W" and self._joins(at))
                or (token.code in "YZ" and self._inside_name(at))
                or (token.code == "P" and token.surface == "つ" and before.code in "MW")
            ):
                at += 1
            else:
                break
        return at

    def _joins(self, at: int) -> bool:
        if at + 1 >= len(self.tokens):
            return False
        before, after = self.tokens[at - 1], self.tokens[at + 1]
        if after.code not in NOMINAL and after.code != "H":
            return False
        return before.surface[-1].isascii() or after.surface[0].isascii()

    def _inside_name(self, at: int) -> bool:
        surface = self.tokens[at].surface
        if surface == "・":
            return self._katakana(at - 1) and self._katakana(at + 1)
        if surface[0] not in _JOINERS:
            return False
        before = self.tokens[at - 1].surface[-1]
        after = self.tokens[at + 1].surface[0] if at + 1 < len(self.tokens) else " "
        if surface in ("+", "#", "++"):
            return before.isascii() and not before.isspace()
        return before.isascii() and after.isascii() and not before.isspace() and not after.isspace()

    def _katakana(self, at: int) -> bool:
        if not 0 <= at < len(self.tokens):
            return False
        return all("ァ" <= char <= "ー" for char in self.tokens[at].surface)

    def _add_noun(self, first: int, last: int) -> Phrase:
        while last - 1 > first and self.tokens[last - 1].code == "W":
            last -= 1
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        text = "".join(token.surface for token in self.tokens[first:last])
        noun = Phrase("n", first, last, start, end, text, head=self.tokens[last - 1].surface)
        self.phrases.append(noun)
        return noun

    def _roles(self, at: int, noun: Phrase) -> int:
        """Read the particles, brackets and quotation marks behind a noun phrase."""
        tokens, count = self.tokens, len(self.tokens)
        while at < count:
            token = tokens[at]
            if token.code == "W" or token.surface in _QUOTES:
                at += 1
            elif token.code == "O" and not noun.role:
                at = self._bracket(at)
            elif token.code in "PXCFN":
                role, kind, after = self._particle(at)
                if after == at:
                    break
                if role in ("de", "dewa") and after < count and tokens[after].lemma in self.words["existence"]:
                    return self._copula(at, noun)
                at = after
                if kind == "skip":
                    noun.nado = noun.nado or role == "nado"
                    continue
                noun.role, noun.rolekind = role, kind
                break
            else:
                break
        return at

    def _particle(self, at: int) -> tuple[str, str, int]:
        """The longest particle of the lexicon that starts at a token: role, kind, index behind it."""
        surface, best = "", ("", "", at)
        for after in range(at, min(at + 8, len(self.tokens))):
            surface += self.tokens[after].surface
            if surface not in self.lexicon.starts:
                break
            if surface in self.lexicon.particles:
                best = (*self.lexicon.particles[surface], after + 1)
        return best

    def _predicate(self, first: int, at: int, tail: str = "") -> int:
        phrase, after = self.predicates.read(first, at, tail)
        self.phrases.append(phrase)
        return after


def _partners(tokens: list[Token]) -> dict[int, int]:
    """Each opening bracket's closing one, by token index; brackets without a partner are left out."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.code == "O":
            opened.append(at)
        elif token.code == "Q" and opened:
            found[opened.pop()] = at
    return found


def phrases(tokens: list[Token], lexicon: Lexicon) -> list[Phrase]:
    """The phrases of one sentence."""
    return Chunker(tokens, lexicon).run()
