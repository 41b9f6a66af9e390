"""Room D, the editor's dock: what pages with a list have in common. May import: the dock's parts.

A list comes a page at a time. Its first column carries the name or number that a row is known by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from godot_steamworks.editor.dock.look import Look
from godot_steamworks.editor.dock.page import Notice, Page, Pager

__all__ = ["ListPage"]


class ListPage(Page):
    """A page with a list of what the app has or a user has.

    Args:
        look: Makes its controls.
        tell: Shows a sentence to the user: an error, or what was done.
        user: The Steam ID of the user whose progress is shown.
        columns: The list's, each with its share of the width (0: its own width).
    """

    page_size = 100

    def __init__(
        self,
        look: Look,
        tell: Callable[[str], object],
        user: Callable[[], str],
        columns: Sequence[tuple[str, float]],
    ) -> None:
        super().__init__(look, tell)
        self._user = user
        self._shown: dict[str, dict[str, Any]] = {}
        self._tree: Any = look.tree(columns)
        self._tree.item_selected.connect(self._update_buttons)
        self._notice = Notice(look)
        self._pager = Pager(look, self.page_size, self._turned)

    def start(self) -> None:
        """See :class:`Page`."""
        self._pager.reset()
        self._show_rows([])

    def failed(self, error: str) -> None:
        """See :class:`Page`."""
        self._show_rows([])
        self._notice.show(error, self._tree)

    def _show_rows(self, rows: list[dict[str, Any]]) -> None:
        raise NotImplementedError

    def _update_buttons(self) -> None:
        raise NotImplementedError

    def _turned(self) -> None:
        self.look_again()

    def _sought(self) -> None:
        self._pager.reset()
        self.look_again()

    def _selected(self) -> str:
        entry = self._tree.get_selected()
        return "" if entry is None else str(entry.get_metadata(0))

    def _edit_column(self, column: int) -> None:
        entry = self._tree.get_selected()
        if entry is not None:
            self._tree.set_selected(entry, column)
            self._tree.edit_selected(True)
