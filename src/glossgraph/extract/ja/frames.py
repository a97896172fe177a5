"""Frames: where a sentence may relate two terms. Generous; the chooser judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from glossgraph.extract.ja.ends import Ends
from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrases import Phrase, phrases
from glossgraph.extract.ja.subjects import Headword, Subject
from glossgraph.extract.ja.tokens import Token
from glossgraph.extract.names import End
from glossgraph.model import Span

_DEEP = 8
"""How far a chain of clauses is followed."""

_OTHER = frozenset(("他", "ほか", "その他", "別"))
_EXAMPLES = frozenset(("toitta", "youna", "nado"))


@dataclass(slots=True)
class Proposal:
    """A pair that a frame proposes: from a subject or noun to a noun, with what stands between them."""

    frame: str
    source: End
    source_span: Span | None
    target: End
    target_span: Span
    how: str
    noun: Phrase
    role: str
    verb: Phrase | None
    path: str
    outer: Phrase | None
    over: str
    agent: bool
    guess: str


@dataclass
class Sentence:
    """One sentence, ready for frames."""

    phrases: list[Phrase]
    ends: Ends
    lexicon: Lexicon
    head: Headword
    subjects: list[tuple[int, Subject]]
    index: int

    def subject_at(self, offset: int) -> Subject:
        """The subject that holds at an offset."""
        found = self.subjects[0][1]
        for start, subject in self.subjects:
            if start <= offset:
                found = subject
        return found

    def entity(self, phrase: Phrase) -> tuple[Phrase | None, str, Phrase | None]:
        """What a predicate is said of: a noun, or None for the sentence's subject; the way there, the outer predicate."""
        path: list[str] = []
        outer: Phrase | None = None
        at: Phrase | None = phrase
        for _ in range(_DEEP):
            if at is None:
                return None, "+".join((*path, "main")), outer
            if at.kind == "v":
                if at is not phrase:
                    outer = outer or at
                path.append(at.form)
            elif at.genus:
                return None, "+".join((*path, "genus")), outer
            elif at.rolekind == "topic":
                return (at if at.role in ("niwa", "dewa") and not self.ends.is_generic(at) else None), "+".join((*path, "topic")), outer
            elif not self.ends.is_generic(at):
                return at, "+".join((*path, "noun")), outer
            else:
                path.append(self._link(at))
            at = at.to
        return None, "deep", outer

    def _link(self, noun: Phrase) -> str:
        kinds = self.lexicon.heads.get(noun.head, frozenset())
        kind = next((kind for kind in ("purpose", "time", "formal", "generic") if kind in kinds), "other")
        return f"{kind}.{noun.role}"


Frame = Callable[[Sentence], Iterator[Proposal]]


def _pair(
    sentence: Sentence,
    frame: str,
    source: Phrase | Subject | None,
    noun: Phrase,
    guess: str,
    verb: Phrase | None = None,
    *,
    role: str = "",
    path: str = "",
    outer: Phrase | None = None,
    over: str = "",
    agent: bool = False,
) -> Iterator[Proposal]:
    """A proposal for each member of the noun's list, if both ends are concepts."""
    if source is None:
        source = sentence.subject_at(verb.start if verb is not None else noun.start)
    if isinstance(source, Subject):
        starts: list[tuple[End, Span | None, str]] = [(source.end, source.span, source.how)]
    else:
        named = (sentence.ends.of(each) for each in (*source.members, source))
        starts = [(item[0], (item[1], item[2]), "noun") for item in named if item is not None]
    for member in (*noun.members, noun):
        target = sentence.ends.of(member)
        if target is None or sentence.ends.is_generic(member):
            continue
        for end, span, how in starts:
            if end.id != target[0].id:
                yield Proposal(
                    frame, end, span, target[0], (target[1], target[2]), how, member, role or noun.role, verb, path, outer,
                    over, agent, guess,
                )


