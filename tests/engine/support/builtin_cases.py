"""Cases of the conformance sweep over builtin types, from the engine's own description.

Each case is a few lines of code that are the same in GDScript and in Python, but for ``var``. What
the lines are about is written ``TYPE: what``, as in the engine's help. Inputs are random, within
what the engine takes without an error.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

OWN_OF_PYTHON = {"Nil", "bool", "int", "float", "String", "StringName"}
"""Types that are Python's own, so that their operators and methods are Python's too."""

_TEXTS = {"String", "StringName"}

LEFT_OUT = {
    "bool: in Array": "True is 1 in Python, but not in the engine",
    "float: in PackedByteArray": "the engine cuts the number to a whole one before it looks",
    "float: in PackedInt32Array": "the engine cuts the number to a whole one before it looks",
    "float: in PackedInt64Array": "the engine cuts the number to a whole one before it looks",
    "Callable: rpc()": "calls other computers, of which there are none",
    "Callable: rpc_id()": "calls other computers, of which there are none",
}
"""What is compared with nothing, and why. Beside it stands what is of :data:`OWN_OF_PYTHON`."""

# Of containers: as those of a list and a dict, these take no keywords, and some give nothing.
_AS_IN_PYTHON = {"append", "append_array", "count", "get", "insert", "push_back"}
_GIVE_NOTHING = {"append", "insert", "push_back"}

_UNIT = {
    "Vector2": "Vector2(0.6, 0.8)",
    "Vector3": "Vector3(0.6, 0.0, 0.8)",
}
# Arguments that have to be of length one.
_NEED_UNIT = {"axis", "n", "line", "normal"}
_BYTES = ", ".join(str(7 * number % 251) for number in range(48))
_PERSPECTIVE = "Projection.create_perspective(60.5, 1.5, 0.25, 100.0)"

# What the general rules would get wrong: the value, and the arguments in each case.
_SPECIAL: dict[tuple[str, str], tuple[str, list[str]]] = {
    ("Array", "pick_random"): ("Array([5])", [""]),
    ("Array", "shuffle"): ("Array([5])", [""]),
    ("Array", "sort_custom"): ("Array([3, 1, 2])", ['Callable(node, "is_less")']),
    ("Array", "bsearch_custom"): ("Array([1, 3, 5])", ['3, Callable(node, "is_less")']),
    ("Array", "find_custom"): ("Array([1, 7, 9])", ['Callable(node, "is_big")']),
    ("Array", "rfind_custom"): ("Array([1, 7, 9])", ['Callable(node, "is_big")']),
    ("Array", "filter"): ("Array([1, 7, 9])", ['Callable(node, "is_big")']),
    ("Array", "any"): ("Array([1, 7, 9])", ['Callable(node, "is_big")']),
    ("Array", "all"): ("Array([1, 7, 9])", ['Callable(node, "is_big")']),
    ("Array", "map"): ("Array([1, 7, 9])", ['Callable(node, "double")']),
    ("Array", "reduce"): (
        "Array([1, 7, 9])",
        ['Callable(node, "add")', 'Callable(node, "add"), 5'],
    ),
    ("Array", "get_typed_class_name"): ('Array([], 24, StringName("Node"), null)', [""]),
    ("Basis", "slerp"): ("Basis(Vector3(0.6, 0.0, 0.8), 0.5)", ["Basis.IDENTITY, 0.25"]),
    ("Color", "hex"): ("", ["4283782485"]),
    ("Color", "hex64"): ("", ["1229782938247303441"]),
    ("Color", "html"): ("", ['"#ff8040"', '"abc8"']),
    ("Color", "html_is_valid"): ("", ['"#ff8040"', '"none"']),
    ("Color", "from_string"): ("", ['"red", Color()', '"none", Color(1, 2, 3)']),
    ("Callable", "create"): ("", ['node, "double"', '{"double": 1}, "size"']),
    ("Callable", "call"): ('Callable(node, "double")', ["4"]),
    ("Callable", "callv"): ('Callable(node, "double")', ["[4]"]),
    ("Callable", "call_deferred"): ('Callable(node, "double")', ["4"]),
    ("Callable", "bind"): ('Callable(node, "add")', ["4", "4, 5"]),
    ("Callable", "bindv"): ('Callable(node, "add")', ["[4]"]),
    ("Dictionary", "get_typed_key_class_name"): ("Dictionary()", [""]),
    ("Dictionary", "recursive_equal"): ('Dictionary({"a": 1})', ['{"a": 1}, 5']),
    ("NodePath", "get_name"): ('NodePath("a/b:c:d")', ["1"]),
    ("NodePath", "get_subname"): ('NodePath("a/b:c:d")', ["1"]),
    ("NodePath", "slice"): ('NodePath("a/b:c")', ["0, 2", "1", "-2, -1"]),
    ("PackedByteArray", "get_string_from_ascii"): ("PackedByteArray([97, 98])", [""]),
    ("PackedByteArray", "get_string_from_utf8"): ("PackedByteArray([195, 169])", [""]),
    ("PackedByteArray", "get_string_from_utf16"): ("PackedByteArray([97, 0])", [""]),
    ("PackedByteArray", "get_string_from_utf32"): ("PackedByteArray([97, 0, 0, 0])", [""]),
    ("PackedByteArray", "get_string_from_wchar"): ("PackedByteArray([97, 0, 0, 0])", [""]),
    ("PackedByteArray", "get_string_from_multibyte_char"): ("PackedByteArray([97])", ["", '""']),
    ("PackedByteArray", "compress"): (f"PackedByteArray([{_BYTES}])", ["", "1", "3"]),
    ("PackedByteArray", "decompress"): (
        f"PackedByteArray([{_BYTES}]).compress(1)",
        ["48, 1"],
    ),
    ("PackedByteArray", "decompress_dynamic"): (
        f"PackedByteArray([{_BYTES}]).compress(3)",
        ["-1, 3"],
    ),
    ("PackedByteArray", "decode_var"): ("PackedByteArray([2, 0, 0, 0, 9, 0, 0, 0])", ["0"]),
    ("PackedByteArray", "decode_var_size"): ("PackedByteArray([2, 0, 0, 0, 9, 0, 0, 0])", ["0"]),
    ("PackedByteArray", "has_encoded_var"): ("PackedByteArray([2, 0, 0, 0, 9, 0, 0, 0])", ["0"]),
    ("PackedByteArray", "encode_var"): (f"PackedByteArray([{_BYTES}])", ["0, Vector2(1.5, 2)"]),
    ("Projection", "create_for_hmd"): ("", ["1, 1.5, 6.0, 14.5, 4.0, 1.5, 0.25, 100.0"]),
    ("Projection", "create_perspective_hmd"): (
        "",
        ["60.0, 1.5, 0.25, 100.0, false, 2, 6.0, 3.0"],
    ),
    ("Quaternion", "spherical_cubic_interpolate"): (
        "Quaternion.IDENTITY",
        ["Quaternion(0.6, 0.0, 0.0, 0.8), Quaternion(0.0, 0.6, 0.0, 0.8), Quaternion(), 0.25"],
    ),
    ("String", "bin_to_int"): ('String("0b1010")', [""]),
    ("String", "c_unescape"): ('String("a\\\\n")', [""]),
    ("String", "chr"): ("", ["233"]),
    ("String", "hex_decode"): ('String("0aff")', [""]),
    ("String", "hex_to_int"): ('String("0xff")', [""]),
    ("String", "num"): ("", ["1.5", "3.14159, 2"]),
    ("String", "num_int64"): ("", ["255", "255, 16", "255, 16, true"]),
    ("String", "num_uint64"): ("", ["255", "255, 16", "255, 16, true"]),
    ("String", "get_slicec"): ('String("a,b,c")', ["44, 1"]),
    ("String", "replace_char"): ('String("abc")', ["97, 98"]),
    ("String", "replace_chars"): ('String("abc")', ['"ab", 99']),
    ("String", "remove_char"): ('String("abc")', ["97"]),
    ("String", "insert"): ('String("abc")', ['1, "d"']),
    ("String", "to_int"): ('String("-12")', [""]),
    ("String", "to_float"): ('String("-12.5")', [""]),
    ("String", "to_multibyte_char_buffer"): ('String("abc")', ["", '"UTF-8"']),
    ("String", "lpad"): ('String("abc")', ["5", '5, "-"']),
    ("String", "rpad"): ('String("abc")', ["5", '5, "-"']),
    ("String", "split_floats"): ('String("1.5,2,3")', ['","']),
    ("String", "unicode_at"): ('String("abc")', ["1"]),
    ("String", "uri_decode"): ('String("a%20b")', [""]),
    ("String", "uri_file_decode"): ('String("a%20b")', [""]),
    ("String", "xml_unescape"): ('String("&lt;a&gt;")', [""]),
    ("Signal", "connect"): ('Signal(node, "done")', ['Callable(node, "double")']),
    ("Signal", "disconnect"): ('Signal(node, "done")', ['Callable(node, "double")']),
    ("Signal", "is_connected"): ('Signal(node, "done")', ['Callable(node, "double")']),
    ("Signal", "emit"): ('Signal(node, "done")', ["", "4"]),
}
# Before and after what is done to a signal: it has to be as it was.
_AROUND: dict[tuple[str, str], tuple[str, str]] = {
    ("Signal", "connect"): ("", 's.disconnect(Callable(node, "double"))'),
    ("Signal", "disconnect"): ('s.connect(Callable(node, "double"))', ""),
}
_INDICES = {
    ("AABB", "get_endpoint"): 7,
    ("Projection", "get_projection_plane"): 5,
    ("Rect2", "grow_side"): 3,
    ("Rect2i", "grow_side"): 3,
    ("Basis", "get_euler"): 5,
    ("Basis", "from_euler"): 5,
    ("Quaternion", "get_euler"): 5,
}


@dataclass(frozen=True)
class Case:
    """Some code, and what it is about.

    Attributes:
        what: What is compared, as ``TYPE: member``.
        lines: The code; the last line is what it comes to.
        keywords: The code with the arguments' names, for Python, or nothing.
    """

    what: str
    lines: tuple[str, ...]
    keywords: tuple[str, ...] = ()


class _Values:
    """Random values as text that both languages read."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, low: float = -9, high: float = 9) -> str:
        """A number that is the same in 32 bits, and not zero."""
        return repr(self._random.randint(int(low * 8), int(high * 8)) / 8 or 0.5)

    def integer(self, low: int = 1, high: int = 9) -> str:
        return str(self._random.randint(low, high))

    def vector(self, size: int, suffix: str = "") -> str:
        if suffix:
            parts = [
                str(self._random.choice([-1, 1]) * self._random.randint(1, 9)) for _ in range(size)
            ]
        else:
            parts = [self.number() for _ in range(size)]
        return f"Vector{size}{suffix}({', '.join(parts)})"

    def of(self, kind: str) -> str:
        """A value of a type of the description."""
        number, vector = self.number, self.vector
        if kind.startswith(("enum::", "bitfield::")):
            return "1"
        if kind.startswith(("typedarray::", "typeddictionary::")):
            kind = "Array" if kind.startswith("typedarray") else "Dictionary"
        if kind.startswith("Vector"):
            return vector(int(kind[6]), kind[7:])
        if kind.startswith("Packed"):
            return self.packed(kind)
        match kind:
            case "bool":
                return self._random.choice(["true", "false"])
            case "int":
                return self.integer()
            case "float":
                return number()
            case "String":
                return self._random.choice(['"a"', '"two words"', '"é漢"'])
            case "StringName":
                return self._random.choice(['StringName("a")', 'StringName("b")'])
            case "NodePath":
                return self._random.choice(['NodePath("a/b:c")', 'NodePath("/root")'])
            case "Variant":
                return self.of(self._random.choice(["int", "float", "String", "Vector2", "Color"]))
            case "Object":
                return "node"
            case "Rect2":
                return f"Rect2({number()}, {number()}, {number(1)}, {number(1)})"
            case "Rect2i":
                return f"Rect2i({', '.join(self.integer() for _ in range(4))})"
            case "Transform2D":
                return f"Transform2D({number(0, 3)}, {vector(2)})"
            case "Plane":
                return f"Plane({_UNIT['Vector3']}, {number()})"
            case "Quaternion":
                return f"Quaternion({_UNIT['Vector3']}, {number(0, 3)})"
            case "AABB":
                return f"AABB({vector(3)}, Vector3({number(1)}, {number(1)}, {number(1)}))"
            case "Basis":
                return f"Basis({_UNIT['Vector3']}, {number(0, 3)})"
            case "Transform3D":
                return f"Transform3D({self.of('Basis')}, {vector(3)})"
            case "Projection":
                return _PERSPECTIVE
            case "Color":
                return f"Color({', '.join(self.number(0, 1) for _ in range(4))})"
            case "RID":
                return "RID()"
            case "Callable":
                return 'Callable(node, "double")'
            case "Signal":
                return 'Signal(node, "done")'
            case "Array":
                return f"Array([{', '.join(self.integer() for _ in range(4))}])"
            case "Dictionary":
                values = (self.integer(), number(), self.of("String"))
                return 'Dictionary({{"a": {}, "b": {}, 3: {}}})'.format(*values)
        raise NotImplementedError(f"there are no values of the type {kind!r} yet")

    def odd(self, kind: str) -> str | None:
        """A value at the borders of what there is; None for types that have no simple ones."""
        # Not 0.0 beside -0.0: GDScript takes equal constants of a function for one.
        reals = ["INF", "-INF", "NAN", "-0.0", "1e30", "-1e-30", "16777217.0"]
        whole = ["2147483647", "-2147483648", "0", "-1"]
        sizes = {"Color": 4, "Rect2": 4, "Rect2i": 4, "Plane": 4}
        size = int(kind[6]) if kind.startswith("Vector") else sizes.get(kind, 0)
        numbers = whole if kind.endswith("i") else reals
        parts = [self._random.choice(numbers) for _ in range(size)]
        return f"{kind}({', '.join(parts)})" if parts else None

    def text(self, kind: str) -> str:
        """A text as a value of the engine."""
        words = ["Some words_hereAnd", "a/b/../c.d.txt", "12.5", "<é 漢> & so on", "user://x y.png"]
        return f'{kind}("{self._random.choice(words)}")'

    def packed(self, kind: str) -> str:
        if kind == "PackedByteArray":
            return f"PackedByteArray([{_BYTES}])"
        element = kind.removeprefix("Packed").removesuffix("Array")
        if element.startswith(("Int", "Float")):
            element = element.rstrip("0123456789").lower()
        return f"{kind}([{', '.join(self.of(element) for _ in range(4))}])"

    def argument(self, owner: str, method: str, argument: dict[str, Any]) -> str:
        """A value for one argument of a method."""
        name, kind = argument["name"], argument["type"]
        if name in _NEED_UNIT and kind in _UNIT:
            return _UNIT[kind]
        if kind == "float" and name in {"weight", "t", "h", "s", "v", "l", "alpha", "amount"}:
            return self.number(0, 1)
        if kind == "float" and owner == "Projection":
            return {
                "z_near": "0.25",
                "z_far": "64.5",
                "fovy": "60.5",
                "right": "4.5",
                "top": "4.5",
            }.get(name, self.number(1, 3))
        if kind == "int" and (owner, method) in _INDICES:
            return self.integer(0, _INDICES[owner, method])
        if kind == "int" and (owner.startswith("Packed") or owner == "Array"):
            return {"from": "1", "step": "1", "end": "3"}.get(name, self.integer(0, 2))
        if kind == "Variant" and owner == "Array":
            return self.integer()
        if kind == "Variant" and owner == "Dictionary":
            return '"a"' if name == "key" else self.of("int")
        return self.of(kind)


