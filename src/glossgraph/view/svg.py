"""A picture as an SVG file: what the browser's canvas shows, drawn by us from the same nodes and edges."""

from __future__ import annotations

import html
import re
import unicodedata
from math import hypot
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossgraph.view.pictures import Picture

FONT = "Noto Sans CJK JP, Hiragino Sans, Yu Gothic, Meiryo, sans-serif"
TEXT, GROUND, STRONG, LINE = "#1F2328", "#FFFFFF", "#62656A", "#BCBEC1"
LABEL, MARGIN = 13.0, 70.0

Box = tuple[float, float, float, float]


def svg(picture: Picture, *, title: str = "") -> str:
    """The picture on white, one canvas unit a pixel; labels that would lie on another are left out."""
    nodes = sorted(picture["nodes"], key=lambda node: (not node["must"], -node["weight"], node["id"]))
    at = {node["id"]: node for node in nodes}
    left, top = (min((node[axis] - node["size"] for node in nodes), default=0.0) - MARGIN for axis in "xy")
    right, bottom = (max((node[axis] + node["size"] for node in nodes), default=0.0) + MARGIN for axis in "xy")
    taken: list[Box] = []
    labels = [text for node in nodes for text in _label(node, taken)]
    names = [text for edge in picture["edges"] if edge["path"] for text in _name(edge, at, taken)]
    body = [*(_edge(edge, at) for edge in picture["edges"]), *(_dot(node) for node in nodes), *names, *labels]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {right - left:g} {bottom - top:g}" '
            f'width="{right - left:g}" height="{bottom - top:g}" font-family="{FONT}" font-size="{LABEL:g}">',
            f"<title>{_plain(title)}</title>",
            '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            f'orient="auto-start-reverse"><path d="M0 1 10 5 0 9 3 5z" fill="{STRONG}"/></marker></defs>',
            f'<rect x="{left:g}" y="{top:g}" width="100%" height="100%" fill="{GROUND}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _edge(edge: dict[str, Any], at: dict[str, dict[str, Any]]) -> str:
    start, end = at[edge["from"]], at[edge["to"]]
    if start is end:
        x, y, r = start["x"], start["y"], start["size"]
        line = f"M{x - r:.1f} {y:.1f}C{x - 3 * r:.1f} {y - 3 * r:.1f} {x + r:.1f} {y - 4 * r:.1f} {x:.1f} {y - r:.1f}"
    else:
        cx, cy = _bend(start, end, edge["smooth"]["roundness"])
        (sx, sy), (ex, ey) = _rim(start, cx, cy), _rim(end, cx, cy)
        line = f"M{sx:.1f} {sy:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
    color = STRONG if edge["path"] == "best" else LINE
    arrow = ' marker-end="url(#arrow)"' if edge["arrows"] else ""
    return f'<path d="{line}" fill="none" stroke="{color}" stroke-width="{edge["width"]:g}"{arrow}/>'


def _bend(start: dict[str, Any], end: dict[str, Any], roundness: float) -> tuple[float, float]:
    """The control point of a curve that bends to its left, as vis-network's curvedCW does."""
    dx, dy = end["x"] - start["x"], end["y"] - start["y"]
    return (start["x"] + end["x"]) / 2 + dy * roundness, (start["y"] + end["y"]) / 2 - dx * roundness


def _rim(node: dict[str, Any], x: float, y: float) -> tuple[float, float]:
    dx, dy = x - node["x"], y - node["y"]
    share = (node["size"] + 1.5) / max(hypot(dx, dy), 1e-6)
    return node["x"] + dx * share, node["y"] + dy * share


def _dot(node: dict[str, Any]) -> str:
    fill, dashes = (GROUND, ' stroke-dasharray="4 3"') if node["hollow"] else (node["color"]["background"], "")
    return (
        f'<circle cx="{node["x"]:g}" cy="{node["y"]:g}" r="{node["size"]:g}" fill="{fill}" '
        f'stroke="{node["color"]["border"]}" stroke-width="{node["borderWidth"]:g}"{dashes}>'
        f"<title>{_plain(node['label'])}</title></circle>"
    )


def _label(node: dict[str, Any], taken: list[Box]) -> Iterable[str]:
    width, x, y, r = _width(node["label"]), node["x"], node["y"], node["size"]
    places = [
        (x - width / 2, y + r + 2),
        (x - width / 2, y - r - LABEL - 6),
        (x + r + 4, y - LABEL / 2 - 2),
        (x - r - 4 - width, y - LABEL / 2 - 2),
    ]
    return _write(node["label"], [(left, top, width, LABEL + 4) for left, top in places], taken, bold=node["must"])


def _name(edge: dict[str, Any], at: dict[str, dict[str, Any]], taken: list[Box]) -> Iterable[str]:
    start, end = at[edge["from"]], at[edge["to"]]
    cx, cy = _bend(start, end, edge["smooth"]["roundness"])
    width = _width(edge["label"])
    boxes = []
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
        x, y = a * start["x"] + b * cx + c * end["x"], a * start["y"] + b * cy + c * end["y"]
        boxes.append((x - width / 2, y - LABEL / 2 - 2, width, LABEL + 4))
    return _write(edge["label"], boxes, taken, bold=False)


def _write(text: str, boxes: Sequence[Box], taken: list[Box], *, bold: bool) -> Iterable[str]:
    """The text in the first box that is free, or nothing."""
    box = next((box for box in boxes if not any(_meet(box, other) for other in taken)), boxes[0] if bold else None)
    if box is None:
        return []
    taken.append(box)
    weight = ' font-weight="600"' if bold else ""
    return [
        f'<text x="{box[0] + box[2] / 2:.1f}" y="{box[1] + LABEL:.1f}" text-anchor="middle"{weight} fill="{TEXT}" '
        f'stroke="{GROUND}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">{_plain(text)}</text>'
    ]


def _meet(one: Box, other: Box) -> bool:
    apart = one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
    return not apart and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def _width(text: str) -> float:
    """About how wide a text is: a full-width character counts one em, others 0.56."""
    return 4 + LABEL * sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in text)


def _plain(text: str) -> str:
    """The text escaped, without the characters that XML does not have."""
    return html.escape(re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text))
