"""The engine's own description, written by the engine. Standard library only."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from workbench.errors import SetupError

# Which option writes which file.
DUMPS = {
    "--dump-extension-api-with-docs": "extension_api.json",
    "--dump-gdextension-interface": "gdextension_interface.h",
    "--dump-gdextension-interface-json": "gdextension_interface.json",
}
_SECONDS = 300


def dump_engine(program: Path, folder: Path) -> None:
    """Has an engine write its description; the folder appears complete or not at all.

    Args:
        program: The engine, with the editor in it.
        folder: Where the files go; what was there is replaced.

    Raises:
        SetupError: It writes no description, as an export template does, for example.
    """
    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for option, name in DUMPS.items():
        said = ""
        try:
            done = subprocess.run(
                [str(program), "--headless", option],
                cwd=draft,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
            )
            said = (done.stdout + done.stderr).strip()
        except subprocess.TimeoutExpired:
            said = "it did not end"
        if not (draft / name).is_file():
            raise SetupError(
                f"{program} wrote no {name} when called with {option}: {said[-400:] or 'no word'}",
                "Use a Godot with the editor (not an export template), and name it with GODOT.",
            )
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
