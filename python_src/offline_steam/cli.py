"""Room C, ``offline_steam``: the command line. Works on the stored progress, without a library.

Imports the standard library and, of this package, what ``editing`` needs. A game that runs
meanwhile sees a change when it requests the user's stats again.

Exit codes: 0 done; 1 a name, value or app definition is wrong; 2 wrong usage (argparse); 3 progress
cannot be read or stored.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from enum import Enum
from pathlib import Path
from typing import TextIO

from offline_steam import __version__, places, portraits
from offline_steam.board_editing import BoardEditor
from offline_steam.board_store import BoardStore
from offline_steam.cli_boards import VERBS, BoardCommands, add_verbs
from offline_steam.definition import NO_AVATAR, AppDefinition, Stat, localized
from offline_steam.definition_reader import read_definition
from offline_steam.definition_tables import parse_steam_id
from offline_steam.editing import Editor
from offline_steam.errors import OfflineSteamError, StoreError, UnknownNameError
from offline_steam.png import png
from offline_steam.progress import Snapshot, server_snapshot
from offline_steam.store import Store
from offline_steam.tables import DIM, GREEN, Table

EXIT_WRONG, EXIT_STORE = 1, 3


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(
        prog="python -m offline_steam",
        description="Shows and edits the progress that the offline Steam runtime keeps.",
        epilog="A running game sees a change when it requests the user's stats again.",
    )
    top.add_argument("--version", action="version", version=f"offline_steam {__version__}")
    top.add_argument(
        "--app", type=Path, metavar="FILE", help=f"app definition (default: ${places.APP_VARIABLE})"
    )
    top.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help=f"folder of the progress (default: ${places.HOME_VARIABLE})",
    )
    top.add_argument(
        "--app-id", metavar="ID", help="app whose progress it is (default: $SteamAppId)"
    )
    top.add_argument("--user", metavar="ID", help="Steam ID (default: the current user)")
    top.add_argument("--json", action="store_true", help="print JSON instead of tables")
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND")
    verbs.add_parser("list", help="achievements and stats of the user (the default)")
    verbs.add_parser("users", help="the users of the app and how far each is")
    for verb, words in (("unlock", "unlock achievements"), ("lock", "lock achievements")):
        sub = verbs.add_parser(verb, help=words)
        sub.add_argument("names", nargs="*", metavar="ACHIEVEMENT")
        sub.add_argument("--all", action="store_true", help="all of them")
    sub = verbs.add_parser("set", help="set a stat")
    sub.add_argument("stat", metavar="STAT")
    sub.add_argument("value", metavar="VALUE")
    sub = verbs.add_parser("reset", help="set stats to their defaults and lock all achievements")
    sub.add_argument("--stats-only", action="store_true", help="leave achievements alone")
    add_verbs(verbs)
    verbs.add_parser("edit", help="edit the user's progress in $VISUAL or $EDITOR")
    sub = verbs.add_parser("avatar", help="write the user's avatar into a PNG file")
    sub.add_argument("file", type=Path, metavar="FILE")
    verbs.add_parser("check", help="check the app definition")
    verbs.add_parser("where", help="which files are used")
    return top


def main(argv: list[str]) -> int:
    """Runs a command. Returns the exit code."""
    if sys.stdout is None or sys.stderr is None:
        # Started with one of them closed: the command is carried out all the same.
        sys.stdout = sys.stdout or _nowhere()
        sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal or a pipe of another encoding shows a "?", and no error after the deed.
            stream.reconfigure(errors="replace")
    options = parser().parse_args(argv)
    try:
        result = _Command(options).run()
        sys.stdout.flush()
        return result
    except StoreError as error:
        print(f"offline_steam: {error}", file=sys.stderr)
        return EXIT_STORE
    except (OfflineSteamError, ValueError) as error:
        print(f"offline_steam: {error}", file=sys.stderr)
        return EXIT_WRONG
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough.
        sys.stdout = _nowhere()
        return 0
    except OSError as error:
        # Changes are stored before anything is printed.
        place = error.filename or "the output"
        print(f"offline_steam: {place} cannot be used ({error.strerror})", file=sys.stderr)
        sys.stdout = _nowhere()
        return EXIT_STORE


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - until the process ends


class _Command:
    """One run of the command line."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._json: bool = options.json
        path: Path = options.app or places.definition_path()
        self._app = read_definition(path, builtin=path == places.BUILTIN_APP)
        self._app_id = self._choose_app_id()
        folder: Path = options.home or places.data_folder()
        self._store = Store(folder.absolute(), self._app_id, self._tell)
        self._board_store = BoardStore(folder.absolute(), self._app_id, self._tell)
        language = os.environ.get(places.LANGUAGE_VARIABLE, "")
        self._language = language if language in self._app.languages else self._app.languages[0]
        self._color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    @staticmethod
    def _tell(text: str) -> None:
        print(f"offline_steam: {text}", file=sys.stderr)

    def _choose_app_id(self) -> int:
        named: str | None = self._options.app_id or os.environ.get(places.APP_ID_VARIABLE)
        if not named:
            return self._app.app_id
        app_id = places.parse_app_id(named)
        if app_id is None:
            raise UnknownNameError(f"app ID {named!r}: a number from 1 to {2**32 - 1} is expected")
        return app_id

    def _choose_user(self) -> int:
        named: str | None = self._options.user or os.environ.get(places.USER_VARIABLE)
        if not named:
            return self._app.current_user
        steam_id = parse_steam_id(named)
        if steam_id is None:
            raise UnknownNameError(
                f"user {named!r}: a Steam ID such as {self._app.current_user} is expected"
            )
        if steam_id not in self._app.user_by_id:
            known = ", ".join(map(str, self._app.user_by_id))
            raise UnknownNameError(f"no user {named} in {self._app.source}; it has: {known}")
        return steam_id

    def run(self) -> int:
        verb = self._options.verb or "list"
        try:
            if verb in ("users", "avatar", "check", "where"):
                getattr(self, f"_{verb}")()
            elif verb in VERBS:
                self._run_on_boards(verb)
            else:
                editor = Editor(self._app, self._store, self._choose_user())
                getattr(self, f"_{verb}")(editor)
        finally:
            self._store.close()
            self._board_store.close()
        return 0

    def _run_on_boards(self, verb: str) -> None:
        editor = BoardEditor(self._app, self._board_store)
        commands = BoardCommands(self._app, editor, self._choose_user(), self._color)
        report = commands.run(verb, self._options)
        if self._json:
            self._print_json(report.data)
        else:
            print(report.text)

    # ---- commands ----

    def _list(self, editor: Editor) -> None:
        self._show(editor, editor.read())

    def _unlock(self, editor: Editor) -> None:
        self._show(editor, editor.unlock(self._names()))

    def _lock(self, editor: Editor) -> None:
        self._show(editor, editor.lock(self._names()))

    def _set(self, editor: Editor) -> None:
        self._show(editor, editor.set_stat(self._options.stat, self._options.value))

    def _reset(self, editor: Editor) -> None:
        self._show(editor, editor.reset(not self._options.stats_only))

    def _names(self) -> list[str]:
        names: list[str] = self._options.names
        if self._options.all:
            return [achievement.name for achievement in self._app.achievements]
        if not names:
            known = ", ".join(self._app.achievement_by_name)
            raise UnknownNameError(f"name achievements, or say --all; the app has: {known}")
        return names

    def _edit(self, editor: Editor) -> None:
        program = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "progress.toml"
            before = editor.to_text()
            file.write_bytes(before.encode())
            try:
                subprocess.run([*shlex.split(program), str(file)], check=True)
                after = file.read_bytes()
            except (OSError, ValueError, subprocess.CalledProcessError) as error:
                raise UnknownNameError(
                    f"editor {program!r} failed ({error}); set VISUAL or EDITOR"
                ) from error
        if after == before.encode():
            print("nothing changed")
            return
        try:
            changed = editor.apply_text(after.decode())
        except (OfflineSteamError, ValueError):
            # What was typed is not lost.
            number, kept = tempfile.mkstemp(prefix="offline_steam-edit-", suffix=".toml")
            with open(number, "wb") as copy:  # noqa: PTH123 - a descriptor, not a path
                copy.write(after)
            self._tell(f"your text is kept in {kept}")
            raise
        print("stored: " + (", ".join(changed) or "nothing changed"))

    def _check(self) -> None:
        app = self._app
        print(
            f"{app.source}: app {app.app_id} ({app.name}), {len(app.achievements)} achievements, "
            f"{len(app.stats)} stats, {len(app.users)} users: all is well"
        )

    def _where(self) -> None:
        places_used = {
            "definition": self._app.source,
            "progress": str(self._store.path),
            "leaderboards": str(self._board_store.path),
        }
        if self._json:
            self._print_json(places_used)
            return
        for name, path in places_used.items():
            print(f"{name:<14}{path}")

    def _avatar(self) -> None:
        user = self._app.user_by_id[self._choose_user()]
        if user.avatar.shape == NO_AVATAR:
            raise UnknownNameError(f"{user.name} ({user.steam_id}) has no avatar: shape = 'none'")
        portrait = portraits.portrait_of(user.steam_id, user.avatar.shape, user.avatar.color)
        size, file = portraits.LARGE, self._options.file
        try:
            file.write_bytes(png(size, size, portraits.draw(portrait, size)))
        except OSError as error:
            raise UnknownNameError(
                f"{file} cannot be written ({error.strerror}); name another file"
            ) from error
        print(f"{file}: {portrait.shape}, {size} by {size} pixels")

    def _users(self) -> None:
        rows = []
        for user in self._app.users:
            stored = self._store.load(user.steam_id)
            progress = server_snapshot(self._app, user, stored)
            unlocked = sum(map(bool, progress.achievements.values()))
            rows.append((user, unlocked))
        total = len(self._app.achievements)
        if self._json:
            self._print_json(
                [
                    {
                        "steam_id": str(user.steam_id),
                        "name": user.name,
                        "nickname": user.nickname,
                        "relationship": _words(user.relationship),
                        "status": _words(user.state),
                        "level": user.level,
                        "unlocked": unlocked,
                        "current": user.steam_id == self._app.current_user,
                    }
                    for user, unlocked in rows
                ]
            )
            return
        headings = ("", "Steam ID", "Name", "Relationship", "Status", ">Level", ">Unlocked")
        table = Table(headings, self._color)
        for user, unlocked in rows:
            current = user.steam_id == self._app.current_user
            table.add(
                "▶" if current else "",
                user.steam_id,
                user.name,
                "yourself" if current else _words(user.relationship),
                _words(user.state),
                user.level,
                f"{unlocked}/{total}",
                style=GREEN if current else "",
            )
        print(table)

    # ---- output ----

    def _show(self, editor: Editor, progress: Snapshot) -> None:
        user = self._app.user_by_id[editor.steam_id]
        if self._json:
            self._print_json(
                {
                    "app_id": self._app_id,
                    "steam_id": str(editor.steam_id),
                    "achievements": progress.achievements,
                    "stats": {name: value.value for name, value in progress.stats.items()},
                }
            )
            return
        print(f"{self._app.name} ({self._app_id}) · {user.name} ({editor.steam_id})\n")
        if self._app.achievements:
            print(self._achievement_table(progress), end="\n\n")
        if self._app.stats:
            print(self._stat_table(self._app, progress))

    def _achievement_table(self, progress: Snapshot) -> Table:
        table = Table(("", "Achievement", "Title", "Unlocked"), self._color)
        for achievement in self._app.achievements:
            unlocked = progress.achievements[achievement.name]
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(unlocked)) if unlocked else "·"
            title = localized(achievement.title, self._language)
            if achievement.hidden:
                title += " (hidden)"
            table.add(
                "✔" if unlocked else "",
                achievement.name,
                title,
                when,
                style=GREEN if unlocked else "",
            )
        return table

    def _stat_table(self, app: AppDefinition, progress: Snapshot) -> Table:
        table = Table(("", "Stat", "Type", ">Value", "Limits"), self._color)
        for stat in app.stats:
            value = progress.stats[stat.name].value
            shown = f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
            default = value == stat.default
            table.add(
                " ",
                stat.name,
                stat.kind.value.replace("_", " "),
                shown,
                _limits(stat),
                style=DIM if default else "",
            )
        return table

    @staticmethod
    def _print_json(value: object) -> None:
        unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
        print(json.dumps(value, ensure_ascii=not unicode, indent=2))


def _words(value: Enum) -> str:
    """What a state or relationship is called: ``looking to play``."""
    return value.name.lower().replace("_", " ")


def _limits(stat: Stat) -> str:
    words = []
    if stat.minimum is not None:
        words.append(f"≥ {stat.minimum:g}")
    if stat.maximum is not None:
        words.append(f"≤ {stat.maximum:g}")
    if stat.increment_only:
        words.append("only grows")
    if stat.max_change is not None:
        words.append(f"by ≤ {stat.max_change:g}")
    return ", ".join(words)
