"""Steam's files put into an app definition: what is added, changed, kept, and said of it."""

from __future__ import annotations

import pytest
from steam_schema import BINARY

from godot_steamworks.editor.definition import importing, steam_files
from godot_steamworks.editor.definition.document import Document
from offline_steam.definition_reader import parse_definition

SCHEMA = steam_files.read_bytes(BINARY, "schema.bin")
MINE = """\
app_id = 123456
name = "Mine"

[[achievement]]
name = "MY_OWN"

# The first win.
[[achievement]]
name = "WIN_ONE"     # as on the partner site
title = "First"
hidden = true
icon = { shape = "star", color = "#f2c14e" }

[[user]]
steam_id = "76561202255232769"
name = "Me"
current = true
"""


def test_into_a_new_definition() -> None:
    """Everything is there, and the offline runtime takes it."""
    changes = importing.apply(Document.new(123456, "G"), SCHEMA)
    assert changes.added == ["Wins", "Distance", "Speed", "WIN_ONE", "WIN_100"]
    assert (changes.same, changes.kept) == ([], [])
    app = parse_definition(changes.document.text, "made")
    assert [achievement.name for achievement in app.achievements] == ["WIN_ONE", "WIN_100"]
    assert app.achievements[0].title == {"english": "First Light", "german": "Erstes Licht"}
    assert app.languages == ("english", "german")
    assert app.stats[0].max_change == 50
    lines = changes.lines()
    assert lines[0] == "Added: Wins, Distance, Speed, WIN_ONE, WIN_100"
    assert lines[1] == "Changed: languages (german)"
    assert any("icons" in line for line in lines)


def test_into_an_existing_definition() -> None:
    """Steam's values are taken over; icons, comments and what Steam does not have stay."""
    changes = importing.apply(Document.read(MINE), SCHEMA)
    text = changes.document.text
    assert changes.changed == ["languages (german)", "WIN_ONE"]
    assert changes.kept == ["MY_OWN"]
    assert '# The first win.\n[[achievement]]\nname = "WIN_ONE"     # as on' in text
    entry = changes.document.items("achievement")[1]
    assert entry["title"] == {"english": "First Light", "german": "Erstes Licht"}
    assert entry["icon"] == {"shape": "star", "color": "#f2c14e"}
    assert "hidden" not in entry
    assert changes.document.get(("name",)) == "Mine"
    parse_definition(text, "made")


def test_a_second_time() -> None:
    """The same file once more changes nothing, to the byte."""
    first = importing.apply(Document.read(MINE), SCHEMA).document
    again = importing.apply(first, SCHEMA)
    assert again.document.text == first.text
    assert again.changed == again.added == []
    assert again.same == ["Wins", "Distance", "Speed", "WIN_ONE", "WIN_100"]


def test_another_app() -> None:
    """The definition's app stays, and the difference is said first."""
    changes = importing.apply(Document.new(7, "Other"), SCHEMA)
    assert changes.document.get(("app_id",)) == 7
    assert changes.notes[0].startswith("The file is of app 123456, the definition of app 7")


def test_schema_comes_back() -> None:
    """What was imported into a definition is exported as it came."""
    document = importing.apply(Document.new(123456, "My Game"), SCHEMA).document
    written = steam_files.schema_text(document.data)
    again = steam_files.read_bytes(written.encode(), "again")
    assert importing.apply(document, again).document.get(("achievement", 0)) == document.get(
        ("achievement", 0)
    )
    assert again.stats == SCHEMA.stats
    assert again.steam == SCHEMA.steam


LOC = """"lang" { "english" { "Tokens" {
    "NEW_ACHIEVEMENT_1_0_NAME" "Light" "NEW_ACHIEVEMENT_1_0_DESC" ""
    "OTHER_NAME" "Other" "OTHER_DESC" "Another." "ODD" "x" } }
    "french" { "Tokens" { "NEW_ACHIEVEMENT_1_0_NAME" "Lumière" "OTHER_NAME" "Autre" } } }"""


def test_texts_by_token() -> None:
    """Texts go to the achievements with these tokens; empty ones change nothing."""
    document = importing.apply(Document.new(123456, "G"), SCHEMA).document
    changes = importing.apply(document, steam_files.read_bytes(LOC.encode(), "loc"))
    first = changes.document.items("achievement")[0]
    assert first["title"] == {"english": "Light", "german": "Erstes Licht", "french": "Lumière"}
    assert first["description"] == {"english": "Win a game."}
    assert changes.changed == ["languages (french)", "WIN_ONE"]
    assert changes.added == ["OTHER"]
    assert changes.kept == ["WIN_100"]
    assert changes.document.items("achievement")[2] == {
        "name": "OTHER",
        "title": {"english": "Other", "french": "Autre"},
        "description": {"english": "Another."},
        "steam": {"name_token": "OTHER_NAME", "description_token": "OTHER_DESC"},
    }
    assert "Not carried over: the token ODD belongs to no achievement" in changes.notes
    assert changes.notes[0].startswith("Guessed: the API names of the new achievements")


def test_texts_by_order() -> None:
    """A definition that knows no tokens gets texts in its order, and a word about it."""
    document = Document.read("[[achievement]]\nname = 'A'\n")
    changes = importing.apply(document, steam_files.read_bytes(LOC.encode(), "loc"))
    title = changes.document.get(("achievement", 0, "title"))
    assert title == {"english": "Light", "french": "Lumière"}
    assert any(note.startswith("Guessed: texts belong to") for note in changes.notes)


@pytest.mark.parametrize("count", [300])
def test_many(count: int) -> None:
    """Hundreds of achievements are put in, in their order."""
    definition = {
        "app_id": 1,
        "name": "G",
        "achievement": [{"name": f"A{number}", "title": "T"} for number in range(count)],
    }
    made = steam_files.read_bytes(steam_files.schema_text(definition).encode(), "x")
    changes = importing.apply(Document.new(1, "G"), made)
    names = [entry["name"] for entry in changes.document.items("achievement")]
    assert names == [f"A{number}" for number in range(count)]
