"""How the phrases of a sentence hang together: arguments, modifiers, relative clauses, lists, chains; one pass."""

from __future__ import annotations

from glossgraph.extract.ja.lexicon import Lexicon
from glossgraph.extract.ja.phrase import Phrase

_LEVELS = 8
_NEAR = frozenset(("ga", "no", "ni", "yori", "to", ""))
_RELATIONAL = frozenset(("part", "property", "variant", "implement", "instance", "formal", "quantity", "generic"))


def structure(phrases: list[Phrase], lexicon: Lexicon, *, cut: bool = False) -> list[Phrase]:
    """Link the phrases of one sentence and return its topics, from left to right.

    ``cut``: the sentence breaks off, so that what it ends in says nothing.
    """
    if cut and phrases and phrases[-1].role != "cop" and phrases[-1].form != "clause" and not phrases[-1].comma:
        phrases[-1].kind = "o"
    open_nouns: list[Phrase] = []
    topics: list[Phrase] = []
    before: Phrase | None = None
    for phrase in phrases:
        if phrase.kind == "n":
            _place_noun(phrase, before, open_nouns, lexicon)
            if phrase.rolekind == "topic":
                topics.append(phrase)
                open_nouns.clear()
            else:
                open_nouns.append(phrase)
        elif phrase.kind == "v":
            _take_arguments(phrase, open_nouns)
        before = phrase if phrase.kind != "o" else before
    _chain(phrases)
    _find_genus(phrases, lexicon, topics)
    _raise_makers(phrases)
    return topics


def _raise_makers(phrases: list[Phrase]) -> None:
    """``which A developed, which uses N, the genus``: who develops, develops what is defined, not N."""
    for verb in phrases:
        noun = verb.to
        if verb.kind != "v" or verb.cls != "develop" or noun is None or noun.kind != "n" or noun.genus:
            continue
        if not any(arg.role in ("ga", "niyori") for arg in verb.args):
            continue
        above = noun.to
        for _ in range(_LEVELS):
            if above is None or (above.kind == "n" and above.genus):
                break
            above = above.to
        if above is not None:
            noun.rels = [each for each in noun.rels if each is not verb]
            above.rels.append(verb)
            verb.to = above


def _place_noun(noun: Phrase, before: Phrase | None, open_nouns: list[Phrase], lexicon: Lexicon) -> None:
    if before is not None and before.kind == "v" and before.form == "rel":
        before.to = noun
        noun.rels.append(before)
    listed: list[Phrase] = []
    while open_nouns and before is not None and before.kind == "n":
        last = open_nouns[-1]
        if last.role == "" and last.nado and not last.comma:
            last.role, last.rolekind = "nado", "noun"
        if last.rolekind == "noun":
            open_nouns.pop()
            empty = last.role == "no" and last.mods and lexicon.is_head(last.text.strip(), "quantity")
            if last.role == "na" or empty:
                noun.mods.extend(last.mods)
                for inner in last.mods:
                    inner.to = noun
            else:
                last.to = noun
                noun.mods.append(last)
                _share(last, noun)
        elif _joins(last, noun):
            listed.append(open_nouns.pop())
            break
        else:
            break
    for last in listed:
        noun.members = [*last.members, last, *noun.members] if noun.members else last.members
        if noun.members is last.members:
            noun.members.append(last)
        last.members, last.to = [], noun


def _share(inner: Phrase, noun: Phrase) -> None:
    """``A no B and C no D``: B stands beside D, not beside C."""
    if inner.members and not inner.mods and inner.members[-1].mods:
        noun.members, inner.members = inner.members, []
        for member in noun.members:
            member.to = noun


def _joins(last: Phrase, noun: Phrase) -> bool:
    """Whether a noun phrase and the next one are two of a list."""
    if last.rolekind == "list" or (last.listed and last.role in ("", "to", "ya")):
        return True
    if last.role == "to":
        return not last.comma and noun.role not in ("", "cop")
    return last.role == "" and (last.comma or last.nado) and not last.rels


def _take_arguments(verb: Phrase, open_nouns: list[Phrase]) -> None:
    while open_nouns:
        if (
            verb.adjective
            and verb.form == "rel"
            and (verb.args or open_nouns[-1].comma or open_nouns[-1].role not in _NEAR)
        ):
            break
        noun = open_nouns.pop()
        if noun.rolekind == "noun" and noun.role != "no":
            noun.role = "no"
        noun.to = verb
        verb.args.append(noun)
    verb.args.reverse()
    for noun in verb.args:
        if noun.role == "no":
            noun.role, noun.rolekind = ("ga" if verb.form == "rel" else ""), "case"


def _chain(phrases: list[Phrase]) -> None:
    """Give each predicate that goes on the next predicate, or what the sentence ends in."""
    following: Phrase | None = None
    main: Phrase | None = None
    for phrase in reversed(phrases):
        if phrase.kind == "v":
            if phrase.to is None and following is not None:
                phrase.to = main if main is not None and _passes(phrase, following) else following
            elif phrase.to is None and main is None:
                main = phrase
            following = phrase
        elif phrase.kind == "n" and following is None and phrase.to is None:
            following = phrase if phrase.role in ("", "cop") else None
            main = following


def _passes(clause: Phrase, following: Phrase) -> bool:
    """Whether a clause goes on behind a relative clause that follows it: Xするので、Yに載るZを使う."""
    noun = following.to
    return clause.form == "clause" and noun is not None and noun.kind == "n" and not noun.genus


def _find_genus(phrases: list[Phrase], lexicon: Lexicon, topics: list[Phrase]) -> None:
    """Mark the nouns that say what the subject is: before a copula, or at the very end."""
    for at, phrase in enumerate(phrases):
        if phrase.kind != "n" or phrase.rolekind == "topic" or phrase.negative:
            continue
        last = at == len(phrases) - 1
        if phrase.role == "cop" or (last and phrase.role in ("", "wo") and not phrase.to):
            phrase.genus = True
        elif phrase.role == "de" and phrase.comma and (phrase.rels or phrase.mods or topics):
            phrase.genus = phrase.head not in lexicon.words["places"] and not lexicon.is_head(phrase.head, "time")
        if phrase.genus:
            _mark(phrase, lexicon)


def _mark(noun: Phrase, lexicon: Lexicon) -> None:
    """A genus, its list, and what an empty genus (kind, koto, one of …) stands for."""
    waiting = [noun]
    for _ in range(_LEVELS):
        if not waiting:
            return
        waiting = [inner for each in waiting for inner in _mark_one(each, lexicon)]


def _mark_one(noun: Phrase, lexicon: Lexicon) -> list[Phrase]:
    noun.genus = True
    for member in noun.members:
        member.genus = True
    kinds = lexicon.heads.get(noun.text.strip(), frozenset())
    for inner in noun.mods:
        if inner.rels and (inner.role == "no" or inner.role.startswith("-")) and not kinds & _RELATIONAL:
            for verb in inner.rels:
                verb.to = noun
            noun.rels, inner.rels = [*inner.rels, *noun.rels], []
    if not kinds & {"generic", "formal", "instance"} or noun.rels:
        return []
    return [inner for inner in noun.mods if inner.role in ("no", "toiu") and not inner.genus]
