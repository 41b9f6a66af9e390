"""Room D: which file of Valve's an exported game gets. May import: targets, steamworks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from godot_steamworks.editor.exporting.targets import Target
from steamworks.finding import library_in

__all__ = ["NoLibrary", "find"]

_HEAD = 64


class NoLibrary(Exception):  # noqa: N818 - says what happened
    """There is no library of Valve's for the target, or the one that was named cannot be it."""


def find(target: Target, named: Iterable[tuple[str, Path]], otherwise: Iterable[Path]) -> Path:
    """The library for a target.

    Args:
        target: What the game is exported for.
        named: Who names a place, and the place: the library itself, or a folder that it is in, such
            as that of Valve's SDK. The first decides.
        otherwise: Folders to look in when nobody names a place.

    Raises:
        NoLibrary: it is not there, or is made for another system; says where it was looked for.
    """
    for who, place in named:
        found = _in(target, place)
        if found is None:
            raise NoLibrary(
                f"{who} names {place}, and {target.steam_library} is not there. Name that file, or "
                "the folder of Valve's Steamworks SDK."
            )
        return _checked(target, found)
    looked = []
    for folder in otherwise:
        found = _in(target, folder)
        if found is not None:
            return _checked(target, found)
        looked.append(str(folder))
    raise NoLibrary(
        f"Valve's library for {target.name} ({target.steam_library}) is missing. Name it, or the "
        "folder of Valve's Steamworks SDK, in the preset's option steamworks/steam_library or the "
        f"project setting steamworks/steam_library (looked in: {', '.join(looked)}). A game "
        "without Steam turns the option steamworks/include_steam_library off."
    )


def _in(target: Target, place: Path) -> Path | None:
    return library_in(place, target.steam_library, target.sdk_folder)


def _checked(target: Target, library: Path) -> Path:
    try:
        with library.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise NoLibrary(f"{library} cannot be read ({error.strerror}).") from error
    if len(head) < _HEAD or not target.can_be(head):
        raise NoLibrary(
            f"{library} is no library for {target.name}. Name the {target.steam_library} of "
            "Valve's Steamworks SDK."
        )
    return library