def everything(description: dict[str, Any]) -> set[str]:
    """All that the engine's ``extension_api.json`` says of builtin types, by name."""
    return {what for builtin in description["builtin_classes"] for what in _all_of(builtin)}


def left_out_of(description: dict[str, Any]) -> dict[str, str]:
    """What the sweep leaves out, with the reason."""
    own = {
        what: _reason(what)
        for builtin in description["builtin_classes"]
        for what in _all_of(builtin)
        if builtin["name"] in OWN_OF_PYTHON and not _is_compared(what)
    }
    return own | LEFT_OUT


def _reason(what: str) -> str:
    is_text = what.startswith(("String: ", "StringName: ")) and what.endswith("()")
    return "a str has a method of that name" if is_text else "the type is Python's own"


def _operator_name(owner: str, operator: dict[str, Any]) -> str:
    name = operator["name"].removeprefix("unary")
    right = f" {operator['right_type']}" if "right_type" in operator else ""
    return f"{owner}: {name}{right}"


def _all_of(builtin: dict[str, Any]) -> Iterator[str]:
    """Everything that the description says of a type, by name."""
    owner = builtin["name"]
    for constructor in builtin["constructors"]:
        types = ", ".join(argument["type"] for argument in constructor.get("arguments", []))
        yield f"{owner}: {owner}({types})"
    for operator in builtin["operators"]:
        yield _operator_name(owner, operator)
    yield from (f"{owner}: {method['name']}()" for method in builtin.get("methods", []))
    yield from (f"{owner}: {member['name']}" for member in builtin.get("members", []))
    yield from (f"{owner}: {constant['name']}" for constant in builtin.get("constants", []))
    for enum in builtin.get("enums", []):
        yield from (f"{owner}: {value['name']}" for value in enum["values"])
    if "indexing_return_type" in builtin:
        yield f"{owner}: []"


