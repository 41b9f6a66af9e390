/* Room C, offline_steam: the exports that C answers: init, shutdown, manual dispatch, API calls, and
   the part of the control API that must not depend on Python. The rest is generated from
   exports.py. */
#ifndef OFFLINE_STEAM_STEAM_API_H
#define OFFLINE_STEAM_STEAM_API_H

#include "achievements.h"
#include "callback_objects.h"
#include "calls.h"
#include "downloads.h"
#include "platform.h"
#include "queue.h"
#include "say.h"

#define MESSAGE_SIZE 1024 /* SteamErrMsg */
enum { THE_PIPE = 1, THE_USER = 1 };
enum { API_CALL_COMPLETED = 703 };

PACK_AS_STEAM
struct CallbackMsg_t {
    int32_t m_hSteamUser;
    int32_t m_iCallback;
    uint8_t *m_pubParam;
    int32_t m_cubParam;
};
PACK_END
_Static_assert(sizeof(void *) != 8 || sizeof(struct CallbackMsg_t) == (STEAM_PACK == 8 ? 24 : 20),
               "wrong packing");

static struct {
    lock_type lock;
    atomic_bool connected;
    atomic_bool manual;          /* SteamAPI_ManualDispatch_Init was called */
    atomic_bool manual_blocked;  /* SteamAPI_RunCallbacks came first: for good */
    atomic_bool unasked;         /* said once that ManualDispatch_Init is missing */
    atomic_llong frame;
    atomic_llong wake_at;        /* the frame at which Python has something to do */
    atomic_ulong connections;    /* inits and shutdowns so far */
    int next_init;               /* 0, or what the next init answers */
    char next_init_message[MESSAGE_SIZE];
} steam = {.lock = LOCK_START, .wake_at = INT64_MAX};

/* To the flat functions an interface is an address and nothing else; to C++ an object whose methods
   are found in this table. They are the flat functions, which take `this` first as methods do. */
struct interface { const void *const *methods; };

#ifdef _WIN32
/* There methods take `this` and structs that they return in another order than functions. */
#define NO_METHOD "methods of Steam's C++ headers are not simulated on Windows: they answer 0"
#define METHOD(function) no_method
#else
#define NO_METHOD "a C++ method was called that no header of SDK 1.61 to 1.65 has: it answers 0"
#define METHOD(function) function
#endif

/* In the place of methods that no program is meant to call. */
static int64_t no_method(void)
{
    static atomic_bool said;
    if (!atomic_exchange(&said, true))
        say(NO_METHOD);
    return 0;
}

#define EIGHT(what) what, what, what, what, what, what, what, what

static bool usable(const void *self)
{
    return self != NULL && atomic_load_explicit(&steam.connected, memory_order_acquire) &&
           Py_IsInitialized();
}

/* ---- for the Python part (see binding.py) ---- */

static bool shim_post(int32_t id, const void *data, int32_t size)
{
    return queue_post(THE_USER, id, data, size, 1);
}

static uint64_t shim_open_call(void) { return call_open(); }

static bool shim_complete_call(uint64_t handle, int32_t id, const void *data, int32_t size,
                               int32_t failure)
{
    return call_complete(handle, id, data, size, failure);
}

static uint64_t shim_keep_entries(const void *entries, int32_t count, const void *details,
                                  int32_t details_count)
{
    return downloads_keep(entries, count, details, details_count);
}

static int64_t shim_frame(void) { return atomic_load(&steam.frame); }
static void shim_wake_at(int64_t frame) { atomic_store(&steam.wake_at, frame); }
static int64_t shim_queued(void) { return atomic_load(&queue.count); }
static uint64_t shim_posted(void) { return queue.posted; }
static uint64_t shim_taken_twice(void) { return queue.taken_twice; }
static int64_t shim_pending_calls(void) { return calls.pending; }
static const char *shim_library_path(void) { return library_path; }
static const char *shim_packages_path(void) { return packages_path; }
static const char *shim_environment(const char *name) { return getenv(name); }
static const char *shim_table(void) { return EXPORT_TABLE_DIGEST; }

static bool shim_set_names(const char *text, size_t size, uint32_t count)
{
    return achievements_set(text, size, count);
}

static void shim_forget_unlock_times(void) { unlock_times_forget(); }
static void shim_note_unlock_time(uint32_t index, uint32_t time) { unlock_time_note(index, time); }

