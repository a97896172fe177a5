"""One self-contained interactive page: picture, search, cards with quotes, tables; it asks nothing of any server.

Term text never becomes markup: it travels as JSON with every ``<`` escaped and reaches the screen by
``textContent``. A content security policy allows our own scripts by their hashes and no connection.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from glossgraph import texts
from glossgraph.errors import LimitError
from glossgraph.layout import positions
from glossgraph.messages import Message
from glossgraph.model import LIKELY, MENTIONS, Lang, Relation, RelationType, Term
from glossgraph.view.browser import VIS_NETWORK, asset
from glossgraph.view.pictures import draw, label, palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LARGEST = 10_000
"""Terms a page may hold; more would be a file that browsers open only with patience."""

WHOLE = 60
"""Terms the first picture shows at most; the others are found by search, by the tables and around their neighbours."""

SCRIPTS = (VIS_NETWORK, "labels.js", "gestures.js", "controls.js", "places.js", "picture.js", "page.js")


def page(
    terms: Iterable[Term],
    relations: Iterable[Relation],
    *,
    vocabulary: Sequence[RelationType],
    lang: Lang = "ja",
    title: str | None = None,
    paths: Sequence[Sequence[str]] = (),
    colors: Mapping[str, str] | None = None,
) -> str:
    """The page as HTML. With ``paths`` (term ids, best first) its picture is that of the paths.

    Raises LimitError for more than ``LARGEST`` terms.
    """
    terms = list(islice(terms, LARGEST + 1))
    if len(terms) > LARGEST:
        raise LimitError(
            Message(
                "A page holds at most {largest:,} terms: export a part of this graph, or another format",
                largest=LARGEST,
            )
        )
    relations = list(relations)
    words = texts.load("glossgraph.view", lang)
    data = _data(terms, relations, vocabulary, lang, paths, colors or _colors(terms))
    scripts = [_script(name) for name in SCRIPTS]
    parts = {
        **{name: html.escape(_sound(text)) for name, text in words.items()},
        "lang": lang,
        "title": html.escape(_sound(title or words["title"])),
        "counts": html.escape(words["counts"].format(terms=f"{len(terms):,}", relations=f"{len(relations):,}")),
        "hashes": " ".join(f"'sha256-{_digest(script)}'" for script in scripts),
        "style": asset("picture.css") + asset("page.css"),
        "data": embedded({**data, "texts": words, "lang": lang}),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], asset("page.html"))


def embedded(data: Any) -> str:
    """JSON that no HTML parser and no old JavaScript parser can take for anything else."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _data(
    terms: Sequence[Term],
    relations: Sequence[Relation],
    vocabulary: Sequence[RelationType],
    lang: Lang,
    paths: Sequence[Sequence[str]],
    colors: Mapping[str, str],
) -> dict[str, Any]:
    likely = list(relations) if paths else [edge for edge in relations if edge.confidence >= LIKELY] or list(relations)
    shown = {term for path in paths for term in path} or _overview(terms, likely)
    typed = _typed(likely)
    pairs = [(edge.source, edge.target) for edge in typed]
    places = {} if paths else positions(shown, pairs)
    elsewhere = {term.id: (0.0, 0.0) for term in terms if term.id not in shown}
    picture = draw(
        terms,
        likely,
        vocabulary=vocabulary,
        lang=lang,
        positions={**places, **elsewhere},
        paths=paths,
        colors=colors,
        degrees=_degrees(typed),
    )
    return {
        "picture": picture,
        "overview": [term.id for term in terms if term.id in shown],
        "likely": LIKELY,
        "mentions": bool(paths) or all(edge.relation == MENTIONS for edge in typed),
        "terms": [_term(term, lang) for term in terms],
        "relations": [_relation(edge) for edge in relations],
        "kinds": {
            kind.id: {
                "label": kind.label[lang],
                "sentence": kind.sentence[lang],
                "inverse_sentence": kind.inverse_sentence[lang],
            }
            for kind in vocabulary
        },
    }


def _colors(terms: Sequence[Term]) -> dict[str, str]:
    counts = Counter(category for term in terms for category in term.categories)
    return palette(sorted(counts, key=lambda category: (-counts[category], category)))


def _overview(terms: Sequence[Term], relations: Sequence[Relation]) -> set[str]:
    """The terms that the first picture shows: those with the most relations, mentions left out where others are."""
    degrees = _degrees(_typed(relations))
    best = sorted(degrees, key=lambda term: (-degrees[term], term))[:WHOLE]
    return set(best) or {term.id for term in terms[:WHOLE]}


def _degrees(relations: Sequence[Relation]) -> Counter[str]:
    return Counter(end for edge in relations for end in {edge.source, edge.target})


def _typed(relations: Sequence[Relation]) -> Sequence[Relation]:
    """Without mentions, unless there is nothing else."""
    return [edge for edge in relations if edge.relation != MENTIONS] or relations


def _term(term: Term, lang: Lang) -> dict[str, Any]:
    return {
        "id": term.id,
        "label": label(term, lang),
        "labels": term.labels,
        "reading": term.reading,
        "aliases": list(term.aliases),
        "categories": list(term.categories),
        "defined": term.defined,
        "definitions": [{"text": item.text, "lang": item.lang} for item in term.definitions],
    }


def _relation(edge: Relation) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "confidence": edge.confidence,
        "evidence": [
            {
                "sentence": item.sentence,
                "glossary": item.glossary,
                "entry": item.entry,
                "spans": [list(span) for span in (item.subject, item.cue, item.object) if span],
            }
            for item in edge.evidence
        ],
    }


def _script(name: str) -> str:
    return re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "", asset(name))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _sound(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
