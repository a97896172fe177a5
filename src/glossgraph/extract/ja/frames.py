"""Frames: where a sentence may relate two terms. Generous; the chooser judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.phrases import phrases
from glossgraph.extract.ja.proposal import MANY, Proposal, Sentence, pair
from glossgraph.extract.ja.subjects import Subject
from glossgraph.extract.ja.tokens import Token

_MOST = 8
"""How many nouns that modify one noun, directly or one level deeper, are looked at."""

_COMPLEMENTS = frozenset(("ni", "to", "toshite", "cop", ""))
_EXAMPLES = frozenset(("toitta", "youna", "nado"))


Frame = Callable[[Sentence], Iterator[Proposal]]


def arguments(sentence: Sentence) -> Iterator[Proposal]:
    """What a predicate says of its subject and of each of its arguments."""
    for verb in sentence.phrases:
        if verb.kind != "v" or not verb.args:
            continue
        entity, path, outer = sentence.entity(verb)
        agents = [noun for noun in verb.args if noun.role == "ga" and not sentence.ends.is_generic(noun)][:4]
        way: dict[str, Any] = {"path": path, "outer": outer}
        for noun in verb.args:
            guess = sentence.lexicon.guess(verb.cls, noun.role, verb.voice)
            kept = {**way, "agent": bool(agents)}
            if noun.genus:
                continue
            yield from pair(sentence, "arg", entity, noun, guess, verb, **kept)
            yield from _in_brackets(sentence, entity, noun, verb, guess, kept)
            yield from _inside(sentence, "argmod", entity, noun, verb, guess, kept)
            if entity is not None:
                subject = sentence.subject_at(verb.start)
                yield from pair(sentence, "nested", subject, noun, guess, verb, over=entity.head, **kept)
                yield from _in_brackets(sentence, subject, noun, verb, guess, kept, "nestbracket")
            for agent in agents:
                if noun is not agent:
                    yield from pair(sentence, "agent", agent, noun, guess, verb, **kept)


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
            if inner.kind == "n" and inner.text not in sentence.lexicon.words["example_marks"]:
                yield from pair(sentence, name, entity, inner, guess, verb, role=noun.role, **way)


def acts(sentence: Sentence) -> Iterator[Proposal]:
    """What a subject does, as a noun: encrypts -> encryption."""
    for verb in sentence.phrases:
        if verb.kind == "v" and sentence.ends.tokens[verb.first].code == "S":
            entity, path, outer = sentence.entity(verb)
            noun = Phrase(
                "n",
                verb.first,
                verb.first + 1,
                verb.start,
                sentence.ends.tokens[verb.first].end,
                verb.lemma,
                verb.lemma,
            )
            roles = "/".join(sorted({arg.role for arg in verb.args}))
            yield from pair(sentence, "act", entity, noun, "applied_to", verb, role=roles, path=path, outer=outer)


def others(sentence: Sentence) -> Iterator[Proposal]:
    """``A and other B``: A is a B."""
    for noun in sentence.phrases:
        if noun.kind == "n" and any(inner.text in sentence.lexicon.words["others"] for inner in noun.mods):
            for member in noun.members:
                yield from pair(sentence, "other", member, replace(noun, members=[]), "is_a", role="other")


def _inside(
    sentence: Sentence,
    frame: str,
    entity: Phrase | Subject | None,
    noun: Phrase,
    verb: Phrase | None,
    guess: str,
    way: dict[str, Any],
) -> Iterator[Proposal]:
    """The nouns that modify a noun which something is said of."""
    for inner, above, depth in _modifiers(noun):
        name = frame if depth == 0 else f"{frame}2"
        said = _says(sentence, inner, above, guess)
        yield from pair(sentence, name, entity, inner, said, verb, over=above.head, **way)


def _says(sentence: Sentence, inner: Phrase, above: Phrase, guess: str) -> str:
    """What ``inner`` and its particle say of the noun above it, or the predicate's own guess."""
    if above.genus or above.role in _COMPLEMENTS:
        kinds = sentence.lexicon.heads.get(above.head, frozenset())
        guess = next((_SAYS[kind] for kind in _SAYS if kind in kinds), guess)
    elif inner.role == "no":
        guess = _DOES.get(sentence.lexicon.cues.get(above.head, ""), guess)
    return sentence.lexicon.frames.get(("mod", inner.role, "*"), guess)


def _modifiers(noun: Phrase) -> list[tuple[Phrase, Phrase, int]]:
    """The nouns that modify a noun or the others of its list: each with the noun above it and how deep it is."""
    found = [(inner, noun, 0) for inner in reversed(noun.mods[-MANY:])]
    found += [(inner, member, 0) for member in noun.members[-MANY:] for inner in member.mods]
    found += [(deeper, inner, 1) for inner, _, _ in found for deeper in inner.mods[-MANY:]]
    return found[:_MOST]


