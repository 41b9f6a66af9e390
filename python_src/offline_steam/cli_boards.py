"""Room C, ``offline_steam``: the commands of the command line that are about leaderboards.

Imports the standard library and, of this package, what ``board_editing`` needs, ``strangers`` and
``tables``. Each gives what there is to print as JSON and as text.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NamedTuple

from offline_steam.board_editing import BoardEditor, as_dictionary
from offline_steam.board_making import unpack_details
from offline_steam.board_store import Ranked
from offline_steam.definition import AppDefinition
from offline_steam.leaderboard import Leaderboard
from offline_steam.results import DisplayType
from offline_steam.strangers import stranger
from offline_steam.tables import GREEN, Table

VERBS = ("boards", "board", "score", "reset-board")


class Report(NamedTuple):
    """What a command prints: ``data`` as JSON, or ``text``."""

    data: object
    text: str


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to the grammar."""
    verbs.add_parser("boards", help="the leaderboards of the app")
    sub = verbs.add_parser("board", help="some entries of a leaderboard")
    sub.add_argument("board", metavar="LEADERBOARD")
    sub.add_argument("--rank", type=_place, default=1, help="the first rank (default: 1)")
    sub.add_argument("--count", type=_place, default=25, help="how many (default: 25)")
    sub.add_argument("--around", action="store_true", help="those around the user instead")
    sub = verbs.add_parser("score", help="set the user's score in a leaderboard, better or not")
    sub.add_argument("board", metavar="LEADERBOARD")
    sub.add_argument("score", metavar="SCORE")
    sub.add_argument("details", nargs="*", metavar="DETAIL", help="numbers that go with it")
    sub = verbs.add_parser("reset-board", help="put a leaderboard back to what the app defines")
    sub.add_argument("board", metavar="LEADERBOARD")
    sub.add_argument("--empty", action="store_true", help="delete also the defined entries")


class BoardCommands:
    """The commands, on the leaderboards of one app.

    Args:
        app: the definition.
        editor: the leaderboards.
        steam_id: whose score is set or looked for.
        color: whether to use ANSI colors.
    """

    def __init__(self, app: AppDefinition, editor: BoardEditor, steam_id: int, color: bool) -> None:
        self._app = app
        self._editor = editor
        self._steam_id = steam_id
        self._color = color

    def run(self, verb: str, options: argparse.Namespace) -> Report:
        """Carries out one of ``VERBS``.

        Raises:
            UnknownNameError: when there is no such board.
            ValueError: for a score that is none.
            StoreError: when the boards can be neither read nor stored.
        """
        if verb == "boards":
            return self._boards()
        name: str = options.board
        if verb == "score":
            numbers = [_number(text) for text in (options.score, *options.details)]
            self._editor.set_score(name, self._steam_id, numbers[0], numbers[1:])
            return self._page(name, self._editor.around(name, self._steam_id, 2))
        if verb == "reset-board":
            if options.empty:
                self._editor.clear(name)
            else:
                self._editor.reset(name)
            return self._boards()
        if options.around:
            around = self._editor.around(name, self._steam_id, options.count // 2)
            user = self._app.user_by_id[self._steam_id].name
            nothing = f"{user} ({self._steam_id}) has no entry in {name!r}"
            return self._page(name, around, nothing)
        last = options.rank + options.count - 1
        return self._page(name, self._editor.page(name, options.rank, last))

    def _boards(self) -> Report:
        boards = self._editor.listed()
        table = Table(("Leaderboard", "Best is", "Scores are", ">Entries"), self._color)
        for board in boards:
            best = "the least" if board["sort"] == "ascending" else "the greatest"
            table.add(board["name"], best, board["display"], f"{board['entries']:,}")
        return Report(boards, str(table) if boards else "the app has no leaderboards")

    def _page(self, name: str, entries: Sequence[Ranked], nothing: str = "") -> Report:
        board = self._editor.board(name)
        table = Table(("", ">Rank", "Steam ID", "Name", ">Score", "Details"), self._color)
        for entry in entries:
            own = entry.steam_id == self._steam_id
            user = self._app.user_by_id.get(entry.steam_id) or stranger(entry.steam_id)
            table.add(
                "▶" if own else "",
                f"{entry.rank:,}",
                entry.steam_id,
                user.name,
                _shown(board, entry.score),
                " ".join(map(str, unpack_details(entry.details))),
                style=GREEN if own else "",
            )
        text = str(table) if entries else nothing or f"no such entries in {name!r}"
        return Report([as_dictionary(entry) for entry in entries], text)


def _place(text: str) -> int:
    """A rank, or how many ranks."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
    if not 1 <= number < 2**31:
        raise argparse.ArgumentTypeError(f"{text!r}: a number from 1 to {2**31 - 1} is expected")
    return number


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text!r}: an integer of 32 bits is expected") from None


def _shown(board: Leaderboard, score: int) -> str:
    """A score as people read it."""
    if board.display is DisplayType.NUMERIC:
        return f"{score:,}"
    milliseconds = board.display is DisplayType.MILLISECONDS
    sign = "-" if score < 0 else ""
    seconds, rest = divmod(abs(score), 1000) if milliseconds else (abs(score), 0)
    minutes, seconds = divmod(seconds, 60)
    return f"{sign}{minutes}:{seconds:02}" + (f".{rest:03}" if milliseconds else "")
