"""Room A: exported properties. Pure Python; may import: hints, marks, specs, variant."""

from __future__ import annotations

import enum as enums
import sys
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from godot.hints import NO_HINT, element_kinds, hint_of_option, hint_of_type, nested
from godot.marks import caller_line
from godot.specs import REQUIRED, ExposingError, Hint, PropertySpec, Usage
from godot.variant import Kind, TypeRef, type_ref

__all__ = [
    "ExportMark",
    "ExportedProperty",
    "GroupMark",
    "export",
    "export_category",
    "export_group",
    "export_subgroup",
    "export_tool_button",
    "property_spec",
    "zero",
]


_F = TypeVar("_F", bound=Callable[..., Any])


class ExportMark(NamedTuple):
    """A property before its class is read."""

    given: Any
    """The type, when ``export()`` got one."""
    default: Any
    option: str
    hint: tuple[int, str, set[Kind] | None] | None
    """With the kinds that it goes with; None for any."""
    usage: int
    group: str | None
    subgroup: str | None
    category: str | None
    doc: str
    line: int

    def __call__(self, accessors: Any) -> ExportedProperty:
        """As a decorator: the exported property is what a Python property says."""
        if not isinstance(accessors, property):
            name = getattr(accessors, "__name__", repr(accessors))
            raise ExposingError(f"@export() above {name}: put @property between the two")
        made = ExportedProperty(accessors.fget, accessors.fset, accessors.fdel, accessors.__doc__)
        made.mark = self
        return made


class ExportedProperty(property):
    """A Python property that is exported, with the mark that says how."""

    mark: ExportMark

    def getter(self, function: Callable[[Any], Any]) -> ExportedProperty:
        """The same with another getter."""
        return self._with(super().getter(function))

    def setter(self, function: Callable[[Any, Any], None]) -> ExportedProperty:
        """The same with another setter."""
        return self._with(super().setter(function))

    def deleter(self, function: Callable[[Any], None]) -> ExportedProperty:
        """The same with another deleter."""
        return self._with(super().deleter(function))

    def _with(self, made: property) -> ExportedProperty:
        typing.cast(ExportedProperty, made).mark = self.mark
        return typing.cast(ExportedProperty, made)


class GroupMark(NamedTuple):
    """Where a group of properties begins; level 0 is a category, 1 a group, 2 a subgroup."""

    level: int
    name: str
    prefix: str


