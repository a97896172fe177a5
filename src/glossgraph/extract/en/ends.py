"""Which term a noun phrase names: a known one, else the phrase in its canonical form, or none."""

from __future__ import annotations

from collections.abc import Iterable

from glossgraph.extract.en.chunks import Chunk
from glossgraph.extract.en.heads import is_transparent
from glossgraph.extract.en.mentions import resolve
from glossgraph.extract.en.tokens import Token
from glossgraph.extract.en.words import folded, noun_class, singular, word_list
from glossgraph.extract.names import End, Names
from glossgraph.text import term_id

_QUOTES = frozenset("\"'“”‘’`«»*_")
_LIGHT = frozenset({"DT", "PDT", "PRP$", "CD", "RB", "RBR", "RBS", "WP$", "EX"})
_KINDS = ("attr", "app")
_RELATIONAL = frozenset({"attribute", "communication", "relation", "shape", "time", "tops"})
"""Classes of nouns that say little alone: a table wine is a wine, but what an API object is, *object* does not say."""

_LONGEST = 8
"""A name has at most so many words; a longer phrase is cut to its last ones."""


class Ends:
    """Names the noun phrases of one sentence."""

    def __init__(
        self, tokens: list[Token], tags: list[str], names: Names, head: End, local: dict[str, End] | None = None
    ) -> None:
        self.tokens, self.tags, self.names, self.head = tokens, tags, names, head
        self.local = {} if local is None else local

    def name_all(self, chunks: Iterable[Chunk]) -> list[Chunk]:
        """Set the terms of all noun phrases; ``(SM)`` behind a phrase is another name of it, here and further on.

        Gives the phrases that stand inside others: ``PGDATA`` in ``the environment variable PGDATA`` (role inner: the
        outer one is its class) and names in front of a head (role mod).
        """
        inside: list[Chunk] = []
        for chunk in chunks:
            if chunk.kind == "NP" and not chunk.pronoun:
                self._split_name(chunk, inside)
                self.name(chunk)
                if chunk.role == "paren":
                    self._abbreviation(chunk)
                if len(chunk.parts) > 1 and chunk.term is not None:
                    self._kinds(chunk, inside)
                if chunk.head - chunk.first > 0 and not chunk.is_head and self.tags[chunk.head] in ("NN", "NNS"):
                    self._modifiers(chunk, inside)
        return inside

    def activities(self, chunks: list[Chunk], root: Chunk) -> list[Chunk]:
        """Known activities that a definition begins with: ``rewriting a text``, ``the act of rewriting``."""
        said = [chunk for chunk in chunks if chunk.kind != "ADV"]
        if len(said) > 2 and _is_light(said[0].lemma) and said[1].lemma == "of":
            said = said[2:]
        found = []
        while said and said[0].kind == "VG" and said[0].form == "ger":
            at = said[0].head
            term = resolve(self.tokens[at].text.lower(), self.names)
            if term is not None and term.id != self.head.id:
                word = self.tokens[at].text.lower()
                found.append(Chunk("NP", at, at + 1, at, word, role="attr", gov=root, term=term, parts=[at]))
            said = said[2:] if len(said) > 1 and said[1].kind == "CC" else []
        return found

    def _kinds(self, chunk: Chunk, inside: list[Chunk]) -> None:
        """``physical, logical and shorthand inset properties``: each modifier of a list names a kind of its own."""
        joints = chunk.parts[1:]
        base = chunk.term.label if chunk.term is not None else ""
        for at in (joints[0] - 1, *(joint + 1 for joint in joints)):
            word = self.tokens[at].text
            if (
                chunk.first <= at < chunk.head
                and self.tags[at] in ("JJ", "VBN", "NN")
                and (chunk.is_head or word.lower() not in word_list("adverbial"))
            ):
                name = f"{word.lower()} {base[:1].lower() + base[1:]}"
                term = resolve(name, self.names) or End(term_id(name), name)
                inside.append(Chunk("NP", at, at + 1, at, chunk.lemma, role="kind", gov=chunk, term=term, parts=[at]))

    def _split_name(self, chunk: Chunk, inside: list[Chunk]) -> None:
        """Cut the name off a phrase that first says what it is: article, common noun, name."""
        head = chunk.head
        if head - chunk.first < 2 or not (chunk.definite or chunk.form == "a"):
            return
        last, before = self.tokens[head].text, self.tokens[head - 1].text
        named = (
            last[1:] != last[1:].lower() or any(char in "_." or char.isdigit() for char in last) or last[:1].isupper()
        )
        if named and self.tags[head - 1] == "NN" and before.islower() and not last.endswith("s"):
            inside.append(
                Chunk("NP", chunk.first, head, head - 1, singular(before).lower(), chunk.form, role="class", gov=chunk)
            )
            self.name(inside[-1])
            chunk.first, chunk.lemma = head, last.lower()

    def _modifiers(self, chunk: Chunk, inside: list[Chunk]) -> None:
        """Names in front of the head: runs of proper nouns, and known terms."""
        at = chunk.parts[0] if chunk.parts else chunk.first
        while at < chunk.head:
            after = at
            while after < chunk.head and self.tags[after] in ("NNP", "NNPS"):
                after += 1
            if after > at:
                name = self._text(list(range(at, after)))
                term = resolve(name, self.names) or End(term_id(name), name)
                if term.id != self.head.id and (chunk.term is None or term.id != chunk.term.id):
                    inside.append(
                        Chunk("NP", at, after, after - 1, name.lower(), role="mod", gov=chunk, term=term, parts=[at])
                    )
            at = max(after, at + 1)

    def _abbreviation(self, chunk: Chunk) -> None:
        long = chunk.gov
        if chunk.is_head and long is not None and long.role in ("", "subj", "attr"):
            long.is_head, long.term = True, chunk.term
            return
        short = self.tokens[chunk.head].text
        letters = short.rstrip("s") if len(short) > 2 else short
        if long is None or long.term is None or chunk.head - chunk.first > 1 or not letters.isupper():
            return
        known = resolve(short, self.names)
        words = [self.tokens[at].text for at in range(long.first, long.head + 1)]
        initials = "".join(part[:1] for word in words for part in word.split("-")).upper()
        if letters in initials or letters == "".join(c for word in words for c in word if c.isupper()):
            chunk.role = "alias"
            long.term = known or long.term
            self.local[letters] = self.local[short] = long.term

    def name(self, chunk: Chunk) -> None:
        """Set a noun phrase's term, and move its start to where the name begins."""
        if chunk.pronoun or chunk.role == "root":
            return
        first = self._trimmed(chunk)
        ranked = chunk.lemma in word_list("ranks") and resolve(chunk.lemma, self.names) is not None
        if chunk.lemma in word_list("transparent") and self._followed_by_of(chunk) and not ranked:
            return
        words = [at for at in range(first, chunk.head + 1) if self.tokens[at].text not in _QUOTES]
        if chunk.lemma == "set" and len(words) == 1 and self._followed_by_of(chunk):
            words = self._whole_set(chunk)
        if not words:
            return
        known, start = self._known(words, _is_genus(chunk) and _names_kinds(chunk.lemma))
        if known is None and len(words) == 1:
            known = self.local.get(self.tokens[words[0]].text)
        if known is not None:
            chunk.term, chunk.is_head = known, known.id == self.head.id
        elif chunk.lemma not in word_list("generic") or len(words) > 1:
            chunk.term, start = self._new(words)
        chunk.parts = [start, *chunk.parts[1:]]

    def _known(self, words: list[int], kind: bool = False) -> tuple[End | None, int]:
        """The longest known name that ends the phrase, if only describing words stand before it."""
        for skip in range(len(words)):
            if skip and self.tags[words[skip - 1]] in ("NN", "NNS", "NNP", "NNPS") and not kind:
                break
            found = resolve(self._text(words[skip:]), self.names)
            if found is not None and self._fits(found, words[skip:]):
                return found, words[skip]
        return None, words[0]

    def _fits(self, found: End, words: list[int]) -> bool:
        text = self._text(words)
        return text != found.label.lower() or not found.label.isupper() or len(text) > 3

    def _new(self, words: list[int]) -> tuple[End | None, int]:
        kept = words[-_LONGEST:]
        name = self._text(kept[:-1] + kept[-1:])
        *before, last = name.split(" ")
        if (self.tags[kept[-1]] != "NNP" or last.islower()) and before[1:2] != ["of"]:
            last = singular(last)
        label = " ".join([*before, last])
        if (
            kept[0] == 0
            and label[:1].isupper()
            and label[1:] == label[1:].lower()
            and self.tags[kept[0]] not in ("NNP", "NNPS")
        ):
            label = label[:1].lower() + label[1:]
        if not any(char.isalnum() for char in label) or (label == label.lower() and folded(label) in self.names.cased):
            return None, kept[0]
        return End(term_id(label), label), kept[0]

    def _whole_set(self, chunk: Chunk) -> list[int]:
        """``set of instructions``: a set is named with what it holds."""
        last = chunk.after + 1
        while (
            last < len(self.tokens) and last < chunk.after + 4 and self.tags[last] in ("NN", "NNS", "NNP", "NNPS", "JJ")
        ):
            last += 1
        return list(range(chunk.head, last)) if self.tags[last - 1] in ("NNS", "NNPS", "NN") else [chunk.head]

    def _followed_by_of(self, chunk: Chunk) -> bool:
        return chunk.after < len(self.tokens) and self.tokens[chunk.after].text == "of"

    def _text(self, words: list[int]) -> str:
        return " ".join(self.tokens[at].text for at in words)

    def _trimmed(self, chunk: Chunk) -> int:
        """Where a phrase begins without articles, counts and adjectives that judge."""
        first, judging = chunk.first, word_list("adverbial")
        for at in range(chunk.first, chunk.head):
            low, tag = self.tokens[at].text.lower(), self.tags[at]
            if at and tag == "NNP" and self.tokens[at].text != low:
                break
            if tag in _LIGHT or tag == "JJS" or low in judging or low in _QUOTES or tag in ("CC", ","):
                first = at + 1
            elif tag in ("VBN", "VBG", "JJ", "JJR", "JJS") and self._listed_before(at, chunk.head):
                continue
            else:
                break
        return first

    def _listed_before(self, at: int, head: int) -> bool:
        """Whether a conjunction of modifiers goes on behind this one: then the last one alone stands for the phrase."""
        return any(self.tags[now] in ("CC", ",") for now in range(at + 1, min(at + 4, head)))


def _is_genus(chunk: Chunk) -> bool:
    """Whether a phrase says what something is: itself, behind ``any of several``, or joined to one that does."""
    gov = chunk.gov
    if chunk.role == "conj" and gov is not None:
        return gov.role in _KINDS and not gov.plural
    upper = gov.gov if chunk.role == "pobj" and gov is not None and gov.lemma == "of" else None
    return chunk.role in _KINDS or (upper is not None and upper.role == "attr" and is_transparent(upper))


def _names_kinds(head: str) -> bool:
    return noun_class(head) not in _RELATIONAL and head not in word_list("generic")


def _is_light(head: str) -> bool:
    return head in word_list("generic") or head in word_list("transparent")
