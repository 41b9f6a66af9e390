# Runs inside the library, once, when its Python part starts (see c/start.h and build_shim.py).
import os
import sys

from _offline_steam_shim import ffi, lib


def _boot() -> None:
    package = sys.modules.get("offline_steam")
    if package is None:
        # Of all copies, the one that lies beside this library; without leaving a path behind.
        folder = os.fsdecode(ffi.string(lib.shim_packages_path()))
        sys.path.insert(0, folder)
        try:
            import offline_steam  # noqa: F401 - from now on in sys.modules
        finally:
            sys.path.remove(folder)
    from offline_steam._shim.binding import bind

    bind(ffi, lib)


try:
    _boot()
except BaseException as error:
    lib.shim_start_failed(
        f"offline Steam: its Python part did not start: {type(error).__name__}: {error}".encode(
            errors="replace"
        )[:1000]
    )
    raise
