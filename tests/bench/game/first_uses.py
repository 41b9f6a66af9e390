"""How long each engine class takes when it is used for the first time. Bench."""

from time import perf_counter_ns

import godot
from godot import ClassDB, Node, exposed


@exposed
class FirstUses(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Its one method is called by ``first_uses.gd``."""

    def milliseconds_by_class(self) -> dict[str, float]:
        """Every class of the engine that this package knows, in the engine's order."""
        found: dict[str, float] = {}
        for name in [str(name) for name in ClassDB.get_class_list()]:
            started = perf_counter_ns()
            if getattr(godot, name, None) is not None:
                found[name] = (perf_counter_ns() - started) / 1e6
        return found
