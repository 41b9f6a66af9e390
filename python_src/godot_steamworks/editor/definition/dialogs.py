"""Room D: the dialogs of the screen. May import: godot.

Each is made when it is wanted, and goes when it is closed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path as File
from typing import Any

import godot

__all__ = ["ask", "choose_definition", "choose_export", "choose_import", "choose_new", "preview"]

NEW_FILE = "res://steam_app.toml"
_PREVIEW = (640, 420)


def tell(panel: Any, text: str) -> None:
    """Says what did not work."""
    dialog = godot.AcceptDialog()
    dialog.title = "Steamworks"
    dialog.dialog_text = text
    dialog.dialog_autowrap = True
    _open(panel, dialog, godot.Vector2i(520, 0))


def ask(panel: Any, text: str, ways: Mapping[str, Callable[[], object]]) -> None:
    """Asks which way to go on; the first is the default, and it can be left alone."""
    dialog = godot.ConfirmationDialog()
    dialog.title = "Steamworks"
    dialog.dialog_text = text
    dialog.dialog_autowrap = True
    (first, go_first), *others = ways.items()
    dialog.ok_button_text = first
    dialog.confirmed.connect(lambda: go_first())
    for word, go in others:
        button = dialog.add_button(word, True)
        button.pressed.connect(lambda go=go: (dialog.hide(), go()))
    _open(panel, dialog, godot.Vector2i(460, 0))


def preview(panel: Any, name: str, lines: Sequence[str], go: Callable[[], None]) -> None:
    """Shows what an import does, before it is done."""
    dialog = godot.ConfirmationDialog()
    dialog.title = f"Import {name}"
    dialog.ok_button_text = "Import"
    text = godot.RichTextLabel()
    text.name = "Changes"
    text.selection_enabled = True
    for line in lines or ["Nothing changes."]:
        word, colon, rest = line.partition(":")
        if colon:
            text.push_bold()
            text.add_text(f"{word}:")
            text.pop()
        text.add_text(f"{rest if colon else line}\n")
    dialog.add_child(text)
    dialog.confirmed.connect(lambda: go())
    _open(panel, dialog, godot.Vector2i(*_PREVIEW))


def choose_new(panel: Any) -> None:
    """Asks where a new definition shall be."""
    dialog = _files("Create App Definition", godot.EditorFileDialog.FILE_MODE_SAVE_FILE)
    dialog.add_filter("*.toml", "App definitions")
    dialog.current_path = NEW_FILE
    dialog.file_selected.connect(lambda path: panel.create(str(path)))
    _open_files(panel, dialog)


def choose_definition(panel: Any) -> None:
    """Asks for the file of the project's definition."""
    dialog = _files("Open App Definition", godot.EditorFileDialog.FILE_MODE_OPEN_FILE)
    dialog.add_filter("*.toml", "App definitions")
    dialog.file_selected.connect(lambda path: panel.open_file(str(path)))
    _open_files(panel, dialog)


def choose_import(panel: Any) -> None:
    """Asks for one of Steam's files, beginning where the Steam client keeps them."""
    dialog = _files("Import from Steam", godot.EditorFileDialog.FILE_MODE_OPEN_FILE)
    dialog.access = godot.EditorFileDialog.ACCESS_FILESYSTEM
    dialog.add_filter("*.bin,*.vdf,*.txt", "Steam's schemas and achievement texts")
    folder = steam_stats_folder()
    if folder is not None:
        dialog.current_dir = str(folder)
        schema = f"UserGameStatsSchema_{panel.document().get(('app_id',))}.bin"
        if (folder / schema).is_file():
            dialog.current_file = schema
    dialog.file_selected.connect(lambda path: panel.import_file(str(path)))
    _open_files(panel, dialog)


def choose_export(panel: Any, what: str) -> None:
    """Asks where the texts or the schema shall be written."""
    app_id = panel.document().get(("app_id",))
    title = {"texts": "Export Achievement Texts", "schema": "Export Schema"}[what]
    dialog = _files(title, godot.EditorFileDialog.FILE_MODE_SAVE_FILE)
    dialog.access = godot.EditorFileDialog.ACCESS_FILESYSTEM
    dialog.add_filter("*.vdf", "Valve's KeyValues")
    dialog.current_file = {
        "texts": f"{app_id}_loc_all.vdf",
        "schema": f"UserGameStatsSchema_{app_id}.vdf",
    }[what]
    dialog.file_selected.connect(lambda path: panel.export_file(str(path), what))
    _open_files(panel, dialog)


def steam_stats_folder() -> File | None:
    """Where the Steam client of this machine keeps schemas; None when it is not found."""
    home = File.home()
    roots = {
        "win32": [File(os.environ.get("PROGRAMFILES(X86)", "C:/Program Files (x86)"), "Steam")],
        "darwin": [home / "Library/Application Support/Steam"],
    }.get(
        sys.platform,
        [
            home / ".steam/steam",
            home / ".local/share/Steam",
            home / ".var/app/com.valvesoftware.Steam/.local/share/Steam",
        ],
    )
    return next(
        (root / "appcache/stats" for root in roots if (root / "appcache/stats").is_dir()), None
    )


def _files(title: str, mode: Any) -> Any:
    dialog = godot.EditorFileDialog()
    dialog.title = title
    dialog.file_mode = mode
    return dialog


def _open_files(panel: Any, dialog: Any) -> None:
    _free_when_closed(dialog)
    panel.add_child(dialog)
    dialog.popup_file_dialog()


def _open(panel: Any, dialog: Any, size: Any) -> None:
    _free_when_closed(dialog)
    panel.add_child(dialog)
    scale = panel.scale()
    dialog.popup_centered(godot.Vector2i(round(size.x * scale), round(size.y * scale)))


def _free_when_closed(dialog: Any) -> None:
    def closed() -> None:
        if not dialog.visible:
            dialog.queue_free()

    dialog.visibility_changed.connect(closed)
