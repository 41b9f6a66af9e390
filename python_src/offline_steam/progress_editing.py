"""Room C, ``offline_steam``: the control API's look at progress, and changes of it by people.

Imports the standard library and, of this package, ``callbacks``, ``definition``, ``editing``,
``errors``, ``icons``, ``progress``, ``results`` and ``session`` (for types). It works with and
without a connection; a connected game hears of a change of its own progress as if it had asked for
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from offline_steam import icons
from offline_steam.callbacks import LAYOUTS
from offline_steam.definition import AppDefinition, Stat, StatKind, localized
from offline_steam.editing import Editor
from offline_steam.errors import UnknownNameError
from offline_steam.progress import server_snapshot
from offline_steam.results import CallbackId, Result
from offline_steam.store import Store

if TYPE_CHECKING:
    from offline_steam.session import Session


class ProgressEditing:
    """Progress of the users of the definition, as a person sees and changes it.

    Args:
        session: the connection, or what the next one would be.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def users(self) -> list[dict[str, object]]:
        """Who is in the definition, with how many achievements each has unlocked.

        Raises:
            StoreError: when progress cannot be read.
        """
        with self._session.progress_store() as (app, store, current):
            return [
                {
                    "steam_id": str(user.steam_id),
                    "name": user.name,
                    "nickname": user.nickname,
                    "relationship": user.relationship.name.lower(),
                    "status": user.state.name.lower(),
                    "level": user.level,
                    "unlocked": _count(app, store, user.steam_id),
                    "current": user.steam_id == current,
                }
                for user in app.users
            ]

    def report(self, steam_id: int) -> dict[str, object]:
        """Stored achievements and stats of a user; 0 is the current one.

        Raises:
            UnknownNameError: for a user who is not in the definition.
            StoreError: when it cannot be read.
        """
        with self._editor(steam_id) as (app, editor):
            progress = editor.read()
            return {
                "app_id": app.app_id,
                "app": app.name,
                "steam_id": str(editor.steam_id),
                "name": app.user_by_id[editor.steam_id].name,
                "achievements": [
                    {
                        "name": item.name,
                        "title": localized(item.title, self._session.language),
                        "description": localized(item.description, self._session.language),
                        "hidden": item.hidden,
                        "has_icon": item.icon is not None,
                        "unlock_time": progress.achievements[item.name],
                    }
                    for item in app.achievements
                ],
                "stats": [
                    {
                        "name": stat.name,
                        "title": localized(stat.title, self._session.language),
                        "type": stat.kind.value,
                        "value": progress.stats[stat.name].value,
                        "default": stat.default,
                        "min": stat.minimum,
                        "max": stat.maximum,
                    }
                    for stat in app.stats
                ],
            }

    def set_achievement(self, steam_id: int, name: str, unlocked: bool) -> None:
        """Unlocks or locks an achievement; one that is unlocked keeps its time.

        Raises:
            UnknownNameError: for an unknown user or achievement.
            StoreError: when it cannot be stored.
        """
        with self._change(steam_id, [name]) as editor:
            editor.unlock([name]) if unlocked else editor.lock([name])

    def set_stat(self, steam_id: int, name: str, value: float) -> None:
        """Sets a stat; one that only grows may be lowered.

        Raises:
            UnknownNameError: for an unknown user or stat.
            ValueError: for a value that does not fit.
            StoreError: when it cannot be stored.
        """
        with self._change(steam_id, [name]) as editor:
            editor.set_stat(name, _text(editor.stat(name), value))

    def reset(self, steam_id: int, achievements_too: bool) -> None:
        """Sets all stats of a user to their defaults and, if asked, locks all achievements.

        Raises:
            UnknownNameError: for an unknown user.
            StoreError: when it cannot be stored.
        """
        with self._change(steam_id, None) as editor:
            editor.reset(achievements_too)

    def icon(self, name: str, unlocked: bool) -> bytes:
        """The pixels of an achievement's icon: red, green, blue, alpha by rows; empty without one.

        Raises:
            UnknownNameError: for an unknown achievement.
        """
        with self._editor(0) as (app, editor):
            icon = app.achievement_by_name[editor.achievement(name)].icon
            return b"" if icon is None else bytes(icons.draw(icon.shape, icon.color, unlocked))

    @contextmanager
    def _editor(self, steam_id: int) -> Iterator[tuple[AppDefinition, Editor]]:
        with self._session.progress_store() as (app, store, current):
            wanted = steam_id or current
            if wanted not in app.user_by_id:
                known = ", ".join(map(str, app.user_by_id))
                raise UnknownNameError(f"no user {wanted} in {app.source}; it has: {known}")
            yield app, Editor(app, store, wanted)

    @contextmanager
    def _change(self, steam_id: int, names: list[str] | None) -> Iterator[Editor]:
        """For a change of these ``names``; None: of all.

        What the game has set of them and not stored would hide it, so that is dropped.
        """
        with self._editor(steam_id) as (_, editor):
            yield editor
        session = self._session
        if session.is_connected and editor.steam_id == session.steam_id:
            if session.stats.own is not None:
                session.stats.own.forget_changes(names)
            session.stats.refresh_own()
            data = LAYOUTS.user_stats_received(session.app_id, Result.OK, session.steam_id)
            session.queue.post(CallbackId.USER_STATS_RECEIVED, data)


def _count(app: AppDefinition, store: Store, steam_id: int) -> int:
    progress = server_snapshot(app, app.user_by_id[steam_id], store.load(steam_id))
    return sum(map(bool, progress.achievements.values()))


def _text(stat: Stat, value: float) -> str:
    """A number as a person would write it for this stat."""
    is_whole = stat.kind is StatKind.INT and value == value // 1
    return str(int(value)) if is_whole else repr(value)
