from random import uniform

from coin import Coin

from godot import Label, Node2D, PackedScene, Vector2, export, exposed


@exposed
class Game(Node2D):
    """Scatters coins, counts them, and scatters new ones when none is left."""

    coin_scene: PackedScene = export(PackedScene)
    coins: int = export(6, range=(1, 50))

    def _ready(self) -> None:
        self._score = 0
        self._score_label: Label = self.get_node("Score")
        self._message: Label = self.get_node("Message")
        self._scatter()

    def _scatter(self) -> None:
        field = self.get_viewport_rect().size
        self._left = self.coins
        for _ in range(self.coins):
            coin: Coin = self.coin_scene.instantiate()
            coin.position = Vector2(uniform(30, field.x - 30), uniform(80, field.y - 30))
            coin.collected.connect(self._on_coin_collected)
            self.add_child(coin)

    async def _on_coin_collected(self, value: int) -> None:
        self._score += value
        self._score_label.text = f"Coins: {self._score}"
        self._left -= 1
        if self._left == 0:
            self._message.show()
            await self.get_tree().create_timer(1.5).timeout
            self._message.hide()
            self._scatter()
