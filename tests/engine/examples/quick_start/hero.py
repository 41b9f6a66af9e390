from godot import *

# What is loaded or imported here is there as soon as the script is.
SWORD = ResourceLoader.load("res://sword.tscn")
SPEED = Vector2(10, 20)


@exposed
class Hero(Node2D):
    """The class of the file that scenes can use."""

    title = export(str)

    # A property with functions of its own can be exported, too.
    @export(int)
    @property
    def age(self):
        """In years."""
        return self._age

    @age.setter
    def age(self, value):
        self._age = max(value, 0)

    def __init__(self):
        self._age = 42

    def _ready(self):
        self.weapon = SWORD.instantiate()
        self.add_child(self.weapon)
        print(f"{self.name} stands at x={self.position.x}, y={self.position.y}")

    def _process(self, delta):
        self.position += SPEED * delta

    def talk(self, text):
        """Every method can be called from other scripts."""
        return Speech(self.title).of(text)


class Speech:
    """Other classes are for Python alone; other files may import them."""

    def __init__(self, speaker):
        self.speaker = speaker

    def of(self, text):
        """What somebody says, in one line."""
        return f"{self.speaker}: {text}"
