"""Room A: the decorators that mark a class and its members. Pure Python.

May import: specs, variant. They only mark; :mod:`godot.reading` reads the marks.
:mod:`godot.exports` has the marks of properties.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from godot.specs import ArgumentSpec, ExposingError, RpcSpec, SignalSpec
from godot.variant import TypeRef, type_ref

__all__ = [
    "ConstantMark",
    "Options",
    "SignalMark",
    "caller_line",
    "constant",
    "exposed",
    "method",
    "rpc",
    "signal",
]

_T = TypeVar("_T", bound=type)
_F = TypeVar("_F", bound=Callable[..., Any])


class Options(NamedTuple):
    """What ``@exposed`` was told."""

    native: bool
    tool: bool
    name: str
    icon: str
    global_name: str
    is_abstract: bool
    line: int


class SignalMark:
    """A declared signal; on an object it becomes that object's signal."""

    def __init__(self, spec: SignalSpec) -> None:
        self.spec = spec

    def __set_name__(self, owner: type, name: str) -> None:
        self.spec = self.spec._replace(name=name)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return (_signal_of or _find_signal_of())(instance, self.spec.name)


_signal_of: Any = None


def _find_signal_of() -> Any:
    global _signal_of
    from godot._ffi import core  # needs the engine; declaring a signal does not

    _signal_of = core.signal_of
    return _signal_of


class ConstantMark:
    """A declared constant; in Python its value."""

    def __init__(self, value: int, doc: str, line: int) -> None:
        self.value, self.doc, self.line = value, doc, line

    def __get__(self, instance: Any, owner: type | None = None) -> int:
        return self.value


def signal(*arguments: str | tuple[str, Any] | ArgumentSpec, doc: str = "") -> Any:
    """Declares a signal.

    ``arguments`` are names, or pairs of name and type: ``signal(("reason", str))``. Raises
    :class:`ExposingError` for anything else.
    """
    specs: list[ArgumentSpec] = []
    for argument in arguments:
        if isinstance(argument, ArgumentSpec):
            specs.append(argument)
        elif isinstance(argument, str):
            specs.append(ArgumentSpec(argument))
        elif isinstance(argument, tuple) and len(argument) == 2 and isinstance(argument[0], str):
            specs.append(ArgumentSpec(argument[0], type_ref(argument[1])))
        else:
            raise ExposingError(
                f"signal({argument!r}): an argument is a name, or a pair of name and type"
            )
        if not specs[-1].name.isidentifier():
            raise ExposingError(
                f"signal({specs[-1].name!r}): the name of an argument has letters, digits and '_'"
            )
        if specs[-1].name in [spec.name for spec in specs[:-1]]:
            raise ExposingError(f"signal(): two arguments are named {specs[-1].name!r}")
    return SignalMark(SignalSpec("", tuple(specs), doc, caller_line()))


def constant(value: int, doc: str = "") -> Any:
    """Declares an integer constant of the class. In Python it is the plain ``int``."""
    if not isinstance(value, int):
        raise ExposingError(f"constant({value!r}): the engine's constants are whole numbers")
    return ConstantMark(value, doc, caller_line())


def method(
    *,
    arguments: Sequence[ArgumentSpec] | None = None,
    result: TypeRef | None = None,
    doc: str | None = None,
    checks_itself: bool = False,
    pointers: bool = False,
) -> Callable[[_F], _F]:
    """Says of a method what its annotations don't: see :class:`MethodSpec`.

    Not needed for ordinary methods. With ``pointers`` an engine's virtual method gets the addresses
    of objects, and not the objects.
    """

    def mark(function: _F) -> _F:
        function.__godot_pointers__ = pointers  # type: ignore[attr-defined]
        if not pointers:
            function.__godot_method__ = (arguments, result, doc, checks_itself)  # type: ignore[attr-defined]
        return function

    return mark


