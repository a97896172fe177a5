"""What frames work on: one sentence, and how a pair of its terms is proposed."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from glossgraph.extract.ja.ends import Ends
from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.subjects import Headword, Subject
from glossgraph.extract.names import End
from glossgraph.model import Span

MANY = 24
"""How many nouns of a list may be subjects, or agents of one predicate, or be said to modify one noun."""

_DEEP = 8
"""How far a chain of clauses is followed."""


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
        at = bisect.bisect_right(self.subjects, offset, key=lambda item: item[0])
        return self.subjects[max(at - 1, 0)][1]

    def entity(self, phrase: Phrase) -> tuple[Phrase | None, str, Phrase | None]:
        """What a predicate is said of: a noun, or None for the subject; the way there; the outer predicate."""
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
                return (
                    (at if at.role in ("niwa", "dewa") and not self.ends.is_generic(at) else None),
                    "+".join((*path, "topic")),
                    outer,
                )
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


def pair(
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
    starts = _starts(sentence, source)
    for member in (*noun.members, noun):
        target = sentence.ends.of(member)
        if target is None or sentence.ends.is_generic(member):
            continue
        for end, span, how in starts:
            if end.id != target[0].id:
                yield Proposal(
                    frame,
                    end,
                    span,
                    target[0],
                    (target[1], target[2]),
                    how,
                    member,
                    role or noun.role,
                    verb,
                    path,
                    outer,
                    over,
                    agent,
                    guess,
                )


def _starts(sentence: Sentence, source: Phrase | Subject) -> list[tuple[End, Span | None, str]]:
    """The terms that a pair may run from: where each stands and how it was found."""
    if isinstance(source, Subject):
        return [(source.end, source.span, source.how)]
    named = (sentence.ends.of(each) for each in (*source.members[-MANY:], source))
    return [(item[0], (item[1], item[2]), "noun") for item in named if item is not None]
