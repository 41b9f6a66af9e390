"""Room D: an app's stats and achievements as Steam's schema in text.

May import: ``imported``, ``schema_reading``, ``vdf_tree``.

What an import has kept in ``steam`` tables goes back to where it was: numbers of stats and bits,
tokens, the names of icons. What is new gets the numbers that Steam would give it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from godot_steamworks.editor.definition.imported import DESCRIPTION, NAME, token
from godot_steamworks.editor.definition.schema_reading import KINDS
from godot_steamworks.editor.definition.vdf_tree import Kind, Pair

__all__ = [
    "Places",
    "entries_of",
    "languages_of",
    "pairs_of",
    "schema_pairs",
    "steam_of",
    "texts_of",
    "tokens_of",
]

_BITS = 32
_STEAMS = {ours: steams for steams, ours in KINDS.items()}


class Places:
    """Which number each achievement and stat has in Steam's schema: the stat, and the bit in it.

    Args:
        definition: The tables of a definition.

    Attributes:
        achievements: Stat and bit, in the definition's order.
        stats: In the definition's order.
    """

    def __init__(self, definition: Mapping[str, Any]) -> None:
        achievements = [steam_of(entry) for entry in entries_of(definition, "achievement")]
        stats = [steam_of(entry) for entry in entries_of(definition, "stat")]
        kept = steam_of(definition)
        blocks: dict[str, set[int]] = {key: set() for key in _table(kept.get("blocks", {}))}
        for steam in achievements:
            if "stat" in steam:
                blocks.setdefault(str(steam["stat"]), set())
        taken = {*blocks, *map(str, _table(kept.get("other_stats", {})))}
        self.stats: list[str] = []
        self.achievements: list[tuple[str, int]] = []
        for steam in stats:
            wanted = str(steam.get("stat", ""))
            self.stats.append(wanted if wanted and wanted not in taken else "")
            taken.add(wanted)
        places: list[tuple[str, int] | None] = []
        for steam in achievements:
            place = _place(steam)
            if place is not None and place[1] in blocks[place[0]]:
                place = None  # taken: by a copy of this achievement, say
            if place is not None:
                blocks[place[0]].add(place[1])
            places.append(place)
        for place in places:
            self.achievements.append(place or self._next_bit(blocks, taken))
        for index, number in enumerate(self.stats):
            if not number:
                self.stats[index] = _next_number(taken)

    @staticmethod
    def _next_bit(blocks: dict[str, set[int]], taken: set[str]) -> tuple[str, int]:
        for block, bits in blocks.items():
            following = max(bits, default=-1) + 1  # Steam does not fill gaps
            if following < _BITS:
                bits.add(following)
                return block, following
        block = _next_number(taken)
        blocks[block] = {0}
        return block, 0


def entries_of(definition: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    """The tables of a list; what else stands there, the reader's rules complain of."""
    found = definition.get(kind)
    return (
        [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []
    )


def steam_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an import has kept of an entry, or of the app."""
    return _table(entry.get("steam", {}))


def _table(value: object) -> dict[str, Any]:
    """A copy of a table; an empty one for what is none, which the reader's rules complain of."""
    return dict(value) if isinstance(value, Mapping) else {}


def _place(steam: Mapping[str, Any]) -> tuple[str, int] | None:
    bit = str(steam.get("bit", ""))
    return (str(steam["stat"]), int(bit)) if "stat" in steam and bit.isdecimal() else None


def _next_number(taken: set[str]) -> str:
    number = max((int(key) for key in taken if key.isdecimal()), default=0) + 1
    taken.add(str(number))
    return str(number)


def tokens_of(entry: Mapping[str, Any], place: tuple[str, int]) -> tuple[str, str]:
    """The tokens of an achievement's name and description."""
    steam = steam_of(entry)
    return (
        str(steam.get("name_token") or token(*place, NAME)),
        str(steam.get("description_token") or token(*place, DESCRIPTION)),
    )


def schema_pairs(definition: Mapping[str, Any]) -> tuple[Pair, ...]:
    """The tables of a definition as a schema's pairs."""
    places = Places(definition)
    languages = languages_of(definition)
    kept = dict(steam_of(definition))
    blocks, others = _table(kept.pop("blocks", {})), _table(kept.pop("other_stats", {}))
    bits: dict[str, list[tuple[int, Pair]]] = {block: [] for block in blocks}
    for entry, place in zip(
        entries_of(definition, "achievement"), places.achievements, strict=True
    ):
        made = _achievement(entry, place, languages)
        bits.setdefault(place[0], []).append((place[1], made))
    stats: list[Pair] = []
    for block, members in bits.items():
        left = _table(blocks.get(block, {}))
        kind = str(left.pop("type", "ACHIEVEMENTS"))
        inside = tuple(pair for _, pair in sorted(members, key=lambda member: member[0]))
        stats.append(
            pairs_of(block, Pair("bits", inside, Kind.PAIRS), Pair("type", kind), *_kept(left))
        )
    for entry, number in zip(entries_of(definition, "stat"), places.stats, strict=True):
        stats.append(_stat(entry, number, languages))
    stats += [pairs_of(number, *_kept(_table(left))) for number, left in others.items()]
    stats.sort(key=_order)
    return (
        pairs_of(
            str(definition.get("app_id", 0)),
            Pair("stats", tuple(stats), Kind.PAIRS),
            *_kept(kept),
            Pair("gamename", str(definition.get("name", ""))),
        ),
    )


def _achievement(
    entry: Mapping[str, Any], place: tuple[str, int], languages: Sequence[str]
) -> Pair:
    steam = steam_of(entry)
    left = _table(steam.get("other", {}))
    shown_left = _table(left.pop("display", {}))
    name, description = tokens_of(entry, place)
    titles = texts_of(entry.get("title", entry.get("name", "")), languages)
    texts = texts_of(entry.get("description", ""), languages)
    driven = (_progress(_table(entry["progress"])),) if "progress" in entry else ()
    return pairs_of(
        str(place[1]),
        Pair("name", str(entry.get("name", ""))),
        *driven,
        pairs_of(
            "display",
            pairs_of("name", *_by_language(titles), Pair("token", name)),
            pairs_of("desc", *_by_language(texts), Pair("token", description)),
            Pair("hidden", "1" if entry.get("hidden") else "0"),
            *(Pair(key, str(steam[key])) for key in ("icon", "icon_gray") if key in steam),
            *_kept(shown_left),
        ),
        *_kept(left),
    )


def _progress(progress: Mapping[str, Any]) -> Pair:
    return pairs_of(
        "progress",
        Pair("min_val", _word(progress.get("min", 0))),
        Pair("max_val", _word(progress.get("max", 0))),
        pairs_of(
            "value",
            Pair("operation", "statvalue"),
            Pair("operand1", str(progress.get("stat", ""))),
        ),
    )


def _stat(entry: Mapping[str, Any], number: str, languages: Sequence[str]) -> Pair:
    steam = steam_of(entry)
    left = _table(steam.get("other", {}))
    shown_left = _table(left.pop("display", {}))
    titles = texts_of(entry.get("title", ""), languages)
    made = [Pair("type", _STEAMS.get(str(entry.get("type")), "INT"))]
    made.append(Pair("name", str(entry.get("name", ""))))
    for key, steams in (
        ("default", "default"),
        ("min", "min"),
        ("max", "max"),
        ("max_change", "maxchange"),
        ("window", "windowsize"),
    ):
        if key in entry:
            made.append(Pair(steams, _word(entry[key])))
    if entry.get("increment_only"):
        made.append(Pair("incrementonly", "1"))
    token_pair = [Pair("token", str(steam["name_token"]))] if "name_token" in steam else []
    shown = [*_by_language(titles), *token_pair]
    if shown or shown_left:
        names = [pairs_of("name", *shown)] if shown else []
        made.append(pairs_of("display", *names, *_kept(shown_left)))
    return pairs_of(number, *made, *_kept(left))


def _order(stat: Pair) -> tuple[bool, int]:
    return (False, int(stat.key)) if stat.key.isdecimal() else (True, 0)


def pairs_of(key: str, *inside: Pair) -> Pair:
    """A pair with pairs in it."""
    return Pair(key, inside, Kind.PAIRS)


def _by_language(texts: Mapping[str, str]) -> list[Pair]:
    return [Pair(language, written) for language, written in texts.items()]


def texts_of(texts: object, languages: Sequence[str]) -> dict[str, str]:
    """The texts of a ``title`` or ``description``, by language."""
    if isinstance(texts, Mapping):
        return {str(language): str(written) for language, written in texts.items()}
    return {languages[0]: str(texts)} if texts else {}


def languages_of(definition: Mapping[str, Any]) -> Sequence[str]:
    """The languages of a definition; the first is the one of single texts."""
    known = definition.get("languages", ())
    names = [str(language) for language in known if language] if isinstance(known, list) else []
    return names or ["english"]


def _word(value: object) -> str:
    """A number as Steam writes it: without an end of .0."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _kept(left: Mapping[str, Any]) -> list[Pair]:
    return [
        pairs_of(key, *_kept(value)) if isinstance(value, Mapping) else Pair(key, str(value))
        for key, value in left.items()
    ]
