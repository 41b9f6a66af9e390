"""What the contract tests on the offline runtime share: letting time pass."""


def frames(facade, count=12):
    """Lets some frames pass: longer than the runtime's latency."""
    for _ in range(count):
        facade.pump()


def names(events):
    """The names of the events."""
    return [event["name"] for event in events]
