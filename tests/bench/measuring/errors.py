"""What can go wrong in a measurement. Bench, no room of the product."""

from __future__ import annotations

__all__ = ["MeasurementFailed"]


class MeasurementFailed(Exception):  # noqa: N818 - it names what happened, as its readers say it
    """A program that was to be measured could not be built or did not do its work."""
