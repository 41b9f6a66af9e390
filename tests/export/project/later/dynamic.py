"""A module that no statement imports."""

ANSWER = "by name"