def export(
    type_or_default: Any = REQUIRED,
    *,
    default: Any = REQUIRED,
    range: Sequence[float | str] | None = None,
    enum: Iterable[str] | dict[str, int] | type[enums.Enum] | None = None,
    suggestions: Iterable[str] | None = None,
    flags: Iterable[str] | dict[str, int] | type[enums.IntFlag] | None = None,
    file: bool | str | Sequence[str] = False,
    file_path: bool | str | Sequence[str] = False,
    save_file: bool | str | Sequence[str] = False,
    global_file: bool | str | Sequence[str] = False,
    dir: bool = False,
    global_dir: bool = False,
    multiline: bool = False,
    placeholder: str = "",
    password: bool = False,
    input_action: bool = False,
    no_alpha: bool = False,
    exp_easing: bool | str | Sequence[str] = False,
    layers: str = "",
    node_types: type | Sequence[type] = (),
    hint: int | None = None,
    hint_string: str = "",
    category: str | None = None,
    group: str | None = None,
    subgroup: str | None = None,
    doc: str = "",
    read_only: bool = False,
    storage_only: bool = False,
) -> Any:
    """Declares a property that scenes store and the inspector shows.

    ``export(100, range=(0, 200))`` or ``export(int, default=100)``; the annotation, as in
    ``target: Node2D = export()``, says the type as well. Above a Python property,
    ``@export(int)`` exports what that gets and sets.

    Args:
        type_or_default: A type, or the value that the property has at first.
        default: That value, when a type was given. Each object gets its own copy of a container.
        range: (minimum, maximum[, step]) and words of the engine: ``or_greater``, ``or_less``,
            ``exp``, ``degrees``, ``radians_as_degrees``, ``hide_control``, ``prefer_slider``,
            ``suffix:m``.
        enum: Names to choose one of; with numbers as a dictionary, ``"Name:3"`` or an
            ``enum.IntEnum``. A property whose type is an enum needs no more than that.
        suggestions: Texts to choose from; others can be typed.
        flags: Names of bits; with numbers as for ``enum``, or an ``enum.IntFlag``.
        file: True, or filters such as ``"*.png"``: a file of the project, stored by its UID.
        file_path: The same, stored by its path.
        save_file: The same for one that may be new.
        global_file: The same for one outside of the project.
        dir: A folder of the project.
        global_dir: A folder outside of the project.
        multiline: A text of several lines.
        placeholder: What the empty field shows.
        password: The text is not shown.
        input_action: The name of an action of the input map.
        no_alpha: A colour without transparency.
        exp_easing: True, ``"attenuation"``, ``"positive_only"``, or both.
        layers: Names of bits from the project settings: ``"2d_physics"``, ``"3d_render"``, ...
        node_types: The nodes that a ``NodePath`` may lead to.
        hint: The engine's own ``PropertyHint``, with its ``hint_string``.
        hint_string: What goes with ``hint``.
        category: Where the inspector shows it; ``group`` and ``subgroup`` within. Until the next
            one, `export_group` and its relatives say it for all that follow.
        group: See ``category``.
        subgroup: See ``category``.
        doc: The text of the help page.
        read_only: Shown, but neither changed there nor stored.
        storage_only: Stored, but not shown.

    Options of an array's elements hold for arrays too: ``files: list[str] = export(file="*.txt")``.

    Raises:
        ExposingError: Two options contradict each other, or one has a value that cannot be shown.
            Whether a default fits is found out when the class is read.
    """
    options = {
        "range": range,
        "enum": enum,
        "suggestions": suggestions,
        "flags": flags,
        "file": file,
        "file_path": file_path,
        "save_file": save_file,
        "global_file": global_file,
        "dir": dir,
        "global_dir": global_dir,
        "multiline": multiline,
        "placeholder": placeholder,
        "password": password,
        "input_action": input_action,
        "no_alpha": no_alpha,
        "exp_easing": exp_easing,
        "layers": layers,
        "node_types": node_types,
    }
    chosen = [
        name
        for name, value in options.items()
        if value is not None and value is not False and (value or name in _MAY_BE_EMPTY)
    ]
    if hint is not None:
        chosen.append("hint")
    if len(chosen) > 1:
        raise ExposingError(f"export({', '.join(chosen)}): give one hint, not {len(chosen)}")
    if hint_string and hint is None:
        raise ExposingError(f"export(hint_string={hint_string!r}): say with hint= what it is for")
    if read_only and storage_only:
        raise ExposingError("export(read_only, storage_only): nothing would be left of it")
    is_type = isinstance(type_or_default, type) or typing.get_origin(type_or_default) is not None
    if not is_type and type_or_default is not REQUIRED:
        if default is not REQUIRED:
            raise ExposingError(
                f"export({type_or_default!r}, default={default!r}): give one default, or a type "
                "and a default"
            )
        type_or_default, default = REQUIRED, type_or_default
    usage = Usage.DEFAULT
    if read_only:
        usage = Usage.EDITOR | Usage.READ_ONLY
    elif storage_only:
        usage = Usage.STORAGE
    option = chosen[0] if chosen else ""
    told: tuple[int, str, set[Kind] | None] | None = None
    if hint is not None:
        told = (hint, hint_string, None)
    elif option:
        told = hint_of_option(option, options[option])
    return ExportMark(
        type_or_default,
        default,
        option,
        told,
        usage,
        group,
        subgroup,
        category,
        doc,
        caller_line(),
    )


_MAY_BE_EMPTY = ("range", "enum", "flags", "suggestions")  # where empty is a mistake to report


def export_tool_button(text: str, icon: str = "") -> Callable[[_F], _F]:
    """Above a method of a tool script: a button of the inspector that calls it.

    ``icon`` is one of the editor's own, such as ``"Reload"``. To the engine, and in Python, the
    button of the method ``bake`` is the property ``bake_button``. Raises :class:`ExposingError`.
    """
    if not text or not isinstance(text, str) or "," in text + icon:
        raise ExposingError(
            f"@export_tool_button({text!r}, {icon!r}): expected a text, and perhaps the name of an "
            "icon, without commas"
        )
    hint = (Hint.TOOL_BUTTON, f"{text},{icon}" if icon else text, None)
    usage, line = Usage.EDITOR | Usage.READ_ONLY, caller_line()

    def mark(function: _F) -> _F:
        if not hasattr(function, "__code__"):
            raise ExposingError(f"@export_tool_button stands above a method, not {function!r}")
        function.__godot_button__ = ExportMark(  # type: ignore[attr-defined]
            Callable, None, "", hint, usage, None, None, None, function.__doc__ or "", line
        )
        return function

    return mark


def export_category(name: str) -> None:
    """In the class's body: what is exported from here on stands under this heading."""
    _begin(GroupMark(0, name, ""))


def export_group(name: str, prefix: str = "") -> None:
    """In the class's body: what is exported from here on is in this group of the inspector.

    The names there are shown without ``prefix``. An empty name ends the group.
    """
    _begin(GroupMark(1, name, prefix))


