"""Room C, ``offline_steam``: the control API for tools: what there is, page by page.

Imports of this package ``control_part``.
"""

from __future__ import annotations

from typing import Any

from offline_steam.control_part import ControlPart, identifier


class InspectionControl(ControlPart):
    """The part of ``control.Control`` that an editor's tools use.

    With a connection it shows what the game sees. ``steam_id`` 0 is the current user.
    Raises ``UnknownNameError`` for what is not there, ``DefinitionError`` for a wrong definition,
    ``StoreError`` when the disk is in the way.
    """

    def app(self) -> dict[str, Any]:
        """The app: see ``inspection.Inspection.app``."""
        with self._session.lock:
            return self._session.inspection.app()

    def achievements(
        self,
        steam_id: int | str = 0,
        words: str = "",
        state: str = "",
        start: int = 1,
        end: int = 100,
    ) -> dict[str, Any]:
        """A page of a user's achievements.

        Args:
            steam_id: whose.
            words: each has to be in the name, title or description.
            state: ``unlocked``, ``locked``, ``unsaved`` (set and not stored), or empty for all.
            start: the first one on the page, from 1.
            end: the last one.

        Raises:
            ValueError: for another state or number.
        """
        with self._session.lock:
            pages = self._session.inspection
            return pages.achievements(identifier(steam_id), words, state, start, end)

    def stats(
        self, steam_id: int | str = 0, words: str = "", start: int = 1, end: int = 100
    ) -> dict[str, Any]:
        """A page of a user's stats, as ``achievements``.

        Raises:
            ValueError: for a number that makes no sense.
        """
        with self._session.lock:
            return self._session.inspection.stats(identifier(steam_id), words, start, end)

    def leaderboard(self, name: str, start: int = 1, end: int = 25) -> dict[str, Any]:
        """A board, with the entries of some ranks and their users' names."""
        with self._session.lock:
            return self._session.inspection.leaderboard(name, start, end)

    def set_app_id(self, app_id: int | str) -> None:
        """The app that starts with the next init; 0: as ``SteamAppId`` says.

        Raises:
            ValueError: for no app ID.
        """
        with self._session.lock:
            self._session.set_app_id(identifier(app_id))
