"""An app definition that is edited: what it says, and that nothing else in the file changes."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from godot_steamworks.editor.definition.document import KINDS, Document, DocumentError
from offline_steam import places
from offline_steam.definition_reader import parse_definition

SPACEWAR = places.BUILTIN_APP.read_text("utf-8")
TEXT = """\
# My game.
app_id = 7       # on Steam
name = '''My
[[game]]'''      # a text of two lines

languages = [
    "english",   # the first
    "german",
]

# All stats.

# The first one.
[[stat]]
name = "A"       # a stat
type = "int"
# behind it

[[stat]]
name = "B"
type = "float"
max = 1e3
[stat.title]     # by language
english = "b"

[simulation]
latency = 3      # frames

[[user]]
steam_id = "76561202255232769"
name = "#[[Me]]"
current = true
stats.A = 1
"""


def test_text_is_kept() -> None:
    """What is read is written as it was, and its tables are found, whatever form they have."""
    document = Document.read(TEXT)
    assert document.text == TEXT
    assert [(part.kind, part.is_item) for part in document.segments if part.kind] == [
        ("stat", True),
        ("stat", True),
        ("simulation", False),
        ("user", True),
    ]
    assert [stat["name"] for stat in document.items("stat")] == ["A", "B"]
    assert document.get(("stat", 1, "title", "english")) == "b"
    assert document.get(("stat", 7, "title")) is document.get(("name", "x")) is None
    assert document.locked == {}


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (("app_id",), 8, "app_id = 7 ", "app_id = 8 "),
        (("owner",), "1", "]\n\n# All", ']\nowner = "1"\n\n# All'),
        (("simulation", "latency"), 0, "latency = 3 ", "latency = 0 "),
        (("stat", 0, "name"), "C", 'name = "A" ', 'name = "C" '),
        (("stat", 1, "max"), None, "max = 1e3\n", ""),
        (("stat", 1, "title", "german"), "ß", 'english = "b"\n', 'english = "b"\ngerman = "ß"\n'),
        (("stat", 1, "min"), 0.5, "max = 1e3\n", "max = 1e3\nmin = 0.5\n\n"),
        (("user", 0, "stats", "A"), 2, "stats.A = 1", "stats.A = 2"),
        (
            ("user", 0, "avatar", "shape"),
            "cat",
            "stats.A = 1\n",
            'stats.A = 1\navatar = { shape = "cat" }\n',
        ),
        (("user", 0, "stats", "A"), None, "stats.A = 1\n", ""),
    ],
)
def test_one_value(path: tuple[str | int, ...], value: Any, before: str, after: str) -> None:
    """One line changes; comments, also behind the value, and all other lines stay."""
    assert before in TEXT
    assert Document.read(TEXT).set(path, value).text == TEXT.replace(before, after)


def test_same_value_changes_nothing() -> None:
    """A document that says so already is the same text, in the same notation."""
    document = Document.read(TEXT)
    assert document.set(("stat", 1, "max"), 1000.0).text == TEXT
    assert document.set(("stat", 0, "max"), None).text == TEXT


def test_moving() -> None:
    """Tables change places with their own comments; what stands between them stays there."""
    moved = Document.read(TEXT).move("stat", 0, 1).text
    own = '# The first one.\n[[stat]]\nname = "A"       # a stat\ntype = "int"\n# behind it\n'
    other = '[[stat]]\nname = "B"\ntype = "float"\nmax = 1e3\n[stat.title]     # by language\n'
    other += 'english = "b"\n'
    assert moved == TEXT.replace(f"{own}\n{other}", f"{other}\n{own}")
    assert Document.read(moved).move("stat", 1, 0).text == TEXT


def test_removing() -> None:
    """A table goes with the comment directly above it; a comment about several stays."""
    document = Document.read(TEXT).remove("stat", 0)
    assert '# All stats.\n\n[[stat]]\nname = "B"' in document.text
    assert "first one" not in document.text
    document = document.remove("stat", 0)
    assert "# All stats.\n\n[simulation]" in document.text
    assert document.items("stat") == []


def test_adding() -> None:
    """A new table stands with its like, or at the end; keys without a value are left out."""
    document = Document.read(TEXT).insert("stat", 2, {"name": "C", "type": "int", "min": None})
    assert 'english = "b"\n\n[[stat]]\nname = "C"\ntype = "int"\n\n[simulation]' in document.text
    document = document.insert("stat", 0, {"name": "D"})
    assert '[[stat]]\nname = "D"\n\n# The first one.' in document.text
    document = document.insert("dlc", 0, {"app_id": 9, "name": "More"}, "A comment.")
    assert document.text.endswith('\n\n# A comment.\n[[dlc]]\napp_id = 9\nname = "More"\n')


def test_duplicating() -> None:
    """A copy has the original's comments, and no place in Steam's schema."""
    steam = "steam = { stat = '1', bit = '0', name_token = 'T', icon = 'a.jpg' }\n"
    text = f"[[achievement]]\nname = 'A' # x\n{steam}"
    copied = Document.read(text).duplicate("achievement", 0, {"name": "A_2"}).text
    assert copied.startswith(text)
    assert Document.read(copied).items("achievement")[1] == {
        "name": "A_2",
        "steam": {"icon": "a.jpg"},
    }
    assert copied.count("# x") == 2


def test_keys_at_the_top_of_a_file_that_begins_with_a_table() -> None:
    """They are put before it."""
    document = Document.read("[[stat]]\nname = 'A'\n").set(("name",), "G").set(("app_id",), 3)
    assert document.text == "name = \"G\"\napp_id = 3\n[[stat]]\nname = 'A'\n"
    assert Document.read("").set(("name",), "G").text == 'name = "G"\n'


@pytest.mark.parametrize(
    "text",
    [
        "stat = [{ name = 'A' }]\n",
        "[[stat]]\nname = 'A'\n[[user]]\nname = 'U'\n[stat.title]\nenglish = 'a'\n",
    ],
)
def test_other_forms_are_not_touched(text: str) -> None:
    """A list that is written in another way is shown; an edit says what to do instead."""
    document = Document.read(text)
    assert [stat["name"] for stat in document.items("stat")] == ["A"]
    assert "[[stat]]" in document.locked["stat"]
    for edit in (
        lambda: document.set(("stat", 0, "name"), "B"),
        lambda: document.remove("stat", 0),
        lambda: document.insert("stat", 0, {}),
    ):
        with pytest.raises(DocumentError, match="in a text editor"):
            edit()


def test_broken_text() -> None:
    """A text that is no TOML is refused with its line."""
    with pytest.raises(DocumentError, match=r"not valid TOML: .*line 2"):
        Document.read("a = 1\nb = ]")


def test_new() -> None:
    """A new definition is one that the offline runtime takes, whatever the app is called."""
    document = Document.new(123, 'The "Game" \\ Zoë')
    app = parse_definition(document.text, "new")
    assert (app.app_id, app.name) == (123, 'The "Game" \\ Zoë')


KEYS = st.sampled_from(["name", "title", "max", "hidden"])
VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.integers(-(2**31), 2**31),
    st.booleans(),
    st.floats(allow_nan=False, width=32),
    st.dictionaries(
        st.sampled_from(["english", "a b"]), st.text("ab'\"\n\\", max_size=3), min_size=1
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_edits(data: st.DataObject) -> None:
    """After any edits the text says what a plain list of tables would, and no comment is lost."""
    document = Document.read(SPACEWAR)
    plain: dict[str, Any] = tomllib.loads(SPACEWAR)
    comments = [line for line in SPACEWAR.splitlines() if line.startswith("#")]
    for _ in range(data.draw(st.integers(1, 6))):
        kind = data.draw(st.sampled_from(KINDS))
        items = plain.setdefault(kind, [])
        index = data.draw(st.integers(0, max(0, len(items) - 1)))
        what = data.draw(st.sampled_from(["set", "insert", "remove", "move", "duplicate"]))
        if what == "insert" or not items:
            document = document.insert(kind, index, {"name": "new"})
            items.insert(index, {"name": "new"})
        elif what == "remove":
            document = document.remove(kind, index)
            del items[index]
        elif what == "move":
            to = data.draw(st.integers(0, len(items) - 1))
            document = document.move(kind, index, to)
            items.insert(to, items.pop(index))
        elif what == "duplicate":
            document = document.duplicate(kind, index, {"name": "copy"})
            items.insert(index + 1, {**copy.deepcopy(items[index]), "name": "copy"})
        else:
            key, value = data.draw(KEYS), data.draw(VALUES)
            document = document.set((kind, index, key), value)
            items[index].pop(key, None) if value is None else items[index].update({key: value})
    assert {k: v for k, v in document.data.items() if v} == {k: v for k, v in plain.items() if v}
    assert Document.read(document.text).data == document.data
    assert [line for line in document.text.splitlines() if line.startswith("#")] == comments
