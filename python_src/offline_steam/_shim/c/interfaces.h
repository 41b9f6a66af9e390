/* Room C, offline_steam: how programs come by interfaces other than by their accessors: by the
   string that names a version, from ISteamClient and from the inline functions of Steam's C++
   headers. The tables behind it are written by build_shim.py. */
#ifndef OFFLINE_STEAM_INTERFACES_H
#define OFFLINE_STEAM_INTERFACES_H

#include "not_simulated.h"
#include "steam_api.h"

struct interface_version {
    const char *version;
    struct interface *interface;
};

static const struct interface_version interface_versions[KNOWN_VERSIONS];
static struct interface the_client, the_older_client;

/* Methods came and went at the end of ISteamClient; up to there all versions are the same. */
static struct interface *known_client(const char *version)
{
    if (strcmp(version, "SteamClient023") == 0)
        return &the_client;
    return strncmp(version, "SteamClient0", strlen("SteamClient0")) == 0 ? &the_older_client : NULL;
}

static struct interface *known_interface(const char *version)
{
    for (size_t i = 0; i < KNOWN_VERSIONS; i++)
        if (strcmp(interface_versions[i].version, version) == 0)
            return interface_versions[i].interface;
    return known_client(version);
}

static void *find_interface(const char *version)
{
    char text[256];
    if (version == NULL || !atomic_load(&steam.connected))
        return NULL;
    struct interface *found = known_interface(version);
    if (found == NULL) {
        snprintf(text, sizeof text, "there is no %.100s, the program gets NULL for it", version);
        say(text);
    }
    return found;
}

/* ---- init with the versions that a program was compiled with ---- */

/* Of strings that follow each other, each with its end, up to an empty one, the first that is not
   known; NULL when all are. */
static const char *unknown_version(const char *versions)
{
    for (; versions && *versions; versions += strlen(versions) + 1)
        if (known_interface(versions) == NULL)
            return versions;
    return NULL;
}

enum { INIT_FAILED = 1, INIT_VERSION_MISMATCH = 3 };

EXPORT int SteamInternal_SteamAPI_Init(const char *versions, char *message)
{
    const char *unknown = unknown_version(versions);
    if (unknown == NULL)
        return connect_to_steam(message);
    if (message)
        snprintf(message, MESSAGE_SIZE,
                 "offline Steam: no %.100s. It passes for SDK %s; build the program with one of "
                 "these, or use Valve's library.", unknown, SDK_NAMES);
    return INIT_VERSION_MISMATCH;
}

/* ---- what the inline functions of the C++ headers call ---- */

EXPORT void *SteamInternal_CreateInterface(const char *version)
{
    return version ? known_client(version) : NULL;
}

EXPORT void *SteamInternal_FindOrCreateUserInterface(int32_t user, const char *version)
{
    (void)user;
    return find_interface(version);
}

struct context {
    void (*fill)(void *interface);
    uintptr_t connection; /* the one that it was filled in */
    void *interface;
};

/* Gives the place that holds the interface, filled in again for each connection. */
EXPORT void *SteamInternal_ContextInit(struct context *context)
{
    uintptr_t connection = atomic_load(&steam.connections);
    if (context->connection != connection || connection == 0) {
        context->fill(&context->interface);
        context->connection = connection;
    }
    return &context->interface;
}

/* ---- game servers: there are none ---- */

EXPORT void *g_pSteamClientGameServer = NULL;

static const char NO_GAME_SERVERS[] = "game servers are not simulated: their init fails";

EXPORT void *SteamInternal_FindOrCreateGameServerInterface(int32_t user, const char *version)
{
    (void)user, (void)version;
    return NULL;
}

static void say_no_game_servers(void)
{
    static atomic_bool said;
    if (!atomic_exchange(&said, true))
        say(NO_GAME_SERVERS);
}

EXPORT int SteamInternal_GameServer_Init_V2(uint32_t address, uint16_t game_port,
                                            uint16_t query_port, int mode, const char *version,
                                            const char *interfaces, char *message)
{
    (void)address, (void)game_port, (void)query_port, (void)mode, (void)version, (void)interfaces;
    say_no_game_servers();
    if (message)
        snprintf(message, MESSAGE_SIZE, "offline Steam: %s", NO_GAME_SERVERS);
    return INIT_FAILED;
}

EXPORT bool SteamGameServer_InitSafe(uint32_t address, uint16_t game_port, uint16_t query_port,
                                     int mode, const char *version)
{
    (void)address, (void)game_port, (void)query_port, (void)mode, (void)version;
    say_no_game_servers();
    return false;
}

