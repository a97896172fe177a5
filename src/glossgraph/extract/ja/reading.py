"""From one entry to its claims: sentences are parsed, frames propose, the chooser judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from glossgraph.extract.casing import is_piece
from glossgraph.extract.chooser import Candidate, Choice, Chooser, load
from glossgraph.extract.ja.ends import Ends
from glossgraph.extract.ja.everyday import is_everyday
from glossgraph.extract.ja.features import features
from glossgraph.extract.ja.frames import proposals
from glossgraph.extract.ja.lexicon import lexicon
from glossgraph.extract.ja.phrase import Phrase
from glossgraph.extract.ja.phrases import phrases
from glossgraph.extract.ja.proposal import Proposal, Sentence
from glossgraph.extract.ja.structure import structure
from glossgraph.extract.ja.subjects import Headword, subjects
from glossgraph.extract.ja.tokens import Token, tokens
from glossgraph.extract.names import Names
from glossgraph.model import MENTIONS, Claim, Entry, Evidence, Span
from glossgraph.shipped import graph_file
from glossgraph.text import identity, sentences


@dataclass(frozen=True)
class Read:
    """One sentence as read: where it stands, its tokens, and what its frames propose."""

    span: Span
    tokens: list[Token]
    sentence: Sentence
    proposed: list[Proposal]


def read(entry: Entry, names: Names) -> list[Claim]:
    """The claims of one entry: typed ones as the chooser takes them, and one mention for each known term named."""
    found = parse(entry, names)
    head = names.headword(entry)
    chosen = chooser().choose(candidates_of(found), head.id)
    return [_claim(entry, choice) for choice in chosen] + _mentions(entry, names, found)


def candidates(entry: Entry, names: Names) -> list[Candidate]:
    """What the frames propose for one entry, with the features that the chooser judges by."""
    return candidates_of(parse(entry, names))


@cache
def chooser() -> Chooser:
    """The learned model that travels with glossgraph."""
    return load(graph_file("ja.weights.json"))


def parse(entry: Entry, names: Names) -> list[Read]:
    """Each sentence of an entry's definition, read."""
    words, head = lexicon(), names.headword(entry)
    own = (entry.term, head.label, *entry.aliases, *names.aliases.get(head.id, ()))
    headword = Headword(head, frozenset(filter(None, map(identity, own))), words)
    found = []
    spans = sentences(entry.definition, "ja")
    for index, (start, end) in enumerate(spans):
        items = tokens(entry.definition[start:end])
        cut = phrases(items, words)
        topics = structure(cut, words, cut=_breaks_off(entry.definition, spans, index))
        ends = Ends(names, words, items)
        sentence = Sentence(cut, ends, words, headword, subjects(topics, ends, headword, index), index)
        found.append(Read((start, end), items, sentence, proposals(sentence)))
    return found


def _breaks_off(definition: str, spans: list[Span], index: int) -> bool:
    """Whether the last sentence lacks the full stop that the ones before it have."""
    last = definition[spans[index][1] - 1]
    return 0 < index == len(spans) - 1 and last not in _STOPS and definition[spans[index - 1][1] - 1] in _STOPS


_STOPS = frozenset("。！？!?.．」』）)]】:：")


def candidates_of(found: list[Read]) -> list[Candidate]:
    """The candidates of an entry's sentences."""
    frames: dict[frozenset[str], set[str]] = {}
    for item in found:
        for proposal in item.proposed:
            frames.setdefault(frozenset((proposal.source.id, proposal.target.id)), set()).add(proposal.frame)
    return [
        _candidate(proposal, item, genus, frames)
        for item in found
        for genus in [next((phrase for phrase in reversed(item.sentence.phrases) if phrase.genus), None)]
        for proposal in item.proposed
    ]


def _candidate(
    proposal: Proposal, item: Read, genus: Phrase | None, frames: dict[frozenset[str], set[str]]
) -> Candidate:
    others = frames[frozenset((proposal.source.id, proposal.target.id))] - {proposal.frame}
    also = [f"also={proposal.frame},{other}" for other in sorted(others)]
    verb = proposal.verb
    return Candidate(
        source=proposal.source,
        target=proposal.target,
        frame=proposal.frame,
        guess=proposal.guess,
        features=(*features(proposal, item.sentence, genus), *also),
        sentence=item.span,
        subject=proposal.source_span,
        cue=(verb.start, verb.end) if verb is not None else None,
        object=proposal.target_span,
    )


def _claim(entry: Entry, choice: Choice) -> Claim:
    candidate = choice.candidate
    start, end = candidate.sentence
    turned = choice.source is not candidate.source
    ends = (candidate.object, candidate.subject) if turned else (candidate.subject, candidate.object)
    evidence = Evidence(
        "text",
        entry.glossary,
        entry.key,
        "ja",
        entry.definition[start:end],
        start,
        subject=ends[0],
        cue=candidate.cue,
        object=ends[1],
        rule=f"ja.{candidate.frame}",
    )
    source, target = choice.source, choice.target
    return Claim(source.id, choice.relation, target.id, choice.confidence, evidence, source.label, target.label)


def _mentions(entry: Entry, names: Names, found: list[Read]) -> list[Claim]:
    head, claims = names.headword(entry), {}
    for item in found:
        start, end = item.span
        text = entry.definition[start:end]
        bounds = [token.start for token in item.tokens] + [len(text)]
        for mention in names.mentions(text, bounds):
            if mention.term.id == head.id or mention.term.id in claims:
                continue
            if is_piece(text, mention.start, mention.end, entry.term) or is_everyday(
                mention, text, item.tokens, entry, names
            ):
                continue
            evidence = Evidence(
                "text",
                entry.glossary,
                entry.key,
                "ja",
                text,
                start,
                object=(mention.start, mention.end),
                rule="ja.mention",
            )
            claims[mention.term.id] = Claim(
                head.id, MENTIONS, mention.term.id, 1.0, evidence, head.label, mention.term.label
            )
    return list(claims.values())
