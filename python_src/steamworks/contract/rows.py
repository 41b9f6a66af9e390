"""Room B, `steamworks.contract`: what the rows of the table are made of. May import: nothing.

Types are words of a small vocabulary: `bool`, `int`, `float`, `string`, `number` (int or float),
`dictionary`, `listener` (a callable, or an object with a method named like the event), and what the
host shows pictures with: `texture`, `imageRect`, and the `parent` of one. A word that begins with a
capital is a dictionary of `types`. `array[T]` is an array of `T`, and `T?` may be null.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias


class _Required:
    """The default of a parameter that has none."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = _Required()


class Parameter(NamedTuple):
    """A parameter of a function, or a key of a dictionary that is a parameter.

    Attributes:
        default: `REQUIRED` when it must be given. A parameter with a default that stands before
            one without is left out by giving one argument fewer.
        words: The strings that it may be; empty when any will do.
        keys: Of a dictionary, or of each dictionary of an array, its keys.
    """

    name: str
    type: str
    description: str
    default: Any = REQUIRED
    words: tuple[str, ...] = ()
    keys: tuple[Parameter, ...] = ()


class Function(NamedTuple):
    """A function: what it takes, returns, returns when it fails, and does.

    Attributes:
        example: GDScript: statements, or a script with functions of its own.
        answer: The event that answers a request; empty for what is none. Python can await it.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: str
    failure: Any
    description: str
    example: str = ""
    answer: str = ""

    @property
    def leading(self) -> Parameter | None:
        """The first parameter, when it can be left out and the next one cannot."""
        first, *rest = self.parameters or (None,)
        if first is None or first.default is REQUIRED or not rest:
            return None
        return first if rest[0].default is REQUIRED else None

    @property
    def signature(self) -> str:
        """How to call it, for people: `f(a, b = null)`, or `f([a,] b)`."""
        shown = [
            p.name if p.default is REQUIRED else f"{p.name} = {literal(p.default)}"
            for p in self.parameters
        ]
        if self.leading is not None:
            _, second, *others = shown
            shown = [f"[{self.leading.name},] {second}", *others]
        return f"{self.name}({', '.join(shown)})"


class Property(NamedTuple):
    """A property that can only be read. `offline` is its value without a connection."""

    name: str
    type: str
    offline: Any
    description: str
    example: str = ""


class Key(NamedTuple):
    """A key of an event's or a type's dictionary; it is always present.

    Attributes:
        words: The strings that it may be; empty when any will do.
    """

    name: str
    type: str
    description: str
    words: tuple[str, ...] = ()


class Event(NamedTuple):
    """An event: the keys of its dictionary, `name` first, and when it comes."""

    name: str
    keys: tuple[Key, ...]
    description: str
    example: str = ""


class Type(NamedTuple):
    """A dictionary that functions return, or events carry, and its keys."""

    name: str
    keys: tuple[Key, ...]
    description: str


Row: TypeAlias = Function | Property | Event


def literal(value: object) -> str:
    """A default as scenes and scripts write it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
