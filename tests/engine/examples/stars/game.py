from random import uniform

from godot import InputEvent, Label, Node2D, PackedScene, Timer, Vector2, export, exposed, signal


@exposed
class Game(Node2D):
    """A round of half a minute, in which stars fall."""

    star_caught = signal()
    round_ended = signal(("score", int), ("missed", int))

    star_scene: PackedScene = export(PackedScene)

    def _ready(self) -> None:
        self._score_label: Label = self.get_node("Score")
        self._message: Label = self.get_node("Message")
        self._star_timer: Timer = self.get_node("StarTimer")
        self._round_timer: Timer = self.get_node("RoundTimer")
        self.start_round()

    def start_round(self) -> None:
        """Begins anew."""
        self.get_tree().call_group("stars", "queue_free")
        self.score = self.missed = 0
        self._score_label.text = "Stars: 0"
        self._message.hide()
        self._star_timer.start()
        self._round_timer.start()

    def _unhandled_key_input(self, event: InputEvent) -> None:
        if event.is_action_pressed("ui_accept") and self._round_timer.is_stopped():
            self.start_round()

    def _on_star_timer_timeout(self) -> None:
        star = self.star_scene.instantiate()
        star.position = Vector2(uniform(40, self.get_viewport_rect().size.x - 40), -20)
        star.add_to_group("stars")
        star.caught.connect(self._on_star_caught)
        star.missed.connect(self._on_star_missed)
        self.add_child(star)

    def _on_star_caught(self) -> None:
        self.score += 1
        self._score_label.text = f"Stars: {self.score}"
        self.star_caught.emit()

    def _on_star_missed(self) -> None:
        self.missed += 1

    def _on_round_timer_timeout(self) -> None:
        self._star_timer.stop()
        self.get_tree().call_group("stars", "set_process", False)
        self._message.text = f"{self.score} stars! Enter plays again."
        self._message.show()
        self.round_ended.emit(self.score, self.missed)
