"""Dictionaries of the engine held against Python's dict, and what they have beyond it."""

from __future__ import annotations

import collections.abc
import copy
import gc
import itertools
import pickle
import random
from collections.abc import Iterator
from typing import Any

from inside_runner import raised
from inside_runner.programs import Operation, hold_against

from godot import (
    Array,
    Dictionary,
    Node,
    Node2D,
    Performance,
    RefCounted,
    StringName,
    Vector2,
    is_same,
)


def operations(chance: random.Random) -> Iterator[Operation]:
    """Any operations of dicts, with a text of each."""
    keys = [1, 2, -3, "a", "b", "é", None, 2.5, Vector2(1, 2)]
    values = [*keys, True, [1, [2]], {"x": {}}]
    while True:
        key, value = chance.choice(keys), chance.choice(values)
        some = {chance.choice(keys): chance.choice(values) for _ in range(chance.randint(0, 4))}
        pairs = list(some.items())
        choices: list[Operation] = [
            (f"[{key!r}]", lambda s, k=key: s[k]),
            (f"[{key!r}] = {value!r}", lambda s, k=key, v=value: s.__setitem__(k, v)),
            (f"[{key!r}] = again", lambda s, k=key, v=value: s.__setitem__(k, v)),
            (f"del [{key!r}]", lambda s, k=key: s.__delitem__(k)),
            (f"{key!r} in", lambda s, k=key: k in s),
            (f"get({key!r})", lambda s, k=key: s.get(k)),
            (f"get({key!r}, 7)", lambda s, k=key: s.get(k, 7)),
            (f"pop({key!r})", lambda s, k=key: s.pop(k)),
            (f"pop({key!r}, 7)", lambda s, k=key: s.pop(k, 7)),
            ("popitem()", lambda s: s.popitem()),
            (f"setdefault({key!r}, {value!r})", lambda s, k=key, v=value: s.setdefault(k, v)),
            (f"setdefault({key!r})", lambda s, k=key: s.setdefault(k)),
            (f"update({some!r})", lambda s, v=some: s.update(v)),
            (f"update({pairs!r})", lambda s, v=pairs: s.update(v)),
            ("update(b=3)", lambda s: s.update(b=3)),
            (f"| {some!r}", lambda s, v=some: s | v),
            (f"{some!r} |", lambda s, v=some: v | s),
            (f"|= {some!r}", lambda s, v=some: s.__ior__(v)),
            (f"== {some!r}", lambda s, v=some: (s == v, s != v, v == s)),
            ("copy()", lambda s: s.copy()),
            ("clear()", lambda s: s.clear()),
            ("len, bool", lambda s: (len(s), bool(s))),
            ("list", lambda s: (list(s), list(s.keys()), list(s.values()), list(s.items()))),
            ("reversed", lambda s: (list(reversed(s)), list(reversed(s.items())))),
            ("in views", lambda s, k=key, v=value: (k in s.keys(), v in s.values())),  # noqa: SIM118
            ("in items", lambda s, k=key, v=value: (k, v) in s.items()),
            (f"keys & {pairs!r}", lambda s, v=some: sorted(map(repr, s.keys() & v.keys()))),
            (f"keys - {pairs!r}", lambda s, v=some: sorted(map(repr, s.keys() - v.keys()))),
            ("repr", lambda s: repr(s)),
            ("pop()", lambda s: s.pop()),
            ("update(5)", lambda s: s.update(5)),
            ("| 5", lambda s: s | 5),
        ]
        yield chance.choice(choices)


def test_dictionary_against_dict(node: Any) -> None:
    """Whatever is done to a dict gives the same with a Dictionary."""
    for seed in range(800):
        chance = random.Random(seed)
        program = itertools.islice(operations(chance), chance.randint(1, 20))
        hold_against(
            {},
            Dictionary(),
            program,
            contents=lambda held: list(held.items()),
            about=f"seed {seed}",
        )


def test_making(node: Any) -> None:
    """It is made of mappings, pairs and keywords, as a dict is."""
    assert Dictionary({"a": 1}) == Dictionary([("a", 1)]) == Dictionary(a=1) == {"a": 1}
    assert Dictionary({"a": 1}, b=2) == {"a": 1, "b": 2}
    assert Dictionary.fromkeys("ab", 0) == {"a": 0, "b": 0}
    assert Dictionary(collections.OrderedDict(x=1)) == {"x": 1}
    assert Dictionary(Dictionary(x=1)) == {"x": 1}
    raised(TypeError, Dictionary, 5)
    assert "complex" in raised(TypeError, Dictionary, {"a": 1j})
    assert Dictionary([("a", 1), ("a", 2)]) == {"a": 2}


