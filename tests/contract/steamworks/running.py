"""What the contract tests on the offline runtime share: letting time pass."""

LATENCY = 3
"""Frames from a request to its answer, as the runtime's own app has it."""


def frames(facade, count=12):
    """Lets some frames pass: longer than the runtime's latency."""
    for _ in range(count):
        facade.pump()


def names(events):
    """The names of the events."""
    return [event["name"] for event in events]
