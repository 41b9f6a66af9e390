"""Uses as many of the engine's classes as an ordinary game may. Bench."""

import godot
from godot import Node, exposed

CLASSES = """
AnimationPlayer Area2D AudioStreamPlayer Button Camera2D CanvasLayer CharacterBody2D CheckBox
CollisionShape2D ColorRect Control Curve2D Engine FileAccess GPUParticles2D HBoxContainer Image
Input InputEventKey InputEventMouseButton Label LineEdit MarginContainer Node2D OS OptionButton
PackedScene Panel Path2D ProgressBar RayCast2D RichTextLabel RigidBody2D SceneTree Sprite2D
StaticBody2D Texture2D TileMapLayer Timer VBoxContainer
"""


@exposed
class ManyClasses(Node):  # type: ignore[misc]  # the engine's classes are made when it runs
    """Calls a method of each."""

    def _ready(self) -> None:
        for name in CLASSES.split():
            getattr(godot, name).get_instance_id  # noqa: B018 - looking it up is the use
