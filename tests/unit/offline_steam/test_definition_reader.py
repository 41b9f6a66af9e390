"""App definitions: what is right is read, and every mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_steam.definition import NO_AVATAR, AppDefinition, Avatar, StatKind, StatValue
from offline_steam.definition_people import parse_values, read_changes
from offline_steam.definition_reader import parse_definition, read_definition
from offline_steam.definition_tables import parse_steam_id
from offline_steam.errors import DefinitionError
from offline_steam.places import BUILTIN_APP
from offline_steam.results import PersonaState, Relationship

ME = "76561202255232769"

HEAD = """
app_id = 77
name = "Test"
"""
USER = f"""
[[user]]
steam_id = "{ME}"
name = "Me"
current = true
"""


def _read(text: str, head: str = HEAD, user: str = USER) -> AppDefinition:
    return parse_definition(head + text + user, "game.toml")


def _problems(text: str, head: str = HEAD, user: str = USER) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        _read(text, head, user)
    assert str(caught.value).startswith("game.toml")
    return list(caught.value.problems)


def test_builtin_app() -> None:
    """The built-in definition is Spacewar with its five achievements and six stats."""
    app = read_definition(BUILTIN_APP)
    assert (app.app_id, app.name) == (480, "Spacewar")
    assert [achievement.name for achievement in app.achievements] == [
        "ACH_WIN_ONE_GAME",
        "ACH_WIN_100_GAMES",
        "ACH_HEAVY_FIRE",
        "ACH_TRAVEL_FAR_ACCUM",
        "ACH_TRAVEL_FAR_SINGLE",
    ]
    kinds = {stat.name: stat.kind for stat in app.stats}
    assert kinds == {
        "NumGames": StatKind.INT,
        "NumWins": StatKind.INT,
        "NumLosses": StatKind.INT,
        "FeetTraveled": StatKind.FLOAT,
        "MaxFeetTraveled": StatKind.FLOAT,
        "AverageSpeed": StatKind.AVERAGE_RATE,
    }
    assert all(achievement.icon for achievement in app.achievements)


def test_everything_that_can_be_said() -> None:
    """Each key of the format arrives where it belongs."""
    app = _read(
        """
        languages = ["english", "german"]
        owner = "76561202255232770"
        player_count = 12
        [simulation]
        latency = 9
        overlay_frames = 0
        plain_user_stats_received = false
        loaded_users = 5
        [[stat]]
        name = "Größe"
        type = "float"
        default = 2
        min = 1
        max = 3.5
        increment_only = true
        max_change = 0.5
        title = "Size"
        [[stat]]
        name = "Rate"
        type = "average_rate"
        window = 60
        [[achievement]]
        name = "A"
        title = { english = "One", german = "Eins" }
        description = "Do it."
        hidden = true
        icon = { shape = "star", color = "#010203" }
        progress = { stat = "Größe", max = 3.0 }
        [[user]]
        steam_id = "76561202255232770"
        name = "Freund"
        nickname = "F"
        status = "looking_to_play"
        relationship = "request_recipient"
        level = 4
        avatar = { shape = "none", color = "#0a0b0c" }
        stats = { "Größe" = 3, Rate = 1.5 }
        achievements = { A = 1700000000 }
        [[dlc]]
        app_id = 78
        name = "More"
        installed = false
        """
    )
    size, rate = app.stats
    assert (size.name, size.default, size.minimum, size.maximum) == ("Größe", 2.0, 1.0, 3.5)
    assert (size.increment_only, size.max_change, rate.window) == (True, 0.5, 60.0)
    (achievement,) = app.achievements
    assert achievement.title == {"english": "One", "german": "Eins"}
    assert achievement.description == {"english": "Do it."}
    assert achievement.icon is not None and achievement.icon.color == (1, 2, 3)
    assert achievement.progress is not None and achievement.progress.maximum == 3.0
    friend = app.user_by_id[76561202255232770]
    assert (friend.state, friend.relationship) == (
        PersonaState.LOOKING_TO_PLAY,
        Relationship.REQUEST_RECIPIENT,
    )
    assert friend.stats == {"Größe": StatValue(3.0), "Rate": StatValue(1.5, 60.0)}
    assert friend.achievements == {"A": 1700000000}
    assert app.current_user == int(ME)
    assert app.owner == 76561202255232770
    assert (app.player_count, app.simulation.overlay_frames) == (12, 0)
    assert friend.avatar == Avatar(NO_AVATAR, (10, 11, 12))
    assert app.user_by_id[int(ME)].avatar == Avatar()
    assert app.dlc[0].installed is False
    assert (app.simulation.latency, app.simulation.loaded_users) == (9, 5)


STAT = '[[stat]]\nname = "S"\ntype = "int"\n'
ACHIEVEMENT = '[[achievement]]\nname = "A"\n'
OTHER = '[[user]]\nsteam_id = "76561202255232770"\nname = "O"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nonsense = 5\n", "nonsense = 5: a known key (app_id, name, "),
        ("[simulation]\nlag = 3\n", "simulation.lag = 3: a known key (latency, "),
        (STAT + "minn = 0\n", "stat 'S'.minn = 0: a known key"),
        (ACHIEVEMENT + "stat = 1\n", "achievement 'A'.stat = 1: a known key"),
        (OTHER + "age = 9\n", "user '76561202255232770'.age = 9: a known key"),
        (STAT + STAT, "stat 'S' is defined more than once"),
        (ACHIEVEMENT + ACHIEVEMENT, "achievement 'A' is defined more than once"),
        (OTHER + OTHER, "user '76561202255232770' is defined more than once"),
        ('[[stat]]\ntype = "int"\n', "stat 1.name is missing"),
        ('[[stat]]\nname = "S"\n', "stat 'S'.type is missing"),
        ('[[stat]]\nname = ""\ntype = "int"\n', "stat 1.name = '': a name of 1 to 127 bytes"),
        (f'[[stat]]\nname = "{"x" * 128}"\ntype = "int"\n', "a name of 1 to 127 bytes of UTF-8"),
        ('[[stat]]\nname = "S"\ntype = "number"\n', "one of 'int', 'float', 'average_rate' is"),
        (STAT + "default = 1.5\n", "stat 'S'.default = 1.5: an integer of 32 bits is expected"),
        (STAT + "default = true\n", "stat 'S'.default = True: an integer of 32 bits is expected"),
        (STAT + "max = 2147483648\n", "stat 'S'.max = 2147483648: an integer of 32 bits"),
        (STAT + "min = 5\nmax = 4\n", "stat 'S'.min = 5: a number not above max = 4"),
        (STAT + "min = 5\n", "stat 'S'.default = 0: a number from min to max"),
        (STAT + "max_change = 0\n", "stat 'S'.max_change = 0: a number above 0"),
        (STAT + 'increment_only = "yes"\n', "increment_only = 'yes': true or false is expected"),
        (STAT + "window = 3.0\n", "stat 'S'.window = 3.0: a known key"),
        ('[[stat]]\nname = "S"\ntype = "average_rate"\n', "stat 'S'.window is missing"),
        (
            '[[stat]]\nname = "S"\ntype = "average_rate"\nwindow = 0\n',
            "stat 'S'.window = 0.0: a number of seconds above 0",
        ),
        ('[[stat]]\nname = "S"\ntype = "float"\ndefault = nan\n', "default = nan: a finite number"),
        ('[[stat]]\nname = "S"\ntype = "float"\nmax = inf\n', "max = inf: a finite number"),
        ('[[stat]]\nname = "S"\ntype = "float"\nmax = 1e39\n', "max = 1e+39: a finite number"),
        (ACHIEVEMENT + "title = 5\n", "title = 5: a string or a table by language"),
        (ACHIEVEMENT + 'title = { klingon = "x" }\n', "title.klingon = 'x': a language among"),
        (ACHIEVEMENT + "title = { english = 1 }\n", "title.english = 1: a string"),
        (ACHIEVEMENT + 'icon = { shape = "blob" }\n', "icon.shape = 'blob': one of 'arrow'"),
        (ACHIEVEMENT + 'icon = { shape = "star", color = "red" }\n', "color = 'red': a color"),
        (ACHIEVEMENT + 'progress = { stat = "X", max = 3 }\n', "stat = 'X': a defined stat"),
        (STAT + ACHIEVEMENT + 'progress = { stat = "S" }\n', "achievement 'A'.progress.max is"),
        (
            STAT + ACHIEVEMENT + 'progress = { stat = "S", min = 3, max = 3 }\n',
            "progress.min = 3: a number below max = 3",
        ),
        (
            "[[user]]\nsteam_id = 5\nname = 'x'\n",
            "steam_id = 5: a Steam ID of a user as a string of digits",
        ),
        ('[[user]]\nsteam_id = "5"\nname = "x"\n', "steam_id = '5': a Steam ID"),
        (OTHER + "level = -1\n", "level = -1: an integer from 0"),
        (OTHER + 'status = "gone"\n', "status = 'gone': one of 'online'"),
        (OTHER + 'avatar = "cat"\n', "user '76561202255232770'.avatar = 'cat': a table"),
        (OTHER + 'avatar = { shape = "dog" }\n', "avatar.shape = 'dog': one of 'alien', 'cat', "),
        (OTHER + 'avatar = { color = "#12345" }\n', "avatar.color = '#12345': a color such as"),
        (OTHER + "avatar = { color = 5 }\n", "avatar.color = 5: a color such as"),
        (OTHER + "avatar = { size = 5 }\n", "avatar.size = 5: a known key (shape, color)"),
        ("[simulation]\noverlay_frames = -1\n", "overlay_frames = -1: an integer from 0"),
        ("[simulation]\noverlay_frames = 1.5\n", "overlay_frames = 1.5: an integer from 0"),
        (OTHER + "stats = { X = 1 }\n", "stats.X = 1: a defined stat"),
        (STAT + OTHER + "stats = { S = 1.5 }\n", "stats.S = 1.5: an integer of 32 bits"),
        (OTHER + "achievements = { X = 1 }\n", "achievements.X = 1: a defined achievement"),
        (
            ACHIEVEMENT + OTHER + "achievements = { A = true }\n",
            "achievements.A = True: the unlock time in Unix seconds",
        ),
        ("[[dlc]]\napp_id = 0\nname = 'x'\n", "app_id = 0: an integer from 1 to 4294967295"),
        ("languages = ['a', 'a']\n", "languages[1] = 'a': a string that is not in the list"),
        ("languages = ['']\n", "languages[0] = '': a string that is not empty"),
        ("stat = 5\n", "stat = 5: tables headed [[stat]] is expected"),
        ("stat = [5]\n", "stat[0] = 5: a table headed [[stat]] is expected"),
        ("[simulation]\nlatency = -1\n", "latency = -1: an integer from 0 to 1000000"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    """One mistake is one problem, which names key, value and what is expected."""
    problems = _problems(text)
    assert len(problems) == 1, problems
    assert expected in problems[0]


@pytest.mark.parametrize(
    ("head", "user", "expected"),
    [
        ('name = "x"\n', USER, "app_id is missing"),
        ("app_id = 1\n", USER, "name is missing"),
        ('app_id = true\nname = "x"\n', USER, "app_id = True: an integer from 1"),
        (HEAD, "", "no [[user]] is defined"),
        (HEAD, USER.replace("current = true", ""), "0 users have current = true"),
        (HEAD, USER + USER.replace("769", "770"), "2 users have current = true"),
        ("languages = []\n" + HEAD, USER, "languages = []: at least one string"),
        ("player_count = -1\n" + HEAD, USER, "player_count = -1: an integer from 0"),
        ("player_count = 2147483648\n" + HEAD, USER, "player_count = 2147483648: an integer"),
        ("owner = 5\n" + HEAD, USER, "owner = 5: a Steam ID of a user as a string"),
        ("app_id = 1\napp_id = 2\n", USER, "not valid TOML"),
        ("app_id = [", USER, "not valid TOML"),
        ("a = " + "[" * 5000, "", "not valid TOML"),
    ],
)
def test_mistakes_of_the_whole(head: str, user: str, expected: str) -> None:
    """What is missing or broken at the top is named as well."""
    assert any(expected in problem for problem in _problems("", head, user))


def test_all_mistakes_at_once() -> None:
    """A file with several mistakes gets all of them in one error."""
    problems = _problems(STAT + "min = 'x'\nmax = 'y'\n" + ACHIEVEMENT + "hidden = 1\n")
    assert len(problems) == 3


def test_unreadable_files(tmp_path: Path) -> None:
    """A folder, a missing file and bytes that are not UTF-8 are named with their path."""
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"name = '\xff'")
    for path, words in ((tmp_path, "cannot be read"), (tmp_path / "none", "cannot be read"),
                        (binary, "byte 8 is not UTF-8")):  # fmt: skip
        with pytest.raises(DefinitionError) as caught:
            read_definition(path)
        assert str(path) in str(caught.value) and words in str(caught.value)


toml_values = st.one_of(
    st.sampled_from(["5", "-1", "true", '""', '"x"', "1.5", "nan", "[]", "{}", "[1]", "{a = 1}"]),
    st.integers().map(str),
)


@given(
    key=st.sampled_from(
        ["name", "type", "default", "min", "max", "increment_only", "max_change", "window", "title"]
    ),
    value=toml_values,
)
def test_any_value_for_a_stat_key(key: str, value: str) -> None:
    """Whatever stands behind a key is read or is a DefinitionError; nothing else is raised."""
    fields = {"name": '"S"', "type": '"int"', key: value}
    text = "[[stat]]\n" + "".join(f"{name} = {item}\n" for name, item in fields.items())
    try:
        app = _read(text)
    except DefinitionError as error:
        assert all(error.problems)
    else:
        assert len(app.stats) == 1


@given(
    key=st.sampled_from(
        ["name", "nickname", "status", "relationship", "level", "avatar", "shape", "color"]
    ),
    value=toml_values,
)
def test_any_value_for_a_user_key(key: str, value: str) -> None:
    """The keys of a user and of its avatar likewise, in a definition and in a change."""
    line = f"avatar = {{ {key} = {value} }}" if key in ("shape", "color") else f"{key} = {value}"
    try:
        changes = read_changes("somebody", parse_values(line))
    except DefinitionError as error:
        assert all(error.problems)
    else:
        assert len(changes) == 1
        # A definition has a name already.
        if key != "name":
            assert len(_read(OTHER + line).users) == 2


@given(
    key=st.sampled_from(
        [
            "app_id",
            "name",
            "languages",
            "owner",
            "player_count",
            "simulation",
            "stat",
            "achievement",
            "user",
            "dlc",
        ]
    ),
    value=toml_values,
)
def test_any_value_for_a_top_key(key: str, value: str) -> None:
    """The same at the top of the file."""
    try:
        app = parse_definition(f"{key} = {value}\n" + ("" if key == "user" else USER), "game.toml")
    except DefinitionError as error:
        assert all(error.problems)
    else:
        raise AssertionError(f"neither app_id nor name was asked for: {app}")


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text at all is a DefinitionError, never another exception."""
    with pytest.raises(DefinitionError):
        parse_definition(text, "game.toml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "0",
        "abc",
        "7656120225523276\uff19",
        "76561202255232769 ",
        "+76561202255232769",
        "76561202255232769.0",
        "18446744073709551616",
        "76561197960265728",
        "103582791429521412",
    ],
)
def test_ids_that_are_none(text: str) -> None:
    """Empty, negative, lettered, foreign digits, 2^64, account 0 and groups are not users."""
    assert parse_steam_id(text) is None


