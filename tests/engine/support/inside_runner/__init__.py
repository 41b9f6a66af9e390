"""Runs tests that are written in Python inside the engine. See tests/engine/conftest.py."""

from __future__ import annotations

import importlib
import traceback
from typing import Any

from godot import Node, exposed

MARK = "[engine-test]"


def expect_error(text: str) -> None:
    """Says that the log is to have an error or warning with this text during this test."""
    print(f"{MARK} expect {text}")


def say(text: str) -> None:
    """Has pytest show the text with ``-rP``, also of a test that passed."""
    print(f"{MARK} say {text}")


def raised(expected: type[BaseException], call: Any, *args: Any, **kwargs: Any) -> str:
    """The message of the exception that the call has to raise."""
    try:
        result = call(*args, **kwargs)
    except expected as error:
        return str(error)
    raise AssertionError(f"{expected.__name__} was not raised; the call gave {result!r}")


@exposed(native=True)
class InsideRunner(Node):
    """Runs one test; is the node that the test gets."""

    def run(self, module: str, name: str) -> str:
        """Gives the traceback of what was wrong, or nothing."""
        try:
            getattr(importlib.import_module(module), name)(self)
        except Exception:
            return traceback.format_exc()
        return ""


def register() -> None:
    """Registers the runner."""
    from godot import registry

    registry.register(InsideRunner)
