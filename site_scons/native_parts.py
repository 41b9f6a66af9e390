"""What the build makes besides links: which script makes each part, from what, into which file.

No room of the product. Standard library only: SCons, the wheel's build hook and dev.py all read
this list, so that what is built is said once.
"""

from __future__ import annotations

import string
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from targets import Target, this_target

_SOURCE_ENDINGS = (".py", ".in", ".c", ".h", ".toml", ".json", ".txt")


@dataclass(frozen=True)
class NativePart:
    """One part, compiled or generated; all paths are relative to the clone.

    Attributes:
        name: What it is called in messages and in ``build/``.
        script: The stand-alone script that builds it (``--out FILE --tmp DIR``).
        folder: Everything in it is read by the script, so a change there builds it again.
        target: The file that it builds.
        arguments: What the script is given besides ``--out`` and ``--tmp``.
        generated: The files that the script writes besides the target.
        also_read: What it is built from beside the folder.
        library_path: Where alone it looks for libpython. Some Pythons have their own folder linked
            into everything that is built for them; the addon must use the one that it carries.
        looks_for_python: The folders, seen from its own, where it looks for libpython when it is
            built for another system. Room B's module, which Python loads, has none.
        place: Its folder in the addon; empty for what is not compiled.
        needs_engine: Whether it is generated from the engine's dumps.
        in_wheel: Whether `pip install` builds it too.
    """

    name: str
    script: Path
    folder: Path
    target: Path
    arguments: tuple[str, ...] = ()
    generated: tuple[Path, ...] = ()
    also_read: tuple[Path, ...] = ()
    library_path: str = ""
    looks_for_python: tuple[str, ...] = ()
    place: str = ""
    needs_engine: bool = False
    in_wheel: bool = False

    @property
    def products(self) -> tuple[Path, ...]:
        """All files that the script writes."""
        return (self.target, *self.generated)

    @property
    def is_compiled(self) -> bool:
        """Whether it is machine code, of which each system has its own."""
        return bool(self.place)

    @property
    def is_module(self) -> bool:
        """Whether it is a compiled Python module, and not a library that starts Python."""
        return self.is_compiled and not self.looks_for_python

    def file_name(self, target: Target, version: tuple[int, int]) -> str:
        """What its file is called on a system, for that version of Python."""
        names = {
            "steam": target.module("_native", version),
            "offline": target.steam,
            "bridge": target.extension,
        }
        return names[self.name]

    def sources(self, root: Path) -> Iterator[Path]:
        """The files that the part is built from, in a fixed order, relative to the clone."""
        if not self.script.is_relative_to(self.folder):
            yield self.script
        for path in sorted((root / self.folder).rglob("*")):
            if path.suffix in _SOURCE_ENDINGS and "__pycache__" not in path.parts:
                yield path.relative_to(root)
        yield from self.also_read


_HERE = this_target()
_STEAM = Path("python_src/steamworks/_abi")
_OFFLINE = Path("python_src/offline_steam")
_BRIDGE = Path("python_src/godot/_ffi")
# In the addon, and in an exported game.
_BRIDGE_FINDS_PYTHON = ("../python/lib", "steamworks/lib")
_STUBS = Path("addons/steamworks/python/typings")

# What the engine writes about itself, and what the bridge's script makes of it.
ENGINE_DUMPS = Path("build/engine")
GENERATED = Path("python_src/godot/_generated")

PARTS = (
    NativePart(
        name="steam",
        script=_STEAM / "build_native.py",
        folder=_STEAM,
        target=_STEAM / f"_native{sysconfig.get_config_var('EXT_SUFFIX')}",
        place="python/packages/steamworks/_abi",
        in_wheel=True,
    ),
    NativePart(
        name="offline",
        script=_OFFLINE / "_shim/build_shim.py",
        folder=_OFFLINE / "_shim",
        target=_OFFLINE / "lib" / _HERE.steam,
        looks_for_python=("../../../lib",),
        place="python/packages/offline_steam/lib",
        in_wheel=True,
    ),
    NativePart(
        name="bridge",
        script=_BRIDGE / "build_extension.py",
        folder=_BRIDGE,
        target=Path("addons/steamworks/bin") / _HERE.extension,
        arguments=(
            *("--engine", str(ENGINE_DUMPS), "--generated", str(GENERATED)),
            *("--startup", "godot_steamworks"),
        ),
        generated=(GENERATED / "api.bin", GENERATED / "docs.bin"),
        library_path=":".join(f"$ORIGIN/{place}" for place in _BRIDGE_FINDS_PYTHON),
        looks_for_python=_BRIDGE_FINDS_PYTHON,
        place="bin",
        needs_engine=True,
    ),
    NativePart(
        name="types",
        script=Path("site_scons/build_types.py"),
        folder=Path("python_src/steamworks/contract"),
        target=Path("python_src/steamworks/shapes.py"),
        arguments=("--stubs", str(_STUBS)),
        generated=(
            Path("python_src/steamworks/api.pyi"),
            _STUBS / "godot_steamworks/__init__.pyi",
            _STUBS / "godot_steamworks/node.pyi",
            _STUBS / "godot_steamworks/offline_class.pyi",
        ),
        also_read=(
            Path("python_src/godot_steamworks/offline_class.py"),
            Path("python_src/godot_steamworks/offline_control.py"),
        ),
        in_wheel=True,
    ),
    NativePart(
        name="stubs",
        script=Path("site_scons/build_stubs.py"),
        folder=Path("site_scons/engine_stubs"),
        target=_STUBS / "godot/__init__.pyi",
        arguments=("--engine", str(ENGINE_DUMPS)),
        generated=tuple(
            _STUBS / f"godot/{name}.pyi"
            for name in (
                *("registry", "res", "_room", "_functions"),
                *(f"_classes_{letter}" for letter in string.ascii_lowercase),
            )
        ),
        also_read=(Path("python_src/godot/bbcode.py"),),
        needs_engine=True,
    ),
)
