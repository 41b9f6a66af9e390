from godot import Area2D, Color, Node2D, Vector2, export, exposed, signal


@exposed
class Coin(Area2D):
    """Lies there until somebody takes it."""

    collected = signal(("value", int))

    value: int = export(1, range=(1, 10))

    def _draw(self) -> None:
        self.draw_circle(Vector2.ZERO, 12, Color("f2c14e"), antialiased=True)
        self.draw_circle(Vector2.ZERO, 8, Color("d9a52e"), antialiased=True)

    # Connected in the editor, to the coin's own signal.
    def _on_body_entered(self, _body: Node2D) -> None:
        self.collected.emit(self.value)
        self.queue_free()
