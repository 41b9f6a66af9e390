"""A tool script with a button."""

from godot import Node, export_tool_button, exposed


@exposed(tool=True)
class WithButton(Node):
    """Counts how often its button is pressed."""

    count = 0

    @export_tool_button("Press me", "Reload")
    def press(self) -> None:
        """Counts."""
        self.count += 1
