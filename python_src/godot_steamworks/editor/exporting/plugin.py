"""Room D: what the engine calls when it exports a game. May import: the package, godot.

The runtime goes along with the extension: with ``steamworks.gdextension``, that is. A preset that
leaves the addon out gets nothing of it and is asked for nothing.
"""

from __future__ import annotations

import enum
import fnmatch
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import godot
from godot import EditorExportPlugin, exposed
from godot_steamworks import connection
from godot_steamworks.editor import autoload
from godot_steamworks.editor.exporting import extension_file, game_folder, options, soundness
from godot_steamworks.editor.exporting.bundle import Bundle, BundleDamaged, read_bundle
from godot_steamworks.editor.exporting.bytecode import COMPILED, compiled
from godot_steamworks.editor.exporting.steam_library import NoLibrary, find
from godot_steamworks.editor.exporting.targets import Target, target_of
from godot_steamworks.editor.parts import Part
from godot_steamworks.restarting import FEATURE
from godot_steamworks.settings import APP_ID, RUNTIME, STEAM_LIBRARY, absolute, app_definition
from steamworks.finding import SDK_VARIABLE

__all__ = ["EditorSteamworksExport", "Exporting"]

_CATEGORY = "Steamworks"
_SYSTEMS = {"Linux", "Windows", "macOS"}  # EditorExportPlatform.get_os_name()


class _Message(enum.IntEnum):
    """The engine's ``EditorExportPlatform.ExportMessageType``, as far as it matters."""

    WARNING = 2
    ERROR = 3


class _Filter(enum.IntEnum):
    """The engine's ``EditorExportPreset.ExportFilter``: what starts from what was selected."""

    SCENES = 1
    RESOURCES = 2


