"""docs/offline-runtime.md against the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from offline_steam import places
from offline_steam._shim.exports import FLAVOURS, TABLE, read_table
from offline_steam.cli import parser
from offline_steam.control import Control
from offline_steam.definition_reader import parse_definition
from offline_steam.faults import CALLS
from offline_steam.icons import SHAPES
from offline_steam.portraits import SHAPES as FIGURES

TEXT = (Path(__file__).parents[3] / "docs" / "offline-runtime.md").read_text("utf-8")


def test_example_definition() -> None:
    """The example app is right, and has every kind of thing."""
    found = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    app = parse_definition(found[1], "docs/offline-runtime.md")
    assert all((app.stats, app.achievements, app.dlc, len(app.users) == 2))


@pytest.mark.parametrize(
    "name",
    [
        *(export.symbol for export in read_table(TABLE) if export.is_control),
        *(name for name in dir(Control) if not name.startswith("_")),
        *(value for name, value in vars(places).items() if name.endswith("_VARIABLE")),
        *CALLS,
        *SHAPES,
        *FIGURES,
        *(name for name in FLAVOURS if name != "any"),
        *parser()._subparsers._group_actions[0].choices,  # type: ignore[union-attr, misc]
    ],
)
def test_is_described(name: str) -> None:
    """Every control function, variable, call, shape, flavour and command is in the text."""
    assert name in TEXT
