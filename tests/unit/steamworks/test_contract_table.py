"""Room B: the table of documented names, and the façade that it describes."""

import inspect
import re

import pytest

from steamworks import Steamworks, contract

WORDS = "bool|int|float|string|number|dictionary|listener|texture|imageRect|parent|" + "|".join(
    contract.TYPES
)
TYPES = re.compile(rf"(array\[({WORDS})\]|{WORDS})\??")


def test_every_function_has_a_row_and_every_row_a_function():
    """The documented names of the façade are those of the table, no more and no fewer."""
    # `attach` and the like are how a host drives the façade; they belong to no script.
    driving = {"attach", "detach", "close", "pump", "deliver", "end"}
    public = {name for name in dir(Steamworks) if not name.startswith("_")} - driving
    assert public == set(contract.FUNCTIONS) | set(contract.PROPERTIES)


@pytest.mark.parametrize("row", contract.FUNCTIONS.values(), ids=lambda row: row.name)
def test_parameters_match(row):
    """Names, order and defaults of the parameters are those of the façade's method."""
    parameters = list(inspect.signature(getattr(Steamworks, row.name)).parameters.values())[1:]
    assert [p.name for p in parameters] == [p.name for p in row.parameters]
    for actual, documented in zip(parameters, row.parameters, strict=True):
        expected = (
            inspect.Parameter.empty
            if documented.default is contract.REQUIRED or documented is row.leading
            else documented.default
        )
        assert actual.default is expected


@pytest.mark.parametrize("row", contract.PROPERTIES.values(), ids=lambda row: row.name)
def test_properties_are_read_only(row):
    """Each property can be read and not written."""
    found = inspect.getattr_static(Steamworks, row.name)
    assert isinstance(found, property)
    assert found.fset is None


def test_types_are_of_the_vocabulary():
    """Every type in the table is one that the table's own description explains."""
    rows = [*contract.FUNCTIONS.values(), *contract.PROPERTIES.values(), *contract.EVENTS.values()]
    types = [row.returns for row in contract.FUNCTIONS.values()]
    types += [p.type for row in contract.FUNCTIONS.values() for p in row.parameters]
    types += [row.type for row in contract.PROPERTIES.values()]
    types += [key.type for row in contract.EVENTS.values() for key in row.keys]
    assert [t for t in types if not TYPES.fullmatch(t)] == []
    assert all(row.description.endswith(".") for row in rows)


def test_failure_values_have_the_documented_type():
    """Null only where the type allows it, false for bools, an empty array for arrays."""
    for row in contract.FUNCTIONS.values():
        if row.returns.endswith("?"):
            assert row.failure is None
        else:
            assert row.failure == {"bool": False}.get(row.returns, [])


def test_every_event_begins_with_its_name():
    """Every event carries `name`."""
    assert all(row.keys[0].name == "name" for row in contract.EVENTS.values())
