"""Classes with state, counted and not; inheritance between native classes."""

from __future__ import annotations

from typing import Any

from godot import Node, RefCounted, export, exposed, signal


@exposed(native=True)
class Base(Node):
    """The base of another native class."""

    happened = signal(("what", str))
    level: int = export(1, range=(0, 10))

    def __init__(self) -> None:
        """Says who was made."""
        self.made_by_init = type(self).__name__
        self.seen: list[str] = []

    def who(self) -> str:
        """Overridden in the derived class."""
        return "base"

    def only_base(self) -> str:
        """Inherited."""
        return f"base of {self.who()}"

    def _ready(self) -> None:
        self.seen.append("base ready")

    def get_seen(self) -> list[str]:
        """What was called."""
        return self.seen


@exposed(native=True)
class Derived(Base):
    """Derived from a native class."""

    name_of_derived: str = export("derived")

    def who(self) -> str:
        """Overrides."""
        return "derived"

    def _ready(self) -> None:
        super()._ready()
        self.seen.append("derived ready")


@exposed(native=True)
class Broken(Node):
    """Its constructor raises."""

    def __init__(self) -> None:
        """Raises."""
        self.before = "set"
        raise RuntimeError("no init on purpose")

    def get_before(self) -> str:
        """What was set before it raised."""
        return self.before


@exposed(native=True)
class Cell(RefCounted):
    """A counted object with state."""

    changed = signal(("value", int))

    def __init__(self) -> None:
        """Empty."""
        self.value = 0
        self.other: Any = None

    def get_value(self) -> int:
        """The value."""
        return self.value

    def set_value(self, value: int) -> None:
        """Changes the value."""
        self.value = value

    def on_changed(self, value: int) -> None:
        """To be connected to its own signal."""
        self.value = value

    def _notification(self, what: int) -> None:
        self.last_notification = what


@exposed(native=True)
class Holder(RefCounted):
    """Holds others."""

    def __init__(self) -> None:
        """Empty."""
        self.items: list[Any] = []
        self.cell: Any = None

    def get_cell(self) -> Cell:
        """A counted object that somebody else has too."""
        return self.cell  # type: ignore[no-any-return]

    def keep(self, value: Any) -> None:
        """Keeps anything."""
        self.items.append(value)

    def get_items(self) -> list[Any]:
        """All that it keeps."""
        return self.items
