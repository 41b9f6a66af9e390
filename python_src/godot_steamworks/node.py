"""Room D: the `Steamworks` node. May import: godot, steamworks."""

from __future__ import annotations

from typing import Any

import godot
import steamworks
from godot import Node, coroutines, export, exposed
from godot._ffi import core
from godot.builtins import StringName
from godot_steamworks import connection, describe, settings, texts
from godot_steamworks.containers import plain
from godot_steamworks.event_record import hearers
from godot_steamworks.listeners import GodotListeners
from godot_steamworks.log import GodotLog
from godot_steamworks.pictures import GodotPictures
from steamworks import EventDict, contract

__all__ = ["Steamworks", "release"]

# One Variant for each name, made once: it is passed with every event.
_signal_names: dict[str, Any] = {}

_ENTER_TREE = int(Node.NOTIFICATION_ENTER_TREE)
_EXIT_TREE = int(Node.NOTIFICATION_EXIT_TREE)
_PREDELETE = int(Node.NOTIFICATION_PREDELETE)
_FRAME = int(Node.NOTIFICATION_INTERNAL_PROCESS)

_log = GodotLog()
_listeners = GodotListeners()
_pictures = GodotPictures()
_gone = steamworks.Steamworks(None, listeners=_listeners, pictures=_pictures, log=_log)
"""What a freed node has: everything gives its failure value."""
_gone.close()


def release() -> None:
    """Lets go of what the engine counts; no event is emitted after this."""
    _signal_names.clear()


@exposed(native=True, tool=True, icon="res://addons/steamworks/icons/steamworks.svg")
class Steamworks(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Steam in a scene: achievements, stats, leaderboards, users, the overlay, and their events.

    Add this node to a scene and connect its signals. It pumps Steam in every frame, also while the
    tree is paused. All nodes of this class share one connection, which opens with the first node
    that enters the tree and closes with the last one that leaves it. Without Steam a debug build
    uses an offline runtime in its place. In a release build every function then returns its failure
    value, and the game goes on.
    [codeblock]
    func _ready() -> void:
        $Steamworks.userProgressUpdate.connect(_on_user_progress_update)

    func _on_user_progress_update(event: Dictionary) -> void:
        print(event.name, " for ", event.userSteamId)
    [/codeblock]
    A function that begins with "request" is answered by a signal, which a script may await:
    [codeblock]
    if $Steamworks.requestLeaderboardEntries({"leaderboardName": "Feet Traveled"}):
        var event: Dictionary = await $Steamworks.leaderboardEntries
    [/codeblock]
    Which app it is, the project setting [code]steamworks/app_id[/code] says, and
    [code]steamworks/runtime[/code] which library is used.
    """

    __doc__ = texts.paragraphs(__doc__)

    run_in_editor: bool = export(
        False,
        doc="Connect also in the editor, when the scene is opened. Steam then shows the developer "
        "as playing; leave it off unless a tool needs it.",
    )

    ResultCode = describe.as_enum(steamworks.ResultCode, "RESULT", texts.result_texts("RESULT"))

    def __init__(self) -> None:
        """Nothing is connected before the node enters the tree."""
        self._steam = steamworks.Steamworks(
            None, emit=self._emit_event, listeners=_listeners, pictures=_pictures, log=_log
        )
        self._pump = self._steam.pump
        self._emit = self.emit_signal
        self._dying = False
        # The overlay may pause the game; its events must still arrive.
        self.process_mode = Node.PROCESS_MODE_ALWAYS

    # Notifications and internal processing, not _enter_tree() and _process(): a script on this node
    # that has methods of those names would replace them, and nothing would be pumped any more.
    def _notification(self, what: int) -> None:
        if what == _FRAME:
            self._pump()
        elif what == _ENTER_TREE:
            self._enter()
        elif what == _EXIT_TREE:
            self._leave()
        elif what == _PREDELETE:
            self._dying = True
            if not self.is_inside_tree():  # else it is about to leave, and still connected
                self._let_go()

    def _enter(self) -> None:
        if godot.Engine.is_editor_hint():
            godot.ProjectSettings.settings_changed.connect(self.update_configuration_warnings)
            if not self.run_in_editor:
                return
        elif self.process_mode == Node.PROCESS_MODE_INHERIT:  # so it was saved in the scene
            self.process_mode = Node.PROCESS_MODE_ALWAYS
        if _processed_by_other_thread(self):
            self.process_thread_group = Node.PROCESS_THREAD_GROUP_MAIN_THREAD
        client = connection.open_client()
        if client is not None:
            self._steam.attach(client)
            self.set_process_internal(True)

    def _leave(self) -> None:
        self.set_process_internal(False)
        if godot.Engine.is_editor_hint():
            godot.ProjectSettings.settings_changed.disconnect(self.update_configuration_warnings)
        with coroutines.postponed():  # what waits for an answer hears of the end, but not amid it
            self._steam.detach()
        if self._dying:
            self._let_go()

    def _let_go(self) -> None:
        """Undoes the references between node and façade, so that both go at once."""
        self._steam = _gone
        self._pump = _gone.pump
        self._emit = None

    def _get_configuration_warnings(self) -> list[str]:
        missing = settings.missing_app()
        if not missing:
            return []
        where = "Set it in Project > Project Settings > General > Steamworks."
        return [f"{missing} {where} Until then only the offline runtime works."]

    def _emit_event(self, name: str, event: EventDict) -> None:
        for hear in hearers:
            hear(self, name, event)
        self._emit(_signal_names[name], event)


def _processed_by_other_thread(node: Any) -> bool:
    """Whether the node, or the nearest of its parents that says so, is in a threaded group."""
    while node is not None:
        group = node.process_thread_group
        if group != Node.PROCESS_THREAD_GROUP_INHERIT:
            return bool(group == Node.PROCESS_THREAD_GROUP_SUB_THREAD)
        node = node.get_parent()
    return False


def _function(row: contract.Function) -> Any:
    name = row.name
    most = 0 if row.leading is None else len(row.parameters)

    def call(self: Steamworks, *args: Any, **kwargs: Any) -> Any:
        if len(args) == most and most and args[-1] is None:
            args = args[:-1]  # the engine has filled it in: it was the first that was left out
        if kwargs:  # from Python alone
            kwargs = {key: plain(value) for key, value in kwargs.items()}
        return getattr(self._steam, name)(*map(plain, args), **kwargs)

    call.__name__ = name
    call.__qualname__ = f"Steamworks.{name}"
    call.__doc__ = getattr(steamworks.Steamworks, name).__doc__
    return describe.as_method(row)(call)


def _read(self: Steamworks, name: str) -> Any:
    value = getattr(self._steam, name)
    if value is None and name == "appId":  # configured, but nobody is logged on
        return settings.configured_app()
    return value


for _event in contract.EVENTS.values():
    _declared = describe.as_signal(_event)
    _declared.__set_name__(Steamworks, _event.name)
    setattr(Steamworks, _event.name, _declared)
    _signal_names[_event.name] = core.box(StringName(_event.name))
for _row in contract.FUNCTIONS.values():
    setattr(Steamworks, _row.name, _function(_row))
for _property in contract.PROPERTIES.values():
    setattr(Steamworks, _property.name, describe.as_property(_property, _read))