def arguments(sentence: Sentence) -> Iterator[Proposal]:
    """What a predicate says of its subject and of each of its arguments."""
    for verb in sentence.phrases:
        if verb.kind != "v" or not verb.args:
            continue
        entity, path, outer = sentence.entity(verb)
        agents = [noun for noun in verb.args if noun.role == "ga" and not sentence.ends.is_generic(noun)]
        way = {"path": path, "outer": outer}
        for noun in verb.args:
            guess = sentence.lexicon.guess(verb.cls, noun.role, verb.voice)
            kept = {**way, "agent": bool(agents)}
            if noun.genus:
                continue
            yield from _pair(sentence, "arg", entity, noun, guess, verb, **kept)
            yield from _in_brackets(sentence, entity, noun, verb, guess, kept)
            yield from _inside(sentence, "argmod", entity, noun, verb, guess, kept)
            if entity is not None:
                subject = sentence.subject_at(verb.start)
                yield from _pair(sentence, "nested", subject, noun, guess, verb, over=entity.head, **kept)
                yield from _in_brackets(sentence, subject, noun, verb, guess, kept, "nestbracket")
            for agent in agents:
                if noun is not agent:
                    yield from _pair(sentence, "agent", agent, noun, guess, verb, **kept)


def _in_brackets(
    sentence: Sentence,
    entity: Phrase | Subject | None,
    noun: Phrase,
    verb: Phrase,
    guess: str,
    way: dict[str, Any],
    name: str = "argbracket",
) -> Iterator[Proposal]:
    for first, last in noun.brackets:
        for inner in inside(sentence.ends.tokens, first, last, sentence.lexicon):
            if inner.kind == "n" and inner.text not in _MARKS:
                yield from _pair(sentence, name, entity, inner, guess, verb, role=noun.role, **way)


def acts(sentence: Sentence) -> Iterator[Proposal]:
    """What a subject does, as a noun: encrypts -> encryption."""
    for verb in sentence.phrases:
        if verb.kind == "v" and sentence.ends.tokens[verb.first].code == "S":
            entity, path, outer = sentence.entity(verb)
            noun = Phrase("n", verb.first, verb.first + 1, verb.start, sentence.ends.tokens[verb.first].end, verb.lemma, verb.lemma)
            roles = "/".join(sorted({arg.role for arg in verb.args}))
            yield from _pair(sentence, "act", entity, noun, "applied_to", verb, role=roles, path=path, outer=outer)


def others(sentence: Sentence) -> Iterator[Proposal]:
    """``A and other B``: A is a B."""
    for noun in sentence.phrases:
        if noun.kind == "n" and any(inner.text in _OTHER for inner in noun.mods):
            for member in noun.members:
                yield from _pair(sentence, "other", member, replace(noun, members=[]), "is_a", role="other")


def _inside(
    sentence: Sentence, frame: str, entity: Phrase | Subject | None, noun: Phrase, verb: Phrase | None, guess: str, way: dict[str, Any]
) -> Iterator[Proposal]:
    """The nouns that modify a noun which something is said of."""
    for depth, inner in enumerate(_modifiers(noun)):
        over = noun.head if depth == 0 else noun.mods[0].head if noun.mods else ""
        name = frame if depth == 0 else f"{frame}2"
        yield from _pair(sentence, name, entity, inner, guess, verb, over=over, **way)


def _modifiers(noun: Phrase) -> list[Phrase]:
    found = [*reversed(noun.mods)]
    for member in noun.members:
        found.extend(member.mods)
    for inner in list(found):
        found.extend(inner.mods)
    return found[:6]


def genus(sentence: Sentence) -> Iterator[Proposal]:
    """What the subject is, and what that is qualified by."""
    for noun in sentence.phrases:
        listed = noun.to is not None and noun in noun.to.members
        if noun.kind != "n" or not noun.genus or listed:
            continue
        over = noun.to.head if noun.to is not None and noun.to.kind == "n" else ""
        kinds = sentence.lexicon.heads.get(noun.text.strip(), frozenset())
        if not kinds & {"part", "variant", "expansion"} or not noun.mods:
            yield from _pair(sentence, "genus", None, noun, "is_a", role=noun.role, over=over)
        kinds = sentence.lexicon.heads.get(noun.head, frozenset())
        guess = next((_SAYS[kind] for kind in _SAYS if kind in kinds), "applied_to")
        yield from _inside(sentence, "genusmod", None, noun, None, guess, {})
    for at, noun in enumerate(sentence.phrases[1:], 1):
        before = sentence.phrases[at - 1]
        if noun.kind == "n" and noun.genus and before.role == "ga" and before.to is None:
            yield from _pair(sentence, "gacop", before, noun, "is_a")
            yield from _pair(sentence, "headgacop", None, before, "improves", over=noun.head)
            yield from _inside(sentence, "headgacopmod", None, before, None, "improves", {})


