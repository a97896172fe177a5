"""What an address means: a server's scheme, a folder's path, or the bare name of a graph in the user's own folder."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from glossgraph.errors import UserError
from glossgraph.messages import Message

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_DRIVE = re.compile(r"[A-Za-z]:")
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST = 80


def scheme(address: str) -> str | None:
    """The scheme of a server's address, as ``neo4j`` of ``neo4j://…``."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else None


def folder(address: str) -> Path:
    """The folder that a path or a bare name means. Raises UserError for a name that no folder can have."""
    return Path(address).expanduser() if is_path(address) else named(address)


def is_path(address: str) -> bool:
    """Whether an address is a path: it has a separator or a drive, or begins with ``.`` or ``~``."""
    return address.startswith((".", "~")) or "/" in address or "\\" in address or bool(_DRIVE.match(address))


def named(name: str) -> Path:
    """The folder of a named graph. Raises UserError when the name cannot be a folder's on every system."""
    return graphs_folder() / checked(name)


def checked(name: str) -> str:
    """A graph's name, its characters composed. Raises UserError when it cannot be a folder's name on every system."""
    name = unicodedata.normalize("NFC", name)
    if not name:
        raise UserError(Message("A graph's name cannot be empty: give a name or a folder's path."))
    why = None
    if found := _REFUSED.search(name):
        why = Message("it holds {found!r}", found=found[0])
    elif name != name.strip() or name.startswith(".") or name.endswith("."):
        why = Message("it begins or ends with a space or a dot")
    elif _DEVICE.fullmatch(name):
        why = Message("Windows keeps it for a device")
    elif len(name) > _LONGEST or len(name.encode()) > 3 * _LONGEST:
        why = Message("it is too long")
    if why:
        raise UserError(
            Message(
                "{name!r} cannot be a graph's name, since {why}: choose another name, or give a folder's path.",
                name=name,
                why=why,
            )
        )
    return name


def graphs_folder() -> Path:
    """Where the named graphs are."""
    return _home("data") / "graphs"


def cache_folder() -> Path:
    """Where copies are kept that can be made again."""
    return _home("cache")


def _home(kind: str) -> Path:
    """The user's folder for data or cache; the environment's GLOSSGRAPH_HOME names another place for both."""
    if home := os.environ.get("GLOSSGRAPH_HOME"):
        return Path(home) if kind == "data" else Path(home) / kind
    import platformdirs

    find = platformdirs.user_data_path if kind == "data" else platformdirs.user_cache_path
    return find("glossgraph", appauthor=False)
