"""A graph in a folder: what stands there, who holds it, and what happens when the disk refuses."""

from __future__ import annotations

import errno
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stored import make, same

from glossgraph.errors import GraphError, UserError
from glossgraph.model import Filter
from glossgraph.stores import generation as generations
from glossgraph.stores import locks
from glossgraph.stores.embedded import EmbeddedStore
from glossgraph.stores.files import Disk, sha256
from glossgraph.stores.generation import ALL_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD, NEW = make(1), make(2)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the old graph."""
    EmbeddedStore(tmp_path / "graph").write(OLD)
    return tmp_path / "graph"


def current(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text("utf-8").strip()


def generations_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Recorder(Disk):
    """Notes every step."""

    def __init__(self) -> None:
        super().__init__(buffer=512)
        self.steps: list[tuple[str, str]] = []

    def at(self, step: str, path: Path) -> None:
        self.steps.append((step, path.name))


class Refusing(Disk):
    """Refuses the steps of a kind, or one of all steps, as the system would."""

    def __init__(self, step: str | None = None, number: int = -1, error: int = errno.ENOSPC) -> None:
        super().__init__()
        self.step, self.number, self.error, self.done = step, number, error, 0

    def at(self, step: str, path: Path) -> None:
        self.done += 1
        if step == self.step or self.done == self.number:
            raise OSError(self.error, os.strerror(self.error))


@contextmanager
def another(folder: Path, code: str) -> Iterator[subprocess.Popen[str]]:
    """Another program that does something with ``store`` and goes on until its input ends."""
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from stored import make
from glossgraph.stores.embedded import EmbeddedStore
store = EmbeddedStore(Path({str(folder)!r}))
{code}
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        yield program
        program.kill()


# What stands on the disk


def test_what_a_generation_holds(folder: Path) -> None:
    EmbeddedStore(folder).write(NEW, sources={"b.txt": "22", "a.txt": "11"}, versions={"dictionary": "2025"})
    assert sorted(path.name for path in folder.iterdir()) == sorted([current(folder).name, "CURRENT", "write.lock"])
    found = {path.name for path in current(folder).iterdir()}
    assert found == ALL_FILES | {"readers"}
    assert {"terms.parquet", "evidence.parquet", "out_start.npy", "manifest.json"} <= found
    about = json.loads((current(folder) / "manifest.json").read_text("utf-8"))
    assert about["format"] == "glossgraph/1"
    assert about["sources"] == {"a.txt": "11", "b.txt": "22"}
    assert about["versions"] == {"dictionary": "2025"}
    assert about["counts"]["terms"] == NEW.terms.num_rows
    assert [kind["id"] for kind in about["vocabulary"]] == [kind.id for kind in NEW.vocabulary]
    assert set(about["files"]) == ALL_FILES - {"manifest.json"}
    for name, part in about["files"].items():
        assert part == {"size": (current(folder) / name).stat().st_size, "sha256": sha256(current(folder) / name)}


def test_one_graph_gives_the_same_files(folder: Path) -> None:
    first = {path.name: path.read_bytes() for path in current(folder).iterdir() if path.is_file()}
    EmbeddedStore(folder).write(make(1))
    assert first == {path.name: path.read_bytes() for path in current(folder).iterdir() if path.is_file()}


def test_all_is_on_the_disk_before_the_pointer_moves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk, flushes = Recorder(), list[int]()
    monkeypatch.setattr(os, "fsync", flushes.append)
    EmbeddedStore(folder, disk=disk).write(NEW)
    assert len(flushes) == sum(step == "flush" for step, _ in disk.steps)
    swap = disk.steps.index(("replace", "CURRENT"))
    before, after = disk.steps[:swap], disk.steps[swap + 1 :]
    for name in (*ALL_FILES, "CURRENT.new"):
        mine = [step for step, path in before if path == name]
        assert mine[-1] == "flush", name
        assert mine.count("flush") == 1
        assert "write" in mine
    flushed = [path for step, path in before if step == "flush"]
    assert flushed[-3:] == [current(folder).name, "graph", "CURRENT.new"]
    assert after[0] == ("flush", "graph")
    assert not [step for step in after if step[0] in ("create", "write", "replace")]


def test_row_groups_are_read_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_ROWS_A_GROUP", {"terms": 3, "evidence": 4})
    monkeypatch.setattr(generations, "_ROWS_ELSE", 5)
    monkeypatch.setattr(generations, "_GROUPS_KEPT", 2)
    store = EmbeddedStore(folder)
    store.write(NEW)
    rows = [*range(NEW.relations.num_rows)][::-1]
    assert store.relations(rows) == [NEW.relation(row) for row in rows]
    assert store.terms(NEW.ids) == list(NEW.iter_terms())
    assert same(store.graph(), NEW)


def test_a_question_reads_only_what_it_needs(folder: Path) -> None:
    store = EmbeddedStore(folder)
    x, y = OLD.ids[0], OLD.ids[5]
    assert store.term(x)
    for name in ("entries.parquet", "evidence.parquet", "names.parquet", "relations.parquet"):
        (current(folder) / name).unlink()
    assert len(store.between(x, y, Filter()).row)
    with pytest.raises(GraphError, match="replaced while it was read"):
        store.relations([0])


def test_the_road_of_a_question_imports_little(folder: Path) -> None:
    code = f"""
