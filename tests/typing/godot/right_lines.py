"""Right uses of the engine's API: mypy in strict mode and pyright accept every line.

It is checked and never run.
"""

from __future__ import annotations

import enum
import functools
from typing import Any, assert_type

from godot import (
    KEY_A,
    OK,
    PI,
    TAU,
    Area2D,
    Array,
    Button,
    Callable,
    CharacterBody2D,
    Color,
    Control,
    Dictionary,
    Engine,
    Error,
    HTTPClient,
    HTTPRequest,
    Image,
    ImageTexture,
    Input,
    InputEvent,
    InputEventKey,
    Key,
    Label,
    Mesh,
    MultiMesh,
    Node,
    Node2D,
    NodePath,
    Object,
    PackedByteArray,
    PackedFloat32Array,
    PackedInt32Array,
    PackedScene,
    PackedVector2Array,
    Polygon2D,
    ProjectSettings,
    RandomNumberGenerator,
    Resource,
    SceneTree,
    Signal,
    Sprite2D,
    String,
    StringName,
    Texture2D,
    Timer,
    Transform2D,
    Tween,
    Variant,
    Vector2,
    Vector2i,
    Vector3,
    Window,
    clamp,
    create_task,
    export,
    export_category,
    export_group,
    export_subgroup,
    export_tool_button,
    exposed,
    first,
    gather,
    instance_from_id,
    is_instance_valid,
    lerp,
    load,
    randi_range,
    rpc,
    signal,
)


class Mood(enum.IntEnum):
    """An enum of a script."""

    CALM = 0
    BUSY = 1


@exposed(tool=True, global_name="Enemy", icon="res://enemy.svg")
class Enemy(CharacterBody2D):
    """A script with everything that can be declared."""

    hurt = signal(("amount", int), ("by", Node))
    named = signal("name", "number")
    gone = signal()

    health: int = export(100, range=(0, 200, 5, "or_greater", "suffix:hp"))
    speed: float = export(4)
    spawn = export(Vector2, default=Vector2(1, 2))
    texture = export(Texture2D)
    mood: Mood = export(Mood.CALM)
    kind: int = export(0, enum=("a", "b"))
    layers: int = export(1, layers="2d_physics")
    files: list[str] = export([], file=("*.png", "*.jpg"))
    friends: list[Enemy] = export([])
    loot: dict[str, int] = export({})
    target: Node2D = export()
    export_category("Looks")
    export_group("Colours", "colour_")
    colour_body: Color = export(Color(1, 0, 0), no_alpha=True)
    export_subgroup("Rest")
    colour_eyes = export(Color.WHITE)
    path: NodePath = export(NodePath("x"), node_types=(Node2D, Control))

    _age = 3

    @property
    def age(self) -> int:
        """An exported property would have ``@export(int)`` above."""
        return self._age

    async def _ready(self) -> None:
        self.hurt.connect(self._on_hurt)
        self.hurt.emit(1, self)
        self.gone.connect(self.queue_free)
        self.gone.emit()
        assert_type(self.spawn, Vector2)
        assert_type(self.health, int)
        assert_type(self.texture, Texture2D)
        assert_type(await self.hurt, tuple[int, Node])
        assert_type(await self.get_tree().create_timer(1).timeout, None)
        area = Area2D()
        assert_type(await area.body_entered, Node2D)

    def _physics_process(self, seconds: float) -> None:
        self.velocity.x += 1
        self.velocity = Vector2(1, 2) * 3 + Vector2.UP * seconds
        direction = Input.get_vector("left", "right", "up", "down")
        assert_type(direction, Vector2)
        if Input.is_action_just_pressed("jump") and self.is_on_floor():
            self.velocity.y = -1
        self.move_and_slide()

    def _unhandled_input(self, event: InputEvent) -> None:
        if isinstance(event, InputEventKey) and event.keycode == KEY_A and event.pressed:
            self.get_viewport().set_input_as_handled()

    def _get_configuration_warnings(self) -> list[str]:
        return ["nothing to hit"]

    def _on_hurt(self, amount: int, by: Node) -> None:
        self.health -= amount
        print(by.name)

    @rpc("any_peer", "call_local", "reliable", 1)
    def shout(self, text: str) -> None:
        """Can be called by others."""
        self.rpc("shout", text)

    @export_tool_button("Bake", "Reload")
    def bake(self) -> None:
        """A button in the inspector."""

    @rpc
    def whisper(self, text: str) -> None:
        """Another one."""


