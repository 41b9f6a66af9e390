"""A file's new version: what changes in place, what follows, and what stays when it fails."""

from __future__ import annotations

import gc
import sys
import weakref
from typing import Any

import pytest
from memory_project import Project

from godot.scripting import modules, reloading


def load(name: str) -> Any:
    """A module of the project."""
    return modules.load_module(f"res://{name.replace('.', '/')}.py")


def reload(name: str) -> reloading.Reloaded:
    """Takes over the new version of a file."""
    return reloading.reload(f"res://{name.replace('.', '/')}.py")


def test_instances_get_the_new_methods(project: Project) -> None:
    """Changed, added and removed methods and attributes; what the instance has stays."""
    project.write(
        m="class A:\n    x = 1\n    gone = 2\n    def f(self): return 1\n    def old(self): ...\n"
    )
    m = load("m")
    cls, a = m.A, m.A()
    a.own = []
    bound, own = a.f, a.own
    project.write(
        m="class A:\n    'new'\n    x = 5\n    y = 6\n    def f(self): return 2\n"
        "    def g(self): return self.y\n"
    )
    assert reload("m").renewed == ("res://m.py",)
    assert m.A is cls and type(a) is cls and a.own is own
    assert (a.f(), a.g(), a.x, bound(), cls.__doc__) == (2, 6, 5, 2, "new")
    assert not hasattr(a, "gone") and not hasattr(cls, "old")
    assert project.news == ["res://m.py"] * 2 and not project.reports


def test_nothing_to_do(project: Project) -> None:
    """A file with the same text is not run again, unless it is forced."""
    project.write(m="x = []\n")
    m = load("m")
    x = m.x
    assert reload("m") == reloading.Reloaded() and m.x is x
    assert reloading.reload("res://m.py", force=True).renewed == ("res://m.py",)
    assert m.x is not x


def test_module_names_are_new(project: Project) -> None:
    """The module is the same object; its names are those of the new text, submodules stay."""
    project.write(m="old = 1\nboth = 1\ndef f(): return both\n", m__sub="")
    m, sub = load("m"), load("m.sub")
    f = m.f
    project.write(m="both = 2\ndef f(): return both\n")
    reload("m")
    assert sys.modules["m"] is m and m.both == 2 and not hasattr(m, "old") and m.sub is sub
    assert f() == 2 and m.f is f and m.__file__ == "res://m.py" and m.__name__ == "m"


def test_super_and_class(project: Project) -> None:
    """super() and __class__ work in new methods, also behind decorators and at import."""
    text = (
        "import functools\ndef deco(f):\n    @functools.wraps(f)\n    def g(*a): return f(*a)\n"
        "    return g\n"
        "class Base:\n    def f(self): return ['base', N]\n"
        "class A(Base):\n    @deco\n    def f(self): return [*super().f(), __class__]\n"
        "    @classmethod\n    def c(cls): return super().__new__(cls).f()\n"
        "at_import = A.c()\n"
    )
    project.write(m="N = 1\n" + text)
    m = load("m")
    cls, a = m.A, m.A()
    project.write(m="N = 2\n" + text)
    reload("m")
    assert a.f() == ["base", 2, cls] == cls.c() == m.at_import


def test_properties_static_and_class_methods(project: Project) -> None:
    """All kinds of attributes are the new ones."""
    text = (
        "class A:\n    @property\n    def p(self): return N\n    @p.setter\n"
        "    def p(self, value): self.set = value, N\n    @staticmethod\n    def s(): return N\n"
        "    @classmethod\n    def c(cls): return cls, N\n    l = lambda self: N\n"
    )
    project.write(m="N = 1\n" + text)
    m = load("m")
    a, cls, s, c = m.A(), m.A, m.A.s, m.A.c
    project.write(m="N = 2\n" + text.replace("return N", "return -N"))
    reload("m")
    a.p = 9
    assert (a.p, a.set, a.s(), a.c(), a.l()) == (-2, (9, 2), -2, (cls, 2), 2)
    assert s() == -2 and c() == (cls, 2)


