"""Room D, the editor's dock: leaderboards, page by page. May import: godot, dock's parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.editor.dock.list_page import ListPage
from godot_steamworks.editor.dock.look import Look, fill, flow, row
from godot_steamworks.editor.dock.wording import parse_score, score

__all__ = ["BoardsPage"]


class BoardsPage(ListPage):
    """One leaderboard of the app. A double click on a score, or Enter, edits it."""

    title = "Leaderboards"
    page_size = 50

    def __init__(self, look: Look, tell: Callable[[str], object], user: Callable[[], str]) -> None:
        super().__init__(look, tell, user, (("Rank", 0), ("User", 3), ("Score", 2)))
        tree = self._tree
        self._names: list[str] = []
        self._board = ""
        self._display = "numeric"
        self._choice = fill(look.choice([], "Which leaderboard is shown", self._choose))
        self._sort = look.label(dim=True)
        tree.set_column_custom_minimum_width(0, look.size(64))
        tree.item_edited.connect(self._edited)
        tree.item_activated.connect(self._edit)
        self._own = look.button(
            "Add", "Add score", "Set the score of the current user", self._ask_for_score
        )
        self._remove = look.button(
            "Remove", "Remove", "Remove the selected entry", self._remove_selected
        )
        self._reset = look.button(
            "Reload",
            "Reset",
            "Put the board back to what the app's definition gives",
            self._reset_it,
        )
        self._score = godot.SpinBox()
        self._score.min_value, self._score.max_value = -(2**31), 2**31 - 1
        self._dialog = godot.ConfirmationDialog()
        self._dialog.title = "Score of the current user"
        self._dialog.ok_button_text = "Set"
        self._dialog.add_child(self._score)
        self._dialog.register_text_enter(self._score.get_line_edit())
        self._dialog.confirmed.connect(self._set_score)
        for control in (
            row(self._choice, self._sort),
            tree,
            self._notice.root,
            self._pager.root,
            flow(self._own, self._remove, self._reset),
            self._dialog,
        ):
            self.content.add_child(control)
        self._update_buttons()

    def start(self) -> None:
        """See :class:`Page`."""
        self._names = []
        super().start()

    def look_again(self) -> None:
        """See :class:`Page`."""
        if self.source is not None:
            self.source.ask("QueryLeaderboards", [], self._list)
        self._show_board()

    def _turned(self) -> None:
        self._show_board()

    def _list(self, error: str, boards: Any) -> None:
        if self.source is None:
            return
        if error:
            self.failed(error)
            return
        names = [str(board["name"]) for board in boards]
        if names != self._names:
            self._names = names
            self._choice.clear()
            for name in names:
                self._choice.add_item(name)
            if self._board not in names:
                self._board = names[0] if names else ""
                self._pager.reset()
            if names:
                self._choice.select(names.index(self._board))
            self._show_board()
        self._choice.disabled = not names
        self._sort.visible = bool(names)
        if not names:
            self.failed(
                "This app has no leaderboards yet. Add one to the app's definition, on the screen "
                "Steamworks beside 2D, 3D and Script."
            )

    def _choose(self, number: int) -> None:
        self._board = self._names[number]
        self._pager.reset()
        self._show_rows([])
        self._show_board()

    def _show_board(self) -> None:
        if self._board and self._board in self._names:
            arguments = [self._board, self._pager.first, self._pager.end]
            self.watch("QueryLeaderboard", arguments, self._show)

    def _show(self, found: dict[str, Any]) -> None:
        self._display = found["display"]
        words = "least first" if found["sort"] == "ascending" else "most first"
        self._sort.text = words
        entries = found["entries"]
        if not self._pager.show(len(entries), found["total"], found["total"]):
            return
        self._show_rows(entries)
        self._notice.show(
            "" if entries else "Nobody has a score on this board yet. Add one below.", self._tree
        )

    def _show_rows(self, entries: list[dict[str, Any]]) -> None:
        tree, selected = self._tree, self._selected()
        self._shown = {entry["steam_id"]: entry for entry in entries}
        tree.clear()
        root = tree.create_item()
        for entry in entries:
            item = tree.create_item(root)
            item.set_metadata(0, entry["steam_id"])
            item.set_text(0, f"{entry['rank']:,}")
            item.set_text(1, entry["user"] or entry["steam_id"])
            item.set_text(2, score(entry["score"], self._display))
            item.set_editable(2, True)
            details = f"\nDetails: {entry['details']}" if entry["details"] else ""
            for column in range(3):
                item.set_tooltip_text(
                    column, f"Steam ID {entry['steam_id']}\nScore {entry['score']}{details}"
                )
            if entry["steam_id"] == selected:
                item.select(0)
        self._update_buttons()

    # ---- what the user does ----

    def _update_buttons(self) -> None:
        self._remove.disabled = self._selected() not in self._shown
        self._own.disabled = self._reset.disabled = not self._board

    def _edit(self) -> None:
        self._edit_column(2)

    def _edited(self) -> None:
        item = self._tree.get_edited()
        entry = self._shown[str(item.get_metadata(0))]
        text = str(item.get_text(2))
        item.set_text(2, score(entry["score"], self._display))  # until the runtime has taken it
        try:
            value = parse_score(text, self._display)
        except ValueError as error:
            self.tell(f"Score: {error}")
            return
        if value != entry["score"]:
            self.do("SetLeaderboardScore", self._board, entry["steam_id"], value)

    def _ask_for_score(self) -> None:
        own = self._shown.get(self._user())
        self._score.value = own["score"] if own else 0
        self._dialog.popup_centered(godot.Vector2i(self.look.size(260), 0))
        self._score.get_line_edit().grab_focus()
        self._score.get_line_edit().select_all()

    def _set_score(self) -> None:
        self.do("SetLeaderboardScore", self._board, self._user(), int(self._score.value))

    def _remove_selected(self) -> None:
        self.do("RemoveLeaderboardEntry", self._board, self._selected())

    def _reset_it(self) -> None:
        self.do("ResetLeaderboard", self._board, done=f"{self._board} was reset.")
