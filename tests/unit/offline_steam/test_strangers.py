"""People whom no definition names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from offline_steam.definition import FIRST_ACCOUNT, is_user_id
from offline_steam.results import Relationship
from offline_steam.strangers import draw_lot, stranger


def test_same_everywhere() -> None:
    """These people are known by these names in every version: screenshots and tests rely on it."""
    names = [stranger(FIRST_ACCOUNT + 1_000_000 + number).name for number in range(5)]
    assert names == ["Solar Heron", "Moth21", "stormy_ferret", "雨桐", "hidden_anvil"]


@given(account=st.integers(1, 2**32 - 1))
def test_anybody(account: int) -> None:
    """Every account has a name that can be shown, a level, and nothing to do with the user."""
    user = stranger(FIRST_ACCOUNT + account)
    assert 0 < len(user.name) <= 32 and user.name.isprintable() and user.name == user.name.strip()
    assert 0 <= user.level < 200
    assert user.relationship is Relationship.NONE and not user.nickname


def test_many_names() -> None:
    """A page of a leaderboard hardly has a name twice, and has more than one script."""
    names = [stranger(FIRST_ACCOUNT + number).name for number in range(1, 101)]
    assert len(set(names)) > 90
    assert any(not name.isascii() for name in names)


@given(steam_id=st.integers(0, 2**64 - 1), topic=st.integers(0, 1000), count=st.integers(1, 500))
def test_lots(steam_id: int, topic: int, count: int) -> None:
    """A lot lies in its range, and drawing it again gives the same."""
    lot = draw_lot(steam_id, topic, count)
    assert 0 <= lot < count and lot == draw_lot(steam_id, topic, count)


@given(steam_id=st.integers(0, 2**64 - 1))
def test_user_ids(steam_id: int) -> None:
    """A user's ID has a public universe, the type of individuals, and an account that is not 0."""
    universe, kind, account = steam_id >> 56, (steam_id >> 52) & 15, steam_id % 2**32
    assert is_user_id(steam_id) == (universe in (1, 2, 3, 4) and kind == 1 and account > 0)
