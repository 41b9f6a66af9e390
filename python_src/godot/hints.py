"""Room A: the inspector's hints, from what an author says. Pure Python; may import: specs, variant.

Source: the engine's ``PropertyHint``, whose texts say what a hint string looks like.
"""

from __future__ import annotations

import enum
import math
import typing
from collections.abc import Iterable, Sequence
from typing import Any

from godot.specs import ExposingError, Hint
from godot.variant import Kind, class_name, type_ref

__all__ = ["NO_HINT", "element_kinds", "hint_of_option", "hint_of_type", "nested"]

NO_HINT = (Hint.NONE, "")

_NUMBERS = {Kind.INT, Kind.FLOAT, Kind.RECT2, Kind.RECT2I, Kind.QUATERNION}
_NUMBERS |= {Kind.VECTOR2, Kind.VECTOR2I, Kind.VECTOR3, Kind.VECTOR3I, Kind.VECTOR4, Kind.VECTOR4I}
_TEXT = {Kind.STRING, Kind.STRING_NAME}
_RANGE_WORDS = (
    *("or_greater", "or_less", "exp", "radians_as_degrees", "degrees"),
    *("prefer_slider", "hide_control", "hide_slider"),
)
_LAYERS = {
    "2d_render": Hint.LAYERS_2D_RENDER,
    "2d_physics": Hint.LAYERS_2D_PHYSICS,
    "2d_navigation": Hint.LAYERS_2D_NAVIGATION,
    "3d_render": Hint.LAYERS_3D_RENDER,
    "3d_physics": Hint.LAYERS_3D_PHYSICS,
    "3d_navigation": Hint.LAYERS_3D_NAVIGATION,
    "avoidance": Hint.LAYERS_AVOIDANCE,
}
_EASINGS = ("attenuation", "positive_only")
_PACKED = {
    Kind.PACKED_BYTE_ARRAY: Kind.INT,
    Kind.PACKED_INT32_ARRAY: Kind.INT,
    Kind.PACKED_INT64_ARRAY: Kind.INT,
    Kind.PACKED_FLOAT32_ARRAY: Kind.FLOAT,
    Kind.PACKED_FLOAT64_ARRAY: Kind.FLOAT,
    Kind.PACKED_STRING_ARRAY: Kind.STRING,
    Kind.PACKED_VECTOR2_ARRAY: Kind.VECTOR2,
    Kind.PACKED_VECTOR3_ARRAY: Kind.VECTOR3,
    Kind.PACKED_VECTOR4_ARRAY: Kind.VECTOR4,
    Kind.PACKED_COLOR_ARRAY: Kind.COLOR,
}


# ---- from a type ---------------------------------------------------------------------------------


def hint_of_type(annotation: Any) -> tuple[int, str]:
    """The hint that a type brings along: resources, nodes, enums, and containers of such."""
    origin = typing.get_origin(annotation)
    if origin is not None:
        return _hint_of_generic(annotation, type_ref(annotation).kind)
    if not isinstance(annotation, type):
        return NO_HINT
    if issubclass(annotation, enum.IntFlag):
        return Hint.FLAGS, enum_text(annotation)
    if issubclass(annotation, enum.Enum) and type_ref(annotation).kind is not Kind.VARIANT:
        return Hint.ENUM, enum_text(annotation)
    bases = {base.__dict__.get("__godot_class__") for base in annotation.__mro__}
    if "Resource" in bases:
        return Hint.RESOURCE_TYPE, class_name(annotation)
    return (Hint.NODE_TYPE, class_name(annotation)) if "Node" in bases else NO_HINT


def _hint_of_generic(annotation: Any, kind: Kind) -> tuple[int, str]:
    arguments = [part for part in typing.get_args(annotation) if part is not Ellipsis]
    if kind is Kind.OBJECT:  # `Texture2D | None`
        return hint_of_type(next(part for part in arguments if part is not type(None)))
    if kind is Kind.ARRAY and len(set(arguments)) == 1:
        text = _element(arguments[0])
        return (Hint.TYPE_STRING, text) if text else NO_HINT
    if kind is Kind.DICTIONARY and len(arguments) == 2:
        key, value = _element(arguments[0]), _element(arguments[1])
        if key or value:
            return Hint.TYPE_STRING, f"{key or _VARIANT};{value or _VARIANT}"
    return NO_HINT


