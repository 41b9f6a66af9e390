"""Virtual methods with results of every kind, and wrong ones."""

from __future__ import annotations

from typing import Any

from bridge_classes.lifetime import Cell
from godot import (
    AABB,
    AudioStream,
    AudioStreamPlayback,
    Basis,
    Control,
    Mesh,
    Node,
    PackedStringArray,
    PhysicsDirectBodyState3DExtension,
    StandardMaterial3D,
    Transform3D,
    Vector2,
    Vector3,
    exposed,
)


@exposed(native=True)
class VirtualNode(Node):
    """What every node has."""

    def __init__(self) -> None:
        """Nothing called yet."""
        self.called: list[str] = []
        self.frames = 0
        self.delta_type = ""
        self.fail = False

    def _enter_tree(self) -> None:
        self.called.append("enter")

    def _ready(self) -> None:
        self.called.append("ready")

    def _exit_tree(self) -> None:
        self.called.append("exit")

    def _process(self, delta: float) -> None:
        self.frames += 1
        self.delta_type = type(delta).__name__
        if self.fail:
            self.fail = False
            raise ValueError("process on purpose")

    def _notification(self, what: int) -> None:
        if what == Node.NOTIFICATION_PARENTED:
            self.called.append("parented")

    def _no_such_virtual_in_any_engine(self) -> None:
        self.called.append("never")

    def _get_configuration_warnings(self) -> PackedStringArray:
        return PackedStringArray(["one", "two"])

    def get_called(self) -> list[str]:
        """What was called."""
        return self.called

    def get_frames(self) -> int:
        """How often _process was called."""
        return self.frames

    def get_delta_type(self) -> str:
        """The Python type of the last delta."""
        return self.delta_type

    def fail_next(self) -> None:
        """Makes the next frame fail."""
        self.fail = True

    def __str__(self) -> str:
        """Shown by print."""
        return f"VirtualNode with {self.frames >= 0} 🎮"


@exposed(native=True)
class VirtualControl(Control):
    """Vector2, bool, String and Object results."""

    def _get_minimum_size(self) -> Vector2:
        return Vector2(12, 34)

    def _has_point(self, point: Vector2) -> bool:
        return point.x > 5

    def _get_tooltip(self, at_position: Vector2) -> str:
        return f"é at {at_position.x}"

    def _make_custom_tooltip(self, for_text: str) -> Any:
        raise ValueError("tooltip on purpose")

    def _can_drop_data(self, at_position: Vector2, data: Any) -> bool:
        return bool(data == {"a": [1]})


@exposed(native=True)
class VirtualStream(AudioStream):
    """float, int, Dictionary, Array and Ref results."""

    wrong = False

    def be_wrong(self) -> None:
        """From now on results are of a wrong type."""
        type(self).wrong = True

    def be_right(self) -> None:
        """Undoes it."""
        type(self).wrong = False

    def _get_length(self) -> float:
        return "long" if self.wrong else 2.5  # type: ignore[return-value]

    def _is_monophonic(self) -> bool:
        return not self.wrong

    def _get_parameter_list(self) -> Any:
        return [{"name": "p", "type": 2, "hint_string": "x"}]

    def _instantiate_playback(self) -> AudioStreamPlayback:
        if self.wrong:
            return Cell()  # type: ignore[no-any-return]
        return AudioStreamPlayback()


@exposed(native=True)
class VirtualMesh(Mesh):
    """AABB and Ref results, int arguments."""

    def __init__(self) -> None:
        """One material."""
        self.material = StandardMaterial3D()

    def _get_aabb(self) -> AABB:
        return AABB(Vector3(1, 2, 3), Vector3(4, 5, 6))

    def _get_surface_count(self) -> int:
        return 3

    def _surface_get_material(self, index: int) -> Any:
        return self.material if index == 1 else None

    def get_material(self) -> StandardMaterial3D:
        """The one."""
        return self.material


@exposed(native=True)
class VirtualBody(PhysicsDirectBodyState3DExtension):
    """Transform3D, Basis, Vector3, Object and int results."""

    def __init__(self) -> None:
        """With an object to give."""
        self.collider = Node()

    def _get_transform(self) -> Transform3D:
        return Transform3D(Basis(), Vector3(7, 8, 9))

    def _get_inverse_inertia_tensor(self) -> Basis:
        return Basis(Vector3(0, 1, 0), Vector3(1, 0, 0), Vector3(0, 0, 1))

    def _get_total_gravity(self) -> Vector3:
        return Vector3(0, -9.5, 0)

    def _get_contact_count(self) -> int:
        return 2**40

    def _get_contact_collider_object(self, contact_idx: int) -> Any:
        return self.collider if contact_idx == 0 else None

    def _is_sleeping(self) -> bool:
        return True

    def release(self) -> None:
        """Frees what it made."""
        self.collider.free()
