"""Room C, ``offline_steam``: which app, user, folder, latency and language the next init takes.

Imports the standard library and, of this package, ``definition``, ``definition_reader``,
``definition_tables``, ``errors`` and ``places``. What the control API has set comes first, then the
environment, then the app definition.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offline_steam import places
from offline_steam.definition import AppDefinition
from offline_steam.definition_reader import read_definition
from offline_steam.definition_tables import parse_steam_id
from offline_steam.errors import UnknownNameError


class Choices:
    """What is chosen, and by whom.

    Args:
        environment: the variables, read each time.

    Attributes:
        definition, home, acting, wanted_app, wanted_latency: what the control API has set, or None.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._read: dict[Path, tuple[tuple[int, int], AppDefinition]] = {}
        self.definition: Path | None = None
        self.home: Path | None = None
        self.acting: int | None = None
        self.wanted_app: int | None = None
        self.wanted_latency: int | None = None

    def app(self) -> AppDefinition:
        """The definition of the app.

        Raises:
            DefinitionError: when there is anything wrong with it.
        """
        return self.read(self.definition or places.definition_path(self._environment))

    def read(self, path: Path) -> AppDefinition:
        """A definition, read again only when its file has changed."""
        try:
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
        except OSError:
            stamp = (0, 0)
        known = self._read.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        app = read_definition(path, builtin=path == places.BUILTIN_APP)
        self._read = {path: (stamp, app)}
        return app

    def folder(self) -> Path:
        """Where progress is kept."""
        return self.home or places.data_folder(self._environment)

    def app_id(self, app: AppDefinition) -> int:
        """The app that starts: the built-in definition stands in for any.

        Raises:
            UnknownNameError: when the environment names none, or anybody another one than the
                definition.
        """
        who, wanted = places.APP_ID_VARIABLE, ""
        if self.wanted_app is not None:
            who, wanted = "the app ID", str(self.wanted_app)
        else:
            wanted = self._environment.get(places.APP_ID_VARIABLE, "").strip()
        if not wanted:
            return app.app_id
        if places.parse_app_id(wanted) is None:
            raise UnknownNameError(
                f"{places.APP_ID_VARIABLE}={wanted!r}: an app ID from 1 to {2**32 - 1} is expected"
            )
        if int(wanted) != app.app_id and not app.builtin:
            raise UnknownNameError(
                f"{who} is {wanted}, but {app.source} defines app {app.app_id}; make them the same"
            )
        return int(wanted)

    def user(self, app: AppDefinition) -> int:
        """The current user.

        Raises:
            UnknownNameError: when the environment names somebody who is not in the definition.
        """
        if self.acting is not None and self.acting in app.user_by_id:
            return self.acting
        named = self._environment.get(places.USER_VARIABLE, "").strip()
        return known_user(app, named) if named else app.current_user

    def latency(self, app: AppDefinition) -> int:
        """Frames from a request to its answer.

        Raises:
            UnknownNameError: when the environment names something else.
        """
        if self.wanted_latency is not None:
            return self.wanted_latency
        named = self._environment.get(places.LATENCY_VARIABLE, "").strip()
        if not named:
            return app.simulation.latency
        if not named.isascii() or not named.isdigit() or len(named) > 9:
            raise UnknownNameError(
                f"{places.LATENCY_VARIABLE}={named!r}: a number of frames, 0 or more, is expected"
            )
        return int(named)

    def language(self, app: AppDefinition) -> str:
        """Steam's name of the language of texts: the app's first, if another is named."""
        named = self._environment.get(places.LANGUAGE_VARIABLE, "").strip()
        return named if named in app.languages else app.languages[0]


def known_user(app: AppDefinition, named: str) -> int:
    """The user of the definition that a text names.

    Raises:
        UnknownNameError: when there is none; the text lists who is.
    """
    steam_id = parse_steam_id(named)
    if steam_id is None or steam_id not in app.user_by_id:
        raise UnknownNameError(
            f"no user {named!r} in {app.source}; one of "
            f"{', '.join(map(str, app.user_by_id))} is expected"
        )
    return steam_id
