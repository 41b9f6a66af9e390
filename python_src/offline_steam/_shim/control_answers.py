"""Room C, ``offline_steam._shim``: how the functions of the control API answer C.

Imports of this package ``session`` and ``texts``. A function that refuses returns false, or 0, and
leaves the reason for ``OfflineSteam_LastError``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from offline_steam._shim.texts import Texts
from offline_steam.session import Session, explain


class ControlAnswers:
    """Arguments and answers of one library's control API.

    Attributes:
        last_error: the reason of the last refusal, as C has it; valid until the next one.
    """

    def __init__(self, ffi: Any, session: Session, texts: Texts) -> None:
        self._ffi, self._session, self._texts = ffi, session, texts
        # Its own, not among the kept texts: errors are open-ended.
        self.last_error = ffi.new("char[]", b"")

    def attempt(self, action: Callable[..., None]) -> Callable[..., bool]:
        """The action as a handler: true, or false and a reason."""

        def handler(*arguments: Any) -> bool:
            try:
                action(*arguments)
            except Exception as error:  # the boundary: nothing may pass into C
                reason = self._session.last_error = explain(error)
                self.last_error = self._ffi.new("char[]", reason.encode(errors="replace"))
                return False
            return True

        return handler

    def text(self, pointer: Any) -> str:
        """A text that C passes.

        Raises:
            ValueError: it is NULL, or not UTF-8.
        """
        found = self._texts.read(pointer)
        if found is None:
            raise ValueError("a text in UTF-8 is expected, not NULL or other bytes")
        return found

    def copy(self, make: Callable[[], bytes], out: Any, size: int, refused: int = -1) -> int:
        """Copies bytes out, if they fit; the size that is needed, or `refused` and a reason."""
        made: list[bytes] = []
        if not self.attempt(lambda: made.append(make()))():
            return refused
        (data,) = made
        if out != self._ffi.NULL and size >= len(data):
            self._ffi.memmove(out, data, len(data))
        return len(data)

    def query(self, report: Callable[[], object], json_text: Any, size: int) -> int:
        """As ``copy``, of a report as JSON that ends with a zero; refused, it is 0."""
        return self.copy(lambda: json.dumps(report()).encode() + b"\0", json_text, size, refused=0)