def test_bases_change(project: Project) -> None:
    """A class gets another base; subclasses and instances follow."""
    project.write(
        m="class One:\n    n = 1\nclass Two:\n    n = 2\nclass A(One): pass\nclass B(A): pass\n"
    )
    m = load("m")
    b, one = m.B(), m.One
    project.write(
        m="class One:\n    n = 1\nclass Two:\n    n = 2\nclass A(Two): pass\nclass B(A): pass\n"
    )
    reload("m")
    assert b.n == 2 and isinstance(b, m.A) and m.A.__bases__ == (m.Two,)
    assert m.One is one and not issubclass(m.A, one)


def test_layout_that_cannot_change(project: Project) -> None:
    """With other slots there is a new class; what was made of the old one goes on."""
    project.write(m="class A:\n    __slots__ = ('x',)\n    def f(self): return 1\n")
    m = load("m")
    a = m.A()
    project.write(m="class A:\n    __slots__ = ('x', 'y')\n    def f(self): return 2\n")
    assert reload("m").renewed
    assert a.f() == 1 and m.A().f() == 2 and type(a) is not m.A
    assert "A cannot change so in place" in project.warnings[0]
    project.write(m="class A:\n    __slots__ = ('x', 'y')\n    def f(self): return 3\n")
    a = m.A()
    reload("m")
    assert a.f() == 3


def test_nested_classes(project: Project) -> None:
    """Classes within classes are changed in place as well."""
    project.write(m="class A:\n    class B:\n        def f(self): return 1\n")
    m = load("m")
    b, inner = m.A.B(), m.A.B
    project.write(m="class A:\n    class B:\n        def f(self): return 2\n")
    reload("m")
    assert b.f() == 2 and m.A.B is inner


def test_enums(project: Project) -> None:
    """Members that stay are the same objects, whatever else changes."""
    text = "import enum\nclass S(enum.Enum):\n    IDLE = 'i'\n    RUN = 'r'\n"
    project.write(m=text)
    m = load("m")
    enum_class, idle, run = m.S, m.S.IDLE, m.S.RUN
    project.write(m=text + "    def said(self): return self.name\n")
    reload("m")
    assert m.S is enum_class and m.S.IDLE is idle and idle.said() == "IDLE"
    project.write(m=text.replace("'r'", "'R'") + "    JUMP = 'j'\n    IDLING = 'i'\n")
    reload("m")
    assert list(m.S) == [idle, m.S.RUN, m.S.JUMP] and m.S("j") is m.S.JUMP
    assert m.S.RUN is not run and m.S.RUN.value == "R" and m.S.IDLING is idle
    assert isinstance(m.S.JUMP, enum_class) and m.S["JUMP"].name == "JUMP"
    project.write(m="import enum\nclass S(enum.Enum):\n    IDLE = 'i'\n")
    reload("m")
    assert list(m.S) == [idle] and not hasattr(m.S, "JUMP")


def test_int_enums_and_flags(project: Project) -> None:
    """Numbers with names too."""
    text = (
        "import enum\nclass I(enum.IntEnum):\n    A = 1\n"
        "class F(enum.Flag):\n    A = 1\n    B = 2\n"
    )
    project.write(m=text)
    m = load("m")
    a, both = m.I.A, m.F.A | m.F.B
    project.write(m=text + "    def f(self): return 1\n")
    reload("m")
    assert m.I.A is a and m.F.A | m.F.B is both and both.f() == 1
    project.write(m=text.replace("A = 1\nclass", "A = 1\n    B = 5\nclass") + "    C = 4\n")
    reload("m")
    assert m.I(5) is m.I.B and m.I.B + 1 == 6 and m.I.A is a and m.F.C | m.F.A


