"""Native classes for the tests of the Steamworks node."""

from __future__ import annotations


def register() -> None:
    """Registers every class of the tests."""
    from godot import registry
    from steam_probe.awaiting import PythonAwaiter
    from steam_probe.listening import PythonListener
    from steam_probe.offline import OfflineControl
    from steam_probe.subclass import PythonSteamworks

    for cls in (OfflineControl, PythonAwaiter, PythonListener, PythonSteamworks):
        registry.register(cls)
