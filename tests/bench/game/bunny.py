"""A sprite that falls and bounces, in the style in which a person would write it. Bench."""

from godot import Sprite2D, Vector2, exposed

GRAVITY = 500.0
WIDTH, HEIGHT = 1152.0, 648.0


@exposed
class Bunny(Sprite2D):
    """Beside ``bunny.gd``, line for line."""

    def __init__(self) -> None:
        self.speed = Vector2(200.0, 50.0)

    def _process(self, delta: float) -> None:
        position = self.position
        position += self.speed * delta
        self.speed.y += GRAVITY * delta
        if position.x > WIDTH or position.x < 0.0:
            self.speed.x = -self.speed.x
        if position.y > HEIGHT:
            self.speed.y = -0.8 * self.speed.y
            position.y = HEIGHT
        self.position = position