static void shim_start_failed(const char *message)
{
    snprintf(start.message, sizeof start.message, "%s", message);
}

/* ---- init and shutdown ---- */

static int connect_to_steam(char *message)
{
    char text[MESSAGE_SIZE] = "";
    int result;
    lock_take(&steam.lock);
    if (steam.next_init != 0) {
        result = steam.next_init;
        memcpy(text, steam.next_init_message, sizeof text);
        steam.next_init = 0;
        lock_release(&steam.lock);
    } else {
        lock_release(&steam.lock);
        if (atomic_load(&steam.connected)) {
            result = 0;
        } else if (!ensure_started()) {
            result = 1;
            snprintf(text, sizeof text, "%s", start.message);
        } else {
            /* 1 also when the Python part raised: 0 would read as success. */
            achievements_forget();
            result = py_connect(text);
            if (result == 0) {
                atomic_fetch_add(&steam.connections, 1);
                atomic_store(&steam.connected, true);
            }
        }
    }
    text[MESSAGE_SIZE - 1] = '\0';
    if (message)
        memcpy(message, text, sizeof text);
    return result;
}

EXPORT int SteamAPI_InitFlat(char *message) { return connect_to_steam(message); }
EXPORT bool SteamAPI_Init(void) { return connect_to_steam(NULL) == 0; }
EXPORT bool SteamAPI_InitSafe(void) { return connect_to_steam(NULL) == 0; }

EXPORT void SteamAPI_Shutdown(void)
{
    if (!atomic_exchange(&steam.connected, false))
        return;
    atomic_fetch_add(&steam.connections, 1);
    if (python_answers())
        py_disconnect();
    /* Results of calls that were on their way still arrive after a second init, as with Valve's. */
    queue_keep_only(API_CALL_COMPLETED);
    downloads_forget();
}

EXPORT bool SteamAPI_IsSteamRunning(void) { return true; }
EXPORT bool SteamAPI_RestartAppIfNecessary(uint32_t app_id) { (void)app_id; return false; }
EXPORT void SteamAPI_ReleaseCurrentThreadMemory(void) {}
EXPORT int32_t SteamAPI_GetHSteamPipe(void) { return atomic_load(&steam.connected) ? THE_PIPE : 0; }
EXPORT int32_t SteamAPI_GetHSteamUser(void) { return atomic_load(&steam.connected) ? THE_USER : 0; }
EXPORT const char *SteamAPI_GetSteamInstallPath(void) { return ""; }
EXPORT void SteamAPI_SetTryCatchCallbacks(bool catch_exceptions) { (void)catch_exceptions; }
EXPORT void SteamAPI_SetMiniDumpComment(const char *comment) { (void)comment; }
EXPORT void SteamAPI_WriteMiniDump(uint32_t code, void *info, uint32_t build)
{
    (void)code, (void)info, (void)build;
}

EXPORT void SteamAPI_SetBreakpadAppID(uint32_t app_id) { (void)app_id; }
EXPORT void SteamAPI_UseBreakpadCrashHandler(const char *version, const char *date,
                                             const char *time, bool full_dump, void *context,
                                             void *before_dump)
{
    (void)version, (void)date, (void)time, (void)full_dump, (void)context, (void)before_dump;
}

/* ---- the pump ---- */

static void run_frame(void)
{
    int64_t frame = atomic_fetch_add_explicit(&steam.frame, 1, memory_order_relaxed) + 1;
    if (frame >= atomic_load_explicit(&steam.wake_at, memory_order_acquire) && python_answers())
        py_run_due(frame);
}

static bool is_our_pipe(int32_t pipe)
{
    return pipe == THE_PIPE && atomic_load_explicit(&steam.connected, memory_order_acquire);
}

EXPORT void SteamAPI_ManualDispatch_Init(void)
{
    if (!atomic_load(&steam.manual_blocked))
        atomic_store(&steam.manual, true);
}

EXPORT void SteamAPI_ManualDispatch_RunFrame(int32_t pipe)
{
    if (is_our_pipe(pipe))
        run_frame();
}

