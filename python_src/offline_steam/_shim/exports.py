"""Room C, ``offline_steam._shim``: the table of the flat functions that the library exports.

May import the standard library only: ``build_shim.py`` loads this file by its path.

One line is one function. ``! value`` means: answered by Python, and this is the value when nobody
is connected or the answer raised; no value where there is no result. ``= value`` means: C answers
with this expression. What C answers with code of its own (init, the pump, API calls) is written in
``c/*.h`` and not listed here. A new function is a line here and a handler of the same name in one
of the ``bind_*`` modules. What is not simulated is in ``flat.txt``.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

TABLE = """
[ISteamUserStats]
bool GetStatInt32(const char *name, int32_t *data) ! false
bool GetStatFloat(const char *name, float *data) ! false
bool SetStatInt32(const char *name, int32_t data) ! false
bool SetStatFloat(const char *name, float data) ! false
bool UpdateAvgRateStat(const char *name, float count_this_session, double session_length) ! false
bool GetAchievement(const char *name, bool *achieved) = \
usable(self) && achievement_state(name, achieved, NULL)
bool SetAchievement(const char *name) ! false
bool ClearAchievement(const char *name) ! false
bool GetAchievementAndUnlockTime(const char *name, bool *achieved, uint32_t *unlock_time) = \
usable(self) && achievement_state(name, achieved, unlock_time)
bool StoreStats() ! false
int GetAchievementIcon(const char *name) ! 0
const char *GetAchievementDisplayAttribute(const char *name, const char *key) ! ""
bool IndicateAchievementProgress(const char *name, uint32_t progress, uint32_t max_progress) ! false
uint32_t GetNumAchievements() = usable(self) ? achievements_count() : 0
const char *GetAchievementName(uint32_t index) = usable(self) ? achievement_name(index) : ""
uint64_t RequestUserStats(uint64_t steam_id) ! 0
bool GetUserStatInt32(uint64_t steam_id, const char *name, int32_t *data) ! false
bool GetUserStatFloat(uint64_t steam_id, const char *name, float *data) ! false
bool GetUserAchievement(uint64_t steam_id, const char *name, bool *achieved) ! false
bool GetUserAchievementAndUnlockTime(uint64_t steam_id, const char *name, bool *achieved, \
uint32_t *unlock_time) ! false
bool ResetAllStats(bool achievements_too) ! false
bool GetAchievementProgressLimitsInt32(const char *name, int32_t *minimum, int32_t *maximum) ! false
bool GetAchievementProgressLimitsFloat(const char *name, float *minimum, float *maximum) ! false
uint64_t GetNumberOfCurrentPlayers() ! 0
uint64_t FindOrCreateLeaderboard(const char *name, int sort_method, int display_type) ! 0
uint64_t FindLeaderboard(const char *name) ! 0
const char *GetLeaderboardName(uint64_t leaderboard) ! ""
int GetLeaderboardEntryCount(uint64_t leaderboard) ! 0
int GetLeaderboardSortMethod(uint64_t leaderboard) ! 0
int GetLeaderboardDisplayType(uint64_t leaderboard) ! 0
uint64_t DownloadLeaderboardEntries(uint64_t leaderboard, int request, int start, int end) ! 0
uint64_t DownloadLeaderboardEntriesForUsers(uint64_t leaderboard, void *users, int count) ! 0
uint64_t UploadLeaderboardScore(uint64_t leaderboard, int method, int32_t score, \
const int32_t *details, int details_count) ! 0
uint64_t AttachLeaderboardUGC(uint64_t leaderboard, uint64_t content) ! 0

[ISteamUser]
int32_t GetHSteamUser() = THE_USER
bool BLoggedOn() ! false
uint64_t GetSteamID() ! 0
int GetPlayerSteamLevel() ! 0
uint32_t GetAuthSessionTicket(void *ticket, int size, uint32_t *length, const void *identity) ! 0
uint32_t GetAuthTicketForWebApi(const char *identity) ! 0
void CancelAuthTicket(uint32_t ticket) !

[ISteamUtils]
uint32_t GetSecondsSinceAppActive() ! 0
uint32_t GetSecondsSinceComputerActive() = 0
int GetConnectedUniverse() = 1
uint32_t GetServerRealTime() ! 0
const char *GetIPCountry() = ""
bool GetImageSize(int image, uint32_t *width, uint32_t *height) ! false
bool GetImageRGBA(int image, uint8_t *destination, int size) ! false
uint8_t GetCurrentBatteryPower() = 255
uint32_t GetAppID() ! 0
void SetOverlayNotificationPosition(int position) !
uint32_t GetIPCCallCount() = 0
bool IsOverlayEnabled() ! false
bool BOverlayNeedsPresent() = false
const char *GetSteamUILanguage() ! ""
bool IsSteamRunningInVR() = false
void SetOverlayNotificationInset(int horizontal, int vertical) !
bool IsSteamInBigPictureMode() = false
bool IsSteamChinaLauncher() = false
bool IsSteamRunningOnSteamDeck() = false