@exposed
class Boss(Enemy):
    """A script on a script."""

    def _ready(self) -> None:  # type: ignore[override]  # the base's is a coroutine
        self.hurt.connect(lambda amount, by: print(amount, by))
        self.health = 500


def values() -> None:
    """Value types and their operators."""
    assert_type(Vector2(1, 2) + Vector2.ONE, Vector2)
    assert_type(2 * Vector2(1, 2), Vector2)
    assert_type(Vector2(1, 2) * 2.5, Vector2)
    assert_type(Vector2i(1, 2) * 2, Vector2i)
    assert_type(Vector2i(1, 2) * 2.5, Vector2)
    assert_type(-Vector3(1, 2, 3), Vector3)
    assert_type(Transform2D() * Vector2(), Vector2)
    assert_type(Vector2(3, 4).length(), float)
    assert_type(Vector2(3, 4)[0], float)
    assert_type(Color("red").lightened(0.5), Color)
    assert_type(Color(Color.RED, 0.5).to_html(), str)
    assert_type(Vector2.AXIS_X == Vector2.Axis.AXIS_X, bool)
    x, y = Vector2(1, 2)
    print(x, y, Vector2(1, 2) == Vector2(1, 2), Vector2() < Vector2.ONE)
    print(Vector2i(Vector2(1.5, 2)), Vector3(x=1, y=2, z=3), Color(0, 0, 0, a=1))


def containers() -> None:
    """Arrays are lists, dictionaries are dicts, packed arrays are buffers."""
    numbers = Array[int]([1, 2])
    numbers.append(3)
    assert_type(numbers[0], int)
    assert_type(numbers.map(str), Array[str])
    counts = Dictionary({"a": 1})
    assert_type(counts["a"], int)
    for key, value in counts.items():
        print(key.upper(), value + 1)
    packed = PackedFloat32Array([1, 2.5])
    print(memoryview(packed), sum(packed), bytes(PackedByteArray(b"abc")))
    polygon = Polygon2D()
    polygon.polygon = [Vector2(), Vector2(1, 1)]
    polygon.polygon = [(0, 0), (1, 1)]
    assert_type(polygon.polygon, PackedVector2Array)
    mesh = MultiMesh()
    mesh.buffer = PackedFloat32Array([1])
    image = Image.create_from_data(1, 1, False, Image.FORMAT_RGBA8, b"\0\0\0\0")
    assert_type(image, Image)
    print(PackedInt32Array(range(3)), ImageTexture.create_from_image(image))


