"""The offline runtime's control API for GDScript, and what else only Python can tell."""

from __future__ import annotations

import gc
from typing import Any

from godot import Dictionary, Node, PackedByteArray, exposed
from godot._ffi import core
from offline_steam import control


def _plain(value: Any) -> Any:
    return value.to_dict() if isinstance(value, Dictionary) else value


@exposed(native=True)
class OfflineControl(Node):  # type: ignore[misc]  # made at run time
    """Controls the offline runtime, which has to be connected."""

    def fail_next(self, call: str, result: int) -> None:
        """Answers the next call of a kind with a result."""
        control.attach().fail_next(call, result)

    def fail_next_io(self, call: str) -> None:
        """Lets the next call of a kind break."""
        control.attach().fail_next_io(call)

    def set_latency(self, frames: int) -> None:
        """Sets the frames from a request to its answer."""
        control.attach().set_latency(frames)

    def delay_next(self, call: str, frames: int) -> None:
        """Answers the next call of a kind after so many frames."""
        control.attach().delay_next(call, frames)

    def unload(self, steam_id: str) -> None:
        """Drops another user's progress."""
        control.attach().unload_user_stats(int(steam_id))

    def post(self, callback: int, data: bytes) -> None:
        """Posts a callback."""
        control.attach().post_callback(callback, bytes(data))

    def set_online(self, online: bool) -> None:
        """Takes the network away, or brings it back."""
        control.attach().set_online(online)

    def change_user(self, steam_id: str, values: dict[str, Any]) -> None:
        """Changes what Steam knows of a user."""
        changes = {str(key): _plain(value) for key, value in values.items()}
        control.attach().set_user(int(steam_id), **changes)

    def set_overlay_enabled(self, enabled: bool) -> None:
        """Lets the overlay be shown, or not."""
        control.attach().set_overlay_enabled(enabled)

    def open_overlay(self) -> None:
        """Opens the overlay as a player does."""
        control.attach().open_overlay()

    def close_overlay(self) -> None:
        """Closes the overlay as a player does."""
        control.attach().close_overlay()

    def overlay(self) -> dict[str, Any]:
        """What the overlay shows."""
        overlay: dict[str, Any] = control.attach().state()["overlay"]
        return overlay

    def set_player_count(self, count: int) -> None:
        """Says how many play the app."""
        control.attach().set_player_count(count)

    def install_dlc(self, app_id: int) -> None:
        """Installs DLC."""
        control.attach().install_dlc(app_id)

    def uninstall_dlc(self, app_id: int) -> None:
        """Takes DLC away."""
        control.attach().uninstall_dlc(app_id)

    def buy(self, order_id: str, approved: bool) -> None:
        """Begins a purchase, and answers as its user."""
        control.attach().start_purchase(int(order_id))
        if approved:
            control.attach().approve_purchase(int(order_id))
        else:
            control.attach().decline_purchase(int(order_id))

    def tickets(self) -> list[int]:
        """The tickets that are open."""
        tickets: list[int] = control.attach().state()["open_tickets"]
        return tickets

    def create_board(self, name: str, sort: str, display: str) -> None:
        """Makes an empty leaderboard."""
        control.attach().create_leaderboard(name, sort, display)

    def set_score(self, name: str, steam_id: str, score: int) -> None:
        """Sets a user's score on a leaderboard."""
        control.attach().set_leaderboard_score(name, int(steam_id), score)

    def reset_board(self, name: str) -> None:
        """Puts a leaderboard back to what the definition gives."""
        control.attach().reset_leaderboard(name)

    def board_entries(self, name: str, start: int, end: int) -> list[dict[str, Any]]:
        """Entries of a leaderboard as events have them, from the runtime's own tables."""
        return [
            {
                "userSteamId": str(entry["steam_id"]),
                "globalRank": entry["rank"],
                "score": entry["score"],
            }
            for entry in control.attach().leaderboard_entries(name, start, end)
        ]

    def pixels(self, handle: int) -> PackedByteArray:
        """What Steam's own function gives of an image."""
        from steamworks import Client

        client = Client.current()
        image = client and client.images.image(handle)
        return PackedByteArray() if image is None else PackedByteArray(image.rgba)

    def keys_of(self, event_name: str) -> list[str]:
        """The documented keys of an event, in their order."""
        from steamworks import contract

        return [key.name for key in contract.EVENTS[event_name].keys]

    def functions(self) -> list[list[Any]]:
        """Of each documented function: name, how many arguments it needs, failure value."""
        from steamworks import contract

        return [
            [row.name, sum(p.default is contract.REQUIRED for p in row.parameters), row.failure]
            for row in contract.FUNCTIONS.values()
        ]

    def state(self) -> dict[str, Any]:
        """What the simulated client knows."""
        return {
            key: value
            for key, value in control.attach().state().items()
            if isinstance(value, bool | int | str)
        }

    def is_connected_to_steam(self) -> bool:
        """Whether anything in this process is connected."""
        from steamworks import Client

        return Client.current() is not None

    def live_faces(self) -> int:
        """How many objects of the engine have a Python face."""
        return int(core.live_objects())

    def collect(self, enabled: bool) -> None:
        """Collects Python's cycles now, and whether it goes on doing so by itself."""
        gc.collect()
        gc.enable() if enabled else gc.disable()

    def pump_from_python(self, steam: Any) -> bool:
        """Pumps by hand, as nobody should."""
        return bool(steam._pump())

    def help_page(self, name: str) -> str:
        """What the editor's help gets about a class."""
        from godot import help_pages, registry

        (spec,) = (spec for spec in registry.registered() if spec.name == name)
        return help_pages.class_xml(spec)
