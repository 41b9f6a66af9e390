"""Room D: the class `OfflineSteam`, for tests of games. May import: godot, steamworks.

Its methods are those of `OfflineControl`, static and with the engine's types: what is refused is an
error in the log and a failure value, as with the functions of the `Steamworks` node.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import FunctionType
from typing import Any, ClassVar

import godot
from godot import Object, PackedByteArray, exposed, method
from godot.specs import ArgumentSpec
from godot.variant import Kind, TypeRef
from godot_steamworks import texts
from godot_steamworks.event_record import EventRecord, hearers
from godot_steamworks.log import GodotLog
from godot_steamworks.offline_access import offline_control
from godot_steamworks.offline_control import OfflineControl
from godot_steamworks.offline_errors import OfflineError

__all__ = ["OfflineSteam", "release"]

_log = GodotLog()

_PATHS = ("set_home", "set_app")
"""Their argument may be a path of the project."""

_KINDS: Mapping[str, tuple[Kind, type]] = {
    "None": (Kind.BOOL, bool),
    "dict[str, Any]": (Kind.DICTIONARY, dict),
    "list[dict[str, Any]]": (Kind.ARRAY, list),
    "list[str]": (Kind.ARRAY, list),
    "bytes": (Kind.PACKED_BYTE_ARRAY, bytes),
    "int": (Kind.INT, int),
    "float": (Kind.FLOAT, float),
    "bool": (Kind.BOOL, bool),
    "str": (Kind.STRING, str),
    "Sequence[int]": (Kind.ARRAY, list),
    "Sequence[int | str]": (Kind.ARRAY, list),
    "Mapping[str, Any]": (Kind.DICTIONARY, dict),
    "int | str": (Kind.VARIANT, type(None)),
}
"""The engine's types of annotations; a refused function gives an empty one of the type beside."""


@exposed(native=True, tool=True, abstract=True)
class OfflineSteam(Object):  # type: ignore[misc]  # the engine's classes are made when it runs
    """What a test tells the offline runtime: how Steam answers, who plays, what is stored.

    For tests of games, and for trying things out: in debug builds while the offline runtime stands
    in for Steam, before a [Steamworks] node is in the tree as well as after. In a release build,
    and while Valve's library is in use, each function does nothing, says so in the log and gives
    its failure value.
    [codeblock]
    OfflineSteam.fail_next("StoreStats", 2)
    $Steamworks.setAchievementUnlocked("ACH_WIN_ONE_GAME")
    var event: Dictionary = await $Steamworks.userProgressSave
    assert(event.isError and event.resultCode == 2)
    [/codeblock]
    A function without a result of its own returns [code]true[/code], or [code]false[/code] after an
    error in the log. Steam IDs are strings of digits, as events have them, or numbers. What is set
    stays until the game ends, or it is set anew.
    """

    __doc__ = texts.paragraphs(__doc__)

    _record: ClassVar[EventRecord | None] = None

    @classmethod
    def is_available(cls) -> bool:
        """Whether the other functions do anything in this run. Nothing is logged."""
        try:
            offline_control()
        except OfflineError:
            return False
        return True

    @classmethod
    def record_events(cls) -> None:
        """Keeps every event that a [Steamworks] node emits from now on, for [method events]."""
        if cls._record is None:
            cls._record = EventRecord(godot.Engine.get_process_frames)
            hearers.append(cls._record.hear)
        cls._record.clear()

    @classmethod
    def events(cls, name: str = "") -> list[dict[str, Any]]:
        """The events since [method record_events], in order: all, or those of one name.

        An event that several nodes have emitted is there once. The newest 10,000 are kept.
        """
        if cls._record is None:
            _log.error("OfflineSteam.events(): nothing is recorded; call record_events() before")
            return []
        return cls._record.events(name)


def release() -> None:
    """Lets go of what was recorded: the engine is leaving."""
    if OfflineSteam._record is not None:
        hearers.remove(OfflineSteam._record.hear)
        OfflineSteam._record = None


def _function(name: str, told: FunctionType) -> Any:
    # Not by inspect: it runs for every function at the start of every game.
    code, annotations, defaults = told.__code__, told.__annotations__, told.__defaults__ or ()
    names = code.co_varnames[1 : code.co_argcount]
    required = len(names) - len(defaults)
    result, failure = _KINDS[annotations["return"]]

    def call(cls: type, *args: Any, **kwargs: Any) -> Any:
        try:
            if name in _PATHS:
                args = tuple(map(_in_filesystem, args))
                kwargs = {key: _in_filesystem(value) for key, value in kwargs.items()}
            answer = getattr(offline_control(), name)(*args, **kwargs)
        except (OfflineError, TypeError, ValueError) as refusal:
            _log.error(f"OfflineSteam.{name}(): {refusal}")
            return failure()
        return True if answer is None else answer

    arguments = [
        ArgumentSpec(argument, TypeRef(_KINDS[annotations[argument]][0]), *default)
        for argument, default in zip(
            names,
            [*([()] * required), *((_engine(default),) for default in defaults)],
            strict=True,
        )
    ]
    functools.update_wrapper(call, told, assigned=("__name__", "__doc__"))
    del call.__dict__["__wrapped__"]  # its signature is that of another class
    call.__qualname__ = f"OfflineSteam.{name}"
    doc = texts.paragraphs(told.__doc__ or "")
    return classmethod(method(arguments=arguments, result=TypeRef(result), doc=doc)(call))


def _engine(default: object) -> object:
    return PackedByteArray() if default == b"" else default


def _in_filesystem(path: Any) -> Any:
    """A path of the project as one of the machine; any other path as it is."""
    if isinstance(path, str) and path.startswith(("res://", "user://")):
        return godot.ProjectSettings.globalize_path(path)
    return path


for _name, _told in vars(OfflineControl).items():
    if not _name.startswith("_") and isinstance(_told, FunctionType):
        setattr(OfflineSteam, _name, _function(_name, _told))
