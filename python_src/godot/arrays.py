"""Room A: the engine's arrays, which are lists in Python. May import: _ffi, containers, variant."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable, MutableSequence
from typing import Any, ClassVar

from godot._ffi import core
from godot.containers import MISSING, deep, element_type, plain, show
from godot.variant import Kind, Operator

__all__ = ["Array", "Packed", "PackedStrings", "PackedVectors", "base_of"]


class _Sorting:
    """What arrays share beside the compiled part."""

    __slots__ = ()

    def sort(self: Any, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sorts in place, as ``list.sort`` does: stable, ``TypeError`` for what has no order."""
        self._check_change()
        if key is None and self.variant_type == Kind.PACKED_COLOR_ARRAY:
            key = tuple  # the engine has an order of colors only here
        items = list(self)
        items.sort(key=key, reverse=reverse)
        self[:] = items

    def set(self: Any, index: int, value: Any) -> None:
        """The same as ``array[index] = value``."""
        self[index] = value

    def fill(self: Any, value: Any) -> None:
        """Makes every element this value."""
        if len(self):
            self[0] = value  # also says what is wrong with it
            self[1:] = [self[0]] * (len(self) - 1)

    def erase(self: Any, value: Any) -> bool:
        """Removes the first element that is equal; whether there was one."""
        if value not in self:
            return False
        self.remove(value)
        return True


class TypedArray(types.GenericAlias):
    """``Array[int]``: a type for annotations, which also makes such arrays when it is called."""

    def __call__(self, values: Iterable[Any] = ()) -> Any:
        """A new Array of that type with these elements; ``TypeError`` for one that does not fit."""
        return Array(values, self.__args__[0])


class Array(_Sorting, core.Sequence):  # type: ignore[misc]  # the C base has no stub
    """The engine's Array: behaves like a ``list``, and is shared with the engine.

    ``Array(values)`` is a new one with the same elements. With ``type`` (``int``, ``Vector2``,
    ``Node``, a script's class ...) or as ``Array[int](values)`` it takes only such elements, and
    raises ``TypeError`` for others. ``class_name`` and ``script`` are those of the engine's own
    constructor, where ``type`` is one of its ``TYPE_`` constants.
    """

    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.ARRAY

    def __new__(
        cls, values: Iterable[Any] = (), type: Any = None, class_name: str = "", script: Any = None
    ) -> Any:
        """A new array."""
        if type is None:
            return core.Sequence.__new__(cls, values)
        kind, found_class, found_script = element_type(type)
        made = core.construct(
            Kind.ARRAY,
            core.Sequence.__new__(cls),
            kind,
            class_name or found_class,
            script or found_script,
        )
        made.extend(values)
        return made

    def __class_getitem__(cls, element: Any) -> Any:
        """``Array[int]``, as a type."""
        return TypedArray(cls, element)

    def __repr__(self) -> str:
        return show(self, "[...]", lambda: f"[{', '.join(map(repr, self))}]")

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made = memo.get(self._identity(), MISSING)
        if made is MISSING:
            made = memo[self._identity()] = self[:0]
            made.extend([deep(value, memo) for value in self])
        return made

    def __reduce__(self) -> Any:
        # By name: `get_typed_builtin()` and its siblings are methods of the engine.
        builtin, class_name = self.get_typed_builtin(), self.get_typed_class_name()
        return (Array, (list(self), builtin or None, str(class_name), self.get_typed_script()))

    def to_list(self) -> list[Any]:
        """A plain ``list``, in which arrays and dictionaries are lists and dicts, however deep.

        ``list(array)`` is the one for the first level alone. Raises ``ValueError`` for an array
        that contains itself.
        """
        return list(plain(self))

    def assign(self, array: Iterable[Any]) -> None:
        """The same as ``array[:] = values``."""
        self[:] = array

    def push_front(self, value: Any) -> None:
        """The same as ``insert(0, value)``."""
        self.insert(0, value)

    def map(self, method: Callable[[Any], Any]) -> Any:
        """A new Array of what ``method`` gives for each element."""
        return Array([method(value) for value in self])

    def filter(self, method: Callable[[Any], Any]) -> Any:
        """A new Array, of the same type, of the elements for which ``method`` is true."""
        made = self[:0]
        made.extend([value for value in self if method(value)])
        return made

    def reduce(self, method: Callable[[Any, Any], Any], accum: Any = None) -> Any:
        """What ``method(accum, element)`` gives at last; the first element is the first ``accum``.

        None for an empty array.
        """
        if accum is None:
            return functools.reduce(method, self) if len(self) else None
        return functools.reduce(method, self, accum)

    def any(self, method: Callable[[Any], Any]) -> bool:
        """Whether ``method`` is true for some element."""
        return any(method(value) for value in self)

    def all(self, method: Callable[[Any], Any]) -> bool:
        """Whether ``method`` is true for every element."""
        return all(method(value) for value in self)

    def sort_custom(self, func: Callable[[Any, Any], Any]) -> None:
        """Sorts in place; ``func(a, b)`` is true when ``a`` comes before ``b``."""
        self.sort(
            key=functools.cmp_to_key(lambda a, b: -1 if func(a, b) else 1 if func(b, a) else 0)
        )


class _Packed(_Sorting):
    __slots__ = ()

    def __repr__(self: Any) -> str:
        return f"{type(self).__name__}([{', '.join(map(repr, self))}])"

    def __deepcopy__(self: Any, memo: dict[int, Any]) -> Any:
        return self.copy()

    def __reduce__(self: Any) -> Any:
        return (type(self), (list(self),))

    def to_list(self: Any) -> list[Any]:
        """A plain ``list`` of the elements."""
        return list(self)


class PackedStrings(_Packed, core.Sequence):  # type: ignore[misc]  # the C base has no stub
    """An array of texts, which behaves like a ``list`` of ``str``."""

    __slots__ = ()


class Packed(_Packed, core.PackedValue):  # type: ignore[misc]  # the C base has no stub
    """An array of numbers: behaves like a ``list``, and is a buffer like a ``bytearray``.

    ``memoryview(array)``, NumPy and whatever else takes a buffer work on the array's own memory,
    without a copy, and can write into it. While such a buffer is there, the array does not change
    its size (``BufferError``), and what is passed to the engine is a copy.
    """

    __slots__ = ()

    def sort(self: Any, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sorts in place, as ``list.sort`` does."""
        if key is not None or self.variant_type == Kind.PACKED_COLOR_ARRAY:
            super().sort(key=key, reverse=reverse)
            return
        self._check_change()
        core.call(self, "sort")  # the engine's own, on the numbers
        if reverse:
            self.reverse()


class PackedVectors(Packed):
    """An array of vectors or colors: as a buffer it has a row for each, of shape ``(n, 2)`` etc.

    Tuples of numbers are taken for vectors: ``PackedVector2Array([(0, 0), (10, 5)])``.
    """

    __slots__ = ()

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, int):
            return super().__mul__(other)
        return core.evaluate(Operator.MULTIPLY, self, other)  # by a Transform2D or Transform3D

    def __rmul__(self, other: Any) -> Any:
        return (
            super().__mul__(other)
            if isinstance(other, int)
            else core.evaluate(Operator.MULTIPLY, other, self)
        )


def base_of(name: str) -> type:
    """The class that a packed array's face is made from."""
    if name == "PackedStringArray":
        return PackedStrings
    return PackedVectors if "Vector" in name or "Color" in name else Packed


for _face in (Array, PackedStrings, Packed):
    MutableSequence.register(_face)
