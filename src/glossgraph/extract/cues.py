"""Relations that a user's own vocabulary states by cues: words with ``{y}`` where the object stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossgraph.extract.names import Mention, Names
from glossgraph.model import Claim, Entry, Evidence, RelationType
from glossgraph.text import sentences

CONFIDENCE = 0.5
"""Nothing is known of how often a user's cue is right: even odds."""

_ARTICLE = re.compile(r"(?<!\w)(?:an?|the)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    mentions: Sequence[Mention]


def read(entry: Entry, names: Names, types: Iterable[RelationType]) -> list[Claim]:
    """What an entry states by the cues of ``types``: its headword is the subject, a known term the object."""
    cued = [(kind.id, cue) for kind in types for cue in kind.cues.get(entry.lang, ())]
    if not cued or not entry.definition:
        return []
    return [
        claim
        for item in _sentences(entry, names)
        for kind, cue in cued
        for claim in _said(entry, names, item, kind, cue)
    ]


def _said(entry: Entry, names: Names, item: _Sentence, kind: str, cue: str) -> Iterator[Claim]:
    before, after = cue.split("{y}")
    subject = names.headword(entry)
    for mention in item.mentions:
        match = _matched(item.text[: mention.start], before, item.text[mention.end :], after)
        if match is None or mention.term == subject:
            continue
        start, end = match
        span = (start, mention.start) if before else (mention.end, mention.end + end)
        evidence = Evidence(
            kind="text",
            glossary=entry.glossary,
            entry=entry.key,
            lang=entry.lang,
            sentence=item.text,
            start=item.start,
            cue=span,
            object=(mention.start, mention.end),
            rule=f"cue {cue}",
        )
        target = mention.term
        yield Claim(subject.id, kind, target.id, CONFIDENCE, evidence, subject.label, target.label)


def _matched(head: str, before: str, tail: str, after: str) -> tuple[int, int] | None:
    """Where the words before an object begin and how far those after it reach, or None."""
    if not tail.casefold().startswith(after.casefold()):
        return None
    for words in (head, _ARTICLE.sub("", head)):
        if words.casefold().endswith(before.casefold()):
            return len(words) - len(before), len(after)
    return None


def _sentences(entry: Entry, names: Names) -> Iterator[_Sentence]:
    for start, end in sentences(entry.definition, entry.lang):
        text = entry.definition[start:end]
        yield _Sentence(text, start, names.mentions(text, _bounds(text, entry.lang)))


def _bounds(text: str, lang: str) -> list[int]:
    if lang == "ja":
        from glossgraph.extract.ja.tokens import tokens

        return sorted({0, len(text), *(token.start for token in tokens(text))})
    from glossgraph.extract.en.tokens import bounds, tokenize

    return bounds(tokenize(text), len(text))
