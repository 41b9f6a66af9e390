"""Room C, ``offline_steam._shim``: the handlers of the control API for tools.

Imports the standard library and, of this package, ``session``, and ``control_answers`` beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam._shim.control_answers import ControlAnswers
from offline_steam.session import Session


def handlers(session: Session, answers: ControlAnswers) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    tools, text, query = session.inspection, answers.text, answers.query
    return {
        "OfflineSteam_SetAppId": answers.attempt(session.set_app_id),
        "OfflineSteam_QueryApp": lambda out, size: query(tools.app, out, size),
        "OfflineSteam_QueryAchievements": lambda steam_id, words, state, start, end, *out: query(
            lambda: tools.achievements(steam_id, text(words), text(state), start, end), *out
        ),
        "OfflineSteam_QueryStats": lambda steam_id, words, start, end, *out: query(
            lambda: tools.stats(steam_id, text(words), start, end), *out
        ),
        "OfflineSteam_QueryLeaderboard": lambda name, start, end, *out: query(
            lambda: tools.leaderboard(text(name), start, end), *out
        ),
    }
