"""Room D, the editor's dock: controls in the editor's look. May import: godot.

Icons are the editor's own, found anew when its theme changes; sizes are in pixels at a scale of 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import godot

__all__ = ["Look", "fill", "flow", "row"]


class Look:
    """The editor's theme and scale, for the controls below one of its own.

    Args:
        root: The dock's uppermost control.
    """

    def __init__(self, root: Any) -> None:
        self._icons: list[tuple[Callable[[Any], object], str]] = []
        self.scale = float(godot.EditorInterface.get_editor_scale())
        root.theme_changed.connect(self._renew)

    def size(self, pixels: float) -> int:
        """Pixels at the editor's scale."""
        return round(pixels * self.scale)

    def icon(self, name: str) -> Any:
        """An icon of the editor's theme."""
        return godot.EditorInterface.get_editor_theme().get_icon(name, "EditorIcons")

    def color(self, name: str, kind: str = "Editor") -> Any:
        """A colour of the editor's theme."""
        return godot.EditorInterface.get_editor_theme().get_color(name, kind)

    def keep_icon(self, set_icon: Callable[[Any], object], name: str) -> None:
        """Gives a control an icon, now and when the theme changes."""
        self._icons.append((set_icon, name))
        set_icon(self.icon(name))

    def _renew(self) -> None:
        for set_icon, name in self._icons:
            set_icon(self.icon(name))

    # ---- controls ----

    def label(self, text: str = "", *, dim: bool = False, wraps: bool = False) -> Any:
        """A text."""
        label = godot.Label()
        label.text = text
        if dim:
            label.modulate = godot.Color(1, 1, 1, 0.65)
        if wraps:
            label.autowrap_mode = godot.TextServer.AUTOWRAP_WORD_SMART
            label.custom_minimum_size = godot.Vector2(self.size(120), 0)
        return label

    def button(
        self,
        icon: str,
        text: str,
        tooltip: str,
        pressed: Callable[[], object],
        *,
        flat: bool = True,
    ) -> Any:
        """A button; with an icon alone its tooltip says what it does."""
        button = godot.Button()
        button.text, button.tooltip_text, button.flat = text, tooltip, flat
        button.accessibility_name = text or tooltip
        if icon:
            self.keep_icon(button.set_button_icon, icon)
        button.pressed.connect(pressed)
        return button

    def choice(
        self,
        items: Sequence[str],
        tooltip: str,
        chosen: Callable[[int], object],
        *,
        clips: bool = True,
    ) -> Any:
        """A list of which one is chosen; one that ``clips`` takes the width that it is given."""
        button = godot.OptionButton()
        button.tooltip_text, button.accessibility_name = tooltip, tooltip
        button.fit_to_longest_item = False
        button.clip_text = clips
        for item in items:
            button.add_item(item)
        button.item_selected.connect(chosen)
        return button

    def search(self, placeholder: str, changed: Callable[[str], object]) -> Any:
        """A line to search by."""
        line = godot.LineEdit()
        line.placeholder_text, line.accessibility_name = placeholder, placeholder
        line.clear_button_enabled = True
        line.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self.keep_icon(line.set_right_icon, "Search")
        line.text_changed.connect(changed)
        return line

    def tree(self, columns: Sequence[tuple[str, float]]) -> Any:
        """A table, with a title and a share of the width for each column (0: its own width)."""
        tree = godot.Tree()
        tree.columns = len(columns)
        tree.hide_root = tree.hide_folding = True
        tree.select_mode = godot.Tree.SELECT_ROW
        tree.allow_rmb_select = True
        tree.column_titles_visible = any(title for title, _ in columns)
        tree.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        tree.custom_minimum_size = godot.Vector2(0, self.size(90))
        for number, (title, share) in enumerate(columns):
            tree.set_column_title(number, title)
            tree.set_column_title_alignment(number, godot.HORIZONTAL_ALIGNMENT_LEFT)
            tree.set_column_expand(number, share > 0)
            if share > 0:
                tree.set_column_expand_ratio(number, max(1, round(share)))
            tree.set_column_clip_content(number, share > 0)
        return tree


def row(*controls: Any) -> Any:
    """Controls side by side."""
    box = godot.HBoxContainer()
    for control in controls:
        box.add_child(control)
    return box


def flow(*controls: Any) -> Any:
    """Controls side by side, in as many lines as the width asks for."""
    box = godot.HFlowContainer()
    for control in controls:
        box.add_child(control)
    return box


def fill(control: Any) -> Any:
    """The control, as wide as there is room."""
    control.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
    return control
