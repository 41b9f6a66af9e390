from collections.abc import Mapping

from godot import JSON, Color, RichTextLabel, exposed

LINES = 200
LONGEST = 90
"""Longer values, such as a page of a leaderboard, are cut off."""


@exposed
class EventLog(RichTextLabel):
    """What has come from Steam, and what was done for it: the newest line is at the bottom."""

    def _ready(self) -> None:
        self._seconds = 0.0
        # The colours of the lines' parts; the theme has them for this class.
        self._dim = self.get_theme_color("dim", "EventLog")
        self._good = self.get_theme_color("good", "EventLog")
        self._bad = self.get_theme_color("bad", "EventLog")
        self._plain = self.get_theme_color("name", "EventLog")

    def _process(self, delta: float) -> None:
        self._seconds += delta

    def add_event(self, event: Mapping[str, object]) -> None:
        """Adds an event: its name, and everything in it."""
        is_error = bool(event.get("isError", False))
        self._begin_line()
        self._add(str(event["name"]), self._bad if is_error else self._plain)
        for key, value in event.items():
            if key != "name":
                self._add(f"  {key} ", self._dim)
                is_bad = is_error and key != "userSteamId"
                self._add(_short(value), self._bad if is_bad else self._good)

    def add_sentence(self, text: str) -> None:
        """Adds a sentence."""
        self._begin_line()
        self._add(text, self._dim)

    def _begin_line(self) -> None:
        if self.get_paragraph_count() > LINES:
            self.remove_paragraph(0)
        if self.get_parsed_text():
            self.newline()
        # Of the scene's own time, so that a filmed run says the same each time.
        self._add(f"{self._seconds:5.1f} s  ", Color(self._dim, 0.6))

    def _add(self, text: str, color: Color) -> None:
        self.push_color(color)
        self.add_text(text)
        self.pop()


def _short(value: object) -> str:
    text = JSON.stringify(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"
