"""Room A: what the engine's containers have in common. May import: _ffi, variant.

Arrays (:mod:`godot.arrays`) behave like a ``list``, a Dictionary (:mod:`godot.dictionaries`) like a
``dict``; each is the engine's own container, so a change is seen on both sides. What a list or dict
does is compiled (``_ffi/sequences.c``, ``_ffi/mappings.c``). Beside it stand the engine's methods.
Where both have a name (``sort``, ``insert``, ``count``, ``get``, ``keys`` ...), Python's meaning
holds.
"""

from __future__ import annotations

import collections.abc
import os
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from threading import get_ident
from typing import Any

from godot._ffi import core
from godot.variant import Kind, type_ref

__all__ = ["MISSING", "deep", "element_type", "install", "is_change", "plain", "show"]

MISSING: Any = object()


def element_type(given: Any) -> tuple[int, str, Any]:
    """A type as the engine's typed containers take it: Variant type, class, script.

    Raises ``TypeError`` for what is no type of the engine.
    """
    kind, class_name, script = _element_type(given)
    return kind, core.construct(Kind.STRING_NAME, class_name), script


def _element_type(given: Any) -> tuple[int, str, Any]:
    if given is None or given is Any:
        return 0, "", None
    if isinstance(given, int):
        return int(given), "", None
    kind, class_name = type_ref(given)
    if kind is not Kind.VARIANT:
        return int(kind), class_name, None
    for base in getattr(given, "__mro__", ()):
        path = base.__dict__.get("__godot_script__")
        script = core.singleton("ResourceLoader").load(path) if path else None
        engine_class = next(
            (name for cls in base.__mro__ if (name := cls.__dict__.get("__godot_class__"))), ""
        )
        if engine_class:
            return int(Kind.OBJECT), engine_class, script
    raise TypeError(
        f"{given!r} is no type of the engine; use int, str, Vector2, Node, a script's class ..."
    )


def require_class(value: Any, class_name: str, script: Any) -> None:
    """Raises ``TypeError`` unless ``value`` is an object of the engine's class and of the script.

    Raises ``ReferenceError`` for one that was freed.
    """
    fits = isinstance(value, core.EngineObject)
    if fits and class_name:
        if not core.is_instance_valid(value):
            raise ReferenceError(f"{type(value).__name__} was freed by the engine")
        fits = value.is_class(class_name)
    wanted = class_name or "an object"
    if fits and script is not None:
        wanted = script.get_global_name() or script.resource_path or class_name
        own = value.get_script()
        while own is not None and own is not script:
            own = own.get_base_script()
        fits = own is not None
    if not fits:
        raise TypeError(f"expected {wanted}, got {value!r} ({type(value).__name__})")


def familiar(value: Any) -> str | list[Any] | dict[Any, Any]:
    """What stands in the engine for an object of Python of some other class.

    A path is text, a mapping a Dictionary, a sequence an Array. Raises ``TypeError`` for anything
    else, saying what could be passed.
    """
    if isinstance(value, os.PathLike):
        return os.fsdecode(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, collections.abc.Sequence | KeysView | ValuesView | ItemsView):
        return list(value)
    hint = (
        "pass None, bool, int, float, str, bytes, list, tuple, dict, a callable, an engine object "
        "or a Godot value"
    )
    if isinstance(value, collections.abc.Set):
        hint = "it has no order: pass list(...) or sorted(...) of it"
    elif isinstance(value, Iterator):
        hint = "it can be read only once: pass list(...) of it"
    elif hasattr(value, "_value_") and hasattr(value, "_name_"):
        hint = "pass its .value, or derive the enum from IntEnum"
    shown = f"{value!r:.200} of type {type(value).__name__}"
    raise TypeError(f"{shown} has no Godot counterpart; {hint}")


# ---- showing, and turning into Python's own ------------------------------------------------------

_shown: set[tuple[int, int]] = set()


def show(value: Any, empty: str, text: Callable[[], str]) -> str:
    """The text of a container, once within itself."""
    identity = (get_ident(), value._identity())
    if identity in _shown:
        return empty
    _shown.add(identity)
    try:
        return text()
    finally:
        _shown.discard(identity)


def plain(value: Any, within: tuple[int, ...] = ()) -> Any:
    """A container as Python's own, however deep; ``ValueError`` when it contains itself."""
    if not isinstance(value, core.Sequence | core.Mapping):
        return value
    if isinstance(value, core.Sequence) and value.variant_type != Kind.ARRAY:
        return list(value)
    identity = value._identity()
    if identity in within:
        raise ValueError(f"this {type(value).__name__} contains itself, which has no end")
    within = (*within, identity)
    if isinstance(value, core.Mapping):
        return {_key(key): plain(entry, within) for key, entry in value._iterate(2, False)}
    return [plain(entry, within) for entry in value]


def _key(value: Any) -> Any:
    # Python's keys cannot change: an Array as a key becomes a tuple.
    return tuple(map(_key, value)) if isinstance(value, core.Sequence) else value


def deep(value: Any, memo: dict[int, Any]) -> Any:
    """A deep copy: containers are copied once each, everything else is shared as in the engine."""
    return value.__deepcopy__(memo) if isinstance(value, core.Sequence | core.Mapping) else value


# ---- the engine's own methods --------------------------------------------------------------------

CHANGES = frozenset({"resize", "remove_at", "pop_back", "pop_front", "pop_at", "shuffle", "sort"})
"""The engine's methods that change a container, beside those that begin with a word of these:"""
_CHANGES = ("encode_", "bswap")


def is_change(method: str) -> bool:
    """Whether a method of the engine's containers changes its container."""
    return method in CHANGES or method.startswith(_CHANGES)


def install() -> None:
    """Gives the C floor what it asks of this module."""
    core.set_hook("require_class", require_class)
    core.set_hook("familiar", familiar)
