"""Room D: the control API of the offline runtime. May import: the standard library.

The runtime is reached as any program reaches it: through what its library exports, by the library's
path (see docs/offline-runtime.md). `offline_control` says what each function is for. For debug
builds alone; whoever imports this has asked for one.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from godot_steamworks.offline_errors import OfflineError

__all__ = ["FUNCTIONS", "OfflineError", "OfflineRuntime"]


FUNCTIONS = {
    "FailNext": "text int32",
    "FailNextIO": "text",
    "FailNextInit": "int32 text",
    "DelayNext": "text int32",
    "SetLatency": "int32",
    "SetOnline": "bool",
    "ActAs": "uint64",
    "UnloadUserStats": "uint64",
    "SetUser": "uint64 text",
    "SetOverlayEnabled": "bool",
    "OpenOverlay": "",
    "CloseOverlay": "",
    "SetPlayerCount": "int32",
    "InstallDlc": "uint32",
    "UninstallDlc": "uint32",
    "StartPurchase": "uint64",
    "ApprovePurchase": "uint64",
    "DeclinePurchase": "uint64",
    "PostCallback": "int32 bytes",
    "CreateLeaderboard": "text text text",
    "SetLeaderboardScore": "text uint64 int32",
    "AddLeaderboardEntries": "text uint64s int32s",
    "GenerateLeaderboardEntries": "text int32 int32 int32 uint32",
    "RemoveLeaderboardEntry": "text uint64",
    "ClearLeaderboard": "text",
    "ResetLeaderboard": "text",
    "SetHome": "text",
    "SetApp": "text",
    "ResetStore": "",
    "QueryState": "json",
    "QueryProblems": "text json",
    "QueryWords": "json",
    "DrawIcon": "text text bool pixels",
    "QueryLeaderboards": "json",
    "QueryLeaderboardEntries": "text int32 int32 json",
    "SetAppId": "uint32",
    "QueryApp": "json",
    "QueryAchievements": "uint64 text text int32 int32 json",
    "QueryStats": "uint64 text int32 int32 json",
    "QueryLeaderboard": "text int32 int32 json",
    "ClearFaults": "",
    "SetAchievement": "uint64 text bool",
    "SetStat": "uint64 text double",
    "ResetProgress": "uint64 bool",
    "QueryProgress": "uint64 json",
    "QueryUsers": "json",
    "QueryCalls": "json",
    "DrawAchievementIcon": "text bool pixels",
}
"""What each function takes, without ``OfflineSteam_``; those with ``json`` give a report,
those with ``pixels`` an image.

