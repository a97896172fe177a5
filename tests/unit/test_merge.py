"""Claims of one fact become one relation with all its evidence, whatever their order."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from glossgraph import relations
from glossgraph.extract.merge import merge
from glossgraph.extract.names import names
from glossgraph.model import Claim, Entry, Evidence, Graph

ENTRIES = [
    Entry("甲", "甲は乙を使う。", glossary="g", line=2, categories=("道具",)),
    Entry("乙", "", glossary="g", line=4),
    Entry("Alpha", "Alpha uses beta.", lang="en", glossary="h", line=1, reading=None),
]


def claim(source: str, relation: str, target: str, confidence: float = 0.5, sentence: str = "甲は乙を使う。") -> Claim:
    item = Evidence("text", "g", "甲", "ja", sentence, 0, (0, 1), None, (2, 3), "frame")
    return Claim(source, relation, target, confidence, item, source, target)


def made(claims: list[Claim]) -> Graph:
    return merge(ENTRIES, names(ENTRIES), claims, relations.shipped(), lambda label: f"よみ{label}")


def test_one_fact_is_one_relation_with_all_its_quotes() -> None:
    graph = made([claim("甲", "uses", "乙", 0.5), claim("甲", "uses", "乙", 0.6, "甲には乙が要る。")])
    (edge,) = graph.iter_relations()
    assert {item.sentence for item in edge.evidence} == {"甲は乙を使う。", "甲には乙が要る。"}
    assert edge.confidence == 0.8


def test_one_sentence_counts_once() -> None:
    graph = made([claim("甲", "uses", "乙", 0.5), claim("甲", "uses", "乙", 0.4)])
    assert next(graph.iter_relations()).confidence == 0.5


def test_confidence_of_texts_never_reaches_one() -> None:
    graph = made([claim("甲", "uses", "乙", 0.9, str(n)) for n in range(9)])
    assert next(graph.iter_relations()).confidence == 0.99


def test_what_has_no_direction_is_stored_once_with_its_spans_turned() -> None:
    graph = made([claim("甲", "compared_with", "乙"), claim("乙", "compared_with", "甲")])
    (edge,) = graph.iter_relations()
    assert (edge.source, edge.target) == ("乙", "甲")
    assert {(item.subject, item.object) for item in edge.evidence} == {((0, 1), (2, 3)), ((2, 3), (0, 1))}


def test_a_term_is_not_related_to_itself() -> None:
    assert made([claim("甲", "uses", "甲")]).relations.num_rows == 0


def test_terms_without_definition_are_marked() -> None:
    graph = made([claim("甲", "uses", "丙")])
    terms = {term.id: term for term in graph.iter_terms()}
    assert {term: found.defined for term, found in terms.items()} == {
        "alpha": True,
        "丙": False,
        "乙": False,
        "甲": True,
    }
    assert terms["丙"].reading == "よみ丙"
    assert terms["丙"].reading_derived
    assert terms["alpha"].reading is None
    assert terms["甲"].categories == ("道具",)


@given(
    st.lists(
        st.builds(
            claim,
            st.sampled_from("甲乙丙"),
            st.sampled_from(["uses", "is_a", "compared_with"]),
            st.sampled_from("甲乙丙丁"),
            st.sampled_from([0.25, 0.5, 0.75]),
            st.sampled_from(["一", "二"]),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_entries_and_claims_does_not_matter(claims: list[Claim], chance: random.Random) -> None:
    shuffled = claims[:]
    chance.shuffle(shuffled)
    first = made(claims)
    second = merge(ENTRIES[::-1], names(ENTRIES[::-1]), shuffled, relations.shipped(), lambda label: f"よみ{label}")
    for table in ("terms", "names", "relations", "evidence", "entries"):
        assert getattr(first, table).equals(getattr(second, table))
