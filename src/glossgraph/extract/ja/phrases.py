"""Phrases: noun phrases with the role that their particles give them, and predicates with voice and form."""

from __future__ import annotations

from dataclasses import dataclass, field

from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.tokens import Token

NOMINAL = frozenset("NSDMLEFGUK")
_JOINERS = frozenset("-–._/+#&:=*@$%^~'’×→")
_SEPARATORS = frozenset("・/／,，;；")
_QUOTES = frozenset("「」『』\"“”'‘’`<>＜＞《》【】*")
_CONJUNCTIONS = frozenset(("および", "及び", "または", "又は", "もしくは", "若しくは", "あるいは", "或いは", "ならびに", "並びに", "かつ", "と", "or", "and"))
_SPLIT = frozenset(("また", "もしく", "或い", "あるい"))
_QUOTING = frozenset(("いう", "言う", "する", "なる", "呼ぶ", "いえる", "言える", "考える", "思う", "限る", "は", "も", "の", "が"))
_CASES = frozenset(("wo", "ga", "ni", "niyori", "kara", "to", "e"))
_LIGHT = frozenset(("する", "できる", "致す", "いたす", "なさる", "為さる", "せる", "出来る", "頂く"))
_SUPPORT = frozenset(("いる", "ある", "くる", "いく", "おく", "しまう", "みる", "もらう", "くれる", "いただく", "くださる", "ゆく", "得る", "うる", "なる", "できる", "やすい", "にくい", "づらい", "続ける", "始める", "すぎる", "合う", "直す", "出す"))


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase (kind ``n``), a predicate (``v``) or anything else (``o``): tokens ``[first, last)``.

    Of a noun phrase: ``role`` is what its particles say ("" for none), ``rolekind`` where it leads. Of a predicate:
    ``lemma``, ``cls`` its class in the lexicon, ``voice``, ``negative``, ``form`` (rel: before a noun, chain: goes on,
    end, cond). ``start`` and ``end`` are offsets of the phrase without its particles. What ``structure`` adds: ``to``
    is the phrase that it belongs to; a predicate's ``args``, a noun's ``mods`` (nouns), ``rels`` (predicates) and
    ``members`` (the others of a list whose last one it is); ``genus`` for what a sentence says its subject is.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    text: str
    head: str = ""
    role: str = ""
    rolekind: str = ""
    comma: bool = False
    listed: bool = False
    nado: bool = False
    final: bool = False
    brackets: list[tuple[int, int]] = field(default_factory=list)
    lemma: str = ""
    cls: str = ""
    voice: str = "act"
    negative: bool = False
    potential: bool = False
    form: str = ""
    adjective: bool = False
    args: list[Phrase] = field(default_factory=list)
    mods: list[Phrase] = field(default_factory=list)
    members: list[Phrase] = field(default_factory=list)
    rels: list[Phrase] = field(default_factory=list)
    to: Phrase | None = None
    genus: bool = False


class Chunker:
    """Cuts the tokens of one sentence into phrases, from left to right, each token once."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.closing = _partners(tokens)
        self.phrases: list[Phrase] = []

    def run(self) -> list[Phrase]:
        """The phrases of the sentence."""
        at, count = 0, len(self.tokens)
        while at < count:
            token = self.tokens[at]
            code = token.code
            if code in NOMINAL or (code == "H" and self._is_nominal(at + 1)) or self._opens_name(at):
                at = self._noun(at)
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
        elif token.surface in _SPLIT and at + 1 < len(self.tokens) and self.tokens[at + 1].surface == "は":
            if last is not None:
                last.listed = last.kind == "n"
            return at + 2
        elif token.code == "C" and bare and last is not None and token.surface in self.lexicon.particles:
            return max(self._roles(at, last), at + 1)
        elif last is not None and last.kind == "n" and (token.surface in _CONJUNCTIONS or token.surface in _SEPARATORS):
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
        surfaces = []
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
        return begun and (token.code == "A" or (token.code == "V" and token.lemma in _SUPPORT))

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
        noun = self._add_noun(first, at)
        return self._roles(at, noun)

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
            return token.lemma in _LIGHT and (noun.code == "S" or token.surface[0] in "しさすせでき")
        return False

    def _name_end(self, first: int) -> int:
        tokens, at, count = self.tokens, first + 1, len(self.tokens)
        while at < count:
            token, before = tokens[at], tokens[at - 1]
            if token.code in NOMINAL or (token.code == "H" and self._is_nominal(at + 1)):
                if before.code in "DL" and token.code in "NSEUK":
                    break
                at += 1
            elif (token.code == "W" and self._joins(at)) or (token.code in "YZ" and self._inside_name(at)) or (token.code == "P" and token.surface == "つ" and before.code in "MW"):
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
                if role in ("de", "dewa") and after < count and tokens[after].lemma in ("ある", "ない", "御座る"):
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

    def _predicate(self, first: int, at: int) -> int:
        """A predicate whose word is token ``first`` and whose endings begin at ``at``."""
        tokens, count = self.tokens, len(self.tokens)
        word = tokens[first]
        phrase = Phrase("v", first, first + 1, word.start, word.end, word.surface, lemma=word.lemma, adjective=word.code == "A")
        if at == first:
            at += 1
        if word.code == "H" and at + 1 < count and tokens[at].surface in ("に", "と") and tokens[at + 1].lemma in ("する", "なる"):
            at += 1
        last = word
        while at < count and self._continues(at, last):
            last = tokens[at]
            self._ending(phrase, last)
            at += 1
        phrase.last, phrase.end = at, tokens[at - 1].end
        phrase.text = "".join(token.surface for token in tokens[first:at])
        phrase.cls = self.lexicon.cues.get(phrase.lemma, "")
        phrase.form = self._form(at, last)
        self.phrases.append(phrase)
        return at

    def _continues(self, at: int, last: Token) -> bool:
        token = self.tokens[at]
        if token.code == "X":
            return True
        if token.code == "P":
            return token.surface in ("て", "で", "ば", "ながら", "つつ", "たり") and last.code in "VXA"
        if token.code in "VA":
            helping = token.lemma in _SUPPORT and (last.surface in ("て", "で") or (last.code in "VX" and last.form == "連用形"))
            return helping or (token.lemma in _LIGHT and last.code in "SNHGPU") or (token.lemma == "ない" and last.code in "XV")
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
                quoted = follows is not None and follows.lemma in _QUOTING
                return ("rel" if follows.lemma in ("いう", "の") else "quote") if quoted and follows else "cond"
            if after.surface in ("なら", "たら"):
                return "cond"
            if after.surface in ("が", "ので", "けれど", "し", "から", "けど", "のに"):
                return "clause"
        if last.form == "仮定形" or last.lemma == "たら":
            return "cond"
        return "chain" if last.form in ("連用形", "語幹") else "rel"


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
