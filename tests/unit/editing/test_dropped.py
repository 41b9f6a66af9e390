"""Nodes that are dropped into a script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.scripting.editor.dropped import arrived, settle_nodes


@pytest.mark.parametrize(
    ("line", "settled"),
    [
        ("    $Sprite", '    self.get_node("Sprite")'),
        ("    x = $Arm/Hand.position", '    x = self.get_node("Arm/Hand").position'),
        ('f($"Two words", $B)', 'f(self.get_node("Two words"), self.get_node("B"))'),
        ("    %Unique", '    self.get_node("%Unique")'),
        ("x = $%Unique", 'x = self.get_node("%Unique")'),
        ("@onready var clock: Timer = $Clock", 'self.clock = self.get_node("Clock")'),
        ("x = '$Sprite'  # $Sprite", "x = '$Sprite'  # $Sprite"),
        ("x = 7 %name", "x = 7 %name"),
        ("cost = '5$'", "cost = '5$'"),
        ("$", "$"),
    ],
)
def test_line(line: str, settled: str) -> None:
    """GDScript's ways become Python's; texts and comments stay."""
    assert settle_nodes(line) == settled
    assert settle_nodes(settled) == settled


def test_arrived() -> None:
    """What comes at once is a node; what is typed letter by letter is one's own."""
    assert arrived("a\n\nb", "a\n    $Sprite\nb") == [1]
    assert arrived("a\n    $\nb", "a\n    $S\nb") == []
    assert arrived("a\n", "a $Sprite\n") == [0]
    assert arrived("a", "a '$'") == []
    assert arrived("", "    %Unique") == [0]


@given(st.text())
def test_any_line(line: str) -> None:
    """Whatever stands there."""
    settle_nodes(line)
    arrived("", line)
