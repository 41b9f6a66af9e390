"""Room D: what a test asks a game that it runs to do. May import: godot, steamworks.

One method for each kind of request; see ``under_test``.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.offline_access import offline_control
from godot_steamworks.offline_control import OfflineControl
from godot_steamworks.offline_errors import OfflineError
from godot_steamworks.told_values import told, understood

__all__ = ["RefusedError", "Requests"]


class RefusedError(Exception):
    """A request that cannot be done; the text is for whoever wrote the test."""


class Requests:
    """Does what a test asks for, between two frames."""

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to one request: ``result``, or ``error`` and why. It raises nothing."""
        try:
            return {"result": told(self._do(request))}
        except (RefusedError, OfflineError, TypeError, ValueError) as error:
            return {"error": str(error)}
        except Exception:  # a fault of ours, or an exception of the game's own Python
            return {"error": traceback.format_exc()}

    def _do(self, request: dict[str, Any]) -> Any:
        kinds: dict[str, Callable[..., Any]] = {
            "control": self._control,
            "call": self._call,
            "get": self._get,
            "set": self._set,
            "has": self._has,
            "evaluate": self._evaluate,
            "action": self._action,
            "scene": self._scene,
            "quit": self._quit,
        }
        return kinds[request.pop("do")](**request)

    def _control(self, name: str, arguments: list[Any]) -> Any:
        if name.startswith("_") or name not in vars(OfflineControl):
            raise RefusedError(f"the offline runtime has no {name!r}")
        return getattr(offline_control(), name)(*map(understood, arguments))

    def _call(self, node: str, method: str, arguments: list[Any]) -> Any:
        found = _node(node)
        if not found.has_method(method):
            raise RefusedError(f"{_named(found)} has no method {method!r}")
        return found.callv(method, understood(arguments))

    def _get(self, node: str, name: str) -> Any:
        found = _node(node)
        _require_property(found, name)
        return found.get_indexed(name)

    def _set(self, node: str, name: str, value: Any) -> None:
        found = _node(node)
        _require_property(found, name)
        found.set_indexed(name, understood(value))

    def _has(self, node: str) -> bool:
        return _find(node) is not None

    def _evaluate(self, text: str) -> Any:
        expression = godot.Expression()
        if expression.parse(text) != godot.OK:
            raise RefusedError(f"{text!r}: {expression.get_error_text()}")
        result = expression.execute([], _node("."), False)
        if expression.has_execute_failed():
            raise RefusedError(f"{text!r}: {expression.get_error_text()}")
        return result

    def _action(self, name: str, pressed: bool, strength: float) -> None:
        if not godot.InputMap.has_action(name):
            known = ", ".join(
                str(action)
                for action in godot.InputMap.get_actions()
                if not str(action).startswith("ui_")
            )
            raise RefusedError(
                f"the project has no input action {name!r}; it has: {known or 'none of its own'}"
            )
        event = godot.InputEventAction()
        event.action, event.pressed, event.strength = name, pressed, strength
        godot.Input.parse_input_event(event)

    def _scene(self, path: str) -> None:
        if not godot.ResourceLoader.exists(path, "PackedScene"):
            raise RefusedError(f"there is no scene {path}")
        error = godot.Engine.get_main_loop().change_scene_to_file(path)
        if error != godot.OK:
            raise RefusedError(f"{path}: {godot.error_string(error)}")

    def _quit(self, exit_code: int) -> None:
        godot.Engine.get_main_loop().quit(exit_code)


def _find(path: str) -> Any:
    tree = godot.Engine.get_main_loop()
    scene = tree.current_scene
    return (scene if scene is not None else tree.root).get_node_or_null(path or ".")


def _node(path: str) -> Any:
    found = _find(path)
    if found is None:
        tree = godot.Engine.get_main_loop()
        scene = tree.current_scene
        where = f"the scene {scene.scene_file_path}" if scene is not None else "the tree"
        names = ", ".join(
            str(child.name) for child in (scene if scene is not None else tree.root).get_children()
        )
        raise RefusedError(f"no node {path!r} in {where}; directly in it are: {names or 'none'}")
    return found


def _named(node: Any) -> str:
    return f"{node.get_class()} {node.get_path()}"


def _require_property(node: Any, name: str) -> None:
    first = name.partition(":")[0]
    if not any(item["name"] == first for item in node.get_property_list()):
        raise RefusedError(f"{_named(node)} has no property {first!r}")
