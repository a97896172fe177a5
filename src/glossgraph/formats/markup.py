"""Markdown that pages carry, removed: bold, italics, inline code, links and images keep their text."""

from __future__ import annotations

import re

_CODE_OR_LINK = re.compile(
    r"(?P<tick>`{1,3})(?!`)(?P<code>[^`]+)(?P=tick)(?!`)"
    r"|!?\[(?P<text>[^\[\]]*)\]\((?:[^()\s]|\([^()\s]{0,200}\)){1,2000}(?:\s\"[^\"]{0,200}\")?\)"
)
_BOLD = re.compile(r"(?P<mark>\*\*)(?=[^\s*])(?P<bold>[^*]+)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![A-Za-z0-9*])\*(?=\w)(?P<italic>[^*]+)(?<=\S)\*(?![A-Za-z0-9*])")
_POWER = re.compile(r"[A-Za-z0-9]")


def plain(text: str) -> str:
    """The text without its markup, everything else as it was. Linear in its length.

    Stars between two letters or digits (``2**10``) and marks without a partner are no markup.
    """
    if "`" in text or "](" in text:
        text = _CODE_OR_LINK.sub(lambda found: found["code"] or found["text"] or "", text)
    if "*" in text:
        text = _ITALIC.sub(lambda found: found["italic"], _BOLD.sub(_unbold, text))
    return text


def _unbold(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 1) : found.start()]
    if _POWER.match(before) and _POWER.match(found["bold"]):
        return found.group()
    return found["bold"]
