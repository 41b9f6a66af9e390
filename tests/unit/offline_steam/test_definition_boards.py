"""Leaderboards of app definitions: what is right is read, and every mistake is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offline_steam.definition_reader import parse_definition, read_definition
from offline_steam.errors import DefinitionError
from offline_steam.leaderboard import FIRST_STRANGER, Entry, Generated, Leaderboard
from offline_steam.places import BUILTIN_APP
from offline_steam.results import DisplayType, SortMethod

ME = 76561202255232769

HEAD = f"""
app_id = 77
name = "Test"
[[user]]
steam_id = "{ME}"
name = "Me"
current = true
[[leaderboard]]
name = "Größe 🎮"
"""
SORT = 'sort = "ascending"\n'


def _read(text: str) -> Leaderboard:
    (board,) = parse_definition(HEAD + text, "game.toml").leaderboards
    return board


def test_least_definition() -> None:
    """A name and a sort method are enough: an empty board of numbers."""
    assert _read(SORT) == Leaderboard(
        "Größe 🎮", SortMethod.ASCENDING, DisplayType.NUMERIC, defined=True
    )


def test_whole_definition() -> None:
    """Entries are scores or tables; strangers are generated."""
    board = _read(
        'sort = "descending"\ndisplay = "milliseconds"\n'
        "generated = { count = 5, best = 2147483647, worst = -2147483648, seed = 4294967295 }\n"
        f'[leaderboard.entries]\n"{ME}" = -3\n"{ME + 1}" = {{ score = 4, details = [1, -2] }}\n'
        f'"{ME + 2}" = {{ score = 5 }}\n'
    )
    assert (board.sort, board.display) == (SortMethod.DESCENDING, DisplayType.MILLISECONDS)
    assert board.entries == (Entry(ME, -3), Entry(ME + 1, 4, (1, -2)), Entry(ME + 2, 5))
    assert board.generated == Generated(5, 2**31 - 1, -(2**31), 2**32 - 1)
    assert board.start_count == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "sort is missing"),
        ('sort = "none"\n', "sort = 'none': one of 'ascending', 'descending'"),
        ("sort = 1\n", "sort = 1: one of"),
        (SORT + 'display = "feet"\n', "display = 'feet': one of 'numeric', 'seconds'"),
        (SORT + "entries = 5\n", "entries = 5: a table"),
        (SORT + "entries = { me = 5 }\n", "entries.me = 5: a key that is the Steam ID"),
        (SORT + f'entries = {{ "{ME}" = 1.5 }}\n', f"entries.{ME} = 1.5: a score of 32 bits"),
        (SORT + f'entries = {{ "{ME}" = true }}\n', f"entries.{ME} = True: a score of 32 bits"),
        (SORT + f'entries = {{ "{ME}" = 2147483648 }}\n', "= 2147483648: a score of 32 bits"),
        (SORT + f'entries = {{ "{ME}" = {{}} }}\n', f"entries.{ME}.score is missing"),
        (
            SORT + f'entries = {{ "{ME}" = {{ score = "x" }} }}\n',
            f"entries.{ME}.score = 'x': an integer from -2147483648",
        ),
        (
            SORT + f'entries = {{ "{ME}" = {{ score = 1, rank = 1 }} }}\n',
            f"entries.{ME}.rank = 1: a known key (score, details)",
        ),
        (
            SORT + f'entries = {{ "{ME}" = {{ score = 1, details = 5 }} }}\n',
            f"entries.{ME}.details = 5: a list of integers",
        ),
        (
            SORT + f'entries = {{ "{ME}" = {{ score = 1, details = [1, "x"] }} }}\n',
            f"entries.{ME}.details[1] = 'x': an integer of 32 bits",
        ),
        (
            SORT + f'entries = {{ "{ME}" = {{ score = 1, details = {[0] * 65} }} }}\n',
            "a list of 64 integers at most",
        ),
        (SORT + "generated = 5\n", "generated = 5: a table"),
        (SORT + "generated = { count = 5, best = 1 }\n", "generated.worst is missing"),
        (
            SORT + f'entries = {{ "{ME}" = 1, "0{ME}" = 2 }}\n',
            f"entries.0{ME} = 2: one entry for each user is expected",
        ),
        (
            SORT + "generated = { count = 0, best = 1, worst = 2 }\n",
            "generated.count = 0: an integer from 1 to 10000000",
        ),
        (
            SORT + "generated = { count = 1, best = 2, worst = 1 }\n",
            "generated.best = 2: a score not above worst = 1",
        ),
        (
            'sort = "descending"\ngenerated = { count = 1, best = 1, worst = 2 }\n',
            "generated.best = 1: a score not below worst = 2",
        ),
        (
            SORT + "generated = { count = 1, best = 1, worst = 2, seed = -1 }\n",
            "generated.seed = -1: an integer from 0",
        ),
        (
            SORT + "generated = { count = 1, best = 1, worst = 2, mean = 1 }\n",
            "generated.mean = 1: a known key (count, best, worst, seed)",
        ),
        (SORT + "owner = 5\n", "owner = 5: a known key"),
        (
            SORT + '[[leaderboard]]\nname = "Größe 🎮"\n' + SORT,
            "leaderboard 'Größe 🎮' is defined more than once",
        ),
        (SORT + '[[leaderboard]]\nname = ""\n' + SORT, "a name of 1 to 128 bytes"),
        (SORT + f'[[leaderboard]]\nname = "{"é" * 65}"\n' + SORT, "a name of 1 to 128 bytes"),
        (SORT + "[[leaderboard]]\n" + SORT, "leaderboard 2.name is missing"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    """Each is named with its key, its value and what is expected."""
    with pytest.raises(DefinitionError) as caught:
        parse_definition(HEAD + text, "game.toml")
    assert any(expected in problem for problem in caught.value.problems), caught.value.problems


def test_one_mistake_is_one_problem() -> None:
    """What is missing is not also compared with the rest."""
    with pytest.raises(DefinitionError) as caught:
        _read(SORT + "generated = { count = 5, best = 1 }\n")
    assert "a score not" not in str(caught.value)


def test_longest_name() -> None:
    """A name has as many bytes as Valve documents (k_cchLeaderboardNameMax)."""
    longest = "é" * 64
    boards = parse_definition(
        f'{HEAD}{SORT}[[leaderboard]]\nname = "{longest}"\n{SORT}', "game.toml"
    ).leaderboards
    assert boards[1].name == longest


def test_built_in_boards() -> None:
    """Spacewar has its two boards; every entry is a defined user's, or a stranger's."""
    app = read_definition(BUILTIN_APP)
    assert [(board.name, board.sort, board.display) for board in app.leaderboards] == [
        ("Quickest Win", SortMethod.ASCENDING, DisplayType.SECONDS),
        ("Feet Traveled", SortMethod.DESCENDING, DisplayType.NUMERIC),
    ]
    for board in app.leaderboards:
        assert {entry.steam_id for entry in board.entries} <= set(app.user_by_id)
    assert all(user < FIRST_STRANGER or user > FIRST_STRANGER + 10**7 for user in app.user_by_id)


def test_fingerprint_tells_every_change() -> None:
    """Whatever changes in a definition, its number changes; the same text keeps it."""
    board = Leaderboard(
        "a", SortMethod.ASCENDING, DisplayType.NUMERIC, (Entry(ME, 1),), Generated(5, 1, 2)
    )
    others = [
        replace(board, sort=SortMethod.DESCENDING),
        replace(board, display=DisplayType.SECONDS),
        replace(board, entries=(Entry(ME, 2),)),
        replace(board, entries=(Entry(ME, 1, (0,)),)),
        replace(board, generated=None),
        replace(board, generated=Generated(5, 1, 2, 3)),
    ]
    assert len({board.fingerprint, *(other.fingerprint for other in others)}) == 7
    assert replace(board).fingerprint == board.fingerprint
