"""Room C, ``offline_steam``: what the next calls are told to answer, and how late.

Imports the standard library, ``errors`` and ``results``.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from offline_steam.errors import UnknownNameError
from offline_steam.results import Result

CALLS = (
    "RequestUserStats",
    "RequestCurrentStats",
    "StoreStats",
    "ResetAllStats",
    "GetAchievementIcon",
    "RequestUserInformation",
    "GetLargeFriendAvatar",
    "GetNumberOfCurrentPlayers",
    "GetAuthSessionTicket",
    "GetAuthTicketForWebApi",
    "FindLeaderboard",
    "FindOrCreateLeaderboard",
    "DownloadLeaderboardEntries",
    "DownloadLeaderboardEntriesForUsers",
    "UploadLeaderboardScore",
    "AttachLeaderboardUGC",
    "InstallDLC",
    "ActivateGameOverlay",
    "ActivateGameOverlayToUser",
    "ActivateGameOverlayToWebPage",
    "ActivateGameOverlayToStore",
    "ActivateGameOverlayInviteDialog",
)
"""The calls with an answer that comes later."""


@dataclass(frozen=True)
class Fault:
    """How a call is to fail.

    Attributes:
        result: the ``EResult`` to answer.
        io_failure: whether an API call ends as failed, without a result.
    """

    result: int
    io_failure: bool = False


def check_call(call: str) -> str:
    """Returns ``call`` when it is one of ``CALLS``.

    Raises:
        UnknownNameError: otherwise.
    """
    if call not in CALLS:
        raise UnknownNameError(f"no call {call!r}; one of {', '.join(CALLS)} is expected")
    return call


def check_frames(what: str, frames: int) -> None:
    """Lets pass what can be a number of frames.

    Raises:
        ValueError: for a negative number, a fraction, or more than 31 bits.
    """
    if not isinstance(frames, int) or not 0 <= frames < 2**31:
        raise ValueError(f"{what} {frames!r}: a number of frames from 0 to {2**31 - 1} is expected")


class Faults:
    """The faults and delays that wait for the next call of each kind, first in, first out.

    Attributes:
        latency: frames from a request to its answer when no delay was given.
    """

    def __init__(self, latency: int) -> None:
        self.latency = latency
        self._faults: dict[str, deque[Fault]] = {call: deque() for call in CALLS}
        self._delays: dict[str, deque[int]] = {call: deque() for call in CALLS}

    def fail_next(self, call: str, fault: Fault) -> None:
        """Lets one call of this kind fail, after those that were told to fail before.

        Raises:
            UnknownNameError: for an unknown call.
            ValueError: for a result that is no 32-bit integer.
        """
        if not isinstance(fault.result, int) or not -(2**31) <= fault.result < 2**31:
            raise ValueError(f"result {fault.result!r}: an EResult of 32 bits is expected")
        self._faults[check_call(call)].append(fault)

    def delay_next(self, call: str, frames: int) -> None:
        """Lets one call of this kind be answered after ``frames`` frames.

        Raises:
            UnknownNameError: for an unknown call.
            ValueError: for what is no number of frames.
        """
        check_frames("frames", frames)
        self._delays[check_call(call)].append(frames)

    def take(self, call: str) -> tuple[Fault | None, int]:
        """The fault (or None) and the delay in frames for a call that is made now."""
        faults, delays = self._faults[call], self._delays[call]
        return (
            faults.popleft() if faults else None,
            delays.popleft() if delays else self.latency,
        )

    def clear(self) -> None:
        """Forgets all faults and delays."""
        for faults in self._faults.values():
            faults.clear()
        for delays in self._delays.values():
            delays.clear()

    def waiting(self) -> dict[str, list[dict[str, object]]]:
        """What is still waiting, for the state report."""
        return {
            call: [{"result": fault.result, "io_failure": fault.io_failure} for fault in faults]
            for call, faults in self._faults.items()
            if faults
        }


def io_fault() -> Fault:
    """The fault of a connection that breaks."""
    return Fault(Result.IO_FAILURE, io_failure=True)
