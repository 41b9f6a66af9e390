"""Room B, `steamworks`: the façade with the documented names, put together from its topics.

May import: everything of the package.
"""

from __future__ import annotations

import os

from .client import Client
from .documented import tell_properties
from .facade.app import AppFunctions
from .facade.leaderboards import LeaderboardFunctions
from .facade.overlay import OverlayFunctions
from .facade.pictures import PictureFunctions
from .facade.progress import ProgressFunctions
from .facade.stats import StatFunctions
from .facade.users import UserFunctions
from .log import Log


class Steamworks(
    ProgressFunctions,
    StatFunctions,
    LeaderboardFunctions,
    AppFunctions,
    OverlayFunctions,
    UserFunctions,
    PictureFunctions,
):
    """The documented functions, properties and events, on one connection.

    Any number of façades share a connection; each has its own listeners and its own start-up event.
    No function raises: what is wrong goes to the log, and the call returns its failure value.

    Args:
        client: The connection; None makes a façade on which nobody is logged on, until `attach`.
        app_id: The configured app ID, which `appId` gives when there is no connection.
        emit: Called first with every event's name and dictionary (an engine emits its signal).
        listeners: What counts as a listener, and how to call it; Python's callables by default.
        pictures: What images become; plain Python gets their bytes.
        log: Where messages go; Python's `logging` by default.
    """


tell_properties(Steamworks)


def connect(
    app_id: str | int | None = None,
    library: str | os.PathLike[str] | None = None,
    log: Log | None = None,
) -> Steamworks:
    """A façade on this process's connection, which is opened now if there is none.

    Raises:
        SteamError: there is no connection to be had; the error says why, and what to do.
    """
    return Steamworks(Client.shared(app_id, library, log), app_id=app_id, log=log)
