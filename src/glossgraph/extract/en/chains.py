"""From a noun phrase up to what it is said of: the steps between, each a word and a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from glossgraph.extract.en.chunks import Chunk

_STEPS = 7
_LINKS = 3


class Step(NamedTuple):
    """One step upwards: the word that says it, where the lower phrase stands (obj, a preposition …), the verb."""

    word: str
    place: str
    verb: Chunk | None = None
    cue: Chunk | None = None


class Link(NamedTuple):
    """A phrase and something that it is said of, with the steps between, from the lower one upwards."""

    upper: Chunk
    lower: Chunk
    steps: tuple[Step, ...]
    listed: bool


def links(noun: Chunk, root: Chunk) -> list[Link]:
    """What a noun phrase is said of: the nearest phrases, and whatever stands for the headword above them."""
    found: list[Link] = []
    if noun.role in ("mod", "kind") and noun.gov is not None:
        wanted = noun.gov.ident if noun.role == "mod" else noun.gov.term is not None
        return [Link(noun.gov, noun, (Step(noun.role, noun.role),), False)] if wanted else []
    if noun.role == "conj" and noun.form == "other" and noun.gov is not None and noun.gov.term is not None:
        found.append(Link(noun.gov, noun, (Step("other", "class"),), False))
    listed = noun.role == "conj"
    last: tuple[Step, ...] = ()
    for upper, steps in _climb(noun):
        last = steps
        if upper is None:
            continue
        if upper is not noun and (len(found) < _LINKS - 1 or upper.ident):
            found.append(Link(upper, noun, steps, listed))
        if upper.ident:
            break
    if not any(link.upper.ident for link in found) and not noun.ident:
        found.append(Link(root, noun, (*last[:1], Step(last[-1].word if last else "", "topic")), listed))
    return found


def _climb(noun: Chunk) -> Iterator[tuple[Chunk | None, tuple[Step, ...]]]:
    now: Chunk | None = noun
    steps: tuple[Step, ...] = ()
    for _ in range(_STEPS):
        if now is None:
            return
        while now.role == "conj" and now.gov is not None:
            now = now.gov
        gov = now.gov
        if now.role in ("obj", "attr") and gov is not None and gov.kind == "VG":
            steps = (*steps, Step(gov.lemma, now.role, gov, gov))
            yield from _from_verb(gov, steps)
            now = _above(gov)
        elif now.role == "pobj" and gov is not None:
            upper = gov.gov
            if upper is not None and upper.kind == "VG":
                steps = (*steps, Step(upper.lemma, gov.lemma, upper, gov))
                yield from _from_verb(upper, steps)
                now = _above(upper)
            elif upper is not None and upper.kind == "ADJ":
                steps = (*steps, Step(upper.lemma, gov.lemma, None, upper))
                if upper.subj is not None:
                    yield upper.subj, steps
                now = upper.subj
            else:
                steps = (*steps, Step(gov.lemma, "nn" if upper is not None else "front", None, gov))
                yield upper, steps
                now = upper
        elif now.role in ("ex", "paren", "colon", "app", "poss", "whose", "attr", "class") and gov is not None:
            word = now.alt.lemma if now.role == "ex" and now.alt is not None else now.role
            steps = (*steps, Step(word, now.role, None, now.alt if now.role == "ex" else None))
            yield gov, steps
            now = gov
        elif now.role == "subj" and gov is not None:
            steps = (*steps, Step(gov.lemma, "subj", gov, gov))
            yield (gov.gov if gov.role == "orel" else None), steps
            above = _above(gov)
            now = above if above is not now else None
        else:
            return


def _from_verb(verb: Chunk, steps: tuple[Step, ...]) -> Iterator[tuple[Chunk, tuple[Step, ...]]]:
    if verb.subj is not None and verb.subj.lemma == "example" and steps[-1].place in ("obj", "attr"):
        yield verb.subj, (*steps[:-1], Step("example", "ex", None, verb))
    elif verb.subj is not None:
        yield verb.subj, steps


def _above(verb: Chunk) -> Chunk | None:
    """Where the climb goes on above a verb: its subject, where that is no headword yet."""
    gov = verb.gov
    if gov is not None and gov.kind == "VG" and gov.subj is not None and gov.subj is not verb.subj:
        return gov.subj if gov.obj is not verb.subj else verb.subj
    return verb.subj
