"""Small graphs in folders, for the app to open."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from glossgraph import relations
from glossgraph.model import Definition, Entry, Evidence, Graph, Relation, Term
from glossgraph.model.graph import assemble
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.text import is_japanese, names_of, term_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MARKUP = (
    "![picture](http://outside.invalid/a.png)",
    "[link](http://outside.invalid/b)",
    "http://outside.invalid/c",
    ":red[red] $x^2$ :material/home: **bold** `code` :smile:",
    "<img src=http://outside.invalid/d.png onerror=window.ran=1>",
    "<script>window.ran=1</script>",
    '" onmouseover="window.ran=1',
    "</script><b>b</b> href=javascript:window.ran=1",
)
"""Texts that must show as they are, in whatever place they stand."""


def term(label: str, reading: str = "", category: str = "", text: str = "", *aliases: str, **labels: str) -> Term:
    named = labels or {"ja" if is_japanese(label) else "en": label}
    told = (Definition("demo", "ja", 3, text),) if text else ()
    categories = (category,) if category else ()
    return Term(term_id(label), label, named, reading or None, False, aliases, categories, bool(text), told)


def relation(source: str, kind: str, target: str, sentence: str = "", confidence: float = 0.9) -> Relation:
    said = sentence or f"{source}と{target}。"
    at = said.find(target)
    span = (at, at + len(target)) if at >= 0 else None
    evidence = Evidence("text", "demo", source, "ja", said, 0, None, None, span, "copula")
    return Relation(term_id(source), kind, term_id(target), confidence, (evidence,))


def write(folder: Path, terms: Iterable[Term], edges: Iterable[Relation] = (), entries: Iterable[Entry] = ()) -> Path:
    """Store a graph in a folder."""
    EmbeddedStore(folder).write(graph(terms, edges, entries))
    return folder


def graph(terms: Iterable[Term], edges: Iterable[Relation] = (), entries: Iterable[Entry] = ()) -> Graph:
    known = list(terms)
    return assemble(known, names_of(known), edges, entries, relations.shipped())


def demo(folder: Path) -> Path:
    """Eleven terms of three categories: a path of three hops, an undefined term, one that stands alone."""
    terms = [
        term("Ollama", "オラマ", "推論エンジン", "Ollamaはllama.cppを利用する推論エンジンです。"),
        term("llama.cpp", "ラマシーピーピー", "推論エンジン", "llama.cppはGGUFを読み込みます。", "ラマ"),
        term("GGUF", "ジージーユーエフ", "量子化", "GGUFは量子化したモデルの形式です。"),
        term(
            "量子化",
            "りょうしか",
            "量子化",
            "量子化は重みを小さくし、VRAMを節約します。",
            ja="量子化",
            en="Quantization",
        ),
        term("VRAM", "ブイラム", "ハードウェア", "VRAMはGPUのメモリです。", "ビデオメモリ"),
        term("GPU", "ジーピーユー", "ハードウェア", "GPUは計算を並べて行います。"),
        term("LoRA", "ローラ", "量子化", "LoRAはファインチューニングの一種です。"),
        term("ファインチューニング", "ふぁいんちゅーにんぐ", "量子化", "追加の学習です。"),
        term("Meta"),
        term("Llama", "ラマ", "推論エンジン", "LlamaはMetaが開発しました。"),
        term("孤立", "こりつ", "ハードウェア", "どこにもつながらない用語です。"),
    ]
    edges = [
        relation("Ollama", "uses", "llama.cpp", "Ollamaはllama.cppを利用する推論エンジンです。"),
        relation("llama.cpp", "uses", "GGUF", "llama.cppはGGUFを読み込みます。"),
        relation("GGUF", "uses", "量子化", "GGUFは量子化したモデルの形式です。"),
        relation("量子化", "reduces", "VRAM", "量子化は重みを小さくし、VRAMを節約します。", 0.6),
        relation("VRAM", "part_of", "GPU", "VRAMはGPUのメモリです。"),
        relation("LoRA", "is_a", "ファインチューニング", "LoRAはファインチューニングの一種です。"),
        relation("Llama", "developed_by", "Meta", "LlamaはMetaが開発しました。"),
        relation("LoRA", "mentions", "VRAM", "LoRAはVRAMが少なくても使えます。"),
    ]
    return write(folder, terms, edges)


def hostile(folder: Path) -> Path:
    """Every field that a glossary fills holds markup."""
    terms = [term(f"{text} {at}", text, text, text, f"alias {text}") for at, text in enumerate(MARKUP)]
    edges = [
        relation(one.label, "uses", other.label, f"{text} {other.label}")
        for one, other, text in zip(terms, terms[1:], MARKUP, strict=False)
    ]
    return write(folder, terms, edges)


def large(folder: Path, many: int = 3000) -> Path:
    """Many terms in a chain."""
    terms = [term(f"用語{at:05d}", f"ようご{at:05d}", f"分野{at % 5}", f"{at}番の説明。") for at in range(many)]
    return write(folder, terms, [relation(a.label, "uses", b.label) for a, b in pairwise(terms)])
