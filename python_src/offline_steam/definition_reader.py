"""Room C, ``offline_steam``: an app definition from a TOML file, with every problem named.

Imports the standard library, ``callbacks`` (limits), ``definition``, ``errors``, ``icons`` (shape
names), ``progress`` (number ranges) and ``results``.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from offline_steam.callbacks import NAME_SIZE
from offline_steam.definition import (
    FIRST_ACCOUNT,
    Achievement,
    AppDefinition,
    Dlc,
    Icon,
    ProgressStat,
    Simulation,
    Stat,
    StatKind,
    StatValue,
    User,
)
from offline_steam.errors import DefinitionError
from offline_steam.icons import SHAPES
from offline_steam.progress import INT_MAX, INT_MIN, to_float32
from offline_steam.results import PersonaState, Relationship

_MISSING: Any = object()


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
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(source, [f"not valid TOML: {error}"]) from error
    except RecursionError as error:
        raise DefinitionError(source, ["not valid TOML: nested too deeply"]) from error
    except ValueError as error:
        raise DefinitionError(
            source, [f"not valid TOML: a number has thousands of digits ({error})"]
        ) from error
    return _Reader(source).app(tables, builtin)


class _Table:
    """One TOML table on its way through the checks; knows its name for messages."""

    def __init__(self, problems: list[str], where: str, values: Mapping[str, Any]) -> None:
        self.problems = problems
        self.where = where
        self._values = dict(values)
        self._known: list[str] = []

    def complain(self, key: str, value: object, expected: str) -> None:
        """Notes that the value of a key is not what is expected."""
        try:
            shown = repr(value)
        except ValueError:
            # Python refuses to print numbers of thousands of digits.
            shown = "a number of thousands of digits"
        if len(shown) > 80:
            shown = shown[:77] + "..."
        self.problems.append(f"{self._name(key)} = {shown}: {expected} is expected")

    def _name(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        if key in self._values:
            return self._values.pop(key)
        if default is _MISSING:
            self.problems.append(f"{self._name(key)} is missing")
        return _MISSING

    def _typed(self, key: str, kinds: type | tuple[type, ...], expected: str, default: Any) -> Any:
        value = self._take(key, default)
        # bool is an int in Python, never in a definition.
        bad_bool = isinstance(value, bool) and kinds is not bool
        if value is not _MISSING and (bad_bool or not isinstance(value, kinds)):
            self.complain(key, value, expected)
            value = _MISSING
        return default if value is _MISSING else value

    def text(self, key: str, default: Any = _MISSING) -> str:
        """A string that C can hold."""
        expected = "a string without NUL"
        value = self._typed(key, str, expected, default)
        if not isinstance(value, str):
            return ""
        if "\0" in value:
            self.complain(key, value, expected)
        return value

    def flag(self, key: str, default: bool) -> bool:
        """A truth value."""
        return bool(self._typed(key, bool, "true or false", default))

    def whole(self, key: str, least: int, most: int, default: Any = _MISSING) -> int:
        """An integer in a range."""
        expected = f"an integer from {least} to {most}"
        value = self._typed(key, int, expected, default)
        if value is _MISSING:
            return least
        if not least <= value <= most:
            self.complain(key, value, expected)
            return least
        return int(value)

    def number(self, key: str, kind: StatKind, default: Any = _MISSING) -> Any:
        """A number that fits a stat of this kind, or the default."""
        value = self._take(key, default)
        if value is _MISSING:
            return default
        checked = _as_stat_number(value, kind)
        if checked is None:
            self.complain(key, value, _stat_number_words(kind))
            return default
        return checked

    def choice(self, key: str, choices: Mapping[str, Any], default: Any = _MISSING) -> Any:
        """One of a few words; returns what stands behind it."""
        expected = f"one of {', '.join(map(repr, choices))}"
        value = self._typed(key, str, expected, default)
        if isinstance(value, str):
            if value in choices:
                return choices[value]
            self.complain(key, value, expected)
        return next(iter(choices.values())) if default is _MISSING else default

    def api_name(self, key: str = "name") -> str:
        """A name by which Steam's functions know a thing."""
        expected = f"a name of 1 to {NAME_SIZE - 1} bytes of UTF-8 without NUL"
        value = self._typed(key, str, expected, _MISSING)
        if not isinstance(value, str):
            return ""
        if not 0 < len(value.encode()) < NAME_SIZE or "\0" in value:
            self.complain(key, value, expected)
        return value

    def steam_id(self, key: str, default: Any = _MISSING) -> int:
        """A Steam ID: a string of digits, since TOML's readers may lose digits of a number."""
        expected = f"a Steam ID of a user as a string of digits, such as '{FIRST_ACCOUNT + 1}'"
        value = self._typed(key, str, expected, default)
        if not isinstance(value, str):
            return 0
        number = parse_steam_id(value)
        if number is None:
            self.complain(key, value, expected)
            return 0
        return number

    def texts(self, key: str, languages: tuple[str, ...], default: str) -> Mapping[str, str]:
        """A text for all languages, or a table of texts by language."""
        value = self._typed(key, (str, dict), "a string or a table by language", default)
        if isinstance(value, str):
            return {languages[0]: value} if languages else {"english": value}
        texts: dict[str, str] = {}
        for language, text in value.items():
            if language not in languages:
                self.complain(
                    f"{key}.{language}", text, f"a language among languages = {list(languages)}"
                )
            elif not isinstance(text, str):
                self.complain(f"{key}.{language}", text, "a string")
            else:
                texts[language] = text
        return texts

    def table(self, key: str) -> _Table | None:
        """A table inside, or None when it is absent."""
        value = self._typed(key, dict, "a table", None)
        return None if value is None else _Table(self.problems, self._name(key), value)

    def pairs(self, key: str) -> Mapping[str, Any]:
        """A table with keys of the author's choice."""
        value = self._typed(key, dict, "a table", None)
        return {} if value is None else dict(value)

    def strings(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of strings without duplicates."""
        value = self._typed(key, list, "a list of strings", None)
        if value is None:
            return default
        if not value:
            self.complain(key, value, "at least one string")
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item:
                self.complain(f"{key}[{index}]", item, "a string that is not empty")
            elif item in value[:index]:
                self.complain(f"{key}[{index}]", item, "a string that is not in the list already")
        return tuple(item for item in value if isinstance(item, str) and item)

    def tables(self, key: str, label: str) -> Iterator[_Table]:
        """A list of tables; each is called by its ``label`` key in messages where it has one."""
        value = self._typed(key, list, f"tables headed [[{key}]]", None)
        for index, item in enumerate(value or ()):
            if not isinstance(item, dict):
                self.complain(f"{key}[{index}]", item, f"a table headed [[{key}]]")
                continue
            name = item.get(label)
            shown = repr(name)[:60] if isinstance(name, str) and name else str(index + 1)
            yield _Table(self.problems, f"{key} {shown}", item)

    def finish(self) -> None:
        """Complains about the keys that nobody asked for."""
        for key, value in self._values.items():
            self.complain(key, value, f"a known key ({', '.join(self._known)})")


def parse_steam_id(text: str) -> int | None:
    """The Steam ID of a user in a string of digits; None for anything else."""
    if not re.fullmatch(r"[0-9]{17,20}", text):
        return None
    number = int(text)
    # Universe, individual account, an account number: what is left of 64 bits is instance.
    universe, kind = number >> 56, number >> 52 & 0xF
    return number if 1 <= universe <= 4 and kind == 1 and number & 0xFFFFFFFF else None


def _as_stat_number(value: object, kind: StatKind) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if kind is StatKind.INT:
        return value if isinstance(value, int) and INT_MIN <= value <= INT_MAX else None
    try:
        return to_float32(float(value))
    except OverflowError:
        return None


def _stat_number_words(kind: StatKind) -> str:
    if kind is StatKind.INT:
        return "an integer of 32 bits"
    return "a finite number that fits a float of 32 bits"


_KINDS = {kind.value: kind for kind in StatKind}
_STATES = {
    "online": PersonaState.ONLINE,
    "offline": PersonaState.OFFLINE,
    "busy": PersonaState.BUSY,
    "away": PersonaState.AWAY,
    "snooze": PersonaState.SNOOZE,
    "looking_to_trade": PersonaState.LOOKING_TO_TRADE,
    "looking_to_play": PersonaState.LOOKING_TO_PLAY,
}
_RELATIONSHIPS = {
    "friend": Relationship.FRIEND,
    "none": Relationship.NONE,
    "blocked": Relationship.BLOCKED,
    "request_recipient": Relationship.REQUEST_RECIPIENT,
    "request_initiator": Relationship.REQUEST_INITIATOR,
    "ignored": Relationship.IGNORED,
    "ignored_friend": Relationship.IGNORED_FRIEND,
}


class _Reader:
    """Reads one file; gathers all problems before it complains."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._problems: list[str] = []

    def app(self, tables: Mapping[str, Any], builtin: bool) -> AppDefinition:
        top = _Table(self._problems, "", tables)
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
            user, is_current = self._user(table, by_name, names)
            users.append(user)
            if is_current:
                current.append(user.steam_id)
        self._unique("user", [str(user.steam_id) for user in users])
        if not users:
            self._problems.append("no [[user]] is defined: at least the current one is expected")
        elif len(current) != 1:
            self._problems.append(
                f"{len(current)} users have current = true: exactly one is expected"
            )
        owner = top.steam_id("owner", None)
        dlc = tuple(self._dlc(table) for table in top.tables("dlc", "name"))
        self._unique("dlc", [str(item.app_id) for item in dlc])
        simulation = self._simulation(top.table("simulation"))
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
        )

    def _unique(self, kind: str, names: list[str]) -> None:
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            self._problems.append(f"{kind} {name!r} is defined more than once")

    def _stat(self, table: _Table, languages: tuple[str, ...]) -> Stat:
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
    def _window(table: _Table, kind: StatKind) -> float:
        if kind is not StatKind.AVERAGE_RATE:
            # Left for finish() to complain about.
            return 0.0
        window = table.number("window", kind, _MISSING)
        if window is _MISSING:
            return math.inf
        if window <= 0:
            table.complain("window", window, "a number of seconds above 0")
        return float(window)

    def _achievement(
        self, table: _Table, languages: tuple[str, ...], stats: Mapping[str, Stat]
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
        table.finish()
        return achievement

    @staticmethod
    def _icon(table: _Table | None) -> Icon | None:
        if table is None:
            return None
        shape: str = table.choice("shape", {shape: shape for shape in SHAPES})
        color = table.text("color", "#c0c0c0")
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
            table.complain("color", color, "a color such as '#f2c14e'")
            color = "#000000"
        table.finish()
        return Icon(shape, (int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)))

    @staticmethod
    def _progress(table: _Table | None, stats: Mapping[str, Stat]) -> ProgressStat | None:
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
        if maximum is _MISSING:
            maximum = minimum
        elif minimum >= maximum:
            table.complain("min", minimum, f"a number below max = {maximum!r}")
        table.finish()
        return ProgressStat(name, minimum, maximum)

    @staticmethod
    def _user(
        table: _Table, stats: Mapping[str, Stat], achievements: set[str]
    ) -> tuple[User, bool]:
        current = table.flag("current", False)
        values: dict[str, StatValue] = {}
        for name, value in table.pairs("stats").items():
            stat = stats.get(name)
            number = None if stat is None else _as_stat_number(value, stat.kind)
            if stat is None:
                table.complain(f"stats.{name}", value, f"a defined stat ({', '.join(stats)})")
            elif number is None:
                table.complain(f"stats.{name}", value, _stat_number_words(stat.kind))
            else:
                values[name] = StatValue(number, stat.window)
        times: dict[str, int] = {}
        for name, value in table.pairs("achievements").items():
            if name not in achievements:
                table.complain(f"achievements.{name}", value, "a defined achievement")
            elif isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**32:
                table.complain(f"achievements.{name}", value, "the unlock time in Unix seconds")
            else:
                times[name] = value
        user = User(
            steam_id=table.steam_id("steam_id"),
            name=table.text("name"),
            nickname=table.text("nickname", ""),
            state=table.choice("status", _STATES, PersonaState.ONLINE),
            relationship=table.choice(
                "relationship",
                _RELATIONSHIPS,
                Relationship.NONE if current else Relationship.FRIEND,
            ),
            level=table.whole("level", 0, INT_MAX, 0),
            stats=values,
            achievements=times,
        )
        table.finish()
        return user, current

    @staticmethod
    def _dlc(table: _Table) -> Dlc:
        dlc = Dlc(
            table.whole("app_id", 1, 2**32 - 1), table.text("name"), table.flag("installed", True)
        )
        table.finish()
        return dlc

    @staticmethod
    def _simulation(table: _Table | None) -> Simulation:
        if table is None:
            return Simulation()
        simulation = Simulation(
            latency=table.whole("latency", 0, 1_000_000, Simulation.latency),
            plain_user_stats_received=table.flag("plain_user_stats_received", True),
            loaded_users=table.whole("loaded_users", 1, 1_000_000, Simulation.loaded_users),
        )
        table.finish()
        return simulation
