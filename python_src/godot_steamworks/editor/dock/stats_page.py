"""Room D, the editor's dock: stats, to be edited. May import: godot, and the dock's parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from godot_steamworks.editor.dock.list_page import ListPage
from godot_steamworks.editor.dock.look import Look, flow
from godot_steamworks.editor.dock.wording import number, stat_limits, typed_value

__all__ = ["StatsPage"]


class StatsPage(ListPage):
    """The stats of a user. A double click on a value, or Enter, edits it."""

    title = "Stats"

    def __init__(self, look: Look, tell: Callable[[str], object], user: Callable[[], str]) -> None:
        super().__init__(look, tell, user, (("Stat", 3), ("Value", 2)))
        tree = self._tree
        self._search = look.search("Search stats", lambda _: self._sought())
        tree.item_edited.connect(self._edited)
        tree.item_activated.connect(self._edit)
        self._edit_button = look.button(
            "Edit", "Edit", "Edit the selected stat (Enter)", self._edit
        )
        self._default = look.button(
            "Reload", "Default", "Set the selected stat to its default", self._set_default
        )
        for control in (
            self._search,
            tree,
            self._notice.root,
            self._pager.root,
            flow(self._edit_button, self._default),
        ):
            self.content.add_child(control)
        self._update_buttons()

    def look_again(self) -> None:
        """See :class:`Page`."""
        self.watch(
            "QueryStats",
            [self._user(), str(self._search.text), self._pager.first, self._pager.end],
            self._show,
        )

    def _show(self, found: dict[str, Any]) -> None:
        stats = found["stats"]
        if not self._pager.show(len(stats), found["matching"], found["total"]):
            return
        self._show_rows(stats)
        text = ""
        if not found["total"]:
            text = (
                "This app has no stats yet. Add some to the app's definition, on the screen "
                "Steamworks beside 2D, 3D and Script."
            )
        elif not stats:
            text = "No stat matches. Clear the search."
        self._notice.show(text, self._tree)

    def _show_rows(self, stats: list[dict[str, Any]]) -> None:
        tree = self._tree
        if [stat["name"] for stat in stats] != list(self._shown) or tree.get_root() is None:
            tree.clear()
            root = tree.create_item()
            for stat in stats:
                entry = tree.create_item(root)
                entry.set_metadata(0, stat["name"])
                entry.set_editable(1, True)
        self._shown = {stat["name"]: stat for stat in stats}
        entry = tree.get_root().get_first_child()
        for stat in stats:
            entry.set_text(0, stat["title"] or stat["name"])
            entry.set_text(1, _value(stat))
            for column in (0, 1):
                entry.set_tooltip_text(column, f"{stat['name']}\n{stat_limits(stat)}")
            entry = entry.get_next()
        self._update_buttons()

    # ---- what the user does ----

    def _update_buttons(self) -> None:
        stat = self._shown.get(self._selected())
        self._edit_button.disabled = stat is None
        self._default.disabled = stat is None or stat["value"] == stat["default"]

    def _edit(self) -> None:
        self._edit_column(1)

    def _edited(self) -> None:
        entry = self._tree.get_edited()
        stat = self._shown[str(entry.get_metadata(0))]
        text = str(entry.get_text(1)).strip().removesuffix("*").strip()
        entry.set_text(1, _value(stat))  # until the runtime has taken it
        try:
            value = typed_value(text, stat["value"])
        except ValueError:
            self.tell(f"{stat['name']}: a number is expected, not {text!r}.")
            return
        if value != stat["value"]:
            self.do("SetStat", self._user(), stat["name"], value)

    def _set_default(self) -> None:
        stat = self._shown.get(self._selected())
        if stat is not None:
            self.do("SetStat", self._user(), stat["name"], stat["default"])


def _value(stat: dict[str, Any]) -> str:
    return f"{number(stat['value'])} *" if stat["unsaved"] else number(stat["value"])
