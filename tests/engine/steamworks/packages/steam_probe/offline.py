"""The offline runtime's control API for GDScript, and what else only Python can tell."""

from __future__ import annotations

import gc
from typing import Any

from godot import Node, exposed
from godot._ffi import core
from offline_steam import control


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
