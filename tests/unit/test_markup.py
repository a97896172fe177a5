"""Texts are read without their markup, and every character still knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossgraph.extract import claims, names
from glossgraph.markup import shown
from glossgraph.model import Entry


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("<b>LoRA</b>は、<a href='x'>手法</a>です。", "LoRAは、手法です。"),
        ("<p>A cat.<br/>It purrs.</p>", " A cat. It purrs. "),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字"),
        ("R&amp;D &lt;b&gt; &#39;x&#x27; &nosuch; a & b;", "R&D <b> 'x' &nosuch; a & b;"),
        ("List<String> a <b> and <T>x</T> 1 < 2 > 0", "List<String> a <b> and <T>x</T> 1 < 2 > 0"),
        ("`<i>x</i>` <i>y</i>", "<i>x</i> y"),
        ("<!-- no -->**cafe\u0301**", "café"),
    ],
)
def test_what_a_reader_sees(given: str, read: str) -> None:
    assert shown(given).text == read


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<br>", "&amp;", "<", "か\u3099", "x", "*", "`", "。", " "])).map("".join)
)
def test_every_character_knows_its_place(text: str) -> None:
    seen = shown(text)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    before = 0
    for start, end in zip(seen.starts, seen.ends, strict=True):
        assert before <= start < end <= len(text)
        before = start


def test_html_is_no_term_and_quotes_are_verbatim() -> None:
    text = '<p><b>LoRA</b> is a <a href="https://x.example">fine-tuning&nbsp;method</a>.</p>'
    entry = Entry("LoRA", text, lang="en", glossary="page")
    plain = Entry("LoRA", "LoRA is a fine-tuning method.", lang="en", glossary="page")
    found, wanted = (claims(one, names([one])) for one in (entry, plain))
    assert [(one.relation, one.target) for one in found] == [(one.relation, one.target) for one in wanted] != []
    quote = found[0].evidence
    assert quote.sentence is not None
    assert quote.sentence in text
    assert quote.object is not None
    assert quote.sentence[slice(*quote.object)] == "fine-tuning&nbsp;method"