_SAYS = {
    "instance": "is_a",
    "part": "part_of",
    "variant": "variant_of",
    "implement": "implements",
    "property": "property_of",
}


def chains(sentence: Sentence) -> Iterator[Proposal]:
    """Nouns and the nouns that modify them: Y no X; X as an example of Y."""
    for noun in sentence.phrases:
        if noun.kind != "n":
            continue
        for inner in noun.mods:
            if inner.role in _EXAMPLES or (inner.nado and inner.role == "no"):
                yield from _pair(sentence, "example", inner, noun, "is_a", role=inner.role)
                if noun.genus:
                    yield from _pair(sentence, "examplehead", None, inner, "~is_a", role=inner.role)
            elif inner.role == "toiu":
                yield from _pair(sentence, "called", inner, noun, "is_a", role=inner.role)
            else:
                yield from _pair(sentence, "no", noun, inner, "part_of", role=inner.role, over=noun.head)


def bracketed(sentence: Sentence) -> Iterator[Proposal]:
    """Examples in brackets behind a noun: ``Y(e.g. A, B)``."""
    for noun in sentence.phrases:
        if noun.kind != "n":
            continue
        for first, last in noun.brackets:
            inner = inside(sentence.ends.tokens, first, last, sentence.lexicon)
            marked = any(phrase.text in _MARKS for phrase in inner[:1]) or any(phrase.nado for phrase in inner)
            listed = sum(phrase.kind == "n" for phrase in inner) > 1
            role = "marked" if marked else "listed" if listed else "single"
            for phrase in inner:
                if phrase.kind == "n" and phrase.text not in _MARKS:
                    yield from _pair(sentence, "bracket", phrase, noun, "is_a", role=role)
                    if noun.genus:
                        yield from _pair(sentence, "brackethead", None, phrase, "~is_a", role=role)


_MARKS = frozenset(("例", "例えば", "たとえば", "例 :", "ex", "e.g."))


def inside(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> list[Phrase]:
    """The phrases of a stretch of a sentence's tokens, counted as in the sentence."""
    found = phrases(tokens[first:last], lexicon)
    for phrase in found:
        phrase.first, phrase.last = phrase.first + first, phrase.last + first
    return found


def topics(sentence: Sentence) -> Iterator[Proposal]:
    """Where something holds, what else a sentence speaks of, and what qualifies its subject."""
    headword = Subject(sentence.head.end, None, "dropped")
    for noun in sentence.phrases:
        if noun.kind == "n" and noun.rolekind == "topic":
            if noun.role in ("niwa", "dewa"):
                yield from _pair(sentence, "place", headword, noun, "part_of")
            else:
                yield from _pair(sentence, "topic", headword, noun, "applied_to")
            yield from _inside(sentence, "topicmod", headword, noun, None, "part_of", {})


def rest(sentence: Sentence) -> Iterator[Proposal]:
    """Nouns that no predicate takes, and what other subjects' predicates take, related to the headword."""
    headword = Subject(sentence.head.end, None, "dropped")
    for noun in sentence.phrases:
        if noun.kind != "n" or noun.genus or noun.rolekind == "topic":
            continue
        if noun.to is None:
            yield from _pair(sentence, "loose", headword, noun, "applied_to")
        elif noun.to.kind == "v" and sentence.subject_at(noun.to.start).how == "other":
            yield from _pair(sentence, "far", headword, noun, "applied_to", noun.to)


FRAMES: tuple[Frame, ...] = (genus, arguments, acts, chains, others, bracketed, topics, rest)
"""All frames, in the order in which they propose."""


def proposals(sentence: Sentence) -> list[Proposal]:
    """Everything that the frames propose for one sentence."""
    return [proposal for frame in FRAMES for proposal in frame(sentence)]
