"""Room A: attributes that no engine object has, and those that every one has. May import: _ffi."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from godot._ffi import core

__all__ = [
    "KEYWORDS",
    "METHODS",
    "UnknownAttributeError",
    "close_names",
    "explain",
    "own",
    "shared",
]

KEYWORDS = frozenset(keyword.kwlist)


def close_names(name: str, names: Iterable[str]) -> list[str]:
    """Up to three of the names that resemble the wrong one, the most alike first."""
    import difflib  # slow to load, and for mistakes only

    known = sorted({candidate for candidate in names if not candidate.startswith("__")})
    by_small: dict[str, str] = {}
    for candidate in known:
        by_small.setdefault(candidate.lower(), candidate)
    close = difflib.get_close_matches(name.lower(), by_small, 3, 0.7)
    return [by_small[small] for small in close]


class UnknownAttributeError(AttributeError):
    """An object, or class, of the engine has no such attribute.

    The message says what it does have that resembles it. It is worked out when it is shown, because
    programs also ask for attributes to see whether they are there.
    """

    def __init__(self, owner: Any, attribute: str, action: str) -> None:
        super().__init__()
        self.owner = owner
        self.attribute = attribute
        self.action = action

    def __str__(self) -> str:
        is_class = isinstance(self.owner, type)
        cls = self.owner if is_class else type(self.owner)
        if self.action != "get" and hasattr(cls, self.attribute):
            done = "set" if self.action == "set" else "deleted"
            return f"{cls.__name__}.{self.attribute} cannot be {done}: {self._what(cls)}"
        which = "the class" if is_class else "an object of the class"
        text = f"{which} {cls.__name__} has no attribute {self.attribute!r}"
        close = close_names(self.attribute, dir(self.owner))
        if close:
            text += f"; did you mean {' or '.join(map(repr, close))}?"
        if self.action == "set":
            text += "" if close else ";"
            text += f" for attributes of your own write a class ({cls.__name__}), or use set_meta()"
        return text

    def _what(self, cls: type) -> str:
        found = getattr(cls, self.attribute)
        return "it is a constant" if isinstance(found, int) else f"it is {found!r}"


UnknownAttributeError.__module__ = "godot"


def explain(error: BaseException) -> str:
    """What an attribute that an object of a script's class lacks may have been meant to be.

    Python says so itself from 3.12 on; here it is for what the log shows.
    """
    if sys.version_info >= (3, 12) or not isinstance(error, AttributeError):
        return ""
    if error.name is None or not isinstance(error.obj, core.EngineObject):
        return ""
    close = close_names(error.name, dir(error.obj))
    return f"Did you mean: {' or '.join(map(repr, close))}?" if close else ""


_ASKING = ("__getattribute__", "__setattr__", "__delattr__")


def own(cls: type) -> None:
    """Gives a class that a user writes its attributes as any Python class has them.

    Its objects ask the engine for none, and the interpreter knows the way by itself.
    """
    inherited = vars(core.EngineObject)
    if getattr(cls, _ASKING[0]) is inherited[_ASKING[0]]:
        setattr(cls, _ASKING[0], object.__getattribute__)
    # These two go together: with one of them of its own, the class has its own way.
    if all(getattr(cls, name) is inherited[name] for name in _ASKING[1:]):
        for name in _ASKING[1:]:
            setattr(cls, name, getattr(object, name))


def shared(cls: type) -> None:
    """Undoes :func:`own`, for a class on whose objects scripts of other languages may stand."""
    for name in _ASKING:
        if vars(cls).get(name) is getattr(object, name):
            delattr(cls, name)


# ---- what every object has -----------------------------------------------------------------------


def _dir(self: Any) -> list[str]:
    names = set(object.__dir__(self))
    if core.is_instance_valid(self) and core.has_script(self):
        for listed in (self.get_method_list(), self.get_property_list(), self.get_signal_list()):
            names.update(str(entry["name"]) for entry in listed)
        script = self.get_script()
        names.update(str(name) for name in script.get_script_constant_map())
    return sorted(name for name in names if name.isidentifier())


def _reduce(self: Any, protocol: Any = None) -> NoReturn:
    raise TypeError(
        f"{type(self).__name__}: Python can neither pickle nor copy an object of the engine; use "
        "duplicate(), or save it with ResourceSaver or var_to_bytes_with_objects()"
    )


def _copy(self: Any) -> Any:
    return self.duplicate()


def _deepcopy(self: Any, memo: dict[int, Any]) -> Any:
    return self.duplicate(True)


METHODS: dict[str, dict[str, Any]] = {
    "Object": {"__dir__": _dir, "__reduce_ex__": _reduce},
    "Resource": {"__copy__": _copy, "__deepcopy__": _deepcopy},
}
"""What a class of the engine has beside what the engine says, by its name."""
