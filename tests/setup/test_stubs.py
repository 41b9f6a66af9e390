"""The stubs of the engine's API: what they say, and what type checkers make of them."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_stubs
from engine_stubs.functions import names_of
from engine_stubs.names import Names, default_text, python_name
from engine_stubs.texts import docstring
from godot import exposing
from native_parts import ENGINE_DUMPS, PARTS

ROOT = Path(__file__).resolve().parents[2]
(STUB,) = (ROOT / part.target for part in PARTS if part.name == "stubs")
USAGES = ROOT / "tests" / "typing"
DEMO = ROOT / "godot_project"
GAME = ROOT / "tests" / "engine" / "examples" / "coins"  # the first game of the documentation

Class = ast.ClassDef
Function = ast.FunctionDef


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    """The engine's description that the build took."""
    text = (ROOT / ENGINE_DUMPS / "extension_api.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """The built stub, parsed, by file name."""
    found = {
        path.name: ast.parse(path.read_text(encoding="utf-8")) for path in STUB.parent.glob("*.pyi")
    }
    assert found, f"{STUB} is missing: run 'python3 dev.py build'"
    return found


@pytest.fixture(scope="module")
def classes(modules: dict[str, ast.Module]) -> dict[str, Class]:
    """The classes of the stub by name."""
    return {
        node.name: node
        for module in modules.values()
        for node in module.body
        if isinstance(node, Class)
    }


# ---- completeness --------------------------------------------------------------------------------


def _members(node: Class) -> dict[str, ast.stmt]:
    """What a class says by name; of overloads the last, of a property the getter."""
    found: dict[str, ast.stmt] = {}
    for item in node.body:
        if isinstance(item, Function):
            if not any("setter" in ast.unparse(one) for one in item.decorator_list):
                found[item.name] = item
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            found[item.target.id] = item
        elif isinstance(item, Class):
            found[item.name] = item
    return found


def _parameters(function: Function) -> tuple[list[str], int, bool]:
    """Names without self, how many have defaults, and whether any number more is taken."""
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    is_static = any(ast.unparse(one) == "staticmethod" for one in function.decorator_list)
    return names[0 if is_static else 1 :], len(arguments.defaults), arguments.vararg is not None


def _described_parameters(method: dict[str, Any]) -> tuple[list[str], int, bool]:
    arguments = method.get("arguments", [])
    return (
        [python_name(argument["name"]) for argument in arguments],
        sum("default_value" in argument for argument in arguments),
        method["is_vararg"],
    )


def test_every_class_is_whole(api: dict[str, Any], classes: dict[str, Class]) -> None:
    """Each class has its base, methods with their parameters, properties, signals and constants."""
    names = Names(api)
    for described in api["classes"]:
        node = classes[names.of_class(described["name"])]
        base = described.get("inherits")
        assert [ast.unparse(one) for one in node.bases] == ([names.of_class(base)] if base else [])
        members = _members(node)
        for method in described.get("methods", []):
            function = members[python_name(method["name"])]
            assert isinstance(function, Function)
            found = _parameters(function)
            assert found == _described_parameters(method), f"{node.name}.{function.name}"
        for part in ("properties", "signals", "constants"):
            for item in described.get(part, []):
                assert python_name(item["name"]) in members, f"{node.name}.{item['name']}"
        for values in described.get("enums", []):
            inner = members[values["name"]]
            assert isinstance(inner, Class)
            bases = ["IntFlag" if values["is_bitfield"] else "IntEnum"]
            assert [ast.unparse(one) for one in inner.bases] == bases
            written = [ast.unparse(one) for one in inner.body if isinstance(one, ast.Assign)]
            assert written == [f"{one['name']} = {one['value']}" for one in values["values"]]
            assert {one["name"] for one in values["values"]} <= set(members)


def test_every_builtin_type_is_whole(api: dict[str, Any], classes: dict[str, Class]) -> None:
    """Each builtin type has the engine's methods, members and constants."""
    python_s_own = {"Nil", "bool", "int", "float", "String", "StringName", "NodePath"}
    for described in api["builtin_classes"]:
        if described["name"] in python_s_own:
            continue
        node = classes[described["name"]]
        members = _members(node)
        for base in node.bases:
            shared = classes.get(ast.unparse(base).partition("[")[0])
            while shared is not None:
                members = _members(shared) | members
                inner = [ast.unparse(one).partition("[")[0] for one in shared.bases]
                shared = next((classes[one] for one in inner if one in classes), None)
        for part in ("methods", "members", "constants", "enums"):
            for item in described.get(part, []):
                # What Python's own list and dict have comes with the abstract classes.
                assert python_name(item["name"]) in members, f"{node.name}.{item['name']}"


def test_module_has_every_name(api: dict[str, Any], modules: dict[str, ast.Module]) -> None:
    """All global names can be imported from the stub, and * hides none of Python's."""
    face = modules["__init__.pyi"]
    imported = {
        alias.asname
        for node in face.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(names_of(api)) <= imported
    (public,) = (node.value for node in face.body if isinstance(node, ast.Assign))
    star = set(ast.literal_eval(public))
    assert {"Node", "Vector2", "OK", "lerp", "Input", "export", "load"} <= star <= imported
    assert not {"print", "str", "abs", "max", "round"} & star


def test_texts(classes: dict[str, Class]) -> None:
    """Classes, methods and properties have the engine's texts, without its markup."""
    node = classes["Node"]
    members = _members(node)
    add_child = members["add_child"]
    assert isinstance(add_child, Function)
    text = ast.get_docstring(add_child) or ""
    assert text.startswith("Adds a child ``node``.")
    assert "[method" not in text and "[code" not in text
    assert "scene objects" in (ast.get_docstring(node) or "")
    body = node.body
    place = body.index(members["tree_entered"])
    after = body[place + 1]
    assert isinstance(after, ast.Expr) and "enters the tree" in ast.unparse(after)


@pytest.mark.parametrize(
    "name",
    [
        *("exposed", "method", "constant", "export", "export_category", "export_group"),
        *("export_subgroup", "export_tool_button"),
    ],
)
def test_decorators_take_what_the_stub_says(modules: dict[str, ast.Module], name: str) -> None:
    """What is written by hand has the parameters of the room's own functions."""
    said: dict[str, str] = {}
    for node in modules["_room.pyi"].body:
        if isinstance(node, Function) and node.name == name:
            arguments = node.args
            last = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
            said |= dict.fromkeys([*last, *(one.arg for one in arguments.kwonlyargs)], "")
    found = inspect.signature(getattr(exposing, name)).parameters
    assert set(said) == set(found)


# ---- parts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("true", "True"),
        ("null", "None"),
        ("-1", "-1"),
        ("1e-05", "1e-05"),
        ('"a b"', '"a b"'),
        ('&"Master"', '"Master"'),
        ('"•"', "..."),
        ("Vector2(0, 0)", "..."),
        ("[]", "..."),
    ],
)
def test_defaults(written: str, shown: str) -> None:
    """Defaults that Python writes too are shown."""
    assert default_text(written) == shown


