"""Uses the special methods of the class Object."""

from __future__ import annotations

from typing import Any

from godot import Node, export, exposed


@exposed
class Special(Node):
    """Has properties that no class attribute stands for."""

    plain: int = export(1)

    def __init__(self) -> None:
        self.dynamic: dict[str, Any] = {"first": 1, "second": "two"}

    def _get_property_list(self) -> list[dict[str, Any]]:
        return [{"name": name, "type": 2 if name == "first" else 4} for name in self.dynamic]

    def _get(self, name: str) -> Any:
        return self.dynamic.get(name)

    def _set(self, name: str, value: Any) -> bool:
        if name not in self.dynamic:
            return False
        self.dynamic[name] = value
        return True

    def _validate_property(self, described: dict[str, Any]) -> None:
        if described["name"] == "plain":
            described["usage"] = 2
            described["hint_string"] = "changed"

    def _property_can_revert(self, name: str) -> bool:
        return name == "first"

    def _property_get_revert(self, name: str) -> Any:
        return 99 if name == "first" else None

    def _to_string(self) -> str:
        return "special!"