def _is_compared(what: str) -> bool:
    """Of Python's own types: methods of text, and operators with a value of the engine."""
    owner, _, rest = what.partition(": ")
    operator, _, right = rest.partition(" ")
    if owner in _TEXTS and rest.endswith("()") and rest.removesuffix("()") != owner:
        return not hasattr(str, rest.removesuffix("()"))
    return (
        bool(right)
        and "(" not in rest
        and right not in OWN_OF_PYTHON | {"Variant", "Object", "NodePath"}
        and operator not in {"and", "or", "xor"}
        and not (owner in {"String", "StringName"} and operator == "%")
    )


def _constructors(builtin: dict[str, Any], values: _Values) -> Iterator[Case]:
    owner = builtin["name"]
    for constructor in builtin["constructors"]:
        arguments = constructor.get("arguments", [])
        types = ", ".join(argument["type"] for argument in arguments)
        what = f"{owner}: {owner}({types})"
        if owner in {"Array", "Dictionary"} and len(arguments) > 1:
            typed = '2, StringName(""), null'
            base = "[1, 2]" if owner == "Array" else f"{{1: 2}}, {typed}"
            yield Case(what, (f"{owner}({base}, {typed})",))
            continue
        for _ in range(3 if arguments else 1):
            texts = [values.argument(owner, owner, argument) for argument in arguments]
            if types.startswith("String") and owner == "Color":
                texts[0] = '"#ff8040"'
            if types == "Array" and owner.startswith("Packed"):
                texts[0] = f"Array({values.packed(owner).partition('(')[2]}"
            if types == "Object, StringName":
                texts[1] = '"done"'
            if types == "Basis" and owner == "Quaternion":
                texts[0] = f"Basis({_UNIT['Vector3']}, {values.number(0, 3)})"
            yield Case(what, (f"{owner}({', '.join(texts)})",))


