"""Room D: an app's stats and achievements from Steam's schema. May import: ``imported``, ``vdf_*``.

The Steam client keeps it in binary (``appcache/stats/UserGameStatsSchema_APPID.bin``), the partner
site gives it out as text. Both are the same tree: app ID → ``stats`` → number → a stat, or a block
of up to 32 achievements, its ``bits``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from godot_steamworks.editor.definition.imported import Entry, Imported
from godot_steamworks.editor.definition.vdf_tree import (
    Kind,
    Pair,
    VdfError,
    find,
    number,
    printable,
    text,
)

__all__ = ["KINDS", "is_schema", "read_schema"]

KINDS = {"INT": "int", "FLOAT": "float", "AVGRATE": "average_rate"}
"""Steam's words for the types of stats, and a definition's."""
_NUMBERED = {
    "1": "INT",
    "2": "FLOAT",
    "3": "AVGRATE",
    "4": "ACHIEVEMENTS",
    "5": "GROUPACHIEVEMENTS",
}
_BLOCKS = ("ACHIEVEMENTS", "GROUPACHIEVEMENTS")


def is_schema(pairs: Sequence[Pair]) -> bool:
    """Whether these are the pairs of a schema."""
    return any(find(app.pairs, "stats") is not None for app in pairs)


def read_schema(pairs: Sequence[Pair], source: str) -> Imported:
    """The schema in words of a definition.

    Raises:
        VdfError: It is no schema, or an achievement or stat in it has no name.
    """
    lost: list[str] = []
    pairs = printable(pairs, lost)
    app = next((app for app in pairs if find(app.pairs, "stats") is not None), None)
    if app is None:
        have = ", ".join(f'"{pair.key}"' for pair in pairs[:5]) or "nothing"
        raise VdfError(source, "", f'no "stats" in an app: this is no schema. It has {have}')
    made = _Reader(source).app(app, pairs)
    made.report.lost[:0] = lost
    return made


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._made = Imported(source)
        self._report = self._made.report

    def app(self, app: Pair, pairs: Sequence[Pair]) -> Imported:
        made = self._made
        if app.key.isascii() and app.key.isdigit() and 0 < int(app.key) < 2**32:
            made.app_id = int(app.key)
        else:
            self._report.lost.append(f'{app.place}: "{app.key}" is no app ID')
        for other in pairs:
            if other is not app:
                self._report.lost.append(f'{other.place}: "{other.key}" beside the app')
        made.name = text(find(app.pairs, "gamename"))
        stats = find(app.pairs, "stats")
        self._leave(app.pairs, ("gamename", "stats"), made.steam, "of the app")
        for stat in stats.pairs if stats is not None else ():
            self._stat(stat)
        if not made.languages:
            made.languages.append("english")
        self._single_texts()
        return made

    def _stat(self, stat: Pair) -> None:
        kind = self._kind(stat)
        if kind in _BLOCKS:
            self._block(stat, kind)
        elif kind in KINDS:
            self._made.stats.append(self._value_stat(stat, kind))
        else:
            self._report.kept[f"stats of the type {kind or 'none'}"] += 1
            others = self._made.steam.setdefault("other_stats", {})
            others[stat.key] = self._plain(stat.pairs)

    @staticmethod
    def _kind(stat: Pair) -> str:
        said = text(find(stat.pairs, "type_int")) or text(find(stat.pairs, "type"))
        if not said and find(stat.pairs, "bits") is not None:
            return "ACHIEVEMENTS"
        return _NUMBERED.get(said, said.upper())

    # ---- achievements ----

    def _block(self, stat: Pair, kind: str) -> None:
        bits = find(stat.pairs, "bits")
        left: Entry = {}
        self._leave(stat.pairs, ("bits", "type", "type_int", "id"), left, "of a block")
        if kind != "ACHIEVEMENTS":
            left["type"] = kind
        if left:
            self._made.steam.setdefault("blocks", {})[stat.key] = left
        for bit in bits.pairs if bits is not None else ():
            self._made.achievements.append(self._achievement(stat.key, bit))

    def _achievement(self, stat: str, bit: Pair) -> Entry:
        name = self._name(bit, "an achievement")
        display = find(bit.pairs, "display")
        shown = display.pairs if display is not None else ()
        entry: Entry = {"name": name}
        steam: Entry = {"stat": stat, "bit": bit.key}
        for key, steams, token in (
            ("title", "name", "name_token"),
            ("description", "desc", "description_token"),
        ):
            texts = self._texts(find(shown, steams), steam, token)
            if texts:
                entry[key] = texts
        hidden = find(shown, "hidden")
        if text(hidden) not in ("", "0"):
            entry["hidden"] = True
        progress = find(bit.pairs, "progress")
        read = () if progress is None else ("progress",)
        if progress is not None and not self._progress(progress, entry, name):
            read = ()
        for key in ("icon", "icon_gray"):
            icon = text(find(shown, key))
            if icon:
                steam[key] = icon
                self._report.kept["icons, which are files on Steam's servers"] += 1
        other: Entry = {}
        self._leave(bit.pairs, ("name", "display", "bit", *read), other, "of achievements")
        seen = ("name", "desc", "hidden", "icon", "icon_gray")
        self._leave_display(shown, seen, other, "of achievements")
        if other:
            steam["other"] = other
        entry["steam"] = steam
        return entry

    def _progress(self, progress: Pair, entry: Entry, name: str) -> bool:
        """Reads what drives an achievement; whether all of it is understood."""
        stat = text(find(progress.pairs, "value", "operand1"))
        operation = text(find(progress.pairs, "value", "operation"))
        least, most = find(progress.pairs, "min_val"), find(progress.pairs, "max_val")
        if not stat or operation.casefold() not in ("", "statvalue") or most is None:
            self._report.kept["progress of another kind than a stat's value"] += 1
            return False
        low, high = (number(least) if least is not None else 0), number(most)
        if low is None or high is None:
            self._report.lost.append(
                f"{progress.place}: the progress of {name} from {text(least)!r} to {text(most)!r}; "
                "numbers are expected"
            )
            return True
        entry["progress"] = {"stat": stat, "min": low, "max": high}
        return True

    # ---- stats ----

    def _value_stat(self, stat: Pair, kind: str) -> Entry:
        entry: Entry = {"name": self._name(stat, "a stat"), "type": KINDS[kind]}
        steam: Entry = {"stat": stat.key}
        for key, steams in (("default", "default"), ("min", "min"), ("max", "max")):
            self._number(stat, steams, entry, key, kind)
        if text(find(stat.pairs, "incrementonly")) not in ("", "0"):
            entry["increment_only"] = True
        self._number(stat, "maxchange", entry, "max_change", kind)
        if entry.get("max_change", 1) <= 0:  # Steam's word for none
            del entry["max_change"]
        if kind == "AVGRATE":
            self._number(stat, "windowsize", entry, "window", kind)
            if entry.get("window", 1) <= 0:
                del entry["window"]
        titles = self._texts(find(stat.pairs, "display", "name"), steam, "name_token")
        if titles:
            entry["title"] = titles
        seen = ("name", "type", "type_int", "id", "default", "min", "max", "incrementonly")
        more = ("maxchange", "display", *(("windowsize",) if kind == "AVGRATE" else ()))
        other: Entry = {}
        self._leave(stat.pairs, (*seen, *more), other, "of stats")
        display = find(stat.pairs, "display")
        self._leave_display(display.pairs if display else (), ("name",), other, "of stats")
        if other:
            steam["other"] = other
        entry["steam"] = steam
        return entry

    def _number(self, stat: Pair, steams: str, entry: Entry, key: str, kind: str) -> None:
        pair = find(stat.pairs, steams)
        if pair is None or text(pair).strip() == "":
            return
        value = number(pair)
        if value is not None and kind == "INT" and isinstance(value, float):
            value = int(value) if value.is_integer() else None
        if value is None:
            self._report.lost.append(
                f"{pair.place}: {entry['name']}.{steams} = {text(pair)!r}; a number is expected"
            )
            return
        entry[key] = value if kind == "INT" else float(value)

    # ---- parts of both ----

    def _name(self, pair: Pair, what: str) -> str:
        name = text(find(pair.pairs, "name"))
        if not name:
            raise VdfError(
                self._source, pair.place, f'{what}, "{pair.key}", has no "name": its API name'
            )
        return name

    def _texts(self, pair: Pair | None, steam: Entry, token: str) -> dict[str, str]:
        """Texts by language; the language of a single text is not known yet and is ``""``."""
        if pair is None:
            return {}
        if not pair.pairs:
            single = text(pair)
            return {"": single} if single else {}
        texts: dict[str, str] = {}
        for language in pair.pairs:
            if language.key.casefold() == "token":
                steam[token] = text(language)
                continue
            written = text(language)
            if not written:
                continue  # Steam then shows the English text, and so does the simulation
            if language.key in texts:
                self._report.lost.append(f"{language.place}: {language.key} a second time")
                continue
            texts[language.key] = written
            if language.key not in self._made.languages:
                self._made.languages.append(language.key)
        return texts

    def _single_texts(self) -> None:
        """Single texts become those of the app's first language."""
        for entry in (*self._made.achievements, *self._made.stats):
            for key in ("title", "description"):
                if "" in entry.get(key, ()):
                    entry[key] = {self._made.languages[0]: entry[key][""]}

    def _leave(self, pairs: Iterable[Pair], read: Sequence[str], into: Entry, whose: str) -> None:
        """Keeps what nobody has read, for the export."""
        left = [pair for pair in pairs if pair.key.casefold() not in read]
        for pair in left:
            self._report.kept[f"{pair.key} {whose}"] += 1
        into.update(self._plain(left))

    def _leave_display(
        self, pairs: Iterable[Pair], read: Sequence[str], into: Entry, whose: str
    ) -> None:
        """The same of what Steam has below "display"."""
        left: Entry = {}
        self._leave(pairs, read, left, whose)
        if left:
            into["display"] = left

    def _plain(self, pairs: Iterable[Pair]) -> Entry:
        plain: dict[str, Any] = {}
        for pair in pairs:
            if pair.key in plain:
                self._report.lost.append(f'{pair.place}: "{pair.key}" a second time')
            elif pair.kind is Kind.PAIRS:
                plain[pair.key] = self._plain(pair.pairs)
            elif isinstance(pair.value, int | float) and not -(2**63) <= pair.value < 2**63:
                plain[pair.key] = str(pair.value)  # TOML has no larger numbers
            else:
                plain[pair.key] = pair.value
        return plain
