"""Seconds against length for odd texts: ``python tests/benchmarks/curves.py``.

Each row doubles the length three times; time that grows no faster than the text shows factors near 2.
"""

from __future__ import annotations

import time
from itertools import pairwise

from glossgraph.extract import claims, names
from glossgraph.model import Entry

SIZES = (20_000, 40_000, 80_000, 160_000)
PIECES = {
    "ja": ["GPUを使って処理し、", "GPU、", "GPUの", "(", "GPU(例:A、B)", "、。・…「」", "🦙\x00\u2028"],
    "en": ["uses a red tool, ", "a tool (see ", "((", "x and ", ".,;", "😀 ", "\x01\x02 "],
}


def main() -> None:
    for lang, pieces in PIECES.items():
        for piece in pieces:
            seconds = [_seconds(piece, size, "ja" if lang == "ja" else "en") for size in SIZES]
            factors = ", ".join(f"×{after / before:.1f}" for before, after in pairwise(seconds))
            print(f"{lang} {piece!r:24} " + " ".join(f"{second:7.3f}" for second in seconds) + f"   {factors}")
    for name, text in (
        ("one sentence of 100,000 characters", "GPUを使い、" * 16_700),
        ("5 MB", "GPUを使う装置。" * 210_000),
    ):
        entry = Entry("装置", text)
        started = time.perf_counter()
        found = claims(entry, names([entry, Entry("GPU")]))
        print(f"{name}: {time.perf_counter() - started:.1f} s, {len(found)} claims")


def _seconds(piece: str, size: int, lang: str) -> float:
    entry = Entry("Tool", piece * (size // len(piece)), lang="ja" if lang == "ja" else "en")
    known = names([entry, Entry("GPU")])
    started = time.perf_counter()
    claims(entry, known)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
