"""Valve's libraries for the contract tests: had, or done without for a reason."""

from __future__ import annotations

import dataclasses
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from workbench import steam_libraries
from workbench.errors import SetupError
from workbench.places import Places
from workbench.progress import Progress, Step
from workbench.steam_libraries import LIBRARIES, SteamLibrary, ensure_steam_libraries, find_sdk

ELF = b"\x7fELF\x02 and the rest"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A clone with an empty cache."""
    return Places(tmp_path / "clone", tmp_path / "cache")


def _library(content: bytes, kind: str) -> SteamLibrary:
    def fetch(places: Places, folder: Path, step: Step) -> Path:
        path = folder / f"package.{kind}"
        if kind == "whl":
            with zipfile.ZipFile(path, "w") as wheel:
                wheel.writestr("inside/libsteam_api.so", content)
        else:
            with tarfile.open(path, "w:gz") as tarball:
                info = tarfile.TarInfo("inside/libsteam_api.so")
                info.size = len(content)
                tarball.addfile(info, io.BytesIO(content))
        return path

    return SteamLibrary("STEAM_API_X", "x", "a library", "inside/libsteam_api.so", fetch)


@pytest.mark.parametrize("kind", ["whl", "tgz"])
def test_only_the_library_is_taken_out(
    kind: str, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From either kind of package; nothing else stays."""
    library = _library(ELF, kind)
    monkeypatch.setattr(steam_libraries, "LIBRARIES", (library,))
    variables = ensure_steam_libraries(places, Progress(io.StringIO()))
    assert variables == {"STEAM_API_X": str(library.path(places))}
    assert library.path(places).read_bytes() == ELF
    assert list(library.path(places).parent.iterdir()) == [library.path(places)]


def test_what_is_there_is_not_fetched_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run needs no network."""

    def refuse(places: Places, folder: Path, step: Step) -> Path:
        raise AssertionError("fetched again")

    library = dataclasses.replace(_library(ELF, "whl"), fetch=refuse)
    library.path(places).parent.mkdir(parents=True)
    library.path(places).write_bytes(ELF)
    monkeypatch.setattr(steam_libraries, "LIBRARIES", (library,))
    assert "STEAM_API_X" in ensure_steam_libraries(places, Progress(io.StringIO()))


def test_a_package_without_the_library_is_done_without(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of HTML in place of the library leaves nothing behind that looks like one."""
    library = _library(b"<html>", "whl")
    monkeypatch.setattr(steam_libraries, "LIBRARIES", (library,))
    said = io.StringIO()
    variables = ensure_steam_libraries(places, Progress(said))
    assert list(variables) == ["STEAM_API_X_REASON"]
    assert "no 64-bit library" in variables["STEAM_API_X_REASON"]
    assert "skipped" in said.getvalue()
    assert not library.path(places).exists()


def test_without_npm_the_reason_is_given(
    places: Places, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The older library is published for npm only."""
    monkeypatch.setenv("PATH", "")
    older = next(library for library in LIBRARIES if library.variable == "STEAM_API_OLD")
    with pytest.raises(SetupError, match="npm is not on PATH"):
        older.fetch(places, tmp_path, Step("Fetching"))


def _unpack_sdk(folder: Path) -> Path:
    mark = folder / "public" / "steam" / "steam_api.json"
    mark.parent.mkdir(parents=True)
    mark.write_text("{}")
    return folder


def test_sdk_beside_the_clone_is_used(places: Places) -> None:
    """A few folders deep, wherever it was unpacked; the newest of several."""
    places.root.mkdir()
    _unpack_sdk(places.root.parent / "valve" / "kept" / "sdk_1.62")
    newer = _unpack_sdk(places.root.parent / "valve" / "kept" / "sdk_1.63")
    assert find_sdk(places, {}) == {"STEAMWORKS_SDK": str(newer)}
    nearer = _unpack_sdk(places.root.parent / "sdk")
    assert find_sdk(places, {}) == {"STEAMWORKS_SDK": str(nearer)}


def test_sdk_that_is_named_is_not_looked_for(places: Places) -> None:
    """What the user set holds."""
    _unpack_sdk(places.root.parent / "sdk")
    assert find_sdk(places, {"STEAMWORKS_SDK": "/elsewhere"}) == {}


def test_without_an_sdk_nothing_is_set(places: Places) -> None:
    """Not in the clone itself, nor in hidden folders, behind links, or too deep."""
    around = places.root.parent
    _unpack_sdk(places.root / "sdk")
    _unpack_sdk(around / ".hidden" / "sdk")
    _unpack_sdk(around / "a" / "b" / "c" / "sdk")
    (around / "loop").symlink_to(around)
    closed = around / "closed"
    closed.mkdir(mode=0o000)
    assert find_sdk(places, {}) == {}
    closed.chmod(0o700)
