"""What the doctor says."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.doctor import examine, report
from workbench.places import Places
from workbench.system import Finding


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """This clone, with an empty cache."""
    return Places(Path(__file__).resolve().parents[2], tmp_path / "cache")


def test_report_marks_what_is_missing_and_ends_with_how_to_get_it() -> None:
    """Required and optional things are told apart; each remedy is given."""
    text = report(
        [
            Finding("Python", "3.11.2, /usr/bin/python3"),
            Finding("C compiler", "cc is not on PATH", "sudo apt-get install gcc libc6-dev"),
            Finding("Virtual screen", "no Xvfb", "sudo apt-get install xvfb", required=False),
        ]
    )
    lines = text.splitlines()
    assert lines[0].split() == ["ok", "Python", "3.11.2,", "/usr/bin/python3"]
    assert lines[1].startswith("MISSING C compiler")
    assert lines[2].startswith("absent  Virtual screen")
    assert "C compiler: sudo apt-get install gcc libc6-dev" in text
    assert "Everything that is required is there" not in text


def test_examination_of_a_bare_environment_finds_what_is_missing(
    places: Places, tmp_path: Path
) -> None:
    """No compiler and a wrong GODOT are both in one report, with the variables' own names."""
    environment = {"PATH": str(tmp_path), "CC": "no-such-cc", "GODOT": "/no-such-godot"}
    findings = examine(places, environment, home=tmp_path)
    missing = {finding.name: finding for finding in findings if finding.is_missing}
    assert "no-such-cc" in missing["C compiler"].found
    assert "/no-such-godot" in missing["Godot"].found
    assert "GODOT" in missing["Godot"].remedy


def test_examination_tells_of_steam_and_of_a_wrong_sdk(places: Places, tmp_path: Path) -> None:
    """Both are optional, so neither is required."""
    client = tmp_path / ".steam/sdk64/steamclient.so"
    client.parent.mkdir(parents=True)
    client.touch()
    environment = {"PATH": "/usr/bin:/bin", "STEAMWORKS_SDK": str(tmp_path)}
    findings = {f.name: f for f in examine(places, environment, home=tmp_path)}
    assert str(client.parent) in findings["Steam"].found
    assert findings["Steamworks SDK"].is_missing
    assert not findings["Steamworks SDK"].required


def test_a_cache_that_cannot_be_used_is_missing(tmp_path: Path) -> None:
    """With the option that moves it."""
    (tmp_path / "file").touch()
    places = Places(Path(__file__).resolve().parents[2], tmp_path / "file" / "cache")
    findings = {f.name: f for f in examine(places, {"PATH": "/usr/bin:/bin"}, home=tmp_path)}
    assert findings["Cache"].is_missing
    assert "--cache DIR" in findings["Cache"].remedy