Bytes and the two lists are followed by their length, which is counted here.
"""

_NUMBERS: dict[str, tuple[Any, int, int]] = {
    "int32": (ctypes.c_int32, -(2**31), 2**31 - 1),
    "uint32": (ctypes.c_uint32, 0, 2**32 - 1),
    "uint64": (ctypes.c_uint64, 0, 2**64 - 1),
}
_SILENT = {"FailNextInit", "PostCallback"}
"""They are answered by C, which keeps no reason."""
_OUT = ("json", "pixels")
_FIRST_SIZE = 16_384


class OfflineRuntime:
    """One loaded library. Safe to use from any thread; a call waits for what the others do.

    Args:
        path: The library; it is loaded and started, unless it is already. Init is not needed.

    Raises:
        OfflineError: It cannot be loaded, is another library, or did not start.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        try:
            self._library = ctypes.CDLL(str(self.path))
            start = self._library.OfflineSteam_Start
            self._last_error = self._library.OfflineSteam_LastError
        except OSError as error:
            raise OfflineError(
                f"The offline runtime cannot be loaded ({error}). Put the addon in place again."
            ) from error
        except AttributeError:
            raise OfflineError(f"{self.path} is not the offline runtime.") from None
        start.restype = self._last_error.restype = ctypes.c_char_p
        reason = start()
        if reason:
            raise OfflineError(f"The offline runtime did not start: {_words(reason)}")

    def call(self, function: str, *arguments: object) -> None:
        """Calls a function that does something.

        Args:
            function: One of :data:`FUNCTIONS`.
            arguments: What it takes. Numbers may be given as their decimal digits, as the façade
                has Steam IDs.

        Raises:
            OfflineError: The runtime refused; its text says why.
            TypeError, ValueError: An argument is no such value; the text names it.
        """
        if not self._function(function)(*self._converted(function, arguments)):
            raise self._refusal(function)

    def ask(self, function: str, *arguments: object) -> Any:
        """Calls a function that reports something, and gives what JSON makes of the report.

        Raises:
            OfflineError, TypeError, ValueError: as :meth:`call`.
        """
        return json.loads(self._fetched(function, arguments).rstrip(b"\0"))

    def pixels(self, function: str, *arguments: object) -> bytes:
        """Calls a function that gives an image: square, 4 bytes for each pixel (RGBA).

        Empty for what has none.

        Raises:
            OfflineError, TypeError, ValueError: as :meth:`call`.
        """
        return self._fetched(function, arguments)

    def run(self, function: str, *arguments: object) -> Any:
        """Calls any function, and gives its report, its image, or None.

        Raises:
            OfflineError: as :meth:`call`; also for a function that there is not.
            TypeError, ValueError: as :meth:`call`.
        """
        if function not in FUNCTIONS:
            raise OfflineError(f"The offline runtime has no function {function!r}.")
        kind = FUNCTIONS[function].rpartition(" ")[2]
        if kind == "json":
            return self.ask(function, *arguments)
        if kind == "pixels":
            return self.pixels(function, *arguments)
        return self.call(function, *arguments)

    def _fetched(self, function: str, arguments: Sequence[object]) -> bytes:
        values = self._converted(function, arguments)
        size = _FIRST_SIZE
        while True:
            buffer = ctypes.create_string_buffer(size)
            needed = self._function(function)(*values, buffer, ctypes.c_int32(size))
            if needed < 0 or (needed == 0 and FUNCTIONS[function].endswith("json")):
                raise self._refusal(function)
            if needed <= size:
                return buffer.raw[:needed]
            size = needed + _FIRST_SIZE  # it may be more by the time it is asked again

    def _function(self, name: str) -> Any:
        found = getattr(self._library, f"OfflineSteam_{name}")
        gives = FUNCTIONS[name].endswith(_OUT)
        found.restype = ctypes.c_int32 if gives else ctypes.c_bool
        return found

    def _refusal(self, function: str) -> OfflineError:
        said = "" if function in _SILENT else _words(self._last_error())
        return OfflineError(said or f"OfflineSteam_{function}: the number is out of range.")

    @staticmethod
    def _converted(function: str, arguments: Sequence[object]) -> list[Any]:
        kinds = [kind for kind in FUNCTIONS[function].split() if kind not in _OUT]
        if len(arguments) != len(kinds):
            raise TypeError(
                f"{function} takes {len(kinds)} arguments ({', '.join(kinds) or 'none'}), "
                f"not {len(arguments)}"
            )
        values: list[Any] = []
        for number, (kind, value) in enumerate(zip(kinds, arguments, strict=True), 1):
            values += _value(f"argument {number} of {function}", kind, value)
        lists = [value for value in values if isinstance(value, ctypes.Array)]
        if len({len(found) for found in lists}) > 1:
            raise ValueError(f"{function} takes lists of one length")
        return [*values, ctypes.c_int32(len(lists[0]))] if lists else values


def _words(text: bytes | None) -> str:
    return (text or b"").decode("utf-8", "replace")


def _value(what: str, kind: str, value: object) -> list[Any]:
    """One argument as C takes it; bytes are two."""
    if kind == "text":
        if not isinstance(value, str) or "\0" in value:
            raise TypeError(f"{what}: expected a text, got {value!r}")
        return [ctypes.c_char_p(value.encode("utf-8", "replace"))]
    if kind == "bool":
        if not isinstance(value, bool):
            raise TypeError(f"{what}: expected true or false, got {value!r}")
        return [ctypes.c_bool(value)]
    if kind == "double":
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise TypeError(f"{what}: expected a number, got {value!r}")
        return [ctypes.c_double(value)]
    if kind == "bytes":
        if not isinstance(value, bytes):
            raise TypeError(f"{what}: expected bytes, got {value!r}")
        return [ctypes.c_char_p(value), ctypes.c_int32(len(value))]
    if kind in _NUMBERS:
        return [_NUMBERS[kind][0](_number(what, kind, value))]
    kind = kind.removesuffix("s")
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise TypeError(f"{what}: expected a list of numbers, got {value!r}")
    numbers = [_number(what, kind, item) for item in value]
    return [(_NUMBERS[kind][0] * len(numbers))(*numbers)]


def _number(what: str, kind: str, value: object) -> int:
    _, least, most = _NUMBERS[kind]
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 20:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{what}: expected a whole number, got {value!r}")
    if not least <= value <= most:
        raise ValueError(f"{what}: expected a number from {least} to {most}, got {value}")
    return value
