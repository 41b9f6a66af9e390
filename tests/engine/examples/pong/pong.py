from godot import Node2D, export, exposed, signal


@exposed
class Pong(Node2D):
    """Counts, and ends the game when one side has won."""

    game_finished = signal(("left_won", bool))

    score_to_win = export(2, range=(1, 21))

    def _ready(self):
        self.scores = {"Left": 0, "Right": 0}
        self.ball = self.get_node("Ball")
        self.paddles = [self.get_node("LeftPaddle"), self.get_node("RightPaddle")]
        self.ball.missed.connect(self.add_score)

    def add_score(self, by_left):
        """Gives a point to the side that did not miss."""
        side = "Right" if by_left else "Left"
        self.scores[side] += 1
        self.get_node(f"{side}Score").text = str(self.scores[side])
        if self.scores[side] == self.score_to_win:
            self.get_node(f"{side}Wins").show()
            self.ball.stop()
            for paddle in self.paddles:
                paddle.set_physics_process(False)
            self.game_finished.emit(not by_left)
