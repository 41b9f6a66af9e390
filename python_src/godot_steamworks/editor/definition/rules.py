"""Room D: what is right in an app definition, as the offline runtime says.

May import: ``connection``, ``offline``. The rules are the runtime's own: its library is opened by
its path and asked, as a game would open it; nothing is connected by that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from godot_steamworks import connection
from godot_steamworks.offline import OfflineError, OfflineRuntime

__all__ = ["Problem", "Rules"]


@dataclass(frozen=True)
class Problem:
    """Something that is wrong: a sentence, and where it is (see ``document.Path``)."""

    text: str
    path: tuple[str | int, ...] = ()


class Rules:
    """The runtime's rules; loaded when first asked."""

    @cached_property
    def _runtime(self) -> OfflineRuntime:
        return OfflineRuntime(connection.offline_library())

    def problems(self, text: str) -> Sequence[Problem]:
        """What is wrong with a definition. Without the runtime, that it cannot be checked."""
        try:
            found = self._runtime.ask("QueryProblems", text)
        except (OfflineError, TypeError) as error:
            return [Problem(f"It cannot be checked: {error}")]
        return [Problem(str(problem["text"]), tuple(problem["path"])) for problem in found]

    @cached_property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The words that a definition may have, by place; empty without the runtime."""
        try:
            words: Any = self._runtime.ask("QueryWords")
        except OfflineError:
            return {}
        return dict(words)

    def icon(self, shape: str, color: str, unlocked: bool = True) -> bytes:
        """The 64x64 pixels (RGBA) of an icon; empty for a shape or colour that is none."""
        try:
            return self._runtime.pixels("DrawIcon", shape, color, unlocked)
        except (OfflineError, TypeError):
            return b""
