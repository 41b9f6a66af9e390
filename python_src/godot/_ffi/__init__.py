"""Room A, the floor: cffi and the compiled parts.

FFI ends here; the rest of the room sees ``core``, ``ffi`` and ``lib``.

``core`` is the compiled module of conversions, calls and objects (the C files beside this one);
``ffi`` and ``lib`` are cffi's view of the engine's C interface, with one function ``gd_<name>`` for
each function of the interface. They exist only inside an engine that has loaded the extension.
"""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["core", "ffi", "lib"]

_MODULES = {
    "core": ("_godot_core", None),
    "ffi": ("_godot_ffi", "ffi"),
    "lib": ("_godot_ffi", "lib"),
}

core: Any
ffi: Any
lib: Any


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module_name, attribute = _MODULES[name]
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        raise ImportError(
            "the engine is not there: this part of the package 'godot' works only in a Python "
            "that Godot started; "
            "run the script in Godot (python3 dev.py godot -- ...)"
        ) from error
    value = module if attribute is None else getattr(module, attribute)
    globals()[name] = value
    return value
