"""Room D, the editor's dock: achievements, with their pictures. May import: godot, dock's parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.editor.dock.icons import AchievementIcons
from godot_steamworks.editor.dock.list_page import ListPage
from godot_steamworks.editor.dock.look import Look, fill, flow, row
from godot_steamworks.editor.dock.wording import number, unlock_time

__all__ = ["AchievementsPage"]

_STATES = (("All", ""), ("Unlocked", "unlocked"), ("Locked", "locked"), ("Not stored", "unsaved"))
_PICTURE = 28
_UNLOCK, _LOCK, _COPY = range(3)


class AchievementsPage(ListPage):
    """The achievements of a user: what is unlocked since when, and buttons to change it."""

    title = "Achievements"

    def __init__(self, look: Look, tell: Callable[[str], object], user: Callable[[], str]) -> None:
        super().__init__(look, tell, user, (("", 3), ("", 0)))
        tree = self._tree
        self._pictures = AchievementIcons()
        self._search = look.search("Search achievements", lambda _: self._sought())
        self._state = look.choice(
            [text for text, _ in _STATES],
            "Which achievements are listed",
            lambda _: self._sought(),
            clips=False,
        )
        tree.set_column_custom_minimum_width(1, look.size(112))
        tree.item_activated.connect(self._toggle)
        tree.item_mouse_selected.connect(self._open_menu)
        tree.gui_input.connect(self._key)
        self._unlock = look.button(
            "Unlock", "Unlock", "Unlock the selected achievement (Enter)", self._unlock_selected
        )
        self._lock = look.button(
            "Lock", "Lock", "Lock the selected achievement (Enter)", self._lock_selected
        )
        self._reset = look.button(
            "Reload", "Reset all", "Lock all achievements and reset all stats", self._ask_to_reset
        )
        self._menu = godot.PopupMenu()
        self._menu.id_pressed.connect(self._chosen)
        self._sure = godot.ConfirmationDialog()
        self._sure.title = "Reset progress"
        self._sure.ok_button_text = "Reset"
        self._sure.confirmed.connect(self._reset_all)
        for control in (
            row(self._search, self._state),
            tree,
            self._notice.root,
            self._pager.root,
            flow(self._unlock, self._lock, self._reset),
            self._menu,
            self._sure,
        ):
            self.content.add_child(control)
        fill(tree)
        self._update_buttons()

    def start(self) -> None:
        """See :class:`Page`."""
        assert self.source is not None
        self._pictures.begin(self.source)
        super().start()

    def look_again(self) -> None:
        """See :class:`Page`."""
        state = _STATES[self._state.selected][1]
        words = str(self._search.text)
        self.watch(
            "QueryAchievements",
            [self._user(), words, state, self._pager.first, self._pager.end],
            self._show,
        )

    def _show(self, found: dict[str, Any]) -> None:
        items = found["achievements"]
        unlocked = f"{found['unlocked']:,} of {found['total']:,} unlocked"
        if not self._pager.show(len(items), found["matching"], found["total"], unlocked):
            return
        self._show_rows(items)
        text = ""
        if not found["total"]:
            text = (
                "This app has no achievements yet. Add some to the app's definition, on the screen "
                "Steamworks beside 2D, 3D and Script."
            )
        elif not items:
            text = "No achievement matches. Clear the search, or list all."
        self._notice.show(text, self._tree)

    def _show_rows(self, items: list[dict[str, Any]]) -> None:
        tree = self._tree
        same = [item["name"] for item in items] == list(self._shown)
        selected = self._selected()
        self._shown = {item["name"]: item for item in items}
        self._pictures.forget_wanted()
        if not same or tree.get_root() is None:
            tree.clear()
            root = tree.create_item()
            for item in items:
                tree.create_item(root).set_metadata(0, item["name"])
        entry = tree.get_root().get_first_child()
        for item in items:
            self._fill_row(entry, item)
            if item["name"] == selected and not same:
                entry.select(0)
            entry = entry.get_next()
        self._update_buttons()

    def _fill_row(self, entry: Any, item: dict[str, Any]) -> None:
        unlocked = bool(item["unlocked"])
        entry.set_text(0, item["title"] or item["name"])
        entry.set_tooltip_text(0, _tooltip(item))
        entry.set_icon_max_width(0, self.look.size(_PICTURE))
        entry.set_custom_minimum_height(self.look.size(_PICTURE + 4))
        when = unlock_time(item["unlocked"]).partition(" ")[0]  # the day; the tooltip has all
        if not unlocked and "progress" in item:
            progress = item["progress"]
            when = f"{number(progress['value'])} / {number(progress['max'])}"
        entry.set_text(1, f"{when} *" if item["unsaved"] else when)
        entry.set_tooltip_text(1, _tooltip(item))
        dim = self.look.color("font_disabled_color")
        for column in (0, 1):
            if unlocked:
                entry.clear_custom_color(column)
            else:
                entry.set_custom_color(column, dim)
        if item["icon"]:
            name = item["name"]

            def show(texture: Any) -> None:
                if godot.is_instance_valid(entry) and self._shown.get(name) is item:
                    entry.set_icon(0, texture)

            self._pictures.want(item["icon"], name, unlocked, show)

    # ---- what the user does ----

    def _update_buttons(self) -> None:
        item = self._shown.get(self._selected())
        self._unlock.disabled = item is None or bool(item["unlocked"])
        self._lock.disabled = item is None or not item["unlocked"]
        self._reset.disabled = not self._shown

    def _toggle(self) -> None:
        item = self._shown.get(self._selected())
        if item is not None:
            self._set(item["name"], not item["unlocked"])

    def _unlock_selected(self) -> None:
        self._set(self._selected(), True)

    def _lock_selected(self) -> None:
        self._set(self._selected(), False)

    def _set(self, name: str, unlocked: bool) -> None:
        self.do("SetAchievement", self._user(), name, unlocked)

    def _ask_to_reset(self) -> None:
        self._sure.dialog_text = (
            "Locks all achievements of this user and sets all stats to their defaults. "
            "This cannot be undone."
        )
        self._sure.popup_centered()

    def _reset_all(self) -> None:
        self.do("ResetProgress", self._user(), True, done="Progress was reset.")

    def _open_menu(self, place: Any, button: int) -> None:
        item = self._shown.get(self._selected())
        if button != godot.MOUSE_BUTTON_RIGHT or item is None:
            return
        self._menu.clear()
        if item["unlocked"]:
            self._menu.add_icon_item(self.look.icon("Lock"), "Lock", _LOCK)
        else:
            self._menu.add_icon_item(self.look.icon("Unlock"), "Unlock", _UNLOCK)
        self._menu.add_icon_item(self.look.icon("ActionCopy"), "Copy Name", _COPY)
        self._menu.position = self._tree.get_screen_position() + place
        self._menu.reset_size()
        self._menu.popup()

    def _chosen(self, what: int) -> None:
        name = self._selected()
        if what == _COPY:
            godot.DisplayServer.clipboard_set(name)
        else:
            self._set(name, what == _UNLOCK)

    def _key(self, event: Any) -> None:
        """Control-C copies the name."""
        if event.is_action_pressed("ui_copy") and self._selected():
            godot.DisplayServer.clipboard_set(self._selected())
            self._tree.accept_event()


def _tooltip(item: dict[str, Any]) -> str:
    lines = [item["name"], item["description"]]
    if item["hidden"]:
        lines.append("Hidden from players until it is unlocked.")
    if item["unlocked"]:
        lines.append(f"Unlocked {unlock_time(item['unlocked'])}")
    if "progress" in item:
        progress = item["progress"]
        lines.append(
            f"{progress['stat']}: {number(progress['value'])} of {number(progress['max'])}"
        )
    if item["unsaved"]:
        lines.append("* The game has not stored this yet.")
    return "\n".join(filter(None, lines))
