"""Python's standard library, without what no game uses. Standard library only.

Its modules go into one archive as bytecode, which Python reads faster than as many files; compiled
modules stay files, because the system has to load them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.stamps import files_below

# Tests, tools for developers, and what needs a terminal or a window system of its own.
_NOT_CARRIED = frozenset(
    {
        *("test", "tests", "idlelib", "tkinter", "turtledemo", "turtle", "lib2to3", "ensurepip"),
        *("distutils", "venv", "pydoc_data", "curses", "msilib", "site-packages", "dist-packages"),
        *(
            "lib-dynload",
            "__phello__",
            "antigravity",
            "this",
            "crypt",
            "nis",
            "readline",
            "rlcompleter",
        ),
        *(
            "sitecustomize",
            "usercustomize",
            "_pyrepl",
            "idle_test",
            "_ios_support",
            "_android_support",
        ),
    }
)
_NOT_CARRIED_COMPILED = (
    *("_test", "_xx", "xx", "_ctypes_test", "_tkinter", "_curses", "readline", "nis", "_crypt"),
    *("ossaudiodev", "spwd", "_dbm", "_gdbm", "audioop"),
)
# What every start of a game reads: 2 MB, which unpacking would cost a tenth of Python's start.
READ_AT_START = frozenset(
    {
        *("__future__", "_weakrefset", "ast", "bisect", "collections", "collections.abc"),
        *("contextlib", "copy", "copyreg", "dataclasses", "datetime", "dis", "encodings"),
        *("encodings.aliases", "encodings.utf_8", "enum", "fnmatch", "functools", "heapq"),
        *("importlib", "importlib._abc", "inspect", "ipaddress", "json", "json.decoder"),
        *("json.encoder", "json.scanner", "keyword", "linecache", "opcode", "operator"),
        *("pathlib", "platform", "re", "re._casefix", "re._compiler", "re._constants"),
        *("re._parser", "reprlib", "sqlite3", "sqlite3.dbapi2", "string", "struct", "textwrap"),
        *("threading", "token", "tokenize", "tomllib", "tomllib._parser", "tomllib._re"),
        *("tomllib._types", "traceback", "types", "typing", "urllib", "urllib.parse", "warnings"),
        *("weakref", "pathlib._local", "pathlib._abc", "_collections_abc", "_opcode_metadata"),
    }
)


def is_read_at_start(module: Path) -> bool:
    """Whether a module is one that every start of a game reads.

    Args:
        module: Its source, relative to the standard library's folder.
    """
    parts = module.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) in READ_AT_START


def modules(folder: Path) -> Iterator[Path]:
    """The sources to carry, relative to the standard library's folder, in a fixed order."""
    for path in files_below(folder, (".py",)):
        relative = path.relative_to(folder)
        names = {*relative.parts[:-1], relative.stem}
        if names & _NOT_CARRIED or any(name.startswith("config-") for name in relative.parts):
            continue
        yield relative


def compiled_modules(folder: Path) -> Iterator[Path]:
    """The compiled modules to carry, in a fixed order.

    Args:
        folder: The standard library's folder; what is built into libpython is not in it.
    """
    for path in sorted((folder / "lib-dynload").glob("*.so")):
        if not path.name.startswith(_NOT_CARRIED_COMPILED):
            yield path
