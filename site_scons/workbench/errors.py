"""The one exception that the workbench raises on purpose. Standard library only.

::

    Exception
      SetupError    something outside the project is missing or refused: cause and remedy
"""

from __future__ import annotations


class SetupError(Exception):
    """Something that the set-up needs is missing or does not work.

    Args:
        cause: What was looked for or tried, where, and what came of it.
        remedy: What the person can do about it, as a command where there is one.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.cause}\n\n{self.remedy}"