[ISteamFriends]
const char *GetPersonaName() ! ""
int GetPersonaState() ! 0
int GetFriendCount(int flags) ! 0
uint64_t GetFriendByIndex(int index, int flags) ! 0
int GetFriendRelationship(uint64_t steam_id) ! 0
int GetFriendPersonaState(uint64_t steam_id) ! 0
const char *GetFriendPersonaName(uint64_t steam_id) ! ""
int GetFriendSteamLevel(uint64_t steam_id) ! 0
const char *GetPlayerNickname(uint64_t steam_id) ! NULL
bool HasFriend(uint64_t steam_id, int flags) ! false
bool RequestUserInformation(uint64_t steam_id, bool name_only) ! false
int GetSmallFriendAvatar(uint64_t steam_id) ! 0
int GetMediumFriendAvatar(uint64_t steam_id) ! 0
int GetLargeFriendAvatar(uint64_t steam_id) ! 0
void ActivateGameOverlay(const char *dialog) !
void ActivateGameOverlayToUser(const char *dialog, uint64_t steam_id) !
void ActivateGameOverlayToWebPage(const char *url, int mode) !
void ActivateGameOverlayToStore(uint32_t app_id, int flag) !
void ActivateGameOverlayInviteDialog(uint64_t lobby) !

[ISteamApps]
bool BIsSubscribed() ! false
bool BIsLowViolence() = false
bool BIsCybercafe() = false
bool BIsVACBanned() = false
const char *GetCurrentGameLanguage() ! ""
const char *GetAvailableGameLanguages() ! ""
bool BIsSubscribedApp(uint32_t app_id) ! false
bool BIsDlcInstalled(uint32_t app_id) ! false
bool BIsSubscribedFromFreeWeekend() = false
int GetDLCCount() ! 0
bool BGetDLCDataByIndex(int index, uint32_t *app_id, bool *available, char *name, \
int name_size) ! false
void InstallDLC(uint32_t app_id) !
void UninstallDLC(uint32_t app_id) !
bool BIsAppInstalled(uint32_t app_id) ! false
uint64_t GetAppOwner() ! 0
int GetAppBuildId() = 0
bool BIsSubscribedFromFamilySharing() ! false

