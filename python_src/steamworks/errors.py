"""Room B, `steamworks`: every error that this package raises. May import: `steamworks.enums`.

    SteamError                          steam_text, remedy
    ├── LibraryError                    path
    │   ├── LibraryMissing              no such file
    │   ├── LibraryDamaged              truncated, or not a shared library
    │   ├── LibraryWrongArchitecture    made for another processor or system
    │   ├── LibraryDependencyMissing    something that it needs cannot be loaded
    │   └── FunctionMissing             it has not all the functions that are needed
    ├── InitError                       result
    │   ├── SteamNotInstalled
    │   ├── SteamNotRunning
    │   ├── NotLoggedIn
    │   ├── AppIdMissing
    │   └── ClientTooOld
    │       └── VersionMismatch
    ├── AlreadyConnected                the process is connected in another way
    ├── NotConnected                    used before connecting or after closing
    ├── WrongThread                     used from a thread other than the one that connected
    ├── LayoutMismatch                  a callback has another size than its layout
    ├── RequestNotSent                  awaited, although nothing was sent
    ├── RequestPending                  its result was taken before there was one
    └── CallError                       result
        ├── CallFailed                  Steam refused the call, or answered with a failure
        │   └── LeaderboardNotFound     the app has no leaderboard of that name
        └── IOFailure                   the answer never came

Arguments that can never be right raise `TypeError` or `ValueError`, as everywhere in Python.
"""

# ruff: noqa: N818 -- the names say what happened; "Error" behind each of them would add nothing

from __future__ import annotations

from pathlib import Path

from .enums import ResultCode


class SteamError(Exception):
    """Something went wrong between this process and Steam.

    `steam_text` is what Steam itself (or the system's loader) said, empty when it said nothing;
    `remedy` is what a person can do about it.
    """

    remedy: str = ""

    def __init__(self, message: str, *, steam_text: str = "", remedy: str | None = None) -> None:
        self.steam_text = steam_text
        if remedy is not None:
            self.remedy = remedy
        parts = [message.rstrip(".") + "."]
        if steam_text:
            parts.append(f"Steam says: '{steam_text.strip()}'.")
        if self.remedy:
            parts.append(self.remedy)
        super().__init__(" ".join(parts))


class LibraryError(SteamError):
    """The library `path` cannot be used."""

    def __init__(
        self,
        message: str,
        path: Path | None = None,
        *,
        steam_text: str = "",
        remedy: str | None = None,
    ) -> None:
        self.path = path
        super().__init__(message, steam_text=steam_text, remedy=remedy)


class LibraryMissing(LibraryError):
    """There is no Steam library at the path, or none was found."""

    remedy = (
        "Copy it from redistributable_bin of Valve's Steamworks SDK, or set STEAMWORKS_SDK to the "
        "SDK's folder."
    )


class LibraryDamaged(LibraryError):
    """The file is truncated, or is not a shared library at all."""

    remedy = "Copy the library again from Valve's Steamworks SDK."


class LibraryWrongArchitecture(LibraryError):
    """The library was made for another processor or operating system."""

    remedy = "Take the library for this machine: the SDK's redistributable_bin has one folder each."


class LibraryDependencyMissing(LibraryError):
    """The library is sound, but something that it needs cannot be loaded."""

    remedy = "Install what the message names, then try again."


class FunctionMissing(LibraryError):
    """The library lacks functions (or an interface) that are needed."""

    remedy = "Use the libsteam_api of a Steamworks SDK from 1.59 to 1.65."


class InitError(SteamError):
    """Steam refused the connection. `result` is its ESteamAPIInitResult."""

    remedy = "Start Steam, log in, and see that the account owns the app."

    def __init__(
        self, message: str, result: int, *, steam_text: str = "", remedy: str | None = None
    ) -> None:
        self.result = result
        super().__init__(message, steam_text=steam_text, remedy=remedy)


class SteamNotInstalled(InitError):
    """There is no Steam client on this machine (for this user)."""

    remedy = "Install Steam from your distribution or from steampowered.com, and start it once."


class SteamNotRunning(InitError):
    """Steam is installed, but does not run."""

    remedy = "Start Steam and log in, then start the game again."


class NotLoggedIn(InitError):
    """Steam runs, but nobody is logged in."""

    remedy = "Log in to Steam, then start the game again."


class AppIdMissing(InitError):
    """Steam does not know which app this is."""

    remedy = (
        "Give the app ID when connecting, start the game from Steam, or put a steam_appid.txt "
        "into the working directory."
    )


class ClientTooOld(InitError):
    """The Steam client does not offer an interface that the library needs."""

    remedy = "Let Steam update itself (restart it while online), then start the game again."


class VersionMismatch(ClientTooOld):
    """Steam reported that client and library do not fit together."""


class AlreadyConnected(SteamError):
    """A process has one connection to Steam, and there is one with other settings."""

    remedy = "Close the first connection, or join it with the same app ID and library."


class NotConnected(SteamError):
    """The connection was closed."""

    remedy = "Connect again with a new Client."


class WrongThread(SteamError):
    """A connection is used from a thread other than the one that opened it."""

    remedy = "Hand the work over to the thread that connected (in Godot: call_deferred)."


class LayoutMismatch(SteamError):
    """The library reports a callback in another size than its layout here."""

    remedy = "Use the libsteam_api of a Steamworks SDK from 1.59 to 1.65."

    def __init__(self, callback: str, callback_id: int, expected: int, reported: int) -> None:
        self.callback = callback
        self.callback_id = callback_id
        self.expected = expected
        self.reported = reported
        super().__init__(
            f"{callback} (callback {callback_id}) was refused: its layout has {expected} bytes, "
            f"but the library reports {reported}"
        )


class RequestNotSent(SteamError):
    """A request of the façade was awaited that had not been sent: it was false."""

    remedy = "Await it only when it is true; the log says what was wrong."

    def __init__(self, function: str, why: str) -> None:
        self.function = function
        super().__init__(f"Steamworks.{function} sent no request: {why}")


class RequestPending(SteamError):
    """The result of a request was taken before the event came."""

    remedy = "Await the request, or take the result in a callback of add_done_callback."


class CallError(SteamError):
    """A call into Steam did not succeed. `result` is Steam's result code."""

    def __init__(
        self,
        message: str,
        result: ResultCode = ResultCode.FAIL,
        *,
        steam_text: str = "",
        remedy: str | None = None,
    ) -> None:
        self.result = result
        super().__init__(message, steam_text=steam_text, remedy=remedy)


class CallFailed(CallError):
    """Steam refused the call at once, or answered it with a failure."""

    remedy = "Check the names and values given, and that this user's stats are loaded."


class LeaderboardNotFound(CallFailed):
    """The app has no leaderboard of that name."""

    remedy = (
        "Check the name, also upper and lower case: it is the one of the app's configuration on "
        "Steam, which has to be published."
    )


class IOFailure(CallError):
    """Steam could not carry out an asynchronous call: its answer is an I/O failure."""

    remedy = "Steam lost the network or its own process; ask again later."

    def __init__(self, message: str) -> None:
        super().__init__(message, ResultCode.IO_FAILURE)
