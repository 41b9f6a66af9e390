"""Steam's schemas and files of texts as parts of an app definition, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steam_schema import BINARY, SCHEMA

from godot_steamworks.editor.definition import importing, steam_files
from godot_steamworks.editor.definition.document import Document
from godot_steamworks.editor.definition.imported import Imported
from godot_steamworks.editor.definition.schema_writing import Places
from godot_steamworks.editor.definition.vdf_tree import VdfError


def as_definition(made: Imported) -> dict[str, Any]:
    """The tables of a definition with what was read."""
    return {
        "app_id": made.app_id,
        "name": made.name,
        "languages": made.languages,
        "achievement": made.achievements,
        "stat": made.stats,
        **({"steam": made.steam} if made.steam else {}),
    }


@pytest.mark.parametrize("data", [SCHEMA.encode(), BINARY], ids=["text", "binary"])
def test_schema(data: bytes) -> None:
    """Achievements and stats with all that a definition has words for, from either format."""
    made = steam_files.read_bytes(data, "x")
    assert (made.app_id, made.name, made.languages) == (123456, "My Game", ["english", "german"])
    first, second = made.achievements
    assert first == {
        "name": "WIN_ONE",
        "title": {"english": "First Light", "german": "Erstes Licht"},
        "description": {"english": "Win a game."},
        "steam": {
            "stat": "1",
            "bit": "0",
            "name_token": "NEW_ACHIEVEMENT_1_0_NAME",
            "description_token": "NEW_ACHIEVEMENT_1_0_DESC",
            "icon": "aaaa.jpg",
            "icon_gray": "bbbb.jpg",
        },
    }
    assert second == {
        "name": "WIN_100",
        "title": {"english": "Champion"},
        "description": {"english": "Win a hundred games."},
        "hidden": True,
        "progress": {"stat": "Wins", "min": 0, "max": 100},
        "steam": {
            "stat": "1",
            "bit": "2",
            "other": {"permission": "1", "display": {"sort": "7"}},
        },
    }
    assert [{k: v for k, v in stat.items() if k != "steam"} for stat in made.stats] == [
        {
            "name": "Wins",
            "type": "int",
            "default": 0,
            "min": 0,
            "max": 1000,
            "increment_only": True,
            "max_change": 50,
            "title": {"english": "Games won"},
        },
        {"name": "Distance", "type": "float", "default": 0.5},
        {"name": "Speed", "type": "average_rate", "window": 20.0},
    ]


def test_what_has_no_words_is_told() -> None:
    """It is kept for the export, and the report says what, and how often."""
    made = steam_files.read_bytes(BINARY, "x")
    assert made.steam == {"version": "4", "other_stats": {"9": {"type": "7", "name": "Odd"}}}
    assert made.report.lines() == [
        "Kept for the export, but not simulated: icons, which are files on Steam's servers "
        "(2 times)",
        "Kept for the export, but not simulated: permission of achievements",
        "Kept for the export, but not simulated: permission of stats",
        "Kept for the export, but not simulated: sort of achievements",
        "Kept for the export, but not simulated: stats of the type 7",
        "Kept for the export, but not simulated: version of the app",
    ]


def test_schema_there_and_back() -> None:
    """What was imported and exported is imported as it was: nothing on the way is lost."""
    made = steam_files.read_bytes(BINARY, "x")
    written = steam_files.schema_text(as_definition(made))
    again = steam_files.read_bytes(written.encode(), "x")
    # What had no tokens has now those that Steam makes.
    for entry in again.achievements[1:]:
        assert entry["steam"].pop("name_token") == "NEW_ACHIEVEMENT_1_2_NAME"
        assert entry["steam"].pop("description_token") == "NEW_ACHIEVEMENT_1_2_DESC"
    assert as_definition(again) == as_definition(made)
    for text in ('"permission"\t"2"', '"icon_gray"\t"bbbb.jpg"', '"sort"\t"7"', '"Odd"'):
        assert text in written


NAMES = st.text("ABCdef_", min_size=1, max_size=6)
LANGUAGES = ["english", "german", "japanese"]
TEXTS = st.dictionaries(
    st.sampled_from(LANGUAGES),
    st.text(min_size=1, max_size=8).filter(lambda text: "\0" not in text and text.isprintable()),
    min_size=1,
)
ACHIEVEMENTS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "title": TEXTS},
        optional={
            "description": TEXTS,
            "hidden": st.just(True),
            "progress": st.fixed_dictionaries(
                {"stat": NAMES, "min": st.integers(-9, 9), "max": st.integers(10, 99)}
            ),
        },
    ),
    max_size=4,
    unique_by=lambda entry: str(entry["name"]),
)
STATS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "type": st.just("int")},
        optional={"min": st.integers(-9, 0), "increment_only": st.just(True), "title": TEXTS},
    ),
    max_size=4,
    unique_by=lambda entry: str(entry["name"]),
)


@settings(deadline=None)
@given(ACHIEVEMENTS, STATS)
def test_definitions_there_and_back(
    achievements: list[dict[str, Any]], stats: list[dict[str, Any]]
) -> None:
    """A definition that was never at Steam's comes back from a schema, in its order."""
    definition = {
        "app_id": 7,
        "name": "G",
        "languages": LANGUAGES,
        "achievement": achievements,
        "stat": stats,
    }
    made = steam_files.read_bytes(steam_files.schema_text(definition).encode(), "x")

    def without(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{k: v for k, v in entry.items() if k != "steam"} for entry in entries]

    assert without(made.achievements) == achievements
    assert without(made.stats) == stats
    assert made.report.lost == []


