"""The systems that the addon is made for: what its parts are called there, and how they are linked.

No room of the product. Standard library only. The names stand in steamworks.gdextension too, which
cannot compute them, and in the rooms, which know of the system that they run on; tests compare.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One system with one processor (on macOS with both, in each file).

    In names, ``{0}`` and ``{1}`` stand for Python's major and minor version.

    Attributes:
        name: As on the command line and in the names of libraries.
        tags: The engine's feature tags, the key in steamworks.gdextension.
        system: What the build scripts call it: ``linux``, ``macos`` or ``windows``.
        suffix: How the name of a shared library ends.
        module_suffix: How the name of a compiled Python module ends.
        python: The file name of Python's own library.
        python_folder: Where that lies in the addon. Windows looks beside the library that asks.
        steam: What Valve calls its library; the offline runtime's has the same name.
        sdk_folder: Where Valve's SDK has it, below ``redistributable_bin``.
        pack: To how many bytes Steam packs its structs.
        compiler: The usual one, as a command.
        compile_flags: What it is given besides ``COMPILE_FLAGS``.
        library_flags: For linking a library.
        module_flags: For linking a Python module.
        origin: The loader's word for the folder of the library that asks for another one; empty
            where libraries carry no paths of others.
    """

    name: str
    tags: str
    system: str
    suffix: str
    module_suffix: str
    python: str
    python_folder: str
    steam: str
    sdk_folder: str
    pack: int
    compiler: tuple[str, ...]
    compile_flags: tuple[str, ...]
    library_flags: tuple[str, ...]
    module_flags: tuple[str, ...]
    origin: str

    @property
    def extension(self) -> str:
        """The file name of the library that Godot loads."""
        return f"libgodot_steamworks.{self.name}{self.suffix}"

    def python_library(self, version: tuple[int, int]) -> str:
        """The file name of this Python's own library."""
        return self.python.format(*version)

    def module(self, name: str, version: tuple[int, int]) -> str:
        """The file name of a compiled module, as this Python looks for it."""
        return name + self.module_suffix.format(*version)


COMPILE_FLAGS = ("-O2", "-std=gnu11", "-fvisibility=hidden", "-Wall", "-Wno-unused-function")
"""How every part is compiled, everywhere: for GCC and Clang."""

LINUX = Target(
    name="linux.x86_64",
    tags="linux.x86_64",
    system="linux",
    suffix=".so",
    module_suffix=".cpython-{0}{1}-x86_64-linux-gnu.so",
    python="libpython{0}.{1}.so.1.0",
    python_folder="python/lib",
    steam="libsteam_api.so",
    sdk_folder="linux64",
    pack=4,
    compiler=("cc",),
    compile_flags=("-fPIC",),
    library_flags=("-shared",),
    module_flags=("-shared",),
    origin="$ORIGIN",
)

# The threads' library of mingw-w64 is linked in, or the addon would need one more file. Without a
# time, and an address that depends on the path of the file, two builds are the same.
_WINDOWS_LINK = (
    *("-shared", "-static", "-s"),
    *("-Wl,--no-insert-timestamp", "-Wl,--disable-auto-image-base"),
)
WINDOWS = Target(
    name="windows.x86_64",
    tags="windows.x86_64",
    system="windows",
    suffix=".dll",
    module_suffix=".cp{0}{1}-win_amd64.pyd",
    python="python{0}{1}.dll",
    python_folder="bin",
    steam="steam_api64.dll",
    sdk_folder="win64",
    pack=8,
    compiler=("x86_64-w64-mingw32-gcc",),
    # The C library's own snprintf() there does not say how much room a text needs; and Python's
    # pyconfig.h tells 64-bit Windows by Microsoft's compiler alone.
    compile_flags=("-D__USE_MINGW_ANSI_STDIO=1", "-DMS_WIN64="),
    library_flags=_WINDOWS_LINK,
    module_flags=_WINDOWS_LINK,
    origin="",
)

_MACOS_VERSION = "-mmacosx-version-min=11.0"
MACOS = Target(
    name="macos.universal",
    tags="macos",
    system="macos",
    suffix=".dylib",
    module_suffix=".cpython-{0}{1}-darwin.so",
    python="libpython{0}.{1}.dylib",
    python_folder="python/lib",
    steam="libsteam_api.dylib",
    sdk_folder="osx",
    pack=4,
    compiler=("clang", "-arch", "arm64", "-arch", "x86_64"),
    compile_flags=("-fPIC", _MACOS_VERSION),
    library_flags=("-dynamiclib", _MACOS_VERSION),
    module_flags=("-dynamiclib", _MACOS_VERSION, "-undefined", "dynamic_lookup"),
    origin="@loader_path",
)

TARGETS = {target.name: target for target in (LINUX, WINDOWS, MACOS)}


def this_target() -> Target:
    """The one that has this system's names; not every processor that runs it is tried."""
    return {"win32": WINDOWS, "darwin": MACOS}.get(sys.platform, LINUX)
