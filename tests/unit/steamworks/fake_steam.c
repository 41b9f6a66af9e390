/* A small stand-in for libsteam_api, compiled by the tests of room B. It keeps a queue of callbacks,
   one user's stats in two fixed tables, and counters; everything that decides is set from the test
   through the fake_* functions. -DWITHOUT_REQUEST_CURRENT_STATS makes it a library since SDK 1.61. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define API __attribute__((visibility("default")))

#pragma pack(push, 4)
typedef struct { int32_t user; int id; uint8_t *data; int size; } message_t;
typedef struct { uint64_t call; int32_t id; uint32_t size; } completed_t;
#pragma pack(pop)

typedef struct item { struct item *next; int id, size; uint8_t data[]; } item;
typedef struct answer { struct answer *next; uint64_t call; int id, size; bool failed; uint8_t data[]; } answer;

static item *first, **last = &first;
static item *given;
static answer *answers;
static struct {
    int init_result; char init_text[1024]; bool interfaces_missing;
    uint64_t user, owner; uint32_t app; bool overlay;
    bool store, reset, request; uint64_t next_call, last_call, last_user;
    bool requested_current, unlocked_refused, not_loaded, no_achievements;
} set;
static struct {
    int inits, shutdowns, dispatch_inits, frames, given, freed, stores, resets, requests, current, calls_without_self;
    bool reset_achievements; int names, texts;
} count;

typedef struct { const char *name; int kind; int32_t whole; float real; } stat_t;
static stat_t stats[3];
static struct { const char *name; bool unlocked; uint32_t when; int icon; } achievements[3];
static void reset_people(void);
static void reset_boards(void);

API void fake_reset(void)
{
    while (first) { item *i = first; first = i->next; free(i); }
    last = &first;
    while (answers) { answer *a = answers; answers = a->next; free(a); }
    memset(&set, 0, sizeof set);
    memset(&count, 0, sizeof count);
    set.user = set.owner = 76561197960265729ull;
    set.app = 480; set.store = set.reset = set.request = true; set.next_call = 1000;
    stat_t fresh[3] = {{"Wins", 0, 0, 0}, {"Feet", 1, 0, 0}, {"Speed", 2, 0, 0}};
    memcpy(stats, fresh, sizeof fresh);
    const char *names[3] = {"ACH_ONE", "ACH_TWO", "ACH_\xc3\x9c\xff"};
    for (int i = 0; i < 3; i++) { achievements[i].name = names[i]; achievements[i].unlocked = false; achievements[i].when = 0; achievements[i].icon = i ? 0 : 5; }
    reset_people();
    reset_boards();
}
API void *fake_settings(void) { return &set; }
API int fake_count(const char *what)
{
#define COUNT(name) if (!strcmp(what, #name)) return count.name
    COUNT(inits); COUNT(shutdowns); COUNT(dispatch_inits); COUNT(frames); COUNT(given); COUNT(freed);
    COUNT(stores); COUNT(resets); COUNT(requests); COUNT(current); COUNT(calls_without_self);
    COUNT(reset_achievements); COUNT(names); COUNT(texts);
    return -1;
}
API void fake_init_fails(int result, const char *text) { set.init_result = result; snprintf(set.init_text, sizeof set.init_text, "%s", text); }
API void fake_interfaces_missing(bool yes) { set.interfaces_missing = yes; }
API void fake_user(uint64_t user) { set.user = user; }
API void fake_owner(uint64_t owner) { set.owner = owner; }
API void fake_refuse(const char *what, bool yes)
{
    if (!strcmp(what, "store")) set.store = !yes;
    if (!strcmp(what, "reset")) set.reset = !yes;
    if (!strcmp(what, "request")) set.request = !yes;
}
API void fake_lock_all(void) { for (int i = 0; i < 3; i++) achievements[i].unlocked = false; }
API void fake_icon(int achievement, int handle) { achievements[achievement].icon = handle; }
API void fake_no_achievements(bool yes) { set.no_achievements = yes; }
API void fake_not_loaded(bool yes) { set.not_loaded = yes; }
API void fake_long_name(void) { static char name[5000]; memset(name, 'x', sizeof name - 1); achievements[1].name = name; }
API void fake_overlay(bool yes) { set.overlay = yes; }
API uint64_t fake_last_call(void) { return set.last_call; }
API uint64_t fake_last_user(void) { return set.last_user; }
API void fake_post(int id, const void *data, int size)
{
    item *i = malloc(sizeof *i + (size_t)(size > 0 ? size : 0));
    i->next = NULL; i->id = id; i->size = size;
    if (size > 0) memcpy(i->data, data, (size_t)size);
    *last = i; last = &i->next;
}
API void fake_post_many(int id, const void *data, int size, int times) { while (times--) fake_post(id, data, size); }
API void fake_answer(uint64_t call, int id, const void *data, int size, bool failed)
{
    answer *a = malloc(sizeof *a + (size_t)size);
    a->next = answers; a->call = call; a->id = id; a->size = size; a->failed = failed;
    memcpy(a->data, data, (size_t)size);
    answers = a;
    completed_t done = {call, id, (uint32_t)size};
    fake_post(703, &done, sizeof done);
}
API int fake_pending_messages(void) { int n = 0; for (item *i = first; i; i = i->next) n++; return n; }

/* --- the connection --- */
API int SteamAPI_InitFlat(char *text)
{
    count.inits++;
    memcpy(text, set.init_text, sizeof set.init_text);
    return set.init_result;
}
API void SteamAPI_Shutdown(void) { count.shutdowns++; }
API int32_t SteamAPI_GetHSteamPipe(void) { return 7; }
API int32_t SteamAPI_GetHSteamUser(void) { return 1; }
API void SteamAPI_ManualDispatch_Init(void) { count.dispatch_inits++; }
API void SteamAPI_ManualDispatch_RunFrame(int32_t pipe) { if (pipe == 7) count.frames++; }
API bool SteamAPI_ManualDispatch_GetNextCallback(int32_t pipe, message_t *message)
{
    if (pipe != 7 || !first || given) return false;  /* an unfreed message blocks the queue */
    given = first;
    first = given->next;
    if (!first) last = &first;
    message->user = 1; message->id = given->id; message->size = given->size;
    message->data = given->size > 0 ? given->data : NULL;
    count.given++;
    return true;
}
API void SteamAPI_ManualDispatch_FreeLastCallback(int32_t pipe)
{
    if (pipe == 7 && given) { memset(given->data, 0xdd, (size_t)(given->size > 0 ? given->size : 0)); free(given); given = NULL; count.freed++; }
}
API bool SteamAPI_ManualDispatch_GetAPICallResult(int32_t pipe, uint64_t call, void *to, int size, int id, bool *failed)
{
    (void)pipe;
    for (answer **a = &answers; *a; a = &(*a)->next)
        if ((*a)->call == call) {
            answer *found = *a;
            bool fits = found->id == id && found->size == size;
            *failed = found->failed;
            if (fits && !found->failed) memcpy(to, found->data, (size_t)size);
            *a = found->next;
            free(found);
            return fits;
        }
    *failed = true;
    return false;
}

