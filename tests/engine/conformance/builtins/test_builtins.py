"""Every builtin type's constructors, operators, members, methods and constants, compared.

The same code runs in GDScript and in Python, on the same random values, in one run of the engine;
what comes out has to be the same to the bit. What there is comes from the engine's own description
(``builtin_cases.py``), so nothing is forgotten; what is left out is listed there with its reason.
"""

from __future__ import annotations

import json
import re

import pytest
from builtin_cases import Case, cases_of, everything, left_out_of
from engine_game import ROOT, Game

SEED = 46

GDSCRIPT = """
extends "res://engine_test.gd"

signal done(value: Variant)


func double(value: Variant = 0) -> Variant:
	return value * 2


func add(a: Variant, b: Variant, _c: Variant = null) -> Variant:
	return a + b


func is_big(value: Variant) -> bool:
	return value > 5


func is_less(a: Variant, b: Variant) -> bool:
	return a < b


func _ready() -> void:
	var python: Node = ClassDB.instantiate("BuiltinCases")
	add_child(python)
	var script: GDScript = load("res://cases.gd")
	if script == null or not script.can_instantiate():
		return finish(1)
	var functions: Object = script.new(self)
	for index: int in python.count():
		var expected: Variant = functions.call("case_%d" % index)
		for got: Array in python.results(index, self):
			if got[0] != "":
				print("DIFFERS ", index, " raises ", got[0])
			elif not agree(got[1], expected):
				var texts := [index, var_to_str(got[1]), var_to_str(expected)]
				print("DIFFERS %d gives %s not %s" % texts)
			else:
				print("SAME ", index)
	functions.free()
	finish()


func agree(a: Variant, b: Variant) -> bool:
	if a == null and b == null: # also an object that is null
		return true
	if typeof(a) != typeof(b):
		return false
	match typeof(a):
		TYPE_CALLABLE, TYPE_SIGNAL, TYPE_OBJECT, TYPE_RID:
			return a == b
		TYPE_ARRAY:
			if a.size() != b.size() or not a.is_same_typed(b):
				return false
			for index: int in a.size():
				if not agree(a[index], b[index]):
					return false
			return true
		TYPE_DICTIONARY:
			var same_keys: bool = agree(a.keys(), b.keys()) and a.is_same_typed(b)
			return same_keys and agree(a.values(), b.values())
	return var_to_bytes(a) == var_to_bytes(b)
"""

PYTHON = '''
"""Runs the cases in Python."""

from godot import Node, exposed, registry
from godot._ffi import core

from .written import FUNCTIONS


@exposed(native=True)
class BuiltinCases(Node):
    def count(self) -> int:
        return len(FUNCTIONS)

    def results(self, index: int, node: Node) -> list:
        found = []
        for function in FUNCTIONS[index]:
            try:
                value = function(node)
                core.box(value)  # raises for what the engine cannot hold
                found.append(["", value])
            except Exception as error:
                found.append([f"{type(error).__name__}: {error}", None])
        return found


def register() -> None:
    registry.register(BuiltinCases)
'''


def gdscript_of(cases: list[Case]) -> str:
    """The cases as functions of a script."""
    parts = ["extends Object\nvar node: Node\nfunc _init(n: Node) -> void:\n\tnode = n\n"]
    for index, case in enumerate(cases):
        *lines, last = case.lines
        # Of no type, so that the language asks the value when it runs.
        body = "".join("\t" + re.sub(r"^var \w+", r"\g<0>: Variant", line) + "\n" for line in lines)
        parts.append(f"func case_{index}() -> Variant:\n{body}\treturn {last}\n")
    return "\n".join(parts)


def python_of(cases: list[Case], names: list[str]) -> str:
    """The same as functions of a module, each with its form with keyword arguments, if any."""
    parts = [
        f"from godot import INF, NAN, {', '.join(names)}\ntrue, false, null = True, False, None\n"
    ]
    table = []
    for index, case in enumerate(cases):
        functions = []
        for form, code in enumerate((case.lines, case.keywords)):
            if not code:
                continue
            *lines, last = (line.removeprefix("var ") for line in code)
            body = "".join(f"    {line}\n" for line in lines)
            name = f"case_{index}_{form}"
            parts.append(f"def {name}(node):\n{body}    return {last}\n")
            functions.append(name)
        table.append(f"[{', '.join(functions)}]")
    parts.append(f"FUNCTIONS = [{', '.join(table)}]\n")
    return "\n".join(parts)


@pytest.fixture
def description() -> dict[str, object]:
    """What the engine says of itself."""
    path = ROOT / "build" / "engine" / "extension_api.json"
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_python_agrees_with_gdscript(game: Game, description: dict[str, object]) -> None:
    """The same code on the same values gives the same in both languages, for all builtin types."""
    cases = cases_of(description, SEED)
    wanted, left_out = everything(description), left_out_of(description)
    count = len(wanted)
    names = sorted(
        {
            name
            for case in cases
            for line in case.lines
            for name in re.findall(r"\b[A-Z]\w*(?=[(.])", line)
        }
    )
    game.write("main.gd", GDSCRIPT)
    game.write("cases.gd", gdscript_of(cases))
    game.add_package(
        "builtin_sweep", {"__init__.py": PYTHON, "written.py": python_of(cases, names)}
    )
    run = game.run_script("main.gd")
    problems: dict[str, list[str]] = {}
    compared = set()
    for word, index, rest in re.findall(r"^(SAME|DIFFERS) (\d+)(.*)$", run.log, re.MULTILINE):
        case = cases[int(index)]
        compared.add(case.what)
        if word == "DIFFERS":
            problems.setdefault(case.what, []).append(f"{'; '.join(case.lines)}:{rest}")
    passed = len(compared - problems.keys())
    print(f"{passed} of {count} agree in {len(cases)} cases; {len(left_out)} are left out")
    listed = "\n".join(f"- {what}: {text}" for what, texts in problems.items() for text in texts)
    assert not problems, f"{len(problems)} of {count} differ:\n{listed}"
    forgotten = wanted - compared - left_out.keys()
    assert not forgotten, f"neither compared nor left out: {sorted(forgotten)}"
    assert not compared & left_out.keys(), "something is left out that can be compared"
