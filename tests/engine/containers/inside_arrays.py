"""Arrays of the engine held against Python's list, and what they have beyond it."""

from __future__ import annotations

import collections.abc
import copy
import gc
import itertools
import pickle
import random
from collections.abc import Callable, Iterator
from typing import Any

from inside_runner import expect_error, raised
from inside_runner.programs import Operation, hold_against

from godot import (
    Array,
    Node,
    Node2D,
    PackedFloat64Array,
    PackedInt64Array,
    PackedStringArray,
    Performance,
    RefCounted,
    ResourceLoader,
    Vector2,
    is_same,
)

# ---- held against list ---------------------------------------------------------------------------


def sort(subject: Any, **options: Any) -> None:
    """Sorts; a list that cannot be sorted stays as it is, instead of being half sorted."""
    if isinstance(subject, list):
        subject[:] = sorted(subject, **options)
    else:
        subject.sort(**options)


def part(chance: random.Random, size: int) -> slice:
    """A slice that may be any."""

    def bound() -> int | None:
        return chance.choice([None, chance.randint(-size - 3, size + 3)])

    return slice(bound(), bound(), chance.choice([None, 1, 1, 2, 3, -1, -2, -3]))


def operations(chance: random.Random, value: Callable[[], Any]) -> Iterator[Operation]:
    """Any operations of lists, with a text of each."""
    while True:
        size = chance.randint(0, 8)
        index, other = chance.randint(-size - 2, size + 2), chance.randint(-9, 9)
        one, some = value(), [value() for _ in range(chance.randint(0, 5))]
        cut = part(chance, size)
        choices: list[Operation] = [
            (f"append({one!r})", lambda s, one=one: s.append(one)),
            (f"extend({some!r})", lambda s, some=some: s.extend(some)),
            (f"extend(iter({some!r}))", lambda s, some=some: s.extend(iter(some))),
            (f"insert({index}, {one!r})", lambda s, i=index, one=one: s.insert(i, one)),
            (f"pop({index})", lambda s, i=index: s.pop(i)),
            ("pop()", lambda s: s.pop()),
            (f"remove({one!r})", lambda s, one=one: s.remove(one)),
            (f"index({one!r})", lambda s, one=one: s.index(one)),
            (f"index({one!r}, {index})", lambda s, o=one, i=index: s.index(o, i)),
            (
                f"index({one!r}, {index}, {other})",
                lambda s, o=one, i=index, e=other: s.index(o, i, e),
            ),
            (f"count({one!r})", lambda s, one=one: s.count(one)),
            (f"{one!r} in", lambda s, one=one: one in s),
            ("reverse()", lambda s: s.reverse()),
            ("sort()", sort),
            ("sort(reverse)", lambda s: sort(s, reverse=True)),
            ("sort(key)", lambda s: s.sort(key=repr)),
            ("copy()", lambda s: s.copy()),
            ("clear()", lambda s: s.clear()),
            (f"[{index}]", lambda s, i=index: s[i]),
            (f"[{index}] = {one!r}", lambda s, i=index, o=one: s.__setitem__(i, o)),
            (f"del [{index}]", lambda s, i=index: s.__delitem__(i)),
            (f"[{cut}]", lambda s, c=cut: s[c]),
            (f"[{cut}] = {some!r}", lambda s, c=cut, v=some: s.__setitem__(c, v)),
            (f"[{cut}] = itself", lambda s, c=cut: s.__setitem__(c, s)),
            (f"del [{cut}]", lambda s, c=cut: s.__delitem__(c)),
            (f"+ {some!r}", lambda s, v=some: s + v),
            (f"{some!r} +", lambda s, v=some: v + s),
            (f"+= {some!r}", lambda s, v=some: s.__iadd__(v)),
            (f"* {other}", lambda s, n=other % 4 - 1: s * n),
            (f"{other} *", lambda s, n=other % 4 - 1: n * s),
            ("*= 2", lambda s: s.__imul__(2) if len(s) < 20 else None),
            (f"== {some!r}", lambda s, v=some: (s == v, s != v, v == s)),
            (f"< {some!r}", lambda s, v=some: (s < v, s <= v, s > v, s >= v)),
            ("len, bool", lambda s: (len(s), bool(s))),
            ("reversed", lambda s: list(reversed(s))),
            ("repr", lambda s: repr(list(s))),
            ("min, max", lambda s: (min(s), max(s))),
            ("append(...)", lambda s: s.append()),
            ("['x']", lambda s: s["x"]),
            ("[0] of 2**70", lambda s: s[2**70]),
            ("[::0]", lambda s: s[::0]),
        ]
        yield chance.choice(choices)


