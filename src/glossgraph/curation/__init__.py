"""People's decisions as an overlay: which terms and relations they change, the same for every store."""

from glossgraph.curation.overlay import Overlay, overlay
from glossgraph.curation.patch import Patch
from glossgraph.curation.state import Base
from glossgraph.curation.tables import applied, owners, patched_names

__all__ = ["Base", "Overlay", "Patch", "applied", "overlay", "owners", "patched_names"]
