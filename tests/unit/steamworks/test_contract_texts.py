"""Room B: the texts of the table, and the docstrings made from them."""

import pytest

from steamworks import ResultCode, Steamworks, contract

ROWS = {
    row.name: row
    for row in (
        *contract.FUNCTIONS.values(),
        *contract.PROPERTIES.values(),
        *contract.EVENTS.values(),
    )
}


def described():
    """Everything in the table that has a description, each with its name."""
    for row in ROWS.values():
        yield row.name, row
    for kind in contract.TYPES.values():
        yield kind.name, kind
        yield from ((f"{kind.name}.{key.name}", key) for key in kind.keys)
    for event in contract.EVENTS.values():
        yield from ((f"{event.name}.{key.name}", key) for key in event.keys)
    for function in contract.FUNCTIONS.values():
        for parameter in function.parameters:
            yield f"{function.name}.{parameter.name}", parameter
            yield from ((f"{function.name}.{key.name}", key) for key in parameter.keys)


def test_everything_is_described():
    """Each row, parameter and key has a sentence, that begins large and ends with a full stop."""
    wrong = [
        name
        for name, row in described()
        if not row.description.endswith(".") or not (row.description[0].isupper())
    ]
    assert wrong == [name for name, row in described() if row.description[:1] == '"']
    assert all(row.description.endswith(".") for _, row in described())


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
def test_every_row_has_an_example(row):
    """An example uses what it is an example of, and fits into a help page."""
    lines = row.example.splitlines()
    assert 1 <= len(lines) <= 12
    assert max(map(len, lines)) <= 95
    assert "\t" not in row.example
    if row.name in contract.EVENTS:
        snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in row.name)
        assert f"func _on_{snake}(event: Dictionary)" in row.example
    else:
        assert f"$Steamworks.{row.name}" in row.example


@pytest.mark.parametrize("row", contract.FUNCTIONS.values(), ids=lambda row: row.name)
def test_docstrings_of_functions(row):
    """The façade's method has all that its row says, its null and bools as Python writes them."""
    told = getattr(Steamworks, row.name).__doc__
    assert told == contract.docstring(row)
    for parameter in row.parameters:
        for item in (parameter, *parameter.keys):
            assert f"{item.name} (" in told
            assert all(f'"{word}"' in told for word in item.words)
    prose, example = told.split("Example (GDScript)::")
    assert "null" not in prose
    assert [line.strip() for line in example.splitlines() if line.strip()] == [
        line.strip() for line in row.example.splitlines() if line.strip()
    ]


@pytest.mark.parametrize("row", contract.PROPERTIES.values(), ids=lambda row: row.name)
def test_docstrings_of_properties(row):
    """The façade's property has the text of its row."""
    assert getattr(Steamworks, row.name).__doc__ == contract.docstring(row)


def test_docstring_of_an_event():
    """An event's text lists the keys of its dictionary, and those of the dictionaries in it."""
    told = contract.docstring(contract.EVENTS["leaderboardEntries"])
    assert "    isError (bool): " in told
    assert "LeaderboardEntry:\n    userSteamId (string): Whose score it is." in told


def test_lines_of_docstrings_are_short():
    """The texts are wrapped, so that a terminal of 100 columns shows them whole."""
    for row in ROWS.values():
        assert max(map(len, contract.docstring(row).splitlines())) < 100


def test_every_result_code_is_described():
    """Each of Steam's result codes has a sentence of its own, in the order of the numbers."""
    assert list(contract.RESULTS) == [code.name for code in ResultCode]
    assert all(text[0].isupper() and text.endswith(".") for text in contract.RESULTS.values())
    assert len(set(contract.RESULTS.values())) == len(contract.RESULTS)