def genus(sentence: Sentence) -> Iterator[Proposal]:
    """What the subject is, and what that is qualified by."""
    for noun in sentence.phrases:
        listed = noun.to is not None and noun in noun.to.members
        if noun.kind != "n" or not noun.genus or listed:
            continue
        over = noun.to.head if noun.to is not None and noun.to.kind == "n" else ""
        kinds = sentence.lexicon.heads.get(noun.text.strip(), frozenset())
        if not kinds & {"part", "variant", "expansion"} or not noun.mods:
            yield from pair(sentence, "genus", None, noun, "is_a", role=noun.role, over=over)
        yield from _inside(sentence, "genusmod", None, noun, None, "applied_to", {})
    for at, noun in enumerate(sentence.phrases[1:], 1):
        before = sentence.phrases[at - 1]
        if noun.kind == "n" and noun.genus and before.role == "ga" and before.to is None:
            yield from pair(sentence, "gacop", before, noun, "is_a")
            yield from pair(sentence, "headgacop", None, before, "improves", over=noun.head)
            yield from _inside(sentence, "headgacopmod", None, before, None, "improves", {})


_SAYS = {
    "instance": "is_a",
    "part": "part_of",
    "variant": "variant_of",
    "implement": "implements",
    "property": "property_of",
    "basis": "~based_on",
    "substitute": "compared_with",
}


_DOES = {"improve": "improves", "reduce": "reduces"}
"""What an act that is named says of what it is done to: パフォーマンスの向上に役立つ."""


def chains(sentence: Sentence) -> Iterator[Proposal]:
    """Nouns and the nouns that modify them: Y no X; X as an example of Y."""
    for noun in sentence.phrases:
        if noun.kind != "n":
            continue
        for inner in noun.mods:
            if inner.role in _EXAMPLES or (inner.nado and inner.role == "no"):
                yield from pair(sentence, "example", inner, noun, "is_a", role=inner.role)
                if noun.genus:
                    yield from pair(sentence, "examplehead", None, inner, "~is_a", role=inner.role)
            elif inner.role == "toiu":
                yield from pair(sentence, "called", inner, noun, "is_a", role=inner.role)
            else:
                yield from pair(sentence, "no", noun, inner, "part_of", role=inner.role, over=noun.head)


def bracketed(sentence: Sentence) -> Iterator[Proposal]:
    """Examples in brackets behind a noun: ``Y(e.g. A, B)``."""
    for noun in sentence.phrases:
        if noun.kind != "n":
            continue
        for first, last in noun.brackets:
            inner = inside(sentence.ends.tokens, first, last, sentence.lexicon)
            marked = any(phrase.text in sentence.lexicon.words["example_marks"] for phrase in inner[:1]) or any(
                phrase.nado for phrase in inner
            )
            listed = sum(phrase.kind == "n" for phrase in inner) > 1
            role = "marked" if marked else "listed" if listed else "single"
            for phrase in inner:
                if phrase.kind == "n" and phrase.text not in sentence.lexicon.words["example_marks"]:
                    yield from pair(sentence, "bracket", phrase, noun, "is_a", role=role)
                    if noun.genus:
                        yield from pair(sentence, "brackethead", None, phrase, "~is_a", role=role)


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
                yield from pair(sentence, "place", headword, noun, "part_of")
            else:
                yield from pair(sentence, "topic", headword, noun, "applied_to")
            yield from _inside(sentence, "topicmod", headword, noun, None, "part_of", {})


def rest(sentence: Sentence) -> Iterator[Proposal]:
    """Nouns that no predicate takes, and what other subjects' predicates take, related to the headword."""
    headword = Subject(sentence.head.end, None, "dropped")
    for noun in sentence.phrases:
        if noun.kind != "n" or noun.genus or noun.rolekind == "topic":
            continue
        if noun.to is None:
            yield from pair(sentence, "loose", headword, noun, "applied_to")
        elif noun.to.kind == "v" and sentence.subject_at(noun.to.start).how == "other":
            yield from pair(sentence, "far", headword, noun, "applied_to", noun.to)


FRAMES: tuple[Frame, ...] = (genus, arguments, acts, chains, others, bracketed, topics, rest)
"""All frames, in the order in which they propose."""


def proposals(sentence: Sentence) -> list[Proposal]:
    """Everything that the frames propose for one sentence."""
    return [proposal for frame in FRAMES for proposal in frame(sentence)]
