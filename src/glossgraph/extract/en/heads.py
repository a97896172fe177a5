"""Which phrases stand for the headword: its name, a pronoun, ``the cache`` in the entry of L1 Data Cache, its genus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from glossgraph.extract.en.chunks import Chunk
from glossgraph.extract.en.words import singular, word_list

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"a", "an", "the"})
_NAMING = frozenset({"call", "name", "term", "dub", "know", "refer"})
_TAKING_UP = frozenset({"it", "they", "this", "these", "itself", "themselves"})


def mark(chunks: Iterable[Chunk], headword: str, genus: str, sentence: int, words: Sequence[str], root: Chunk) -> str:
    """Set ``is_head`` and ``ident`` on a sentence's noun phrases; gives the genus back, found now or known before.

    ``headword`` is its label; ``genus`` the lemma of what an earlier sentence calls it; ``words`` are the tokens.
    """
    last = singular(headword.split(" ")[-1]).lower() if headword else ""
    listed = list(chunks)
    if sentence == 0:
        _find_subject(listed, headword, words, root)
    for chunk in listed:
        if chunk.kind == "NP" and not chunk.is_head:
            chunk.is_head = _stands_for(chunk, last, genus, sentence)
    for chunk in listed:
        if chunk.is_head:
            _named(chunk)
    for chunk in listed:
        if chunk.kind == "NP":
            _identify(chunk)
            if chunk.ident and not chunk.is_head and not genus and chunk.role == "attr":
                genus = chunk.lemma
    return genus


def _find_subject(chunks: Sequence[Chunk], headword: str, words: Sequence[str], root: Chunk) -> None:
    """The first subject is the headword under another form when it shares half of its words: ``Mutual TLS is …``.

    One that a clause separates from its verb is none but what the headword is: ``A vest capable of stopping balls``.
    """
    first = next((chunk for chunk in chunks if chunk.kind == "NP" and chunk.role == "subj"), None)
    if first is None or first.is_head or first.pronoun:
        return
    between = [chunk for chunk in chunks if first.gov is not None and first.after <= chunk.first < first.gov.first]
    if not first.plural and any(chunk.kind in ("WH", "VG", "ADJ") for chunk in between):
        first.role, first.gov, first.ident = "attr", root, True
        return
    own = {singular(part).lower() for part in _WORD.findall(headword)}
    text = " ".join(words[first.first : first.after])
    named = {singular(part).lower() for part in _WORD.findall(text)} - _ARTICLES
    if own and named and 2 * len(own & named) >= min(len(own), len(named)) and len(own & named) * 3 >= len(named):
        first.is_head = True


def _stands_for(chunk: Chunk, last: str, genus: str, sentence: int) -> bool:
    if chunk.pronoun:
        return chunk.lemma in _TAKING_UP and chunk.role in ("subj", "") and (sentence > 0 or chunk.lemma == "it")
    if not chunk.definite or chunk.head - chunk.first > 1 or chunk.role == "attr":
        return False
    if chunk.lemma == last:
        return True
    return sentence > 0 and chunk.role == "subj" and (chunk.lemma == genus or chunk.lemma in word_list("generic"))


def _identify(chunk: Chunk) -> None:
    gov = chunk.gov
    if chunk.is_head:
        chunk.ident = True
    elif chunk.role == "conj" and chunk.form == "alias" and gov is not None and gov.is_head:
        chunk.is_head = chunk.ident = True
    elif chunk.role == "attr" and gov is not None:
        subject = gov if gov.kind == "NP" else gov.subj
        chunk.ident = subject is not None and subject.ident and not gov.negated
    elif chunk.role == "pobj" and gov is not None and gov.lemma == "of" and gov.gov is not None:
        upper = gov.gov
        chunk.ident = upper.ident and not upper.is_head and is_transparent(upper)
    elif chunk.role in ("conj", "app") and gov is not None:
        chunk.ident = (gov.ident and not gov.is_head and gov.role in ("attr", "")) or (
            chunk.role == "app" and gov.ident
        )


def is_transparent(upper: Chunk) -> bool:
    """Whether a phrase stands for what follows its "of": ``a kind of``, ``any of several``, ``the largest of the``."""
    return upper.lemma in word_list("transparent") or (upper.pronoun and upper.lemma == "the")


def _named(chunk: Chunk) -> None:
    """``The box … is called the wrapper``: what is called by the headword's name is what the headword is."""
    gov = chunk.gov
    verb = gov.gov if chunk.role == "pobj" and gov is not None and gov.lemma in ("as", "to") else gov
    if chunk.role not in ("obj", "pobj") or verb is None or verb.kind != "VG" or not verb.passive:
        return
    if verb.lemma in _NAMING and verb.subj is not None and not verb.subj.is_head:
        verb.subj.role, verb.subj.gov, verb.subj.ident = "attr", chunk, True
