"""Room D: what a part of the editor's plugin is. May import: nothing."""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = ["Part"]


class Part:
    """One thing that the plugin brings to the editor. Made and added when the editor has its tree.

    A part whose ``add()`` raises is reported and left out; the others stay. One that was added is
    removed once, the last one first.
    """

    classes: ClassVar[tuple[type, ...]] = ()
    """Native classes that are registered before any part is made, in this order. (Names that begin
    with Editor keep them out of the Create dialog.)"""

    def add(self, plugin: Any) -> None:
        """Brings it to the editor. ``plugin`` is the ``EditorPlugin``, in the editor's tree."""
        raise NotImplementedError

    def remove(self, plugin: Any) -> None:
        """Takes it away again, with every node and connection that it made."""
        raise NotImplementedError
