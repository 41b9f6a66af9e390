"""Room A: the engine's Dictionary, which is a dict in Python. May import: _ffi, containers."""

from __future__ import annotations

import types
from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    MutableMapping,
    ValuesView,
)
from typing import Any, ClassVar

from godot._ffi import core
from godot.containers import MISSING, deep, element_type, plain, show
from godot.variant import Kind

__all__ = ["Dictionary"]


class Keys(KeysView[Any]):
    """The keys of a Dictionary, in the order in which they were added."""

    __slots__ = ()
    _mapping: Any

    def __iter__(self) -> Iterator[Any]:
        return iter(self._mapping)

    def __reversed__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._mapping._iterate(0, True)
        return iterator

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"


class Values(ValuesView[Any]):
    """The values of a Dictionary, in the order of the keys."""

    __slots__ = ()
    _mapping: Any

    def __iter__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._mapping._iterate(1, False)
        return iterator

    def __reversed__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._mapping._iterate(1, True)
        return iterator

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"


class Items(ItemsView[Any, Any]):
    """Pairs of key and value."""

    __slots__ = ()
    _mapping: Any

    def __iter__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._mapping._iterate(2, False)
        return iterator

    def __reversed__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._mapping._iterate(2, True)
        return iterator

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"


class TypedDictionary(types.GenericAlias):
    """``Dictionary[str, int]``: a type for annotations, which also makes such dictionaries."""

    def __call__(self, values: Any = (), /, **entries: Any) -> Any:
        """A new Dictionary of those types; ``TypeError`` for an entry that does not fit."""
        key, value = map(element_type, self.__args__)
        made = core.construct(Kind.DICTIONARY, core.Mapping.__new__(Dictionary), *key, *value)
        made.update(values, **entries)
        return made


class Dictionary(core.Mapping):  # type: ignore[misc]  # the C base has no stub
    """The engine's Dictionary: behaves like a ``dict``, and is shared with the engine.

    ``Dictionary(mapping or pairs, **entries)`` is a new one with the same entries;
    ``Dictionary[str, int](...)`` takes only such keys and values, and raises ``TypeError`` for
    others. Keys are the engine's: ``1``, ``1.0`` and ``True`` are three keys, and an Array may be
    one.
    """

    __slots__ = ()
    __variant_type__: ClassVar[int] = Kind.DICTIONARY

    def __new__(cls, values: Any = (), /, *typing: Any, **entries: Any) -> Any:
        """A new dictionary. ``typing`` are the further arguments of the engine's constructor."""
        if typing:
            return core.construct(Kind.DICTIONARY, values, *typing)
        made = core.Mapping.__new__(cls)
        if values or entries:
            made.update(values, **entries)
        return made

    def __class_getitem__(cls, types: Any) -> Any:
        """``Dictionary[str, int]``, as a type."""
        if not isinstance(types, tuple) or len(types) != 2:
            raise TypeError("Dictionary[key type, value type] takes two types")
        return TypedDictionary(cls, types)

    @classmethod
    def fromkeys(cls, keys: Iterable[Any], value: Any = None) -> Any:
        """A new Dictionary with these keys, all of the same value."""
        return cls((key, value) for key in keys)

    def __repr__(self) -> str:
        return show(
            self,
            "{...}",
            lambda: f"{{{', '.join(f'{key!r}: {value!r}' for key, value in self.items())}}}",
        )

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made = memo.get(self._identity(), MISSING)
        if made is MISSING:
            made = memo[self._identity()] = self.copy()
            made.clear()
            for key, value in self.items():
                made[deep(key, memo)] = deep(value, memo)
        return made

    def __reduce__(self) -> Any:
        return (Dictionary, (list(self.items()),))

    def __reversed__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = self._iterate(0, True)
        return iterator

    def __or__(self, other: Any) -> Any:
        if not isinstance(other, Mapping):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other: Any) -> Any:
        if not isinstance(other, Mapping):
            return NotImplemented
        made = Dictionary(other)
        made.update(self)
        return made

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def keys(self) -> Keys:
        """A view of the keys, in the order in which they were added."""
        return Keys(self)

    def values(self) -> Values:
        """A view of the values, in the order of the keys."""
        return Values(self)

    def items(self) -> Items:
        """A view of pairs of key and value."""
        return Items(self)

    def copy(self) -> Any:
        """A new Dictionary, of the same types, with the same entries."""
        return core.call(self, "duplicate")

    def update(self, values: Any = (), /, **entries: Any) -> None:
        """Puts in the entries of a mapping, or pairs, and of keyword arguments."""
        if isinstance(values, Mapping):
            values = list(values.items())
        elif hasattr(values, "keys"):
            values = [(key, values[key]) for key in values.keys()]  # noqa: SIM118 - as dict does
        for key, value in values:
            self[key] = value
        for key, value in entries.items():
            self[key] = value

    def to_dict(self) -> dict[Any, Any]:
        """A plain ``dict``, in which arrays and dictionaries are lists and dicts, however deep.

        ``dict(dictionary)`` is the one for the first level alone. Raises ``ValueError`` for a
        dictionary that contains itself.
        """
        return dict(plain(self))

    def set(self, key: Any, value: Any) -> bool:
        """The same as ``dictionary[key] = value``."""
        self[key] = value
        return True

    def has(self, key: Any) -> bool:
        """The same as ``key in dictionary``."""
        return key in self

    def erase(self, key: Any) -> bool:
        """Removes the key; whether it was there."""
        return self.pop(key, MISSING) is not MISSING

    def get_or_add(self, key: Any, default: Any = None) -> Any:
        """The same as :meth:`setdefault`."""
        return self.setdefault(key, default)

    def assign(self, dictionary: Any) -> None:
        """Makes the entries those of another one."""
        entries = list(dictionary.items())
        self.clear()
        self.update(entries)

    def merge(self, dictionary: Any, overwrite: bool = False) -> None:
        """Puts in the entries of another one; of keys that are there only with ``overwrite``."""
        for key, value in list(dictionary.items()):
            if overwrite or key not in self:
                self[key] = value


MutableMapping.register(Dictionary)
