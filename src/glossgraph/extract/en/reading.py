"""One definition as read: sentences, tokens, tags, chunks, and the links between its phrases as candidates."""

from __future__ import annotations

from dataclasses import dataclass

from glossgraph.extract.chooser import Candidate
from glossgraph.extract.en.chains import Link, links
from glossgraph.extract.en.chunks import NOUNS, Chunk, Chunker
from glossgraph.extract.en.clauses import Reader
from glossgraph.extract.en.ends import Ends
from glossgraph.extract.en.features import Setting, features, guess
from glossgraph.extract.en.heads import mark
from glossgraph.extract.en.mentions import Found, find
from glossgraph.extract.en.tagger import model, tag
from glossgraph.extract.en.tokens import Token, tokenize
from glossgraph.extract.en.words import noun_class, singular
from glossgraph.extract.names import End, Names
from glossgraph.model import Entry, Span
from glossgraph.text import sentences

_LABEL = 8
"""A label in front of a definition has at most so many tokens, its brackets included."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as read. ``span`` is [start, end) in the definition; ``proposed`` are its candidates."""

    span: Span
    tokens: list[Token]
    tags: list[str]
    chunks: list[Chunk]
    known: list[Found]
    proposed: list[Candidate]


def parse(entry: Entry, names: Names) -> list[Sentence]:
    """Each sentence of an entry's definition, read."""
    head, genus = names.headword(entry), ""
    local: dict[str, End] = {}
    found = []
    for number, (start, end) in enumerate(sentences(entry.definition, "en")):
        tokens = tokenize(entry.definition[start:end])
        known = find(tokens, names)
        tags = _protected(tag(_words(tokens)), known, tokens, number)
        chunks = Chunker(tokens, tags).run()
        reader = Reader(chunks if number else _without_label(chunks))
        chunks = reader.read()
        ends = Ends(tokens, tags, names, head, local)
        inside = ends.name_all(chunks)
        if number == 0:
            inside += ends.activities(chunks, reader.root)
        subjects = [chunk for chunk in chunks if chunk.role == "subj"]
        genus = mark(chunks, head.label, genus, number, [token.text for token in tokens], reader.root)
        for chunk in subjects:
            if chunk.role == "attr":
                ends.name(chunk)
        setting = Setting(number, genus, len(tokens))
        proposed = [
            candidate
            for chunk in (*chunks, *inside)
            if chunk.kind == "NP" and (chunk.term is not None or chunk.is_head) and chunk.role != "alias"
            for link in links(chunk, reader.root)
            if (candidate := _candidate(link, setting, head, tokens, (start, end), names)) is not None
        ]
        found.append(Sentence((start, end), tokens, tags, chunks, known, proposed))
    return found


def _without_label(chunks: list[Chunk]) -> list[Chunk]:
    """What follows a label of the field that stands in front of a definition: ``(baseball) a pitch …``."""
    closing = next((at for at, chunk in enumerate(chunks) if chunk.kind == ")"), 0)
    labelled = closing and chunks[0].kind == "(" and chunks[closing].after <= _LABEL
    return chunks[closing + 1 :] if labelled else chunks


def _words(tokens: list[Token]) -> list[str]:
    """The words as the tagger reads them: a common word loses the capital that the sentence's start gave it."""
    words = [token.text for token in tokens]
    labelled = words[:1] == ["("] and ")" in words[:_LABEL]
    first = words.index(")") + 1 if labelled else 0
    if first < len(words) and (words[first][1:].islower() or (first and words[first] == "A")):
        low = words[first].lower()
        words[first] = low if noun_class(singular(low)) or low in model().sure or low == "a" else words[first]
    return words


def _protected(tags: list[str], known: list[Found], tokens: list[Token], sentence: int) -> list[str]:
    """The tags, with known names of several words made nouns throughout: ``Cloud computing offers``.

    ``Either of`` several things joins nothing.
    """
    if len(tags) > 1 and tokens[0].text.lower() == "either" and tokens[1].text == "of":
        tags[0] = "DT"
    for match in known:
        if match.after - match.first > 1:
            for at in range(match.first, match.after - 1):
                tags[at] = tags[at] if tags[at] in ("JJ", "NN", "NNP", "NNS", "POS", "CD") else "NN"
            if tags[match.after - 1] not in NOUNS:
                tags[match.after - 1] = "NN"
        elif (
            match.first == 0
            and sentence == 0
            and tags[0] in ("VB", "VBG", "JJ", "RB")
            and tags[1:2] in (["VBZ"], ["MD"], ["("])
        ):
            tags[0] = "NN"
    return tags


def _candidate(
    link: Link, setting: Setting, head: End, tokens: list[Token], span: Span, names: Names
) -> Candidate | None:
    source = head if link.upper.ident else link.upper.term
    target = head if link.lower.is_head else link.lower.term
    if source is None or target is None or source.id == target.id:
        return None
    if any(step.verb is not None and step.verb.negated for step in link.steps):
        return None
    cue = next((step.cue for step in reversed(link.steps) if step.cue is not None), None)
    return Candidate(
        source=source,
        target=target,
        frame=link.steps[-1].place,
        guess=guess(link),
        features=features(link, setting, names.resolve(target.label) is not None),
        sentence=span,
        subject=None if link.upper.role == "root" else _span(link.upper, tokens),
        cue=_span(cue, tokens) if cue is not None else None,
        object=_span(link.lower, tokens),
    )


def _span(chunk: Chunk, tokens: list[Token]) -> Span:
    first = chunk.parts[0] if chunk.kind == "NP" and chunk.parts else chunk.first
    return tokens[first].start, tokens[chunk.after - 1].end