class Player(Node):
    """Methods, properties, signals and constants of engine classes."""

    def nodes(self) -> None:
        """Nodes, and what only the game knows of them."""
        self.name = "Player"
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.process_mode = Node.ProcessMode.PROCESS_MODE_ALWAYS
        self.add_child(Sprite2D(), force_readable_name=True)
        for child in self.get_children():
            child.queue_free()
        sprite: Sprite2D = self.get_node("Sprite")
        sprite.texture = load("res://icon.svg")
        sprite.texture = None
        scene: PackedScene = load("res://enemy.tscn")
        enemy: Enemy = scene.instantiate()
        enemy.health = 3
        self.get_parent().anything_of_its_script()
        assert_type(self.get_tree().root, Window)
        tree: SceneTree = Engine.get_main_loop()
        print(tree.current_scene.anything_of_its_script())
        self.get_node("%Score").text = "7"
        assert_type(self.get_tree().get_nodes_in_group("x"), Array[Node])
        assert_type(self.is_inside_tree(), bool)
        print(is_instance_valid(self), instance_from_id(self.get_instance_id()))

    def signals(self) -> None:
        """Handlers are checked; whatever can be called is taken."""
        self.tree_entered.connect(self.nodes)
        self.tree_entered.connect(lambda: None)
        self.child_entered_tree.connect(self.on_child)
        self.ready.connect(Callable(self, "nodes"))
        self.ready.connect(lambda: None, one_shot=True, deferred=True)
        assert_type(StringName("SomeName").to_snake_case(), str)
        assert_type(String.humanize_size(5), str)
        assert_type(NodePath("a/b").get_name_count(), int)
        assert_type(NodePath("a/b").split("/"), list[str])
        self.ready.connect(functools.partial(self.take, 1), Object.CONNECT_ONE_SHOT)
        button = Button()
        button.pressed.connect(self.nodes)
        button.toggled.connect(self.on_toggled)
        timer = Timer()
        timer.timeout.connect(self.take.__call__ if timer.one_shot else self.nodes)  # type: ignore
        Input.joy_connection_changed.connect(self.on_joy)
        self.wait(self.ready)
        self.wait(Signal(self, "ready"))

    def wait(self, which: Signal[[], Any]) -> None:
        """Takes a signal without arguments."""

    def on_child(self, node: Node2D) -> None:
        """Hears a signal."""

    def on_toggled(self, on: bool) -> None:
        """Hears a signal."""

    def on_joy(self, device: int, connected: bool) -> None:
        """Hears a signal of a singleton."""

    def take(self, value: int) -> None:
        """Takes a number."""

    def calls(self) -> None:
        """Keyword arguments, defaults, optional objects, enums and results."""
        tween = self.create_tween()
        tween.tween_property(self, "position", Vector2(), 1).set_trans(Tween.TRANS_SINE)
        tween.tween_callback(self.queue_free)
        request = HTTPRequest()
        error = request.request("http://x", ["a: b"], HTTPClient.METHOD_GET)
        if error != OK:
            print(Error(error).name)
        print(Key.KEY_A, KEY_A)
        assert_type(Engine.get_version_info()["major"], Any)
        assert_type(ProjectSettings.get_setting("application/config/name"), Any)
        assert_type(StringName("x").upper(), str)
        assert_type(randi_range(1, 6), int)
        print(lerp(0.0, 1.0, 0.5), clamp(3, 0, 2))
        label = Label()
        label.text = "Hello"
        label.horizontal_alignment = 1
        label.add_theme_color_override("font_color", Color.RED)
        generator = RandomNumberGenerator()
        generator.seed = 3
        mesh: Mesh | None = None
        resource = Resource()
        resource.resource_name = "x"
        print(mesh, resource.duplicate(True))


async def tasks(signal_of_it: Signal[[int], int]) -> None:
    """Tasks, and waiting for several things."""
    task = create_task(sleep())
    assert_type(await task, int)
    assert_type(await signal_of_it, int)
    print(await gather(task, signal_of_it), await first(task, signal_of_it))


async def sleep() -> int:
    """Ends at once."""
    return 1


def texts(value: Variant) -> None:
    """Texts of the engine are `str`; constants as in GDScript."""
    assert_type(String("SomeName").to_snake_case(), str)
    assert_type(NodePath("a/b:c").get_name_count(), int)
    print(PI, TAU, value, StringName("a") + "b")
    Callable(texts).bind(1)()
    Node.new().free()


def loose(node: Node) -> Any:
    """What the engine has no type for may be anything."""
    node.set_meta("key", {"a": [1, Vector2()]})
    node.call("method", 1, "two", node)
    return node.get_meta("key")["a"]
