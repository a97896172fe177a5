"""What the chooser sees of a proposal: plain strings, each of which can be printed."""

from __future__ import annotations

from collections.abc import Iterable

from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.proposal import Proposal, Sentence

_KATAKANA_FROM, _KATAKANA_TO = "ァ", "ー"


def features(proposal: Proposal, sentence: Sentence, genus: Phrase | None) -> tuple[str, ...]:
    """The features of one proposal. ``genus`` is the noun that the sentence says its subject is."""
    frame, role, guess = proposal.frame, proposal.role, proposal.guess
    verb, outer = proposal.verb, proposal.outer
    noun = _noun_kind(proposal.noun, sentence)
    found = [
        f"guess={guess}",
        f"frame={frame}",
        f"frame,guess={frame},{guess}",
        f"frame,role={frame},{role}",
        f"frame,how={frame},{proposal.how}",
        f"frame,noun={frame},{noun}",
        f"role={role}",
        f"noun={noun}",
        f"head={proposal.noun.head}",
        f"last={proposal.noun.head[-1:]},{frame}",
        f"last,guess={proposal.noun.head[-1:]},{guess}",
        f"head,frame={proposal.noun.head},{frame}",
        f"sentence={min(sentence.index, 2)}",
        f"sentence,frame={min(sentence.index, 2)},{frame}",
        f"known={proposal.target.id in sentence.ends.known}",
        f"listed={bool(proposal.noun.members) or proposal.noun.listed}",
    ]
    found += _around(proposal, sentence, genus)
    if verb is not None:
        found += _verb_features(proposal, verb, noun)
    if outer is not None:
        found += [
            f"outer={outer.cls or outer.lemma}",
            f"outer,frame={outer.lemma},{frame}",
            f"outer,role={outer.cls},{role},{outer.voice}",
            f"outer,path={outer.cls},{_short(proposal.path)}",
        ]
    return tuple(found)


def _around(proposal: Proposal, sentence: Sentence, genus: Phrase | None) -> list[str]:
    frame, role = proposal.frame, proposal.role
    found: list[str] = []
    if genus is not None:
        found += [
            f"genus={genus.head},{frame}",
            f"genuskind={_kinds(genus.head, sentence)},{frame}",
            f"genuslast={genus.head[-1:]},{frame}",
        ]
    if proposal.over:
        kinds = _kinds(proposal.over, sentence)
        found += [
            f"over={proposal.over},{frame}",
            f"overkind={kinds},{frame}",
            f"overlast={proposal.over[-1:]},{frame}",
            f"over,role={proposal.over},{role}",
            f"overclass={sentence.lexicon.cues.get(proposal.over, 'none')},{frame}",
        ]
    return found


def _verb_features(proposal: Proposal, verb: Phrase, noun: str) -> Iterable[str]:
    frame, role, voice = proposal.frame, proposal.role, verb.voice
    cls, lemma = verb.cls or "none", verb.lemma
    path = _short(proposal.path)
    sign = "-" if verb.negative else "+"
    return (
        f"lemma={lemma}",
        f"lemma,role={lemma},{role},{voice}",
        f"lemma,frame={lemma},{frame}",
        f"class={cls},{voice}",
        f"class,role={cls},{role},{voice}",
        f"class,role,frame={cls},{role},{voice},{frame}",
        f"class,noun={cls},{noun}",
        f"first={lemma[:1]},{role},{voice}",
        f"second={lemma[1:2]},{role},{voice}",
        f"class,path={cls},{path}",
        f"class,role,path={cls},{role},{voice},{path}",
        f"role,path={role},{path}",
        f"path={path}",
        f"voice,role,frame={voice},{role},{frame}",
        f"agent={proposal.agent},{role},{frame}",
        f"agent,class={proposal.agent},{cls},{role},{frame}",
        f"sign={sign}",
        f"sign,class={sign},{cls}",
        f"potential={verb.potential},{role}",
        f"how,class={proposal.how},{cls},{role},{voice}",
    )


def _noun_kind(noun: Phrase, sentence: Sentence) -> str:
    kinds = _kinds(noun.head, sentence)
    if kinds != "none":
        return kinds
    head = sentence.ends.tokens[noun.last - 1]
    if head.code in "SM":
        return "act" if head.code == "S" else "number"
    first = noun.text[:1]
    if first.isascii():
        return "name" if noun.head.isascii() else "mixed"
    return "katakana" if _KATAKANA_FROM <= noun.head[:1] <= _KATAKANA_TO else "kanji"


def _kinds(noun: str, sentence: Sentence) -> str:
    return "/".join(sorted(sentence.lexicon.heads.get(noun, ("none",))))


def _short(path: str) -> str:
    """A way through clauses without the steps that say little."""
    return "+".join(step.split(".")[0] for step in path.split("+") if step not in ("rel", "chain", "quote"))
