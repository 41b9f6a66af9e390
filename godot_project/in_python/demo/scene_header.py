from godot import Button, HBoxContainer, InputEvent, Label, exposed, signal
from godot_steamworks.node import Steamworks
from in_python.demo.events import Event
from in_python.demo.user_pill import UserPill


@exposed
class SceneHeader(HBoxContainer):
    """The top of a scene: the way back, its title, who plays, and the button that plays it."""

    back_pressed = signal()
    play_pressed = signal()

    def _ready(self) -> None:
        self._back: Button = self.get_node("%Back")
        self._title: Label = self.get_node("%Title")
        self._subtitle: Label = self.get_node("%Subtitle")
        self._play: Button = self.get_node("%Play")
        self._user: UserPill = self.get_node("%User")
        self._back.pressed.connect(self.back_pressed.emit)
        self._play.pressed.connect(self.play_pressed.emit)
        # From here the keys go on; the frame is drawn when somebody uses them.
        self._back.grab_focus(True)

    def _unhandled_key_input(self, event: InputEvent) -> None:
        if event.is_action_pressed("ui_cancel") and self.has_menu:
            self.accept_event()
            self.back_pressed.emit()

    @property
    def is_busy(self) -> bool:
        """Whether the scene plays itself, or has nothing to play."""
        return self._play.disabled

    @is_busy.setter
    def is_busy(self, value: bool) -> None:
        self._play.disabled = value

    @property
    def has_menu(self) -> bool:
        """Whether there is a menu to go back to."""
        return self._back.visible

    @has_menu.setter
    def has_menu(self, value: bool) -> None:
        self._back.visible = value

    def entitle(self, title: str, subtitle: str) -> None:
        """Gives the header its texts."""
        self._title.text = title
        self._subtitle.text = subtitle

    def warn_of(self, changes: str) -> None:
        """Says on the button what playing changes of the player's account; empty when nothing."""
        self._play.tooltip_text = "The scene plays itself, step by step."
        if changes:
            self._play.tooltip_text += (
                f"\nIt {changes}.\nWith Valve's Steam that is done to your own account."
            )

    def show_user(self, steam: Steamworks) -> None:
        """Shows who is logged on, if anybody is."""
        self._user.show_user(steam)

    def hear(self, steam: Steamworks, event: Event) -> None:
        """Shows what an event changes of the user."""
        self._user.hear(steam, event)
