"""The harness itself: what it takes for an error, and that a broken run cannot pass."""

from __future__ import annotations

import pytest
from engine_game import Game
from engine_log import find_errors, unexpected_errors

LOG = """\
Godot Engine v4.6
ERROR: one
   at: push_error (core/variant/variant_utility.cpp:1024)
   GDScript backtrace (most recent call first):
       [0] _ready (res://main.gd:9)
SCRIPT ERROR: Traceback (most recent call last):
  File "x.py", line 27, in fail
ValueError: oh
          at: fail (x.py:27)
fine
WARNING: ObjectDB instances leaked at exit
   at: cleanup (core/object/object.cpp:2641)
Leaked instance: Node:123
"""


def test_errors_are_found_whole() -> None:
    """Every error, warning and leak is found once, with all its lines."""
    errors = find_errors(LOG)
    assert [error.splitlines()[0] for error in errors] == [
        "ERROR: one",
        "SCRIPT ERROR: Traceback (most recent call last):",
        "WARNING: ObjectDB instances leaked at exit",
        "Leaked instance: Node:123",
    ]
    assert "ValueError: oh" in errors[1]


def test_expected_errors_have_to_occur() -> None:
    """An expected error is no problem; a missing one is."""
    assert unexpected_errors(["ERROR: one"], ["one"]) == []
    assert unexpected_errors(["ERROR: one"], []) == ["ERROR: one"]
    assert "two" in unexpected_errors([], ["two"])[0]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("push_error('oh')\n\tfinish()", "ERROR: oh"),
        ("push_warning('ah')\n\tfinish()", "WARNING: ah"),
        ("get_tree().quit()", "has no"),
        ("finish(3)", "exit code 3"),
        ("OS.crash('down')", "exit code"),
        ("Node.new()\n\tfinish()", "leaked"),
        ("check(false, 'no')\n\tfinish()", "no"),
    ],
)
def test_a_broken_run_fails(game: Game, body: str, problem: str) -> None:
    """A run with an error, a leak, a wrong end or a crash fails the test that made it."""
    game.write("main.gd", f'extends "res://engine_test.gd"\nfunc _ready():\n\t{body}\n')
    with pytest.raises(pytest.fail.Exception, match=problem):
        game.run_script("main.gd")


def test_a_run_over_time_is_killed(game: Game) -> None:
    """An engine that does not end is killed."""
    game.write("main.gd", 'extends "res://engine_test.gd"\n')
    with pytest.raises(pytest.fail.Exception, match="did not end within"):
        game.run_script("main.gd", timeout=3)