def _operators(builtin: dict[str, Any], values: _Values) -> Iterator[Case]:
    owner = builtin["name"]
    for operator in builtin["operators"]:
        what, name = _operator_name(owner, operator), operator["name"]
        if what in LEFT_OUT or (owner in OWN_OF_PYTHON and not _is_compared(what)):
            continue
        kind = operator.get("right_type")
        pairs = [(_operand(owner, values), _operand(kind, values)) for _ in range(2)]
        same = _operand(owner, values)
        if kind == owner:
            pairs.append((same, same))
        elif name == "in" and kind in {"Array", "Dictionary"} and not _is_shared(owner):
            pairs.append((same, f"Array([{same}])" if kind == "Array" else f"{{{same}: 1}}"))
        divides = name in {"/", "%"} and owner.endswith("i")
        if (odd := values.odd(owner)) and not divides:
            other = values.odd(kind or "") or _operand(kind, values)
            pairs += [(odd, other), (odd, odd if kind == owner else other)]
        for left, right in pairs:
            if kind is None:
                yield Case(what, (f"var a = {left}", f"{name.removeprefix('unary')} a"))
            else:
                yield Case(what, (f"var a = {left}", f"var b = {right}", f"a {name} b"))


def _is_shared(kind: str) -> bool:
    """Whether a type is no key in Python, because it changes."""
    return kind.startswith(("Packed", "Array", "Dictionary"))


