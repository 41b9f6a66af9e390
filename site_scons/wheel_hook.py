"""Builds the compiled parts of rooms B and C for ``pip install .``: a build hook of hatchling.

No room of the product. It runs in pip's build environment, where pyproject.toml has put cffi.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from native_parts import PARTS


class NativePartsHook(BuildHookInterface[Any]):
    """Compiles what the wheel carries and adds it at its place in the packages."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files.

        Args:
            version: ``standard``, or ``editable`` for ``pip install -e``.
            build_data: What hatchling will put into the wheel.

        Raises:
            RuntimeError: A part did not compile; the compiler's words are above it.
        """
        root = Path(self.root)
        self._work = tempfile.TemporaryDirectory(prefix="godot-steamworks-")
        for part in PARTS:
            if not part.in_wheel:
                continue
            # An editable installation is used from where it lies, so the part is built there too.
            if version == "editable":
                out = root / part.target
            else:
                out = Path(self._work.name, part.name, part.target.name)
            out.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(self._work.name, f"{part.name}-objects")
            scratch.mkdir()
            done = subprocess.run(
                [
                    *(sys.executable, str(root / part.script)),
                    *("--out", str(out), "--tmp", str(scratch)),
                ],
                check=False,
            )
            if done.returncode != 0:
                raise RuntimeError(
                    f"{part.script} failed. Building needs a C compiler, Python's headers and its "
                    "shared library (on Debian: sudo apt-get install gcc libc6-dev python3-dev)."
                )
            for product in part.products:
                made = out.with_name(product.name)
                if made.is_file():
                    inside = product.relative_to("python_src")
                    build_data["force_include"][str(made)] = str(inside)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling when the wheel is written."""
        self._work.cleanup()
