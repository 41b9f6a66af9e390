"""Room C, ``offline_steam._shim``: the handlers of the control API for achievements and stats.

Imports the standard library and, of this package, ``faults``, ``progress_editing`` and
``session``, and ``control_answers`` beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam._shim.control_answers import ControlAnswers
from offline_steam.faults import CALLS
from offline_steam.progress_editing import ProgressEditing
from offline_steam.session import Session


def handlers(session: Session, answers: ControlAnswers) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    progress = ProgressEditing(session)
    attempt, text, query = answers.attempt, answers.text, answers.query
    return {
        "OfflineSteam_SetAchievement": attempt(
            lambda steam_id, name, unlocked: progress.set_achievement(
                steam_id, text(name), unlocked
            )
        ),
        "OfflineSteam_SetStat": attempt(
            lambda steam_id, name, value: progress.set_stat(steam_id, text(name), value)
        ),
        "OfflineSteam_ResetProgress": attempt(progress.reset),
        "OfflineSteam_QueryProgress": lambda steam_id, out, size: query(
            lambda: progress.report(steam_id), out, size
        ),
        "OfflineSteam_QueryUsers": lambda out, size: query(progress.users, out, size),
        "OfflineSteam_QueryCalls": lambda out, size: query(lambda: CALLS, out, size),
        "OfflineSteam_DrawAchievementIcon": lambda name, unlocked, out, size: answers.copy(
            lambda: progress.icon(text(name), unlocked), out, size
        ),
    }