/* --- interfaces --- */
static int self_object;
static bool me(void *self) { if (self == &self_object) return true; count.calls_without_self++; return false; }
static void *interface(void) { return set.interfaces_missing ? NULL : &self_object; }
API void *SteamAPI_SteamUser_v023(void) { return interface(); }
API void *SteamAPI_SteamUtils_v010(void) { return interface(); }
API void *SteamAPI_SteamApps_v008(void) { return interface(); }
API uint64_t SteamAPI_ISteamUser_GetSteamID(void *s) { return me(s) ? set.user : 0; }
API uint32_t SteamAPI_ISteamUtils_GetAppID(void *s) { return me(s) ? set.app : 0; }
API bool SteamAPI_ISteamUtils_IsOverlayEnabled(void *s) { return me(s) && set.overlay; }
API uint64_t SteamAPI_ISteamApps_GetAppOwner(void *s) { return me(s) ? set.owner : 0; }
#ifdef WITHOUT_REQUEST_CURRENT_STATS
API void *SteamAPI_SteamUserStats_v013(void) { return interface(); }
API void *SteamAPI_SteamFriends_v018(void) { return interface(); }
#else
API void *SteamAPI_SteamFriends_v017(void) { return interface(); }
API void *SteamAPI_SteamUserStats_v012(void) { return interface(); }
API bool SteamAPI_ISteamUserStats_RequestCurrentStats(void *s) { count.current++; return me(s) && set.request; }
#endif

#define STATS(name) SteamAPI_ISteamUserStats_##name
static stat_t *stat_of(const char *name) { for (int i = 0; i < 3; i++) if (!strcmp(stats[i].name, name)) return &stats[i]; return NULL; }
static int achievement_of(const char *name) { if (set.no_achievements) return -1; for (int i = 0; i < 3; i++) if (!strcmp(achievements[i].name, name)) return i; return -1; }
static bool loaded(uint64_t user) { return user == set.user || user == set.last_user; }