# The numbers are the engine's: MultiplayerAPI.RPCMode, and MultiplayerPeer.TransferMode.
_RPC_WORDS: dict[str, tuple[str, Any]] = {
    "any_peer": ("mode", 1),
    "authority": ("mode", 2),
    "call_local": ("call_local", True),
    "call_remote": ("call_local", False),
    "unreliable": ("transfer_mode", 0),
    "unreliable_ordered": ("transfer_mode", 1),
    "reliable": ("transfer_mode", 2),
}


def rpc(*words: Any, channel: int = 0) -> Any:
    """Lets other players call a method: ``@rpc("any_peer", "call_local", "reliable", 1)``.

    The words are GDScript's, in any order: who may call (``authority`` or ``any_peer``), whether it
    is called here as well (``call_remote`` or ``call_local``), and how it travels (``unreliable``,
    ``unreliable_ordered`` or ``reliable``). A number is the channel. Call it with
    ``self.rpc("name", ...)``. Raises :class:`ExposingError` for other words.
    """
    if len(words) == 1 and callable(words[0]):
        return rpc()(words[0])
    told: dict[str, Any] = {}
    for word in words:
        if isinstance(word, int) and not isinstance(word, bool):
            key, value = "channel", word
        elif isinstance(word, str) and word in _RPC_WORDS:
            key, value = _RPC_WORDS[word]
        else:
            raise ExposingError(
                f"@rpc({word!r}): expected any of {', '.join(_RPC_WORDS)}, and a channel's number"
            )
        if key in told:
            raise ExposingError(f"@rpc: {word!r} contradicts another word of the same annotation")
        told[key] = value
    told.setdefault("channel", channel)
    if not isinstance(told["channel"], int) or told["channel"] < 0:
        raise ExposingError(f"@rpc(channel={told['channel']!r}): a channel is a number from 0 up")
    spec = RpcSpec(**told)

    def mark(function: _F) -> _F:
        if not hasattr(function, "__code__"):
            raise ExposingError(f"@rpc stands above a method, not {function!r}")
        function.__godot_rpc__ = spec  # type: ignore[attr-defined]
        return function

    return mark


def exposed(
    cls: _T | None = None,
    *,
    native: bool = False,
    tool: bool = False,
    global_name: str = "",
    icon: str = "",
    abstract: bool = False,
) -> Any:
    """Shows a class to the engine.

    ``native=True`` registers it as an engine class when its package is loaded at start-up; without
    it the class is the script of its file. ``tool=True`` lets it run in the editor.
    ``global_name="Player"`` puts it into the Create dialog, with the picture ``icon``
    (``"res://..."``). ``abstract=True``: only classes derived from it can be made. Use as
    ``@exposed`` or ``@exposed(...)``. Raises :class:`ExposingError`.
    """
    line = caller_line()
    if global_name and not (isinstance(global_name, str) and global_name.isidentifier()):
        raise ExposingError(
            f"@exposed(global_name={global_name!r}): a class's name has letters, digits and '_'"
        )
    if icon and not (isinstance(icon, str) and icon.startswith(("res://", "uid://"))):
        raise ExposingError(
            f"@exposed(icon={icon!r}): expected the path of a picture, such as 'res://player.svg'"
        )

    def mark(marked: _T) -> _T:
        if not isinstance(marked, type):
            raise ExposingError(f"@exposed stands above a class, not {marked!r}")
        if not any("__godot_class__" in base.__dict__ for base in marked.__mro__):
            raise ExposingError(
                f"@exposed class {marked.__name__}: derive it from a class of the engine, "
                "such as godot.Node"
            )
        name = global_name or marked.__name__
        marked.__godot_options__ = Options(  # type: ignore[attr-defined]
            native, tool, name, icon, global_name, abstract, line
        )
        # Not inherited: see variant.class_name().
        marked.__godot_global_name__ = name if native else global_name  # type: ignore[attr-defined]
        return marked

    return mark if cls is None else mark(cls)


def caller_line() -> int:
    """The line from which the caller of this function's caller was called."""
    return sys._getframe(2).f_lineno
