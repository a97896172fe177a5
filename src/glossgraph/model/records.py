"""The small records that cross walls one at a time: entries, claims, evidence, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from glossgraph.messages import told

if TYPE_CHECKING:
    from collections.abc import Collection

Lang = Literal["ja", "en"]
Span = tuple[int, int]
"""[start, end) into a sentence, in Unicode code points."""

Kind = Literal["text", "link", "curated", "imported", "llm"]
CURATED: Kind = "curated"
"""The kind of evidence that is a person's word."""

MENTIONS = "mentions"
"""The relation that says only that a definition names a term."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a glossary, as a reader yields it.

    ``id`` is the source's own id where it has one; ``line`` (from 1) leads back to the file
    ``source``; ``glossary`` is the short name of that file.
    """

    term: str
    definition: str = ""
    reading: str | None = None
    aliases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    lang: Lang = "ja"
    id: str | None = None
    glossary: str = ""
    source: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """What evidence calls this entry: the source's own id, else the headword."""
        return self.id or self.term


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a relation is believed.

    ``sentence`` is a verbatim span of the definition (None where there is no text), ``start`` where
    it stands in the definition; ``subject``, ``cue`` and ``object`` are spans of the sentence, None
    where implicit. ``rule`` names the rule, the model or the user.
    """

    kind: Kind
    glossary: str
    entry: str
    lang: str
    sentence: str | None
    start: int = 0
    subject: Span | None = None
    cue: Span | None = None
    object: Span | None = None
    rule: str = ""
    by: str | None = None
    at: str | None = None

    def is_from(self, glossaries: Collection[str]) -> bool:
        """Whether it counts where only some glossaries are asked: it is from one of them, or a person's word."""
        return self.kind == CURATED or self.glossary in glossaries


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation stated by one sentence, before claims of one fact are merged.

    ``source`` and ``target`` are term ids; the labels name terms that no headword defines.
    """

    source: str
    relation: str
    target: str
    confidence: float
    evidence: Evidence
    source_label: str
    target_label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a glossary's writer should look at. ``str()`` is ``file:line: message``, in English."""

    message: str
    source: str = ""
    line: int = 0

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: Lang) -> str:
        """The place and the message, in a language."""
        where = f"{self.source}:{self.line}" if self.line else self.source
        message = told(self.message, lang)
        return f"{where}: {message}" if where else message


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of relation in a graph's vocabulary.

    ``label`` and ``inverse`` map a language to the words that stand between subject and object
    when it is read forwards and backwards; ``sentence`` and ``inverse_sentence`` to a pattern with
    ``{x}`` and ``{y}``, where x is the term read first. ``cues`` are the words by which a text says it,
    with ``{y}`` for the object; the shipped types have none, since what says them is learned.
    """

    id: str
    label: dict[str, str]
    inverse: dict[str, str]
    sentence: dict[str, str]
    inverse_sentence: dict[str, str]
    symmetric: bool = False
    color: str = "#888888"
    skos: str | None = None
    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found. ``by_relation`` counts relations, ``undefined`` lists terms that are only mentioned."""

    entries: int
    terms: int
    aliases: int
    by_relation: dict[str, int]
    undefined: tuple[str, ...]
    problems: tuple[Problem, ...]
    characters: int
    seconds: float
