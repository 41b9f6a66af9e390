"""Room D: colours, icons and pictures for the controls. May import: godot."""

from __future__ import annotations

from typing import Any

import godot

__all__ = ["button_icon", "error_color", "texture"]

_ICON_SIZE = 64


def error_color(control: Any) -> Any:
    """The editor's colour of errors."""
    return control.get_theme_color("error_color", "Editor")


def button_icon(name: str) -> Any:
    """An icon of the editor's theme."""
    return godot.EditorInterface.get_editor_theme().get_icon(name, "EditorIcons")


def texture(pixels: bytes) -> Any:
    """The pixels of an icon as a texture."""
    image = godot.Image.create_from_data(
        _ICON_SIZE, _ICON_SIZE, False, godot.Image.FORMAT_RGBA8, godot.PackedByteArray(pixels)
    )
    return godot.ImageTexture.create_from_image(image)
