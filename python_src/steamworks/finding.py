"""Room B, `steamworks`: finds Valve's library. May import: `errors`.

Only named places are looked at, never the system's library path: whatever else is called
libsteam_api on a machine (another game's, an emulator's) must not end up in this process.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from .errors import LibraryMissing

SDK_VARIABLE = "STEAMWORKS_SDK"
"""The environment variable that names the folder of Valve's Steamworks SDK."""


def library_name() -> str:
    """What Valve calls the library on this system."""
    if sys.platform == "win32":
        return "steam_api64.dll"
    return "libsteam_api.dylib" if sys.platform == "darwin" else "libsteam_api.so"


def sdk_folder() -> str:
    """Where the SDK keeps the library for this system, below its `redistributable_bin`."""
    if sys.platform == "win32":
        return "win64"
    if sys.platform == "darwin":
        return "osx"
    return "linuxarm64" if platform.machine() == "aarch64" else "linux64"


def candidates(addon_bin: str | os.PathLike[str] | None = None) -> list[Path]:
    """The places where the library may be, in order of preference.

    First the addon's folder for compiled parts, then the SDK that `STEAMWORKS_SDK` names.
    """
    places = []
    if addon_bin is not None:
        places.append(Path(addon_bin).absolute() / library_name())
    sdk = os.environ.get(SDK_VARIABLE)
    if sdk:
        redistributable = Path(sdk).absolute() / "redistributable_bin"
        places.append(redistributable / sdk_folder() / library_name())
    return places


def library_in(place: Path, name: str | None = None, folder: str | None = None) -> Path | None:
    """The library in a place that a person names: the file itself, a folder with it, or the SDK.

    Args:
        place: The file or folder.
        name: What the library is called; None: as on this system.
        folder: Where the SDK keeps it below its `redistributable_bin`; None: as for this system.
    """
    if place.is_file():
        return place
    name, folder = name or library_name(), sdk_folder() if folder is None else folder
    below = Path("redistributable_bin", folder)
    for inner in (place, place / folder, place / below, place / "sdk" / below):
        if (inner / name).is_file():
            return inner / name
    return None


def find_library(
    explicit: str | os.PathLike[str] | None = None,
    addon_bin: str | os.PathLike[str] | None = None,
) -> Path:
    """The absolute path of Valve's library; an explicit path is taken as it is.

    Raises:
        LibraryMissing: no path was given, and it is in none of the `candidates`.
    """
    if explicit is not None:
        return Path(explicit).absolute()  # whoever opens it says best what is wrong with it
    places = candidates(addon_bin)
    for place in places:
        if place.is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    raise LibraryMissing(
        f"Valve's library is not at {looked}"
        if places
        else f"Nothing says where Valve's {library_name()} is"
    )
