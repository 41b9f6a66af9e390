"""Room E, ``godot_testing``: what a test tells the offline runtime. Standard library only.

The methods are those of the class `OfflineSteam` in the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["Steam"]


class Steam:
    """How Steam answers, who plays, and what is stored.

    Before the game is started, what is told is kept until then, and nothing can be asked. Steam IDs
    are strings of digits, as events have them, or numbers; 0 is the current user where that is a
    default. What the runtime refuses is a `GameError` that says why.

    Args:
        tell: calls a function of the control API that does something.
        ask: calls one that reports something.
    """

    def __init__(
        self,
        tell: Callable[[str, tuple[Any, ...]], object],
        ask: Callable[[str, tuple[Any, ...]], Any],
    ) -> None:
        self._tell = tell
        self._ask = ask

    # ---- what the next calls answer ----

    def calls(self) -> list[str]:
        """The names of the calls that can be told to fail or to be late."""
        return list(self._ask("calls", ()))

    def fail_next(self, call: str, result: int = 2) -> None:
        """Has the next call of a kind answer a result code and do nothing.

        Several failures of a kind are used up in order. The result is one of Steam's, 2 by default,
        which is a failure without a reason. The calls are those of `calls`.
        """
        self._tell("fail_next", (call, result))

    def fail_next_io(self, call: str) -> None:
        """Has the next call of a kind break, as when the connection to Steam is lost."""
        self._tell("fail_next_io", (call,))

    def fail_next_init(self, result: int = 1, message: str = "") -> None:
        """Has the next connection fail with 1 (generic), 2 (no Steam client) or 3 (version)."""
        self._tell("fail_next_init", (result, message))

    def delay_next(self, call: str, frames: int) -> None:
        """Has the next call of a kind answered after so many frames."""
        self._tell("delay_next", (call, frames))

    def set_latency(self, frames: int) -> None:
        """Sets the frames from a request to its answer, from now on; 0 answers at once."""
        self._tell("set_latency", (frames,))

    def clear_faults(self) -> None:
        """Forgets the failures and delays that no call has used up yet."""
        self._tell("clear_faults", ())

    def post_callback(self, callback: int, data: bytes = b"") -> None:
        """Posts a callback of Steam by its number, with bytes as Steam's SDK lays them out."""
        self._tell("post_callback", (callback, data))

    # ---- users ----

    def set_online(self, online: bool) -> None:
        """Cuts or restores the simulated network."""
        self._tell("set_online", (online,))

    def act_as(self, steam_id: int | str) -> None:
        """Makes another user of the app definition the current one."""
        self._tell("act_as", (steam_id,))

    def users(self) -> list[dict[str, Any]]:
        """Who is in the app definition, with how many achievements each has unlocked.

        Each has ``steam_id``, ``name``, ``nickname``,
        ``relationship``, ``status``, ``level``,
        ``unlocked`` and ``current``.
        """
        return list(self._ask("users", ()))

    def set_user(self, steam_id: int | str, values: Mapping[str, Any]) -> None:
        """Changes what Steam knows of anybody.

        The keys are ``name``, ``nickname``, ``status``,
        ``relationship``, ``level`` and ``avatar``, with values as an app
        definition has them.
        """
        self._tell("set_user", (steam_id, values))

    def unload_user_stats(self, steam_id: int | str) -> None:
        """Has Steam drop another user's loaded progress. Only while connected."""
        self._tell("unload_user_stats", (steam_id,))

    # ---- progress ----

    def progress(self, steam_id: int | str = 0) -> dict[str, Any]:
        """A user's stored ``achievements`` and ``stats``, with their titles.

        An achievement has ``name``, ``title``, ``description``,
        ``hidden``, ``has_icon`` and ``unlock_time`` (Unix seconds; 0
        while it is locked); a stat has ``name``, ``title``, ``type``,
        ``value``, ``default``, ``min`` and ``max``.
        """
        return dict(self._ask("progress", (steam_id,)))

    def set_achievement(self, name: str, unlocked: bool = True, steam_id: int | str = 0) -> None:
        """Unlocks or locks an achievement in the store; a connected game is told to look anew."""
        self._tell("set_achievement", (name, unlocked, steam_id))

    def set_stat(self, name: str, value: float, steam_id: int | str = 0) -> None:
        """Sets a stat in the store, also to less than it was; a connected game is told."""
        self._tell("set_stat", (name, value, steam_id))

    def reset_progress(self, achievements_too: bool = True, steam_id: int | str = 0) -> None:
        """Sets a user's stats to their defaults and, if asked, locks the achievements."""
        self._tell("reset_progress", (achievements_too, steam_id))

    def achievement_icon(self, name: str, unlocked: bool = True) -> bytes:
        """The 64 by 64 pixels of an icon: red, green, blue, alpha by rows; empty without one."""
        return bytes(self._ask("achievement_icon", (name, unlocked)))

    def reset_store(self) -> None:
        """Deletes the stored progress of all users of the app, and the leaderboards' entries."""
        self._tell("reset_store", ())

    # ---- leaderboards ----

    def leaderboards(self) -> list[dict[str, Any]]:
        """All leaderboards.

        Each has ``name``, ``sort``, ``display`` and
        ``entries``, which is how many it has.
        """
        return list(self._ask("leaderboards", ()))

    def leaderboard_entries(self, name: str, start: int = 1, end: int = 25) -> list[dict[str, Any]]:
        """The entries of some ranks, the best of which is 1.

        Each has ``rank``, ``steam_id``, ``score`` and
        ``details``.
        """
        return list(self._ask("leaderboard_entries", (name, start, end)))

    def create_leaderboard(
        self, name: str, sort: str = "descending", display: str = "numeric"
    ) -> None:
        """Makes an empty leaderboard, unless there is one of that name.

        It is sorted "ascending" or "descending", and shown as "numeric", "seconds" or
        "milliseconds".
        """
        self._tell("create_leaderboard", (name, sort, display))

    def set_leaderboard_score(self, name: str, steam_id: int | str, score: int) -> None:
        """Sets a user's score, better or not."""
        self._tell("set_leaderboard_score", (name, steam_id, score))

    def add_leaderboard_entries(
        self, name: str, steam_ids: Sequence[int | str], scores: Sequence[int]
    ) -> None:
        """Sets the scores of many users at once."""
        self._tell("add_leaderboard_entries", (name, steam_ids, scores))

    def generate_leaderboard_entries(
        self, name: str, count: int, best: int, worst: int, seed: int = 0
    ) -> None:
        """Adds invented entries of strangers; the same arguments give the same ones."""
        self._tell("generate_leaderboard_entries", (name, count, best, worst, seed))

    def remove_leaderboard_entry(self, name: str, steam_id: int | str) -> None:
        """Deletes a user's entry."""
        self._tell("remove_leaderboard_entry", (name, steam_id))

    def clear_leaderboard(self, name: str) -> None:
        """Deletes all entries of a leaderboard."""
        self._tell("clear_leaderboard", (name,))

    def reset_leaderboard(self, name: str) -> None:
        """Puts a leaderboard back to what the app definition says."""
        self._tell("reset_leaderboard", (name,))

    # ---- overlay, DLC, purchases ----

    def set_overlay_enabled(self, enabled: bool) -> None:
        """Lets the overlay be shown, or not."""
        self._tell("set_overlay_enabled", (enabled,))

    def open_overlay(self) -> None:
        """Opens the overlay, as a player does by its keys. Only while connected."""
        self._tell("open_overlay", ())

    def close_overlay(self) -> None:
        """Closes the overlay, as a player does."""
        self._tell("close_overlay", ())

    def set_player_count(self, count: int) -> None:
        """Sets how many people play the app."""
        self._tell("set_player_count", (count,))

    def install_dlc(self, app_id: int | str) -> None:
        """Installs DLC, of the app definition or not."""
        self._tell("install_dlc", (app_id,))

    def uninstall_dlc(self, app_id: int | str) -> None:
        """Takes installed DLC away."""
        self._tell("uninstall_dlc", (app_id,))

    def start_purchase(self, order_id: int | str) -> None:
        """Begins a purchase, as the game's server does. Only while connected."""
        self._tell("start_purchase", (order_id,))

    def approve_purchase(self, order_id: int | str) -> None:
        """The user approves a pending purchase."""
        self._tell("approve_purchase", (order_id,))

    def decline_purchase(self, order_id: int | str) -> None:
        """The user declines a pending purchase."""
        self._tell("decline_purchase", (order_id,))

    # ---- the runtime itself ----

    def set_home(self, folder: str) -> None:
        """Keeps progress in this folder from the next connection on; empty: as usual."""
        self._tell("set_home", (folder,))

    def set_app(self, definition: str) -> None:
        """Simulates the app of this TOML file from the next connection on; empty: as usual."""
        self._tell("set_app", (definition,))

    def state(self) -> dict[str, Any]:
        """What the runtime knows: whether it is connected, as which app and user, and more."""
        return dict(self._ask("state", ()))
