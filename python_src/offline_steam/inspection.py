"""Room C, ``offline_steam``: what tools see of the app and its progress, page by page.

Imports the standard library and, of this package, ``board_editing``, ``choices``, ``definition``,
``faults``, ``progress``, ``progress_pages`` and ``session`` (for types).

All of it works with and without a connection; with one, a tool sees what the game sees, also what
that has not stored. What tools change is in ``progress_editing``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from offline_steam.board_editing import BoardEditor, as_dictionary
from offline_steam.choices import known_user
from offline_steam.definition import AppDefinition
from offline_steam.faults import CALLS
from offline_steam.progress import Snapshot, server_snapshot
from offline_steam.progress_pages import ProgressPages, searched

if TYPE_CHECKING:
    from offline_steam.session import Session
    from offline_steam.store import Store


class Inspection:
    """The tools' side of one session.

    Users are named by Steam ID, 0 for the current one. Where a user, an achievement, a stat or a
    board is not there, the error is an ``UnknownNameError``; where the definition is wrong, a
    ``DefinitionError``; where the disk is, a ``StoreError``.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts: tuple[int, str, AppDefinition, Mapping[str, str]] | None = None

    def app(self) -> dict[str, object]:
        """The app and whose it is.

        ``app_id``, ``name``, ``source`` (the definition's file), ``builtin`` (it stands in for an
        app without one), ``languages``, ``language``, ``store`` and ``board_store`` (files),
        ``steam_id`` (of the current user), ``users`` (``steam_id`` and ``name`` of each that the
        definition has), ``achievements`` and ``stats`` (how many), ``calls`` (that can fail).
        """
        session = self._session
        with session.open_stores() as (app, store, board_store):
            return {
                "app_id": session.app_id if session.is_connected else session.choices.app_id(app),
                "name": app.name,
                "source": app.source,
                "builtin": app.builtin,
                "languages": list(app.languages),
                "language": self._language(app),
                "store": str(store.path),
                "board_store": str(board_store.path),
                "steam_id": str(self._current(app)),
                "users": [
                    {"steam_id": str(user.steam_id), "name": self._name(app, user.steam_id)}
                    for user in app.users
                ],
                "achievements": len(app.achievements),
                "stats": len(app.stats),
                "calls": list(CALLS),
            }

    def achievements(
        self, steam_id: int, words: str, state: str, start: int, end: int
    ) -> dict[str, object]:
        """See ``ProgressPages.achievements``."""
        return self._pages(steam_id).achievements(words, state, start, end)

    def stats(self, steam_id: int, words: str, start: int, end: int) -> dict[str, object]:
        """See ``ProgressPages.stats``."""
        return self._pages(steam_id).stats(words, start, end)

    def leaderboard(self, name: str, start: int, end: int) -> dict[str, object]:
        """A board and the entries of some ranks, with the users' names.

        One that was never asked for is made, which takes seconds for one of millions.
        """
        with self._session.open_stores() as (app, _, board_store):
            boards = BoardEditor(app, board_store)
            board = boards.board(name)
            page = board_store.page(board, start, end)
            return {
                "name": board.name,
                "sort": board.sort.name.lower(),
                "display": board.display.name.lower(),
                "total": page.total,
                "entries": [
                    {**as_dictionary(entry), "user": self._name(app, entry.steam_id)}
                    for entry in page.entries
                ],
            }

    def _language(self, app: AppDefinition) -> str:
        session = self._session
        return session.language if session.is_connected else session.choices.language(app)

    def _current(self, app: AppDefinition) -> int:
        session = self._session
        return session.steam_id if session.is_connected else session.choices.user(app)

    def _user(self, app: AppDefinition, steam_id: int) -> int:
        return known_user(app, str(steam_id)) if steam_id else self._current(app)

    def _name(self, app: AppDefinition, steam_id: int) -> str:
        user = self._session.users.find_in(app, steam_id)
        return "" if user is None else user.name

    def _pages(self, steam_id: int) -> ProgressPages:
        session = self._session
        with session.open_stores() as (app, store, _):
            user = self._user(app, steam_id)
            own = session.stats.own if session.is_connected else None
            if own is not None and user == session.steam_id:
                server, changes = own.server, own.changes
            else:
                server, changes = _stored(app, store, user), Snapshot()
            language = self._language(app)
            return ProgressPages(app, language, server, changes, self._searched(app, language))

    def _searched(self, app: AppDefinition, language: str) -> Mapping[str, str]:
        """Kept, because a tool that searches asks for a page again and again."""
        if self._texts is None or self._texts[:2] != (id(app), language):
            # With the app, so that no other can have its identity meanwhile.
            self._texts = (id(app), language, app, searched(app, language))
        return self._texts[3]


def _stored(app: AppDefinition, store: Store, steam_id: int) -> Snapshot:
    return server_snapshot(app, app.user_by_id.get(steam_id), store.load(steam_id))
