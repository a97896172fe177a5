"""Who a sentence speaks of: the headword under any of its names, or another subject."""

from __future__ import annotations

from dataclasses import dataclass

from glossgraph.extract.ja.ends import Ends
from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.names import End
from glossgraph.model import Span
from glossgraph.text import identity

SUBJECTS = frozenset(("wa", "towa", "mo"))


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its term, where it stands (None: implicit) and how it was found.

    ``how``: named, variant, pronoun, dropped (all of them the headword) or other.
    """

    end: End
    span: Span | None
    how: str


@dataclass(frozen=True)
class Headword:
    """The term that an entry defines, and the forms under which its definition may name it."""

    end: End
    forms: frozenset[str]
    lexicon: Lexicon

    def names(self, text: str, first: bool) -> bool:
        """Whether a subject's text names the headword: a form of it, its tail or head, or it with a word of class."""
        form = identity(text)
        if form in self.forms:
            return True
        for own in self.forms:
            if len(form) >= 2 and own.endswith(form):
                return True
            if form.startswith(own) and self.lexicon.is_head(form[len(own) :], "class"):
                return True
            if first and len(own) >= 2 and len(form) >= 2 and (own in form or form in own):
                return True
        return False


def subjects(topics: list[Phrase], ends: Ends, head: Headword, index: int) -> list[tuple[int, Subject]]:
    """The subjects of one sentence, each with the offset from which on it holds; the first holds from 0 on."""
    found = [(0, Subject(head.end, None, "dropped"))]
    for topic in topics:
        if topic.role not in SUBJECTS:
            continue
        span = (topic.start, topic.end)
        named = ends.of(topic)
        first = index == 0 and len(found) == 1
        if named is None:
            subject = Subject(head.end, span, "pronoun")
        elif named[0].id == head.end.id:
            subject = Subject(head.end, (named[1], named[2]), "named")
        elif head.names(topic.text, first) or (first and (topic.role == "towa" or named[0].id not in ends.known)):
            subject = Subject(head.end, span, "variant")
        else:
            subject = Subject(named[0], (named[1], named[2]), "other")
        found.append((topic.end, subject))
    return found