EXPORT bool SteamAPI_ManualDispatch_GetNextCallback(int32_t pipe, struct CallbackMsg_t *message)
{
    if (!is_our_pipe(pipe) || message == NULL)
        return false;
    if (!atomic_load_explicit(&steam.manual, memory_order_relaxed)) {
        if (!atomic_exchange(&steam.unasked, true))
            say("GetNextCallback gives nothing: call SteamAPI_ManualDispatch_Init after init, and "
                "before any SteamAPI_RunCallbacks");
        return false;
    }
    struct message *first = queue_take();
    if (first == NULL)
        return false;
    message->m_hSteamUser = first->user;
    message->m_iCallback = first->id;
    message->m_pubParam = first->data;
    message->m_cubParam = first->size;
    return true;
}

EXPORT void SteamAPI_ManualDispatch_FreeLastCallback(int32_t pipe)
{
    if (pipe == THE_PIPE)
        queue_free_taken();
}

EXPORT bool SteamAPI_ManualDispatch_GetAPICallResult(int32_t pipe, uint64_t call, void *buffer,
                                                     int size, int expected_id, bool *failed)
{
    if (!is_our_pipe(pipe)) {
        if (failed)
            *failed = true;
        return false;
    }
    return call_fetch(call, buffer, size, expected_id, failed);
}

/* Without manual dispatch the callback objects of C++ are told; what nobody waits for is dropped. */
static void tell_all(void)
{
    struct message *message;
    /* What is posted meanwhile waits for the next time, or this might have no end. */
    int waiting = atomic_load(&queue.count);
    while (waiting-- > 0 && atomic_load(&steam.connected) && (message = queue_take_out())) {
        if (message->id == API_CALL_COMPLETED && message->size >= 8) {
            uint64_t call;
            memcpy(&call, message->data, sizeof call);
            tell_result(call);
        }
        tell_callback(message->id, message->data);
        free(message);
    }
}

EXPORT void SteamAPI_RunCallbacks(void)
{
    static atomic_bool running;
    if (atomic_load(&steam.manual))
        return;
    atomic_store(&steam.manual_blocked, true);
    /* From inside a callback, too, it may be called: those that wait are told after this one. */
    if (!atomic_load(&steam.connected) || atomic_exchange(&running, true))
        return;
    run_frame();
    tell_all();
    atomic_store(&running, false);
}

/* ---- ISteamUtils: API calls ---- */

EXPORT bool SteamAPI_ISteamUtils_IsAPICallCompleted(void *self, uint64_t call, bool *failed)
{
    if (usable(self))
        return call_is_completed(call, failed);
    if (failed)
        *failed = true;
    return false;
}

EXPORT int SteamAPI_ISteamUtils_GetAPICallFailureReason(void *self, uint64_t call)
{
    return usable(self) ? call_failure_reason(call) : FAILURE_STEAM_GONE;
}

EXPORT bool SteamAPI_ISteamUtils_GetAPICallResult(void *self, uint64_t call, void *buffer, int size,
                                                  int expected_id, bool *failed)
{
    if (usable(self))
        return call_fetch(call, buffer, size, expected_id, failed);
    if (failed)
        *failed = true;
    return false;
}

/* ---- ISteamUserStats: downloaded leaderboard entries ---- */

EXPORT bool SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(
    void *self, uint64_t entries, int index, struct LeaderboardEntry_t *entry, int32_t *details,
    int most_details)
{
    return usable(self) && downloads_read(entries, index, entry, details, most_details);
}

/* ---- the control API, as far as it does without Python ---- */

EXPORT const char *OfflineSteam_Version(void) { return OFFLINE_STEAM_VERSION; }

/* The next init answers `result` (1 to 3) with this message; 0 takes that back. */
EXPORT bool OfflineSteam_FailNextInit(int result, const char *message)
{
    if (result < 0 || result > 3)
        return false;
    lock_take(&steam.lock);
    steam.next_init = result;
    snprintf(steam.next_init_message, sizeof steam.next_init_message, "%s", message ? message : "");
    lock_release(&steam.lock);
    return true;
}

/* Posts a callback with these bytes `count` times, at once. */
EXPORT bool OfflineSteam_PostCallbacks(int id, const void *data, int size, int count)
{
    if (size < 0 || count < 0 || (size > 0 && data == NULL))
        return false;
    return queue_post(THE_USER, id, data, size, count);
}

EXPORT bool OfflineSteam_PostCallback(int id, const void *data, int size)
{
    return OfflineSteam_PostCallbacks(id, data, size, 1);
}

/* Starts the Python part without connecting, so that the control API can be used before init.
   Empty text: it runs; otherwise why not. */
EXPORT const char *OfflineSteam_Start(void)
{
    return ensure_started() ? "" : start.message;
}

#endif
