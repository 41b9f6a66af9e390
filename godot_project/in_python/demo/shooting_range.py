import math
from dataclasses import dataclass

from godot import (
    MOUSE_BUTTON_LEFT,
    Color,
    Control,
    InputEvent,
    InputEventMouseButton,
    PackedVector2Array,
    RandomNumberGenerator,
    Vector2,
    exposed,
    signal,
    wrapf,
)

ROCKS = 11
SEED = 480
BOLT_SECONDS = 0.16
BURST_SECONDS = 0.5
SPARKS = 9
ROCK = Color("4a5378")
ROCK_EDGE = Color("7f8ab5")
BOLT = Color("6ec5ff")
SPARK = Color("f2c14e")
PLANET = Color("1d2b5c")
PLANET_EDGE = Color("4f74c9")
# The planet's centre and radius, in parts of the control's width and height.
PLANET_PLACE = Vector2(0.5, 2.02)
PLANET_RADIUS = 1.2
PLANET_CORNERS = 180
SHIP_PLACE = Vector2(0.5, 0.87)
NOSE = 32.0
SHIP = Color("f4f6ff")
SHIP_SHADE = Color("c3cdf0")
FLAME = Color("f2c14e")


@dataclass
class Rock:
    """A rock in the sky. Plain Python: only what scenes hold has to be known to the engine.

    Places and speeds are in parts of the control's size, so that nothing jumps when it is resized.
    """

    place: Vector2
    speed: Vector2
    radius: float
    corners: list[float]
    turn: float = 0.0


@dataclass
class Shot:
    """A bolt on its way or a burst: where it ends, and how old it is in seconds."""

    place: Vector2
    age: float = 0.0


@exposed
class ShootingRange(Control):
    """A piece of sky with a ship and rocks to shoot at. It knows nothing of Steam.

    A click or ``fire`` sends a bolt; it flies to the rock that is nearest to the mouse, or to the
    next one in turn, and always hits.
    """

    fired = signal(doc="A bolt was fired.")

    def _ready(self) -> None:
        self._random = RandomNumberGenerator()
        self._random.seed = SEED
        self._rocks = [self._new_rock((index + 0.5) / ROCKS) for index in range(ROCKS)]
        self._bolts: list[Shot] = []
        self._bursts: list[Shot] = []
        self._aim = Vector2(0.5, 0.3)
        self._next = 0

    def _process(self, delta: float) -> None:
        for rock in self._rocks:
            rock.place += rock.speed * delta
            rock.place.x = wrapf(rock.place.x, -0.05, 1.05)
            rock.turn += rock.speed.x * 20.0 * delta
        for shot in self._bolts:
            shot.age += delta
            if shot.age >= BOLT_SECONDS:
                self._bursts.append(Shot(shot.place))
        for shot in self._bursts:
            shot.age += delta
        self._bolts = [shot for shot in self._bolts if shot.age < BOLT_SECONDS]
        self._bursts = [shot for shot in self._bursts if shot.age < BURST_SECONDS]
        self.queue_redraw()

    def _gui_input(self, event: InputEvent) -> None:
        if (
            isinstance(event, InputEventMouseButton)
            and event.pressed
            and event.button_index == MOUSE_BUTTON_LEFT
        ):
            self.accept_event()
            self._shoot_at(self._nearest_rock(event.position / self.size))

    def fire(self) -> None:
        """Fires one bolt at the next rock."""
        self._next = (self._next + 1) % ROCKS
        self._shoot_at(self._next)

    def _shoot_at(self, index: int) -> None:
        self._aim = self._rocks[index].place
        self._bolts.append(Shot(self._aim))
        self._rocks[index] = self._new_rock(self._random.randf())
        self.fired.emit()

    def _nearest_rock(self, place: Vector2) -> int:
        return min(
            range(ROCKS), key=lambda index: self._rocks[index].place.distance_squared_to(place)
        )

    def _new_rock(self, x: float) -> Rock:
        random = self._random
        return Rock(
            place=Vector2(x, random.randf_range(0.1, 0.56)),
            speed=Vector2(random.randf_range(-0.05, 0.05), 0),
            radius=random.randf_range(15, 32),
            corners=[random.randf_range(0.75, 1.1) for _ in range(9)],
        )

    def _draw(self) -> None:
        self._draw_planet()
        for rock in self._rocks:
            self._draw_rock(rock)
        ship = SHIP_PLACE * self.size
        nose = ship + ship.direction_to(self._aim * self.size) * NOSE
        for bolt in self._bolts:
            target = bolt.place * self.size
            age = bolt.age / BOLT_SECONDS
            tail, head = nose.lerp(target, age * 0.7), nose.lerp(target, age)
            self.draw_line(tail, head, BOLT, 4.0, antialiased=True)
        for burst in self._bursts:
            self._draw_burst(burst.place * self.size, burst.age / BURST_SECONDS)
        self._draw_ship(ship)

    def _draw_planet(self) -> None:
        centre = PLANET_PLACE * self.size
        radius = PLANET_RADIUS * self.size.y
        angles = (math.pi + math.pi * index / PLANET_CORNERS for index in range(PLANET_CORNERS + 1))
        outline = PackedVector2Array(
            [centre + Vector2.from_angle(angle) * radius for angle in angles]
        )
        self.draw_colored_polygon(outline, PLANET)
        self.draw_polyline(outline, PLANET_EDGE, 3.0, antialiased=True)

    def _draw_rock(self, rock: Rock) -> None:
        centre = rock.place * self.size
        step = math.tau / len(rock.corners)
        outline = [
            centre + Vector2.from_angle(rock.turn + step * index) * rock.radius * corner
            for index, corner in enumerate(rock.corners)
        ]
        # A list of Vector2 is taken where the engine wants a PackedVector2Array.
        self.draw_colored_polygon(outline, ROCK)
        self.draw_polyline([*outline, outline[0]], ROCK_EDGE, 2.0, antialiased=True)

    def _draw_burst(self, place: Vector2, age: float) -> None:
        color = Color(SPARK, 1.0 - age)
        for index in range(SPARKS):
            way = Vector2.from_angle(math.tau * index / SPARKS) * (8.0 + 34.0 * age)
            self.draw_line(place + way * 0.7, place + way, color, 3.0, antialiased=True)
        glow = Color(BOLT, 0.6 * (1.0 - age))
        self.draw_circle(place, 10.0 * (1.0 - age), glow, antialiased=True)

    def _draw_ship(self, place: Vector2) -> None:
        self.draw_set_transform(place, (self._aim * self.size - place).angle() + math.pi / 2.0)
        nose, tail = Vector2(0, -NOSE), Vector2(0, 13)
        left, right = Vector2(-22, 24), Vector2(22, 24)
        flame = [Vector2(-7, 16), Vector2(0, 34), Vector2(7, 16)]
        self.draw_colored_polygon(flame, FLAME)
        self.draw_colored_polygon([nose, right, tail, left], SHIP)
        self.draw_colored_polygon([nose, tail, left], SHIP_SHADE)
        self.draw_set_transform(Vector2.ZERO)
