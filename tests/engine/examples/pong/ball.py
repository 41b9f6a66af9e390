from godot import Area2D, Vector2, export, exposed, signal

FASTER = 1.1
"""The speed grows by this with every hit."""


@exposed
class Ball(Area2D):
    """Flies over the field, comes back from its edges, and says when it has left at a side."""

    missed = signal(("by_left", bool), doc="It flew past a paddle, which is served to next.")

    start_speed: float = export(220.0, range=(50, 1000, 1), doc="In pixels a second.")

    def _ready(self):
        self.field = self.get_viewport_rect().size
        self.serve(to_left=False)

    def _physics_process(self, delta):
        self.position += self.velocity * delta
        if self.position.y < 0:
            self.velocity.y = abs(self.velocity.y)
        elif self.position.y > self.field.y:
            self.velocity.y = -abs(self.velocity.y)
        if not 0 <= self.position.x <= self.field.x:
            by_left = self.position.x < 0
            self.serve(to_left=by_left)
            self.missed.emit(by_left)

    def serve(self, to_left):
        """Puts the ball into the middle, on its way to a side."""
        self.position = self.field / 2
        self.velocity = (Vector2.LEFT if to_left else Vector2.RIGHT) * self.start_speed

    def bounce(self, to_right, slope):
        """Sends it back, up or down by a slope from -1 to 1."""
        direction = Vector2(1 if to_right else -1, slope).normalized()
        self.velocity = direction * self.velocity.length() * FASTER

    def stop(self):
        """Ends the flight."""
        self.set_physics_process(False)