def _operand(kind: str | None, values: _Values) -> str:
    # Where the engine says Variant, it means null: the others stand by their own names.
    return "null" if kind in {None, "Nil", "Variant"} else values.of(kind or "")


def _methods(builtin: dict[str, Any], values: _Values) -> Iterator[Case]:
    owner = builtin["name"]
    for method in builtin.get("methods", []):
        name = method["name"]
        what = f"{owner}: {name}()"
        if what in LEFT_OUT or (owner in _TEXTS and not _is_compared(what)):
            continue
        described = method.get("arguments", [])
        required = [argument for argument in described if "default_value" not in argument]
        special = _SPECIAL.get((owner if owner != "StringName" else "String", name))
        if special and owner == "StringName":
            special = (special[0].replace("String(", "StringName("), special[1])
        texts = [
            [values.argument(owner, name, argument) for argument in taken]
            for taken in (described, described, required)
        ]
        calls = special[1] if special else [", ".join(items) for items in texts]
        for call, items in zip(calls, texts, strict=False):
            keywords = ""
            as_in_python = _is_shared(owner) and name in _AS_IN_PYTHON
            if not (special or as_in_python or method["is_vararg"]) and items:
                keywords = ", ".join(
                    f"{_python_name(argument['name'])}={text}"
                    for argument, text in zip(described, items, strict=False)
                )
            if method["is_static"]:
                yield Case(
                    what,
                    (f"{owner}.{name}({call})",),
                    (f"{owner}.{name}({keywords})",) if keywords else (),
                )
                continue
            value = special[0] if special else values.of(owner)
            if owner in _TEXTS and not special:
                value = values.text(owner)
            before, after = _AROUND.get((owner, name), ("", ""))
            gives = method.get("return_type") and not (as_in_python and name in _GIVE_NOTHING)
            result = "r = " if gives else ""
            lines = (
                *(("var s = " + value,) if before or after else ()),
                *((before,) if before else ()),
                f"var v = {value}",
                "var r = null",
                f"{result}v.{name}(%s)",
                *((after,) if after else ()),
                "[r, v]",
            )
            yield Case(
                what,
                tuple(line.replace("(%s)", f"({call})") for line in lines),
                tuple(line.replace("(%s)", f"({keywords})") for line in lines) if keywords else (),
            )