_VARIANT = "0:"  # of a dictionary of which only the keys, or only the values, have a type


def _element(annotation: Any) -> str:
    """An element's type as hint strings write it; empty when it may be anything."""
    kind = type_ref(annotation).kind
    if kind is Kind.VARIANT:
        return ""
    hint, text = hint_of_type(annotation)
    if hint == Hint.TYPE_STRING:  # a container in a container
        return f"{int(kind)}:{text}" if kind is Kind.ARRAY else f"{int(kind)}:"
    return nested(kind, hint, text)


def nested(kind: Kind, hint: int, text: str) -> str:
    """The hint of a container's elements: ``2/1:0,10`` for whole numbers up to 10."""
    return f"{int(kind)}/{hint}:{text}" if hint else f"{int(kind)}:"


def element_kinds(annotation: Any, kind: Kind) -> Kind | None:
    """What an array holds, when that is of one type; None for all that is no such array."""
    if kind in _PACKED:
        return _PACKED[kind]
    arguments = [part for part in typing.get_args(annotation) if part is not Ellipsis]
    if kind is Kind.ARRAY and len(set(arguments)) == 1:
        found = type_ref(arguments[0]).kind
        return None if found is Kind.VARIANT else found
    return None


def enum_text(values: type[enum.Enum]) -> str:
    """The members of an enum as the inspector lists them: ``Calm:1,Very Busy:5``."""
    return ",".join(
        _checked_name(str(member.value))
        if isinstance(member.value, str)
        else f"{_title(name)}:{int(member.value)}"
        for name, member in values.__members__.items()
        if not isinstance(member, enum.Flag) or member.value > 0
    )


def _title(name: str) -> str:
    return " ".join(word.capitalize() for word in name.replace("_", " ").split())


def _checked_name(name: str) -> str:
    if not isinstance(name, str) or not name or "," in name:
        raise ExposingError(
            f"the name {name!r} cannot be shown in a list: give a text without commas"
        )
    return name


# ---- from an option of export() ------------------------------------------------------------------


def hint_of_option(option: str, value: Any) -> tuple[int, str, set[Kind]]:
    """The hint of one option of ``export()``, and the kinds of property that it goes with.

    Raises:
        ExposingError: The option's value is none that the inspector could use.
    """
    found: tuple[int, str, set[Kind]] = _OPTIONS[option](value)
    return found


def _range(value: Any) -> tuple[int, str, set[Kind]]:
    expected = (
        f"export(range={value!r}): expected (minimum, maximum) or (minimum, maximum, step), and "
        f"after these any of {', '.join(_RANGE_WORDS)} or 'suffix:m'"
    )
    if not isinstance(value, tuple | list):
        raise ExposingError(expected)
    numbers = [part for part in value if not isinstance(part, str)]
    words = list(value[len(numbers) :])
    if (
        len(numbers) not in {2, 3}
        or not all(_is_number(part) for part in numbers)
        or not all(isinstance(word, str) for word in words)
        or not all(word in _RANGE_WORDS or _is_suffix(word) for word in words)
    ):
        raise ExposingError(expected)
    if numbers[0] > numbers[1]:
        raise ExposingError(f"export(range={value!r}): the minimum is above the maximum")
    if len(numbers) == 3 and numbers[2] <= 0:
        raise ExposingError(f"export(range={value!r}): the step has to be above 0")
    return Hint.RANGE, ",".join([*(str(part) for part in numbers), *words]), _NUMBERS


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_suffix(word: str) -> bool:
    return word.startswith("suffix:") and "," not in word


