"""Room B, `steamworks`: the documented names, once. May import: nothing else of the package.

Every function, property, event and dictionary of the documented interface is a row here, and every
string value is one of `words`: the façade takes its failure values from here, the engine's nodes
are made from it, and so are the reference pages, the types and the tables of the documentation.
`rows` says what a row consists of, and which words its types are.
"""

from __future__ import annotations

from typing import Final

from .docstrings import docstring, members_of, type_words, words_of
from .events import EVENT_ROWS
from .functions_boards import BOARD_FUNCTIONS
from .functions_overlay import OVERLAY_FUNCTIONS
from .functions_people import PEOPLE_FUNCTIONS
from .functions_progress import PROGRESS_FUNCTIONS
from .properties import PROPERTY_ROWS
from .results import RESULTS
from .rows import REQUIRED, Event, Function, Key, Parameter, Property, Row, Type
from .types import TYPE_ROWS
from .words import (
    AVATAR_TYPES,
    DISPLAY_TYPES,
    NOTIFICATION_POSITIONS,
    OVERLAYS,
    PHASES,
    PLAYER_SCOPES,
    RELATIONSHIPS,
    SORT_METHODS,
    STAT_TYPES,
    STATUSES,
    USER_OVERLAYS,
    WORDS,
)

__all__ = [
    "AVATAR_TYPES",
    "DISPLAY_TYPES",
    "EVENTS",
    "FUNCTIONS",
    "NOTIFICATION_POSITIONS",
    "OVERLAYS",
    "PHASES",
    "PLAYER_SCOPES",
    "PROPERTIES",
    "RELATIONSHIPS",
    "REQUIRED",
    "RESULTS",
    "SORT_METHODS",
    "STATUSES",
    "STAT_TYPES",
    "TYPES",
    "USER_OVERLAYS",
    "WORDS",
    "Event",
    "Function",
    "Key",
    "Parameter",
    "Property",
    "Row",
    "Type",
    "docstring",
    "members_of",
    "type_words",
    "words_of",
]

FUNCTIONS: Final[dict[str, Function]] = {
    row.name: row
    for rows in (PROGRESS_FUNCTIONS, BOARD_FUNCTIONS, PEOPLE_FUNCTIONS, OVERLAY_FUNCTIONS)
    for row in rows
}
"""The functions, by name, in the order of the reference page."""

PROPERTIES: Final[dict[str, Property]] = {row.name: row for row in PROPERTY_ROWS}
"""The properties, by name."""

EVENTS: Final[dict[str, Event]] = {row.name: row for row in EVENT_ROWS}
"""The events, by name."""

TYPES: Final[dict[str, Type]] = {row.name: row for row in TYPE_ROWS}
"""The dictionaries that functions return and events carry, by name."""