import sys
from glossgraph.stores import open_store
from glossgraph.model import Filter
store = open_store({str(folder)!r}, shipped=None)
sub = store.between({OLD.ids[0]!r}, {OLD.ids[5]!r}, Filter())
assert store.relations(sub.row.tolist()) and store.terms(sub.ids) and store.names().num_rows
print(sorted({{"pandas", "streamlit", "networkx", "neo4j", "sudachipy", "pyvis"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


# Who holds it


def test_a_reader_keeps_its_generation(folder: Path) -> None:
    reader = EmbeddedStore(folder)
    name = reader.generation
    EmbeddedStore(folder).write(NEW)
    EmbeddedStore(folder).write(make(3))
    assert same(reader.graph(), OLD)
    assert generations_in(folder) == sorted([name, current(folder).name])
    assert reader.refresh()
    assert same(reader.graph(), make(3))
    EmbeddedStore(folder).write(NEW)
    assert name not in generations_in(folder)


def test_a_graph_keeps_its_generation(folder: Path) -> None:
    store = EmbeddedStore(folder)
    graph = store.graph()
    store.close()
    EmbeddedStore(folder).write(NEW)
    assert same(graph, OLD)
    del graph, store
    EmbeddedStore(folder).write(NEW)
    assert len(generations_in(folder)) == 1
    assert not list((current(folder) / "readers").iterdir())


def test_a_reader_of_another_program_is_respected_until_it_dies(folder: Path) -> None:
    name = current(folder).name
    with another(folder, "store.refresh(); print('ready', flush=True); sys.stdin.read()"):
        EmbeddedStore(folder).write(NEW)
        EmbeddedStore(folder).write(NEW)
        assert generations_in(folder) == sorted([name, current(folder).name])
    EmbeddedStore(folder).write(NEW)
    assert generations_in(folder) == [current(folder).name]


def test_a_second_writer_is_told_who_writes(folder: Path) -> None:
    writing = "with store.writing():\n    print('ready', flush=True); sys.stdin.read()"
    before = current(folder)
    with another(folder, writing) as program:
        with pytest.raises(GraphError, match=f"process {program.pid} on {platform.node()} is writing"):
            EmbeddedStore(folder, wait=0.1).write(NEW)
        (folder / "writer.json").write_text("?", "utf-8")
        with pytest.raises(GraphError, match="another program is writing"):
            EmbeddedStore(folder, wait=0.1).write(NEW)
    assert current(folder) == before
    EmbeddedStore(folder, wait=0.1).write(NEW)
    assert not (folder / "writer.json").exists()


def test_a_second_writer_waits(folder: Path) -> None:
    writing = "with store.writing():\n    print('ready', flush=True); sys.stdin.readline(); store.write(make(3))"
    with another(folder, writing) as program:
        other = EmbeddedStore(folder)
        assert program.stdin
        program.stdin.write("\n")
        program.stdin.close()
        with other.writing():
            assert same(other.graph(), make(3))
            other.write(NEW)
    assert same(EmbeddedStore(folder).graph(), NEW)


def test_reading_while_somebody_writes(folder: Path) -> None:
    failed: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                graph = EmbeddedStore(folder).graph()
                assert same(graph, OLD) or same(graph, NEW)
        except BaseException as exc:
            failed.append(exc)
            raise

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(30):
        EmbeddedStore(folder).write((OLD, NEW)[number % 2])
    done.set()
    for reader in readers:
        reader.join()
    assert not failed
    EmbeddedStore(folder).write(OLD)
    assert len(generations_in(folder)) == 1


@pytest.mark.parametrize("kept", [False, True], ids=["gone", "going"])
def test_a_reader_comes_late(folder: Path, monkeypatch: pytest.MonkeyPatch, kept: bool) -> None:
    """The graph is replaced, and cleared away or about to be, between finding a generation and holding it."""
    earlier = EmbeddedStore(folder)
    if kept:
        earlier.refresh()
    real, writes = locks.reading, [NEW, make(3)]

    def reading(generation: Path) -> locks.Release:
        if writes:
            monkeypatch.setattr(locks, "reading", real)
            EmbeddedStore(folder).write(writes.pop(0))
            monkeypatch.setattr(locks, "reading", reading)
        return real(generation)

    monkeypatch.setattr(locks, "reading", reading)
    assert same(EmbeddedStore(folder).graph(), make(3))


# What is refused


def as_somebody_else(folder: Path, code: str, tmp_path: Path) -> str:
    """What a program prints that owns nothing here and is not root (nor can import any more when it starts)."""
    script = f"""
import os, sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from stored import make, same
from glossgraph.errors import GraphError
from glossgraph.stores.embedded import EmbeddedStore
EmbeddedStore(Path({str(tmp_path / "any")!r})).write(make(1))
assert same(EmbeddedStore(Path({str(tmp_path / "any")!r})).graph(), make(1))
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
store = EmbeddedStore(Path({str(folder)!r}))
{code}
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder with a graph that everybody may read and nobody but root may write."""
    place = Path(tempfile.mkdtemp(prefix="glossgraph-test-"))
    place.chmod(0o755)
    EmbeddedStore(place / "graph").write(OLD)
    for path in (place, *place.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield place / "graph"
    for path in (place, *place.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_graph_that_may_only_be_read(open_to_all: Path, tmp_path: Path) -> None:
    told = as_somebody_else(
        open_to_all,
        "print(store.graph().relations.num_rows)\n"
        "try: store.write(store.graph())\n"
        "except GraphError as exc: print(exc)",
        tmp_path,
    )
    rows, error = told.splitlines()
    assert int(rows) == OLD.relations.num_rows
    assert "cannot be written (Permission denied), and is as it was" in error
    assert not list((current(open_to_all) / "readers").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
@pytest.mark.parametrize("part", ["CURRENT", "manifest.json", "terms.parquet"])
def test_a_graph_that_may_not_be_read(open_to_all: Path, tmp_path: Path, part: str) -> None:
    path = open_to_all / part if part == "CURRENT" else current(open_to_all) / part
    path.chmod(0o000)
    told = as_somebody_else(open_to_all, "try: store.graph().terms\nexcept GraphError as exc: print(exc)", tmp_path)
    assert str(open_to_all) in told
    assert "Permission denied" in told


def test_a_disk_that_is_full(folder: Path, tmp_path: Path) -> None:
    """Each step in turn fails once; every error is told and leaves the old graph alone, and nothing else."""
    failures, told, disk = 0, set[str](), Refusing()
    while disk.done >= disk.number:
        disk, name = Refusing(number=disk.number + 1), current(folder).name
        try:
            EmbeddedStore(folder, disk=disk).write(NEW)
        except GraphError as exc:
            failures += 1
            told.add(str(exc).partition(":")[2])
            assert generations_in(folder) == [name]
            assert same(EmbeddedStore(folder).graph(), OLD)
        else:
            assert same(EmbeddedStore(folder).graph(), NEW)
        EmbeddedStore(folder).write(OLD)
        assert generations_in(folder) == [current(folder).name]
    assert failures > 40
    [message] = told
    assert message.startswith(" this graph cannot be written (No space left on device), and is as it was: ")
    with pytest.raises(GraphError, match="No space left"):
        EmbeddedStore(tmp_path / "first", disk=Refusing("flush")).write(NEW)
    assert not (tmp_path / "first").exists()


def test_an_interrupted_write_leaves_nothing(folder: Path) -> None:
    class Interrupted(Disk):
        def at(self, step: str, path: Path) -> None:
            if (step, path.name) == ("flush", "evidence.parquet"):
                raise KeyboardInterrupt

    before = everything(folder)
    with pytest.raises(KeyboardInterrupt):
        EmbeddedStore(folder, disk=Interrupted()).write(NEW)
    assert everything(folder) == before


def test_what_cannot_be_deleted_is_deleted_next_time(folder: Path) -> None:
    name = current(folder).name

    class InUse(Disk):
        def at(self, step: str, path: Path) -> None:
            if step == "delete" and path.parent.name == name and path.name > "m":
                raise PermissionError(errno.EACCES, "in use")

    EmbeddedStore(folder, disk=InUse()).write(NEW)
    assert same(EmbeddedStore(folder).graph(), NEW)
    assert generations_in(folder) == sorted([name, current(folder).name])
    EmbeddedStore(folder).write(OLD)
    assert generations_in(folder) == [current(folder).name]


def test_a_pointer_that_is_held_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = Path.replace, [3]

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    EmbeddedStore(folder).write(NEW)
    assert same(EmbeddedStore(folder).graph(), NEW)
    left[0] = 10_000
    monkeypatch.setattr("glossgraph.stores.files.PATIENCE", 0.1)
    with pytest.raises(GraphError, match="in use"):
        EmbeddedStore(folder).write(OLD)
    assert same(EmbeddedStore(folder).graph(), NEW)
    assert len(generations_in(folder)) == 1


def test_what_others_put_there_stays(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", "utf-8")
    (folder / "000009-other").mkdir()
    theirs = current(folder) / "theirs.txt"
    theirs.write_text("mine too", "utf-8")
    EmbeddedStore(folder).write(NEW)
    EmbeddedStore(folder).write(NEW)
    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    assert (folder / "000009-other").is_dir()
    assert [path.name for path in theirs.parent.iterdir()] == ["theirs.txt"]


def test_a_graph_is_not_written_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"1")
    (tmp_path / "file").write_bytes(b"2")
    before = everything(tmp_path)
    for name, why in (("photos", "holds other files"), ("file", "is a file")):
        with pytest.raises(GraphError, match=why):
            EmbeddedStore(tmp_path / name).write(NEW)
    for name, why in (("photos", "holds no graph"), ("file", "is a file"), ("none", "no graph here")):
        with pytest.raises(GraphError, match=why):
            EmbeddedStore(tmp_path / name).graph()
    with pytest.raises(GraphError, match="cannot be written"):
        EmbeddedStore(tmp_path / "file" / "graph").write(NEW)
    assert everything(tmp_path) == before
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".DS_Store").write_bytes(b"3")
    EmbeddedStore(tmp_path / "hidden").write(NEW)


def test_a_read_only_store_does_not_write(folder: Path) -> None:
    before = everything(folder)
    with pytest.raises(UserError, match="read-only"):
        EmbeddedStore(folder, readonly=True).write(NEW)
    assert everything(folder) == before


# What is damaged or unknown


def test_a_newer_graph_is_neither_read_nor_replaced(folder: Path) -> None:
    path = current(folder) / "manifest.json"
    path.write_text(json.dumps({"format": "glossgraph/2", "all": "different"}), "utf-8")
    before = everything(folder)
    with pytest.raises(GraphError, match=r"glossgraph/2, newer than .* upgrade"):
        EmbeddedStore(folder).graph()
    with pytest.raises(GraphError, match="newer"):
        EmbeddedStore(folder).write(NEW)
    assert everything(folder) == before


@pytest.mark.parametrize("part", sorted(ALL_FILES))
def test_a_missing_part_is_named(folder: Path, part: str) -> None:
    (current(folder) / part).unlink()
    before = everything(folder)
    with pytest.raises(
        GraphError, match=rf"^{folder}: this graph is damaged, its part {part} is missing: build it again"
    ):
        EmbeddedStore(folder).graph()
    assert everything(folder) == before
    EmbeddedStore(folder).write(NEW)
    assert same(EmbeddedStore(folder).graph(), NEW)


@pytest.mark.parametrize("part", sorted(ALL_FILES - {"manifest.json"}))
def test_a_changed_byte_is_found(folder: Path, part: str) -> None:
    path = current(folder) / part
    whole = path.read_bytes()
    EmbeddedStore(folder).verify()
    path.write_bytes(whole[:-1])
    with pytest.raises(GraphError, match=f"{part} has"):
        EmbeddedStore(folder).graph()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(GraphError, match=f"{part} is not what was written"):
        EmbeddedStore(folder).verify()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "nonsense", '{"format": "glossgraph/0"}', '{"format": "glossgraph/1"}']
)
def test_a_manifest_without_sense(folder: Path, text: str) -> None:
    (current(folder) / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(GraphError, match=r"manifest\.json cannot be understood"):
        EmbeddedStore(folder).graph()


@pytest.mark.parametrize("name", ["", "nonsense", "../elsewhere", "000001-zzzzzzzz"])
def test_a_pointer_without_sense(folder: Path, name: str) -> None:
    held = current(folder)
    (folder / "CURRENT").write_text(name, "utf-8")
    with pytest.raises(GraphError, match="CURRENT does not name a generation"):
        EmbeddedStore(folder).graph()
    with pytest.raises(GraphError, match="No space"):
        EmbeddedStore(folder, disk=Refusing("make")).write(NEW)
    assert held.exists(), "what is there is not cleared away before the new graph is"
    EmbeddedStore(folder).write(NEW)
    assert same(EmbeddedStore(folder).graph(), NEW)


def test_a_pointer_that_leads_nowhere(folder: Path) -> None:
    held = current(folder)
    (folder / "CURRENT").write_text("000002-00000000\n", "utf-8")
    with pytest.raises(GraphError, match="generation 000002-00000000 is missing"):
        EmbeddedStore(folder).graph()
    with pytest.raises(GraphError, match="No space"):
        EmbeddedStore(folder, disk=Refusing("make")).write(NEW)
    assert held.exists()


def test_parts_of_two_graphs(folder: Path, tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "other").write(make(1, terms=13))
    for name in ("out_start.npy", "in_start.npy", "degree.npy", "level.npy", "source.npy", "terms.parquet"):
        shutil.copy(current(tmp_path / "other") / name, current(folder) / name)
    about = json.loads((current(folder) / "manifest.json").read_text("utf-8"))
    for name in about["files"]:
        about["files"][name]["size"] = (current(folder) / name).stat().st_size
    (current(folder) / "manifest.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(GraphError, match="its arrays are not of its tables"):
        EmbeddedStore(folder).between(OLD.ids[0], OLD.ids[1], Filter())
