"""Room C, ``offline_steam._shim``: the handlers of the control API, ``OfflineSteam_*``.

Imports the standard library and, of this package, ``board_editing``, ``definition_people``,
``session`` and ``texts``.
A function that returns false leaves the reason for ``OfflineSteam_LastError``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.board_editing import BoardEditor
from offline_steam.definition_people import parse_values
from offline_steam.session import Session, explain


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    # Its own, not among the kept texts: errors are open-ended. Valid until the next one.
    last_error = [ffi.new("char[]", b"")]

    def attempt(action: Callable[..., None]) -> Callable[..., bool]:
        def handler(*arguments: Any) -> bool:
            try:
                action(*arguments)
            except Exception as error:  # the boundary: nothing may pass into C
                session.last_error = explain(error)
                last_error[0] = ffi.new("char[]", session.last_error.encode(errors="replace"))
                return False
            return True

        return handler

    def text(pointer: Any) -> str:
        found = texts.read(pointer)
        if found is None:
            raise ValueError("a text in UTF-8 is expected, not NULL or other bytes")
        return found

    def give(report: object, json_text: Any, size: int) -> int:
        """Copies a report out, if it fits; the size that is needed."""
        data = json.dumps(report).encode() + b"\0"
        if json_text != ffi.NULL and size >= len(data):
            ffi.memmove(json_text, data, len(data))
        return len(data)

    def give_boards(action: Callable[[BoardEditor], object], json_text: Any, size: int) -> int:
        """As ``give``; 0 leaves a reason."""
        report: list[object] = []
        done = change_boards(lambda boards: report.append(action(boards)))
        return give(report[0], json_text, size) if done else 0

    def with_boards(action: Callable[[BoardEditor], object]) -> None:
        with session.boards() as boards:
            action(boards)

    change_boards = attempt(with_boards)

    def add_entries(name: Any, steam_ids: Any, scores: Any, count: int) -> bool:
        def add(boards: BoardEditor) -> None:
            entries: list[tuple[int, int]] = []
            if count < 0 or (count > 0 and ffi.NULL in (steam_ids, scores)):
                raise ValueError(f"count {count}: as many Steam IDs and scores are expected")
            if count > 0:
                columns = ffi.unpack(steam_ids, count), ffi.unpack(scores, count)
                entries = list(zip(*columns, strict=True))
            boards.add(text(name), entries)

        return change_boards(add)

    return {
        "OfflineSteam_FailNext": attempt(
            lambda call, result: session.fail_next(text(call), result)
        ),
        "OfflineSteam_FailNextIO": attempt(lambda call: session.fail_next_io(text(call))),
        "OfflineSteam_DelayNext": attempt(
            lambda call, frames: session.delay_next(text(call), frames)
        ),
        "OfflineSteam_SetLatency": attempt(session.set_latency),
        "OfflineSteam_SetOnline": attempt(session.set_online),
        "OfflineSteam_ActAs": attempt(session.act_as),
        "OfflineSteam_UnloadUserStats": attempt(session.unload_user_stats),
        "OfflineSteam_SetUser": attempt(
            lambda steam_id, values: session.set_user(steam_id, parse_values(text(values)))
        ),
        "OfflineSteam_SetOverlayEnabled": attempt(session.overlay.set_enabled),
        "OfflineSteam_OpenOverlay": attempt(session.open_overlay),
        "OfflineSteam_CloseOverlay": attempt(session.overlay.close),
        "OfflineSteam_SetPlayerCount": attempt(session.player_count.set),
        "OfflineSteam_InstallDlc": attempt(session.content.install),
        "OfflineSteam_UninstallDlc": attempt(session.content.uninstall),
        "OfflineSteam_StartPurchase": attempt(session.purchases.start),
        "OfflineSteam_ApprovePurchase": attempt(
            lambda order_id: session.purchases.answer(order_id, True)
        ),
        "OfflineSteam_DeclinePurchase": attempt(
            lambda order_id: session.purchases.answer(order_id, False)
        ),
        "OfflineSteam_CreateLeaderboard": lambda name, sort, display: change_boards(
            lambda boards: boards.create(text(name), text(sort), text(display))
        ),
        "OfflineSteam_SetLeaderboardScore": lambda name, steam_id, score: change_boards(
            lambda boards: boards.set_score(text(name), steam_id, score)
        ),
        "OfflineSteam_AddLeaderboardEntries": add_entries,
        "OfflineSteam_GenerateLeaderboardEntries": lambda name, *numbers: change_boards(
            lambda boards: boards.generate(text(name), *numbers)
        ),
        "OfflineSteam_RemoveLeaderboardEntry": lambda name, steam_id: change_boards(
            lambda boards: boards.remove(text(name), steam_id)
        ),
        "OfflineSteam_ClearLeaderboard": lambda name: change_boards(
            lambda boards: boards.clear(text(name))
        ),
        "OfflineSteam_ResetLeaderboard": lambda name: change_boards(
            lambda boards: boards.reset(text(name))
        ),
        "OfflineSteam_QueryLeaderboards": lambda json_text, size: give_boards(
            BoardEditor.listed, json_text, size
        ),
        "OfflineSteam_QueryLeaderboardEntries": lambda name, start, end, json_text, size: (
            give_boards(lambda boards: boards.report(text(name), start, end), json_text, size)
        ),
        "OfflineSteam_SetHome": attempt(lambda folder: session.set_home(text(folder))),
        "OfflineSteam_SetApp": attempt(lambda path: session.set_app(text(path))),
        "OfflineSteam_ResetStore": attempt(session.reset_store),
        "OfflineSteam_QueryState": lambda json_text, size: give(session.state(), json_text, size),
        "OfflineSteam_LastError": lambda: last_error[0],
    }