def test_a_change_while_it_is_iterated(node: Any) -> None:
    """A change of the size is an error, as with dict; values may change."""
    dictionary = Dictionary(a=1, b=2)
    for iterate in (iter, lambda d: iter(d.items()), lambda d: iter(d.values())):
        iterator = iterate(dictionary)
        next(iterator)
        dictionary["c"] = 3
        assert "changed size" in raised(RuntimeError, next, iterator)
        raised(StopIteration, next, iterator)
        del dictionary["c"]
    for key, value in dictionary.items():
        dictionary["b"] = 5
        assert (key, value) in (("a", 1), ("b", 5))
    iterator = iter(dictionary)
    dictionary.clear()
    raised(RuntimeError, next, iterator)


def test_as_python_s_own(node: Any) -> None:
    """A Dictionary is a mapping to patterns, ABCs, keyword arguments and conversions."""
    dictionary = Dictionary(a=Array([1]), b={"c": (2,)})
    assert isinstance(dictionary, collections.abc.MutableMapping)
    assert dictionary.to_dict() == {"a": [1], "b": {"c": [2]}}
    assert [type(value) for value in dictionary.to_dict().values()] == [list, dict]
    assert type(dict(dictionary)["a"]) is Array
    match Dictionary(kind="orc", strength=5):
        case {"kind": "orc", "strength": strength, **rest}:
            assert strength == 5 and rest == {}
        case _:
            raise AssertionError("no mapping")
    assert (lambda **options: options)(**Dictionary(x=1)) == {"x": 1}
    assert {**Dictionary(x=1)} == {"x": 1} and dict(Dictionary(x=1)) == {"x": 1}
    assert repr(Dictionary(a="b")) == "{'a': 'b'}" and "['a', 'b']" in repr(dictionary.keys())
    raised(TypeError, hash, dictionary)
    assert dictionary != 5
    assert pickle.loads(pickle.dumps(Dictionary(a=1))) == {"a": 1}


def test_all_faces_show_one_dictionary(node: Any) -> None:
    """The engine and every face have the same entries; a copy has its own."""
    dictionary = Dictionary(a=Array([1]))
    node.set_meta("dictionary", dictionary)
    same = node.get_meta("dictionary")
    same["b"] = Vector2(1, 2)
    assert dictionary["b"] == Vector2(1, 2) and is_same(same, dictionary)
    dictionary["b"].x = 5
    assert same["b"] == Vector2(5, 2)
    copied, deep = copy.copy(dictionary), copy.deepcopy(dictionary)
    dictionary["a"].append(2)
    assert copied["a"] == [1, 2] and deep["a"] == [1] and not is_same(copied, dictionary)
    dictionary["self"] = dictionary
    assert "{...}" in repr(dictionary) and dictionary == dictionary["self"]
    assert "contains itself" in raised(ValueError, dictionary.to_dict)
    deep = copy.deepcopy(dictionary)
    assert is_same(deep["self"], deep)
    deep.clear()
    dictionary.clear()


def test_keys_are_those_of_the_engine(node: Any) -> None:
    """Where the engine tells keys apart, or not, other than Python: as documented."""
    dictionary = Dictionary({1: "int"})
    dictionary[1.0] = "float"
    dictionary[True] = "bool"
    assert len(dictionary) == 3 and dictionary[1] == "int" and dictionary[True] == "bool"
    dictionary["name"] = 1
    dictionary[StringName("name")] = 2
    assert dictionary["name"] == 2 and len(dictionary) == 4
    dictionary[[1, 2]] = "array"
    assert dictionary[(1, 2)] == "array" and Array([1, 2]) in dictionary
    assert dictionary.to_dict()[1, 2] == "array"
    assert object() not in dictionary and 2**70 not in dictionary and "a\0" not in dictionary
    assert dictionary.get(object(), 5) == 5
    raised(KeyError, lambda: dictionary[2**70])
    raised(TypeError, dictionary.__setitem__, object(), 1)


