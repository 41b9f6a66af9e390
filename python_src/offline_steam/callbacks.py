"""Room C, ``offline_steam``: the bytes of each callback that the runtime posts.

Imports the standard library and ``results``. The layouts are those of the SDK's structs: little
endian, packed to 4 bytes, on Windows to 8; a ``CSteamID`` or ``CGameID`` aligns to 1 everywhere.
"""

from __future__ import annotations

import struct
import sys

from offline_steam.results import CallbackId

NAME_SIZE = 128
"""``k_cchStatNameMax``: bytes of an achievement's or stat's name, the final NUL included."""

NO_UGC = 2**64 - 1
"""``k_UGCHandleInvalid``: no content."""
WEB_TICKET_SIZE = 2560
"""Bytes that ``GetTicketForWebApiResponse_t`` has for a ticket."""


class Layouts:
    """Encoders for one packing.

    Args:
        pack: 4 or 8, the alignment that 64-bit fields get.
    """

    def __init__(self, pack: int) -> None:
        wide = pack == 8
        # "x" counts below are the compiler's padding, before a 64-bit field and at the end.
        self._received = struct.Struct("<QiQ4x" if wide else "<QiQ")
        self._stored = struct.Struct("<Qi4x" if wide else "<Qi")
        self._achievement = struct.Struct("<Q?128s3xII4x" if wide else "<Q?128s3xII")
        self._icon = struct.Struct("<Q128s?3xi")
        self._completed = struct.Struct("<QiI")
        self._persona = struct.Struct("<Qi4x" if wide else "<Qi")
        self._purchase = struct.Struct("<I4xQB7x" if wide else "<IQB3x")
        self._found = struct.Struct("<QB7x" if wide else "<QB3x")
        self._downloaded = struct.Struct("<QQi4x" if wide else "<QQi")
        self._uploaded = struct.Struct("<?7xQi?3xii" if wide else "<?3xQi?3xii")
        self._ugc_set = struct.Struct("<i4xQ" if wide else "<iQ")
        self._entry = struct.Struct("<Qiii4xQ" if wide else "<QiiiQ")
        self._web_ticket = struct.Struct(f"<Iii{WEB_TICKET_SIZE}s")

    def user_stats_received(self, game_id: int, result: int, steam_id: int) -> bytes:
        """``UserStatsReceived_t``: 20 bytes, 24 on Windows."""
        return self._received.pack(game_id, result, steam_id)

    def user_stats_stored(self, game_id: int, result: int) -> bytes:
        """``UserStatsStored_t``: 12 bytes, 16 on Windows."""
        return self._stored.pack(game_id, result)

    def user_achievement_stored(
        self, game_id: int, name: str, progress: int, max_progress: int
    ) -> bytes:
        """``UserAchievementStored_t``: 148 bytes, 152 on Windows."""
        return self._achievement.pack(
            game_id, False, name.encode()[: NAME_SIZE - 1], progress, max_progress
        )

    def user_stats_unloaded(self, steam_id: int) -> bytes:
        """``UserStatsUnloaded_t``: 8 bytes."""
        return struct.pack("<Q", steam_id)

    def user_achievement_icon_fetched(
        self, game_id: int, name: str, achieved: bool, image: int
    ) -> bytes:
        """``UserAchievementIconFetched_t``: 144 bytes."""
        return self._icon.pack(game_id, name.encode()[: NAME_SIZE - 1], achieved, image)

    def api_call_completed(self, call: int, callback: int, size: int) -> bytes:
        """``SteamAPICallCompleted_t``: 16 bytes."""
        return self._completed.pack(call, callback, size)

    def persona_state_change(self, steam_id: int, flags: int) -> bytes:
        """``PersonaStateChange_t``: 12 bytes, 16 on Windows."""
        return self._persona.pack(steam_id, flags)

    def micro_txn_authorization_response(
        self, app_id: int, order_id: int, authorized: bool
    ) -> bytes:
        """``MicroTxnAuthorizationResponse_t``: 16 bytes, 24 on Windows."""
        return self._purchase.pack(app_id, order_id, authorized)

    def get_auth_session_ticket_response(self, ticket: int, result: int) -> bytes:
        """``GetAuthSessionTicketResponse_t``: 8 bytes."""
        return struct.pack("<Ii", ticket, result)

    def get_ticket_for_web_api_response(self, ticket: int, result: int, data: bytes) -> bytes:
        """``GetTicketForWebApiResponse_t``: 2572 bytes."""
        return self._web_ticket.pack(ticket, result, len(data), data)

    def game_overlay_activated(self, active: bool, by_user: bool, app_id: int) -> bytes:
        """``GameOverlayActivated_t``: 12 bytes. The overlay has no process of its own: 0."""
        return struct.pack("<B?2xII", active, by_user, app_id, 0)

    def avatar_image_loaded(self, steam_id: int, image: int, size: int) -> bytes:
        """``AvatarImageLoaded_t``: 20 bytes."""
        return struct.pack("<Qiii", steam_id, image, size, size)

    def dlc_installed(self, app_id: int) -> bytes:
        """``DlcInstalled_t``: 4 bytes."""
        return struct.pack("<I", app_id)

    def number_of_current_players(self, success: bool, players: int) -> bytes:
        """``NumberOfCurrentPlayers_t``: 8 bytes."""
        return struct.pack("<B3xi", success, players)

    def leaderboard_find_result(self, board: int, found: bool) -> bytes:
        """``LeaderboardFindResult_t``: 12 bytes, 16 on Windows."""
        return self._found.pack(board, found)

    def leaderboard_scores_downloaded(self, board: int, entries: int, count: int) -> bytes:
        """``LeaderboardScoresDownloaded_t``: 20 bytes, 24 on Windows."""
        return self._downloaded.pack(board, entries, count)

    def leaderboard_score_uploaded(
        self, success: bool, board: int, score: int, changed: bool, rank: int, before: int
    ) -> bytes:
        """``LeaderboardScoreUploaded_t``: 28 bytes, 32 on Windows."""
        return self._uploaded.pack(success, board, score, changed, rank, before)

    def leaderboard_ugc_set(self, result: int, board: int) -> bytes:
        """``LeaderboardUGCSet_t``: 12 bytes, 16 on Windows."""
        return self._ugc_set.pack(result, board)

    def leaderboard_entry(
        self, steam_id: int, rank: int, score: int, details: int, ugc: int | None
    ) -> bytes:
        """``LeaderboardEntry_t``, which is no callback: 28 bytes, 32 on Windows."""
        return self._entry.pack(steam_id, rank, score, details, NO_UGC if ugc is None else ugc)

    def servers_connected(self) -> bytes:
        """``SteamServersConnected_t``: no fields, 1 byte."""
        return b"\0"

    def servers_disconnected(self, result: int) -> bytes:
        """``SteamServersDisconnected_t``: 4 bytes."""
        return struct.pack("<i", result)

    def sizes(self) -> dict[CallbackId, int]:
        """The size in bytes of every callback above."""
        return {
            CallbackId.USER_STATS_RECEIVED: self._received.size,
            CallbackId.USER_STATS_STORED: self._stored.size,
            CallbackId.USER_ACHIEVEMENT_STORED: self._achievement.size,
            CallbackId.USER_STATS_UNLOADED: 8,
            CallbackId.USER_ACHIEVEMENT_ICON_FETCHED: self._icon.size,
            CallbackId.STEAM_API_CALL_COMPLETED: self._completed.size,
            CallbackId.PERSONA_STATE_CHANGE: self._persona.size,
            CallbackId.MICRO_TXN_AUTHORIZATION_RESPONSE: self._purchase.size,
            CallbackId.GET_AUTH_SESSION_TICKET_RESPONSE: 8,
            CallbackId.GET_TICKET_FOR_WEB_API_RESPONSE: self._web_ticket.size,
            CallbackId.GAME_OVERLAY_ACTIVATED: 12,
            CallbackId.AVATAR_IMAGE_LOADED: 20,
            CallbackId.DLC_INSTALLED: 4,
            CallbackId.NUMBER_OF_CURRENT_PLAYERS: 8,
            CallbackId.LEADERBOARD_FIND_RESULT: self._found.size,
            CallbackId.LEADERBOARD_SCORES_DOWNLOADED: self._downloaded.size,
            CallbackId.LEADERBOARD_SCORE_UPLOADED: self._uploaded.size,
            CallbackId.LEADERBOARD_UGC_SET: self._ugc_set.size,
            CallbackId.STEAM_SERVERS_CONNECTED: 1,
            CallbackId.STEAM_SERVERS_DISCONNECTED: 4,
        }


LAYOUTS = Layouts(8 if sys.platform == "win32" else 4)
"""The encoders of this platform."""
