"""Room D, the editor's dock: what stands in it. May import: godot, and the dock's parts."""

from __future__ import annotations

from typing import Any

import godot
from godot_steamworks.editor.dock.achievements_page import AchievementsPage
from godot_steamworks.editor.dock.boards_page import BoardsPage
from godot_steamworks.editor.dock.desk import Desk, Game
from godot_steamworks.editor.dock.log_page import LogPage
from godot_steamworks.editor.dock.look import Look, fill, flow, row
from godot_steamworks.editor.dock.page import Page
from godot_steamworks.editor.dock.simulate_page import SimulatePage
from godot_steamworks.editor.dock.stats_page import StatsPage
from godot_steamworks.editor.dock.wording import game_headline, store_headline

__all__ = ["Panel"]

_MOST_USERS = 200
_SAID_SECONDS = 8.0


class Panel:
    """The whole dock: how things stand, and the pages below it.

    Args:
        desk: What there is to be seen.
        configured_app: Gives the project's app ID, empty without one.
    """

    def __init__(self, desk: Desk, configured_app: Any) -> None:
        self._desk, self._configured_app = desk, configured_app
        self._app: dict[str, Any] | None = None
        self._app_error = ""
        self._users: list[str] = []
        self._user = "0"
        self._follows = True
        """Whether the current user is shown, whoever that is."""
        self.root: Any = godot.VBoxContainer()
        self.root.name = "Steamworks"
        look = self._look = Look(self.root)
        self._choice = fill(
            look.choice([], "What is shown: the offline store, or a game", self._choose)
        )
        self._icon = godot.TextureRect()
        self._icon.stretch_mode = godot.TextureRect.STRETCH_KEEP_CENTERED
        self._title = fill(look.label(wraps=True))
        self._text = look.label(dim=True, wraps=True)
        self._text.mouse_filter = godot.Control.MOUSE_FILTER_PASS
        self._text.max_lines_visible = 4
        self._text.text_overrun_behavior = godot.TextServer.OVERRUN_TRIM_WORD_ELLIPSIS
        self._who = fill(look.choice([], "Whose progress is shown", self._choose_user))
        self._who_row = row(look.label("Progress of", dim=True), self._who)
        self._said = look.label(wraps=True)
        self._said.visible = False
        self._forget_said = godot.Timer()
        self._forget_said.one_shot, self._forget_said.wait_time = True, _SAID_SECONDS
        self._forget_said.timeout.connect(lambda: setattr(self._said, "visible", False))
        self._tabs = godot.TabContainer()
        self._tabs.size_flags_vertical = godot.Control.SIZE_EXPAND_FILL
        self._tabs.tabs_visible = False  # five do not fit into a dock; buttons wrap
        self._log = LogPage(look, self.tell)
        self._pages: list[Page | LogPage] = [
            AchievementsPage(look, self.tell, self._shown_user),
            StatsPage(look, self.tell, self._shown_user),
            BoardsPage(look, self.tell, self._shown_user),
            SimulatePage(look, self.tell),
            self._log,
        ]
        for page in self._pages:
            self._tabs.add_child(page.root)
        self._tabs.tab_changed.connect(lambda _: self._turned())
        self._tab_buttons = [self._tab_button(n, page) for n, page in enumerate(self._pages)]
        for control in (
            self._choice,
            row(self._icon, self._title),
            self._text,
            self._who_row,
            self._said,
            flow(*self._tab_buttons),
            self._tabs,
            self._forget_said,
        ):
            self.root.add_child(control)
        self.root.visibility_changed.connect(self.refresh)
        desk.on_games = self._games_changed
        desk.on_status = lambda game: self._status_changed(game)
        desk.on_log = lambda game: self._log.more() if game is desk.last_game() else None

    def tell(self, text: str) -> None:
        """Says something to the user, for a while."""
        self._said.text, self._said.visible = text, True
        if self._forget_said.is_inside_tree():
            self._forget_said.start()

    def _tab_button(self, number: int, page: Page | LogPage) -> Any:
        def pressed() -> None:
            self._tabs.current_tab = number
            self._turned()

        button = self._look.button("", page.title, "", pressed)
        button.flat, button.theme_type_variation = False, "FlatButton"
        button.toggle_mode, button.button_pressed = True, number == 0
        return button

    def _turned(self) -> None:
        for number, button in enumerate(self._tab_buttons):
            button.set_pressed_no_signal(number == self._tabs.current_tab)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is chosen; asks for nothing while nobody sees the dock."""
        self._show_choice()
        game = self._desk.chosen
        page = self._pages[self._tabs.current_tab] if self._tabs.current_tab >= 0 else None
        visible = bool(self.root.is_visible_in_tree())
        for other in self._pages:
            if other is not page or not visible:
                other.close()
        if not visible or page is None:
            self._desk.store.unwatch("app")
            return
        if isinstance(page, LogPage):
            page.open(self._desk.last_game())
        self._watch_app(game)
        self._show_headline()
        if isinstance(page, LogPage):
            return
        reason = self._reason(game, page)
        if reason:
            page.refuse(reason)
        else:
            page.open(self._desk.store if game is None else game.source)

    @staticmethod
    def _reason(game: Game | None, page: Page) -> str:
        if game is None:
            if isinstance(page, SimulatePage):
                return "Run the project to have requests fail, be late, or lose the network."
            return ""
        if game.has_offline_runtime:
            return ""
        if not game.is_running:
            return "The game has ended. Choose the offline store above."
        return "There is nothing of the offline runtime in this game."

    # ---- the top ----

    def _shown_user(self) -> str:
        return self._user

    def _watch_app(self, game: Game | None) -> None:
        source: Any = self._desk.store if game is None else game.source
        if game is not None:
            self._desk.store.unwatch("app")
        if game is None or game.has_offline_runtime:
            source.watch("app", "QueryApp", [], self._know_app)

    def _know_app(self, error: str, app: Any) -> None:
        self._app_error = error
        self._app = None if error else app
        if self._app is not None:
            users = self._app["users"][:_MOST_USERS]
            names = [str(user["steam_id"]) for user in users]
            if names != self._users:
                self._users = names
                self._who.clear()
                for user in users:
                    self._who.add_item(user["name"] or user["steam_id"])
            if self._user not in names or self._follows:
                self._pick_user(str(self._app["steam_id"]))
        self._show_headline()

    def _pick_user(self, user: str) -> None:
        if user in self._users:
            self._who.select(self._users.index(user))
        if user != self._user:
            self._user = user
            page = self._pages[self._tabs.current_tab]
            if isinstance(page, Page) and page.source is not None:
                page.look_again()

    def _choose_user(self, number: int) -> None:
        user = self._users[number]
        self._follows = self._app is not None and user == self._app["steam_id"]
        self._pick_user(user)

    def _choose(self, number: int) -> None:
        games = self._desk.listed()
        self._desk.choose(games[number - 1] if number else None)

    def _games_changed(self) -> None:
        self._follows = True
        self.refresh()

    def _status_changed(self, game: Game) -> None:
        if game is self._desk.chosen:
            self.refresh()

    def _show_choice(self) -> None:
        games = self._desk.listed()
        titles = ["Offline store", *(game.title for game in games)]
        if [self._choice.get_item_text(n) for n in range(self._choice.item_count)] != titles:
            self._choice.clear()
            for title in titles:
                self._choice.add_item(title)
        chosen = self._desk.chosen
        self._choice.select(0 if chosen is None else games.index(chosen) + 1)
        self._choice.visible = bool(games)

    def _show_headline(self) -> None:
        game = self._desk.chosen
        if game is None:
            line = store_headline(self._app, self._app_error, self._configured_app())
        elif not game.is_running:
            line = game_headline(game.status)._replace(icon="Stop", title="The game has ended")
        else:
            line = game_headline(game.status, is_paused=game.is_paused)
        self._icon.texture = self._look.icon(line.icon)
        self._title.text = line.title
        self._text.text = self._text.tooltip_text = line.text
        self._text.visible = bool(line.text)
        has_users = game is None or game.has_offline_runtime
        self._who_row.visible = has_users and bool(self._users)
