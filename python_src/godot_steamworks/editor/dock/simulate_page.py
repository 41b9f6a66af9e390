"""Room D, the editor's dock: what the offline runtime is to do next.

May import: godot, steamworks, and the dock's parts. Faults, delays and the network belong to a
running game; they end with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import godot
from godot_steamworks.editor.dock.look import Look, fill, flow, row
from godot_steamworks.editor.dock.page import Page
from steamworks import ResultCode

__all__ = ["SimulatePage"]

_IO_FAILURE = "The call is lost (I/O failure)"
_USUAL = (
    ResultCode.FAIL,
    ResultCode.NO_CONNECTION,
    ResultCode.INVALID_PARAM,
    ResultCode.BUSY,
    ResultCode.ACCESS_DENIED,
    ResultCode.TIMEOUT,
    ResultCode.LIMIT_EXCEEDED,
)
_MOST_USERS = 200


class SimulatePage(Page):
    """Failures on demand, latency, the network, the overlay, and who plays."""

    title = "Simulate"

    def __init__(self, look: Look, tell: Callable[[str], object]) -> None:
        super().__init__(look, tell)
        self._calls: list[str] = []
        self._users: list[str] = []
        self._results = [*_USUAL, *(code for code in ResultCode if code not in _USUAL)]
        self._results.remove(ResultCode.OK)
        self._call = fill(look.choice([], "Which call fails when it is made next", lambda _: None))
        texts = [_IO_FAILURE, *(f"{code.name} ({code.value})" for code in self._results)]
        self._result = fill(look.choice(texts, "What Steam answers then", lambda _: None))
        self._result.select(1)
        self._add = look.button(
            "Add", "Fail next", "The next call of this kind fails so", self._fail, flat=False
        )
        self._clear = look.button("Clear", "Clear", "Let no call fail any more", self._clear_faults)
        self._waiting = look.label(dim=True, wraps=True)
        self._online = godot.CheckButton()
        self._online.text, self._online.tooltip_text = "Online", "Whether Steam has a network"
        self._online.toggled.connect(self._set_online)
        self._latency = godot.SpinBox()
        self._latency.max_value, self._latency.suffix = 600, "frames"
        self._latency.allow_greater = True
        self._latency.tooltip_text = "Frames from a request to Steam's answer"
        self._latency.value_changed.connect(self._set_latency)
        self._user = fill(look.choice([], "Who plays: the current user of Steam", self._act_as))
        self._overlay = look.button(
            "GuiVisibilityVisible", "Open overlay", "As the player does by its keys", self._open
        )
        self._overlay_shown = False
        self._known_latency = -1
        for control in (
            look.label("Next request"),
            self._call,
            self._result,
            flow(self._add, self._clear),
            self._waiting,
            godot.HSeparator(),
            row(look.label("Latency"), fill(self._latency)),
            row(look.label("Play as"), self._user),
            flow(self._online, self._overlay),
        ):
            self.content.add_child(control)

    def start(self) -> None:
        """See :class:`Page`."""
        self._known_latency = -1

    def look_again(self) -> None:
        """See :class:`Page`."""
        if self.source is not None:
            self.source.ask("QueryApp", [], self._know_app)
        self.watch("QueryState", [], self._show)

    def _know_app(self, error: str, app: Any) -> None:
        if error or self.source is None:
            return
        if app["calls"] != self._calls:
            self._calls = [str(call) for call in app["calls"]]
            self._call.clear()
            for call in self._calls:
                self._call.add_item(call)
            if "StoreStats" in self._calls:
                self._call.select(self._calls.index("StoreStats"))
        self._users = [str(user["steam_id"]) for user in app["users"][:_MOST_USERS]]
        self._user.clear()
        for user in app["users"][:_MOST_USERS]:
            self._user.add_item(user["name"] or user["steam_id"])
        if app["steam_id"] in self._users:
            self._user.select(self._users.index(app["steam_id"]))

    def _show(self, state: dict[str, Any]) -> None:
        self._online.set_pressed_no_signal(state["online"])
        if state["latency"] != self._known_latency:  # else what is being typed would be lost
            self._known_latency = state["latency"]
            self._latency.set_value_no_signal(state["latency"])
        if state.get("steam_id") in self._users:
            self._user.select(self._users.index(state["steam_id"]))
        self._overlay_shown = bool(state["overlay"]["shown"])
        self._overlay.text = "Close overlay" if self._overlay_shown else "Open overlay"
        faults = [
            f"{call}: " + ("lost" if fault["io_failure"] else _result(fault["result"]))
            for call, waiting in state["faults"].items()
            for fault in waiting
        ]
        self._waiting.text = (
            "Waiting for the call:\n" + "\n".join(faults) if faults else "No call is told to fail."
        )
        self._clear.disabled = not faults

    # ---- what the user does ----

    def _fail(self) -> None:
        if not self._calls:
            return
        call = self._calls[self._call.selected]
        if self._result.selected == 0:
            self.do("FailNextIO", call)
        else:
            self.do("FailNext", call, int(self._results[self._result.selected - 1]))

    def _clear_faults(self) -> None:
        self.do("ClearFaults")

    def _set_online(self, online: bool) -> None:
        self.do("SetOnline", online)

    def _set_latency(self, frames: float) -> None:
        self.do("SetLatency", int(frames))

    def _act_as(self, number: int) -> None:
        self.do("ActAs", self._users[number])

    def _open(self) -> None:
        self.do("CloseOverlay" if self._overlay_shown else "OpenOverlay")


def _result(value: int) -> str:
    known = value in ResultCode._value2member_map_
    return f"{ResultCode(value).name} ({value})" if known else str(value)