def hold_against_list(make: Callable[[list[Any]], Any], value: Any, programs: int) -> None:
    """Runs programs of random operations on both."""
    for seed in range(programs):
        chance = random.Random(seed)
        start = [value(chance) for _ in range(chance.randint(0, 7))]
        program = operations(chance, lambda chance=chance: value(chance))
        hold_against(
            list(start),
            make(start),
            itertools.islice(program, chance.randint(1, 14)),
            contents=list,
            about=f"seed {seed}: {start!r}",
        )


def test_array_against_list(node: Any) -> None:
    """Whatever is done to a list of anything gives the same with an Array."""
    values = [None, True, 1, 2, 3, -4, 2.5, "a", "b", "é", (1, 2), Vector2(1, 2)]

    def value(chance: random.Random) -> Any:
        chosen = chance.choice(values)
        return list(chosen) if isinstance(chosen, tuple) else chosen

    hold_against_list(Array, value, 800)


def test_array_of_numbers_against_list(node: Any) -> None:
    """The same of numbers, which have an order, and of typed arrays."""
    hold_against_list(Array, lambda chance: chance.randint(-5, 5), 300)
    hold_against_list(Array[int], lambda chance: chance.randint(-5, 5), 300)


def test_packed_arrays_against_list(node: Any) -> None:
    """The same of packed arrays: whole numbers, others and texts."""
    hold_against_list(PackedInt64Array, lambda chance: chance.randint(-5, 5), 300)
    hold_against_list(PackedFloat64Array, lambda chance: chance.randint(-5, 5) / 2, 300)
    hold_against_list(PackedStringArray, lambda chance: chance.choice(["", "a", "b", "é🎮"]), 300)


# ---- beyond list ---------------------------------------------------------------------------------


def test_a_change_while_it_is_iterated(node: Any) -> None:
    """Iterating goes by the index, as with a list; nothing crashes."""
    array = Array([1, 2, 3])
    seen = []
    for value in array:
        seen.append(value)
        if len(array) < 6:
            array.append(value + 10)
    assert seen == [1, 2, 3, 11, 12, 13]
    for _ in array:
        array.clear()
    assert array == []
    iterator = iter(array)
    assert list(iterator) == []
    array.append(1)
    assert list(iterator) == []  # an iterator that has ended stays so

    class Clears:
        def __eq__(self, other: object) -> bool:
            array.clear()
            return False

        __hash__ = None  # type: ignore[assignment]

    array.extend([1, 2, 3])
    assert Clears() not in array and array == []
    array.extend([1, 2, 3])
    assert (array == [Clears(), 2, 3]) is False

    class Index:
        def __index__(self) -> int:
            array.clear()
            return 2

    for made in (array, PackedInt64Array()):
        array = made
        made.extend([1, 2, 3])
        raised(IndexError, made.__getitem__, Index())
        made.extend([1, 2, 3])
        raised(IndexError, made.__delitem__, Index())
        made.extend([1, 2, 3])
        del made[Index() : 9 : 2]
        made.extend([1, 2, 3])
        del made[0 : Index()]
        made.extend([1, 2, 3])
        made[Index() : 9] = [4]
        assert made == [4]
        made.clear()


def test_values_that_change_the_array(node: Any) -> None:
    """What runs when an element is let go of may use the array."""
    array: Any = Array()

    class Farewell:
        def __call__(self) -> None:
            """So that it is a Callable."""

        def __del__(self) -> None:
            sizes.append(len(array))
            array.append("late")

    sizes: list[int] = []
    array.extend([Farewell(), Farewell(), 3])
    gc.collect()
    del array[0]
    array[0] = 1
    array.append(Farewell())
    array.clear()
    gc.collect()
    assert len(sizes) == 3 and array[-1] == "late"


def test_all_faces_show_one_array(node: Any) -> None:
    """The engine and every face have the same array; a copy is another."""
    array = Array([1, [2]])
    node.set_meta("array", array)
    same = node.get_meta("array")
    assert is_same(array, same) and not is_same(array, array.copy())
    same += [3]
    same *= 1
    assert array == [1, [2], 3]
    copied, deep = copy.copy(array), copy.deepcopy(array)
    array[1].append(9)
    assert copied[1] == [2, 9] and deep[1] == [2]
    assert pickle.loads(pickle.dumps(array)) == array


def test_an_array_that_contains_itself(node: Any) -> None:
    """It is shown, compared and copied, and has no plain list."""
    array = Array([1])
    array.append(array)
    assert repr(array) == "[1, [...]]"
    assert array == array[1]
    deep = copy.deepcopy(array)
    assert deep[0] == 1 and is_same(deep, deep[1]) and not is_same(deep, array)
    assert "contains itself" in raised(ValueError, array.to_list)
    array.clear()
    deep.clear()


