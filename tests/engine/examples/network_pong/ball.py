from godot import Node2D, Vector2, exposed, rpc, signal

FIELD = Vector2(640, 400)
SPEED = 160.0
FASTER = 1.1


@exposed
class Ball(Node2D):
    """A ball that two players see, each on a machine of their own.

    It flies on both by itself, so that it moves smoothly also on a slow line. What happens to it is
    decided by the player at whose side it is, and told to the other: the one who hosts the game has
    the left side.
    """

    missed = signal(("by_left", bool))

    def _ready(self):
        self.start(False)

    def _process(self, delta):
        self.position += self.velocity * delta
        at_left = self.position.x < 0
        if at_left if self.is_multiplayer_authority() else self.position.x > FIELD.x:
            self.rpc("serve", at_left)

    @rpc("any_peer", "call_local", "reliable")
    def serve(self, to_left):
        """Begins anew: called on both machines by whoever has missed the ball."""
        self.start(to_left)
        self.missed.emit(to_left)

    @rpc("any_peer", "call_local")
    def bounce(self, to_right, slope):
        """Sends the ball back: called on both machines by whoever has hit it."""
        direction = Vector2(1 if to_right else -1, slope).normalized()
        self.velocity = direction * self.velocity.length() * FASTER

    @rpc
    def stop(self):
        """Ends the game: only who hosts it may say so, and does it at home without being told."""
        self.velocity = Vector2.ZERO

    def start(self, to_left):
        """Puts the ball into the middle of the field."""
        self.position = FIELD / 2
        self.velocity = (Vector2.LEFT if to_left else Vector2.RIGHT) * SPEED
