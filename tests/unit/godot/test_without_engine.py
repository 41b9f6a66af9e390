"""The package outside of an engine: what works, and the error of what cannot."""

from __future__ import annotations

import pytest

import godot


def test_decorators_need_no_engine() -> None:
    """A module that only declares can be imported anywhere."""
    assert callable(godot.exposed) and callable(godot.export) and callable(godot.signal)


def test_the_engine_is_missing() -> None:
    """What needs the engine says so, and how to run it."""
    with pytest.raises(ImportError, match="works only in a Python that Godot started"):
        from godot._ffi import core  # noqa: F401
