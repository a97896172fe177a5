"""What a generation says of itself in ``manifest.json``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import glossgraph
from glossgraph import relations
from glossgraph.errors import GraphError
from glossgraph.messages import Message
from glossgraph.model import FORMAT, RelationType
from glossgraph.stores.files import Written, read_text, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "manifest.json"
MEND = "build it again from its pages, or put back a copy"

_FORMAT = re.compile(r"glossgraph/([1-9][0-9]{0,8})")
_KNOWN = int(FORMAT.partition("/")[2])


@dataclass(frozen=True, slots=True)
class Manifest:
    """Counts and checksums of a generation's files, its vocabulary, and where it came from.

    ``counts`` maps a table to its rows, ``files`` a file name to its size and SHA-256, ``sources`` a source
    file to its hash, ``versions`` a dictionary or lexicon to its version.
    """

    counts: Mapping[str, int]
    files: Mapping[str, Written]
    vocabulary: tuple[RelationType, ...]
    sources: Mapping[str, str]
    versions: Mapping[str, str]
    created_with: str = glossgraph.__version__

    def encode(self) -> bytes:
        """The manifest as JSON."""
        record = {
            "format": FORMAT,
            "created_with": self.created_with,
            "sources": dict(sorted(self.sources.items())),
            "versions": dict(sorted(self.versions.items())),
            "counts": dict(self.counts),
            "files": {name: {"size": part.size, "sha256": part.sha256} for name, part in self.files.items()},
            "vocabulary": [relations.to_record(kind) for kind in self.vocabulary],
        }
        return json.dumps(record, ensure_ascii=False, indent=1).encode()


def read(generation: Path, address: str) -> Manifest:
    """Read a generation's manifest and see that its files are there, in their sizes.

    Raises GraphError when the graph is of a newer version, damaged or incomplete; FileNotFoundError when
    there is no manifest. There is no format before this one; when there is, a graph of it is rebuilt here
    from its entries.
    """
    record = _record(generation)
    refuse_newer(record, address)
    try:
        if not _FORMAT.fullmatch(record["format"]):
            raise ValueError("no format")
        manifest = Manifest(
            counts={name: int(count) for name, count in record["counts"].items()},
            files={name: Written(part["size"], part["sha256"]) for name, part in record["files"].items()},
            vocabulary=tuple(relations.from_record(kind) for kind in record["vocabulary"]),
            sources=record["sources"],
            versions=record["versions"],
            created_with=record["created_with"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise damaged(address, Message("its {name} cannot be understood", name=NAME)) from exc
    _check_sizes(generation, manifest, address)
    return manifest


def refuse_newer(record: Mapping[str, Any], address: str) -> None:
    """Raise GraphError when a manifest is of a newer format than this version knows."""
    match = _FORMAT.fullmatch(str(record.get("format")))
    if match and int(match[1]) > _KNOWN:
        raise GraphError(
            Message(
                "{address}: this graph has the format {format}, newer than glossgraph {version} knows: "
                "upgrade with  pip install --upgrade glossgraph",
                address=address,
                format=match[0],
                version=glossgraph.__version__,
            )
        )


def refuse_newer_generation(generation: Path, address: str) -> None:
    """The same for what may be no generation at all: only a newer one is refused."""
    try:
        record = _record(generation)
    except OSError:
        return
    refuse_newer(record, address)


def verify(generation: Path, manifest: Manifest, address: str) -> None:
    """Raise GraphError when a file's checksum is not that of the manifest. Reads every byte."""
    _check_sizes(generation, manifest, address)
    for name, part in manifest.files.items():
        if sha256(generation / name) != part.sha256:
            raise damaged(address, Message("its part {name} is not what was written", name=name))


def damaged(address: str, what: str) -> GraphError:
    """The error for a graph that cannot be read in full."""
    return GraphError(
        Message("{address}: this graph is damaged, {what}: {mend}.", address=address, what=what, mend=Message(MEND))
    )


def _record(generation: Path) -> dict[str, Any]:
    try:
        record = json.loads(read_text(generation / NAME))
    except ValueError:
        record = None
    return record if isinstance(record, dict) else {}


def _check_sizes(generation: Path, manifest: Manifest, address: str) -> None:
    for name, part in manifest.files.items():
        try:
            size = (generation / name).stat().st_size
        except FileNotFoundError as exc:
            raise damaged(address, Message("its part {name} is missing", name=name)) from exc
        if size != part.size:
            raise damaged(
                address,
                Message(
                    "its part {name} has {size:,} bytes instead of {expected:,}",
                    name=name,
                    size=size,
                    expected=part.size,
                ),
            )
