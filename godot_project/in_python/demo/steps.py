"""What a tour is made of. A module without an ``@exposed`` class: other scripts import it."""


class StepFailed(Exception):  # noqa: N818 - it says what happened, as the demo does
    """A tour cannot go on. The text says why."""
