"""Room B, `steamworks`: what makes a method of the façade a documented function.

May import: `arguments`, `contract`, `errors`, `listeners`, `log`, `request`. A documented function
never raises: whatever is wrong goes to the log, and the caller gets the failure value of its row in
`contract`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from . import contract
from .arguments import BadArgumentError
from .errors import SteamError
from .listeners import EventDict
from .log import Log, raised
from .request import Request

_NOBODY = "nobody is logged on to Steam, or this is another thread than the one that connected"
_LISTENING = ("addEventListener", "removeEventListener")


class Facade(Protocol):
    """What a documented function needs of the object that it is a method of."""

    _log: Log

    def _may_call(self, function: str) -> bool:
        """Whether somebody is logged on, and this is the right thread (if not, it is logged)."""

    def _may_listen(self, function: str) -> bool:
        """Whether listeners can be added and removed now."""


F = TypeVar("F", bound=Facade)
P = ParamSpec("P")
R = TypeVar("R")


def documented(function: Callable[Concatenate[F, P], R]) -> Callable[Concatenate[F, P], R]:
    """Makes a method the documented function of its name, with the text of its row.

    Not logged on, a wrong thread, a bad argument and an error of Steam give its failure value; all
    but the first are logged. So is whatever an argument raises by itself (a property of a listener,
    say), with its traceback.
    """
    row = contract.FUNCTIONS[function.__name__]

    def failure(why: str) -> R:
        value: R = copy.copy(row.failure)
        return value

    return _guarded(function, row, failure)


def requesting(
    function: Callable[Concatenate[F, P], Request[EventDict]],
) -> Callable[Concatenate[F, P], Request[EventDict]]:
    """As `documented`, for a function that sends a request; when it fails, that was not sent."""
    row = contract.FUNCTIONS[function.__name__]
    return _guarded(function, row, lambda why: Request.unsent(row.name, why))


def _guarded(
    function: Callable[Concatenate[F, P], R], row: contract.Function, failed: Callable[[str], R]
) -> Callable[Concatenate[F, P], R]:
    """The function, or what `failed` makes of the reason why it failed."""
    name, leading, listens = row.name, row.leading, row.name in _LISTENING

    def call(self: F, /, *args: P.args, **kwargs: P.kwargs) -> R:
        why = _NOBODY
        if self._may_listen(name) if listens else self._may_call(name):
            try:
                if leading is not None and _left_out(row, leading, len(args), kwargs):
                    return function(self, leading.default, *args, **kwargs)
                return function(self, *args, **kwargs)
            except (BadArgumentError, SteamError) as error:
                why = str(error)
                self._log.error(f"Steamworks.{row.name}: {error}")
            except Exception as error:
                why = raised(error)
                _report(self._log, row, error, None if kwargs else len(args))
        return failed(why)

    update_wrapper(call, function)
    call.__doc__ = contract.docstring(row)
    return call


def tell_properties(facade: type) -> None:
    """Gives the documented properties of a class the texts of their rows."""
    for row in contract.PROPERTIES.values():
        getattr(facade, row.name).__doc__ = contract.docstring(row)


def _left_out(
    row: contract.Function, leading: contract.Parameter, count: int, named: dict[str, object]
) -> bool:
    """Whether a call gives everything but the first parameter, which may be left out."""
    return leading.name not in named and count + len(named) == len(row.parameters) - 1


def _report(log: Log, row: contract.Function, error: Exception, count: int | None) -> None:
    """Logs what was raised. `count`: of the arguments, when none was given by its name."""
    traceback = error.__traceback__
    if isinstance(error, TypeError) and traceback is not None and traceback.tb_next is None:
        # The function never began: its arguments are too many, too few, or misnamed.
        # Python's own text counts `self` as well, which is not the caller's.
        told = f"{error}" if count is None else f"got {count} argument{'s' * (count != 1)}"
        log.error(f"Steamworks.{row.name}: expected {row.signature}, {told}")
    else:
        log.exception(f"Steamworks.{row.name} raised {raised(error)}", error)
