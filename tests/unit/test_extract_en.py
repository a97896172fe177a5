"""English extraction: cases as text, offsets that quote, odd input, and that a sentence can be explained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossgraph.extract.en import candidates, explain, read
from glossgraph.extract.en.tagger import tag
from glossgraph.extract.en.tokens import tokenize
from glossgraph.extract.en.words import singular, verb_lemma
from glossgraph.extract.names import names
from glossgraph.model import MENTIONS, Entry
from glossgraph.text import sentences

CASES = Path(__file__).parent / "cases" / "extract_en.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    blocks = CASES.read_text(encoding="utf-8").split("\n# ")[1:]
    split = [[line for line in block.splitlines() if line.strip()] for block in blocks]
    return [(head, definition, edges) for head, definition, *edges in split]


@pytest.mark.parametrize(("head", "definition", "edges"), cases(), ids=[head for head, _, _ in cases()])
def test_definition_gives_its_edges(head: str, definition: str, edges: list[str]) -> None:
    entry = Entry(head, definition, lang="en")
    known = names([entry])
    stated = {
        (c.source_label.lower(), c.relation, c.target_label.lower())
        for c in read(entry, known)
        if c.relation != MENTIONS
    }
    pairs = {frozenset((c.source.label.lower(), c.target.label.lower())) for c in candidates(entry, known)}
    for edge in edges:
        sign = edge[0] if edge[0] in "!~" else ""
        parts = [part.strip().lower() for part in edge.lstrip("!~").split("|")]
        if sign == "~":
            assert frozenset(parts) in pairs, edge
        else:
            assert (tuple(parts) in stated) == (sign != "!"), (edge, sorted(stated))


def test_plural_mention_finds_the_singular_headword_and_the_reverse() -> None:
    entries = [
        Entry("Container", "A sealed box.", lang="en"),
        Entry("Managed services", "Work done by others.", lang="en"),
        Entry("Ship", "Carries containers for a managed service.", lang="en"),
    ]
    known = names(entries)
    found = {claim.target for claim in read(entries[2], known) if claim.relation == MENTIONS}
    assert {"container", "managed-services"} <= found


def test_alias_of_a_common_word_does_not_name_every_such_thing() -> None:
    entries = [
        Entry("Logger", "Writes events.", aliases=("process",), lang="en"),
        Entry("Server", "A process that answers.", lang="en"),
    ]
    assert not any(claim.target == "logger" for claim in read(entries[1], names(entries)))


WORDS = [
    "that",
    "which",
    "uses",
    "a",
    "the",
    "(",
    ")",
    ",",
    "and",
    "or",
    "such as",
    "of",
    "Tool",
    "tools",
    "is",
    "to",
    "run",
    "by",
    "used",
    "e.g.",
    ".",
    "'s",
    "not",
    "it",
    "other",
    "red",
    "unlike",
    '"',
    ":",
    "called",
    "running",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_any_text_is_read_and_quoted_exactly(text: str) -> None:
    entry = Entry("Tool", text, lang="en")
    for claim in read(entry, names([entry])):
        item = claim.evidence
        assert item.sentence
        assert text[item.start : item.start + len(item.sentence)] == item.sentence
        for span in (item.subject, item.cue, item.object):
            assert span is None or 0 <= span[0] < span[1] <= len(item.sentence)


@pytest.mark.parametrize(
    "piece", ["uses a red tool, ", "a tool (see ", "((", "))", "x and ", "is ", "😀🚀 ", "\x01\x02 ", ".,;", "a's "]
)
def test_long_odd_text_is_read(piece: str) -> None:
    entry = Entry("Tool", piece * (40_000 // len(piece)), lang="en")
    for claim in read(entry, names([entry])):
        sentence = claim.evidence.sentence
        assert sentence
        assert entry.definition[claim.evidence.start : claim.evidence.start + len(sentence)] == sentence


def test_explain_gives_a_record_of_what_was_seen_and_taken() -> None:
    record = explain("A mill is a machine that grinds grain.", "Mill", names([Entry("Mill", lang="en")]))
    json.dumps(record)
    assert ["Mill", "is_a", "machine"] in [row[:3] for row in record["taken"]]
    assert ["is", "VBZ", "be"] in record["tokens"]
    assert any(row["taken"] and row["because"] for row in record["candidates"])
    assert any(row["kind"] == "noun" and row["term"] == "machine" and row["genus"] for row in record["phrases"])


def test_tokens_keep_names_and_split_what_is_joined() -> None:
    texts = [
        token.text for token in tokenize("The kernel's C++ and HTTP/1.1 don't use key/value pairs, e.g. llama.cpp.")
    ]
    assert texts == [
        "The",
        "kernel",
        "'s",
        "C++",
        "and",
        "HTTP/1.1",
        "do",
        "n't",
        "use",
        "key",
        "/",
        "value",
        "pairs",
        ",",
        "e.g.",
        "llama.cpp",
        ".",
    ]


def test_tags_tell_verbs_from_nouns() -> None:
    assert tag(["It", "stores", "data", "in", "memory", "."]) == ["PRP", "VBZ", "NNS", "IN", "NN", "."]
    assert tag(["The", "stores", "sell", "food", "."])[1] == "NNS"


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("policies", "policy"),
        ("boxes", "box"),
        ("processes", "process"),
        ("indices", "index"),
        ("Kubernetes", "Kubernetes"),
        ("iOS", "iOS"),
        ("SMs", "SM"),
        ("status", "status"),
    ],
)
def test_singular(form: str, lemma: str) -> None:
    assert singular(form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("running", "run"),
        ("used", "use"),
        ("stopped", "stop"),
        ("written", "write"),
        ("carries", "carry"),
        ("based", "base"),
        ("provides", "provide"),
        ("processes", "process"),
        ("making", "make"),
    ],
)
def test_verb_lemma(form: str, lemma: str) -> None:
    assert verb_lemma(form) == lemma


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("C++ is based on C. It uses GCC.", 2),
        ("R is like S. The language is free.", 2),
        ("J. Smith wrote it.", 1),
        ("It follows the U.S. Constitution.", 1),
        ("Written by A. Turing in 1936. It works.", 2),
    ],
)
def test_a_single_letter_may_end_a_sentence(text: str, count: int) -> None:
    assert len(sentences(text, "en")) == count


@pytest.mark.parametrize(
    ("definition", "kind"),
    [
        ("The act of drawing a face.", "drawing"),
        ("Drawing and painting for a living.", "drawing"),
        ("A small old table wine.", "wine"),
        ("A Norwegian wine.", "wine"),
        ("An API object.", "api-object"),
    ],
)
def test_what_a_definition_calls_its_headword_is_found_among_the_known(definition: str, kind: str) -> None:
    entries = [Entry(name, lang="en") for name in ("drawing", "wine", "object")]
    entry = Entry("Thing of ours", definition, lang="en")
    claims = read(entry, names([*entries, entry]))
    assert kind in {claim.target for claim in claims if claim.relation == "is_a"}


@pytest.mark.parametrize(
    ("definition", "said"),
    [("It is not a black tea.", False), ("It is a black tea.", True), ("It is not only a black tea.", True)],
)
def test_what_is_denied_is_no_relation(definition: str, said: bool) -> None:
    entry = Entry("Sencha", definition, lang="en")
    assert bool(read(entry, names([entry]))) is said
