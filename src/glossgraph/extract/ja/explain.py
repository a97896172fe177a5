"""How one sentence was read: tokens, phrases, candidates with what spoke for them, and what was taken."""

from __future__ import annotations

from typing import Any

from glossgraph.extract.chooser import Candidate, Choice, Chooser
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.reading import Read, candidates_of, chooser, parse
from glossgraph.extract.names import Names
from glossgraph.model import Entry

_SHOWN = 8
"""How many features of a candidate are shown, the weightiest ones."""


def explain(sentence: str, headword: str | None, names: Names) -> dict[str, Any]:
    """A record of plain values (``json.dumps`` takes it) of how a sentence in a headword's entry is read.

    ``tokens``: surface, code, lemma. ``phrases``: text, kind, role, what it belongs to, its term.
    ``candidates``: source, target, frame, guess, the best labels with scores, the features that weigh most, and
    whether it was taken. ``taken``: source, relation, target, confidence.
    """
    entry = Entry(headword or "X", sentence, lang="ja")
    model, found = chooser(), parse(entry, names)
    listed = candidates_of(found)
    chosen = model.choose(listed, names.headword(entry).id)
    return {
        "headword": names.headword(entry).label,
        "tokens": [[token.surface, token.code, token.lemma] for item in found for token in item.tokens],
        "phrases": [_phrase(phrase, item) for item in found for phrase in item.sentence.phrases],
        "candidates": [_candidate(candidate, model, chosen) for candidate in listed],
        "taken": [[choice.source.label, choice.relation, choice.target.label, choice.confidence] for choice in chosen],
    }


def _phrase(phrase: Phrase, item: Read) -> dict[str, Any]:
    named = item.sentence.ends.of(phrase) if phrase.kind == "n" else None
    return {
        "text": phrase.text,
        "kind": {"n": "noun", "v": "predicate"}.get(phrase.kind, "other"),
        "role": phrase.role or phrase.form,
        "class": phrase.cls,
        "voice": phrase.voice if phrase.kind == "v" else "",
        "negative": phrase.negative,
        "genus": phrase.genus,
        "to": phrase.to.text if phrase.to is not None else None,
        "term": named[0].label if named is not None else None,
    }


def _candidate(candidate: Candidate, model: Chooser, chosen: list[Choice]) -> dict[str, Any]:
    ranked = model.scores(candidate.features)[:3]
    return {
        "source": candidate.source.label,
        "target": candidate.target.label,
        "frame": candidate.frame,
        "guess": candidate.guess,
        "scores": [[label, round(score, 3)] for score, label in ranked],
        "because": [[name, weight] for weight, name in model.reasons(candidate.features, ranked[0][1])[:_SHOWN]],
        "taken": any(choice.candidate is candidate for choice in chosen),
    }