@pytest.mark.parametrize(
    ("described", "given_", "taken"),
    [
        ("", "None", "None"),
        ("Variant", "Any", "Any"),
        ("String", "_str", "_str"),
        ("StringName", "StringName", "_str"),
        ("enum::Node.ProcessMode", "int", "int"),
        ("Node", "_SomeNode", "Node | None"),
        ("Node2D", "Node2D", "Node2D | None"),
        ("Input", "_Input", "_Input | None"),
        ("Array", "Array[Any]", "Sequence[Any]"),
        ("typedarray::Node", "Array[Node]", "Sequence[Node]"),
        ("typedarray::24/17:Font", "Array[Font]", "Sequence[Font]"),
        ("typedarray::StringName", "Array[StringName]", "Sequence[_str]"),
        ("typeddictionary::int;String", "Dictionary[int, _str]", "Mapping[int, _str]"),
        ("BaseMaterial3D,ShaderMaterial", *["BaseMaterial3D | ShaderMaterial"] * 2),
        ("Mesh,-PlaneMesh", "Mesh", "Mesh | None"),
        ("const uint8_t*", "int", "int"),
    ],
)
def test_types(api: dict[str, Any], described: str, given_: str, taken: str) -> None:
    """A type where it is given and where it is taken."""
    names = Names(api)
    assert names.given(described) == given_
    assert names.taken(described).removesuffix(" | None") == taken.removesuffix(" | None")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t")))
def test_docstrings_are_python(text: str) -> None:
    """Whatever a text has in it, the stub stays Python."""
    lines = list(docstring(text, "    "))
    tree = ast.parse("\n".join(["def f():", *lines, "    ..."]))
    assert isinstance(tree.body[0], Function)
    assert len(tree.body) == 1 and len(tree.body[0].body) == (2 if lines else 1)


def test_unknown_place_in_the_room() -> None:
    """The places in the part written by hand are all filled."""
    room = build_stubs.ROOM.read_text(encoding="utf-8")
    places = [line for line in room.splitlines() if build_stubs.place_in(line)]
    assert [line.strip() for line in places] == [
        "# ENGINE String",
        "# ENGINE StringName",
        "# ENGINE NodePath",
        "# ENGINE Callable",
        "# ENGINE Signal",
        "# ENGINE Array",
        "# ENGINE Dictionary",
        "# PACKED",
    ]


