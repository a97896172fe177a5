"""English: what a definition states."""

from __future__ import annotations

from glossgraph.extract.en.mentions import Found, find, resolve
from glossgraph.extract.en.tokens import Token, tokenize
from glossgraph.extract.en.words import singular, word_list
from glossgraph.extract.names import End, Names
from glossgraph.model import MENTIONS, Claim, Entry, Evidence, Span
from glossgraph.text import sentences

__all__ = ["read"]

_PLAIN = 0.6
_COPULA = 0.9


def read(entry: Entry, names: Names) -> list[Claim]:
    """The claims of one English entry: what it is a kind of, and the known terms that it names."""
    head = names.headword(entry)
    found: list[Claim] = []
    for number, (start, end) in enumerate(sentences(entry.definition, "en")):
        sentence = entry.definition[start:end]
        tokens = tokenize(sentence)
        known = find(tokens, names)
        if number == 0:
            found += _kind(entry, head, names, sentence, start, tokens, known)
        for match in known:
            if match.term.id != head.id:
                span = (tokens[match.first].start, tokens[match.after - 1].end)
                found.append(_claim(entry, head, MENTIONS, match.term, _PLAIN, (sentence, start, None, span, "mention")))
    return found


def _claim(
    entry: Entry, source: End, relation: str, target: End, confidence: float,
    where: tuple[str, int, Span | None, Span, str],
) -> Claim:
    sentence, start, cue, span, rule = where
    evidence = Evidence("text", entry.glossary, entry.key, "en", sentence, start, None, cue, span, rule)
    return Claim(source.id, relation, target.id, confidence, evidence, source.label, target.label)


def _kind(
    entry: Entry, head: End, names: Names, sentence: str, start: int, tokens: list[Token], known: list[Found]
) -> list[Claim]:
    """``X is a Y that …`` and ``A Y that …``: Y, when it is no generic word."""
    low = [token.text.lower() for token in tokens]
    cue = next((at for at, word in enumerate(low[:12]) if word in ("is", "are")), None)
    first = 0 if low and low[0] in ("a", "an", "the") and cue not in range(1, 8) else (cue or -1) + 1
    if first == 0 and low and low[0] not in ("a", "an", "the"):
        return []
    while first < len(low) and low[first] in ("a", "an", "the"):
        first += 1
    after = first
    while after < len(low) and (low[after][0].isalnum() and low[after] not in word_list("closed")):
        after += 1
    if after == first:
        return []
    last = tokens[after - 1]
    name = " ".join([*(t.text for t in tokens[first : after - 1]), singular(last.text)])
    term = resolve(name, names) or names.end(name)
    if singular(low[after - 1]) in word_list("generic") or term.id == head.id:
        return []
    span = (tokens[first].start, last.end)
    mark = (tokens[cue].start, tokens[cue].end) if cue is not None and first > 0 else None
    return [_claim(entry, head, "is_a", term, _COPULA, (sentence, start, mark, span, "copula" if mark else "elliptic"))]