def test_id_of_a_user() -> None:
    """A user's 64 bits in digits."""
    assert parse_steam_id(ME) == int(ME)


def test_places_of_problems() -> None:
    """Each problem says where in the tables it is; the texts are the same as ever."""
    text = (
        STAT
        + "min = 'x'\n"
        + ACHIEVEMENT
        + ACHIEVEMENT
        + "icon = { shape = 'no', colour = '#ffffff' }\ntitle = { klingon = 'x' }\n"
        + "[[leaderboard]]\nname = 'B'\nsort = 'ascending'\nentries = { 7 = 1 }\n"
        + "[simulation]\nlatency = -1\n"
    )
    with pytest.raises(DefinitionError) as caught:
        _read(text, user="")
    assert [problem.path for problem in caught.value.found] == [
        ("stat", 0, "min"),
        ("achievement", 1, "title"),
        ("achievement", 1, "icon", "shape"),
        ("achievement", 1, "icon", "colour"),
        ("achievement", 1),
        ("user",),
        ("leaderboard", 0, "entries"),
        ("simulation", "latency"),
    ]


def test_steam_tables_are_left_alone() -> None:
    """What an import of Steam's files has kept is no part of the simulation."""
    kept = "steam = { stat = '1', other = { permission = 2 } }\n"
    app = _read(STAT + kept + ACHIEVEMENT + kept, HEAD + kept)
    assert app == _read(STAT + ACHIEVEMENT)
    assert "steam = 1: a table is expected" in _problems(STAT + "steam = 1\n")[0]
