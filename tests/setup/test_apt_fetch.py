"""The private apt state, without any network."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from workbench import apt_fetch
from workbench.apt_fetch import (
    Package,
    PrivateApt,
    can_fetch,
    fetch_engine,
    fetch_fonts,
    parse_simulation,
)
from workbench.apt_sources import PackageSource
from workbench.building import prepare_fonts
from workbench.errors import SetupError
from workbench.places import Places
from workbench.progress import Progress

SIMULATION = """\
NOTE: This is only a simulation!
Inst libc6 (2.43-7 Debian:testing [amd64])
Inst libx11-6 (2:1.8.14-1 Debian:testing [amd64]) []
Inst godot (4.6.3+ds-3 Debian:testing [amd64])
Inst fonts (1.0~rc1-2 Debian:testing [all])
Conf godot (4.6.3+ds-3 Debian:testing [amd64])
"""


def test_simulation_gives_names_versions_and_architectures() -> None:
    """What apt would install is what has to be unpacked, in an order that does not change."""
    found = parse_simulation(SIMULATION)
    assert [package.name for package in found] == ["fonts", "godot", "libc6", "libx11-6"]
    assert found[1] == Package("godot", "4.6.3+ds-3", "amd64")


@pytest.mark.parametrize(
    ("package", "name"),
    [
        (Package("godot", "4.6.3+ds-3", "amd64"), "godot_4.6.3+ds-3_amd64.deb"),
        (Package("libx11-6", "2:1.8.14-1", "amd64"), "libx11-6_2%3a1.8.14-1_amd64.deb"),
        (Package("fonts", "1.0~rc1-2", "all"), "fonts_1.0~rc1-2_all.deb"),
    ],
)
def test_archives_are_named_as_apt_names_them(package: Package, name: str) -> None:
    """An epoch's colon is written as %3a, a tilde and a plus stay."""
    assert package.file_name == name


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("dlstatus:3:41.6:Retrieving file 3 of 9 (2s remaining)", "42 % Retrieving file 3 of 9"),
        ("dlstatus:3:x:Retrieving", "Retrieving"),
        ("Get:1 http://m/ sid InRelease", ""),
        ("dlstatus:broken", ""),
    ],
)
def test_status_lines_become_progress(line: str, shown: str) -> None:
    """A person sees per cent; what is no status line changes nothing."""
    assert apt_fetch.status_of(line).startswith(shown)
    assert bool(apt_fetch.status_of(line)) == bool(shown)


def test_private_state_holds_for_apt_itself(tmp_path: Path) -> None:
    """Asked by apt's own reader: state and sources are private, hooks gone, verification on."""
    if not shutil.which("apt-config"):
        pytest.skip("this machine has no apt, so Godot is not fetched by it here either")
    apt = PrivateApt(tmp_path, tmp_path / "logs")
    apt.use(PackageSource("http://mirror.example/debian", ("stable",), ("main",)), "sid")
    printed = subprocess.run(
        ["apt-config", "-c", str(tmp_path / "apt.conf"), "dump"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    settings = dict(line.rstrip(";").split(" ", 1) for line in printed.splitlines() if " " in line)
    assert settings["Dir::State::status"] == f'"{tmp_path}/status"'
    assert settings["Dir::Etc::sourceparts"] == f'"{tmp_path}/sources"'
    assert settings["Dir::Cache::archives"] == f'"{tmp_path}/archives"'
    assert (tmp_path / "status").read_text(encoding="utf-8") == ""
    for hook in ("DPkg::Post-Invoke", "APT::Update::Post-Invoke"):
        assert not any(line.startswith(f"{hook}::") for line in printed.splitlines())
    own = (tmp_path / "apt.conf").read_text(encoding="utf-8")
    assert "AllowUnauthenticated" not in own
    assert "AllowInsecure" not in own
    source = (tmp_path / "sources/engine.sources").read_text(encoding="utf-8")
    assert "URIs: http://mirror.example/debian\n" in source
    assert "Suites: sid\n" in source


def test_nothing_is_fetched_without_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without apt there is no mirror to fetch from."""
    monkeypatch.setenv("PATH", "")
    assert can_fetch() == []


def test_no_godot_and_no_mirror_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The error names where was looked, and GODOT as the way out."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SetupError) as caught:
        fetch_engine(Places(tmp_path, tmp_path / "cache"), Progress())
    assert "GODOT is not set" in caught.value.cause
    assert "export GODOT=" in caught.value.remedy


def test_a_failing_mirror_is_reported_with_apts_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every mirror and suite is tried; the last reason is shown with what to do."""
    program = tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'E: no network here'\nexit 100\n", encoding="utf-8")
    program.chmod(0o755)
    for tool in ("dpkg", "dpkg-deb"):
        other = program.with_name(tool)
        other.write_text("#!/bin/sh\necho amd64\n", encoding="utf-8")
        other.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    mirror = PackageSource("http://mirror.example/debian", ("stable",), ("main",))
    monkeypatch.setattr(apt_fetch, "can_fetch", lambda: [mirror])
    with pytest.raises(SetupError) as caught:
        fetch_engine(Places(tmp_path, tmp_path / "cache"), Progress())
    assert "E: no network here" in caught.value.cause
    assert "run the same command again" in " ".join(caught.value.remedy.split())


def test_fonts_that_are_there_are_not_fetched_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever has put fonts into the cache needs neither apt nor a network."""
    monkeypatch.setenv("PATH", "")
    (tmp_path / "cache" / "fonts").mkdir(parents=True)
    places = Places(tmp_path, tmp_path / "cache")
    assert fetch_fonts(places, Progress()) == tmp_path / "cache" / "fonts"


def test_no_fonts_and_no_mirror_says_where_to_put_some(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The way out is a folder that is named."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SetupError) as caught:
        fetch_fonts(Places(tmp_path, tmp_path / "cache"), Progress())
    assert str(tmp_path / "cache" / "fonts") in caught.value.remedy


def test_without_fonts_the_pictures_are_taken_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the system's fonts, and a word about it."""
    monkeypatch.setenv("PATH", "")
    said = io.StringIO()
    assert prepare_fonts(Places(tmp_path, tmp_path / "cache"), Progress(said)) is None
    assert "The system's fonts are used" in said.getvalue()