/* ---- ISteamClient ---- */

EXPORT void *SteamClient(void) { return atomic_load(&steam.connected) ? &the_client : NULL; }
EXPORT int32_t GetHSteamPipe(void) { return SteamAPI_GetHSteamPipe(); }
EXPORT int32_t GetHSteamUser(void) { return SteamAPI_GetHSteamUser(); }

EXPORT int32_t SteamAPI_ISteamClient_CreateSteamPipe(void *self)
{
    return usable(self) ? THE_PIPE : 0;
}

EXPORT bool SteamAPI_ISteamClient_BReleaseSteamPipe(void *self, int32_t pipe)
{
    return usable(self) && pipe == THE_PIPE;
}

EXPORT int32_t SteamAPI_ISteamClient_ConnectToGlobalUser(void *self, int32_t pipe)
{
    return usable(self) && pipe == THE_PIPE ? THE_USER : 0;
}

EXPORT void SteamAPI_ISteamClient_ReleaseUser(void *self, int32_t pipe, int32_t user)
{
    (void)self, (void)pipe, (void)user;
}

EXPORT void SteamAPI_ISteamClient_SetLocalIPBinding(void *self, const void *address, uint16_t port)
{
    (void)self, (void)address, (void)port;
}

EXPORT uint32_t SteamAPI_ISteamClient_GetIPCCallCount(void *self) { (void)self; return 0; }
EXPORT bool SteamAPI_ISteamClient_BShutdownIfAllPipesClosed(void *self)
{
    (void)self;
    return false;
}

EXPORT void SteamAPI_ISteamClient_SetWarningMessageHook(void *self, warning_hook listener)
{
    (void)self;
    atomic_store(&hook, listener);
}

EXPORT void SteamAPI_ISteamUtils_SetWarningMessageHook(void *self, warning_hook listener)
{
    (void)self;
    atomic_store(&hook, listener);
}

EXPORT void *SteamAPI_ISteamClient_GetISteamUtils(void *self, int32_t pipe, const char *version)
{
    return usable(self) && pipe == THE_PIPE ? find_interface(version) : NULL;
}

#define GIVES_INTERFACE(name)                                                                      \
    EXPORT void *SteamAPI_ISteamClient_Get##name(void *self, int32_t user, int32_t pipe,           \
                                                 const char *version)                              \
    {                                                                                              \
        (void)user;                                                                                \
        return usable(self) && pipe == THE_PIPE ? find_interface(version) : NULL;                  \
    }

GIVES_INTERFACE(ISteamUser)
GIVES_INTERFACE(ISteamFriends)
GIVES_INTERFACE(ISteamMatchmaking)
GIVES_INTERFACE(ISteamMatchmakingServers)
GIVES_INTERFACE(ISteamGenericInterface)
GIVES_INTERFACE(ISteamUserStats)
GIVES_INTERFACE(ISteamApps)
GIVES_INTERFACE(ISteamNetworking)
GIVES_INTERFACE(ISteamRemoteStorage)
GIVES_INTERFACE(ISteamScreenshots)
GIVES_INTERFACE(ISteamHTTP)
GIVES_INTERFACE(ISteamController)
GIVES_INTERFACE(ISteamUGC)
GIVES_INTERFACE(ISteamMusic)
GIVES_INTERFACE(ISteamHTMLSurface)
GIVES_INTERFACE(ISteamInventory)
GIVES_INTERFACE(ISteamVideo)
GIVES_INTERFACE(ISteamParentalSettings)
GIVES_INTERFACE(ISteamInput)
GIVES_INTERFACE(ISteamParties)
GIVES_INTERFACE(ISteamRemotePlay)

#define GIVES_NONE(name)                                                                           \
    EXPORT void *SteamAPI_ISteamClient_Get##name(void *self, int32_t user, int32_t pipe,           \
                                                 const char *version)                              \
    {                                                                                              \
        (void)self, (void)user, (void)pipe, (void)version;                                         \
        return NULL;                                                                               \
    }

GIVES_NONE(ISteamGameServer)
GIVES_NONE(ISteamGameServerStats)

/* ---- ISteamNetworkingUtils: its clock, which programs wait by ---- */

/* Microseconds since some moment before the program started, as Steam's: never 0, never back. */
EXPORT int64_t SteamAPI_ISteamNetworkingUtils_GetLocalTimestamp(void *self)
{
    (void)self;
    return monotonic_microseconds();
}

#endif
