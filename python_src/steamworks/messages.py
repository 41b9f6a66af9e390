"""Room B, `steamworks`: what comes out of Steam's queue, for tools that show it.

May import: `_abi.layouts`, `enums`. Unlike an event this is made of every message, also of one that
nobody subscribed to, or that no layout is known of.
"""

from __future__ import annotations

from typing import NamedTuple

from ._abi.layouts import LAYOUTS
from .enums import ResultCode

_SHOWN_BYTES = 64
_RESULTS = ResultCode._value2member_map_


class Message(NamedTuple):
    """One message as it came: a callback, or the answer to a call (`call` is its handle, else 0).

    `name` and the keys of `fields` are those of Steam's struct. Of a struct that is not known here,
    or has another size, `name` may be empty, and `bytes` are its first ones, in hexadecimal.
    """

    callback: int
    name: str
    fields: dict[str, object]
    size: int
    call: int
    failed: bool


def read_message(callback: int, size: int, call: int, failed: bool, data: bytes) -> Message:
    """A message from its number, its size in bytes, and those bytes.

    Args:
        callback: The number of Steam's struct.
        size: Its size as Steam says it.
        call: The handle of the call that it answers, 0 for a callback.
        failed: Whether that call was lost (an I/O failure).
        data: The struct.
    """
    layout = LAYOUTS.get(callback)
    name = "" if layout is None else layout.struct
    if layout is not None and not failed:
        packed = layout.packed()
        if packed.size == size == len(data) or not layout.fields:
            values = packed.decoder.unpack(data) if layout.fields else ()
            fields = {
                field: _shown(c_type, value)
                for (field, c_type), value in zip(layout.fields, values, strict=True)
            }
            return Message(callback, name, fields, size, call, failed)
    shown: dict[str, object] = {} if failed else {"bytes": data[:_SHOWN_BYTES].hex(" ")}
    return Message(callback, name, shown, size, call, failed)


def _shown(c_type: str, value: object) -> object:
    if isinstance(value, bytes):
        return value.partition(b"\0")[0].decode("utf-8", "replace")
    if c_type == "EResult" and isinstance(value, int) and value in _RESULTS:
        return f"{value} ({ResultCode(value).name})"
    if c_type in ("uint64", "CSteamID", "CGameID") or c_type.endswith(("_t", "Call_t")):
        return str(value)  # 64 bits do not survive every reader of numbers
    return value