def test_as_python_s_own(node: Any) -> None:
    """An Array is a sequence to patterns, ABCs and conversions."""
    array = Array([1, Array([2]), {"a": (3,)}, PackedInt64Array([4])])
    assert isinstance(array, collections.abc.MutableSequence)
    assert array.to_list() == [1, [2], {"a": [3]}, [4]]
    assert [type(value) for value in array.to_list()] == [int, list, dict, list]
    match Array([1, 2, 3]):
        case [first, *rest]:
            assert first == 1 and rest == [2, 3]
        case _:
            raise AssertionError("no sequence")
    assert repr(Array([1, "two", None])) == "[1, 'two', None]"
    assert sorted(Array([3, 1, 2])) == [1, 2, 3] and sum(Array([1, 2])) == 3
    first, second = Array([1, 2])
    assert (first, second) == (1, 2)
    raised(TypeError, hash, array)
    raised(TypeError, lambda: array < 5)
    assert array != 5 and array != "text"


def test_an_element_is_changed_in_place(node: Any) -> None:
    """A member of a value in an array is set as in GDScript."""
    array = Array([Vector2(1, 2)])
    array[0].x = 5
    assert array[0] == Vector2(5, 2)
    kept = array[0]
    kept.x = 9
    assert array[0] == Vector2(5, 2)


def test_methods_of_the_engine(node: Any) -> None:
    """The engine's methods are there beside those of list; what they call may be Python's."""
    array = Array([3, 1, 2])
    assert array.map(lambda value: value * 2) == [6, 2, 4]
    assert array.filter(lambda value: value > 1) == [3, 2]
    assert array.reduce(lambda total, value: total + value) == 6
    assert array.reduce(lambda total, value: total + value, 10) == 16
    assert Array().reduce(lambda total, value: total) is None
    assert array.any(lambda value: value == 1) and not array.all(lambda value: value == 1)
    array.sort_custom(lambda a, b: a > b)
    assert array == [3, 2, 1]
    array.push_back(4)
    array.push_front(0)
    assert array == [0, 3, 2, 1, 4]
    assert array.pop_back() == 4 and array.pop_front() == 0 and array.pop_at(1) == 2
    assert array.front() == 3 and array.back() == 1 and array.size() == 2 and not array.is_empty()
    assert array.find(1) == 1 and array.rfind(5) == -1 and array.has(3)
    assert array.max() == 3 and array.min() == 1
    assert array.erase(3) and not array.erase(3)
    array.append_array([5, 6])
    assert array.slice(1) == [5, 6] and array.hash() == Array([1, 5, 6]).hash()
    array.fill(7)
    assert array == [7, 7, 7]
    array.resize(5)
    assert array == [7, 7, 7, None, None]
    array.assign([1])
    array.set(0, 2)
    assert array == [2] and array.get(0) == 2
    assert array.duplicate() == [2] and not is_same(array.duplicate(), array)
    assert array.bsearch(2) == 0 and array.pick_random() == 2
    assert "ValueError" in raised(ValueError, array.map, lambda value: int("ValueError"))


def test_typed_arrays(node: Any) -> None:
    """An array of a type takes what is of it, and raises TypeError for all else."""
    numbers = Array[int]([1, 2])
    assert numbers.get_typed_builtin() == 2 and numbers.is_typed()
    for change in (
        lambda: numbers.append("x"),
        lambda: numbers.append(1.5),
        lambda: numbers.insert(0, None),
        lambda: numbers.extend([1, "x"]),
        lambda: numbers.__setitem__(0, "x"),
        lambda: numbers.__setitem__(slice(0, 1), [3, "x"]),
        lambda: numbers.push_back("x"),
        lambda: numbers.push_front("x"),
        lambda: numbers.append_array(["x"]),
        lambda: numbers.fill("x"),
        lambda: numbers.assign(["x"]),
        lambda: numbers.__add__(["x"]),
        lambda: Array[int](["x"]),
        lambda: Array(["x"], type=int),
    ):
        assert "expected int" in raised(TypeError, change)
    assert numbers == [1, 2]
    assert numbers[:1].is_typed() and numbers.copy().is_typed() and (numbers * 2).is_typed()
    assert copy.deepcopy(numbers).is_typed() and pickle.loads(pickle.dumps(numbers)).is_typed()
    assert Array([1], type=float) == [1.0] and type(Array([1], float)[0]) is float
    assert Array[str](["a"]).get_typed_builtin() == 4
    assert Array([], 2).get_typed_builtin() == 2
    vectors = Array[Vector2]([Vector2(1, 2)])
    assert "Vector2" in raised(TypeError, vectors.append, 5)
    assert "no type" in raised(TypeError, Array, [], complex)
    numbers.resize(3)
    assert numbers == [1, 2, 0]


