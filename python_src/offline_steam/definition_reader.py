"""Room C, ``offline_steam``: an app definition from a TOML file, with every problem named.

Imports the standard library, ``definition``, the other ``definition_*`` modules, ``errors`` and
``icons`` (shape names).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from offline_steam.definition import (
    Achievement,
    AppDefinition,
    Dlc,
    Icon,
    ProgressStat,
    Simulation,
    Stat,
    StatKind,
    User,
)
from offline_steam.definition_boards import read_leaderboard
from offline_steam.definition_people import read_user
from offline_steam.definition_tables import MISSING, Table, parse_toml
from offline_steam.errors import DefinitionError, Problem
from offline_steam.icons import SHAPES


def read_definition(path: Path, builtin: bool = False) -> AppDefinition:
    """Reads and checks an app definition.

    Raises:
        DefinitionError: when the file cannot be read or anything in it is wrong; the text names the
            file and, for each problem, the key, the value and what is expected.
    """
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        raise DefinitionError(
            str(path), [f"the app definition cannot be read ({error.strerror}); check the path"]
        ) from error
    except UnicodeDecodeError as error:
        raise DefinitionError(
            str(path), [f"byte {error.start} is not UTF-8; save the file as UTF-8"]
        ) from error
    return parse_definition(text, str(path), builtin)


def parse_definition(text: str, source: str, builtin: bool = False) -> AppDefinition:
    """As ``read_definition``, from text; ``source`` is the name for messages."""
    return _Reader(source).app(parse_toml(text, source), builtin)


_KINDS = {kind.value: kind for kind in StatKind}


class _Reader:
    """Reads one file; gathers all problems before it complains."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._problems: list[Problem] = []

    def app(self, tables: Mapping[str, Any], builtin: bool) -> AppDefinition:
        top = Table(self._problems, "", tables)
        app_id = top.whole("app_id", 1, 2**32 - 1)
        name = top.text("name")
        languages = top.strings("languages", ("english",))
        stats = tuple(self._stat(table, languages) for table in top.tables("stat", "name"))
        self._unique("stat", [stat.name for stat in stats])
        by_name = {stat.name: stat for stat in stats}
        achievements = tuple(
            self._achievement(table, languages, by_name)
            for table in top.tables("achievement", "name")
        )
        self._unique("achievement", [achievement.name for achievement in achievements])
        names = {achievement.name for achievement in achievements}
        users: list[User] = []
        current: list[int] = []
        for table in top.tables("user", "steam_id"):
            user, is_current = read_user(table, by_name, names)
            users.append(user)
            if is_current:
                current.append(user.steam_id)
        self._unique("user", [str(user.steam_id) for user in users])
        if not users:
            self._problems.append(
                Problem("no [[user]] is defined: at least the current one is expected", ("user",))
            )
        elif len(current) != 1:
            self._problems.append(
                Problem(
                    f"{len(current)} users have current = true: exactly one is expected",
                    ("user",),
                )
            )
        owner = top.steam_id("owner", None)
        player_count = top.whole("player_count", 0, 2**31 - 1, AppDefinition.player_count)
        dlc = tuple(self._dlc(table) for table in top.tables("dlc", "name"))
        self._unique("dlc", [str(item.app_id) for item in dlc])
        leaderboards = tuple(map(read_leaderboard, top.tables("leaderboard", "name")))
        self._unique("leaderboard", [board.name for board in leaderboards])
        simulation = self._simulation(top.table("simulation"))
        top.pairs("steam")
        top.finish()
        if self._problems:
            raise DefinitionError(self._source, self._problems)
        return AppDefinition(
            self._source,
            app_id,
            name,
            languages,
            achievements,
            stats,
            tuple(users),
            current[0],
            owner,
            dlc,
            simulation,
            builtin,
            player_count,
            leaderboards,
        )

    def _unique(self, kind: str, names: list[str]) -> None:
        for name in sorted(name for name, times in Counter(names).items() if name and times > 1):
            last = len(names) - 1 - names[::-1].index(name)
            self._problems.append(
                Problem(f"{kind} {name!r} is defined more than once", (kind, last))
            )

    def _stat(self, table: Table, languages: tuple[str, ...]) -> Stat:
        kind: StatKind = table.choice("type", _KINDS)
        zero = 0 if kind is StatKind.INT else 0.0
        stat = Stat(
            name=table.api_name(),
            kind=kind,
            default=table.number("default", kind, zero),
            minimum=table.number("min", kind, None),
            maximum=table.number("max", kind, None),
            increment_only=table.flag("increment_only", False),
            max_change=table.number("max_change", kind, None),
            window=self._window(table, kind),
            title=table.texts("title", languages, ""),
        )
        table.pairs("steam")
        low, high = stat.minimum, stat.maximum
        if low is not None and high is not None and low > high:
            table.complain("min", low, f"a number not above max = {high!r}")
        elif (low is not None and stat.default < low) or (high is not None and stat.default > high):
            table.complain("default", stat.default, "a number from min to max")
        if stat.max_change is not None and stat.max_change <= 0:
            table.complain("max_change", stat.max_change, "a number above 0")
        table.finish()
        return stat

    @staticmethod
    def _window(table: Table, kind: StatKind) -> float:
        if kind is not StatKind.AVERAGE_RATE:
            # Left for finish() to complain about.
            return 0.0
        window = table.number("window", kind, MISSING)
        if window is MISSING:
            return math.inf
        if window <= 0:
            table.complain("window", window, "a number of seconds above 0")
        return float(window)

    def _achievement(
        self, table: Table, languages: tuple[str, ...], stats: Mapping[str, Stat]
    ) -> Achievement:
        name = table.api_name()
        achievement = Achievement(
            name=name,
            title=table.texts("title", languages, name),
            description=table.texts("description", languages, ""),
            hidden=table.flag("hidden", False),
            icon=self._icon(table.table("icon")),
            progress=self._progress(table.table("progress"), stats),
        )
        table.pairs("steam")
        table.finish()
        return achievement

    @staticmethod
    def _icon(table: Table | None) -> Icon | None:
        if table is None:
            return None
        shape: str = table.choice("shape", {shape: shape for shape in SHAPES})
        color = table.color("color", "#c0c0c0") or (0, 0, 0)
        table.finish()
        return Icon(shape, color)

    @staticmethod
    def _progress(table: Table | None, stats: Mapping[str, Stat]) -> ProgressStat | None:
        if table is None:
            return None
        name = table.text("stat")
        stat = stats.get(name)
        if stat is None:
            if name:
                table.complain("stat", name, f"a defined stat ({', '.join(stats) or 'none is'})")
            return None
        minimum = table.number("min", stat.kind, 0)
        maximum = table.number("max", stat.kind)
        if maximum is MISSING:
            maximum = minimum
        elif minimum >= maximum:
            table.complain("min", minimum, f"a number below max = {maximum!r}")
        table.finish()
        return ProgressStat(name, minimum, maximum)

    @staticmethod
    def _dlc(table: Table) -> Dlc:
        dlc = Dlc(
            table.whole("app_id", 1, 2**32 - 1), table.text("name"), table.flag("installed", True)
        )
        table.finish()
        return dlc

    @staticmethod
    def _simulation(table: Table | None) -> Simulation:
        if table is None:
            return Simulation()
        simulation = Simulation(
            latency=table.whole("latency", 0, 1_000_000, Simulation.latency),
            plain_user_stats_received=table.flag("plain_user_stats_received", True),
            loaded_users=table.whole("loaded_users", 1, 1_000_000, Simulation.loaded_users),
            overlay_frames=table.whole("overlay_frames", 0, 1_000_000, Simulation.overlay_frames),
        )
        table.finish()
        return simulation
