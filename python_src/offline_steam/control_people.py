"""Room C, ``offline_steam``: the control API's users, overlay, DLC and purchases.

Imports of this package ``control_part``.
"""

from __future__ import annotations

from offline_steam.control_part import ControlPart, identifier


class PeopleControl(ControlPart):
    """The part of ``control.Control`` for whatever happens around the game."""

    def set_user(self, steam_id: int | str, **values: object) -> None:
        """Changes what Steam knows of a user; 304 tells of it when the user is known to the game.

        Args:
            steam_id: of anybody, defined or not.
            values: by the keys of a definition's ``[[user]]``, with values as in TOML: ``name``,
                ``nickname``, ``status``, ``relationship``, ``level``, ``avatar``, such as
                ``avatar={"shape": "cat", "color": "#f2c14e"}``.

        Raises:
            DefinitionError: for an unknown key or a bad value; nothing changes then.
            UnknownNameError: for an ID that is no user's.
        """
        with self._session.lock:
            self._session.set_user(identifier(steam_id), values)

    def set_overlay_enabled(self, enabled: bool) -> None:
        """Lets the overlay be shown, or not: ``IsOverlayEnabled``. One that is shown is closed."""
        with self._session.lock:
            self._session.overlay.set_enabled(enabled)

    def open_overlay(self) -> None:
        """Opens the overlay until it is closed, as a player does by its keys; posts 331.

        Raises:
            UnknownNameError: while nobody is connected.
        """
        with self._session.lock:
            self._session.open_overlay()

    def close_overlay(self) -> None:
        """Closes the overlay, as a player does; posts 331, and nothing when it is not shown."""
        with self._session.lock:
            self._session.overlay.close()

    def set_player_count(self, count: int) -> None:
        """Sets what ``GetNumberOfCurrentPlayers`` answers.

        Raises:
            ValueError: when it is negative or has more than 32 bits.
        """
        with self._session.lock:
            self._session.player_count.set(count)

    def install_dlc(self, app_id: int | str) -> None:
        """Installs DLC, of the definition or not; posts 1005 when it was not installed.

        Raises:
            ValueError: for a number that is no app ID.
        """
        with self._session.lock:
            self._session.content.install(identifier(app_id))

    def uninstall_dlc(self, app_id: int | str) -> None:
        """Takes installed DLC away.

        Raises:
            ValueError: for a number that is no app ID.
            UnknownNameError: while connected, when it is not installed.
        """
        with self._session.lock:
            self._session.content.uninstall(identifier(app_id))

    def start_purchase(self, order_id: int | str) -> None:
        """Begins a purchase, as the game's server does: the overlay asks the user.

        Raises:
            ValueError: for an order ID that is 0, has more than 64 bits, or is pending already.
            UnknownNameError: while nobody is connected.
        """
        with self._session.lock:
            self._session.purchases.start(identifier(order_id))

    def approve_purchase(self, order_id: int | str) -> None:
        """The user approves a pending purchase: posts 152.

        Raises:
            UnknownNameError: when no such purchase is pending.
        """
        with self._session.lock:
            self._session.purchases.answer(identifier(order_id), True)

    def decline_purchase(self, order_id: int | str) -> None:
        """The user declines a pending purchase: posts 152.

        Raises:
            UnknownNameError: when no such purchase is pending.
        """
        with self._session.lock:
            self._session.purchases.answer(identifier(order_id), False)