def _enum(value: Any) -> tuple[int, str, set[Kind]]:
    if isinstance(value, type) and issubclass(value, enum.Enum):
        kinds = {type_ref(value).kind} & {Kind.INT, Kind.STRING}
        if not kinds:
            raise ExposingError(
                f"export(enum={value.__name__}): make it an enum.IntEnum, or an enum.StrEnum"
            )
        return Hint.ENUM, enum_text(value), kinds | (_TEXT if Kind.STRING in kinds else set())
    return Hint.ENUM, _names("enum", value), {Kind.INT, *_TEXT}


def _suggestions(value: Any) -> tuple[int, str, set[Kind]]:
    return Hint.ENUM_SUGGESTION, _names("suggestions", value), _TEXT


def _flags(value: Any) -> tuple[int, str, set[Kind]]:
    if isinstance(value, type) and issubclass(value, enum.Enum):
        if not issubclass(value, int):
            raise ExposingError(f"export(flags={value.__name__}): make it an enum.IntFlag")
        return Hint.FLAGS, enum_text(value), {Kind.INT}
    return Hint.FLAGS, _names("flags", value), {Kind.INT}


def _names(option: str, value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{_checked_name(name)}:{int(number)}" for name, number in value.items()]
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ExposingError(
            f"export({option}={value!r}): expected names, such as {option}=('a', 'b'), a "
            "dictionary of names and numbers, or an enum"
        )
    names = [_checked_name(name) for name in value]
    if not names:
        raise ExposingError(f"export({option}={value!r}): give at least one name")
    return ",".join(names)


def _file(hint: int) -> Any:
    def read(value: Any) -> tuple[int, str, set[Kind]]:
        if value is True:
            return hint, "", _TEXT
        filters = [value] if isinstance(value, str) else value
        if not isinstance(filters, Sequence) or not all(isinstance(one, str) for one in filters):
            raise ExposingError(
                f"export(file={value!r}): expected True, a filter such as '*.png', or several"
            )
        return hint, ",".join(filters), _TEXT

    return read


def _plain(hint: int, kinds: set[Kind]) -> Any:
    return lambda value: (hint, value if isinstance(value, str) else "", kinds)


def _easing(value: Any) -> tuple[int, str, set[Kind]]:
    words = () if value is True else (value,) if isinstance(value, str) else tuple(value)
    if not set(words) <= set(_EASINGS):
        raise ExposingError(
            f"export(exp_easing={value!r}): expected True, or any of {', '.join(_EASINGS)}"
        )
    return Hint.EXP_EASING, ",".join(words), {Kind.FLOAT}


def _layers(value: Any) -> tuple[int, str, set[Kind]]:
    if value not in _LAYERS:
        raise ExposingError(f"export(layers={value!r}): expected one of {', '.join(_LAYERS)}")
    return _LAYERS[value], "", {Kind.INT}


def _node_types(value: Any) -> tuple[int, str, set[Kind]]:
    types = [value] if isinstance(value, type) else value
    names = [class_name(one) if isinstance(one, type) else "" for one in types]
    if not all(names):
        raise ExposingError(
            f"export(node_types={value!r}): expected classes of nodes, such as (Node2D, Control)"
        )
    return Hint.NODE_PATH_VALID_TYPES, ",".join(names), {Kind.NODE_PATH}


_OPTIONS: dict[str, Any] = {
    "range": _range,
    "enum": _enum,
    "suggestions": _suggestions,
    "flags": _flags,
    "file": _file(Hint.FILE),
    "file_path": _file(Hint.FILE_PATH),
    "save_file": _file(Hint.SAVE_FILE),
    "global_file": _file(Hint.GLOBAL_FILE),
    "dir": _plain(Hint.DIR, _TEXT),
    "global_dir": _plain(Hint.GLOBAL_DIR, _TEXT),
    "multiline": _plain(Hint.MULTILINE_TEXT, _TEXT),
    "placeholder": _plain(Hint.PLACEHOLDER_TEXT, _TEXT),
    "password": _plain(Hint.PASSWORD, _TEXT),
    "input_action": _plain(Hint.INPUT_NAME, _TEXT),
    "no_alpha": _plain(Hint.COLOR_NO_ALPHA, {Kind.COLOR}),
    "exp_easing": _easing,
    "layers": _layers,
    "node_types": _node_types,
}
