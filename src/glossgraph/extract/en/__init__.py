"""English: what one definition states, read by chunks and chains and judged by the chooser."""

from __future__ import annotations

from glossgraph.extract.casing import is_piece
from glossgraph.extract.chooser import Candidate, Choice
from glossgraph.extract.en.choices import choose, chooser
from glossgraph.extract.en.everyday import is_everyday
from glossgraph.extract.en.explain import explain
from glossgraph.extract.en.reading import Sentence, parse
from glossgraph.extract.names import Names
from glossgraph.model import MENTIONS, Claim, Entry, Evidence

__all__ = ["candidates", "choose", "explain", "parse", "read"]


def read(entry: Entry, names: Names) -> list[Claim]:
    """The claims of one entry: typed ones as the chooser takes them, and one mention for each known term named."""
    found = parse(entry, names)
    head = names.headword(entry)
    chosen = choose(chooser(), [candidate for item in found for candidate in item.proposed], head.id)
    return [_claim(entry, choice) for choice in chosen] + _mentions(entry, names, found)


def candidates(entry: Entry, names: Names) -> list[Candidate]:
    """What the sentences of one entry may say, with the features that the chooser judges by."""
    return [candidate for item in parse(entry, names) for candidate in item.proposed]


def _claim(entry: Entry, choice: Choice) -> Claim:
    candidate = choice.candidate
    start, end = candidate.sentence
    turned = choice.source is not candidate.source
    ends = (candidate.object, candidate.subject) if turned else (candidate.subject, candidate.object)
    evidence = Evidence(
        "text", entry.glossary, entry.key, "en", entry.definition[start:end], start,
        subject=ends[0], cue=candidate.cue, object=ends[1], rule=f"en.{candidate.frame}",
    )  # fmt: skip
    source, target = choice.source, choice.target
    return Claim(source.id, choice.relation, target.id, choice.confidence, evidence, source.label, target.label)


def _mentions(entry: Entry, names: Names, found: list[Sentence]) -> list[Claim]:
    head, claims = names.headword(entry), {}
    for item in found:
        start, end = item.span
        for match in item.known:
            span = (item.tokens[match.first].start, item.tokens[match.after - 1].end)
            if (
                match.term.id == head.id
                or match.term.id in claims
                or is_piece(entry.definition[start:end], *span, entry.term)
            ):
                continue
            named = entry.definition[start:end][slice(*span)]
            if is_everyday(match, item.tokens, item.tags, names) or not names.senses.fits(match.term.id, named, entry):
                continue
            evidence = Evidence(
                "text", entry.glossary, entry.key, "en", entry.definition[start:end], start,
                object=span, rule="en.mention",
            )  # fmt: skip
            claims[match.term.id] = Claim(head.id, MENTIONS, match.term.id, 1.0, evidence, head.label, match.term.label)
    return list(claims.values())
