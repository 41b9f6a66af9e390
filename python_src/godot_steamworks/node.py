"""Room D: the `Steamworks` node. May import: godot, steamworks."""

from __future__ import annotations

import enum
from typing import Any

import godot
from godot import Node, export, exposed
from godot._ffi import core
from godot.builtins import Array, Dictionary, StringName
from godot_steamworks import connection, describe
from godot_steamworks.listeners import GodotListeners
from godot_steamworks.log import GodotLog
from steamworks import EventDict, ResultCode, contract
from steamworks import Steamworks as Facade

__all__ = ["Steamworks", "release"]

# One Variant for each name, made once: it is passed with every event.
_signal_names: dict[str, Any] = {}


def release() -> None:
    """Lets go of what the engine counts; no event is emitted after this."""
    _signal_names.clear()


def _plain(value: Any) -> Any:
    """The engine's containers as Python's own, which is what the façade takes."""
    if isinstance(value, Dictionary):
        return {_plain(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, Array):
        return [_plain(entry) for entry in value]
    return value


@exposed(native=True, tool=True, icon="res://addons/steamworks/icons/steamworks.svg")
class Steamworks(Node):
    """Steam in a scene: achievements, stats and their events.

    Add this node to a scene and connect its signals; it pumps Steam in every frame, also while the tree is paused. All
    nodes of this class share one connection, which opens with the first node that enters the tree and closes with the
    last one that leaves it. Without Steam every function returns its failure value and the game goes on.
    [codeblock]
    func _ready() -> void:
        $Steamworks.userProgressUpdate.connect(_on_user_progress_update)

    func _on_user_progress_update(event: Dictionary) -> void:
        print(event.name, " for ", event.userSteamId)
    [/codeblock]
    """

    run_in_editor: bool = export(
        False,
        doc="Connect also in the editor. Steam then shows the developer as playing; leave it off unless a tool needs it.",
    )

    def __init__(self) -> None:
        """Nothing is connected before the node enters the tree."""
        self._steam = Facade(
            None, emit=self._emit_event, listeners=GodotListeners(), log=GodotLog()
        )
        self._pump = self._steam.pump
        self._emit = self.emit_signal
        # The overlay may pause the game; its events must still arrive.
        self.process_mode = Node.PROCESS_MODE_ALWAYS

    def _enter_tree(self) -> None:
        if godot.Engine.is_editor_hint() and not self.run_in_editor:
            self.set_process(False)
            return
        client = connection.open_client()
        if client is None:
            self.set_process(False)
            return
        self.set_process(True)
        self._steam.attach(client)

    def _exit_tree(self) -> None:
        self._steam.detach()

    def _process(self, delta: float) -> None:
        self._pump()

    def _emit_event(self, name: str, event: EventDict) -> None:
        self._emit(_signal_names[name], event)


def _function(row: contract.Function) -> Any:
    name = row.name

    def call(self: Steamworks, *args: Any, **kwargs: Any) -> Any:
        return getattr(self._steam, name)(*map(_plain, args), **kwargs)

    call.__name__ = name
    call.__qualname__ = f"Steamworks.{name}"
    call.__doc__ = row.description
    return describe.as_method(row)(call)


def _read(self: Steamworks, name: str) -> Any:
    return getattr(self._steam, name)


for _event in contract.EVENTS.values():
    _declared = describe.as_signal(_event)
    _declared.__set_name__(Steamworks, _event.name)
    setattr(Steamworks, _event.name, _declared)
    _signal_names[_event.name] = core.box(StringName(_event.name))
for _row in contract.FUNCTIONS.values():
    setattr(Steamworks, _row.name, _function(_row))
for _property in contract.PROPERTIES.values():
    setattr(Steamworks, _property.name, describe.as_property(_property, _read))
Steamworks.ResultCode = enum.IntEnum(
    "ResultCode", {f"RESULT_{code.name}": int(code) for code in ResultCode}
)
