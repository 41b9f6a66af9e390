from godot import Area2D, Color, Input, Rect2, export, exposed


@exposed
class Basket(Area2D):
    """Moves to the left and right."""

    speed: float = export(600.0, range=(100, 1200))

    def _process(self, delta: float) -> None:
        x = self.position.x + Input.get_axis("ui_left", "ui_right") * self.speed * delta
        self.position.x = min(max(x, 40), self.get_viewport_rect().size.x - 40)

    def _draw(self) -> None:
        self.draw_rect(Rect2(-40, -12, 80, 24), Color("6ec5ff"))