[OfflineSteam]
bool FailNext(const char *call, int result) ! false
bool FailNextIO(const char *call) ! false
bool DelayNext(const char *call, int frames) ! false
bool SetLatency(int frames) ! false
bool SetOnline(bool online) ! false
bool ActAs(uint64_t steam_id) ! false
bool UnloadUserStats(uint64_t steam_id) ! false
bool SetUser(uint64_t steam_id, const char *values) ! false
bool SetOverlayEnabled(bool enabled) ! false
bool OpenOverlay() ! false
bool CloseOverlay() ! false
bool SetPlayerCount(int count) ! false
bool InstallDlc(uint32_t app_id) ! false
bool UninstallDlc(uint32_t app_id) ! false
bool StartPurchase(uint64_t order_id) ! false
bool ApprovePurchase(uint64_t order_id) ! false
bool DeclinePurchase(uint64_t order_id) ! false
bool CreateLeaderboard(const char *name, const char *sort, const char *display) ! false
bool SetLeaderboardScore(const char *name, uint64_t steam_id, int32_t score) ! false
bool AddLeaderboardEntries(const char *name, const uint64_t *steam_ids, const int32_t *scores, \
int count) ! false
bool GenerateLeaderboardEntries(const char *name, int count, int32_t best, int32_t worst, \
uint32_t seed) ! false
bool RemoveLeaderboardEntry(const char *name, uint64_t steam_id) ! false
bool ClearLeaderboard(const char *name) ! false
bool ResetLeaderboard(const char *name) ! false
int QueryLeaderboards(char *json, int size) ! 0
int QueryLeaderboardEntries(const char *name, int start, int end, char *json, int size) ! 0
bool SetHome(const char *folder) ! false
bool SetApp(const char *definition) ! false
bool ResetStore() ! false
bool ClearFaults() ! false
bool SetAchievement(uint64_t steam_id, const char *name, bool unlocked) ! false
bool SetStat(uint64_t steam_id, const char *name, double value) ! false
bool ResetProgress(uint64_t steam_id, bool achievements_too) ! false
int QueryProgress(uint64_t steam_id, char *json, int size) ! 0
int QueryUsers(char *json, int size) ! 0
int QueryCalls(char *json, int size) ! 0
int DrawAchievementIcon(const char *name, bool unlocked, void *rgba, int size) ! 0
int QueryState(char *json, int size) ! 0
bool SetAppId(uint32_t app_id) ! false
int QueryApp(char *json, int size) ! 0
int QueryAchievements(uint64_t steam_id, const char *words, const char *state, int start, int end, \
char *json, int size) ! 0
int QueryStats(uint64_t steam_id, const char *words, int start, int end, char *json, int size) ! 0
int QueryLeaderboard(const char *name, int start, int end, char *json, int size) ! 0
int DrawIcon(const char *shape, const char *color, bool unlocked, void *rgba, int size) ! 0
int QueryProblems(const char *definition, char *json, int size) ! 0
int QueryWords(char *json, int size) ! 0
const char *LastError() ! ""
"""

RETIRED = """
[ISteamUserStats]
bool RequestCurrentStats() ! false
"""
"""What versions before SDK 1.61 have and later ones lack."""


@dataclass(frozen=True)
class Export:
    """One exported function of one interface.

    Attributes:
        interface: the interface it belongs to, or ``OfflineSteam`` for the control API.
        name: without the prefix that ``symbol`` puts before it.
        result: the C type it returns.
        parameters: C declarations, without the leading ``self``.
        python: whether Python answers.
        value: the C expression to answer with; for Python's, when it cannot answer.
    """

    interface: str
    name: str
    result: str
    parameters: tuple[str, ...]
    python: bool
    value: str

    @property
    def is_control(self) -> bool:
        """Whether it is part of the control API, which takes no interface and needs no init."""
        return self.interface == "OfflineSteam"

    @property
    def symbol(self) -> str:
        """The name that the library exports."""
        prefix = "OfflineSteam_" if self.is_control else f"SteamAPI_{self.interface}_"
        return prefix + self.name

    @property
    def entry(self) -> str:
        """The name of the Python function behind it, as cffi knows it."""
        return f"py_{self.interface}_{self.name}"


@dataclass(frozen=True)
class Flavour:
    """Which SDK the library passes for.

    Attributes:
        accessors: the versions of each interface that it hands out.
        retired: whether it has ``RequestCurrentStats``, and the current user's stats have to be
            requested before they can be read.
    """

    accessors: tuple[tuple[str, tuple[str, ...]], ...]
    retired: bool = False


def _flavour(stats: str, friends: str, utils: str, apps: str, retired: bool = False) -> Flavour:
    """A flavour from the versions of the interfaces that differ between SDKs."""
    return Flavour(
        (
            ("ISteamUserStats", tuple(stats.split())),
            ("ISteamUser", ("v023",)),
            ("ISteamUtils", tuple(utils.split())),
            ("ISteamFriends", tuple(friends.split())),
            ("ISteamApps", tuple(apps.split())),
        ),
        retired,
    )


FLAVOURS = {
    "any": _flavour("v013", "v017 v018", "v010 v011", "v008 v009"),
    "1.60": _flavour("v012", "v017", "v010", "v008", retired=True),
    "1.61": _flavour("v013", "v017", "v010", "v008"),
    "1.63": _flavour("v013", "v018", "v010", "v008"),
    "1.65": _flavour("v013", "v018", "v011", "v009"),
}
"""``any`` is what the project ships: every version that programs for SDK 1.61 to 1.65 ask for."""

_LINE = re.compile(
    r"(?P<result>.*?\W)(?P<name>\w+)\((?P<parameters>.*)\) (?P<kind>[!=])(?P<value>.*)"
)


def read_table(text: str) -> tuple[Export, ...]:
    """The functions of a table in the notation above.

    Raises:
        ValueError: when a line is not in that notation.
    """
    exports: list[Export] = []
    interface = ""
    for line in text.replace("\\\n", "").splitlines():
        if line.startswith("["):
            interface = line.strip("[]")
        elif line:
            match = _LINE.fullmatch(line)
            if match is None or not interface:
                raise ValueError(
                    f"export table: {line!r} should read 'type Name(parameters) ! value'"
                )
            parameters = tuple(part.strip() for part in match["parameters"].split(",") if part)
            exports.append(
                Export(
                    interface,
                    match["name"],
                    match["result"].strip(),
                    parameters,
                    match["kind"] == "!",
                    match["value"].strip(),
                )
            )
    return tuple(exports)


def exports_of(flavour: str) -> tuple[Export, ...]:
    """All functions that a library of this flavour exports from the table."""
    return read_table(TABLE) + (read_table(RETIRED) if FLAVOURS[flavour].retired else ())


def digest(flavour: str) -> str:
    """Tells a library from one that was built from another table."""
    text = TABLE + (RETIRED if FLAVOURS[flavour].retired else "")
    # Not hashlib: it would load OpenSSL into every game, for a check of versions.
    return f"{flavour} {zlib.crc32(text.encode()):08x}"
