"""Room A: a module's classes and functions, changed in place when its code runs again.

May import: nothing.

Whoever holds a class of the module (its instances, subclasses, annotations, registries) goes on
with the same object, which has become what the new code says. For that, while the code runs, a
class statement gives the class of that name that there was, changed. Should the code fail, the
classes are put back as they were. Functions are changed once all has gone well, so a handler that
is connected runs the new code at its next call; what is running goes on with the old.
"""

from __future__ import annotations

import builtins
import contextlib
import enum
import gc
import threading
from collections.abc import Callable, Iterator
from types import CellType, FunctionType, ModuleType, TracebackType
from typing import Any

__all__ = ["Renewal"]

_PYTHONS_OWN = frozenset(["__dict__", "__weakref__", "__module__", "_abc_impl"])
_MEMBERS = frozenset(["_member_names_", "_member_map_", "_value2member_map_", "_hashable_values_",
                      "_unhashable_values_", "_unhashable_values_map_"])  # fmt: skip
_one_at_a_time = threading.RLock()


class Renewal:
    """A context in which the code of one module runs again.

    ``space`` is the module's namespace, ``before`` a copy of what it held. Leave it with
    :meth:`finish` done, or everything is put back.
    """

    def __init__(self, module: ModuleType, before: dict[str, Any]) -> None:
        self._name, self._space, self._before = module.__name__, module.__dict__, before
        self._old = dict(_classes_in(before, self._name, set()))
        self._pairs: list[tuple[type, type]] = []
        self._saved: list[tuple[type, str, dict[str, Any], tuple[type, ...]]] = []
        self._build: Callable[..., Any] = builtins.__build_class__
        self._finished = False
        self.left: list[str] = []
        """Classes that could not be changed in place, because their objects are laid out anew."""

    def __enter__(self) -> Renewal:
        _one_at_a_time.acquire()
        self._build = builtins.__build_class__
        builtins.__build_class__ = self._build_class
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        builtins.__build_class__ = self._build
        _one_at_a_time.release()
        if not self._finished:
            self._undo()

    def finish(self) -> None:
        """The code has run to its end: functions are changed too, and stray references led back."""
        self._finished = True
        self._redirect()
        for cls, _name, saved, _bases in self._saved:
            for name, value in saved.items():
                _renew_attribute(cls, name, value, self._space)
        for name, value in self._before.items():
            new = self._space.get(name)
            if new is not value and _renew_function(value, new, self._space):
                self._space[name] = value

    def rename(self, old: type, new: type) -> None:
        """The class that the file had goes by another name now: it is changed in place as well."""
        if old.__name__ in self._space or not self._become(old, new):
            return
        self._old.pop(old.__qualname__, None)
        old.__name__, old.__qualname__ = new.__name__, new.__qualname__
        self._space[new.__name__] = old
        _lead_cells(list(vars(new).values()), new, old)
        below: list[type] = new.__subclasses__()
        for derived in below:
            derived.__bases__ = tuple(old if base is new else base for base in derived.__bases__)

    # ---- classes -------------------------------------------------------------------------------

    def _build_class(self, body: Any, name: str, /, *bases: Any, **options: Any) -> Any:
        new = self._build(body, name, *bases, **options)
        if getattr(body, "__globals__", None) is not self._space or not isinstance(new, type):
            return new
        old = self._old.pop(new.__qualname__, None)  # once: a second class of that name is another
        if old is None:
            return new
        if not self._become(old, new):
            self.left.append(new.__qualname__)
            return new
        if "__class__" in body.__code__.co_cellvars:  # for super(), also while the code still runs
            _lead_cells(list(vars(new).values()), new, old)
        return old

    def _become(self, old: type, new: type) -> bool:
        """Makes ``old`` what ``new`` is; False if that cannot be, with ``old`` as it was."""
        if type(old) is not type(new) or _slots(old) != _slots(new):
            return False
        self._saved.append((old, old.__name__, dict(vars(old)), old.__bases__))
        try:
            if old.__bases__ != new.__bases__:
                old.__bases__ = new.__bases__
            _copy(old, new)
        except (TypeError, AttributeError):  # another layout: what there is cannot become that
            _restore(*self._saved.pop())
            return False
        self._pairs.append((old, new))
        return True

    def _undo(self) -> None:
        for saved in reversed(self._saved):
            _restore(*saved)

    def _redirect(self) -> None:
        """Leads back what has got hold of a class before it became the old one.

        Such as a registry that ``__init_subclass__`` fills.
        """
        by_id = {id(new): old for old, new in self._pairs}
        news = [new for _old, new in self._pairs]
        if not news:
            return
        for holder in gc.get_referrers(*news):
            if holder is news or isinstance(holder, type):
                continue
            if isinstance(holder, dict):
                for key, value in list(holder.items()):
                    if id(value) in by_id:
                        holder[key] = by_id[id(value)]
                    if id(key) in by_id:
                        holder[by_id[id(key)]] = holder.pop(key)
            elif isinstance(holder, list):
                holder[:] = [by_id.get(id(item), item) for item in holder]
            elif isinstance(holder, set):
                for item in [item for item in holder if id(item) in by_id]:
                    holder.remove(item)
                    holder.add(by_id[id(item)])
            elif isinstance(holder, CellType):
                if id(holder.cell_contents) in by_id:
                    holder.cell_contents = by_id[id(holder.cell_contents)]
            elif id(type(holder)) in by_id:
                holder.__class__ = by_id[id(type(holder))]
            elif hasattr(holder, "__dict__") and not isinstance(holder, ModuleType):
                own = vars(holder)  # later Pythons give the object where earlier ones gave its dict
                for key, value in list(own.items()):
                    if id(value) in by_id and isinstance(own, dict):
                        own[key] = by_id[id(value)]


