"""The stubs say what is there: every name at run time, and no other, with the same parameters."""

from __future__ import annotations

import ast
import keyword
import operator
from pathlib import Path
from typing import Any

import godot
from godot import values
from godot.api import engine_api

STUB = Path(godot.__file__).resolve().parents[2] / "addons/steamworks/python/typings/godot"


INNER = {"variant_type"}  # not for those who use the room


def parsed() -> dict[str, ast.ClassDef]:
    """The classes of the stub by name."""
    return {
        node.name: node
        for path in STUB.glob("_*.pyi")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }


CLASSES = parsed()
# What Python's own base classes of the stub's containers have.
ABSTRACT = {
    "MutableSequence": {"append", "clear", "extend", "index", "insert", "pop", "remove", "reverse"},
    "MutableMapping": {"get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"},
}


def own_members(node: ast.ClassDef) -> dict[str, ast.stmt]:
    """What a class of the stub says itself."""
    found: dict[str, ast.stmt] = {}
    for item in node.body:
        if isinstance(item, ast.FunctionDef | ast.ClassDef):
            found.setdefault(item.name, item)
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            found[item.target.id] = item
    return found


def members(name: str) -> dict[str, Any]:
    """What a class of the stub has, with its bases; public names and the engine's virtuals."""
    found: dict[str, Any] = {}
    for base in CLASSES[name].bases:
        of = ast.unparse(base).partition("[")[0]
        found |= members(of) if of in CLASSES else dict.fromkeys(ABSTRACT.get(of, ()))
    found |= own_members(CLASSES[name])
    return {key: value for key, value in found.items() if not key.startswith("__")}


def public(cls: type) -> set[str]:
    """The names of a class at run time."""
    # What is a keyword of Python is there with an underscore behind it as well.
    return {name for name in dir(cls) if not name.startswith("__")} - set(keyword.kwlist)


def test_global_names(node: Any) -> None:
    """All that can be imported, and no more."""
    face = ast.parse((STUB / "__init__.pyi").read_text(encoding="utf-8"))
    said = {
        alias.asname
        for item in face.body
        if isinstance(item, ast.ImportFrom)
        for alias in item.names
    }
    found = {name for name in dir(godot) if name.isidentifier()}
    assert found - said == set(), f"not in the stub: {sorted(found - said)}"
    assert said - found == set(), f"only in the stub: {sorted(map(str, said - found))}"


def class_at_run_time(name: str) -> Any:
    """The engine's class; of a singleton that of the object, None where there is none."""
    if name in engine_api().singletons:
        try:
            return type(getattr(godot, name))
        except AttributeError:
            return None
    return getattr(godot, name)


def test_members_of_classes(node: Any) -> None:
    """Every class has at run time what the stub says, and no more."""
    wrong = []
    for name in engine_api().class_names():
        cls = class_at_run_time(name)
        if cls is None:
            continue
        said, found = set(members(name if name in CLASSES else f"_{name}")), public(cls)
        for only, where in ((found - said, "not in the stub"), (said - found, "only in the stub")):
            if only:
                wrong.append(f"{name}: {where}: {sorted(only)}")
    assert not wrong, "\n".join(wrong[:40])


def test_members_of_builtin_types(node: Any) -> None:
    """Every builtin type has at run time what the stub says, and no more."""
    wrong = []
    for name in engine_api().builtins:
        if name not in CLASSES:
            continue
        cls = getattr(godot, name)
        said = set(members(name))
        # Of a text, dir() of an object has the engine's methods.
        found = set(dir(cls())) - set(dir(str)) if issubclass(cls, str) else public(cls)
        found = {one for one in found if not one.startswith("_")} - INNER
        for only, where in ((found - said, "not in the stub"), (said - found, "only in the stub")):
            if only:
                wrong.append(f"{name}: {where}: {sorted(only)}")
    assert not wrong, "\n".join(wrong)


def parameters(function: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters, without self."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    is_static = any(ast.unparse(one) == "staticmethod" for one in function.decorator_list)
    return names[0 if is_static else 1 :]


def test_parameters(node: Any) -> None:
    """Methods have at run time the parameters that the stub says."""
    wrong = []
    for name in engine_api().class_names():
        cls = class_at_run_time(name)
        if cls is None:
            continue
        for key, said in own_members(CLASSES[name if name in CLASSES else f"_{name}"]).items():
            if not isinstance(said, ast.FunctionDef) or said.decorator_list:
                continue
            arguments = getattr(vars(cls).get(key), "arguments", None)
            if arguments is None:
                continue
            found = [entry[0] for entry in arguments]
            if found != parameters(said):
                wrong.append(f"{name}.{key}: {parameters(said)} in the stub, {found} in the engine")
    assert not wrong, "\n".join(wrong[:40])


# ---- operators -----------------------------------------------------------------------------------

OPERATORS = {
    "__add__": operator.add,
    "__sub__": operator.sub,
    "__mul__": operator.mul,
    "__truediv__": operator.truediv,
    "__mod__": operator.mod,
    "__lt__": operator.lt,
    "__ge__": operator.ge,
}
VALUES = sorted(values.KINDS)


def sample(name: str) -> Any:
    """A value of a type, without a zero in it if that can be had."""
    if name in {"int", "float"}:
        return {"int": 1, "float": 1.0}[name]
    cls = getattr(godot, name)
    if name == "Quaternion":
        return cls()  # others are not of length one
    try:
        return cls(*[1] * len(cls.__match_args__))
    except TypeError:
        return cls()


def said_results() -> dict[tuple[str, str, str], str]:
    """The result of each pair of operands, as the stub says."""
    found = {}
    for name in VALUES:
        for item in CLASSES[name].body:
            if isinstance(item, ast.FunctionDef) and item.returns is not None:
                arguments = [*item.args.posonlyargs, *item.args.args]
                if len(arguments) == 2 and arguments[1].annotation is not None:
                    other = ast.unparse(arguments[1].annotation)
                    reflected = f"__{item.name[3:]}" if item.name.startswith("__r") else ""
                    pair = (other, reflected, name) if reflected in OPERATORS else None
                    found[pair or (name, item.name, other)] = ast.unparse(item.returns)
    return found


def test_operators(node: Any) -> None:
    """Operands have the results that the stub says; where it says none there is a TypeError."""
    said, wrong = said_results(), []
    names = [*VALUES, "int", "float"]
    pairs = [(left, right) for left in names for right in names if {left, right} & set(VALUES)]
    for left, right in pairs:
        for name, call in OPERATORS.items():
            try:
                found = type(call(sample(left), sample(right))).__name__
            except TypeError:
                found = None
            expected = said.get((left, name, right))
            if (left in {"int", "float"} or right == "int") and expected is None:
                expected = said.get((left, name, "float")) or said.get(("float", name, right))
            if left in {"int", "float"} and name in {"__lt__", "__ge__"}:
                continue
            if found != expected:
                wrong.append(f"{left} {name} {right}: {found}, and {expected} in the stub")
    assert not wrong, "\n".join(wrong[:40])
    for name in VALUES:
        has_items = "__getitem__" in own_members(CLASSES[name])
        assert has_items == hasattr(getattr(godot, name), "__getitem__"), name
