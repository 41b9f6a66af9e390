"""Printed text reaches the log in whole lines."""

from __future__ import annotations

import contextlib
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from godot.output import LineWriter


@given(st.lists(st.text()))
def test_lines_whole_however_written(pieces: list[str]) -> None:
    """However text is cut into writes, the same lines come out, and nothing is lost."""
    lines: list[str] = []
    writer = LineWriter(lines.append)
    for piece in pieces:
        assert writer.write(piece) == len(piece)
    writer.finish()
    text = "".join(pieces)
    expected = text.split("\n")
    assert lines == (expected if expected[-1] else expected[:-1])


def test_lines_come_at_once() -> None:
    """A line is written as soon as it is whole; flush() does not break one."""
    lines: list[str] = []
    writer = LineWriter(lines.append)
    with contextlib.redirect_stdout(writer):
        print("one", end="")
        print(flush=True)
        print("tw", end="", flush=True)
        assert lines == ["one"]
        print("o")
    assert lines == ["one", "two"]


def test_threads_do_not_mix() -> None:
    """Lines of several threads stay whole."""
    lines: list[str] = []
    writer = LineWriter(lines.append)
    start = threading.Barrier(4)

    def write(name: str) -> None:
        start.wait()
        for _ in range(100):
            for letter in name * 3:
                writer.write(letter)
            writer.write("\n")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lines) == sorted(["aaa", "bbb", "ccc", "ddd"] * 100)


def test_only_text() -> None:
    """Bytes are refused, as by every text stream."""
    writer = LineWriter(print)
    with pytest.raises(TypeError, match="takes str, got bytes"):
        writer.write(b"x")  # type: ignore[arg-type]
    assert writer.writable() and not writer.isatty()
    assert writer.encoding == "utf-8"
