"""Any history of requests, changes and network failures keeps Steam's promises about people."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from offline_steam.people import LOADING, UNKNOWN_NAME
from offline_steam.portraits import LARGE, SMALL
from offline_steam.results import CallbackId, PersonaChange

ME = 76561202255232769
# Oneself, friends with and without an avatar, a stranger of the definition and three of nobody's.
users = st.sampled_from([ME, ME + 1, ME + 7, ME + 3, ME + 1000, ME + 1001, ME + 1002])
changes = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(
            st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9
        ),
        "level": st.integers(0, 9),
        "status": st.sampled_from(["online", "offline", "away"]),
        "relationship": st.sampled_from(["none", "friend", "blocked"]),
        "avatar": st.fixed_dictionaries({"shape": st.sampled_from(["none", "planet", "ghost"])}),
    },
)


class PeopleMachine(RuleBasedStateMachine):
    """One client, and what it was promised."""

    def __init__(self, client_type: Callable[[Path], Any], home: Path) -> None:
        super().__init__()
        self.client = client_type(home)
        assert self.client.connect() == ""
        self.news_promised: set[tuple[int, bool]] = set()
        self.pictures_promised: set[int] = set()
        self.changed: set[int] = set()

    def teardown(self) -> None:
        """Whatever was promised has come once there is a network."""
        self.client.set_online(True)
        self._pump(30)
        self.client.disconnect()
        assert not self.news_promised and not self.pictures_promised

    def _pump(self, frames: int) -> None:
        for callback, data in self.client.pump(frames):
            if callback == CallbackId.PERSONA_STATE_CHANGE:
                steam_id, flags = struct.unpack("<Qi", data)
                assert flags, "news of nothing"
                request = (steam_id, not flags & PersonaChange.AVATAR)
                assert request in self.news_promised or steam_id in self.changed
                self.news_promised.discard(request)
                if flags & PersonaChange.AVATAR:
                    # Another picture has to be asked for again.
                    self.pictures_promised.discard(steam_id)
            elif callback == CallbackId.AVATAR_IMAGE_LOADED:
                steam_id, handle, width, _ = struct.unpack("<Qiii", data)
                assert width == LARGE and self.client.images.get(handle).width == LARGE
                self.pictures_promised.discard(steam_id)

    @rule(user=users, name_only=st.booleans())
    def request(self, user: int, name_only: bool) -> None:
        """A request promises news, or all is there."""
        if self.client.people.request(user, name_only):
            self.news_promised.add((user, name_only))
        else:
            assert self.client.people.name(user) != UNKNOWN_NAME

    @rule(user=users)
    def large_avatar(self, user: int) -> None:
        """A picture that is loading is promised."""
        handle = self.client.people.large_avatar(user)
        if handle == LOADING:
            self.pictures_promised.add(user)
        elif handle:
            assert self.client.images.get(handle).width == LARGE

    @rule(user=users, values=changes)
    def change(self, user: int, values: dict[str, Any]) -> None:
        """What is changed is what the getters say."""
        self.changed.add(user)
        # From now on news of this user may be of the change or an answer.
        self.client.set_user(user, values)
        if self.client.people.name(user) != UNKNOWN_NAME:
            for key, found in (
                ("name", self.client.people.name(user)),
                ("level", self.client.people.level(user)),
            ):
                assert found == values.get(key, found)
        if values.get("avatar") == {"shape": "none"}:
            assert self.client.people.large_avatar(user) == 0
            self.pictures_promised.discard(user)

    @rule(online=st.booleans())
    def network(self, online: bool) -> None:
        """The network comes and goes."""
        self.client.set_online(online)

    @rule(frames=st.integers(1, 5))
    def pump(self, frames: int) -> None:
        """Time passes."""
        self._pump(frames)

    @invariant()
    def small_avatars_need_information(self) -> None:
        """Who has a picture has a name."""
        for user in (ME, ME + 3, ME + 1000):
            if self.client.people.avatar(user, SMALL):
                assert self.client.people.name(user) != UNKNOWN_NAME


def test_any_history(client_type: Callable[[Path], Any], tmp_path: Path) -> None:
    """Every promise is kept, and nothing comes that nobody waits for."""
    run_state_machine_as_test(
        lambda: PeopleMachine(client_type, tmp_path),
        settings=settings(max_examples=60, stateful_step_count=30, deadline=None),
    )
