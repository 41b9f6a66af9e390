"""The record of the documented events."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from godot_steamworks import event_record
from godot_steamworks.event_record import EventRecord

SAVE = {"name": "userProgressSave", "isError": False}
INFO = {"name": "achievementInfoUpdate", "achievementName": "A"}


def test_one_event_of_many_nodes() -> None:
    """What all nodes emit of one event counts once; the same event again counts again."""
    record, (first, second) = EventRecord(lambda: 7), (object(), object())
    for node in (first, second, first, second):
        record.hear(node, "userProgressSave", SAVE)
    assert record.events() == [SAVE, SAVE]
    assert record.count == 2


def test_frames_are_kept_apart() -> None:
    """Equal events of two nodes in two frames are two events."""
    frame = [1]
    record = EventRecord(lambda: frame[0])
    record.hear(object(), "userProgressSave", SAVE)
    frame[0] = 2
    record.hear(object(), "userProgressSave", SAVE)
    assert record.count == 2


def test_names_and_numbers() -> None:
    """By name, after a number, and none after a clear, which does not begin to count anew."""
    record, node = EventRecord(lambda: 1), object()
    record.hear(node, "userProgressSave", SAVE)
    record.hear(node, "achievementInfoUpdate", INFO)
    assert record.events("achievementInfoUpdate") == [INFO]
    assert record.events(after=1) == [INFO]
    record.clear()
    assert record.events() == [] and record.count == 2


def test_events_are_copies() -> None:
    """Neither a listener nor whoever asks can change what was recorded."""
    record, event = EventRecord(lambda: 1), dict(SAVE)
    record.hear(object(), "userProgressSave", event)
    event["isError"] = True
    record.events()[0]["isError"] = True
    assert record.events() == [SAVE]


@given(st.lists(st.integers(0, 3), max_size=30))
def test_bounded(names: list[int]) -> None:
    """The newest are kept, in order."""
    record, node = EventRecord(lambda: 1), object()
    for number, name in enumerate(names):
        record.hear(node, str(name), {"name": str(name), "number": number})
    assert [event["number"] for event in record.events()] == list(range(len(names)))
    assert event_record.MOST >= 10_000
