"""From a name to a term: label, alias, reading, then names that begin so or contain it, then names that are near."""

from __future__ import annotations

import bisect
import re
import sys
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from glossgraph.arrays.columns import numbers
from glossgraph.errors import UnknownTermError
from glossgraph.messages import Message
from glossgraph.model import Match
from glossgraph.query.romaji import kana
from glossgraph.text import compact, hiragana, is_japanese, search_key, term_id

if TYPE_CHECKING:
    from glossgraph.model import Term
    from glossgraph.stores import Store

    How = Literal["label", "alias", "reading", "prefix", "part", "near"]
    Ints = np.ndarray[Any, np.dtype[Any]]

_HOW: tuple[How, ...] = ("label", "alias", "reading", "prefix", "part", "near")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character, as a terminal of another encoding may send it: no name holds one."""
_PREFIX = _HOW.index("prefix")
_SUGGESTIONS = 3


def search(store: Store, text: str, limit: int = 8) -> list[Match]:
    """Terms of a store whose names match a text, best first; see ``find``."""
    return find(store.names(), store.graph().terms, text, limit)


def find(names: pa.Table, terms: pa.Table, text: str, limit: int = 8) -> list[Match]:
    """Terms whose names match ``text``, each once, best first.

    Order: exact label, alias, reading; then names that are only written alike (a long vowel more or less);
    then names that begin with the text; then names and readings that are or begin with what a Latin text reads in
    kana; then names that contain it. Only where there is none: names that are near, by edit distance. Ties: closest
    spelling, defined terms, shorter labels, ids. ``names`` has the NAMES schema, its rows ascending by key, of
    ``terms`` the columns id, label, defined and reading are read.
    """
    key = search_key(text)
    if not key or limit < 1 or _SURROGATE.search(key):
        return []
    found = _beginning(names, terms, text, limit)
    if not found:
        read = [match for said in kana(text) for match in _beginning(names, terms, said, limit)]
        found = sorted(read, key=lambda match: _HOW.index(match.how))
    if len({match.term for match in found}) < limit and (len(key) > 1 or is_japanese(key)):
        rows = _holding(names.column("key"), key)
        found += _best(names, terms, rows, _ranks(names, rows, text, key), limit)
    if not found:
        rows, distance = _near(names.column("key"), key)
        ranks = np.array([np.ones_like(distance), np.full_like(distance, _HOW.index("near")), distance])
        found = _best(names, terms, rows, ranks, limit)
    return list({match.term: match for match in reversed(found)}.values())[::-1][:limit]


def _beginning(names: pa.Table, terms: pa.Table, text: str, limit: int) -> list[Match]:
    """Terms of which a name is ``text`` or begins with it, best first."""
    key = search_key(text)
    rows = _block(names.column("key"), key)
    return _best(names, terms, rows, _ranks(names, rows, text, key), limit)


def resolve(store: Store, text: str) -> Term:
    """The one term that ``text`` names: an id, a label, an alias, a reading, the id of an entry in its source, or the
    name before the bracket that tells homonyms apart (*Apple* of *Apple (fruit)*).

    Raises UnknownTermError, with suggestions, when no term has this name or several have it equally.
    """
    if (term := store.term(text)) is not None:
        return term
    names, key = store.names(), search_key(text)
    exact = _exact(names, text, key) if key and not _SURROGATE.search(key) else []
    if not exact and (found := _of_entry(store, text)):
        return _only(text, found)
    if not exact:
        exact = [row for said in kana(text) for row in _exact(names, said, search_key(said))]
    if not exact and key:
        exact = _senses(names, key)
    if not exact:
        raise _unknown(text, search(store, text, _SUGGESTIONS))
    best = min(rank for rank, _ in exact)
    return _only(text, store.terms(sorted({term for rank, term in exact if rank == best})))


def _only(text: str, terms: list[Term]) -> Term:
    if len(terms) > 1:
        raise _ambiguous(text, terms)
    return terms[0]


def _senses(names: pa.Table, key: str) -> list[tuple[tuple[int, ...], int]]:
    """Equal ranks and the term indices of labels that are the name ``key`` and a word in brackets behind it."""
    if _SURROGATE.search(key):
        return []
    rows = _places(_block(names.column("key"), f"{key}("))
    keys, kinds, owners = (names.column(name).take(rows) for name in ("key", "kind", "term"))
    listed = zip(keys.to_pylist(), kinds.to_pylist(), owners.to_pylist(), strict=True)
    return [((0,), owner) for name, kind, owner in listed if kind == "label" and name.find(")") == len(name) - 1]


def _of_entry(store: Store, text: str) -> list[Term]:
    """The terms that entries with this id in their source define."""
    if not text or _SURROGATE.search(text):
        return []
    entries, names = store.graph().entries, store.names()
    found: dict[str, Term] = {}
    for at in _true(pc.fill_null(pc.equal(entries.column("id"), text), False)):
        name, reading = (entries.column(column)[int(at)].as_py() for column in ("term", "reading"))
        term = store.term(f"{term_id(name)}~{term_id(reading)}") if reading else None
        exact = sorted(_exact(names, name, search_key(name)))
        terms = [term] if term is not None else store.terms([owner for _, owner in exact[:1]])
        found.update((one.id, one) for one in terms)
    return [found[term] for term in sorted(found)]


def closeness(name: str, text: str) -> int:
    """How a name is written compared with a text of the same search key: 0 as it is but for case and width, 1 but
    for kana, spaces and hyphens, 2 but for long vowels."""
    if term_id(name) == term_id(text):
        return 0
    return 1 if hiragana(compact(name)) == hiragana(compact(text)) else 2


def _ranks(names: pa.Table, rows: Ints, text: str, key: str) -> Ints:
    """Three rows, less is better: whether a name is not exact, how it matched, how close it is written."""
    keys = names.column("key").take(_places(rows))
    begins = numbers(pc.cast(pc.starts_with(keys, key), pa.uint8()), np.uint8)
    lengths = numbers(pc.utf8_length(keys), np.int32)
    ranks = np.array([np.ones(len(rows)), np.where(begins, _PREFIX, _PREFIX + 1), np.zeros(len(rows))], np.int64)
    for at in np.flatnonzero(lengths == len(key)):
        name, kind = (names.column(column)[int(rows[at])].as_py() for column in ("name", "kind"))
        close = closeness(name, text)
        ranks[:, at] = int(close == 2), _HOW.index(kind), close
    return ranks


def _exact(names: pa.Table, text: str, key: str) -> list[tuple[tuple[int, ...], int]]:
    """Rank and term index of each name that has just this key."""
    rows = _block(names.column("key"), key)
    ranks = _ranks(names, rows, text, key)
    return [
        (tuple(ranks[:, at].tolist()), names.column("term")[int(rows[at])].as_py())
        for at in np.flatnonzero(ranks[1] < _PREFIX)
    ]


def _best(names: pa.Table, terms: pa.Table, rows: Ints, ranks: Ints, limit: int) -> list[Match]:
    """The first ``limit`` terms in the order of ranks; a term's index is its place in the order of ids."""
    owner = numbers(names.column("term").take(_places(rows)), np.int32)
    owners = _places(owner)
    defined = numbers(pc.cast(terms.column("defined").take(owners), pa.uint8()), np.uint8)
    length = numbers(pc.utf8_length(terms.column("label").take(owners)), np.int32)
    matches: dict[int, Match] = {}
    for at in np.lexsort((rows, owner, length, 1 - defined, *ranks[::-1])):
        term = int(owner[at])
        if term not in matches:
            name = names.column("name")[int(rows[at])].as_py()
            of = {column: terms.column(column)[term].as_py() for column in ("id", "label", "defined", "reading")}
            matches[term] = Match(of["id"], of["label"], name, _HOW[ranks[1, at]], of["defined"], of["reading"])
            if len(matches) == limit:
                break
    return list(matches.values())


