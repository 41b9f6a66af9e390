"""Room D: which fields the editor of app definitions shows, and what a new entry has.

May import: nothing. Keys, defaults and meanings are those of docs/offline-runtime.md; whether a
value is right, the offline runtime says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["FIELDS", "LISTS", "Field", "fields_of", "new_entry", "unused"]

LISTS: Mapping[str, str] = {
    "achievement": "Achievements",
    "stat": "Stats",
    "leaderboard": "Leaderboards",
    "user": "Users",
    "dlc": "DLC",
}
"""The lists of a definition, with their headings, in the order in which they are shown."""

FIRST_USER = 76561202255232769
"""The first of the Steam IDs that Steam has given to nobody."""


@dataclass(frozen=True)
class Field:
    """One row of a form.

    Attributes:
        path: The keys below the entry.
        label: For people.
        kind: ``text``, ``number``, ``flag``, ``choice``, ``color``, ``icon`` (a choice with a
            picture), ``texts`` (by language), ``names`` (a list of texts) or ``values`` (a table
            with keys of the definition's own).
        hint: What it means.
        default: What holds while it is empty; shown in its place.
        choices: Where the words of a choice, or the keys of ``values``, come from: a place in the
            runtime's words, or a list of the definition.
        heading: Begins a group of this name.
        is_whole: Whether the table that it is in makes no sense without it.
        only: It is shown when another key of the entry has this value, or when it has one itself.
    """

    path: tuple[str, ...]
    label: str
    kind: str = "text"
    hint: str = ""
    default: str = ""
    choices: str = ""
    heading: str = ""
    is_whole: bool = False
    only: tuple[str, str] | None = None


FIELDS: Mapping[str, tuple[Field, ...]] = {
    "app": (
        Field(("app_id",), "App ID", "number", "As the project setting steamworks/app_id."),
        Field(("name",), "Name", hint="The game's name."),
        Field(
            ("languages",),
            "Languages",
            "names",
            "Steam's names, such as english, german, schinese; the first is the default.",
            "english",
        ),
        Field(
            ("owner",),
            "Owner",
            hint="The Steam ID of who bought the app; empty for the current user.",
            default="the current user",
        ),
        Field(("player_count",), "Players now", "number", "How many play it at the moment.", "1"),
        Field(
            ("simulation", "latency"),
            "Latency",
            "number",
            "Frames from a request to its answer; 0 answers at once.",
            "3",
            heading="Simulation",
        ),
        Field(
            ("simulation", "loaded_users"),
            "Loaded users",
            "number",
            "How many other users' progress is kept before the oldest is unloaded.",
            "256",
        ),
        Field(
            ("simulation", "overlay_frames"),
            "Overlay frames",
            "number",
            "Frames until the overlay closes of itself; 0: it stays open.",
            "120",
        ),
        Field(
            ("simulation", "plain_user_stats_received"),
            "Plain UserStatsReceived",
            "flag",
            "Whether RequestUserStats is answered as a callback too, besides the call result.",
            "true",
        ),
    ),
    "achievement": (
        Field(("name",), "API name", hint="By which the game unlocks it; up to 127 bytes."),
        Field(("hidden",), "Hidden", "flag", "Whether Steam hides it until it is unlocked."),
        Field(("title",), "Name", "texts", "What players read.", heading="Texts"),
        Field(("description",), "Description", "texts", "What it is unlocked for."),
        Field(
            ("icon", "shape"),
            "Shape",
            "icon",
            "What is drawn in place of the icon on Steam; grey while locked.",
            "no icon",
            "achievement.icon.shape",
            heading="Icon",
            is_whole=True,
        ),
        Field(("icon", "color"), "Colour", "color", "Of the unlocked icon.", "#c0c0c0"),
        Field(
            ("progress", "stat"),
            "Stat",
            "choice",
            "The stat that unlocks it when its stored value reaches the end.",
            "none",
            "stat",
            heading="Progress",
            is_whole=True,
        ),
        Field(("progress", "min"), "From", "number", "Where the progress begins.", "0"),
        Field(("progress", "max"), "To", "number", "Where it unlocks."),
    ),
    "stat": (
        Field(("name",), "API name", hint="By which the game sets it; up to 127 bytes."),
        Field(("type",), "Type", "choice", "What it counts.", choices="stat.type"),
        Field(("default",), "Default", "number", "The value of a new user.", "0"),
        Field(
            ("min",), "Minimum", "number", "A store below it is refused.", "none", heading="Limits"
        ),
        Field(("max",), "Maximum", "number", "A store above it is refused.", "none"),
        Field(("increment_only",), "Increment only", "flag", "A store of less is refused."),
        Field(
            ("max_change",), "Maximum change", "number", "In one store; more is refused.", "none"
        ),
        Field(
            ("window",),
            "Window",
            "number",
            "Of an average rate: the time it looks back on, in the unit of the game's sessions.",
            "all of it",
            only=("type", "average_rate"),
        ),
        Field(("title",), "Name", "texts", "What players read.", heading="Texts"),
    ),
    "leaderboard": (
        Field(("name",), "Name", hint="By which the game finds it; up to 127 bytes."),
        Field(("sort",), "Sort", "choice", "Which score is best.", choices="leaderboard.sort"),
        Field(
            ("display",),
            "Display",
            "choice",
            "What the scores are.",
            "numeric",
            "leaderboard.display",
        ),
        Field(
            ("generated", "count"),
            "Strangers",
            "number",
            "How many invented entries it begins with.",
            "none",
            heading="Invented entries",
            is_whole=True,
        ),
        Field(("generated", "best"), "Best score", "number", "Of the invented entries."),
        Field(("generated", "worst"), "Worst score", "number", "Of the invented entries."),
        Field(("generated", "seed"), "Seed", "number", "Another one invents others.", "0"),
        Field(
            ("entries",),
            "Scores",
            "values",
            "Of users: a number, or { score = 120, details = [3, 1250] }.",
            choices="user",
            heading="Entries",
        ),
    ),
    "user": (
        Field(("steam_id",), "Steam ID", hint="17 digits."),
        Field(("name",), "Name", hint="The persona name."),
        Field(("current",), "Current user", "flag", "Who plays. Exactly one does."),
        Field(("nickname",), "Nickname", hint="The one that the current user gave."),
        Field(("status",), "Status", "choice", default="online", choices="user.status"),
        Field(
            ("relationship",),
            "Relationship",
            "choice",
            "To the current user.",
            "friend; none for the current user",
            "user.relationship",
        ),
        Field(("level",), "Level", "number", "The Steam level.", "0"),
        Field(
            ("avatar", "shape"),
            "Shape",
            "choice",
            "Of the picture.",
            "as the Steam ID decides",
            "user.avatar.shape",
            heading="Avatar",
        ),
        Field(("avatar", "color"), "Colour", "color", "Of the picture.", "as the Steam ID decides"),
        Field(
            ("stats",),
            "Stats",
            "values",
            "What the user starts with.",
            choices="stat",
            heading="Starts with",
        ),
        Field(
            ("achievements",),
            "Achievements",
            "values",
            "Unlocked at this time, in Unix seconds.",
            choices="achievement",
        ),
    ),
    "dlc": (
        Field(("app_id",), "App ID", "number", "Of the DLC."),
        Field(("name",), "Name"),
        Field(("installed",), "Installed", "flag", default="true"),
    ),
}
"""The form of the app itself, and of an entry of each list."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """The rows of a form."""
    return FIELDS[kind]


def unused(wanted: str, taken: set[str]) -> str:
    """A name that nothing has: ``wanted`` itself, or with a number behind it."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def label_key(kind: str) -> str:
    """The key by which an entry is known: what renaming it means, and a duplicate changes."""
    return {"user": "steam_id", "dlc": "app_id"}.get(kind, "name")


def new_entry(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """An entry that the offline runtime takes, beside those that the definition has.

    Args:
        kind: Of which list.
        data: What the definition says.
    """
    here = _entries(data, kind)
    names = {str(entry.get(label_key(kind))) for entry in here}
    if kind == "achievement":
        return {"name": unused("ACH_NEW", names), "title": "New achievement"}
    if kind == "stat":
        return {"name": unused("NewStat", names), "type": "int"}
    if kind == "leaderboard":
        return {"name": unused("New leaderboard", names), "sort": "descending"}
    if kind == "user":
        return {
            "steam_id": _next(names, FIRST_USER),
            "name": "New user",
            **({} if here else {"current": True}),
        }
    app_id = data.get("app_id")
    first = app_id + 1 if isinstance(app_id, int) and 0 < app_id < 2**32 - 1 else 1
    return {"app_id": int(_next(names, first)), "name": "New DLC"}


def copied_label(kind: str, label: object, data: Mapping[str, Any]) -> object:
    """What a copy of an entry is known by, so that both can be there."""
    names = {str(entry.get(label_key(kind))) for entry in _entries(data, kind)}
    if kind in ("user", "dlc"):
        written = str(label)
        number = int(written) if written.isascii() and written.isdecimal() else 0
        free = _next(names, number + 1 if number else FIRST_USER)
        return free if kind == "user" else int(free)
    return unused(str(label or "copy"), names)


def _entries(data: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    found = data.get(kind)
    return (
        [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []
    )


def _next(taken: set[str], first: int) -> str:
    number = first
    while str(number) in taken:
        number += 1
    return str(number)
