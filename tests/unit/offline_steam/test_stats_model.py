"""Sequences of stat operations against a model of Steam's documented behaviour."""

from __future__ import annotations

import math
import struct
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

APP = """
app_id = 9
name = "Model"
[[stat]]
name = "free"
type = "int"
[[stat]]
name = "bounded"
type = "int"
default = 5
min = -10
max = 10
[[stat]]
name = "grows"
type = "int"
increment_only = true
[[stat]]
name = "slow"
type = "float"
max_change = 2.0
[[achievement]]
name = "A"
[[achievement]]
name = "B"
[[achievement]]
name = "driven"
progress = { stat = "bounded", min = 0, max = 8 }
[[user]]
steam_id = "76561202255232769"
name = "Me"
current = true
"""

DEFAULTS: dict[str, float] = {"free": 0, "bounded": 5, "grows": 0, "slow": 0.0}
INTS = ("free", "bounded", "grows")
NAMES = ("A", "B", "driven")


def _allowed(name: str, server: float, wanted: float) -> bool:
    """The constraints of APP, written out."""
    if name == "bounded":
        return -10 <= wanted <= 10
    if name == "grows":
        return wanted >= server
    if name == "slow":
        return abs(wanted - server) <= 2.0
    return True


def _float32(value: float) -> float:
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


def _machine(client_type: type[Any]) -> type[RuleBasedStateMachine]:
    class StatMachine(RuleBasedStateMachine):
        """The runtime beside two dictionaries: what the server has, and what the game set."""

        def __init__(self) -> None:
            super().__init__()
            self.folder = tempfile.TemporaryDirectory()
            self.file = Path(self.folder.name) / "app.toml"
            self.file.write_text(APP)
            self.server = dict(DEFAULTS)
            self.local: dict[str, float] = {}
            self.server_unlocked: set[str] = set()
            self.local_unlocked: set[str] = set()
            self.client = self.start()

        def start(self) -> Any:
            client = client_type(Path(self.folder.name))
            client.set_app(str(self.file))
            assert client.connect() == ""
            return client

        def teardown(self) -> None:
            self.client.disconnect()
            self.folder.cleanup()

        @rule(
            name=st.sampled_from((*INTS, "slow", "none")),
            value=st.one_of(st.integers(-12, 12), st.integers(-(2**33), 2**33)),
        )
        def set_int(self, name: str, value: int) -> None:
            fits = name in INTS and -(2**31) <= value < 2**31
            assert self.client.stats.set_int(name, value) is fits
            if fits:
                self.local[name] = value

        @rule(
            name=st.sampled_from(("slow", "free", "none")),
            value=st.one_of(st.floats(-4, 4), st.floats()),
        )
        def set_float(self, name: str, value: float) -> None:
            fits = name == "slow" and math.isfinite(value)
            if fits:
                try:
                    value = _float32(value)
                except OverflowError:
                    fits = False
            assert self.client.stats.set_float(name, value) is fits
            if fits:
                self.local[name] = value

        @rule(name=st.sampled_from((*NAMES, "none")))
        def unlock(self, name: str) -> None:
            assert self.client.stats.unlock(name) is (name in NAMES)
            if name in NAMES:
                self.local_unlocked.add(name)

        @rule(name=st.sampled_from((*NAMES, "none")))
        def lock(self, name: str) -> None:
            assert self.client.stats.lock(name) is (name in NAMES)
            self.local_unlocked.discard(name)

        @rule()
        def store(self) -> None:
            assert self.client.stats.store() is True
            refused = False
            changed = set()
            for name, wanted in self.local.items():
                if wanted == self.server[name]:
                    continue
                if _allowed(name, self.server[name], wanted):
                    self.server[name] = wanted
                    changed.add(name)
                else:
                    refused = True
            self.local.clear()
            reached = "bounded" in changed and self.server["bounded"] >= 8
            if reached and "driven" not in self.server_unlocked:
                self.local_unlocked.add("driven")
            fresh = self.local_unlocked - self.server_unlocked
            self.server_unlocked = set(self.local_unlocked)
            messages = self.client.pump()
            assert messages[0] == (1102, struct.pack("<Qi", 9, 8 if refused else 1))
            posted = [data[9:137].rstrip(b"\0").decode() for _, data in messages[1:]]
            assert posted == [name for name in NAMES if name in fresh]

        @rule(achievements_too=st.booleans())
        def reset(self, achievements_too: bool) -> None:
            assert self.client.stats.reset(achievements_too) is True
            self.server = dict(DEFAULTS)
            self.local.clear()
            if achievements_too:
                self.server_unlocked.clear()
                self.local_unlocked.clear()
            assert self.client.pump() == [(1102, struct.pack("<Qi", 9, 1))]

        @rule()
        def restart(self) -> None:
            """What was not stored is gone, the rest is there."""
            self.client.disconnect()
            self.client = self.start()
            self.local.clear()
            self.local_unlocked = set(self.server_unlocked)

        @rule()
        def request(self) -> None:
            """Requesting one's own stats keeps what was set."""
            self.client.stats.request(self.client.steam_id)
            assert [callback for callback, _ in self.client.pump()] == [703, 1101]

        @invariant()
        def reads_what_it_should(self) -> None:
            stats = self.client.stats
            for name in DEFAULTS:
                expected = self.local.get(name, self.server[name])
                read = stats.float_of(name) if name == "slow" else stats.int_of(name)
                assert read == expected, name
            for name in NAMES:
                assert bool(stats.unlock_time(name)) is (name in self.local_unlocked)

    return StatMachine


def test_against_the_model(client_type: type[Any]) -> None:
    """Any sequence of sets, unlocks, stores, resets, requests and restarts behaves as the model."""
    run_state_machine_as_test(
        _machine(client_type),
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