def test_dataclasses_and_abc(project: Project) -> None:
    """What decorators and metaclasses make is taken over."""
    text = (
        "import abc, dataclasses, typing\n@dataclasses.dataclass\nclass D:\n    x: int = 1\n"
        "class B(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\n"
        "class C(B):\n    def f(self): return 1\n"
        "class N(typing.NamedTuple):\n    a: int\n    def f(self): return 1\n"
    )
    project.write(m=text)
    m = load("m")
    d, c, n = m.D(), m.C(), m.N(3)
    project.write(
        m=text.replace("x: int = 1", "x: int = 1\n    y: int = 2").replace("return 1", "return 2")
    )
    reload("m")
    assert m.D(5) == m.D(5, 2) and d.x == 1 and isinstance(d, m.D) and c.f() == 2
    assert isinstance(c, m.B) and n.a == 3 and m.N(1).f() == 2
    with pytest.raises(TypeError):
        m.B()


def test_all_kinds_of_classes(project: Project) -> None:
    """Whatever a class is, a reload ends well, and the new one works."""
    text = (
        "import ctypes, typing, collections, dataclasses\n"
        "class S(ctypes.Structure):\n    _fields_ = [('x', ctypes.c_int)]\n"
        "class T(typing.TypedDict):\n    a: int\n"
        "class P(typing.Protocol):\n    def f(self) -> int: ...\n"
        "V = typing.TypeVar('V')\n"
        "class G(typing.Generic[V]):\n    def f(self) -> V: return N\n"
        "class E(ValueError):\n    n = N\n"
        "class L(list):\n    def f(self): return N\n"
        "@dataclasses.dataclass(slots=True, frozen=True)\nclass D:\n    a: int = N\n"
        "class M(type):\n    def f(cls): return N\n"
        "class C(metaclass=M):\n    pass\n"
        "Point = collections.namedtuple('Point', 'x y')\n"
    )
    project.write(m="N = 1\n" + text)
    m = load("m")
    g, e, items, cls = m.G(), m.E(), m.L([1]), m.C
    project.write(m="N = 2\n" + text)
    assert reload("m").renewed, project.reports
    assert m.S(5).x == 5 and m.T(a=1) == {"a": 1} and m.D().a == 2 and m.Point(1, 2).y == 2
    assert (g.f(), e.n, items.f(), cls.f()) == (2, 2, 2, 2)
    assert m.C is cls and isinstance(g, m.G) and m.G[int] and isinstance(e, ValueError)


def test_references_made_while_running(project: Project) -> None:
    """Annotations, defaults, containers and registries hold the class that everybody has."""
    text = (
        "registry = []\nby_name = {}\n"
        "class Base:\n    def __init_subclass__(cls):\n        registry.append(cls)\n"
        "        by_name[cls.__name__] = cls\n"
        "class A(Base):\n    def f(self, other: 'A' = None): return N\n"
        "def g(a: A, kind=A) -> A | None: return kind\n"
        "both = (A, Base)\n"
    )
    project.write(m="N = 1\n" + text)
    m = load("m")
    cls = m.A
    project.write(m="N = 2\n" + text)
    reload("m")
    assert m.registry == [cls] and m.by_name == {"A": cls} and m.both[0] is cls
    assert m.g.__annotations__["a"] is cls and m.g(None) is cls
    assert m.g.__annotations__["return"] == cls | None


def test_functions_in_flight(project: Project) -> None:
    """What runs goes on with the old code; the next call has the new one."""
    project.write(
        m="def f():\n    yield 1\n    yield 1\nclass A:\n    async def g(self): return 1\n"
    )
    m = load("m")
    running, coroutine = m.f(), m.A().g()
    next(running)
    project.write(m="def f():\n    yield 2\nclass A:\n    async def g(self): return 2\n")
    reload("m")
    assert next(running) == 1 and next(m.f()) == 2
    with pytest.raises(StopIteration) as stop:
        coroutine.send(None)
    assert stop.value.value == 1


