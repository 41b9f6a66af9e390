"""The types that the build makes from the table of documented names."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from native_parts import PARTS
from steamworks import contract

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "python_src"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the build script makes of the table as it is now."""
    folder = tmp_path_factory.mktemp("types")
    command = [sys.executable, "-I", str(ROOT / "site_scons" / "build_types.py")]
    command += ["--out", str(folder / "shapes.py"), "--stubs", str(folder / "typings")]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture(scope="module")
def shapes(made: Path) -> types.ModuleType:
    """The module with the types of dictionaries and words."""
    spec = importlib.util.spec_from_file_location("shapes_of_test", made / "shapes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_what_was_built_is_what_is_built(made: Path) -> None:
    """The files of the last build are those of the table as it is now."""
    (part,) = (part for part in PARTS if part.name == "types")
    for product in part.products:
        (found,) = made.rglob(product.name) if "init" not in product.name else [None]
        if found is not None:
            assert (ROOT / product).read_text(encoding="utf-8") == found.read_text(encoding="utf-8")


def _names(keys: Iterable[contract.Key | contract.Parameter]) -> list[str]:
    return [key.name for key in keys]


def test_dictionaries_have_the_documented_keys(shapes: Any) -> None:
    """Each event, type and dictionary of parameters has its keys; those with a default may lack."""
    for event in contract.EVENTS.values():
        hints = typing.get_type_hints(getattr(shapes, event.name[0].upper() + event.name[1:]))
        assert list(hints) == _names(event.keys)
        assert hints["name"] == typing.Literal[event.name]
    for kind in contract.TYPES.values():
        assert list(typing.get_type_hints(getattr(shapes, kind.name))) == _names(kind.keys)
    for row in contract.FUNCTIONS.values():
        for parameter in row.parameters:
            if parameter.keys:
                made = getattr(shapes, f"{row.name[0].upper()}{row.name[1:]}Params")
                assert list(typing.get_type_hints(made)) == _names(parameter.keys)
                needed = [k.name for k in parameter.keys if k.default is contract.REQUIRED]
                assert made.__required_keys__ == set(needed)


def test_types_of_keys(shapes: Any) -> None:
    """Types of the table are Python's; strings with words are those words."""
    hints = typing.get_type_hints(shapes.LeaderboardInfo)
    assert hints["entryCount"] == int | None
    assert hints["sortMethod"] == typing.Optional[typing.Literal[contract.SORT_METHODS]]  # noqa: UP045
    assert (
        typing.get_type_hints(shapes.LeaderboardEntries)["entries"] == list[shapes.LeaderboardEntry]
    )
    for name, words in contract.WORDS.items():
        assert typing.get_args(getattr(shapes, name)) == words
