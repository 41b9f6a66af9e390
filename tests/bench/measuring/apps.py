"""App definitions for the offline runtime, larger than the one that it brings along.

Bench, no room of the product. Standard library only.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["BOARD", "FRIEND", "achievement_name", "write_app"]

FRIEND = "76561202255232770"
"""A user besides the current one."""

BOARD = "Highscores"
"""The leaderboard."""

_ME = "76561202255232769"


def achievement_name(index: int) -> str:
    """The API name of an achievement, counted from 0."""
    return f"ACH_{index:05d}"


def write_app(path: Path, *, achievements: int = 5, entries: int = 1000) -> Path:
    """Writes the definition of an app, and gives its path.

    Args:
        path: The file.
        achievements: How many there are.
        entries: How many strangers are on the leaderboard, besides the current user.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [
        'app_id = 480\nname = "Bench"\nlanguages = ["english"]\n',
        f'[[user]]\nsteam_id = "{_ME}"\nname = "Me"\ncurrent = true\n',
        f'[[user]]\nsteam_id = "{FRIEND}"\nname = "Friend"\n',
        f'[[leaderboard]]\nname = "{BOARD}"\nsort = "descending"\n'
        f'entries = {{ "{_ME}" = 500000 }}\n'
        f"generated = {{ count = {entries}, best = 1000000, worst = 0 }}\n",
    ]
    parts += [
        f'[[achievement]]\nname = "{achievement_name(index)}"\n'
        f'title = "Achievement {index}"\ndescription = "What it is for."\n'
        for index in range(achievements)
    ]
    path.write_text("\n".join(parts), encoding="utf-8")
    return path