def test_methods_of_the_engine(node: Any) -> None:
    """The engine's methods are there beside those of dict."""
    dictionary = Dictionary(b=1, a=2)
    assert dictionary.has("a") and dictionary.has_all(["a", "b"]) and dictionary.size() == 2
    assert dictionary.find_key(2) == "a" and not dictionary.is_empty()
    assert dictionary.get_or_add("c", 3) == 3 and dictionary.get_or_add("c", 4) == 3
    assert dictionary.erase("c") and not dictionary.erase("c")
    dictionary.merge({"a": 9, "d": 4})
    assert dictionary == {"b": 1, "a": 2, "d": 4}
    dictionary.merge({"a": 9}, True)
    assert dictionary.merged({"x": 1})["x"] == 1 and "x" not in dictionary
    dictionary.sort()
    assert list(dictionary) == ["a", "b", "d"]
    dictionary.assign({"z": 1})
    assert dictionary.set("y", 2) and dictionary == {"z": 1, "y": 2}
    assert dictionary.duplicate() == dictionary and dictionary.hash() == dictionary.copy().hash()
    assert dictionary.recursive_equal(dictionary.copy(), 0)


def test_typed_dictionaries(node: Any) -> None:
    """A Dictionary of types takes what is of them, and raises TypeError for all else."""
    ages = Dictionary[str, int]({"a": 1}, b=2)
    assert ages.is_typed() and ages == {"a": 1, "b": 2}
    for change in (
        lambda: ages.__setitem__(1, 1),
        lambda: ages.__setitem__("c", "x"),
        lambda: ages.update({"c": None}),
        lambda: ages.setdefault("c", 1.5),
        lambda: ages.merge({"c": "x"}),
        lambda: ages.assign({1: 1}),
        lambda: Dictionary[str, int]({1: 1}),
    ):
        assert "of this typed Dictionary: expected" in raised(TypeError, change)
        assert len(ages) == 2 or ages.update(a=1, b=2) is None
    assert 5 not in ages and ages.get(5) is None and ages.pop(5, "none") == "none"
    assert ages.copy().is_typed() and copy.deepcopy(ages).is_typed()
    nodes = Dictionary[Any, Node2D]()
    other = Node()
    raised(TypeError, nodes.__setitem__, 1, other)
    nodes["none"] = None
    assert nodes.get_typed_value_class_name() == "Node2D" and not nodes.is_typed_key()
    other.free()
    raised(TypeError, lambda: Dictionary[int])


def test_read_only_dictionaries(node: Any) -> None:
    """A change of a read-only Dictionary is a TypeError that says so."""
    dictionary = Dictionary(a=1)
    dictionary.make_read_only()
    for change in (
        lambda: dictionary.__setitem__("a", 2),
        lambda: dictionary.__delitem__("a"),
        lambda: dictionary.pop("a"),
        lambda: dictionary.popitem(),
        lambda: dictionary.setdefault("b", 2),
        lambda: dictionary.update(b=1),
        lambda: dictionary.clear(),
        lambda: dictionary.erase("a"),
        lambda: dictionary.merge({"b": 1}),
        lambda: dictionary.__ior__({"b": 1}),
        lambda: dictionary.sort(),
    ):
        assert "read-only" in raised(TypeError, change)
    assert dictionary == {"a": 1} and dictionary | {"b": 2} == {"a": 1, "b": 2}


def test_dictionaries_leave_nothing(node: Any) -> None:
    """Entries that are taken out, overwritten or refused are let go of."""
    gc.collect()
    before = Performance.get_monitor(Performance.OBJECT_COUNT)
    for _ in range(100):
        dictionary = Dictionary({RefCounted(): RefCounted(), "a": RefCounted(), "b": RefCounted()})
        dictionary["a"] = RefCounted()
        dictionary.pop("b")
        del dictionary["a"]
        dictionary.popitem()
        dictionary.setdefault("c", RefCounted())
        dictionary.update(d=RefCounted())
        list(dictionary.items())
        next(iter(dictionary.values()))
        raised(TypeError, dictionary.update, {"x": RefCounted(), "y": 1j})
        raised(TypeError, Dictionary[str, int], {"a": RefCounted()})
    dictionary.clear()
    del dictionary
    gc.collect()
    node.set_meta("x", None)
    assert Performance.get_monitor(Performance.OBJECT_COUNT) == before


def test_values_that_change_the_dictionary(node: Any) -> None:
    """What runs when an entry is let go of may use the Dictionary."""
    dictionary: Any = Dictionary()

    class Farewell:
        def __call__(self) -> None:
            """So that it is a Callable."""

        def __del__(self) -> None:
            sizes.append(len(dictionary))
            dictionary[len(sizes)] = "late"

    sizes: list[int] = []
    for key in "abcd":
        dictionary[key] = Farewell()
    gc.collect()
    dictionary["a"] = 1
    dictionary.pop("b")
    del dictionary["c"]
    dictionary.clear()
    gc.collect()
    assert len(sizes) == 4 and dictionary[4] == "late"