def export_subgroup(name: str, prefix: str = "") -> None:
    """In the class's body: a group within the group."""
    _begin(GroupMark(2, name, prefix))


def _begin(mark: GroupMark) -> None:
    body = sys._getframe(2).f_locals
    if "__qualname__" not in body or "__module__" not in body:
        raise ExposingError(
            f"the group {mark.name!r}: call export_group() and its relatives in the body of a class"
        )
    body[f"__godot_group_{len(body)}"] = mark


# ---- reading a mark ------------------------------------------------------------------------------


def property_spec(place: str, name: str, mark: ExportMark, annotation: Any) -> PropertySpec:
    """The spec of a property; group and category are those of the mark alone.

    Args:
        place: Class and property, for errors.
        name: The property's name.
        mark: What ``export()`` was told.
        annotation: The attribute's, or the getter's; ``REQUIRED`` without one.
    """
    given = annotation
    if given is REQUIRED or type_ref(given).kind is Kind.VARIANT:
        if mark.given is not REQUIRED:
            given = mark.given
        elif mark.default is not REQUIRED and mark.default is not None:
            given = type(mark.default)
        elif given is REQUIRED:
            given = Any
    reference = type_ref(given)
    default = mark.default
    if default is REQUIRED or (default is None and reference.kind not in _MAY_BE_NONE):
        default = zero(reference, given)
    default = _fitting(place, given, reference, default)
    hint, text = _hint(place, mark, given, reference)
    usage = mark.usage
    if reference.kind is Kind.VARIANT:
        usage |= Usage.NIL_IS_VARIANT
    return PropertySpec(
        name,
        reference,
        default,
        hint,
        text,
        usage,
        read_only=bool(usage & Usage.READ_ONLY),
        doc=mark.doc,
        line=mark.line,
        annotation=given,
    )


# Python's own types that stand for one of the engine's.
_TAKEN = {(Kind.STRING, Kind.STRING_NAME), (Kind.STRING, Kind.NODE_PATH)}
_TAKEN |= {(Kind.ARRAY, kind) for kind in Kind if kind.name.startswith("PACKED")}
_MAY_BE_NONE = (Kind.OBJECT, Kind.VARIANT)


def _fitting(place: str, given: Any, reference: TypeRef, default: Any) -> Any:
    """The default as it is kept."""
    if default is None:
        return None
    if reference.kind is Kind.FLOAT and isinstance(default, int) and not isinstance(default, bool):
        return float(default)
    found = type_ref(type(default)).kind
    is_face = isinstance(given, type) and hasattr(given, "__variant_type__")
    if is_face and (found, reference.kind) in _TAKEN:
        return given(default)
    if Kind.VARIANT not in (reference.kind, found) and found is not reference.kind:
        raise ExposingError(
            f"{place}: the default {default!r} is no {reference.kind.name}; "
            "change the type or the default"
        )
    return default


def _hint(place: str, mark: ExportMark, given: Any, reference: TypeRef) -> tuple[int, str]:
    if mark.hint is None:
        found = hint_of_type(given)
        if reference.kind is Kind.OBJECT and found == NO_HINT:
            raise ExposingError(
                f"{place}: the inspector edits nodes and resources, but {reference.class_name} is "
                "neither; export one of these, or leave it a plain attribute"
            )
        return found
    hint, text, kinds = mark.hint
    if kinds is None:
        return hint, text
    kind = reference.kind
    element = element_kinds(given, kind)
    if element is not None and element in kinds and kind not in kinds:
        return Hint.TYPE_STRING, nested(element, hint, text)
    if kind not in kinds:
        names = ", ".join(sorted(one.name for one in kinds))
        raise ExposingError(
            f"{place}: {mark.option}= goes with {names}, and this is {kind.name}; change the type"
        )
    return hint, text


_ZEROS: dict[Kind, Any] = {Kind.BOOL: False, Kind.INT: 0, Kind.FLOAT: 0.0, Kind.STRING: ""}


def zero(reference: TypeRef, annotation: Any) -> Any:
    """What a property is when nothing was said: the empty value of its type."""
    if isinstance(annotation, type):
        if issubclass(annotation, enums.Enum):
            if issubclass(annotation, enums.Flag):
                return annotation(0)
            return next(iter(annotation), None)
        if hasattr(annotation, "__variant_type__"):
            return annotation()
    if reference.kind is Kind.ARRAY:
        return []
    if reference.kind is Kind.DICTIONARY:
        return {}
    if reference.kind is Kind.PACKED_BYTE_ARRAY:
        return b""
    return _ZEROS.get(reference.kind)
