"""Room A: a file of the project again, after it was changed. May import: modules."""

from __future__ import annotations

import types

from godot.scripting import modules

__all__ = ["reload"]


def reload(path: str) -> types.ModuleType:
    """Runs the file again, in its module. Raises what the file raises."""
    module = modules.module_of(path)
    if module is None:
        return modules.load_module(path)
    modules.ProjectLoader(path).exec_module(module)
    return module
