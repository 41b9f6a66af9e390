"""Random values on their way between GDScript and Python are the same at the other end."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from engine_game import Game
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from variant_bytes import EVERY_TYPE, NESTED, Encoded

COUNT = 1500

# The engine starts once for all values, so there is nothing to shrink: the values that fail are
# shown.
COLLECT = settings(
    max_examples=COUNT,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

MAIN = """
extends "res://engine_test.gd"

func _ready() -> void:
	var trips: Node = ClassDB.instantiate("Trips")
	add_child(trips)
	var kinds := {}
	for line in FileAccess.get_file_as_string("res://values.txt").split("\\n", false):
		var data := Marshalls.base64_to_raw(line)
		var value: Variant = bytes_to_var(data)
		kinds[typeof(value)] = true
		data = var_to_bytes(value) # as the engine writes it
		var text := "%s %s" % [type_string(typeof(value)), var_to_str(value)]
		for way: String in ["give", "through_list", "through_dictionary", "through_box"]:
			var back: Variant = trips.call(way, value)
			var is_same := typeof(back) == typeof(value) and var_to_bytes(back) == data
			check(is_same, "%s: %s, got %s" % [way, text, back])
	for index: int in trips.count():
		var meant: Variant = bytes_to_var(Marshalls.base64_to_raw(trips.encoded(index)))
		var made: Variant = trips.made(index)
		var is_right := var_to_bytes(made) == var_to_bytes(meant)
		check(is_right, "made by Python: %s, expected %s" % [made, meant])
		check(trips.is_same(index, meant), "taken by Python: %s" % [made])
	print("kinds ", kinds.size())
	finish()
"""

TRIPS = '''
"""Ways into Python and out again."""

import json
import math
from pathlib import Path

from godot import Array, Dictionary, Node, PackedByteArray, exposed
from godot._ffi import core

PAIRS = json.loads((Path(__file__).parent / "pairs.json").read_text(encoding="utf-8"))
VALUES = [eval(text, {"inf": math.inf}) for text, _ in PAIRS]


def plain(value):
    if isinstance(value, Array):
        return [plain(item) for item in value]
    if isinstance(value, Dictionary):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, PackedByteArray):
        return bytes(list(value))
    return value


@exposed(native=True)
class Trips(Node):
    def give(self, value):
        return value

    def through_list(self, value):
        return [value, (value,)][1][0]

    def through_dictionary(self, value):
        self.set_meta("way", {"key": [value]})
        return self.get_meta("way")["key"][0]

    def through_box(self, value):
        return core.copy(core.box(value))

    def count(self) -> int:
        return len(VALUES)

    def encoded(self, index: int) -> str:
        return PAIRS[index][1]

    def made(self, index: int):
        return VALUES[index]

    def is_same(self, index: int, value) -> bool:
        mine, theirs = VALUES[index], plain(value)
        return repr(mine) == repr(theirs)


def register():
    from godot import registry

    registry.register(Trips)
'''


def collect(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Many values of a strategy."""
    found: list[Any] = []

    @COLLECT
    @given(strategy)
    def draw(value: Any) -> None:
        found.append(value)

    draw_all: Callable[[], None] = draw
    draw_all()
    return found


def test_round_trips(game: Game) -> None:
    """Every value is the same after a way through Python; what Python makes is what was meant."""
    lines = [base64.b64encode(data).decode() for data in collect(EVERY_TYPE)]
    game.write("values.txt", "\n".join(lines))
    pairs: list[Encoded] = collect(NESTED)
    texts = [(repr(value), base64.b64encode(data).decode()) for value, data in pairs]
    game.add_package("trips", {"__init__.py": TRIPS, "pairs.json": json.dumps(texts)})
    game.write("main.gd", MAIN)
    run = game.run_script("main.gd")
    assert "kinds 35" in run.log, "some type was never drawn"
