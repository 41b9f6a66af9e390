"""A project of a few files, as the static reading of scripts asks for it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from godot.api import engine_api
from godot.scripting.editor.project import Described
from godot.variant import Kind, TypeRef


class Files:
    """Answers what an open project would."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = {f"res://{name}": text for name, text in files.items()}

    def source(self, path: str) -> str | None:
        """The text of a file."""
        return self.files.get(path)

    def is_folder(self, path: str) -> bool:
        """Whether a file is below it."""
        return any(name.startswith(f"{path}/") for name in self.files)

    def has_module(self, name: str) -> bool:
        """Python's own modules, and the engine's."""
        return name in sys.stdlib_module_names or name == "godot"

    def is_engine_class(self, name: str) -> bool:
        """By the engine's description."""
        return name in engine_api()

    def members(self, name: str) -> list[Described]:
        """Those of one class of an extension."""
        if name != "Steamworks":
            return []
        return [
            Described("property", "appId", TypeRef(Kind.STRING)),
            Described("method", "getFriends", TypeRef(Kind.ARRAY), (("flags", TypeRef(Kind.INT)),)),
        ]


@pytest.fixture
def project() -> Callable[..., Files]:
    """Makes a project: ``project(**{"enemies/orc.py": "..."})``."""
    return lambda **files: Files(files)
