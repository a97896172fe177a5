"""Build hook: puts the vis-network that Pyvis ships beside the files that draw with it.

Runs for wheels and for editable installs; the copy is not kept in git. The version of Pyvis is pinned
as a build requirement and as a dependency, and a test compares the copy with the installed Pyvis's file.
"""

import importlib.util
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
ASSETS = "src/glossgraph/view/assets"


class CopyVisNetwork(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        spec = importlib.util.find_spec("pyvis")
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError("Pyvis is not installed in the build environment: it is a build requirement")
        shipped = Path(spec.submodule_search_locations[0], VIS_NETWORK)
        shutil.copyfile(shipped, Path(self.root, ASSETS, shipped.name))
