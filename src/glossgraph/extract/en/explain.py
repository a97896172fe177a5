"""How one sentence was read: tokens, phrases, candidates with what spoke for them, and what was taken."""

from __future__ import annotations

from typing import Any

from glossgraph.extract.chooser import Candidate, Choice, Chooser
from glossgraph.extract.en.choices import choose, chooser
from glossgraph.extract.en.chunks import Chunk
from glossgraph.extract.en.reading import Sentence, parse
from glossgraph.extract.en.words import verb_lemma
from glossgraph.extract.names import Names
from glossgraph.model import Entry

_SHOWN = 8
"""How many features of a candidate are shown, the weightiest ones."""

_KINDS = {"NP": "noun", "VG": "predicate", "P": "preposition", "WH": "relative", "EG": "example"}


def explain(sentence: str, headword: str | None, names: Names) -> dict[str, Any]:
    """A record of plain values (``json.dumps`` takes it) of how a sentence in a headword's entry is read.

    ``tokens``: text, tag, lemma. ``phrases``: text, kind, role, what it belongs to, its term. ``candidates``: source,
    target, frame, guess, the best labels with scores, the features that weigh most and whether it was taken. ``taken``:
    source, relation, target, confidence.
    """
    entry = Entry(headword or "X", sentence, lang="en")
    model, found = chooser(), parse(entry, names)
    listed = [candidate for item in found for candidate in item.proposed]
    chosen = choose(model, listed, names.headword(entry).id)
    return {
        "headword": names.headword(entry).label,
        "tokens": [
            [token.text, tag, verb_lemma(token.text.lower()) if tag[:1] == "V" else token.text.lower()]
            for item in found
            for token, tag in zip(item.tokens, item.tags, strict=True)
        ],
        "phrases": [_phrase(chunk, item) for item in found for chunk in item.chunks],
        "candidates": [_candidate(candidate, model, chosen) for candidate in listed],
        "taken": [[choice.source.label, choice.relation, choice.target.label, choice.confidence] for choice in chosen],
    }


def _phrase(chunk: Chunk, item: Sentence) -> dict[str, Any]:
    return {
        "text": _text(chunk, item),
        "kind": _KINDS.get(chunk.kind, "other"),
        "role": chunk.role,
        "class": chunk.lemma,
        "voice": ("passive" if chunk.passive else "active") if chunk.kind == "VG" else "",
        "negative": chunk.negated,
        "genus": chunk.ident and not chunk.is_head,
        "to": _text(chunk.gov, item) if chunk.gov is not None and chunk.gov.role != "root" else None,
        "term": chunk.term.label if chunk.term is not None else None,
    }


def _text(chunk: Chunk, item: Sentence) -> str:
    return " ".join(token.text for token in item.tokens[chunk.first : chunk.after])


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