API bool STATS(GetStatInt32)(void *s, const char *n, int32_t *v) { stat_t *t = stat_of(n); if (!me(s) || !t || t->kind) return false; *v = t->whole; return true; }
API bool STATS(GetStatFloat)(void *s, const char *n, float *v) { stat_t *t = stat_of(n); if (!me(s) || !t || !t->kind) return false; *v = t->real; return true; }
API bool STATS(SetStatInt32)(void *s, const char *n, int32_t v) { stat_t *t = stat_of(n); if (!me(s) || !t || t->kind) return false; t->whole = v; return true; }
API bool STATS(SetStatFloat)(void *s, const char *n, float v) { stat_t *t = stat_of(n); if (!me(s) || !t || t->kind != 1) return false; t->real = v; return true; }
API bool STATS(UpdateAvgRateStat)(void *s, const char *n, float c, double l) { stat_t *t = stat_of(n); if (!me(s) || !t || t->kind != 2) return false; t->real = (float)(c / l); return true; }
API bool STATS(GetAchievementAndUnlockTime)(void *s, const char *n, bool *u, uint32_t *w) { int i = achievement_of(n); if (!me(s) || i < 0) return false; *u = achievements[i].unlocked; *w = achievements[i].when; return true; }
API bool STATS(GetAchievement)(void *s, const char *n, bool *u) { uint32_t w; return STATS(GetAchievementAndUnlockTime)(s, n, u, &w); }
API bool STATS(SetAchievement)(void *s, const char *n) { int i = achievement_of(n); if (!me(s) || i < 0) return false; achievements[i].unlocked = true; achievements[i].when = 1700000000; return true; }
API bool STATS(ClearAchievement)(void *s, const char *n) { int i = achievement_of(n); if (!me(s) || i < 0) return false; achievements[i].unlocked = false; return true; }
API bool STATS(StoreStats)(void *s) { count.stores++; return me(s) && set.store; }
API int STATS(GetAchievementIcon)(void *s, const char *n) { int i = achievement_of(n); return me(s) && i >= 0 ? achievements[i].icon : 0; }
API const char *STATS(GetAchievementDisplayAttribute)(void *s, const char *n, const char *k)
{
    count.texts++;
    if (!me(s) || set.not_loaded || achievement_of(n) < 0) return "";
    if (!strcmp(k, "hidden")) return achievement_of(n) == 1 ? "1" : "0";
    return !strcmp(k, "name") ? "One \xe2\x98\x85" : "Bad \xff bytes";
}
API bool STATS(IndicateAchievementProgress)(void *s, const char *n, uint32_t c, uint32_t m) { int i = achievement_of(n); return me(s) && i >= 0 && !achievements[i].unlocked && c < m; }
API uint32_t STATS(GetNumAchievements)(void *s) { return me(s) && !set.not_loaded && !set.no_achievements ? 3 : 0; }
API const char *STATS(GetAchievementName)(void *s, uint32_t i) { count.names++; return me(s) && i < 3 ? achievements[i].name : NULL; }
API bool STATS(ResetAllStats)(void *s, bool too) { count.resets++; count.reset_achievements = too; return me(s) && set.reset; }
API bool STATS(GetAchievementProgressLimitsInt32)(void *s, const char *n, int32_t *low, int32_t *high) { if (!me(s) || achievement_of(n) != 0) return false; *low = 0; *high = 10; return true; }
API bool STATS(GetAchievementProgressLimitsFloat)(void *s, const char *n, float *low, float *high) { if (!me(s) || achievement_of(n) != 1) return false; *low = 0.5f; *high = 1.5f; return true; }
API uint64_t STATS(RequestUserStats)(void *s, uint64_t u) { count.requests++; if (!me(s) || !set.request) return 0; set.last_user = u; return set.last_call = ++set.next_call; }
API bool STATS(GetUserStatInt32)(void *s, uint64_t u, const char *n, int32_t *v) { return loaded(u) && STATS(GetStatInt32)(s, n, v); }
API bool STATS(GetUserStatFloat)(void *s, uint64_t u, const char *n, float *v) { return loaded(u) && STATS(GetStatFloat)(s, n, v); }
API bool STATS(GetUserAchievement)(void *s, uint64_t u, const char *n, bool *a) { return loaded(u) && STATS(GetAchievement)(s, n, a); }
API bool STATS(GetUserAchievementAndUnlockTime)(void *s, uint64_t u, const char *n, bool *a, uint32_t *w) { return loaded(u) && STATS(GetAchievementAndUnlockTime)(s, n, a, w); }

#include "fake_people.c"
#include "fake_boards.c"
