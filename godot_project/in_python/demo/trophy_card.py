from godot import (
    Button,
    Label,
    PanelContainer,
    Texture2D,
    TextureRect,
    Tween,
    Vector2,
    exposed,
    signal,
)
from steamworks.shapes import AchievementInfo, ImageInfo

HALF_TURN = 0.18
"""Half of the time that the picture takes to turn round, in seconds."""


@exposed
class TrophyCard(PanelContainer):
    """One achievement on its pedestal: Steam's picture, its name, and a button to unlock it."""

    unlock_pressed = signal()

    _image_handle = 0
    _is_unlocked = False
    _can_be_unlocked = True
    _turn: Tween | None = None

    def _ready(self) -> None:
        self._picture: TextureRect = self.get_node("%Picture")
        self._waiting: Label = self.get_node("%Waiting")
        self._title: Label = self.get_node("%Title")
        self._description: Label = self.get_node("%Description")
        self._glow: TextureRect = self.get_node("%Glow")
        self._facts: Label = self.get_node("%Facts")
        self._button: Button = self.get_node("%UnlockButton")
        self._button.pressed.connect(self.unlock_pressed.emit)
        self._picture.resized.connect(self._keep_centre)
        self._keep_centre()

    # Properties and public methods can be used from GDScript, too.

    @property
    def image_handle(self) -> int:
        """The handle of the picture that is shown; 0 while there is none."""
        return self._image_handle

    @property
    def is_unlocked(self) -> bool:
        """Whether the achievement is shown as unlocked."""
        return self._is_unlocked

    @property
    def can_be_unlocked(self) -> bool:
        """Whether the button can be pressed."""
        return self._can_be_unlocked

    @can_be_unlocked.setter
    def can_be_unlocked(self, value: bool) -> None:
        self._can_be_unlocked = value
        self._show_button()

    def has_image(self) -> bool:
        """Whether a picture is shown."""
        return self._image_handle != 0

    def show_info(self, info: AchievementInfo) -> None:
        """Shows what ``getAchievementInfo`` says."""
        self._is_unlocked = info["unlocked"]
        self._title.text = info["localizedName"]
        # Steam leaves it to the game to keep a hidden achievement's secret.
        is_secret = info["hidden"] and not info["unlocked"]
        self._description.text = (
            "A secret, until you have it." if is_secret else info["localizedDescription"]
        )
        self._glow.visible = self._is_unlocked
        self.theme_type_variation = "UnlockedCard" if self._is_unlocked else "Card"
        self._show_button()

    def show_image(self, image_info: ImageInfo, texture: Texture2D | None) -> None:
        """Shows a picture. It turns round when there was another one before."""
        turns = self.has_image()
        self._image_handle = image_info["imageHandle"]
        self._facts.text = (
            f"{image_info['pixelWidth']} × {image_info['pixelHeight']}"
            f"  ·  image {self._image_handle}"
        )
        self._waiting.hide()
        if self._turn is not None:
            self._turn.kill()
            self._picture.scale = Vector2.ONE
        if not turns:
            self._picture.texture = texture
            return
        self._turn = self.create_tween()
        to_edge = self._turn.tween_property(self._picture, "scale:x", 0.0, HALF_TURN)
        to_edge.set_ease(Tween.EASE_IN)
        self._turn.tween_callback(lambda: self._picture.set_texture(texture))
        to_front = self._turn.tween_property(self._picture, "scale:x", 1.0, HALF_TURN)
        to_front.set_ease(Tween.EASE_OUT)

    def forget_image(self) -> None:
        """Forgets the picture, because it shows another state than the achievement's."""
        self._image_handle = 0
        self._facts.text = ""
        self._waiting.show()
        self._picture.texture = None

    def _show_button(self) -> None:
        self._button.disabled = self._is_unlocked or not self._can_be_unlocked
        self._button.text = "Unlocked" if self._is_unlocked else "Unlock"
        self._button.theme_type_variation = "DoneButton" if self._is_unlocked else ""

    def _keep_centre(self) -> None:
        self._picture.pivot_offset = self._picture.size / 2.0