def _lead_cells(waiting: list[Any], new: type, old: type) -> None:
    """Has ``__class__`` within methods, also decorated ones, be the old class."""
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, property):
            waiting += [value.fget, value.fset, value.fdel]
        elif isinstance(value, staticmethod | classmethod):
            waiting.append(value.__func__)
        elif isinstance(value, FunctionType):
            for cell in value.__closure__ or ():
                try:
                    content = cell.cell_contents
                except ValueError:  # not filled yet
                    continue
                if content is new:
                    cell.cell_contents = old
                else:
                    waiting.append(content)


def _classes_in(
    space: Any, module: str, seen: set[int], prefix: str = ""
) -> Iterator[tuple[str, type]]:
    """The classes that the module has defined, also within classes, by their qualified names."""
    for name, value in list(space.items()):
        if (
            isinstance(value, type)
            and value.__module__ == module
            and value.__qualname__ == prefix + name
            and id(value) not in seen
        ):
            seen.add(id(value))
            yield value.__qualname__, value
            yield from _classes_in(vars(value), module, seen, value.__qualname__ + ".")


def _slots(cls: type) -> Any:
    slots = vars(cls).get("__slots__")
    return (slots,) if isinstance(slots, str) else None if slots is None else tuple(slots)


def _copy(old: type, new: type) -> None:
    wanted = {name: value for name, value in vars(new).items() if name not in _PYTHONS_OWN}
    slots = _slots(new)
    kept = set(slots or ())  # their descriptors belong to the class
    if isinstance(new, enum.EnumType):
        kept |= _copy_members(old, new, wanted)
    wanted = {name: value for name, value in wanted.items() if name not in kept}
    for name in list(vars(old)):
        if name not in wanted and name not in kept and not _stays(name):
            type.__delattr__(old, name)
    for name, value in wanted.items():
        type.__setattr__(old, name, value)


def _stays(name: str) -> bool:
    """Whether an attribute is none of the class's code: the script has put it there."""
    return name in _PYTHONS_OWN or name in {"__godot_script__", "__godot_record__"}


def _copy_members(old: Any, new: Any, wanted: dict[str, Any]) -> set[str]:
    """An enum's members stay the same objects where name and value do. Gives what not to touch."""
    before, after = old._member_map_, new._member_map_
    if {name: member._value_ for name, member in before.items()} == {
        name: member._value_ for name, member in after.items()
    } and list(before) == list(after):
        return {*_MEMBERS, *before}
    chosen: dict[int, Any] = {}
    for member in after.values():
        known = before.get(member._name_)  # of an alias it is the member that it stands for
        if known is not None and (known._name_, known._value_) == (member._name_, member._value_):
            chosen[id(member)] = known
        elif id(member) not in chosen:
            member.__class__ = old
            chosen[id(member)] = member
    for name, value in wanted.items():
        if id(value) in chosen:
            wanted[name] = chosen[id(value)]
        elif isinstance(value, dict) and name in _MEMBERS:
            wanted[name] = {key: chosen.get(id(item), item) for key, item in value.items()}
    return set()


def _restore(cls: type, name: str, saved: dict[str, Any], bases: tuple[type, ...]) -> None:
    if cls.__name__ != name:  # only a class of the module's own level gets another
        cls.__name__ = cls.__qualname__ = name
    if cls.__bases__ != bases:
        cls.__bases__ = bases
    for name in list(vars(cls)):
        if name not in saved:
            type.__delattr__(cls, name)
    for name, value in saved.items():
        if name not in _PYTHONS_OWN and vars(cls).get(name) is not value:
            with contextlib.suppress(AttributeError):  # what could not be changed is as it was
                type.__setattr__(cls, name, value)


# ---- functions -----------------------------------------------------------------------------------


def _renew_attribute(cls: type, name: str, old: Any, space: dict[str, Any]) -> None:
    new = vars(cls).get(name)
    if new is old:
        return
    if isinstance(old, staticmethod | classmethod) and isinstance(new, type(old)):
        _renew_function(old.__func__, new.__func__, space)
    elif _renew_function(old, new, space):
        type.__setattr__(cls, name, old)


def _renew_function(old: Any, new: Any, space: dict[str, Any]) -> bool:
    if (
        not isinstance(old, FunctionType)
        or not isinstance(new, FunctionType)
        or old.__globals__ is not space
        or new.__globals__ is not space
        or old.__code__.co_freevars != new.__code__.co_freevars
    ):
        return False
    for mine, other in zip(old.__closure__ or (), new.__closure__ or (), strict=True):
        if mine is not other:
            try:
                mine.cell_contents = other.cell_contents
            except ValueError:  # not filled yet
                continue
    old.__code__, old.__defaults__ = new.__code__, new.__defaults__
    old.__kwdefaults__, old.__annotations__ = new.__kwdefaults__, new.__annotations__
    old.__doc__, old.__qualname__ = new.__doc__, new.__qualname__
    old.__dict__.clear()
    old.__dict__.update(new.__dict__)
    return True
