"""Room D: why a game cannot be exported as it is. May import: bundle, options, targets."""

from __future__ import annotations

from pathlib import Path

from godot_steamworks.editor.exporting.bundle import Bundle
from godot_steamworks.editor.exporting.options import Choices
from godot_steamworks.editor.exporting.steam_library import NoLibrary
from godot_steamworks.editor.exporting.targets import Target
from godot_steamworks.settings import APP_ID, RUNTIME, Runtime
from steamworks import parse_app

__all__ = ["addon_problems", "leftover_problems", "steam_problems"]

_NAMED = 5


def addon_problems(bundle: Bundle | None, target: Target | None) -> list[str]:
    """What keeps the addon's runtime from being packed for a target; one text for each."""
    if target is None:
        return [
            "The Steamworks addon does not run there: it is for Linux, Windows and macOS. For a "
            "game without it write addons/steamworks/* into the preset's filter to exclude files."
        ]
    if bundle is None:
        return [
            "This addon is a development build, linked to the clone that it was built in. Run "
            "`python3 dev.py addon` there and export again."
        ]
    if bundle.platform != target.name:
        return [
            f"The addon in this project is for {bundle.platform}, and this export for "
            f"{target.name}. Put the addon for {target.name} into the project to export for it."
        ]
    missing = bundle.missing("entry", "game", "notice")
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        return [
            f"The addon in this project is incomplete: {', '.join(missing[:_NAMED])}{more} missing "
            "or cut off. Copy the addon into the project again, whole."
        ]
    return []


def leftover_problems(folder: Path, error: OSError) -> list[str]:
    """What to say when the folder of an earlier export cannot be cleared."""
    return [f"What an earlier export left in {folder} cannot be removed: {error}"]


def steam_problems(
    choices: Choices,
    app_id: object,
    runtime: object,
    library: Path | NoLibrary,
    *,
    is_debug: bool,
) -> list[str]:
    """What a game lacks to reach Steam; one text for each.

    Args:
        choices: The preset's.
        app_id: The project setting of that name, with the preset's overrides.
        runtime: The same.
        library: Valve's library, or why there is none.
        is_debug: Whether it is a debug build.
    """
    if not choices.include_steam_library:
        return []
    offline = is_debug and choices.include_offline_runtime
    problems = []
    if runtime == Runtime.OFFLINE.value and not offline:
        remedy = (
            "turn the preset's option steamworks/include_offline_runtime on"
            if is_debug
            else "a release build never has the offline runtime"
        )
        problems.append(
            f"The project setting {RUNTIME} is offline: {remedy}, or set it to auto or steam."
        )
    if app_id is None or app_id == "":
        if not offline:
            problems.append(
                f"There is no app ID. Set the project setting {APP_ID} to the one that Steam's "
                "partner site shows."
            )
    else:
        try:
            parse_app(app_id)
        except (TypeError, ValueError) as error:
            problems.append(f"The project setting {APP_ID}: {error}")
    if isinstance(library, NoLibrary) and not offline:
        problems.append(str(library))
    return problems
