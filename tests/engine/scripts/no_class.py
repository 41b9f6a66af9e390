"""A module without an exposed class."""

VALUE = 3
