"""Room C, ``offline_steam._shim``: the handlers of the control API, ``OfflineSteam_*``.

Imports the standard library and, of this package, ``board_editing``, ``definition_checking``,
``definition_people``, ``session`` and ``texts``, and ``bind_inspection``, ``bind_progress`` and
``control_answers`` beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offline_steam import definition_checking
from offline_steam._shim import bind_inspection, bind_progress
from offline_steam._shim.control_answers import ControlAnswers
from offline_steam._shim.texts import Texts
from offline_steam.board_editing import BoardEditor
from offline_steam.definition_people import parse_values
from offline_steam.session import Session


def handlers(ffi: Any, session: Session, texts: Texts) -> dict[str, Callable[..., Any]]:
    """The handlers by interface and function name."""
    answers = ControlAnswers(ffi, session, texts)
    attempt, text, query = answers.attempt, answers.text, answers.query

    def query_boards(action: Callable[[BoardEditor], object], json_text: Any, size: int) -> int:
        def report() -> object:
            with session.boards() as boards:
                return action(boards)

        return query(report, json_text, size)

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
        "OfflineSteam_QueryLeaderboards": lambda json_text, size: query_boards(
            BoardEditor.listed, json_text, size
        ),
        "OfflineSteam_QueryLeaderboardEntries": lambda name, start, end, json_text, size: (
            query_boards(lambda boards: boards.report(text(name), start, end), json_text, size)
        ),
        "OfflineSteam_SetHome": attempt(lambda folder: session.set_home(text(folder))),
        "OfflineSteam_SetApp": attempt(lambda path: session.set_app(text(path))),
        "OfflineSteam_ResetStore": attempt(session.reset_store),
        "OfflineSteam_ClearFaults": attempt(session.faults.clear),
        **bind_progress.handlers(session, answers),
        **bind_inspection.handlers(session, answers),
        "OfflineSteam_DrawIcon": lambda shape, color, unlocked, out, size: answers.copy(
            lambda: definition_checking.icon(text(shape), text(color), unlocked), out, size
        ),
        "OfflineSteam_QueryProblems": lambda definition, json_text, size: query(
            lambda: definition_checking.problems(text(definition)), json_text, size
        ),
        "OfflineSteam_QueryWords": lambda json_text, size: query(
            definition_checking.words, json_text, size
        ),
        "OfflineSteam_QueryState": lambda json_text, size: query(session.state, json_text, size),
        "OfflineSteam_LastError": lambda: answers.last_error,
    }
