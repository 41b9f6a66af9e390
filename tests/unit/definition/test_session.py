"""Editing an app definition: its file, and edits that touch more than one place."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st
from steam_schema import BINARY

from godot_steamworks.editor.definition import importing, session, steam_files
from godot_steamworks.editor.definition.document import Document, DocumentError
from godot_steamworks.editor.definition.fields import FIELDS, LISTS, new_entry
from godot_steamworks.editor.definition.session import Session, with_text
from offline_steam.definition_checking import problems, words

LOC = b'"lang" { "english" { "Tokens" { "NEW_ACHIEVEMENT_1_0_NAME" "A" "B_NAME" "B" } } }'
TEXT = """\
app_id = 7
name = "G"

[[stat]]
name = "Wins"
type = "int"

[[achievement]]
name = "A"
progress = { stat = "Wins", max = 3 }

[[user]]
steam_id = "76561202255232769"
name = "Me"
current = true
stats = { Wins = 2 }
achievements = { A = 5 }

[[leaderboard]]
name = "B"
sort = "ascending"
entries = { 76561202255232769 = 4 }
"""


def sound(document: Document) -> Document:
    """The document, which the offline runtime would take."""
    assert problems(document.text) == []
    return document


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_file_keeps_its_form(tmp_path: Path, mark: bytes, line_end: str) -> None:
    """Line ends and mark stay as they were; other lines are not touched; nothing else is left."""
    file = tmp_path / "app.toml"
    data = mark + TEXT.replace("\n", line_end).encode()
    file.write_bytes(data)
    file.chmod(0o600)
    opened = Session.open(file)
    assert not opened.is_changed
    opened.save()
    assert file.read_bytes() == data
    opened.document = opened.document.set(("name",), "H")
    assert opened.is_changed
    opened.save()
    assert file.read_bytes() == data.replace(b'"G"', b'"H"')
    assert not opened.is_changed and not opened.changed_outside()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_link_stays_a_link(tmp_path: Path) -> None:
    """The file behind a link is written, not the link."""
    file, link = tmp_path / "real.toml", tmp_path / "link.toml"
    file.write_text(TEXT, "utf-8")
    link.symlink_to(file)
    opened = Session.open(link)
    opened.document = opened.document.set(("app_id",), 8)
    opened.save()
    assert link.is_symlink() and "app_id = 8" in file.read_text("utf-8")


def test_other_programs(tmp_path: Path) -> None:
    """A file that somebody else has written or removed is noticed."""
    opened = Session.create(tmp_path / "new" / "app.toml", Document.new(7, "G"))
    assert not opened.changed_outside()
    opened.file.write_text("other", "utf-8")
    assert opened.changed_outside()
    opened.file.unlink()
    assert opened.changed_outside()


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    """Each is an error with the file and the reason; a failed save leaves the file as it was."""
    with pytest.raises(DocumentError, match=r"none.toml cannot be read \(No such file"):
        Session.open(tmp_path / "none.toml")
    file = tmp_path / "app.toml"
    file.write_bytes(b'name = "\xff"')
    with pytest.raises(DocumentError, match=r"app.toml: byte 8 is not UTF-8"):
        Session.open(file)
    file.write_text("name = ", "utf-8")
    with pytest.raises(DocumentError, match=r"app.toml: .*not valid TOML"):
        Session.open(file)
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(DocumentError, match=r"folder.toml cannot be saved"):
        Session.create(tmp_path / "folder.toml", Document.new(1, "G"))
    with pytest.raises(DocumentError, match=r"below.toml cannot be saved"):
        Session.create(file / "below.toml", Document.new(1, "G"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_rename() -> None:
    """Whoever speaks of a stat, an achievement or a user does so by the new name."""
    document = session.rename(Document.read(TEXT), "stat", 0, "Victories")
    document = session.rename(sound(document), "achievement", 0, "WIN")
    document = session.rename(sound(document), "user", 0, "76561202255232770")
    sound(document)
    assert document.get(("achievement", 0, "progress", "stat")) == "Victories"
    assert document.get(("user", 0, "stats")) == {"Victories": 2}
    assert document.get(("user", 0, "achievements")) == {"WIN": 5}
    assert document.get(("leaderboard", 0, "entries")) == {"76561202255232770": 4}


def test_rename_one_of_two() -> None:
    """What another has the name of still means that other; an empty name is nobody's."""
    twice = Document.read(TEXT + '\n[[stat]]\nname = "Wins"\ntype = "float"\n')
    renamed = session.rename(twice, "stat", 1, "Other")
    assert renamed.get(("achievement", 0, "progress", "stat")) == "Wins"
    emptied = session.rename(Document.read(TEXT), "stat", 0, None)
    assert emptied.get(("achievement", 0, "progress", "stat")) == "Wins"