@pytest.mark.parametrize("wrong", ["def f(:\n", "class A:\n    def f(self): return 2\n1 / 0\n"])
def test_failure_changes_nothing(project: Project, wrong: str) -> None:
    """A file that fails leaves the last good version, and is told once."""
    project.write(m="x = 1\nclass A:\n    y = 1\n    def f(self): return 1\n")
    m = load("m")
    a, cls, before = m.A(), m.A, dict(vars(m.A))
    project.write(m=wrong)
    assert reload("m").broken == ("res://m.py",)
    assert reload("m") == reloading.Reloaded()
    assert m.x == 1 and m.A is cls and a.f() == 1 and dict(vars(cls)) == before
    [(heading, error)] = project.reports
    assert "res://m.py" in heading and modules.problem("res://m.py") is error
    assert load("m") is m and project.news == ["res://m.py"]
    project.write(m="x = 3\nclass A:\n    def f(self): return 3\n")
    assert reload("m").renewed and a.f() == 3 and m.x == 3
    assert modules.problem("res://m.py") is None


def test_failure_puts_bases_back(project: Project) -> None:
    """Also a base class that had changed before it failed."""
    project.write(m="class P:\n    n = 1\nclass Q:\n    n = 2\nclass A(P):\n    z = 1\n")
    m = load("m")
    a = m.A()
    project.write(m="class P:\n    n = 3\nclass Q:\n    n = 2\nclass A(Q): pass\nraise OSError\n")
    reload("m")
    assert a.n == 1 and a.z == 1 and type(a).__bases__ == (m.P,)


def test_broken_at_first(project: Project) -> None:
    """What could not be loaded is there after its repair."""
    project.write(m="x = \n")
    with pytest.raises(modules.BrokenModule):
        load("m")
    project.write(m="x = 7\n")
    assert reload("m").renewed == ("res://m.py",)
    assert load("m").x == 7 and project.news == ["res://m.py"] and len(project.reports) == 1


def test_importers_follow_in_order(project: Project) -> None:
    """Who imports a file runs again after it, however indirectly; others do not."""
    project.write(
        base="SPEED = 1\n",
        player="from base import SPEED\nspeed = SPEED\n",
        level="import player\nfast = player.speed * 2\n",
        other="x = []\n",
        pack__deep="from base import SPEED\n",
    )
    level, other, deep = load("level"), load("other"), load("pack.deep")
    x = other.x
    project.write(base="SPEED = 10\n")
    project.news.clear()
    done = reload("base")
    assert done.renewed == ("res://base.py", "res://player.py", "res://level.py",
                            "res://pack/deep.py")  # fmt: skip
    assert (level.fast, deep.SPEED) == (20, 10) and other.x is x
    assert list(done.renewed) == project.news


def test_relative_imports_follow(project: Project) -> None:
    """Relative imports count, and those by the longer name."""
    project.texts["res://a/__init__.py"] = b""
    project.write(a__b="n = 1\n", a__c="from .b import n\n", a__d="from . import b\nn = b.n\n",
                  e="from godot.res.a.b import n\n",
                  f="def g():\n    from a import b\n    b.n\n")  # fmt: skip
    found = [load("a.c"), load("a.d"), load("e")]
    load("f")
    project.write(a__b="n = 2\n")
    assert len(reload("a.b").renewed) == 5
    assert [module.n for module in found] == [2, 2, 2]


def test_circles(project: Project) -> None:
    """Modules that import each other run again once each."""
    project.write(a="import b\nn = 1\n", b="import a\ndef g(): return a.n\n")
    load("a")
    project.write(a="import b\nn = 2\n")
    assert sorted(reload("a").renewed) == ["res://a.py", "res://b.py"]
    assert load("b").g() == 2


def test_importer_that_fails(project: Project) -> None:
    """An importer that no longer fits goes on as it was; repairing the import repairs it."""
    project.write(base="def f(): return 1\n", player="from base import f\nx = f()\n",
                  third="import player\n")  # fmt: skip
    player = load("player")
    load("third")
    project.write(base="def g(): return 1\n")
    done = reload("base")
    assert done.renewed == ("res://base.py",) and done.broken == ("res://player.py",)
    assert player.x == 1 and len(project.reports) == 1
    project.write(base="def f(): return 3\n")
    assert reload("base").renewed == ("res://base.py", "res://player.py", "res://third.py")
    assert player.x == 3 and len(project.reports) == 1