def test_numbers_of_new_ones() -> None:
    """A new achievement follows the last one of a block; 32 fill it; a copy gets another place."""
    known = {"steam": {"stat": "1", "bit": "30"}}
    places = Places(
        {"achievement": [known, {}, {}, dict(known)], "stat": [{}, {"steam": {"stat": "2"}}]}
    )
    assert places.achievements == [("1", 30), ("1", 31), ("3", 0), ("3", 1)]
    assert places.stats == ["4", "2"]


LOC_ALL = """
"lang"
{
	"english" { "Tokens" { "NEW_ACHIEVEMENT_1_0_NAME" "One" "NEW_ACHIEVEMENT_1_0_DESC" "" } }
	"German" { "Tokens" { "NEW_ACHIEVEMENT_1_0_NAME" "Eins" } }
	"odd" { }
}
"""


def test_texts() -> None:
    """All languages, or one; what cannot be used is told with its line."""
    made = steam_files.read_bytes(LOC_ALL.encode(), "x")
    assert made.languages == ["english", "german"]
    assert made.texts == {
        "NEW_ACHIEVEMENT_1_0_NAME": {"english": "One", "german": "Eins"},
        "NEW_ACHIEVEMENT_1_0_DESC": {"english": ""},
    }
    assert made.report.lost == ['line 6, column 2: "odd" has no Tokens']
    one = '"lang" { "Language" "French" "Tokens" { "A" "Un" } }'
    made = steam_files.read_bytes(one.encode(), "x")
    assert (made.languages, made.texts) == (["french"], {"A": {"french": "Un"}})


def test_texts_are_written_for_all_languages() -> None:
    """With the tokens that the texts had, or those that Steam would make, and none left out."""
    definition = as_definition(steam_files.read_bytes(BINARY, "x"))
    definition["achievement"].append(
        {"name": "NEW", "title": "New", "description": {"german": "Neu"}}
    )
    made = steam_files.read_bytes(steam_files.texts_text(definition).encode(), "x")
    assert made.texts["NEW_ACHIEVEMENT_1_0_NAME"] == {
        "english": "First Light",
        "german": "Erstes Licht",
    }
    assert made.texts["NEW_ACHIEVEMENT_1_2_DESC"] == {
        "english": "Win a hundred games.",
        "german": "",
    }
    assert made.texts["NEW_ACHIEVEMENT_1_3_NAME"] == {"english": "New", "german": ""}
    assert made.texts["NEW_ACHIEVEMENT_1_3_DESC"] == {"english": "", "german": "Neu"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "x: the file is empty"),
        (b'"AppState" { }', 'x: it has "AppState"; expected an app with "stats"'),
        (b'"1" { "stats" { "1" { "type" "INT" } } }', 'x, line 1, column 17: a stat, "1", has no'),
        (b'"lang" { }', "x, line 1, column 1: no language with Tokens in it"),
        (b'"lang" { "Tokens" { } }', '"Tokens" without a "Language"'),
        (b"\x00a\0", "x, offset 3: the file ends"),
    ],
)
def test_wrong_files(data: bytes, expected: str) -> None:
    """A file that is none of Steam's is refused with what it has, and where."""
    with pytest.raises(VdfError) as caught:
        steam_files.read_bytes(data, "x")
    assert expected in str(caught.value)


def test_damaged_values() -> None:
    """Numbers that are none, keys that come twice and bytes that are no text are told."""
    text = """"12" { "stats" { "1" { "type" "1" "name" "S" "min" "low" "max" "2.5"
    "a" "1" "a" "2" } }
    "gamename" "G" } "more" "x" """
    made = steam_files.read_bytes(text.encode(), "x")
    assert [line.partition(": ")[2] for line in made.report.lost] == [
        '"more" beside the app',
        "S.min = 'low'; a number is expected",
        "S.max = '2.5'; a number is expected",
        '"a" a second time',
    ]
    made = steam_files.read_bytes(BINARY.replace(b"My Game", b"My\xffGame"), "x")
    assert made.name == "My�Game"
    assert 'bytes of "gamename" that are not UTF-8' in made.report.lost[0]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([SCHEMA.encode(), BINARY]), st.data())
def test_damaged_files(data: bytes, draw: st.DataObject) -> None:
    """Whatever happens to a file, it is refused with a place, or what is left can be written."""
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data) - 1))
        length = draw.draw(st.integers(0, 9))
        data = data[:place] + draw.draw(st.binary(max_size=4)) + data[place + length :]
        if not data:
            return
    try:
        made = steam_files.read_bytes(data, "damaged")
    except VdfError as error:
        assert str(error).startswith("damaged")
        return
    changes = importing.apply(Document.new(1, "G"), made)
    assert Document.read(changes.document.text).data == changes.document.data
    changes.document.text.encode()
    steam_files.schema_text(changes.document.data).encode()
    steam_files.texts_text(changes.document.data).encode()
    assert all(isinstance(line, str) for line in changes.lines())


def test_unreadable_file(tmp_path: Path) -> None:
    """A file that is not there is an error with its path."""
    with pytest.raises(VdfError, match=r"nothing.vdf: it cannot be read \(No such file"):
        steam_files.read(tmp_path / "nothing.vdf")
