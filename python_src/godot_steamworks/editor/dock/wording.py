"""Room D, the editor's dock: how things stand, in words. May import: the standard library."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = [
    "Headline",
    "game_headline",
    "number",
    "page_text",
    "parse_score",
    "score",
    "stat_limits",
    "store_headline",
    "typed_value",
    "unlock_time",
]

_TIME = re.compile(r"(?P<sign>-?)(?P<minutes>\d+):(?P<seconds>\d{2})(\.(?P<rest>\d{1,3}))?")


class Headline(NamedTuple):
    """What the top of the dock says: an icon of the editor's theme, a line, and a text below it."""

    icon: str
    title: str
    text: str


def game_headline(status: Mapping[str, str], *, is_paused: bool = False) -> Headline:
    """How a game stands with Steam. ``status`` is that of ``connection.Report``."""
    who = _who(status)
    why = status.get("why", "")
    cause = status.get("cause", "")
    reason = f"{cause}: {why}" if cause else why
    state, runtime = status.get("state", ""), status.get("runtime", "")
    if is_paused:
        return Headline("Pause", "Held by the debugger", "Continue the game to see it live.")
    if state == "connected" and runtime == "offline":
        return Headline("StatusSuccess", f"Offline runtime: {who}", _because(reason))
    if state == "connected":
        return Headline(
            "StatusSuccess",
            f"Steam: {who}",
            "Steam itself keeps this progress, so it is not shown here. To try things out, set the "
            "project setting steamworks/runtime to offline.",
        )
    if state == "lost":
        return Headline(
            "StatusError", f"Steam has gone: {who}", "Start Steam, then start the game again."
        )
    if state == "failed":
        return Headline("StatusError", "Not connected", reason)
    if state == "closed":
        return Headline(
            "StatusWarning", "Not connected", "The last Steamworks node has left the scene tree."
        )
    return Headline(
        "StatusWarning",
        "Not connected yet",
        "The connection opens with the first Steamworks node that enters the scene tree.",
    )


def store_headline(app: Mapping[str, Any] | None, error: str, configured: str) -> Headline:
    """What the store is of. ``app`` is a ``QueryApp``, ``configured`` the project's app ID."""
    if error:
        return Headline("StatusError", "The offline store cannot be shown", error)
    if app is None:
        return Headline("Time", "The offline store is being read", "")
    text = "No game is running. Run the project to see it live; what you change here is stored."
    if not configured:
        text = (
            f"The project has no app ID yet (project setting steamworks/app_id), so this is "
            f"{app['name']}. {text}"
        )
    return Headline("FileAccess", f"Offline store: {app['name']} ({app['app_id']})", text)


def _who(status: Mapping[str, str]) -> str:
    app = f"app {status.get('app_id', '')}"
    return f"{app}, {status['user_name']}" if status.get("user_name") else app


def _because(reason: str) -> str:
    return f"Used because: {reason}" if reason else ""


def page_text(first: int, shown: int, matching: int, total: int) -> str:
    """Which part of a list is shown: "1 to 100 of 10,000"."""
    if total == 0:
        return "none"
    if matching == 0:
        return f"none of {total:,}"
    of = f"{matching:,}" if matching == total else f"{matching:,} found in {total:,}"
    return of if shown == matching else f"{first:,} to {first + shown - 1:,} of {of}"


def unlock_time(unix_seconds: int) -> str:
    """When an achievement was unlocked, by this machine's clock; empty while it is locked."""
    if not unix_seconds:
        return ""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(unix_seconds))


def number(value: float) -> str:
    """A stat's value as a person writes it."""
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def typed_value(text: str, value: float) -> float:
    """What a person means who has typed over a stat's value.

    Whoever leaves what :func:`number` shows means the value itself, which may have more digits.

    Raises:
        ValueError: it is no number.
    """
    return value if text == number(value) else float(text.replace(",", "."))


def score(value: int, display: str) -> str:
    """A score as the board shows it. Source: ``ELeaderboardDisplayType``."""
    if display == "numeric":
        return f"{value:,}"
    sign, value = ("-", -value) if value < 0 else ("", value)
    seconds, rest = divmod(value, 1000) if display == "milliseconds" else (value, None)
    text = f"{seconds // 60}:{seconds % 60:02}"
    return f"{sign}{text}" if rest is None else f"{sign}{text}.{rest:03}"


def parse_score(text: str, display: str) -> int:
    """A score that a person wrote: as the board shows it, or as the plain number.

    Raises:
        ValueError: it is neither; the text says what is expected.
    """
    plain = text.strip().replace(",", "")
    found = _TIME.fullmatch(plain) if display != "numeric" else None
    if found is not None:
        minutes, seconds, rest = found["minutes"], found["seconds"], found["rest"] or ""
        value = int(minutes) * 60 + int(seconds)
        if display == "milliseconds":
            value = value * 1000 + int(rest.ljust(3, "0")[:3])
        return -value if found["sign"] else value
    try:
        return int(plain)
    except ValueError:
        example = {"seconds": ", or a time such as 1:37", "milliseconds": ", or such as 1:37.250"}
        raise ValueError(
            f"a whole number is expected{example.get(display, '')}, not {text.strip()!r}."
        ) from None


def stat_limits(stat: Mapping[str, Any]) -> str:
    """What Steam takes for a stat, as lines."""
    lines = [f"{str(stat['type']).replace('_', ' ')}, default {number(stat['default'])}"]
    if stat.get("min") is not None:
        lines.append(f"at least {number(stat['min'])}")
    if stat.get("max") is not None:
        lines.append(f"at most {number(stat['max'])}")
    if stat.get("increment_only"):
        lines.append("a game can only raise it")
    if stat.get("max_change") is not None:
        lines.append(f"a game can change it by {number(stat['max_change'])} at once")
    if stat.get("unsaved"):
        lines.append(f"not stored yet; Steam has {number(stat['stored'])}")
    return "\n".join(lines)
