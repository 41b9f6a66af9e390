from godot import Label, PanelContainer, exposed


@exposed
class StatTile(PanelContainer):
    """One stat: its title, the player's value, and a friend's beside it."""

    def _ready(self) -> None:
        self._title: Label = self.get_node("%Title")
        self._value: Label = self.get_node("%Value")
        self._friend: Label = self.get_node("%Friend")

    def entitle(self, title: str) -> None:
        """Gives the tile its title."""
        self._title.text = title

    def show_value(self, text: str) -> None:
        """Shows the player's value."""
        self._value.text = text

    def show_friend(self, text: str) -> None:
        """Shows a friend's value; empty when it is unknown."""
        self._friend.text = f"Friend: {text}" if text else ""
