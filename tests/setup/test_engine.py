"""Finding Godot, with small programs that pretend to be one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine import EngineVersion, cache_stamp, find_engine, parse_version
from workbench.errors import SetupError
from workbench.places import Places


def pretend(path: Path, says: str, exit_code: int = 0) -> Path:
    """Writes a program that prints one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A clone without anything in its cache."""
    return Places(tmp_path / "clone", tmp_path / "cache")


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("4.6.3.stable.debian4.6.3+ds-3", (4, 6, 3)),
        ("4.4.stable.official.4c311cbee", (4, 4, 0)),
        ("4.7.dev2.mono.custom_build", (4, 7, 0)),
        ("3.5.2.stable", (3, 5, 2)),
        ("WARNING: no driver\n4.6.1.stable.official.x\n", (4, 6, 1)),
    ],
)
def test_versions_as_engines_print_them(printed: str, numbers: tuple[int, int, int]) -> None:
    """Official, distribution and own builds each have their form."""
    version = parse_version(printed)
    assert version is not None
    assert version.numbers == numbers


@pytest.mark.parametrize("printed", ["", "Python 3.11.2", "4", "four.six", "version 4.6"])
def test_what_is_no_version_gives_none(printed: str) -> None:
    """Another program's words are not mistaken for a version."""
    assert parse_version(printed) is None


@given(st.text(max_size=60))
def test_any_output_is_borne(printed: str) -> None:
    """Whatever a program prints, parsing ends with a version or none."""
    version = parse_version(printed)
    assert version is None or isinstance(version, EngineVersion)


@pytest.mark.parametrize(
    ("numbers", "supported"),
    [
        ((4, 6, 0), True),
        ((4, 12, 0), True),
        ((4, 5, 9), False),
        ((3, 6, 0), False),
        ((5, 0, 0), False),
    ],
)
def test_only_a_new_enough_godot_4_is_supported(
    numbers: tuple[int, int, int], supported: bool
) -> None:
    """Minor versions compare as numbers; another major version has another interface."""
    assert EngineVersion(numbers, "").is_supported is supported


def test_the_named_engine_comes_first(places: Places, tmp_path: Path) -> None:
    """GODOT wins over PATH."""
    named = pretend(tmp_path / "mine/engine", "4.6.1.stable.official.x")
    pretend(tmp_path / "bin/godot", "4.6.3.stable.official.x")
    environment = {"GODOT": str(named), "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    engine, _ = find_engine(places, environment)
    assert engine is not None
    assert (engine.path, engine.origin) == (named, "GODOT")
    assert engine.environment["GODOT"] == str(named)


def test_an_old_engine_on_path_is_passed_over_with_its_version(
    places: Places, tmp_path: Path
) -> None:
    """The next name is tried, and the reason kept for the person."""
    pretend(tmp_path / "bin/godot", "3.5.2.stable")
    newer = pretend(tmp_path / "bin/godot4", "4.6.3.stable.official.x")
    engine, passed_over = find_engine(places, {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"})
    assert engine is not None
    assert (engine.path, engine.origin) == (newer, "PATH")
    assert len(passed_over) == 1
    assert "3.5.2" in passed_over[0]
    assert "4.6" in passed_over[0]


@pytest.mark.parametrize(
    ("says", "reason"),
    [("3.5.2.stable", "Godot 3.5.2.stable"), ("hello", "printed 'hello'")],
)
def test_a_named_engine_that_cannot_be_used_is_an_error(
    says: str, reason: str, places: Places, tmp_path: Path
) -> None:
    """What a person named is never replaced without a word."""
    named = pretend(tmp_path / "engine", says)
    with pytest.raises(SetupError) as caught:
        find_engine(places, {"GODOT": str(named), "PATH": "/usr/bin:/bin"})
    assert str(named) in caught.value.cause
    assert reason in caught.value.cause
    assert "GODOT" in caught.value.remedy


def test_a_named_engine_that_is_not_there_is_an_error(places: Places) -> None:
    """The error repeats the name, so that a slip of the pen is seen."""
    with pytest.raises(SetupError, match="no-such-engine"):
        find_engine(places, {"GODOT": "/no-such-engine", "PATH": "/usr/bin:/bin"})


def _fill_cache(places: Places, root: Path) -> None:
    pretend(root / "usr/bin/godot", "4.6.3.stable.debian")
    pretend(root / "usr/bin/godot-template-release", "4.6.3.stable.debian")
    cache_stamp(places).write("key", root=str(root), version="4.6.3.stable.debian", suite="sid")


def test_the_cache_is_used_when_there_is_no_other(places: Places) -> None:
    """With its export templates, for the tests that export."""
    root = places.cache / "godot" / "sid-abc"
    _fill_cache(places, root)
    engine, _ = find_engine(places, {"PATH": ""})
    assert engine is not None
    assert engine.origin == "cache"
    assert list(engine.templates) == ["release"]
    assert "GODOT_TEMPLATE_RELEASE" in engine.environment


def test_the_cached_engine_by_its_name_is_the_cached_one(places: Places) -> None:
    """What dev.py starts finds it by GODOT, with all that came with it (a virtual screen)."""
    root = places.cache / "godot" / "sid-abc"
    _fill_cache(places, root)
    engine, _ = find_engine(places, {"PATH": "", "GODOT": str(root / "usr/bin/godot")})
    assert engine is not None
    assert (engine.origin, engine.root) == ("cache", root)


def test_a_cache_that_was_moved_is_filled_again(places: Places, tmp_path: Path) -> None:
    """Its programs carry absolute paths and would not start."""
    _fill_cache(places, tmp_path / "old-cache" / "godot" / "sid-abc")
    assert find_engine(places, {"PATH": ""}) == (None, [])


def test_an_interrupted_fetch_leaves_no_engine(places: Places) -> None:
    """Files without the stamp, or a stamp without the files, are not an engine."""
    pretend(places.cache / "godot/sid-abc/usr/bin/godot", "4.6.3.stable.debian")
    assert find_engine(places, {"PATH": ""}) == (None, [])
    cache_stamp(places).write(
        "key", root=str(places.cache / "godot/sid-other"), version="4.6.3.stable.debian"
    )
    assert find_engine(places, {"PATH": ""}) == (None, [])
