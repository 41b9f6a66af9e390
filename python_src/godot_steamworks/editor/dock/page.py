"""Room D, the editor's dock: what its pages have in common. May import: godot, and the dock's look.

A page shows one thing of one source. It asks only while it is open, and only for what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.editor.dock.look import Look, fill, row
from godot_steamworks.editor.dock.sources import Source
from godot_steamworks.editor.dock.wording import page_text

__all__ = ["Notice", "Page", "Pager"]


class Page:
    """One tab of the dock.

    Args:
        look: Makes its controls.
        tell: Shows a sentence to the user: an error, or what was done.
    """

    title = ""

    def __init__(self, look: Look, tell: Callable[[str], object]) -> None:
        self.look, self.tell = look, tell
        self.root: Any = godot.VBoxContainer()
        self.root.name = self.title
        self.content: Any = godot.VBoxContainer()
        self.content.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        self._instead = Notice(look)
        self.root.add_child(self.content)
        self.root.add_child(self._instead.root)
        self.source: Source | None = None

    def refuse(self, reason: str) -> None:
        """Shows in place of everything why there is nothing."""
        self.close()
        self._instead.show(reason, self.content)

    def open(self, source: Source) -> None:
        """Shows what the source has, from now on."""
        self._instead.show("", self.content)
        if self.source is not source:
            self.close()
            self.source = source
            self.start()
        self.look_again()

    def close(self) -> None:
        """Shows nothing any more, and asks nothing."""
        if self.source is not None:
            self.source.unwatch(self.title)
            self.source = None

    def start(self) -> None:
        """Another source: whatever was shown of the former one goes."""

    def look_again(self) -> None:
        """Watches what the page wants to show, as it is set now."""

    def watch(self, function: str, arguments: list[Any], then: Callable[[Any], object]) -> None:
        """Has ``then`` called with every new result; an error is shown in its place."""
        if self.source is not None:

            def seen(error: str, result: Any) -> None:
                if error:
                    self.failed(error)
                else:
                    then(result)

            self.source.watch(self.title, function, arguments, seen)

    def failed(self, error: str) -> None:
        """What was watched cannot be had."""
        self.tell(error)

    def do(self, function: str, *arguments: Any, done: str = "") -> None:
        """Calls a function; tells of an error, or of what was ``done``."""

        def then(error: str, _: Any) -> None:
            if error or done:
                self.tell(error or done)

        if self.source is not None:
            self.source.ask(function, list(arguments), then)


class Pager:
    """Which part of a long list is shown, with buttons to turn the page.

    Args:
        look: Makes its controls.
        size: How many are on a page.
        turned: Called when another page is wanted.
    """

    def __init__(self, look: Look, size: int, turned: Callable[[], object]) -> None:
        self.size, self._turned = size, turned
        self.first = 1
        self._matching = 0
        self._text = fill(look.label(dim=True))
        self._text.clip_text = True
        self._buttons = [
            look.button("PageFirst", "", "First page", lambda: self._turn(1)),
            look.button("PagePrevious", "", "Previous page", lambda: self._turn(self.first - size)),
            look.button("PageNext", "", "Next page", lambda: self._turn(self.first + size)),
            look.button("PageLast", "", "Last page", lambda: self._turn(self._last)),
        ]
        self.root = row(self._text, *self._buttons)

    @property
    def end(self) -> int:
        """The number of the last one on the page."""
        return self.first + self.size - 1

    @property
    def _last(self) -> int:
        return max(self._matching - 1, 0) // self.size * self.size + 1

    def reset(self) -> None:
        """Back to the first page, without asking for it."""
        self.first = 1

    def show(self, shown: int, matching: int, total: int, all_of_it: str = "") -> bool:
        """What there is; ``all_of_it`` is said when everything is on this page.

        False when the page is behind the end: another one is asked for.
        """
        self._matching = matching
        if not shown and matching:
            self._turn(self._last)
            return False
        everything = bool(all_of_it) and shown == total > 0
        self._text.text = all_of_it if everything else page_text(self.first, shown, matching, total)
        self._text.tooltip_text = all_of_it
        self._text.mouse_filter = godot.Control.MOUSE_FILTER_PASS
        several = matching > self.size
        for number, button in enumerate(self._buttons):
            button.visible = several
            button.disabled = self.first <= 1 if number < 2 else self.first >= self._last
        return True

    def _turn(self, first: int) -> None:
        self.first = max(1, min(first, self._last))
        self._turned()


class Notice:
    """What stands in place of a list that is empty, with what to do about it."""

    def __init__(self, look: Look) -> None:
        self._label = look.label(dim=True, wraps=True)
        self._label.horizontal_alignment = godot.HORIZONTAL_ALIGNMENT_CENTER
        self._label.vertical_alignment = godot.VERTICAL_ALIGNMENT_CENTER
        self._label.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        self._label.size_flags_horizontal = godot.Control.SIZE_EXPAND_FILL
        self._label.visible = False
        self.root = self._label

    def show(self, text: str, instead_of: Any) -> None:
        """Shows the text, or, when it is empty, the control that it stands in for."""
        self._label.text = text
        self._label.visible = bool(text)
        instead_of.visible = not text
