"""Alias files: which names are one concept in one field, said beside a glossary.

A line is ``name<TAB>other name<TAB>…``; empty lines and lines that begin with ``#`` say nothing. A line becomes an
entry without a definition, so that it is stored with the graph and read again with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from glossgraph.errors import InputError
from glossgraph.messages import Message
from glossgraph.model import Entry, Lang, Problem
from glossgraph.text import composed, identity, is_japanese

ENDING = ".aliases"
"""How the glossary of an alias file's entries is called behind the file's own name."""
_LONGEST = 200


def is_alias_row(entry: Entry) -> bool:
    """Whether an entry only says which names are one, and defines nothing."""
    return entry.glossary.endswith(ENDING) and not entry.definition


def read_aliases(path: Path, problems: list[Problem]) -> Iterator[Entry]:
    """The lines of an alias file as entries.

    A line that closes a circle (甲 is 乙, 乙 is 甲) and a line with one name are reported and left out. Raises
    InputError for a file that cannot be read.
    """
    below: dict[str, set[str]] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        names = [" ".join(name.split()) for name in composed(line)[0].split("\t") if name.strip()]
        if not names or names[0].startswith("#"):
            continue
        kept = list(_kept(names, below, Problem("", path.as_posix(), number), problems))
        if kept:
            below.setdefault(identity(names[0]), set()).update(map(identity, kept))
            lang: Lang = "ja" if is_japanese(names[0]) else "en"
            glossary = path.stem.removesuffix(ENDING) + ENDING
            yield Entry(
                names[0], aliases=tuple(kept), lang=lang, glossary=glossary, source=path.as_posix(), line=number
            )


def _kept(names: list[str], below: dict[str, set[str]], where: Problem, problems: list[Problem]) -> Iterator[str]:
    """The other names of a line that say something new and close no circle."""

    def report(message: str) -> None:
        problems.append(Problem(message, where.source, where.line))

    if len(names) < 2:
        report(Message("{first!r} stands alone: give its other names behind tabs", first=names[0]))
    if any(len(name) > _LONGEST for name in names):
        report(Message("a name is longer than {longest} characters; the line is left out", longest=_LONGEST))
        return
    for name in names[1:]:
        if identity(names[0]) in _reached(identity(name), below):
            report(
                Message(
                    "{name!r} and {first!r} name each other in a circle; this line's {name!r} is left out",
                    name=name,
                    first=names[0],
                )
            )
        elif name != names[0]:
            yield name


def _reached(name: str, below: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    open_: Iterable[str] = below.get(name, ())
    while open_ := set(open_) - seen:
        seen |= open_
        open_ = {other for at in open_ for other in below.get(at, ())}
    return seen


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise InputError(Message("there is no such file"), path.as_posix()) from exc
    except UnicodeDecodeError as exc:
        raise InputError(Message("is not UTF-8: save it as UTF-8"), path.as_posix()) from exc
    except OSError as exc:
        raise InputError(Message("cannot be read ({why})", why=exc.strerror or exc), path.as_posix()) from exc