def test_missing_import_comes(project: Project) -> None:
    """A script that lacked a file comes alive when that is there."""
    project.write(player="from helper import f\n")
    with pytest.raises(modules.BrokenModule):
        load("player")
    project.write(helper="def g(): ...\n")
    assert reload("helper").broken == ("res://player.py",) and len(project.reports) == 2
    project.write(helper="def f(): ...\n")
    assert reload("helper").renewed == ("res://helper.py", "res://player.py")


def test_changed_files(project: Project) -> None:
    """What was edited elsewhere is found."""
    project.write(a="x = 1\n", b="from a import x\n", c="")
    b = load("b")
    load("c")
    assert reloading.changed_files() == [] and reloading.reload_changed() == reloading.Reloaded()
    project.write(a="x = 2\n")
    assert reloading.changed_files() == ["res://a.py"]
    assert reloading.reload_changed().renewed == ("res://a.py", "res://b.py") and b.x == 2
    del project.texts["res://a.py"]
    assert reloading.changed_files() == []


def test_moved_file(project: Project) -> None:
    """A file's new place is its new name; its instances stay, importers are told."""
    project.write(player="class P:\n    def f(self): return __name__\n", level="import player\n")
    player = load("player")
    load("level")
    p = player.P()
    project.texts["res://actors/hero.py"] = project.texts.pop("res://player.py")
    done = reloading.move("res://player.py", "res://actors/hero.py")
    assert done.renewed == ("res://actors/hero.py",) and done.broken == ("res://level.py",)
    assert load("actors.hero") is player and "player" not in sys.modules
    assert type(p) is player.P and p.f() == "actors.hero" == player.P.__module__
    assert player.P.f.__code__.co_filename == "res://actors/hero.py"
    assert modules.module_of("res://player.py") is None


def test_nothing_piles_up(project: Project) -> None:
    """Old code and classes go, after however many reloads."""
    text = "class A:\n    def f(self): return super().__hash__(), {}\nclass E:\n    a = A\n"
    project.write(piled=text.format(0))
    m = load("piled")
    a = m.A()
    gone = []
    for number in range(1, 30):
        old_code = m.A.f.__code__
        project.write(piled=text.format(number))
        reload("piled")
        gone.append(weakref.ref(old_code))
        del old_code
    gc.collect()
    assert a.f()[1] == 29
    assert not any(ref() for ref in gone)
    assert [cls for cls in object.__subclasses__() if cls.__module__ == "piled"] == [m.A, m.E]


def test_same_name_twice(project: Project) -> None:
    """A class that the file defines a second time, from the first, stays two classes."""
    text = "class A:\n    n = {}\nclass A(A):\n    m = {}\n"
    project.write(m=text.format(1, 1).replace("{}", "1"))
    m = load("m")
    a = m.A()
    project.write(m=text.replace("{}", "2"))
    reload("m")
    assert m.A().n == 2 and m.A().m == 2 and len(m.A.__mro__) == 3 and a.n == 1


def test_decorators_that_replace(project: Project) -> None:
    """A decorator may give another class of the same name; it does not pile up."""
    text = (
        "def wrap(cls):\n    class W(cls):\n        def g(self): return N\n"
        "    W.__qualname__ = W.__name__ = cls.__name__\n    return W\n"
        "@wrap\nclass A:\n    def f(self): return N\n"
    )
    project.write(m="N = 1\n" + text)
    m = load("m")
    for number in range(2, 6):
        project.write(m=f"N = {number}\n" + text)
        reload("m")
        assert (m.A().f(), m.A().g(), len(m.A.__mro__)) == (number, number, 3)


def test_python_reload(project: Project) -> None:
    """importlib.reload() does the same."""
    import importlib

    project.write(m="class A:\n    n = 1\n")
    m = load("m")
    a = m.A()
    project.write(m="class A:\n    n = 2\n")
    assert importlib.reload(m) is m and a.n == 2
