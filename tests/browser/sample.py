"""A small graph for pictures: fifty terms in four categories, some undefined, some with two relations a pair."""

from __future__ import annotations

from glossgraph.model import Definition, Evidence, Relation, Term

HOSTILE = {
    "<img src=x onerror=window.ran=1>": "<b>bold</b> & <script>window.ran=1</script>",
    "</script><script>window.ran=1</script>": 'href="javascript:window.ran=1"',
    "__proto__": "a name that objects have already",
    "constructor": "line\u2028separator\u2029here {{data}} {x} {y}",
    "{{scripts}}": "<!-- <script>",
}
KINDS = ("uses", "is_a", "runs_on", "requires", "part_of")


def term(name: str, category: str | None = "A", text: str = "") -> Term:
    definitions = (Definition("sample", "ja", 1, text),) if text else ()
    id = "-".join(name.casefold().split())
    return Term(id, name, {"ja": name}, None, False, (), (category,) if category else (), bool(text), definitions)


def relation(source: str, kind: str, target: str) -> Relation:
    sentence = f"{source}は{target}を使う。"
    evidence = Evidence("text", "sample", source, "ja", sentence, 0, (0, len(source)), None, None)
    return Relation("-".join(source.casefold().split()), kind, "-".join(target.casefold().split()), 0.9, (evidence,))


def sample(hostile: bool = False) -> tuple[list[Term], list[Relation]]:
    names = [f"用語{number:02d}" for number in range(50)]
    terms = [term(name, "ABCD"[at % 4], "" if at % 9 == 8 else f"{name}の説明。") for at, name in enumerate(names)]
    relations = [relation(names[at], KINDS[at % 5], names[(at * 7 + 3) % 50]) for at in range(50)]
    relations += [relation(names[at], KINDS[(at + 1) % 5], names[0]) for at in range(1, 20)]
    relations += [relation(names[0], "uses", names[1]), relation(names[0], "is_a", names[1])]
    if hostile:
        terms += [term(name, name, text) for name, text in HOSTILE.items()]
        relations += [relation(names[0], "uses", name) for name in HOSTILE]
    unique = {(edge.source, edge.relation, edge.target): edge for edge in relations if edge.source != edge.target}
    return terms, list(unique.values())
