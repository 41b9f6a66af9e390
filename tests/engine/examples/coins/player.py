from godot import CharacterBody2D, Color, Input, Vector2, export, exposed


@exposed
class Player(CharacterBody2D):
    """Moves by the arrow keys."""

    speed: float = export(260.0, range=(50, 600), doc="In pixels a second.")

    def _physics_process(self, delta: float) -> None:
        way = Input.get_vector("ui_left", "ui_right", "ui_up", "ui_down")
        self.velocity = way * self.speed
        self.move_and_slide()

    def _draw(self) -> None:
        self.draw_circle(Vector2.ZERO, 18, Color("6ec5ff"), antialiased=True)
        self.draw_circle(Vector2(-6, -4), 3, Color("111a2c"), antialiased=True)
        self.draw_circle(Vector2(6, -4), 3, Color("111a2c"), antialiased=True)
