from random import uniform

from ball import Ball

from godot import Area2D, Input, clampf, export, exposed


@exposed
class Paddle(Area2D):
    """Moves up and down by the actions of its player, and sends the ball back."""

    is_left = export(bool, default=False)
    action_prefix = export(str, default="left", enum=["left", "right"])
    speed = export(150.0, doc="In pixels a second.")

    def _ready(self):
        self.height = self.get_viewport_rect().size.y

    def _physics_process(self, delta):
        way = Input.get_axis(f"{self.action_prefix}_up", f"{self.action_prefix}_down")
        self.position.y = clampf(self.position.y + way * self.speed * delta, 0, self.height)

    # Connected in the scene to the paddle's own signal.
    def _on_area_entered(self, area):
        if isinstance(area, Ball):
            area.bounce(self.is_left, uniform(-1, 1))
