"""Room C, ``offline_steam``: downloadable content, and how many play.

Imports the standard library and, of this package, ``callbacks``, ``definition``, ``errors``,
``faults``, ``results`` and ``session`` (for types).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from offline_steam.callbacks import LAYOUTS
from offline_steam.definition import Dlc
from offline_steam.errors import UnknownNameError
from offline_steam.faults import Fault
from offline_steam.results import CallbackId, CallFailure

if TYPE_CHECKING:
    from offline_steam.session import Session


class Content:
    """The DLC of the app; what was installed and uninstalled outlives shutdown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes: dict[int, bool] = {}

    def listed(self) -> list[Dlc]:
        """The definition's, then what else was installed. While connected."""
        defined = self._session.app.dlc
        known = {dlc.app_id for dlc in defined}
        others = (Dlc(app_id, f"DLC {app_id}") for app_id in self._changes if app_id not in known)
        return [
            replace(dlc, installed=self._changes.get(dlc.app_id, dlc.installed))
            for dlc in (*defined, *others)
        ]

    def is_owned(self, app_id: int) -> bool:
        """Whether the user has it, installed or not."""
        return any(dlc.app_id == app_id for dlc in self.listed())

    def is_installed(self, app_id: int) -> bool:
        """``BIsDlcInstalled``."""
        return any(dlc.app_id == app_id and dlc.installed for dlc in self.listed())

    def install(self, app_id: int) -> None:
        """Installs any DLC at once; 1005 follows when it was not there before.

        Raises:
            ValueError: for a number that is no app ID.
        """
        _check(app_id)
        connected = self._session.is_connected
        new = connected and not self.is_installed(app_id)
        self._changes[app_id] = True
        if new:
            data = LAYOUTS.dlc_installed(app_id)
            self._session.queue.post(CallbackId.DLC_INSTALLED, data)

    def uninstall(self, app_id: int) -> None:
        """Takes an installed DLC away.

        Raises:
            ValueError: for a number that is no app ID.
            UnknownNameError: while connected, when it is not installed.
        """
        _check(app_id)
        if self._session.is_connected and not self.is_installed(app_id):
            there = ", ".join(str(dlc.app_id) for dlc in self.listed() if dlc.installed)
            raise UnknownNameError(f"DLC {app_id} is not installed ({there or 'none is'})")
        self._changes[app_id] = False

    def request_install(self, app_id: int) -> None:
        """``InstallDLC``: of what the user owns, after the latency."""
        fault, frames = self._session.faults.take("InstallDLC")
        if fault is None and self.is_owned(app_id):
            self._session.after(frames, partial(self.install, app_id))

    def request_uninstall(self, app_id: int) -> None:
        """``UninstallDLC``: of what is installed, at once."""
        if self.is_installed(app_id):
            self.uninstall(app_id)


def _check(app_id: int) -> None:
    if not 0 < app_id < 2**32:
        raise ValueError(f"app ID {app_id}: a number from 1 to {2**32 - 1} is expected")


class PlayerCount:
    """How many play the app now; what the control API set outlives shutdown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._count: int | None = None

    def set(self, count: int) -> None:
        """Sets the number.

        Raises:
            ValueError: when it is negative or has more than 32 bits.
        """
        if not isinstance(count, int) or not 0 <= count < 2**31:
            raise ValueError(f"player count {count!r}: a number from 0 to {2**31 - 1} is expected")
        self._count = count

    @property
    def count(self) -> int:
        """The number. While connected."""
        return self._session.app.player_count if self._count is None else self._count

    def request(self) -> int:
        """``GetNumberOfCurrentPlayers``: the handle of the API call."""
        fault, frames = self._session.faults.take("GetNumberOfCurrentPlayers")
        callback = CallbackId.NUMBER_OF_CURRENT_PLAYERS
        return self._session.answer_call(
            frames, callback, LAYOUTS.sizes()[callback], partial(self._answer, fault)
        )

    def _answer(self, fault: Fault | None, call: int) -> None:
        success = fault is None and self._session.online
        data = LAYOUTS.number_of_current_players(success, self.count if success else 0)
        broken = fault is not None and fault.io_failure
        failure = CallFailure.NETWORK_FAILURE if broken else CallFailure.NONE
        self._session.complete(call, CallbackId.NUMBER_OF_CURRENT_PLAYERS, data, failure)
