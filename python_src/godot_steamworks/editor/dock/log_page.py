"""Room D, the editor's dock: what Steam has said to the game. May import: godot, dock's parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.editor.dock.desk import Game
from godot_steamworks.editor.dock.logbook import Entry, as_text, in_full
from godot_steamworks.editor.dock.look import Look, row
from godot_steamworks.editor.dock.page import Notice

__all__ = ["LogPage"]

_KINDS = (("All", ""), ("Events", "event"), ("Callbacks", "callback"), ("Answers", "result"))
_ROWS = 500
_ICONS = {"event": "MemberSignal", "callback": "ArrowRight", "result": "ArrowLeft"}


class LogPage:
    """The callbacks and events of one game, the newest below."""

    title = "Log"

    def __init__(self, look: Look, tell: Callable[[str], object]) -> None:
        self.look, self.tell = look, tell
        self.root = godot.VBoxContainer()
        self.root.name = self.title
        self._game: Game | None = None
        self._last = 0
        """The number of the newest entry that was looked at."""
        self._open = False
        self._search = look.search("Search the log", lambda _: self._renew())
        self._kind = look.choice(
            [text for text, _ in _KINDS],
            "Which entries are listed",
            lambda _: self._renew(),
            clips=False,
        )
        self._tree = tree = look.tree((("", 0), ("", 3), ("", 2)))
        tree.set_column_custom_minimum_width(0, look.size(84))
        tree.gui_input.connect(self._key)
        tree.item_selected.connect(self._show_details)
        self._details = godot.TextEdit()
        self._details.editable = False
        self._details.wrap_mode = godot.TextEdit.LINE_WRAPPING_BOUNDARY
        self._details.custom_minimum_size = godot.Vector2(0, look.size(110))
        self._details.accessibility_name = "The selected entry"
        self._details.visible = False
        self._notice = Notice(look)
        self._count = look.label(dim=True)
        self._count.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self._copy = look.button(
            "ActionCopy",
            "Copy",
            "Copy all entries that are listed (Control-C: the selected one)",
            lambda: self._copy_entries(self._listed()),
        )
        self._clear = look.button("Clear", "Clear", "Forget all entries", self.clear)
        for control in (
            row(self._search, self._kind),
            tree,
            self._notice.root,
            self._details,
            row(self._count, self._copy, self._clear),
        ):
            self.root.add_child(control)
        self._update()

    def open(self, game: Game | None) -> None:
        """Shows a game's log, and what comes."""
        self._open = True
        if game is not self._game or not self._last:
            self._game = game
            self._renew()
        else:
            self.more()

    def close(self) -> None:
        """Shows nothing new any more."""
        self._open = False

    def more(self) -> None:
        """The log has more."""
        if not self._open or self._game is None:
            return
        log = self._game.log
        entries = list(log.since(self._last, *self._wanted()))
        self._last = log.count
        if entries:
            self._append(entries)
        self._update()

    def clear(self) -> None:
        """Forgets all entries."""
        if self._game is not None:
            self._game.log.clear()
        self._renew()

    def _copy_entries(self, entries: list[Entry]) -> None:
        godot.DisplayServer.clipboard_set(as_text(entries))
        self.tell(f"Copied: {len(entries):,}.")

    def _listed(self) -> list[Entry]:
        return [] if self._game is None else list(self._game.log.since(0, *self._wanted()))

    def _selected(self) -> Entry | None:
        chosen = self._tree.get_selected()
        if chosen is None or self._game is None:
            return None
        return next(self._game.log.since(int(chosen.get_metadata(0)) - 1), None)

    def _wanted(self) -> tuple[str, str]:
        return _KINDS[self._kind.selected][1], str(self._search.text)

    def _renew(self) -> None:
        self._tree.clear()
        self._tree.create_item()
        self._last = 0
        self._details.visible = False
        if self._open:
            self.more()
        self._update()

    def _append(self, entries: list[Entry]) -> None:
        tree = self._tree
        root = tree.get_root()
        over = root.get_child_count() + len(entries) - _ROWS
        if over > 0:
            for old in root.get_children()[: min(over, root.get_child_count())]:
                old.free()
            entries = entries[-_ROWS:]
        item = None
        for entry in entries:
            item = tree.create_item(root)
            item.set_metadata(0, entry.number)
            item.set_text(0, entry.clock.partition(".")[0])
            item.set_custom_color(0, self.look.color("font_disabled_color"))
            item.set_icon(1, self.look.icon(_ICONS[entry.kind]))
            item.set_icon_max_width(1, self.look.size(14))
            item.set_text(1, entry.name)
            item.set_text(2, entry.details.strip("{}").replace('"', ""))
            tooltip = as_text([entry]).rstrip()
            for column in range(3):
                item.set_tooltip_text(column, tooltip)
        if item is not None and tree.get_selected() is None:
            tree.scroll_to_item(item)

    def _show_details(self) -> None:
        entry = self._selected()
        self._details.visible = entry is not None
        if entry is not None:
            self._details.text = in_full(entry)

    def _update(self) -> None:
        listed = 0 if self._tree.get_root() is None else self._tree.get_root().get_child_count()
        kept = 0 if self._game is None else len(self._game.log)
        self._copy.disabled = not listed
        self._clear.disabled = not kept
        self._count.text = f"{listed:,} of {kept:,}" if kept else ""
        if self._game is not None and self._game.log.left_out:
            self._count.text += f", {self._game.log.left_out:,} left out"
        text = ""
        if self._game is None:
            text = "Run the project: Steam's callbacks and the events that follow are listed here."
        elif not kept:
            text = "Steam has not said anything yet."
        elif not listed:
            text = "Nothing in the log matches. Clear the search, or list all."
        self._notice.show(text, self._tree)

    def _key(self, event: Any) -> None:
        entry = self._selected()
        if entry is not None and event.is_action_pressed("ui_copy"):
            self._copy_entries([entry])
            self._tree.accept_event()
