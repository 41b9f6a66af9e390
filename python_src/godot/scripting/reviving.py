"""Room A: nodes of scenes whose script was broken when they were made, once it is mended.

May import: classes. The engine makes such a node without a script, and tells nobody of it; so the
scenes that are in the tree are looked through. For games that are being made: in the editor there
are placeholders, and in an exported game no file changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from godot import classes

__all__ = ["revive"]

_READY = 13  # the engine's Node.NOTIFICATION_READY


def revive(script: Any, exports: Iterable[str]) -> None:
    """Attaches a script to the nodes that were to have it, with their scene's values.

    ``exports`` are the names of the script's properties. ``_ready`` runs if the node is ready.
    """
    tree = classes.singleton("Engine").get_main_loop()
    if tree is None or not tree.is_class("SceneTree"):
        return
    names = set(exports)
    waiting = [tree.get_root()]
    for node in waiting:
        waiting.extend(node.get_children())
        if str(node.scene_file_path):
            _look_through(node, script, names)


def _look_through(scene: Any, script: Any, names: set[str]) -> None:
    packed = classes.singleton("ResourceLoader").load(scene.scene_file_path)
    state = None if packed is None else packed.get_state()
    while state is not None:
        for index in range(state.get_node_count()):
            values = {
                str(state.get_node_property_name(index, number)): state.get_node_property_value(
                    index, number
                )
                for number in range(state.get_node_property_count(index))
            }
            if values.get("script") is script:
                node = scene.get_node_or_null(state.get_node_path(index))
                if node is not None and node.get_script() is None:
                    _attach(node, script, {name: values[name] for name in names & set(values)})
        state = state.get_base_scene_state()


def _attach(node: Any, script: Any, values: dict[str, Any]) -> None:
    node.set_script(script)
    for name, value in values.items():
        node.set(name, value)
    if node.is_node_ready():
        node.notification(_READY)  # with which the engine also finds _process and the like
