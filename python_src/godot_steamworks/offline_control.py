"""Room D: the offline runtime's control API with names, types and texts. May import: `offline`.

`offline` reaches the library; this says what each function is for. The texts are those of the help
page of `OfflineSteam` as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from godot_steamworks.offline import OfflineRuntime

__all__ = ["OfflineControl"]


class OfflineControl:
    """What a test or a tool may tell the offline runtime.

    Steam IDs, app IDs and order IDs are numbers or, as events have them, decimal digits; 0 is the
    current user where that is a default. Every method raises what `OfflineRuntime.call` raises:
    `OfflineError`, `TypeError` or `ValueError`, with a sentence.

    Args:
        runtime: the library.
    """

    def __init__(self, runtime: OfflineRuntime) -> None:
        self.runtime = runtime

    # ---- what the next calls answer ----

    def calls(self) -> list[str]:
        """The names of the calls that can be told to fail or to be late."""
        return list(self.runtime.ask("QueryCalls"))

    def fail_next(self, call: str, result: int = 2) -> None:
        """Has the next call of a kind answer a result code and do nothing.

        Several failures of a kind are used up in order. The result is one of Steam's, 2 by default,
        which is a failure without a reason. The calls are those of [method calls].
        """
        self.runtime.call("FailNext", call, result)

    def fail_next_io(self, call: str) -> None:
        """Has the next call of a kind break, as when the connection to Steam is lost."""
        self.runtime.call("FailNextIO", call)

    def fail_next_init(self, result: int = 1, message: str = "") -> None:
        """Has the next connection fail with 1 (generic), 2 (no Steam client) or 3 (version)."""
        self.runtime.call("FailNextInit", result, message)

    def delay_next(self, call: str, frames: int) -> None:
        """Has the next call of a kind answered after so many frames."""
        self.runtime.call("DelayNext", call, frames)

    def set_latency(self, frames: int) -> None:
        """Sets the frames from a request to its answer, from now on; 0 answers at once."""
        self.runtime.call("SetLatency", frames)

    def clear_faults(self) -> None:
        """Forgets the failures and delays that no call has used up yet."""
        self.runtime.call("ClearFaults")

    def post_callback(self, callback: int, data: bytes = b"") -> None:
        """Posts a callback of Steam by its number, with bytes as Steam's SDK lays them out."""
        self.runtime.call("PostCallback", callback, bytes(data))

    # ---- users ----

    def set_online(self, online: bool) -> None:
        """Cuts or restores the simulated network."""
        self.runtime.call("SetOnline", online)

    def act_as(self, steam_id: int | str) -> None:
        """Makes another user of the app definition the current one."""
        self.runtime.call("ActAs", steam_id)

    def users(self) -> list[dict[str, Any]]:
        """Who is in the app definition, with how many achievements each has unlocked.

        Each has [code]steam_id[/code], [code]name[/code], [code]nickname[/code],
        [code]relationship[/code], [code]status[/code], [code]level[/code],
        [code]unlocked[/code] and [code]current[/code].
        """
        return list(self.runtime.ask("QueryUsers"))

    def set_user(self, steam_id: int | str, values: Mapping[str, Any]) -> None:
        """Changes what Steam knows of anybody.

        The keys are [code]name[/code], [code]nickname[/code], [code]status[/code],
        [code]relationship[/code], [code]level[/code] and [code]avatar[/code], with values as an app
        definition has them.
        """
        lines = (f"{_toml(key)} = {_toml(value)}" for key, value in values.items())
        self.runtime.call("SetUser", steam_id, "\n".join(lines))

    def unload_user_stats(self, steam_id: int | str) -> None:
        """Has Steam drop another user's loaded progress. Only while connected."""
        self.runtime.call("UnloadUserStats", steam_id)

    # ---- progress ----

    def progress(self, steam_id: int | str = 0) -> dict[str, Any]:
        """A user's stored [code]achievements[/code] and [code]stats[/code], with their titles.

        An achievement has [code]name[/code], [code]title[/code], [code]description[/code],
        [code]hidden[/code], [code]has_icon[/code] and [code]unlock_time[/code] (Unix seconds; 0
        while it is locked); a stat has [code]name[/code], [code]title[/code], [code]type[/code],
        [code]value[/code], [code]default[/code], [code]min[/code] and [code]max[/code].
        """
        return dict(self.runtime.ask("QueryProgress", steam_id))

    def set_achievement(self, name: str, unlocked: bool = True, steam_id: int | str = 0) -> None:
        """Unlocks or locks an achievement in the store; a connected game is told to look anew."""
        self.runtime.call("SetAchievement", steam_id, name, unlocked)

    def set_stat(self, name: str, value: float, steam_id: int | str = 0) -> None:
        """Sets a stat in the store, also to less than it was; a connected game is told."""
        self.runtime.call("SetStat", steam_id, name, value)

    def reset_progress(self, achievements_too: bool = True, steam_id: int | str = 0) -> None:
        """Sets a user's stats to their defaults and, if asked, locks the achievements."""
        self.runtime.call("ResetProgress", steam_id, achievements_too)

    def achievement_icon(self, name: str, unlocked: bool = True) -> bytes:
        """The 64 by 64 pixels of an icon: red, green, blue, alpha by rows; empty without one."""
        return self.runtime.pixels("DrawAchievementIcon", name, unlocked)

    def reset_store(self) -> None:
        """Deletes the stored progress of all users of the app, and the leaderboards' entries."""
        self.runtime.call("ResetStore")

    # ---- leaderboards ----

    def leaderboards(self) -> list[dict[str, Any]]:
        """All leaderboards.

        Each has [code]name[/code], [code]sort[/code], [code]display[/code] and
        [code]entries[/code], which is how many it has.
        """
        return list(self.runtime.ask("QueryLeaderboards"))

    def leaderboard_entries(self, name: str, start: int = 1, end: int = 25) -> list[dict[str, Any]]:
        """The entries of some ranks, the best of which is 1.

        Each has [code]rank[/code], [code]steam_id[/code], [code]score[/code] and
        [code]details[/code].
        """
        return list(self.runtime.ask("QueryLeaderboardEntries", name, start, end))

    def create_leaderboard(
        self, name: str, sort: str = "descending", display: str = "numeric"
    ) -> None:
        """Makes an empty leaderboard, unless there is one of that name.

        It is sorted "ascending" or "descending", and shown as "numeric", "seconds" or
        "milliseconds".
        """
        self.runtime.call("CreateLeaderboard", name, sort, display)

    def set_leaderboard_score(self, name: str, steam_id: int | str, score: int) -> None:
        """Sets a user's score, better or not."""
        self.runtime.call("SetLeaderboardScore", name, steam_id, score)

    def add_leaderboard_entries(
        self, name: str, steam_ids: Sequence[int | str], scores: Sequence[int]
    ) -> None:
        """Sets the scores of many users at once."""
        self.runtime.call("AddLeaderboardEntries", name, steam_ids, scores)

    def generate_leaderboard_entries(
        self, name: str, count: int, best: int, worst: int, seed: int = 0
    ) -> None:
        """Adds invented entries of strangers; the same arguments give the same ones."""
        self.runtime.call("GenerateLeaderboardEntries", name, count, best, worst, seed)

    def remove_leaderboard_entry(self, name: str, steam_id: int | str) -> None:
        """Deletes a user's entry."""
        self.runtime.call("RemoveLeaderboardEntry", name, steam_id)

    def clear_leaderboard(self, name: str) -> None:
        """Deletes all entries of a leaderboard."""
        self.runtime.call("ClearLeaderboard", name)

    def reset_leaderboard(self, name: str) -> None:
        """Puts a leaderboard back to what the app definition says."""
        self.runtime.call("ResetLeaderboard", name)

    # ---- overlay, DLC, purchases ----

    def set_overlay_enabled(self, enabled: bool) -> None:
        """Lets the overlay be shown, or not."""
        self.runtime.call("SetOverlayEnabled", enabled)

    def open_overlay(self) -> None:
        """Opens the overlay, as a player does by its keys. Only while connected."""
        self.runtime.call("OpenOverlay")

    def close_overlay(self) -> None:
        """Closes the overlay, as a player does."""
        self.runtime.call("CloseOverlay")

    def set_player_count(self, count: int) -> None:
        """Sets how many people play the app."""
        self.runtime.call("SetPlayerCount", count)

    def install_dlc(self, app_id: int | str) -> None:
        """Installs DLC, of the app definition or not."""
        self.runtime.call("InstallDlc", app_id)

    def uninstall_dlc(self, app_id: int | str) -> None:
        """Takes installed DLC away."""
        self.runtime.call("UninstallDlc", app_id)

    def start_purchase(self, order_id: int | str) -> None:
        """Begins a purchase, as the game's server does. Only while connected."""
        self.runtime.call("StartPurchase", order_id)

    def approve_purchase(self, order_id: int | str) -> None:
        """The user approves a pending purchase."""
        self.runtime.call("ApprovePurchase", order_id)

    def decline_purchase(self, order_id: int | str) -> None:
        """The user declines a pending purchase."""
        self.runtime.call("DeclinePurchase", order_id)

    # ---- the runtime itself ----

    def set_home(self, folder: str) -> None:
        """Keeps progress in this folder from the next connection on; empty: as usual."""
        self.runtime.call("SetHome", folder)

    def set_app(self, definition: str) -> None:
        """Simulates the app of this TOML file from the next connection on; empty: as usual."""
        self.runtime.call("SetApp", definition)

    def state(self) -> dict[str, Any]:
        """What the runtime knows: whether it is connected, as which app and user, and more."""
        return dict(self.runtime.ask("QueryState"))


def _toml(value: Any) -> str:
    """A value as TOML writes it; ``json`` writes texts and numbers as TOML does, but for DEL."""
    import json  # here, because every game loads this module and few get here

    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_toml(key)} = {_toml(item)}' for key, item in value.items())} }}"
    if not isinstance(value, str | bool | int | float):
        raise TypeError(f"{value!r}: a text, a number, a bool or a dictionary is expected")
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
