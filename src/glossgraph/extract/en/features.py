"""What the chooser sees of a link between two phrases: plain strings, each of which can be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from glossgraph.extract.en.chains import Link, Step
from glossgraph.extract.en.chunks import Chunk
from glossgraph.extract.en.cues import cues
from glossgraph.extract.en.words import noun_class, word_list

_EXAMPLES = ("ex", "paren", "colon", "kind")
_DECISIVE = frozenset({"reduces", "improves", "requires", "based_on", "runs_on", "compared_with", "implements"})
"""What the nearest cue says and nothing above it can unsay."""

_FAR = (3, 6, 12, 24)


@dataclass(frozen=True)
class Setting:
    """What is the same for all links of a sentence: its number, and what kind of thing the headword is called."""

    sentence: int
    genus: str
    size: int


def guess(link: Link) -> str:
    """The label that the cues name by themselves: a relation, ``~`` and a relation turned round, or ``-``."""
    steps = link.steps
    if steps[0].place in _EXAMPLES and len(steps) > 1:
        steps = steps[1:]
    first = steps[0]
    if first.place in _EXAMPLES:
        return "~is_a"
    if first.place in ("attr", "app", "class"):
        return "is_a"
    if first.place == "poss":
        return "part_of"
    if first.place == "nn" and len(steps) == 1:
        return _noun_guess(first, link.upper)
    nearest, top = _step_guess(first), _step_guess(steps[-1])
    if nearest in _DECISIVE or top == "-":
        return nearest
    return nearest if top == "uses" and steps[-1] is not first and nearest != "-" else top


def _noun_guess(step: Step, upper: Chunk) -> str:
    if step.word == "for" and upper.lemma in ("name", "term", "word"):
        return "is_a"
    if step.word == "of" and _kind(upper) in ("transparent", "collection"):
        return "is_a" if _kind(upper) == "transparent" else "~part_of"
    return cues().guess("nn", step.word)


def _step_guess(step: Step) -> str:
    if step.place == "front":
        return cues().guess("front", step.word)
    if step.place == "nn":
        return cues().guess("nn", step.word)
    if step.verb is None:
        return cues().guess(step.word, step.place) if step.cue is not None else "-"
    if step.verb.negated:
        return "-"
    return cues().guess(step.verb.lemma, step.place, passive=step.verb.passive)


def features(link: Link, setting: Setting, known: bool) -> tuple[str, ...]:
    """The features of one link; ``known`` says whether the lower phrase is a known term."""
    first, top = link.steps[0], link.steps[-1]
    says, path = guess(link), ">".join(step.place for step in link.steps)
    words = ">".join(_sign(step) for step in link.steps)
    classes = ">".join(_class_sign(step) for step in link.steps)
    lower, upper = _noun(link.lower), _upper(link)
    place, top_sign, top_class = _class_sign(first), _sign(top), _class_sign(top)
    genus = noun_class(setting.genus) or "?"
    number = min(setting.sentence, 2)
    found = [
        f"guess={says}", f"guess,upper={says},{upper}", f"guess,lower={says},{lower}",
        f"guess,sentence={says},{number}", f"path={path}", f"path,upper={path},{upper}",
        f"words={words}", f"classes={classes}", f"classes,upper={classes},{upper}",
        f"first={_sign(first)}", f"firstclass={place}", f"firstclass,lower={place},{lower}",
        f"firstclass,upper={place},{upper}", f"first,upper={_sign(first)},{upper}",
        f"top={top_sign}", f"topclass={top_class}", f"topclass,lower={top_class},{lower}",
        f"topclass,genus={top_class},{genus}",
        f"topclass,first={top_class},{first.place}", f"depth={len(link.steps)},{upper}",
        f"upper={upper}", f"lower={lower}", f"lowerlemma={link.lower.lemma}",
        f"lowerlemma,first={link.lower.lemma},{place}", f"genus={setting.genus},{place}",
        f"genusclass={genus},{place}", f"genusclass,lower={genus},{lower},{upper}",
        f"sentence={number}", f"sentence,upper={number},{upper}", f"sentence,path={number},{path}",
        f"listed={link.listed}", f"listed,first={link.listed},{place}",
        f"known={known}", f"known,upper={known},{upper}",
        f"far={_distance(link)}", f"plural={link.lower.plural},{place}", f"definite={link.lower.definite},{place}",
    ]  # fmt: skip
    found += _verb_features(link, upper)
    return tuple(dict.fromkeys(found))


def _verb_features(link: Link, upper: str) -> Iterator[str]:
    verbs = [step for step in link.steps if step.verb is not None]
    if not verbs:
        yield f"noverb={upper}"
        if not link.upper.pronoun:
            yield f"upperlemma={link.upper.lemma},{link.steps[0].word}"
        return
    step = verbs[-1]
    verb = step.verb
    if verb is None:
        return
    name = _class_sign(step)
    context = _context(verb)
    yield f"role={verb.role},{name}"
    yield f"context={context}"
    yield f"context,place={context},{step.place}"
    yield f"context,class={context},{name}"
    yield f"contextclass={_context_class(verb)},{name}"
    yield f"negated={any(one.verb is not None and one.verb.negated for one in verbs)},{step.place}"
    yield f"modal={verb.modal},{name}"
    yield f"passive={verb.passive},{step.place},{upper}"
    yield f"form={verb.form},{step.place},{upper}"
    if len(verbs) > 1:
        yield f"inner={_class_sign(verbs[0])},{name}"


def _context(verb: Chunk) -> str:
    gov = verb.gov
    if gov is None:
        return verb.role
    mark = "~" if gov.kind == "VG" and gov.passive else ""
    word = gov.lemma if gov.kind in ("VG", "P", "ADJ") else gov.kind
    return f"{word}{mark}:{verb.role}"


def _context_class(verb: Chunk) -> str:
    gov = verb.gov
    if gov is None or gov.kind != "VG":
        return f"{gov.lemma if gov is not None and gov.kind == 'P' else ''}:{verb.role}"
    return f"{cues().classes.get(gov.lemma, '?')}{'~' if gov.passive else ''}:{verb.role}"


def _sign(step: Step) -> str:
    return f"{step.word}{'~' if step.verb is not None and step.verb.passive else ''}:{step.place}"


def _class_sign(step: Step) -> str:
    if step.verb is None:
        return f"{step.word}:{step.place}"
    return f"{cues().classes.get(step.verb.lemma, '?')}{'~' if step.verb.passive else ''}:{step.place}"


def _kind(chunk: Chunk) -> str:
    for name in ("transparent", "collection", "generic"):
        if chunk.lemma in word_list(name):
            return name
    return noun_class(chunk.lemma)


def _noun(chunk: Chunk) -> str:
    """What kind of phrase the lower one is: the headword, a name, or the class of its head."""
    if chunk.is_head:
        return "HEAD"
    return _kind(chunk) or ("Name" if chunk.term is not None and chunk.term.label != chunk.term.label.lower() else "?")


def _upper(link: Link) -> str:
    chunk = link.upper
    if chunk.role == "root" or chunk.is_head:
        return "HEAD"
    if chunk.ident:
        return f"GENUS{'' if (kind := _kind(chunk)) not in ('transparent', 'collection', 'generic') else kind}"
    return "other"


def _distance(link: Link) -> int:
    length = abs(link.lower.first - link.upper.after)
    return sum(length > limit for limit in _FAR)