def _block(keys: pa.ChunkedArray, key: str) -> Ints:
    """Rows whose key begins with ``key``: they stand together, since keys ascend by code point."""
    first = bisect.bisect_left(range(len(keys)), key, key=lambda row: keys[row].as_py())
    after = bisect.bisect_right(range(len(keys)), key, first, key=lambda row: keys[row].as_py()[: len(key)])
    return np.arange(first, after)


def _holding(keys: pa.ChunkedArray, key: str) -> Ints:
    """Rows whose key contains ``key``; where all keys together do not, which is quick to see, none does."""
    return _true(pc.match_substring(keys, key)) if key.encode() in _joined(keys) else np.zeros(0, np.int64)


def _near(keys: pa.ChunkedArray, key: str) -> tuple[Ints, Ints]:
    """Rows whose key is within a few edits of ``key``, with how many."""
    allowed = 0 if len(key) < 2 else 1 if len(key) < 5 else 2 if len(key) < 9 else 3
    if not allowed:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows = _alike(keys, key, allowed)
    distance = edits(keys.take(_places(rows)).to_pylist(), key, allowed)
    kept = np.flatnonzero(distance <= allowed)
    return rows[kept], distance[kept].astype(np.int64)


def _alike(keys: pa.ChunkedArray, key: str, allowed: int) -> Ints:
    """Rows whose key may be within ``allowed`` edits: of the longer one, all characters but so many are shared."""
    lengths = numbers(pc.utf8_length(keys), np.int32)
    longer = np.maximum(lengths, len(key))
    wanted = np.zeros(sys.maxunicode + 1, np.bool_)
    wanted[[ord(char) for char in key]] = True
    hits = wanted[np.frombuffer(_joined(keys).decode().encode("utf-32-le"), np.uint32)]
    before = np.zeros(len(hits) + 1, np.int32)
    np.cumsum(hits, out=before[1:])
    shared = np.diff(before[np.cumsum(lengths)], prepend=0)
    return np.flatnonzero((longer - len(key) <= allowed) & (shared >= longer - allowed))


