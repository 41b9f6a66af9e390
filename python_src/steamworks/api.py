"""Room B, `steamworks`: the façade with the documented names.

May import: everything of the package. It is the boundary to scenes and scripts: nothing raises into
them. What is wrong goes to the log, with the function, the argument and what was expected, and the
call returns its failure value (`contract` has it). Everything typed is below, in `client`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from . import arguments, contract
from .arguments import BadArgumentError, StatChange
from .client import Client
from .documented import documented
from .errors import CallFailed, WrongThread
from .listeners import EventDict, ListenerAdapter, Listeners, PythonListeners
from .log import Log, StandardLog
from .steam_id import SteamId, parse_app, shown

_WARNINGS_KEPT = 200


class Steamworks:
    """The documented functions, properties and events, on one connection.

    Any number of façades share a connection; each has its own listeners and its own start-up event.

    Args:
        client: The connection; None makes a façade on which nobody is logged on, until `attach`.
        app_id: The configured app ID, which `appId` gives when there is no connection.
        emit: Called first with every event's name and dictionary (an engine emits its signal).
        listeners: What counts as a listener, and how to call it; Python's callables by default.
        log: Where messages go; Python's `logging` by default.
    """

    def __init__(
        self,
        client: Client | None,
        *,
        app_id: str | int | None = None,
        emit: Callable[[str, EventDict], object] | None = None,
        listeners: ListenerAdapter | None = None,
        log: Log | None = None,
    ) -> None:
        self._log: Log = StandardLog() if log is None else log
        self._client: Client | None = None
        self._emit = emit
        self._listeners = Listeners(PythonListeners() if listeners is None else listeners)
        self._closed = False
        self._started = False
        self._warned: set[str] = set()
        self._configured_app: str | None = None
        if app_id is not None:
            try:
                self._configured_app = str(parse_app(app_id))
            except (TypeError, ValueError) as error:
                self._log.error(f"Steamworks.appId: {error}")
        if client is not None:
            self.attach(client)

    # --- the connection -------------------------------------------------------------------------

    def attach(self, client: Client) -> None:
        """Joins a connection; a start-up event of this façade's own follows its next pump.

        Raises:
            ValueError: the façade is closed, or on a connection already.
            NotConnected, WrongThread: as for everything on the connection.
        """
        if self._closed:
            raise ValueError("the façade is closed; make a new one")
        if self._client is not None:
            raise ValueError("the façade is on a connection already; detach it first")
        client.attach(self)
        self._client = client
        self._started = False

    def detach(self) -> None:
        """Leaves the connection: no event comes any more, nobody is logged on. May be repeated.

        Listeners stay, for the next connection. One from `Client.shared` closes with its last
        façade.
        """
        client = self._client
        if client is None:
            return
        if not client.on_own_thread:
            self._log.error(
                "Steamworks.detach: called from another thread than the one that connected, so the "
                f"façade stays connected. {WrongThread.remedy}"
            )
            return
        self._client = None
        client.detach(self)

    def close(self) -> None:
        """Leaves the connection and forgets the listeners, for good. May be repeated."""
        self.detach()
        if self._client is None:
            self._closed = True
            self._listeners.clear()

    def __enter__(self) -> Steamworks:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- listeners ------------------------------------------------------------------------------

    @documented
    def addEventListener(self, eventName: str, listener: object) -> bool:
        """Has a listener called with every such event. See `contract` for this and the others."""
        self._check_event(eventName)
        if not self._listeners.add(eventName, listener):
            raise BadArgumentError(
                "listener",
                f"expected a callable or an object with a method {eventName}, "
                f"got {shown(listener)}",
            )
        return True

    @documented
    def removeEventListener(self, eventName: str, listener: object) -> bool:
        """Stops calling a listener."""
        self._check_event(eventName)
        return self._listeners.remove(eventName, listener)

    @staticmethod
    def _check_event(name: object) -> None:
        if not isinstance(name, str) or name not in contract.EVENTS:
            known = ", ".join(contract.EVENTS)
            raise BadArgumentError("eventName", f"expected one of {known}, got {shown(name)}")

    # --- progress -------------------------------------------------------------------------------

    @documented
    def requestUserProgress(self, userSteamId: str | None = None) -> bool:
        """Asks Steam for a user's achievements and stats."""
        client = self._connected
        user = arguments.user("userSteamId", userSteamId)
        client.progress.request(client.user if user is None else user)
        return True

    @documented
    def getAchievementNames(self) -> list[str]:
        """The API names of all achievements."""
        return list(self._connected.user_stats.achievement_names())

    @documented
    def getAchievementInfo(
        self, achievementName: str, userSteamId: str | None = None
    ) -> dict[str, Any] | None:
        """What a user has of an achievement."""
        name = arguments.name("achievementName", achievementName, "achievement name")
        user = self._other(arguments.user("userSteamId", userSteamId))
        found = self._connected.user_stats.achievement(name, user)
        if found is None:
            try:
                self._check_achievement(name)
            except BadArgumentError as error:
                self._warn(f"Steamworks.getAchievementInfo: {error}")
            return None
        return {
            "localizedName": found.localized_name,
            "localizedDescription": found.localized_description,
            "hidden": found.hidden,
            "unlocked": found.unlocked,
            "unlockTime": found.unlock_time,
        }

    @documented
    def setAchievementUnlocked(self, achievementName: str) -> bool:
        """Unlocks an achievement."""
        self._unlock(arguments.name("achievementName", achievementName, "achievement name"))
        return True

    @documented
    def setAchievementProgress(self, achievementName: str, value: int, maxValue: int) -> bool:
        """Shows progress towards an achievement, or unlocks it."""
        name = arguments.name("achievementName", achievementName, "achievement name")
        current = arguments.progress("value", value)
        maximum = arguments.progress("maxValue", maxValue)
        if current >= maximum:
            self._unlock(name)
            return True
        client = self._connected
        try:
            client.user_stats.indicate_progress(name, current, maximum)
        except CallFailed:
            if client.user_stats.is_unlocked(name):
                return False  # there is no more progress to show, which is no mistake
            self._check_achievement(name)
            raise
        client.progress.changed()
        return True

    def _unlock(self, name: str) -> None:
        client = self._connected
        try:
            client.user_stats.unlock(name)
        except CallFailed:
            self._check_achievement(name)
            raise
        client.progress.changed()

    def _check_achievement(self, name: str) -> None:
        """Raises when the name is to blame; without any names, Steam has not fetched them yet."""
        known = self._connected.user_stats.achievement_names()
        if known and name not in known:
            raise BadArgumentError(
                "achievementName",
                f"the app has no achievement {shown(name)}; getAchievementNames() lists them",
            )

    # --- stats ----------------------------------------------------------------------------------

    @documented
    def getUserStatValue(self, params: dict[str, Any]) -> int | float | None:
        """A user's stat."""
        query = arguments.stat_query("params", params)
        stats, user = self._connected.user_stats, self._other(query.user)
        value: int | float | None
        if query.type == "int":
            value = stats.stat_int(query.name, user)
        else:
            value = stats.stat_float(query.name, user)
        if value is None and user is None and self._connected.progress.loaded:
            self._warn(
                f"Steamworks.getUserStatValue: params: the app has no stat {shown(query.name)} of "
                f"type {query.type}"
            )
        return value

    @documented
    def setUserStatValues(self, arrayOfStatTables: list[dict[str, Any]]) -> bool:
        """Sets stats of the current user."""
        tables = arguments.stat_tables("arrayOfStatTables", arrayOfStatTables)
        any_set = False
        for index, table in enumerate(tables):
            where = f"arrayOfStatTables[{index}]"
            try:
                self._set_stat(arguments.stat_change(where, table))
            except BadArgumentError as error:
                self._log.error(f"Steamworks.setUserStatValues: {error}")
            except CallFailed as error:
                self._log.error(f"Steamworks.setUserStatValues: {where}: {error}")
            else:
                any_set = True
        if any_set:
            self._connected.progress.changed()
        return any_set

    def _set_stat(self, change: StatChange) -> None:
        stats = self._connected.user_stats
        if change.type == "int":
            stats.set_stat_int(change.name, int(change.value))
        elif change.type == "float":
            stats.set_stat_float(change.name, change.value)
        else:
            stats.update_average_rate(change.name, change.value, change.session)

    @documented
    def resetUserStats(self) -> bool:
        """Puts all stats of the current user back."""
        self._connected.user_stats.reset()
        return True

    @documented
    def resetUserProgress(self) -> bool:
        """Puts all stats of the current user back and locks all achievements."""
        self._connected.user_stats.reset(achievements_too=True)
        return True

    # --- properties -----------------------------------------------------------------------------

    @property
    def appId(self) -> str | None:
        """The app ID, as a decimal string."""
        if self._may_call("appId"):
            return str(self._connected.app_id)
        return self._configured_app

    @property
    def appOwnerSteamId(self) -> str | None:
        """The Steam ID of who bought the app."""
        if not self._may_call("appOwnerSteamId"):
            return None
        owner = self._connected.app_owner
        return None if owner is None else str(owner)

    @property
    def canShowOverlay(self) -> bool:
        """Whether the overlay can be shown now."""
        return self._may_call("canShowOverlay") and self._connected.overlay_enabled

    @property
    def isLoggedOn(self) -> bool:
        """Whether everything else here works."""
        return self._client is not None and self._client.logged_on

    @property
    def userSteamId(self) -> str | None:
        """The Steam ID of the current user."""
        return str(self._connected.user) if self._may_call("userSteamId") else None

    # --- the pump -------------------------------------------------------------------

    def pump(self) -> bool:
        """Lets Steam work, and dispatches what it reports to all façades on the connection.

        Call it once per frame. Returns False, and does nothing, without a connection, on another
        thread (which is logged), and from inside a listener.
        """
        client = self._client
        if client is None:
            return False
        try:
            if not self._started and not client.pumping:
                self._start(client)
            return client.pump()
        except WrongThread as error:
            self._log.error(f"Steamworks.pump: {error}")
            return False

    def _start(self, client: Client) -> None:
        if client.on_own_thread and client.logged_on:
            self._started = True
            client.progress.start(self)

    def deliver(self, event: EventDict) -> None:
        """Hands an event to the hook, then to the listeners; called by the connection."""
        client = self._client
        if client is None or client.closed:
            return
        name = event["name"]
        registrations = self._listeners.of(name)
        if self._emit is not None:
            try:
                self._emit(name, event)
            except Exception as error:
                self._report(name, error)
        for registration in registrations:
            if self._client is not client or client.closed:
                return
            try:
                if self._listeners.usable(name, registration):
                    registration.call(dict(event))  # one that changes its copy disturbs nobody
            except Exception as error:
                self._report(name, error)

    # --- inside ---------------------------------------------------------------------------------

    @property
    def _connected(self) -> Client:
        client = self._client
        assert client is not None  # every caller has asked _may_call
        return client

    def _may_call(self, function: str) -> bool:
        client = self._client
        return client is not None and client.logged_on and self._on_own_thread(client, function)

    def _may_listen(self, function: str) -> bool:
        """Listeners need no connection: a script may add them before there is one."""
        client = self._client
        return not self._closed and (client is None or self._on_own_thread(client, function))

    def _on_own_thread(self, client: Client, function: str) -> bool:
        if not client.on_own_thread:
            self._log.error(
                f"Steamworks.{function}: called from another thread than the one that connected. "
                f"{WrongThread.remedy}"
            )
            return False
        return True

    def _other(self, user: SteamId | None) -> SteamId | None:
        """The current user is None also when named by ID: Steam has functions of its own for it."""
        return None if user == self._connected.user else user

    def _report(self, event_name: str, error: Exception) -> None:
        self._log.exception(
            f"A listener of {event_name} raised {type(error).__name__}: {error}", error
        )

    def _warn(self, message: str) -> None:
        """Once for each message, because a game may ask in every frame."""
        if message not in self._warned and len(self._warned) < _WARNINGS_KEPT:
            self._warned.add(message)
            self._log.warning(message)


def connect(
    app_id: str | int | None = None,
    library: str | os.PathLike[str] | None = None,
    log: Log | None = None,
) -> Steamworks:
    """A façade on this process's connection, which is opened now if there is none.

    Raises:
        SteamError: there is no connection to be had; the error says why, and what to do.
    """
    return Steamworks(Client.shared(app_id, library, log), app_id=app_id, log=log)
