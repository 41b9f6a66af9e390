"""A sprite that falls and bounces, in the style in which a person would write it. Bench."""

from godot import Sprite2D, Vector2, exposed

GRAVITY = 500.0
WIDTH, HEIGHT = 1152.0, 648.0


@exposed
class Bunny(Sprite2D):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Beside ``bunny.gd``, line for line."""

    def __init__(self) -> None:
        self.speed = Vector2(200.0, 50.0)

    def _process(self, delta: float) -> None:
        where = self.position  # type: ignore[has-type]  # as above
        where += self.speed * delta
        self.speed.y += GRAVITY * delta
        if where.x > WIDTH or where.x < 0.0:
            self.speed.x = -self.speed.x
        if where.y > HEIGHT:
            self.speed.y = -0.8 * self.speed.y
            where.y = HEIGHT
        self.position = where