def _joined(texts: pa.ChunkedArray) -> bytes:
    """All texts of a column in UTF-8, one behind the other."""
    pieces = []
    for chunk in filter(len, texts.chunks):
        start, after = np.frombuffer(chunk.buffers()[1], np.int32)[[chunk.offset, chunk.offset + len(chunk)]]
        pieces.append(chunk.buffers()[2][int(start) : int(after)].to_pybytes())
    return b"".join(pieces)


def edits(words: list[str], word: str, most: int = 255) -> Ints:
    """How many edits (a character more, less, other, or two swapped) lead from ``word`` to each of ``words``;
    ``most`` + 1 where it is more than ``most``."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found: Ints = process.cdist([word], words, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)[0]
    return found


def _true(mask: pa.ChunkedArray) -> Ints:
    """Where a column of truth values is true."""
    return np.flatnonzero(numbers(pc.cast(mask, pa.uint8()), np.uint8))


def _places(rows: Ints) -> pa.Array:
    """Rows as Arrow takes them, without the conversion that imports pandas."""
    return pa.Array.from_buffers(pa.int64(), len(rows), [None, pa.py_buffer(np.ascontiguousarray(rows, np.int64))])


def _unknown(text: str, near: list[Match]) -> UnknownTermError:
    labels = [match.label for match in near]
    help = (
        Message("did you mean {listed}?", listed=_listed(labels))
        if labels
        else Message("check the spelling or search for a part of the name.")
    )
    return UnknownTermError(Message("No term is called “{text}”; {help}", text=text, help=help), text, labels)


def _ambiguous(text: str, equal: list[Term]) -> UnknownTermError:
    ids = _listed([term.id for term in equal])
    said = Message("“{text}” names several terms; give the id of one: {ids}.", text=text, ids=ids)
    return UnknownTermError(said, text, [term.label for term in equal])


def _listed(words: list[str]) -> str:
    some, last = ", ".join(words[:-1]), words[-1]
    return Message("{some} or {last}", some=some, last=last) if some else last
