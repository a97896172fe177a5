"""Writes graphs in children that are killed, and looks at what is left. Run by test_kills.py; prints JSON.

    killed.py each FOLDER     a child is stopped before each step of the file layer in turn
    killed.py first FOLDER    the same, where no graph was there before
    killed.py random FOLDER   a hundred children are killed at random moments
    killed.py decide FOLDER   a child that decides is stopped before each step in turn

Children are forked, so that nothing is imported anew for each.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from stored import make, same

from glossgraph.errors import GraphError
from glossgraph.model.decisions import Decision, Mark
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.files import Disk

OLD, NEW = make(1), make(2)
KILLED = 9
KILLS = 100
LATEST = 0.04
"""Seconds within which a child is killed: about two writes."""

os.fsync = lambda fd: None  # what a killed process has written is not lost, so that no disk need be waited for


class Deadly(Disk):
    """Ends the process, without any clean-up, before one of its steps. Writes little at once: files are torn."""

    def __init__(self, last: int) -> None:
        super().__init__(buffer=700)
        self.left = last

    def at(self, step: str, path: Path) -> None:
        self.left -= 1
        if self.left < 0:
            os._exit(KILLED)


def write_and_die(folder: Path, step: int) -> bool:
    """Write the new graph, dying before a step; whether it died."""
    if not (child := os.fork()):
        EmbeddedStore(folder, disk=Deadly(step)).write(NEW)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def seen(folder: Path) -> str:
    """Which graph is there, read to the last byte."""
    store = EmbeddedStore(folder)
    try:
        store.verify()
    except GraphError:
        if store.exists():
            raise
        return "none"
    return "old" if same(store.graph(), OLD) else "new" if same(store.graph(), NEW) else "broken"


def write_again(folder: Path) -> None:
    """The next write works, and leaves nothing of what was killed."""
    EmbeddedStore(folder).write(OLD)
    assert seen(folder) == "old"
    left = sorted(path.name for path in folder.iterdir())
    assert left[1:] == ["CURRENT", "write.lock"], left


def each(folder: Path, before: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    if before:
        EmbeddedStore(folder).write(OLD)
    while write_and_die(folder, found.total()):
        found[seen(folder)] += 1
        if before or found.total() % 7 == 0:
            write_again(folder)
        if not before:
            shutil.rmtree(folder, ignore_errors=True)
    assert seen(folder) == "new"
    return found


def at_random(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    EmbeddedStore(folder).write(OLD)
    dice = random.Random(7)
    for _ in range(KILLS):
        if not (child := os.fork()):
            while True:
                EmbeddedStore(folder).write(NEW)
                EmbeddedStore(folder).write(OLD)
        time.sleep(dice.uniform(0, LATEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found[seen(folder)] += 1
        write_again(folder)
    return found


def deciding(folder: Path) -> Counter[str]:
    """A decision is there or not, whole, and the next one follows it."""
    found: Counter[str] = Counter()
    EmbeddedStore(folder).write(OLD)
    for step in range(1000):
        before = len(EmbeddedStore(folder).decisions())
        decision = Decision("add", (Mark("語0001"), Mark("語0002")), "uses", note="長い" * 500)
        if not (child := os.fork()):
            EmbeddedStore(folder, disk=Deadly(step)).decide(decision, before)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != KILLED:
            return found
        made = EmbeddedStore(folder).decisions()
        found["new" if len(made) > before else "old"] += 1
        assert EmbeddedStore(folder).decide(Decision("undo", undoes=99), len(made)) == len(made) + 1
        whole = EmbeddedStore(folder).decisions()
        assert whole[: len(made)] == made
        assert all(one.action == "undo" or one.note == decision.note for one in whole)
    raise AssertionError("it never came to its end")


if __name__ == "__main__":
    mode, place = sys.argv[1], Path(sys.argv[2])
    if mode == "decide":
        print(json.dumps(deciding(place)))
    else:
        print(json.dumps(at_random(place) if mode == "random" else each(place, before=mode == "each")))
