"""A screen for the engine's window: the person's own, or a virtual one. Standard library only."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench.engine import Engine
from workbench.errors import SetupError

_START_SECONDS = 20.0
# Mesa's drivers that need no graphics card.
_SOFTWARE = {"LIBGL_ALWAYS_SOFTWARE": "1", "GALLIUM_DRIVER": "llvmpipe"}


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be opened: an X or Wayland server is named."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@dataclass(frozen=True)
class ServerProgram:
    """The virtual X server: its program, arguments and the folder that it must be started in."""

    command: tuple[str, ...]
    folder: Path | None


def find_server(engine: Engine) -> ServerProgram:
    """The virtual X server that came with the engine, or the system's.

    Raises:
        SetupError: There is neither.
    """
    if engine.root is not None and (engine.root / "usr/bin/Xvfb").is_file():
        # The one that was fetched starts usr/bin/xkbcomp below its working directory.
        keyboards = engine.root / "usr/share/X11/xkb"
        command = (str(engine.root / "usr/bin/Xvfb"), "-xkbdir", str(keyboards))
        return ServerProgram(command, engine.root)
    installed = shutil.which("Xvfb")
    if installed is None:
        raise SetupError(
            "There is no virtual screen: Xvfb is not on PATH.",
            "sudo apt-get install xvfb libgl1 libgl1-mesa-dri, or unset GODOT to use the engine "
            "that dev.py fetches, which brings its own.",
        )
    return ServerProgram((installed,), None)


@contextmanager
def virtual_screen(engine: Engine, width: int, height: int) -> Iterator[dict[str, str]]:
    """Runs a virtual X server for the block and yields the variables for programs that use it.

    Args:
        engine: The engine that will use it; its software drivers are used if it has its own.
        width: In pixels.
        height: In pixels.

    Raises:
        SetupError: The server is missing or does not start.
    """
    server = find_server(engine)
    reader, writer = os.pipe()
    try:
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [
                    *server.command,
                    *("-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24"),
                    *("-nolisten", "tcp", "-noreset"),
                ],
                cwd=server.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                pass_fds=(writer,),
            )
            os.close(writer)
            writer = -1
            try:
                ready, _, _ = select.select([reader], [], [], _START_SECONDS)
                number = os.read(reader, 32).decode().strip() if ready else ""
                if not number:
                    said.seek(0)
                    words = said.read().decode(errors="replace").strip()[-600:]
                    raise SetupError(
                        f"The virtual screen did not start: {words or 'Xvfb said nothing'}",
                        "sudo apt-get install xvfb installs one for the system; "
                        "`python3 dev.py doctor` shows which is used.",
                    )
                yield screen_environment(engine, number)
            finally:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
    finally:
        os.close(reader)
        if writer >= 0:
            os.close(writer)


def screen_environment(engine: Engine, number: str) -> dict[str, str]:
    """The variables with which the engine draws on virtual screen ``number``."""
    variables = {"DISPLAY": f":{number}", "WAYLAND_DISPLAY": "", **_SOFTWARE}
    if engine.root is not None:
        drivers = next(engine.root.glob("usr/lib/*/dri"), None)
        if drivers is not None:
            variables["LIBGL_DRIVERS_PATH"] = str(drivers)
        vendors = engine.root / "usr/share/glvnd/egl_vendor.d"
        if vendors.is_dir():
            variables["__EGL_VENDOR_LIBRARY_DIRS"] = str(vendors)
        variables["XKB_CONFIG_ROOT"] = str(engine.root / "usr/share/X11/xkb")
        variables["XLOCALEDIR"] = str(engine.root / "usr/share/X11/locale")
    return variables
