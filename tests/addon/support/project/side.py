"""What a project's own Python sees of the addon it stands on."""

import importlib
import sys
from pathlib import Path

from godot import Node, exposed

WANTED = (
    *("asyncio", "bz2", "ctypes", "csv", "datetime", "decimal", "hashlib", "http.client", "json"),
    *("logging", "lzma", "multiprocessing", "pickle", "random", "sqlite3", "ssl", "struct"),
    *("subprocess", "sysconfig", "unicodedata", "unittest", "urllib.request", "uuid"),
    *("xml.etree.ElementTree", "zipfile", "zlib", "zoneinfo"),
)


@exposed
class Side(Node):
    """Tells the scene about Python."""

    def report(self) -> str:
        """What was not there, and the files that are loaded from anywhere but the addon."""
        missing = []
        for name in WANTED:
            try:
                importlib.import_module(name)
            except ImportError as error:
                missing.append(f"{name}: {error}")
        python = sys.path[0].rsplit("/lib/", 1)[0]
        maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
        mapped = {line.split(maxsplit=5)[5].strip() for line in maps if "/" in line}
        # (The engine's own libraries come from wherever the engine does.)
        names = ("libpython", ".cpython-", "libsteam_api", "libgodot_steamworks")
        loaded = {path for path in mapped if any(name in Path(path).name for name in names)}
        modules = {
            str(getattr(module, "__file__", None) or python) for module in sys.modules.values()
        }
        own = (python, python.removesuffix("/python") + "/bin", "res://")
        outside = [path for path in {*loaded, *modules, *sys.path} if not path.startswith(own)]
        return f"missing {missing} outside {sorted(outside)} writes {not sys.dont_write_bytecode}"