@exposed(native=True, tool=True)
class EditorSteamworksExport(EditorExportPlugin):  # type: ignore[misc]  # made at run time
    """Packs Python, the packages and Valve's library with a game."""

    def __init__(self) -> None:
        """Nothing is being exported."""
        self._choices = options.Choices()
        self._target: Target | None = None
        self._is_debug = self._is_pack_alone = self._has_all_python = False
        self._program = ""
        self._made: Path | None = None
        self._half_made: Path | None = None

    def _get_name(self) -> str:
        return "Steamworks"

    def _supports_platform(self, platform: Any) -> bool:
        return platform.get_os_name() in _SYSTEMS

    # ---- the preset ----------------------------------------------------------------------------

    def _get_export_options(self, platform: Any) -> list[dict[str, Any]]:
        return options.described() if self._supports_platform(platform) else []

    def _get_export_option_warning(self, platform: Any, option: str) -> str:
        """Shows in the preset's dialog what would stop the export of a release build."""
        preset = self.get_export_preset()
        if option != options.OPTIONS[0] or preset is None or not self._supports_platform(platform):
            return ""
        choices = options.read_choices(self.get_option)
        system = platform.get_os_name().lower()
        architecture = self.get_option("binary_format/architecture") or "universal"
        target = target_of([system, str(architecture)])
        return "\n".join(self._problems(choices, target, is_debug=False))

    def _get_export_features(self, platform: Any, debug: bool) -> list[str]:
        return [FEATURE] if self._choices.restart_through_steam and not debug else []

    # ---- one export ----------------------------------------------------------------------------

    def _export_begin(self, features: list[str], is_debug: bool, path: str, flags: int) -> None:
        self._choices = options.read_choices(self.get_option)
        self._target = target_of(features)
        self._is_debug = is_debug
        self._program = path
        # Such an export brings no libraries along, so there is nothing to pack or to miss.
        self._is_pack_alone = path.endswith(".pck")
        self._has_all_python = False
        preset = self.get_export_preset()
        if preset.get_export_filter() in {_Filter.SCENES, _Filter.RESOURCES}:
            self._add_unselected(preset)

    def _export_file(self, path: str, type: str, features: list[str]) -> None:
        if path == extension_file.EXTENSION and not self._is_pack_alone:
            self._add_runtime()
        elif path == autoload.SCENE and autoload.is_on():
            pass  # the autoload's node, a scene as any other
        elif path.startswith(extension_file.ADDON) and path != extension_file.EXTENSION:
            self.skip()  # icons and lists, for the editor
        elif path.endswith(".py"):
            if self._has_all_python:
                self.skip()  # it was the first that was added
            else:
                self._export_script(path, remapped_by_engine=True)

    def _export_end(self) -> None:
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)
        if self._half_made is not None:
            for file in (self._half_made, self._half_made.with_suffix(".pck")):
                file.unlink(missing_ok=True)
        self._made = self._half_made = None

    # ---- what goes along -----------------------------------------------------------------------

    def _add_unselected(self, preset: Any) -> None:
        """Adds what a selection of scenes or resources lacks, because no resource names it."""
        excluded = [item.strip() for item in preset.get_exclude_filter().split(",")]
        if self._choices.include_all_python:
            self._has_all_python = True
            for path in _python_files("res://"):
                if not _is_among(excluded, path):
                    self._export_script(path, remapped_by_engine=False)
        if self._is_pack_alone or _is_among(excluded, extension_file.EXTENSION):
            return
        text = str(godot.FileAccess.get_file_as_string(extension_file.EXTENSION))
        library = (
            None if self._target is None else extension_file.library_of(text, self._target.name)
        )
        if library is not None:
            self.add_shared_object(library, [], "")
        self._add_runtime()
        self.add_file(extension_file.EXTENSION, text.encode(), False)
        self.add_file(
            extension_file.EXTENSION_LIST, f"{extension_file.EXTENSION}\n".encode(), False
        )

    def _add_runtime(self) -> None:
        """What lies beside the game's program, or why the export cannot go on."""
        problems = self._problems(self._choices, self._target, is_debug=self._is_debug)
        if problems:
            self._stop(problems)
            return
        assert self._target is not None  # or it would be a problem
        program = absolute(self._program)
        try:
            game_folder.clear(program, self._target)
        except OSError as error:
            self._stop(soundness.leftover_problems(program.parent / game_folder.FOLDER, error))
            return
        bundle = read_bundle(connection.addon_folder())
        assert bundle is not None  # or it would be a problem
        library = self._steam_library(self._choices, self._target)
        self._made = Path(tempfile.mkdtemp(prefix="godot-steamworks-"))
        folder = self._made / game_folder.FOLDER
        game_folder.assemble(
            folder,
            bundle,
            self._target,
            offline=self._is_debug and self._choices.include_offline_runtime,
            steam_library=library
            if self._choices.include_steam_library and isinstance(library, Path)
            else None,
        )
        self.add_shared_object(str(folder), [], "")
        if self._is_debug and self._choices.include_offline_runtime:
            self._add_app_definition()

    def _add_app_definition(self) -> None:
        """What the offline runtime simulates, unless the preset's filter has it anyway."""
        path = app_definition()
        included = self.get_export_preset().get_include_filter().split(",")
        if path.startswith("res://") and not _is_among([item.strip() for item in included], path):
            data = bytes(godot.FileAccess.get_file_as_bytes(path))
            if data:
                self.add_file(path, data, False)

    def _export_script(self, path: str, *, remapped_by_engine: bool) -> None:
        """Adds a script as bytecode if that was asked for; else leaves it to the engine."""
        data = bytes(godot.FileAccess.get_file_as_bytes(path))
        if self._choices.compile_python:
            try:
                code = compiled(data, path)
            except SyntaxError as error:
                self._tell(_Message.WARNING, f"{path} goes into the pack as text: {error}")
            else:
                file = path.removesuffix(".py") + COMPILED
                self.add_file(file, code, remapped_by_engine)
                if not remapped_by_engine:
                    remap = f'[remap]\n\npath="{file}"\n'
                    self.add_file(f"{path}.remap", remap.encode(), False)
                return
        if not remapped_by_engine:
            self.add_file(path, data, False)

    # ---- what may be wrong ---------------------------------------------------------------------

    def _problems(
        self, choices: options.Choices, target: Target | None, *, is_debug: bool
    ) -> list[str]:
        bundle: Bundle | None
        try:
            bundle = read_bundle(connection.addon_folder())
        except BundleDamaged as error:
            return [str(error)]
        found = soundness.addon_problems(bundle, target)
        if found or target is None:
            return found
        return soundness.steam_problems(
            choices,
            self._setting(APP_ID),
            self._setting(RUNTIME),
            self._steam_library(choices, target),
            is_debug=is_debug,
        )

    def _setting(self, name: str) -> Any:
        """A project setting, with the overrides for the preset's features."""
        value = self.get_export_preset().get_project_setting(name)
        return value.strip() if isinstance(value, str) else value

    def _steam_library(self, choices: options.Choices, target: Target) -> Path | NoLibrary:
        named = [
            ("The preset's option steamworks/steam_library", choices.steam_library),
            (f"The project setting {STEAM_LIBRARY}", self._setting(STEAM_LIBRARY)),
        ]
        otherwise = [connection.addon_folder() / "bin"]
        sdk = os.environ.get(SDK_VARIABLE)
        if sdk:
            otherwise.append(Path(sdk))
        try:
            return find(
                target, [(who, absolute(place)) for who, place in named if place], otherwise
            )
        except NoLibrary as error:
            return error

    def _stop(self, problems: list[str]) -> None:
        """Has the export fail. A message alone does not: the engine would call it a warning.

        What it writes until it fails must not be taken for a game, so that goes in the end.
        """
        for problem in problems:
            self._tell(_Message.ERROR, problem)
        self.add_shared_object("res://addons/steamworks/the-export-was-stopped", [], "")
        # An archive, and all that is made on macOS, is packed only when nothing has failed.
        if not self._program.endswith(game_folder.ARCHIVES):
            self._half_made = absolute(self._program)

    def _tell(self, kind: _Message, text: str) -> None:
        self.get_export_platform().add_message(kind, _CATEGORY, text)


def _is_among(patterns: list[str], path: str) -> bool:
    """Whether one of a preset's filters means the file, as the engine reads them."""
    names = (path.lower(), path.removeprefix("res://").lower())
    return any(fnmatch.fnmatchcase(name, item.lower()) for item in patterns for name in names)


def _python_files(folder: str) -> list[str]:
    """The project's Python files, without what the engine leaves out."""
    found: list[str] = []
    access = godot.DirAccess
    if access.open(folder) is None or godot.FileAccess.file_exists(f"{folder}.gdignore"):
        return found
    for name in access.get_files_at(folder):
        if name.endswith(".py"):
            found.append(folder + name)
    for name in access.get_directories_at(folder):
        if not name.startswith("."):
            found += _python_files(f"{folder}{name}/")
    return found


class Exporting(Part):
    """The export plugin, as a part of the editor's plugin."""

    classes = (EditorSteamworksExport,)

    def __init__(self) -> None:
        self._plugin = EditorSteamworksExport()

    def add(self, plugin: Any) -> None:
        """Has the editor ask it at every export."""
        plugin.add_export_plugin(self._plugin)

    def remove(self, plugin: Any) -> None:
        """The editor asks it no more."""
        plugin.remove_export_plugin(self._plugin)