def _python_name(name: str) -> str:
    return name + "_" if name in {"from", "with", "in", "is"} else name


def _members(builtin: dict[str, Any], values: _Values) -> Iterator[Case]:
    owner = builtin["name"]
    for member in builtin.get("members", []):
        what = f"{owner}: {member['name']}"
        name = member["name"]
        yield Case(what, (f"{values.of(owner)}.{name}",))
        new = values.number(0, 1) if owner == "Color" else values.of(member["type"])
        if name.endswith("8"):
            new = values.integer(0, 255)
        yield Case(what, (f"var v = {values.of(owner)}", f"v.{name} = {new}", "v"))
    for constant in builtin.get("constants", []):
        yield Case(f"{owner}: {constant['name']}", (f"{owner}.{constant['name']}",))
    for enum in builtin.get("enums", []):
        for value in enum["values"]:
            yield Case(f"{owner}: {value['name']}", (f"{owner}.{value['name']}",))
    element = builtin.get("indexing_return_type")
    if element:
        key = '"a"' if owner == "Dictionary" else "1"
        yield Case(f"{owner}: []", (f"var v = {values.of(owner)}", f"v[{key}]"))
        new = values.of(element)
        yield Case(f"{owner}: []", (f"var v = {values.of(owner)}", f"v[{key}] = {new}", "v"))


def cases_of(description: dict[str, Any], seed: int) -> list[Case]:
    """All cases for the engine's ``extension_api.json``."""
    found: list[Case] = []
    for builtin in description["builtin_classes"]:
        values = _Values(seed)
        found += _operators(builtin, values)
        if builtin["name"] not in OWN_OF_PYTHON:
            found += _constructors(builtin, values)
        if builtin["name"] not in OWN_OF_PYTHON - _TEXTS:
            found += _methods(builtin, values)
        if builtin["name"] not in OWN_OF_PYTHON:
            found += _members(builtin, values)
    return found
