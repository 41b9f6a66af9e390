"""Room A: a method of a decorated class, as the engine is told of it. Pure Python.

May import: specs, variant. Reads the code object and the annotations: it runs for every method of
every script at the game's start.
"""

from __future__ import annotations

import builtins
import sys
from typing import Any

from godot.specs import REQUIRED, ArgumentSpec, ExposingError, MethodSpec
from godot.variant import Kind, TypeRef, type_ref

__all__ = ["ANYTHING", "Function", "clean", "line_of", "method_spec", "resolve"]

Function = type(lambda: None)
ANYTHING = TypeRef(Kind.VARIANT)

_VARARG, _COROUTINE = 0x04, 0x80  # of code objects
_SIMPLE = {
    **{name: getattr(builtins, name) for name in ("bool", "int", "float", "str", "list", "dict")},
    "None": type(None),
    "Any": Any,
}


def method_spec(
    cls: type, name: str, function: Any, *, is_bound: bool, is_static: bool, is_native: bool
) -> MethodSpec | None:
    """A method of the class; None for a function that takes no ``self``, so that it is none.

    ``is_bound``: its first argument is the object, or the class.
    """
    arguments, result, doc, checks_itself = getattr(
        function, "__godot_method__", (None, None, None, False)
    )
    inner = function
    while hasattr(inner, "__wrapped__") and isinstance(inner.__wrapped__, Function):
        inner = inner.__wrapped__
    code = inner.__code__
    is_vararg = bool(code.co_flags & _VARARG) and arguments is None
    if is_bound and not code.co_argcount and not code.co_flags & _VARARG:
        return None
    if arguments is None:
        if is_native:
            _check_keywords(cls, name, inner)
        arguments = _arguments(cls, inner, int(is_bound))
    annotations = inner.__annotations__
    if code.co_flags & _COROUTINE:  # perhaps a signal with which to await the result
        result = ANYTHING
    elif result is None:
        result = ANYTHING
        if "return" in annotations:
            result = type_ref(resolve(cls, annotations["return"], inner.__globals__))
    told_rpc = getattr(function, "__godot_rpc__", None)
    if told_rpc is not None and is_native:
        raise ExposingError(
            f"{cls.__name__}.{name}: @rpc is for scripts; in a native class, call "
            f"self.rpc_config({name!r}, ...) in __init__"
        )
    return MethodSpec(
        name,
        tuple(arguments),
        result,
        clean(function.__doc__) if doc is None else doc,
        checks_itself or is_vararg,
        is_static,
        is_vararg,
        bool(code.co_flags & _COROUTINE),
        told_rpc,
        code.co_firstlineno,
    )


def _check_keywords(cls: type, name: str, function: Any) -> None:
    code, given = function.__code__, function.__kwdefaults__ or {}
    count = code.co_argcount
    for keyword in code.co_varnames[count : count + code.co_kwonlyargcount]:
        if keyword not in given:
            raise ExposingError(
                f"{cls.__name__}.{name}(): the engine has no keyword arguments, "
                f"so '{keyword}' needs a default"
            )


def _arguments(cls: type, function: Any, skipped: int) -> list[ArgumentSpec]:
    code, annotations = function.__code__, function.__annotations__
    names = code.co_varnames[skipped : code.co_argcount]
    defaults = function.__defaults__ or ()
    required = len(names) - len(defaults)
    found = []
    for position, argument in enumerate(names):
        reference = ANYTHING
        if argument in annotations:
            reference = type_ref(resolve(cls, annotations[argument], function.__globals__))
        default = REQUIRED if position < required else defaults[position - required]
        found.append(ArgumentSpec(argument, reference, default))
    return found


def resolve(cls: type, annotation: Any, names: dict[str, Any] | None = None) -> Any:
    """An annotation as an object; ``REQUIRED`` for one that only a type checker can read.

    ``names`` are the globals where it is written; without them, those of the class.
    """
    if not isinstance(annotation, str):
        return annotation
    simple = _SIMPLE.get(annotation)
    if simple is not None:
        return simple
    if names is None:
        names = _globals(cls)
    for scope in (names, cls.__dict__):
        if annotation in scope:
            return scope[annotation]
    if annotation == cls.__name__:
        return cls
    try:
        return eval(annotation, names, dict(cls.__dict__))
    except Exception:  # a name that exists only for the type checker
        return REQUIRED


def _globals(cls: type) -> dict[str, Any]:
    # While a module is loaded again, sys.modules may still have what it was before.
    for value in cls.__dict__.values():
        if isinstance(value, Function) and value.__module__ == cls.__module__:
            return value.__globals__
    return dict(getattr(sys.modules.get(cls.__module__), "__dict__", {}))


def line_of(function: Any) -> int:
    """Where a function begins, with its decorators; 0 when that is not known."""
    code = getattr(function, "__code__", None)
    return 0 if code is None else int(code.co_firstlineno)


def clean(text: str | None) -> str:
    """A docstring without its indentation."""
    if not text:
        return ""
    first, *rest = text.expandtabs().splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return "\n".join([first.strip(), *(line[margin:].rstrip() for line in rest)]).strip("\n")
