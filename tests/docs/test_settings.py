"""The settings files of the documentation: TOML, the engine's files, JSON."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from checks import Check, check_of
from documents import Block, blocks

from godot_steamworks.editor.definition.vdf_text import parse_text
from offline_steam.definition_reader import parse_definition


def _of(check: Check) -> list[Block]:
    return [block for block in blocks() if check_of(block) is check]


@pytest.mark.parametrize("block", _of(Check.APP), ids=str)
def test_app_definitions(block: Block) -> None:
    """The offline runtime's reader takes each; one that shows a part gets an app ID before it."""
    text = block.text if "app_id" in tomllib.loads(block.text) else f"app_id = 480\n{block.text}"
    parse_definition(text, str(block))


@pytest.mark.parametrize("block", _of(Check.TOOLS), ids=str)
def test_settings_of_tools(block: Block) -> None:
    """Each is TOML for a tool of this project; tests/setup/test_stubs.py runs the type checkers."""
    assert set(tomllib.loads(block.text)["tool"]) <= {"pyright", "mypy", "pytest"}


def test_json() -> None:
    """Each block is JSON."""
    for block in _of(Check.JSON):
        json.loads(block.text)


def test_yaml() -> None:
    """Each block is YAML, as CI services have it."""
    for block in _of(Check.YAML):
        assert yaml.safe_load(block.text), block


def test_vdf() -> None:
    """The editor's import reads each block."""
    for block in _of(Check.VDF):
        parse_text(block.text, str(block))


@pytest.mark.parametrize("block", _of(Check.ENGINE_FILE), ids=str)
def test_project_settings(block: Block) -> None:
    """Sections in brackets, and in the project's the settings that the addon has."""
    source = Path(__file__).parents[2] / "python_src" / "godot_steamworks" / "settings.py"
    known = source.read_text(encoding="utf-8")
    section = ""
    for line in block.text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith(";"):
            key, sign, value = line.partition("=")
            assert section and sign and value.strip(), line
            if section == "steamworks":
                assert f'"steamworks/{key.strip()}"' in known, line
