"""Room C, ``offline_steam``: one user's achievements and stats, as tools show them: page by page.

Imports the standard library and, of this package, ``definition`` and ``progress``. Values for JSON.
An app may have ten thousand achievements, of which a tool shows a page and never asks for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from offline_steam.definition import Achievement, AppDefinition, Stat, StatValue, localized
from offline_steam.progress import Snapshot

STATES = ("", "unlocked", "locked", "unsaved")
"""Which achievements are listed; the empty word means all."""


class ProgressPages:
    """What there is to be seen of one user's progress.

    Args:
        app: the definition.
        language: of titles and descriptions.
        server: the server's values, complete.
        changes: what the game has set and not stored.
        texts: by achievement what is searched, as ``searched`` gives it.
    """

    def __init__(
        self,
        app: AppDefinition,
        language: str,
        server: Snapshot,
        changes: Snapshot,
        texts: Mapping[str, str],
    ) -> None:
        self._app = app
        self._language = language
        self._server = server
        self._changes = changes
        self._texts_of_all = texts
        self._times = {**server.achievements, **changes.achievements}
        self._values = {**server.stats, **changes.stats}

    def achievements(self, words: str, state: str, start: int, end: int) -> dict[str, object]:
        """A page of achievements, and how many there are.

        Args:
            words: each has to be in the name, title or description, in any case.
            state: one of ``STATES``.
            start: the number of the first one on the page, from 1, among those that match.
            end: of the last one.

        Raises:
            ValueError: for another state or number.
        """
        if state not in STATES:
            raise ValueError(f"state {state!r}: one of {', '.join(map(repr, STATES))} is expected")
        _check_range(start, end)
        found = list(self._app.achievements)
        for word in words.casefold().split():
            found = [item for item in found if word in self._texts_of_all[item.name]]
        if state:
            found = [item for item in found if self._has_state(item.name, state)]
        page = []
        for item in found[start - 1 : end]:
            title, description = self._texts(item)
            entry: dict[str, object] = {
                "name": item.name,
                "title": title,
                "description": description,
                "hidden": item.hidden,
                "unlocked": self._times[item.name],
                "unsaved": item.name in self._changes.achievements,
                "icon": _picture(item),
            }
            if item.progress is not None:
                entry["progress"] = {
                    "stat": item.progress.stat,
                    "value": self._values[item.progress.stat].value,
                    "min": item.progress.minimum,
                    "max": item.progress.maximum,
                }
            page.append(entry)
        return {
            "total": len(self._app.achievements),
            "unlocked": sum(map(bool, self._times.values())),
            "matching": len(found),
            "achievements": page,
        }

    def stats(self, words: str, start: int, end: int) -> dict[str, object]:
        """A page of stats, and how many there are. See ``achievements``.

        Raises:
            ValueError: for a number that makes no sense.
        """
        _check_range(start, end)
        sought = words.casefold().split()
        found = [
            stat
            for stat in self._app.stats
            if not sought or _has(sought, (stat.name, localized(stat.title, self._language)))
        ]
        return {
            "total": len(self._app.stats),
            "matching": len(found),
            "stats": [self._stat(stat) for stat in found[start - 1 : end]],
        }

    def _stat(self, stat: Stat) -> dict[str, object]:
        value: StatValue = self._values[stat.name]
        return {
            "name": stat.name,
            "title": localized(stat.title, self._language),
            "type": stat.kind.value,
            "value": value.value,
            "stored": self._server.stats[stat.name].value,
            "unsaved": stat.name in self._changes.stats,
            "default": stat.default,
            "min": stat.minimum,
            "max": stat.maximum,
            "increment_only": stat.increment_only,
            "max_change": stat.max_change,
        }

    def _has_state(self, name: str, state: str) -> bool:
        if state == "unsaved":
            return name in self._changes.achievements
        return bool(self._times[name]) == (state == "unlocked")

    def _texts(self, item: Achievement) -> tuple[str, str]:
        title = localized(item.title, self._language)
        return title, localized(item.description, self._language)


def searched(app: AppDefinition, language: str) -> Mapping[str, str]:
    """What of each achievement is searched: name, title and description, without case."""
    return {
        item.name: "\n".join(
            (
                item.name,
                localized(item.title, language),
                localized(item.description, language),
            )
        ).casefold()
        for item in app.achievements
    }


def _picture(item: Achievement) -> str:
    """Tells one icon from another; empty for none."""
    if item.icon is None:
        return ""
    return f"{item.icon.shape} #{bytes(item.icon.color).hex()}"


def _has(sought: Iterable[str], texts: tuple[str, ...]) -> bool:
    text = "\n".join(texts).casefold()
    return all(word in text for word in sought)


def _check_range(start: int, end: int) -> None:
    if start < 1 or end < start - 1:
        raise ValueError(f"page {start} to {end}: numbers from 1 are expected, the first one first")