def test_typed_arrays_of_objects(node: Any) -> None:
    """Classes and scripts are types of arrays too; None fits every one of them."""
    nodes = Array[Node2D]()
    other, plain_node = Node2D(), Node()
    nodes.append(other)
    nodes.append(None)
    assert nodes == [other, None] and nodes.get_typed_class_name() == "Node2D"
    assert "expected Node2D" in raised(TypeError, nodes.append, plain_node)
    raised(TypeError, nodes.append, "x")
    script = ResourceLoader.load("res://lambdas.gd")
    scripted = Array([], 24, "RefCounted", script)
    scripted.append(script.new())
    assert "lambdas.gd" in raised(TypeError, scripted.append, RefCounted())
    plain_node.free()
    other.free()
    raised(ReferenceError, nodes.append, other)


def test_read_only_arrays(node: Any) -> None:
    """A change of a read-only array is a TypeError that says so."""
    array = Array([1, 2])
    array.make_read_only()
    for change in (
        lambda: array.append(1),
        lambda: array.extend([1]),
        lambda: array.insert(0, 1),
        lambda: array.pop(),
        lambda: array.remove(1),
        lambda: array.clear(),
        lambda: array.reverse(),
        lambda: array.sort(),
        lambda: array.__setitem__(0, 1),
        lambda: array.__delitem__(0),
        lambda: array.__setitem__(slice(None), [1]),
        lambda: array.__iadd__([1]),
        lambda: array.__imul__(2),
        lambda: array.resize(5),
        lambda: array.shuffle(),
        lambda: array.pop_back(),
        lambda: array.fill(1),
        lambda: array.sort_custom(lambda a, b: a < b),
    ):
        assert "read-only" in raised(TypeError, change)
    assert array == [1, 2] and array.copy() + Array([3]) == [1, 2, 3]


def test_arrays_leave_nothing(node: Any) -> None:
    """Elements that are taken out, overwritten or left behind by errors are let go of."""
    gc.collect()
    before = Performance.get_monitor(Performance.OBJECT_COUNT)
    for _ in range(100):
        array = Array([RefCounted() for _ in range(5)])
        array[0] = RefCounted()
        array[1:3] = [RefCounted()]
        array[::2] = [RefCounted(), RefCounted()]
        del array[::2]
        array.insert(0, RefCounted())
        array += [RefCounted()]
        array * 2
        array.pop()
        raised(TypeError, array.extend, [RefCounted(), 1j])
        raised(ValueError, array.__setitem__, slice(None, None, 2), [RefCounted()] * 9)
        raised(TypeError, Array[int], [1, RefCounted()])
        array.sort(key=id)
    del array
    gc.collect()
    node.set_meta("x", None)
    assert Performance.get_monitor(Performance.OBJECT_COUNT) == before


def test_engine_errors_are_not_hidden(node: Any) -> None:
    """What only the engine knows to be wrong is in its log."""
    expect_error("Condition")
    Array([1]).resize(-1)


# ---- while something else happens ----------------------------------------------------------------


def test_made_read_only_while_written(node: Node) -> None:
    """A value that makes the array read-only while it is converted is refused; nothing is lost."""

    class Sly:
        def __index__(self) -> int:
            array.make_read_only()
            return 7

    changes: list[Callable[[Any], Any]] = [
        lambda array: array.__setitem__(1, Sly()),
        lambda array: array.append(Sly()),
        lambda array: array.insert(0, Sly()),
        lambda array: array.__setitem__(slice(0, 3), [Sly(), 8, 9]),
        lambda array: array.__setitem__(slice(0, 1), [Sly(), 8, 9]),
        lambda array: array.__setitem__(slice(None, None, 2), [Sly(), 8]),
        lambda array: array.extend([Sly()]),
    ]
    for change in changes:
        array = Array([1, "two", 3])
        assert "read-only" in raised(TypeError, change, array)
        assert list(array) == [1, "two", 3]


def test_dies_while_an_exception_is_raised(node: Node) -> None:
    """What dies where a function raises may call Python code; the exception stays as it is."""
    heard: list[str] = []

    def dying() -> Any:
        witness: Any = RefCounted()
        witness.set_script(ResourceLoader.load("res://last_words.gd"))
        witness.heard = lambda word: heard.append(word)
        return witness

    def fail() -> None:
        raise ValueError("the exception")

    falls: list[Callable[[], Any]] = [
        lambda: (dying(), fail()),
        lambda: (Array([dying()]), fail()),
        lambda: ({"a": Array([dying()])}, fail()),
    ]
    for count, fall in enumerate(falls, 1):
        assert raised(ValueError, fall) == "the exception"
        gc.collect()
        Performance.get_monitor(
            Performance.OBJECT_COUNT
        )  # what waits to be let go of goes at a call
        assert heard == ["gone"] * count, (count, heard)
