"""What lies where in a self-contained addon. Standard library only.

The same below ``python/`` in the addon and below ``steamworks/`` in an exported game::

    autoload.tscn               the node that the autoload Steam is
    bin/                        the extension's library
    icons/
    licenses/                   of everything that is carried
    python/lib/                 libpython, and the shared libraries that Python's modules need
    python/lib/pythonXY.zip     the standard library, as bytecode
    python/lib/pythonX.Y/lib-dynload/
    python/packages/            ours
    python/site-packages/       the user's: nothing here is ours, and an upgrade leaves it alone
    python/testing/             godot_testing, for tests of games
    python/typings/             for editors and type checkers
    python/files/               which files this version has brought, for upgrades
    manifest.json
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PLATFORM = "linux.x86_64"
LIBRARY = f"bin/libgodot_steamworks.{PLATFORM}.so"
ADDON_PATH = "addons/steamworks"
"""The addon's folder in a project, and in the archive."""


class Part(StrEnum):
    """Who needs a file, as the manifest says it."""

    ENTRY = "entry"
    """What Godot reads of an addon, and the library that it loads."""
    GAME = "game"
    """What every exported game needs."""
    EDITOR = "editor"
    """What only the editor, and whoever writes code in it, has a use for."""
    OFFLINE = "offline"
    """The offline runtime: for debug builds."""
    NOTICE = "notice"
    """Licences and texts to read; what a game carries has to come with its licences."""


@dataclass(frozen=True)
class PythonNames:
    """How the parts of one version of Python are called.

    Args:
        version: Such as ``3.11.2``.
    """

    version: str

    @property
    def short(self) -> str:
        """``3.11``."""
        return ".".join(self.version.split(".")[:2])

    @property
    def archive(self) -> str:
        """The standard library, relative to the addon."""
        return f"python/lib/python{self.short.replace('.', '')}.zip"

    @property
    def compiled_modules(self) -> str:
        """The folder of the standard library's compiled modules, relative to the addon."""
        return f"python/lib/python{self.short}/lib-dynload"


_EDITOR_PREFIXES = (
    "python/packages/godot/scripting/editor/",
    "python/packages/godot_steamworks/editor/",
    "python/packages/tomlkit/",
    "python/packages/godot/_generated/docs.bin",
    "python/testing/",
    "python/typings/",
    "python/files/",
    "python/.g",
    "bin/.g",
    ".g",
    "icons/",
)
_OFFLINE_PREFIXES = (
    "python/packages/offline_steam/",
    # What a test or a tool tells a running game.
    *("python/packages/godot_steamworks/in_test.", "python/packages/godot_steamworks/offline."),
    "python/packages/godot_steamworks/told_values.",
    "python/packages/godot_steamworks/under_test.",
)
_ENTRY = (LIBRARY, "autoload.tscn", "steamworks.gdextension", "steamworks.gdextension.uid")
_NOTICES = ("licenses/", "LICENSE", "README.md")


def part_of(path: str) -> Part:
    """Who needs a file.

    Args:
        path: Relative to the addon, with ``/``.
    """
    if path in _ENTRY:
        return Part.ENTRY
    if path.startswith(_NOTICES):
        return Part.NOTICE
    if path.replace("__pycache__/", "").startswith(_OFFLINE_PREFIXES):
        return Part.OFFLINE
    if path.endswith((".pyi", "/py.typed")) or path.startswith(_EDITOR_PREFIXES):
        return Part.EDITOR
    return Part.GAME
