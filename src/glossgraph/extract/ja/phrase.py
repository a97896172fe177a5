"""A phrase of a sentence, and how it hangs together with the others."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase (kind ``n``), a predicate (``v``) or anything else (``o``): tokens ``[first, last)``.

    Of a noun phrase: ``role`` is what its particles say ("" for none), ``rolekind`` where it leads. Of a predicate:
    ``lemma``, ``cls`` its class in the lexicon, ``voice``, ``negative``, ``form`` (rel: before a noun, chain: goes on,
    end, cond). ``start`` and ``end`` are offsets of the phrase without its particles. What ``structure`` adds: ``to``
    is the phrase that it belongs to; a predicate's ``args``, a noun's ``mods`` (nouns), ``rels`` (predicates) and
    ``members`` (the others of a list whose last one it is); ``genus`` for what a sentence says its subject is.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    text: str
    head: str = ""
    role: str = ""
    rolekind: str = ""
    comma: bool = False
    listed: bool = False
    nado: bool = False
    final: bool = False
    brackets: list[tuple[int, int]] = field(default_factory=list)
    lemma: str = ""
    cls: str = ""
    voice: str = "act"
    negative: bool = False
    potential: bool = False
    form: str = ""
    adjective: bool = False
    args: list[Phrase] = field(default_factory=list)
    mods: list[Phrase] = field(default_factory=list)
    members: list[Phrase] = field(default_factory=list)
    rels: list[Phrase] = field(default_factory=list)
    to: Phrase | None = None
    genus: bool = False