def test_current_user() -> None:
    """When one plays, no other does."""
    document, index = session.add(Document.read(TEXT), "user")
    document = sound(session.set_current_user(document, index, True))
    assert [bool(user.get("current")) for user in document.items("user")] == [False, True]
    document = session.set_current_user(document, 1, False)
    assert [bool(user.get("current")) for user in document.items("user")] == [False, False]


@pytest.mark.parametrize("kind", LISTS)
def test_new_and_copied_entries(kind: str) -> None:
    """Any number of new entries and copies are taken by the runtime, each by a name of its own."""
    document = Document.read(TEXT)
    for _ in range(3):
        document, index = session.add(document, kind)
        document = sound(session.duplicate(document, kind, index))
    document = sound(session.duplicate(document, kind, 0))
    assert len(document.items(kind)) == len(Document.read(TEXT).items(kind)) + 7


def test_new_entry_of_an_empty_definition() -> None:
    """The first user plays; a DLC follows the app's ID, if that is one."""
    assert new_entry("user", {})["current"] is True
    assert new_entry("dlc", {"app_id": 2**32 - 1})["app_id"] == 1
    assert new_entry("dlc", {"app_id": 480, "dlc": [{"app_id": 481}]})["app_id"] == 482


def test_texts() -> None:
    """A single text stays one until another language has any; without any there is nothing."""
    both = ["english", "german"]
    assert with_text("A", both, "english", "B") == "B"
    assert with_text("A", both, "german", "B") == {"english": "A", "german": "B"}
    assert with_text({"german": "B"}, both, "german", "") is None
    assert with_text({"english": "A"}, both, "english", "C") == {"english": "C"}
    assert with_text(None, both, "english", "") is None
    assert with_text(None, [], "english", "A") == "A"


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20))
def test_any_name_of_an_app(name: str) -> None:
    """Whatever a project is called, its new definition is sound and has that name."""
    assert sound(Document.new(480, name)).get(("name",)) == name


def test_fields_are_those_of_the_runtime() -> None:
    """Every field is a key that the runtime knows, and every choice one of its words."""
    examples: dict[str, Any] = {"number": 1, "flag": True, "names": ["english"], "values": {}}
    known = words()
    for kind, fields in FIELDS.items():
        for field in fields:
            value = examples.get(field.kind, "x")
            if field.choices in known:
                value = known[field.choices][0]
            document = Document.read(TEXT)
            place: tuple[str | int, ...] = () if kind == "app" else (kind, 0)
            if kind == "dlc":
                document, _ = session.add(document, "dlc")
            if field.only is not None:
                document = document.set((*place, field.only[0]), field.only[1])
            changed = document.set((*place, *field.path), value)
            found = [problem["text"] for problem in problems(changed.text)]
            assert not any("a known key" in text for text in found), (kind, field.path, found)
            assert "." not in field.choices or field.choices in known, field


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-9, 9), st.floats(), st.text("ab_1", max_size=3)
    ),
    lambda inside: st.one_of(
        st.lists(inside, max_size=2),
        st.dictionaries(
            st.sampled_from(
                ["name", "title", "steam", "stat", "bit", "progress", "stats", "blocks"]
            ),
            inside,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*LISTS, "languages", "steam", "simulation", "app_id"]),
        ANYTHING,
        max_size=4,
    )
)
def test_any_definition(data: dict[str, Any]) -> None:
    """Whatever a file says, an edit is made or refused in words, and it can be exported."""
    document = Document.read(tomlkit.dumps(_without_none(data)))
    steam_files.schema_text(document.data)
    steam_files.texts_text(document.data)
    edits = [
        lambda: importing.apply(document, steam_files.read_bytes(BINARY, "x")),
        lambda: importing.apply(document, steam_files.read_bytes(LOC, "x")),
        lambda: document.set(("simulation", "latency"), 1),
        *(lambda kind=kind: session.add(document, kind) for kind in LISTS),
    ]
    for kind in LISTS:
        if document.items(kind):
            edits.append(lambda kind=kind: session.duplicate(document, kind, 0))
            edits.append(lambda kind=kind: session.rename(document, kind, 0, "new"))
            edits.append(lambda kind=kind: document.set((kind, 0, "title", "english"), "x"))
    for edit in edits:
        with contextlib.suppress(DocumentError):
            edit()


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(inside) for key, inside in value.items() if inside is not None}
    if isinstance(value, list):
        return [_without_none(inside) for inside in value if inside is not None]
    return value