# ---- type checkers -------------------------------------------------------------------------------


def _usages() -> list[Path]:
    demo = [*(DEMO / "in_python").rglob("*.py"), *(DEMO / "python").rglob("*.py")]
    return sorted([*USAGES.glob("*/*.py"), *demo, *GAME.glob("*.py")])


def _marked(path: Path) -> set[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if "# error: " in line}


def _compare(found: Iterator[tuple[Path, int, str]], paths: list[Path]) -> None:
    """Fails unless exactly the marked lines have errors."""
    errors: dict[Path, dict[int, str]] = {}
    for path, line, text in found:
        errors.setdefault(path.resolve(), {})[line] = text
    wrong = []
    for path in paths:
        told, marked = errors.pop(path, {}), _marked(path)
        wrong += [f"{path}:{line}: {told[line]}" for line in sorted(told.keys() - marked)]
        wrong += [f"{path}:{line}: was accepted" for line in sorted(marked - told.keys())]
    wrong += [f"{path}: {told}" for path, told in errors.items()]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_mypy(tmp_path: Path) -> None:
    """In strict mode mypy accepts stubs, demo and right lines, and refuses the wrong ones."""
    found_in = [STUB.parents[1], ROOT / "python_src", DEMO, GAME, USAGES]
    (tmp_path / "mypy.ini").write_text(
        "[mypy]\n"
        "strict = true\n"
        "python_version = 3.11\n"
        "explicit_package_bases = true\n"
        f"mypy_path = {os.pathsep.join(map(str, found_in))}\n"
        f"cache_dir = {tmp_path / 'cache'}\n"
        "[mypy-steamworks.*,cffi.*,_cffi_backend.*]\n"  # checked by itself, with other settings
        "follow_imports = silent\n"
        "ignore_missing_imports = true\n"
    )
    paths = _usages()
    command = [sys.executable, "-m", "mypy", "--config-file", str(tmp_path / "mypy.ini")]
    done = subprocess.run(
        [*command, *map(str, [*STUB.parent.glob("*.pyi"), *paths])],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    pattern = re.compile(r"^(.+?):(\d+): error: (.*)$", re.MULTILINE)
    found = ((tmp_path / one[1], int(one[2]), one[3]) for one in pattern.finditer(done.stdout))
    # The example of the contract is written without all the annotations that strict mode wants.
    left_out = ("[no-untyped-def]", "[type-arg]")
    kept = (
        one
        for one in found
        if one[0].name != "contract_example.py" or not one[2].endswith(left_out)
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    _compare(kept, paths)


@pytest.mark.slow
def test_pyright(tmp_path: Path) -> None:
    """Pyright accepts stubs, demo and right lines, and refuses the wrong ones."""
    paths = _usages()
    config = {
        "include": [os.path.relpath(path, tmp_path) for path in [*paths, STUB.parent]],
        "extraPaths": [str(path) for path in (STUB.parents[1], ROOT / "python_src", DEMO, GAME)],
        "pythonVersion": "3.11",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--project", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        # It would ask the network whether there is a newer one.
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["summary"]["filesAnalyzed"] >= len(paths)
    found = (
        (Path(one["file"]), one["range"]["start"]["line"] + 1, one["message"])
        for one in told["generalDiagnostics"]
        if one["severity"] == "error"
    )
    _compare(found, paths)


@pytest.mark.slow
def test_settings_of_the_documentation(tmp_path: Path) -> None:
    """With the settings that the page on scripting gives, a project's scripts are checked."""
    page = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
    (settings,) = re.findall(
        r"^```toml\n(\[tool\.pyright\].*?)^```", page, re.DOTALL | re.MULTILINE
    )
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "addons").symlink_to(ROOT / "addons")
    (tmp_path / "player.py").write_text(
        "from godot import Node, exposed\n"
        "from godot_steamworks.node import Steamworks\n"
        "from steamworks.shapes import OverlayStatus\n"
        "\n"
        "\n"
        "@exposed\n"
        "class Player(Node):\n"
        "    def _ready(self) -> None:\n"
        '        steam: Steamworks = self.get_node("Steamworks")\n'
        "        steam.overlayStatus.connect(self.on_overlay)\n"
        "        steam.no_such_method()\n"
        "\n"
        "    def on_overlay(self, event: OverlayStatus) -> None:\n"
        '        print(event["phase"])\n'
    )
    for command in (["mypy", "--strict", "."], ["pyright"]):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        )
        told = re.findall(r"^.*error.*$", done.stdout, re.MULTILINE)
        assert len(told) == 2 and "no_such_method" in told[0] and "1 error" in told[1], done.stdout
