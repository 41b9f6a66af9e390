"""The script of the pictures of the editor."""

from godot import CharacterBody2D, Input, export, exposed, signal

GRAVITY = 980.0


@exposed(global_name="Player", icon="res://player/player.svg")
class Player(CharacterBody2D):
    """Walks, jumps, and can be hurt."""

    died = signal(("reason", str))
    """When no health is left; says what it was."""

    health: int = export(100, range=(0, 200), group="Life")
    """How much it can take."""
    nickname: str = export("", group="Life")
    """What the others read above it."""
    speed: float = export(300.0, range=(0, 1000), group="Moving")
    """How fast it walks, in pixels per second."""
    jump_height: float = export(120.0, group="Moving")

    def _physics_process(self, delta: float) -> None:
        self.velocity.x = self.speed * Input.get_axis("ui_left", "ui_right")
        if not self.is_on_floor():
            self.velocity.y += GRAVITY * delta
        elif Input.is_action_just_pressed("ui_accept"):
            self.velocity.y = -((2 * GRAVITY * self.jump_height) ** 0.5)
        self.move_and_slide()

    def hurt(self, damage: int, reason: str) -> None:
        """Takes health; without any left it is over."""
        self.health -= damage
        if self.health <= 0:
            self.died.emit(reason)
