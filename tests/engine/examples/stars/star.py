from godot import Area2D, Color, Vector2, export, exposed, signal


@exposed
class Star(Area2D):
    """Falls, until it is caught or lies on the ground."""

    caught = signal()
    missed = signal()

    speed: float = export(220.0, range=(50, 600))

    def _process(self, delta: float) -> None:
        self.position.y += self.speed * delta
        if self.position.y > self.get_viewport_rect().size.y:
            self.missed.emit()
            self.queue_free()

    def _draw(self) -> None:
        self.draw_circle(Vector2.ZERO, 14, Color("f2c14e"))

    # Connected in the editor, to the star's own signal.
    def _on_area_entered(self, area: Area2D) -> None:
        if area.name == "Basket":
            self.caught.emit()
            self.queue_free()
