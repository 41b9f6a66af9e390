"""Room C, ``offline_steam``: checked access to a TOML table, with every problem named.

Imports the standard library, ``callbacks`` (limits), ``definition``, ``errors`` and
``progress`` (number ranges).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from offline_steam.callbacks import NAME_SIZE
from offline_steam.definition import FIRST_ACCOUNT, StatKind, is_user_id
from offline_steam.errors import DefinitionError, Problem
from offline_steam.progress import INT_MAX, INT_MIN, to_float32

MISSING: Any = object()
"""The default of a key that has to be there."""


class Table:
    """One TOML table on its way through the checks; knows its name for messages."""

    def __init__(
        self,
        problems: list[Problem],
        where: str,
        values: Mapping[str, Any],
        path: tuple[str | int, ...] = (),
    ) -> None:
        self.problems = problems
        self.where = where
        self.path = path
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
        self._note(key, f"{self._name(key)} = {shown}: {expected} is expected")

    def _note(self, key: str, text: str) -> None:
        # Of `stats.NumWins` and `details[3]` the path has the key of this table.
        first = re.split(r"[.\[]", key, maxsplit=1)[0]
        self.problems.append(Problem(text, (*self.path, first)))

    def _name(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        if key in self._values:
            return self._values.pop(key)
        if default is MISSING:
            self._note(key, f"{self._name(key)} is missing")
        return MISSING

    def _typed(self, key: str, kinds: type | tuple[type, ...], expected: str, default: Any) -> Any:
        value = self._take(key, default)
        # bool is an int in Python, never in a definition.
        bad_bool = isinstance(value, bool) and kinds is not bool
        if value is not MISSING and (bad_bool or not isinstance(value, kinds)):
            self.complain(key, value, expected)
            value = MISSING
        return default if value is MISSING else value

    def text(self, key: str, default: Any = MISSING) -> str:
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

    def whole(self, key: str, least: int, most: int, default: Any = MISSING) -> int:
        """An integer in a range."""
        expected = f"an integer from {least} to {most}"
        value = self._typed(key, int, expected, default)
        if value is MISSING:
            return least
        if not least <= value <= most:
            self.complain(key, value, expected)
            return least
        return int(value)

    def number(self, key: str, kind: StatKind, default: Any = MISSING) -> Any:
        """A number that fits a stat of this kind, or the default."""
        value = self._take(key, default)
        if value is MISSING:
            return default
        checked = as_stat_number(value, kind)
        if checked is None:
            self.complain(key, value, stat_number_words(kind))
            return default
        return checked

    def choice(self, key: str, choices: Mapping[str, Any], default: Any = MISSING) -> Any:
        """One of a few words; returns what stands behind it."""
        expected = f"one of {', '.join(map(repr, choices))}"
        value = self._typed(key, str, expected, default)
        if isinstance(value, str):
            if value in choices:
                return choices[value]
            self.complain(key, value, expected)
        return next(iter(choices.values())) if default is MISSING else default

    def color(self, key: str, default: str | None = None) -> tuple[int, int, int] | None:
        """Red, green and blue, 0 to 255; None for an absent key without a default."""
        expected = "a color such as '#f2c14e'"
        value = self._typed(key, str, expected, default)
        if value is None:
            return None
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            self.complain(key, value, expected)
            return 0, 0, 0
        return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)

    def api_name(self, key: str = "name", limit: int = NAME_SIZE - 1) -> str:
        """A name by which Steam's functions know a thing, of at most ``limit`` bytes."""
        expected = f"a name of 1 to {limit} bytes of UTF-8 without NUL"
        value = self._typed(key, str, expected, MISSING)
        if not isinstance(value, str):
            return ""
        if not 0 < len(value.encode()) <= limit or "\0" in value:
            self.complain(key, value, expected)
        return value

    def steam_id(self, key: str, default: Any = MISSING) -> int:
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

    def table(self, key: str) -> Table | None:
        """A table inside, or None when it is absent."""
        value = self._typed(key, dict, "a table", None)
        if value is None:
            return None
        return Table(self.problems, self._name(key), value, (*self.path, key))

    def items(self, key: str, expected: str) -> list[Any]:
        """A list of anything; empty when it is absent."""
        value = self._typed(key, list, expected, None)
        return [] if value is None else value

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

    def tables(self, key: str, label: str) -> Iterator[Table]:
        """A list of tables; each is called by its ``label`` key in messages where it has one."""
        value = self._typed(key, list, f"tables headed [[{key}]]", None)
        for index, item in enumerate(value or ()):
            if not isinstance(item, dict):
                self.complain(f"{key}[{index}]", item, f"a table headed [[{key}]]")
                continue
            name = item.get(label)
            shown = repr(name)[:60] if isinstance(name, str) and name else str(index + 1)
            yield Table(self.problems, f"{key} {shown}", item, (*self.path, key, index))

    def finish(self) -> None:
        """Complains about the keys that nobody asked for."""
        for key, value in self._values.items():
            self.complain(key, value, f"a known key ({', '.join(self._known)})")


def parse_toml(text: str, source: str) -> dict[str, Any]:
    """The tables of a TOML text; ``source`` is the name for messages.

    Raises:
        DefinitionError: when it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(source, [f"not valid TOML: {error}"]) from error
    except RecursionError as error:
        raise DefinitionError(source, ["not valid TOML: nested too deeply"]) from error
    except ValueError as error:
        raise DefinitionError(
            source, [f"not valid TOML: a number has thousands of digits ({error})"]
        ) from error


def parse_steam_id(text: str) -> int | None:
    """The Steam ID of a user in a string of digits; None for anything else."""
    if not re.fullmatch(r"[0-9]{17,20}", text):
        return None
    number = int(text)
    return number if is_user_id(number) else None


def as_stat_number(value: object, kind: StatKind) -> int | float | None:
    """The value as a stat of this kind holds it; None for what it cannot hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if kind is StatKind.INT:
        return value if isinstance(value, int) and INT_MIN <= value <= INT_MAX else None
    try:
        return to_float32(float(value))
    except OverflowError:
        return None


def stat_number_words(kind: StatKind) -> str:
    """What a stat of this kind holds, in words."""
    if kind is StatKind.INT:
        return "an integer of 32 bits"
    return "a finite number that fits a float of 32 bits"
