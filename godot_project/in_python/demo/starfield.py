from godot import (
    Color,
    Control,
    PackedColorArray,
    PackedVector2Array,
    RandomNumberGenerator,
    Vector2,
    exposed,
)

STARS = 260
SEED = 1981
TOP = Color("0b1020")
BOTTOM = Color("16204a")


@exposed
class Starfield(Control):
    """The sky behind the demo: the same stars in every run, whatever the size of the window."""

    def _ready(self) -> None:
        self.resized.connect(self.queue_redraw)

    def _draw(self) -> None:
        size = self.size
        corners = PackedVector2Array([Vector2.ZERO, Vector2(size.x, 0), size, Vector2(0, size.y)])
        self.draw_polygon(corners, PackedColorArray([TOP, TOP, BOTTOM, BOTTOM]))
        random = RandomNumberGenerator()
        random.seed = SEED
        for _ in range(STARS):
            place = Vector2(random.randf(), random.randf()) * size
            glow = random.randf()
            color = Color(0.8, 0.87, 1, 0.15 + 0.5 * glow)
            self.draw_circle(place, 0.5 + glow * glow, color, antialiased=True)
