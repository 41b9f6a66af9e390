"""Whatever a file becomes, after a reload its module is what a fresh import would have made."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from memory_project import Project

from godot.scripting import modules, reloading

NAMES = st.sampled_from("ABCD")
NUMBERS = st.integers(0, 9)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A module with constants, functions and classes, which build on each other."""
    lines: list[str] = ["import enum"]
    classes: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        kind, name, number = draw(st.sampled_from("nfcce")), draw(NAMES), draw(NUMBERS)
        if name in classes and kind != "c":
            continue  # what is derived from must stay a class
        if kind == "n":
            lines.append(f"{name} = {number}")
        elif kind == "f":
            lines.append(f"def {name}(x={number}): return x")
        elif kind == "e":
            members = draw(st.dictionaries(st.sampled_from("XYZ"), NUMBERS, min_size=1))
            lines.append(f"class {name}(enum.Enum):")
            lines += [f"    {member} = {value}" for member, value in members.items()]
        elif name not in classes:
            bases = draw(st.lists(st.sampled_from(classes), max_size=1)) if classes else []
            attributes = draw(st.dictionaries(st.sampled_from("xyz"), NUMBERS, max_size=3))
            lines.append(f"class {name}({', '.join(bases)}):")
            lines += [f"    {key} = {value}" for key, value in attributes.items()]
            lines.append(f"    def f(self): return {number}, __class__.__name__")
            if draw(st.booleans()):
                lines.append("    class Inner:\n        def g(self): return 'inner'")
            if bases and draw(st.booleans()):
                lines.append(f"    def g(self): return super().f(), {number}")
            classes.append(name)
    return "\n".join(lines) + "\n"


def shape(module: Any) -> dict[str, Any]:
    """What is to be seen of a module."""
    found: dict[str, Any] = {}
    for name in "ABCD":
        value = getattr(module, name, None)
        if isinstance(value, type):
            found[name] = [base.__name__ for base in value.__mro__]
            if "_member_map_" in vars(value):
                found[name] += [(member.name, member.value) for member in value]  # type: ignore[attr-defined]
                continue
            one = value()
            found[name] += [getattr(one, key, None) for key in "xyz"]
            found[name] += [getattr(one, key)() for key in "fg" if hasattr(one, key)]
            found[name].append(hasattr(value, "Inner") and value.Inner().g())
        else:
            found[name] = value() if callable(value) else value
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(texts(), min_size=2, max_size=4), st.booleans())
@example(
    [f"import enum\nclass A(enum.Enum):\n    {members}\n" for members in ("X = 0", "Y = X = 0")],
    False,
)
def test_as_a_fresh_import(versions: list[str], fails_between: bool) -> None:
    """And a version that fails in between changes nothing."""
    project = Project()
    modules.install(project, project.report, project.warnings.append)
    try:
        project.write(m=versions[0])
        m: Any = modules.load_module("res://m.py")
        for number, text in enumerate(versions[1:]):
            before = shape(m)
            olds = [value() for value in vars(m).values() if is_plain_class(value)]
            if fails_between:
                project.write(m=text + "1 / 0\n")
                assert reloading.reload("res://m.py").broken
                assert shape(m) == before
            project.write(m=text, **{f"fresh{number}": text})
            assert not reloading.reload("res://m.py").broken, project.reports
            assert shape(m) == shape(modules.load_module(f"res://fresh{number}.py"))
            for old in olds:
                now = getattr(m, type(old).__name__, None)
                if is_plain_class(now) and not project.warnings:
                    assert type(old) is now
            project.warnings.clear()
    finally:
        modules.uninstall()


def is_plain_class(value: Any) -> bool:
    """Whether it is a class of the module that can be instantiated."""
    return isinstance(value, type) and value.__module__ == "m" and "_member_map_" not in vars(value)
