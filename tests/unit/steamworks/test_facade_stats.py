"""Room B: stats through the façade: values of each type, rounding, and what is no number."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOT_NUMBERS = [math.nan, math.inf, -math.inf, "3", None, True, []]


def test_stat_values(facade):
    """Each type of stat is set and read back; a type that does not match is null."""
    assert facade.setUserStatValues(
        [
            {"statName": "Wins", "type": "int", "value": 3},
            {"statName": "Feet", "type": "float", "value": 2.5},
            {"statName": "Speed", "type": "averageRate", "value": 10, "sessionTimeLength": 4},
        ]
    )
    assert facade.getUserStatValue({"statName": "Wins", "type": "int"}) == 3
    assert facade.getUserStatValue({"statName": "Feet", "type": "float"}) == 2.5
    assert facade.getUserStatValue({"statName": "Speed", "type": "averageRate"}) == 2.5
    assert facade.getUserStatValue({"statName": "Wins", "type": "float"}) is None
    assert facade.getUserStatValue({"statName": "Feet", "type": "int"}) is None
    assert facade.getUserStatValue({"statName": "None", "type": "int"}) is None


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (2.4, 2),
        (2.5, 3),
        (-2.4, -2),
        (-2.5, -3),
        (0.49999999999999994, 0),
        (2**31, 2**31 - 1),
        (-(2**31) - 1, -(2**31)),
        (1e300, 2**31 - 1),
        (-(10**400), -(2**31)),
    ],
)
def test_int_stats_are_rounded_and_clamped(facade, value, stored):
    """Ints are rounded to nearest (halves away from zero) and clamped to 32 bits."""
    assert facade.setUserStatValues([{"statName": "Wins", "type": "int", "value": value}])
    assert facade.getUserStatValue({"statName": "Wins", "type": "int"}) == stored


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**70), 2**70))
def test_int_stats_are_the_nearest_of_32_bits(facade, value):
    """For any number: nobody in the range of 32 bits is nearer than what is stored."""
    assert facade.setUserStatValues([{"statName": "Wins", "type": "int", "value": value}])
    stored = facade.getUserStatValue({"statName": "Wins", "type": "int"})
    clamped = max(-(2**31), min(2**31 - 1, value))
    assert abs(stored - clamped) <= 0.5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_float_stats_keep_every_float(facade, value):
    """Every finite float of 32 bits is stored as it is."""
    assert facade.setUserStatValues([{"statName": "Feet", "type": "float", "value": value}])
    assert facade.getUserStatValue({"statName": "Feet", "type": "float"}) == value


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        *(("int", number) for number in NOT_NUMBERS),
        *(
            (kind, number)
            for kind in ("float", "averageRate")
            for number in [*NOT_NUMBERS, 10**400]
        ),
    ],
)
def test_numbers_that_are_not(facade, steam, log, kind, number):
    """NaN, infinity and what is no number are reported, and nothing is stored."""
    entry = {"statName": "Wins", "type": kind, "value": number, "sessionTimeLength": 1}
    assert facade.setUserStatValues([entry]) is False
    facade.pump()
    assert steam.count("stores") == 0
    assert "Steamworks.setUserStatValues: arrayOfStatTables[0].value: expected" in log.errors[0]


def test_largest_float_as_people_write_it(facade):
    """The largest float of 32 bits with its usual eight digits is within the range."""
    largest = 3.4028234663852886e38
    for value in (3.4028235e38, -3.4028235e38):
        assert facade.setUserStatValues([{"statName": "Feet", "type": "float", "value": value}])
        stored = facade.getUserStatValue({"statName": "Feet", "type": "float"})
        assert abs(stored) == largest


@pytest.mark.parametrize("value", [1e39, -1e39, 3.5e38, 3.4028235677973366e38])
def test_floats_beyond_32_bits(facade, log, value):
    """A float that would become infinite in 32 bits is reported."""
    assert (
        facade.setUserStatValues([{"statName": "Feet", "type": "float", "value": value}]) is False
    )
    assert "32-bit float" in log.errors[0]


@pytest.mark.parametrize("length", [0, -1, math.nan, math.inf, None, "1", True])
def test_bad_session_length(facade, log, length):
    """An average rate needs a session length above 0."""
    entry = {"statName": "Speed", "type": "averageRate", "value": 1, "sessionTimeLength": length}
    assert facade.setUserStatValues([entry]) is False
    assert "arrayOfStatTables[0].sessionTimeLength: expected" in log.errors[0]


@pytest.mark.parametrize(
    "entry",
    [
        None,
        5,
        "Wins",
        {},
        {"statName": "Wins", "type": "int"},
        {"statName": "Wins", "value": 1},
        {"type": "int", "value": 1},
        {"statName": "Wins", "type": "string", "value": 1},
        {"statName": "Wins", "type": None, "value": 1},
        {"statName": "Wins", "type": "INT", "value": 1},
        {"statName": "Wins", "type": "float", "value": 1},
        {"statName": "None", "type": "int", "value": 1},
        {"statName": "Speed", "type": "float", "value": 1},
        {"statName": "Wins", "type": "averageRate", "value": 1, "sessionTimeLength": 1},
        {"statName": "Wins", "type": "int", "value": 1, "userSteamId": "1"},
        {"statName": "x" * 10_000, "type": "int", "value": 1},
        {1: 2},
    ],
)
def test_bad_entries_are_skipped(facade, steam, log, entry):
    """A bad entry is reported with its place, and the good ones are set all the same."""
    good = {"statName": "Feet", "type": "float", "value": 7}
    assert facade.setUserStatValues([entry, good]) is True
    assert facade.getUserStatValue({"statName": "Feet", "type": "float"}) == 7
    assert len(log.errors) == 1
    assert "arrayOfStatTables[0]" in log.errors[0]
    assert facade.setUserStatValues([entry]) is False
    facade.pump()
    assert steam.count("stores") == 1


@pytest.mark.parametrize("tables", [None, 5, "Wins", b"Wins", {}, [], {"statName": "Wins"}])
def test_bad_array_of_stats(facade, log, tables):
    """What is not an array of dictionaries is refused."""
    assert facade.setUserStatValues(tables) is False
    assert "Steamworks.setUserStatValues: arrayOfStatTables: expected" in log.errors[0]


@pytest.mark.parametrize(
    "params",
    [
        None,
        "Wins",
        [],
        {},
        {"statName": "Wins"},
        {"type": "int"},
        {"statName": "Wins", "type": "string"},
        {"statName": "Wins", "type": "int", "userSteamID": "76561197960287930"},
        {"statName": "", "type": "int"},
    ],
)
def test_bad_stat_query(facade, log, params):
    """A query with missing, unknown or wrong keys is null, with a message: typos show."""
    assert facade.getUserStatValue(params) is None
    assert log.errors[0].startswith("Steamworks.getUserStatValue: params")
