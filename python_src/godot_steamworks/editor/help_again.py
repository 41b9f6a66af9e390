"""Room D: the help pages once more, in an editor that starts for the first time. May import: godot.

The engine keeps its own help pages in a cache. While that is missing, the engine makes the pages
anew, a moment after extensions gave it theirs, and forgets the texts of extensions thereby. Once
the cache is there it has done so, and the texts can be given again. (What the engine itself knows
of a class, such as the defaults of parameters, it adds when it starts the next time.)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import godot
from godot import coroutines, help_pages, registry
from godot_steamworks.editor.parts import Part

__all__ = ["HelpAgain"]

_LOOKS = 240
"""How often it is looked whether the engine is done; it takes a few seconds at most."""
_SECONDS_BETWEEN = 0.5


def _forgotten() -> bool:
    """Whether the engine will forget the texts. To be asked before the editor's own start."""
    return not _cache().exists()


async def _load(node: Any) -> None:
    """Gives the pages again, when the engine has made its own. `node` is in the editor's tree."""
    cache, size = _cache(), 0
    for _ in range(_LOOKS):
        await node.get_tree().create_timer(_SECONDS_BETWEEN).timeout
        before, size = size, cache.stat().st_size if cache.exists() else 0
        if 0 < size == before:  # all of it is written
            # Of a script without texts there is nothing to update; but to look, the engine waits
            # for whatever else works on its help pages.
            godot.EditorInterface.get_script_editor().update_docs_from_script(godot.GDScript())
            help_pages.load(registry.registered())
            return


def _cache() -> Path:
    version = godot.Engine.get_version_info()
    folder = godot.EditorInterface.get_editor_paths().get_cache_dir()
    return Path(folder, f"editor_doc_cache-{version['major']}.{version['minor']}.res")


class HelpAgain(Part):
    """The pages, as a part of the editor's plugin."""

    is_needed = _forgotten()

    def add(self, plugin: Any) -> None:
        """Waits for the engine's pages, if this start makes them."""
        if self.is_needed:
            coroutines.start(_load(plugin), plugin)

    def remove(self, plugin: Any) -> None:
        """What still waits ends with the plugin."""
