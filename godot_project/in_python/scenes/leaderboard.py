from functools import partial

from godot import (
    Button,
    ButtonGroup,
    HBoxContainer,
    Label,
    PackedScene,
    PackedStringArray,
    SpinBox,
    VBoxContainer,
    export,
    exposed,
)
from in_python.demo.demo_scene import DemoScene
from in_python.demo.events import Event
from in_python.demo.score_row import ScoreRow, in_thousands, score_text
from steamworks.shapes import (
    LeaderboardEntries,
    LeaderboardEntry,
    LeaderboardInfo,
    PlayerScope,
    RequestLeaderboardEntriesParams,
    SetHighScore,
)

PAGE = 10
AROUND = (-5, 4)
LARGEST = 0x7FFFFFFF

IMPROVEMENT = 25
"""How much better a score is than the last one when the scene plays itself."""

FIRST_SCORE = 600
"""With which score the scene begins on a board where the player has none."""


@exposed
class Leaderboard(DemoScene):
    """A leaderboard, page by page, around the player or among friends; and a new score for it."""

    boards: PackedStringArray = export(
        PackedStringArray,
        default=PackedStringArray(["Feet Traveled", "Quickest Win"]),
        doc="The boards of Valve's test app.",
    )
    row_scene: PackedScene = export(PackedScene)

    async def _ready(self) -> None:
        self._board = ""
        self._scope: PlayerScope = "Global"
        self._page = 0
        # What the last leaderboardInfo of this board said; None until it came.
        self._info: LeaderboardInfo | None = None
        # The player's own entry, None while there is none.
        self._mine: LeaderboardEntry | None = None
        # The answer to the last upload.
        self._upload: SetHighScore | None = None
        # Requests are numbered, so that a late answer does not replace a newer one.
        self._request_number = 0
        self._answered_number = 0

        self._board_tabs: HBoxContainer = self.get_node("%Boards")
        self._scope_tabs: dict[PlayerScope, Button] = {
            "Global": self.get_node("%GlobalTab"),
            "GlobalAroundUser": self.get_node("%AroundTab"),
            "FriendsOnly": self.get_node("%FriendsTab"),
        }
        self._rows: VBoxContainer = self.get_node("%Rows")
        self._notice: Label = self.get_node("%Notice")
        self._facts: Label = self.get_node("%Facts")
        self._pager: HBoxContainer = self.get_node("%Pager")
        self._first: Button = self.get_node("%FirstButton")
        self._back: Button = self.get_node("%BackButton")
        self._next: Button = self.get_node("%NextButton")
        self._last: Button = self.get_node("%LastButton")
        self._page_text: Label = self.get_node("%PageText")
        self._my_rank: Label = self.get_node("%MyRank")
        self._my_score: Label = self.get_node("%MyScore")
        self._value: SpinBox = self.get_node("%Value")
        self._upload_button: Button = self.get_node("%UploadButton")
        self._result: Label = self.get_node("%Result")
        await super()._ready()

    def _start(self) -> None:
        group = ButtonGroup()
        for board in self.boards:
            tab = Button()
            tab.text = board
            tab.theme_type_variation = "TabButton"
            tab.toggle_mode = True
            tab.button_group = group
            tab.pressed.connect(partial(self._show_board, board))
            self._board_tabs.add_child(tab)
        for scope, tab in self._scope_tabs.items():
            tab.pressed.connect(partial(self._show_scope, scope))
        self._value.min_value = -LARGEST - 1
        self._value.max_value = LARGEST
        self._value.get_line_edit().text_submitted.connect(self._on_value_submitted)
        first_tab: Button = self._board_tabs.get_child(0)
        first_tab.button_pressed = True
        self._show_board(self.boards[0])

    def _hear(self, event: Event) -> None:
        if event["name"] == "userInfoUpdate":
            for row in self._shown_rows():
                if row.user_steam_id == event["userSteamId"]:
                    row.show_user(self.steam)

    def _shown_rows(self) -> list[ScoreRow]:
        return [row for row in self._rows.get_children() if isinstance(row, ScoreRow)]

    def _show_board(self, board: str) -> bool:
        self._board = board
        self._info = self._mine = self._upload = None
        self._result.text = ""
        self._scope = "Global"
        self._scope_tabs[self._scope].button_pressed = True
        self._page = 0
        return self._refresh()

    def _show_scope(self, scope: PlayerScope) -> bool:
        self._scope = scope
        self._scope_tabs[scope].button_pressed = True
        self._page = 0
        return self._request_entries()

    def _show_page(self, page: int) -> bool:
        self._page = min(max(page, 0), self._last_page())
        return self._request_entries()

    def _refresh(self) -> bool:
        """Asks for everything that is shown: first what the board is, then what stands in it."""
        self._request_number += 1
        return bool(
            self.steam.requestLeaderboardInfo(
                {"leaderboardName": self._board, "listener": self._on_info}
            )
        )

    def _request_entries(self) -> bool:
        self._request_number += 1
        params: RequestLeaderboardEntriesParams = {
            "leaderboardName": self._board,
            "playerScope": self._scope,
            "listener": partial(self._on_entries, self._request_number),
        }
        if self._scope == "Global":
            params["startIndex"] = self._page * PAGE + 1
            params["endIndex"] = (self._page + 1) * PAGE
        elif self._scope == "GlobalAroundUser":
            params["startIndex"], params["endIndex"] = AROUND
        return bool(self.steam.requestLeaderboardEntries(params))

    def _on_info(self, event: LeaderboardInfo) -> None:
        if event["leaderboardName"] != self._board:
            return
        if event["isError"]:
            self._facts.text = "Steam could not say anything of this board."
            self._notice.text = "Steam could not say."
            return
        self._info = event
        count = in_thousands(event["entryCount"] or 0)
        self._facts.text = f"{count} entries  ·  {event['sortMethod']}  ·  {event['displayType']}"
        self.steam.requestLeaderboardEntries(
            {
                "leaderboardName": self._board,
                "playerScope": "GlobalAroundUser",
                "startIndex": 0,
                "endIndex": 0,
                "listener": self._on_mine,
            }
        )
        self._page = min(self._page, self._last_page())
        self._request_entries()

    def _on_mine(self, event: LeaderboardEntries) -> None:
        if event["leaderboardName"] != self._board or event["isError"]:
            return
        mine = self._mine = event["entries"][0] if event["entries"] else None
        self._my_rank.text = "–" if mine is None else f"#{in_thousands(mine['globalRank'])}"
        self._my_score.text = "no score yet" if mine is None else self._score_text(mine["score"])
        if self._upload is None:
            self._value.value = self._better_score()

    def _on_entries(self, number: int, event: LeaderboardEntries) -> None:
        if number != self._request_number:
            return
        self._answered_number = number
        entries = event["entries"]
        self._notice.visible = not entries
        self._notice.text = "Steam could not say." if event["isError"] else self._emptiness()
        for row in self._shown_rows()[len(entries) :]:
            self._rows.remove_child(row)
            row.queue_free()
        for index, entry in enumerate(entries):
            self._show_entry(index, entry)
        self._show_pager()

    def _show_entry(self, index: int, entry: LeaderboardEntry) -> None:
        if self._info is None:
            return
        row: ScoreRow = self.row_scene.instantiate()
        if index < self._rows.get_child_count():
            old = self._rows.get_child(index)
            self._rows.remove_child(old)
            old.queue_free()
        self._rows.add_child(row)
        self._rows.move_child(row, index)
        is_me = entry["userSteamId"] == self.steam.userSteamId
        row.show_entry(entry, self._info["displayType"] or "numeric", is_me)
        row.show_user(self.steam)

    def _emptiness(self) -> str:
        if self._scope == "GlobalAroundUser":
            return "You have no score here yet. Upload one."
        if self._scope == "FriendsOnly":
            return "None of your friends has a score here."
        return "Nobody has a score here."

    def _show_pager(self) -> None:
        count = self._entry_count()
        self._pager.visible = self._scope == "Global" and count > 0
        first, last = self._page * PAGE + 1, min((self._page + 1) * PAGE, count)
        self._page_text.text = (
            f"{in_thousands(first)} – {in_thousands(last)} of {in_thousands(count)}"
        )
        self._first.disabled = self._back.disabled = self._page == 0
        self._next.disabled = self._last.disabled = self._page >= self._last_page()

    def _entry_count(self) -> int:
        return 0 if self._info is None else self._info["entryCount"] or 0

    def _last_page(self) -> int:
        return max(0, (self._entry_count() - 1) // PAGE)

    def _score_text(self, score: int) -> str:
        display_type = None if self._info is None else self._info["displayType"]
        return score_text(score, display_type or "numeric")

    def _ascends(self) -> bool:
        """Whether a smaller score is the better one."""
        return self._info is not None and self._info["sortMethod"] == "ascending"

    def _better_score(self) -> int:
        """A score that Steam would keep."""
        if self._mine is None:
            return FIRST_SCORE
        score = self._mine["score"]
        if self._ascends():
            return score - IMPROVEMENT if score > IMPROVEMENT else score - 1
        return min(score + IMPROVEMENT, LARGEST)

    async def _set_high_score(self, value: int) -> None:
        """Uploads a score, and shows what Steam says to it: a request can be awaited."""
        board = self._board
        self._upload = None
        self._result.text = "Steam is told."
        self._result.theme_type_variation = "DimLabel"
        event = await self.steam.requestSetHighScore({"leaderboardName": board, "value": value})
        if board == self._board:
            self._show_upload(event)

    def _show_upload(self, event: SetHighScore) -> None:
        self._upload = event
        if event["isError"]:
            self._result.theme_type_variation = "BadLabel"
            self._result.text = "Steam could not take the score."
        elif event["scoreChanged"]:
            before = event["previousGlobalRank"] or 0
            told = "the first one" if before == 0 else f"{in_thousands(before)} before"
            rank = in_thousands(event["currentGlobalRank"] or 0)
            self._result.theme_type_variation = "GoodLabel"
            self._result.text = f"A new best: rank {rank}, {told}."
            self._refresh()
        else:
            self._result.theme_type_variation = "GoldLabel"
            self._result.text = "No better than before: your best stays."

    async def _play(self) -> None:
        board = self.boards[0]
        await self.step(
            f'Board "{board}": its first page, and how many entries there are.',
            partial(self._show_board, board),
            lambda: self._info is not None and self._is_shown(),
        )
        if self._last_page() > 0:
            await self.step("The next page.", partial(self._show_page, 1), self._is_shown)
        await self.step("Among friends.", partial(self._show_scope, "FriendsOnly"), self._is_shown)
        await self.step(
            "Around the player.", partial(self._show_scope, "GlobalAroundUser"), self._is_shown
        )
        score = self._better_score()
        await self.step(
            f"A better score is uploaded: {self._score_text(score)}.",
            partial(self._set_high_score, score),
            lambda: self._has_changed(True) and self._is_shown() and self._has_score(score),
        )
        worse = score + (IMPROVEMENT if self._ascends() else -IMPROVEMENT)
        await self.step(
            f"A worse one, {self._score_text(worse)}, changes nothing.",
            partial(self._set_high_score, worse),
            lambda: self._has_changed(False) and self._has_score(score),
        )

    def _is_shown(self) -> bool:
        """Whether the answer to the last request is on the screen, with names."""
        is_answered = self._answered_number == self._request_number
        return is_answered and all(row.is_complete() for row in self._shown_rows())

    def _has_changed(self, expected: bool) -> bool:
        return self._upload is not None and self._upload["scoreChanged"] is expected

    def _has_score(self, score: int) -> bool:
        return self._mine is not None and self._mine["score"] == score

    def _enable(self, enabled: bool) -> None:
        self._upload_button.disabled = not enabled

    def _on_first_pressed(self) -> None:
        self._show_page(0)

    def _on_back_pressed(self) -> None:
        self._show_page(self._page - 1)

    def _on_next_pressed(self) -> None:
        self._show_page(self._page + 1)

    def _on_last_pressed(self) -> None:
        self._show_page(self._last_page())

    async def _on_value_submitted(self, _text: str) -> None:
        await self._on_upload_pressed()

    async def _on_upload_pressed(self) -> None:
        await self._set_high_score(int(self._value.value))
