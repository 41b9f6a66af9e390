"""Room A: which files of the project a script needs. May import: classes, modules, sources.

Asked by the editor: it shows them, and exports them with a scene that has the script. They are the
modules that the file imports, and the resources whose paths stand in it.
"""

from __future__ import annotations

import re
import sys

from godot import classes
from godot.scripting import modules, sources

__all__ = ["dependencies"]

_PATH = re.compile(r"""["'](res://[^"'\\\n]+)["']""")


def dependencies(path: str) -> list[str]:
    """Paths of files that are there, each once; nothing of a file that cannot be read."""
    data = modules.read_bytes(path) or b""
    name = modules.module_name(path)
    package = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
    exists = classes.singleton("ResourceLoader").exists
    wanted = [
        file
        for imported in sorted(sources.imported_names(data, path, package))
        for file in _files_of(imported)
    ]
    wanted += _PATH.findall(sources.readable(data))
    return [file for file in dict.fromkeys(wanted) if file != path and exists(file)]


def _files_of(module: str) -> tuple[str, ...]:
    inner = module.removeprefix("godot.res.")
    if inner == module and module.partition(".")[0] in sys.stdlib_module_names:
        return ()
    base = "res://" + inner.replace(".", "/")
    return f"{base}.py", f"{base}/__init__.py"
