"""Project settings: how the engine gets to know them, and what is taken of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import godot
from godot_steamworks import settings
from godot_steamworks.settings import (
    APP_DEFINITION,
    APP_ID,
    RESTART,
    RUNTIME,
    STEAM_LIBRARY,
    Runtime,
    Settings,
)


def test_define(project: Any) -> None:
    """All are there with their defaults, in order, visible without advanced settings."""
    settings.define()
    assert project.values == {
        APP_ID: "",
        APP_DEFINITION: "",
        RUNTIME: "auto",
        STEAM_LIBRARY: "",
        RESTART: False,
    }
    assert project.initial == project.values
    assert project.basic == set(project.values)
    assert project.order[APP_ID] < project.order[RUNTIME]
    assert project.infos[RUNTIME]["hint_string"] == "auto,steam,offline"
    assert project.infos[APP_ID]["type"] == project.infos[RUNTIME]["type"] == 4
    assert project.infos[RESTART]["type"] == 1


def test_define_keeps_values(project: Any) -> None:
    """What the project says already stays."""
    project.values = {APP_ID: "480", APP_DEFINITION: "res://a.toml", RUNTIME: "steam"}
    settings.define()
    assert list(project.values.values()) == ["480", "res://a.toml", "steam", "", False]
    assert project.initial[RUNTIME] == "auto"


def test_description(project: Any) -> None:
    """The editor finds a text by the name as it shows it, and by no other of the same name."""
    settings.define()
    for name in project.values:
        hint = project.infos[name]["hint_string"]
        assert settings.description(name, hint)
        assert settings.description(name.removeprefix("steamworks/"), hint)
        assert settings.description(name, "another") == ""
    assert settings.description("application/config/name", "") == ""


@pytest.mark.parametrize("value", ["480", 480, " 480 "])
def test_app_id(project: Any, value: object) -> None:
    """An app ID is a decimal string, or a whole number."""
    project.values = {APP_ID: value, RUNTIME: "offline"}
    assert settings.read() == Settings("480", Runtime.OFFLINE)
    assert settings.configured_app() == "480"


@pytest.mark.parametrize("value", ["", "  ", None])
def test_no_app_id(project: Any, value: object) -> None:
    """An empty one is none, which is no mistake."""
    project.values = {APP_ID: value, RUNTIME: "auto"}
    assert settings.read() == Settings(None, Runtime.AUTO)
    assert settings.configured_app() is None


@pytest.mark.parametrize(
    "value",
    ["abc", "-1", "0", "4294967296", "4.8e2", "٤٨٠", 0, -5, 1 << 32, True, 480.0, [480], {}],
)
def test_wrong_app_id(project: Any, value: object) -> None:
    """What is no app ID is refused with the setting's name and the value."""
    project.values = {APP_ID: value, RUNTIME: "auto"}
    with pytest.raises(ValueError, match=r"project setting steamworks/app_id: .* got ") as caught:
        settings.read()
    assert repr(value) in str(caught.value)
    assert settings.configured_app() is None


@pytest.mark.parametrize("value", ["Auto", "", None, 0, [], {}, "steam "])
def test_wrong_runtime(project: Any, value: object) -> None:
    """What is no runtime is refused with the setting's name, the value and the choices."""
    project.values = {APP_ID: "480", RUNTIME: value}
    with pytest.raises(ValueError, match="expected one of auto, steam, offline") as caught:
        settings.read()
    assert repr(value) in str(caught.value)
    assert RUNTIME in str(caught.value)


def test_problems(project: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the editor says of wrong settings; an empty app ID is no mistake, but no app either."""
    files = SimpleNamespace(file_exists=lambda path: path == "res://app.toml")
    monkeypatch.setitem(vars(godot), "FileAccess", files)
    names = (APP_ID, APP_DEFINITION, RUNTIME, "application/config/name")
    project.values = {APP_ID: "480", APP_DEFINITION: " res://app.toml ", RUNTIME: "auto"}
    assert [settings.problem(name) for name in names] == ["", "", "", ""]
    assert settings.missing_app() == ""
    project.values = {APP_ID: "x", APP_DEFINITION: "res://no.toml", RUNTIME: "Auto"}
    app, definition, runtime, _ = [settings.problem(name) for name in names]
    assert "'x'" in app and settings.missing_app() == app
    assert definition.startswith("There is no file res://no.toml.")
    assert runtime == "'Auto' is wrong: expected auto, steam, offline."
    project.values = {APP_ID: "", APP_DEFINITION: "", RUNTIME: "auto"}
    assert [settings.problem(name) for name in names] == ["", "", "", ""]
    assert "steamworks/app_id is empty" in settings.missing_app()


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    app=st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.lists(st.integers())),
    runtime=st.one_of(st.none(), st.text(), st.integers(), st.sampled_from(list("auto"))),
)
def test_whatever_is_set(project: Any, app: object, runtime: object) -> None:
    """Whatever somebody writes there gives settings or an error that names the setting."""
    project.values = {APP_ID: app, RUNTIME: runtime}
    try:
        found = settings.read()
    except ValueError as error:
        assert "the project setting steamworks/" in str(error)
    else:
        assert found.app_id is None or 0 < int(found.app_id) < 1 << 32


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("/opt/sdk", "/opt/sdk"),
        ("res://sdk", "/project/sdk"),
        ("sdk/linux64", "/project/sdk/linux64"),
        ("~/sdk", str(Path("~/sdk").expanduser())),
        ("", None),
        (None, None),
    ],
)
def test_steam_library(
    project: Any, monkeypatch: pytest.MonkeyPatch, value: object, place: str | None
) -> None:
    """Valve's library is named by an absolute path, or by one of the project."""

    def globalize(path: str) -> str:
        return path.replace("res://", "/project/")

    monkeypatch.setattr(project, "globalize_path", globalize, raising=False)
    project.values = {RUNTIME: "auto", STEAM_LIBRARY: value}
    assert settings.read().steam_library == (None if place is None else Path(place))


def test_restarts_through_steam(project: Any) -> None:
    """It is off until somebody turns it on."""
    settings.define()
    assert settings.restarts_through_steam() is False
    project.values[RESTART] = True
    assert settings.restarts_through_steam() is True
