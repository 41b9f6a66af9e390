"""Whether an event, or a documented dictionary, is just as the table of documented names says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from steamworks import contract

_PLAIN = {"bool": bool, "int": int, "float": float, "string": str}


def problems_of_event(event: object) -> list[str]:
    """What is wrong with an event; empty when it is as documented."""
    name = event.get("name") if isinstance(event, dict) else None
    if name not in contract.EVENTS:
        return [f"no event of the table: {event!r}"]
    return list(_problems(name, event, contract.EVENTS[name].keys))


def problems_of_value(where: str, value: object, kind: str) -> list[str]:
    """What is wrong with a value of a type of the table; empty when it is as documented."""
    return list(_wrong(where, value, kind, ()))


def _problems(where: str, found: Any, keys: Iterable[contract.Key]) -> Iterable[str]:
    keys = tuple(keys)
    if type(found) is not dict:
        yield f"{where}: {found!r} is no dictionary"
        return
    if list(found) != [key.name for key in keys]:
        yield f"{where} has the keys {list(found)}, not {[key.name for key in keys]}"
        return
    for key in keys:
        yield from _wrong(f"{where}.{key.name}", found[key.name], key.type, key.words)


def _wrong(where: str, value: Any, kind: str, words: tuple[str, ...]) -> Iterable[str]:
    if kind.endswith("?"):
        if value is not None:
            yield from _wrong(where, value, kind[:-1], words)
    elif kind.startswith("array["):
        if type(value) is not list:
            yield f"{where}: {value!r} is no array"
            return
        for index, item in enumerate(value):
            yield from _wrong(f"{where}[{index}]", item, kind[len("array[") : -1], ())
    elif kind in contract.TYPES:
        yield from _problems(where, value, contract.TYPES[kind].keys)
    elif type(value) is not _PLAIN[kind]:
        yield f"{where}: {value!r} is no {kind}"
    elif words and value not in words:
        yield f"{where}: {value!r} is none of {words}"
