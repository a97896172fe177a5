"""What the picture component needs of the app's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossgraph.app.component import LABELS

if TYPE_CHECKING:
    from glossgraph.app.wording import Texts


def labels(t: Texts, picture: str) -> dict[str, str]:
    """The component's words; ``picture`` is the key of what the picture is called."""
    return {name: t(picture if name == "picture" else f"picture.{name}") for name in LABELS}
