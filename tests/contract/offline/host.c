/* A C program without Python that loads a libsteam_api and does what it reads, line by line. Each
   line is answered with one line (and `pump` with one more for each message). */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma pack(push, 4)
struct message { int32_t user, id; uint8_t *data; int32_t size; };
#pragma pack(pop)

static void *library;
static void *stats, *utils;

static void *function(const char *name)
{
    void *found = dlsym(library, name);
    if (found == NULL) {
        printf("missing %s\n", name);
        fflush(stdout);
        exit(3);
    }
    return found;
}

#define CALL(type, name, parameters) ((type (*) parameters)function(name))
#define STATS(type, name, parameters) CALL(type, "SteamAPI_ISteamUserStats_" name, parameters)

#pragma pack(push, 4)
struct entry { uint64_t user; int32_t rank, score, details; uint64_t content; };
#pragma pack(pop)

/* Every entry of a download: user, rank, score and its first details. */
static void print_entries(uint64_t handle)
{
    bool (*read)(void *, uint64_t, int, struct entry *, int32_t *, int) = STATS(
        bool, "GetDownloadedLeaderboardEntry",
        (void *, uint64_t, int, struct entry *, int32_t *, int));
    struct entry entry;
    int32_t details[2] = {0, 0};
    printf("entries");
    for (int index = 0; read(stats, handle, index, &entry, details, 2); index++) {
        printf(" %" PRIu64 ":%d:%d", entry.user, entry.rank, entry.score);
        for (int i = 0; i < entry.details && i < 2; i++)
            printf(":%d", details[i]);
    }
    printf("\n");
}

static void print_bytes(const uint8_t *data, int size)
{
    for (int i = 0; i < size; i++)
        printf("%02x", data[i]);
}

static void pump(int frames)
{
    void (*run)(int32_t) = CALL(void, "SteamAPI_ManualDispatch_RunFrame", (int32_t));
    bool (*next)(int32_t, struct message *) =
        CALL(bool, "SteamAPI_ManualDispatch_GetNextCallback", (int32_t, struct message *));
    void (*done)(int32_t) = CALL(void, "SteamAPI_ManualDispatch_FreeLastCallback", (int32_t));
    int32_t pipe = CALL(int32_t, "SteamAPI_GetHSteamPipe", (void))();
    for (int frame = 1; frame <= frames; frame++) {
        struct message message;
        run(pipe);
        while (next(pipe, &message)) {
            printf("message %d %d ", frame, message.id);
            print_bytes(message.data, message.size);
            if (message.id == 703) {
                uint64_t call;
                int32_t id;
                uint32_t size;
                bool failed = false;
                uint8_t result[4096];
                memcpy(&call, message.data, 8);
                memcpy(&id, message.data + 8, 4);
                memcpy(&size, message.data + 12, 4);
                bool answered = CALL(bool, "SteamAPI_ManualDispatch_GetAPICallResult",
                                     (int32_t, uint64_t, void *, int, int, bool *))(
                    pipe, call, result, (int)size, id, &failed);
                printf(" result %d %d %" PRIu64 " ", answered, failed, call);
                print_bytes(result, answered ? (int)size : 0);
            }
            printf("\n");
            done(pipe);
        }
    }
    printf("pumped\n");
}

int main(int count, char **arguments)
{
    char line[4096], name[2048];
    (void)count;
    library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        printf("dlopen %s\n", dlerror());
        return 2;
    }
    while (fgets(line, sizeof line, stdin)) {
        uint64_t number;
        int first, second, third;
        double real;
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "init") == 0) {
            char message[1024] = "";
            int result = CALL(int, "SteamAPI_InitFlat", (char *))(message);
            if (result == 0) {
                CALL(void, "SteamAPI_ManualDispatch_Init", (void))();
                void *(*newest)(void) = dlsym(library, "SteamAPI_SteamUserStats_v013");
                void *(*older)(void) = dlsym(library, "SteamAPI_SteamUserStats_v012");
                stats = newest ? newest() : older();
                utils = CALL(void *, "SteamAPI_SteamUtils_v010", (void))();
            }
            printf("init %d %s\n", result, message);
        } else if (strcmp(line, "shutdown") == 0) {
            CALL(void, "SteamAPI_Shutdown", (void))();
            printf("shutdown %d\n", CALL(int32_t, "SteamAPI_GetHSteamPipe", (void))());
        } else if (sscanf(line, "pump %" SCNu64, &number) == 1) {
            pump((int)number);
        } else if (sscanf(line, "set_int %2047s %" SCNu64, name, &number) == 2) {
            printf("set_int %d\n",
                   STATS(bool, "SetStatInt32", (void *, const char *, int32_t))(stats, name,
                                                                                (int32_t)number));
        } else if (sscanf(line, "set_float %2047s %lf", name, &real) == 2) {
            printf("set_float %d\n",
                   STATS(bool, "SetStatFloat", (void *, const char *, float))(stats, name,
                                                                              (float)real));
        } else if (sscanf(line, "get_int %2047s", name) == 1) {
            int32_t value = -1;
            bool there = STATS(bool, "GetStatInt32", (void *, const char *, int32_t *))(
                stats, name, &value);
            printf("get_int %d %d\n", there, value);
        } else if (sscanf(line, "get_float %2047s", name) == 1) {
            float value = -1;
            bool there =
                STATS(bool, "GetStatFloat", (void *, const char *, float *))(stats, name, &value);
            printf("get_float %d %g\n", there, value);
        } else if (sscanf(line, "unlock %2047s", name) == 1) {
            printf("unlock %d\n",
                   STATS(bool, "SetAchievement", (void *, const char *))(stats, name));
        } else if (sscanf(line, "achieved %2047s", name) == 1) {
            bool achieved = false;
            bool there = STATS(bool, "GetAchievement", (void *, const char *, bool *))(
                stats, name, &achieved);
            printf("achieved %d %d\n", there, achieved);
        } else if (strcmp(line, "store") == 0) {
            printf("store %d\n", STATS(bool, "StoreStats", (void *))(stats));
        } else if (sscanf(line, "request %" SCNu64, &number) == 1) {
            printf("request %" PRIu64 "\n",
                   STATS(uint64_t, "RequestUserStats", (void *, uint64_t))(stats, number));
        } else if (sscanf(line, "find %2047[^\n]", name) == 1) {
            printf("find %" PRIu64 "\n",
                   STATS(uint64_t, "FindLeaderboard", (void *, const char *))(stats, name));
        } else if (sscanf(line, "create %d %d %2047[^\n]", &first, &second, name) == 3) {
            printf("create %" PRIu64 "\n",
                   STATS(uint64_t, "FindOrCreateLeaderboard", (void *, const char *, int, int))(
                       stats, name, first, second));
        } else if (sscanf(line, "upload %" SCNu64 " %d %d", &number, &first, &second) == 3) {
            int32_t details[2] = {second, -1};
            printf("upload %" PRIu64 "\n",
                   STATS(uint64_t, "UploadLeaderboardScore",
                         (void *, uint64_t, int, int32_t, const int32_t *, int))(
                       stats, number, first, second, details, 2));
        } else if (sscanf(line, "download %" SCNu64 " %d %d %d", &number, &first, &second,
                          &third) == 4) {
            printf("download %" PRIu64 "\n",
                   STATS(uint64_t, "DownloadLeaderboardEntries",
                         (void *, uint64_t, int, int, int))(stats, number, first, second, third));
        } else if (sscanf(line, "entries %" SCNu64, &number) == 1) {
            print_entries(number);
        } else if (sscanf(line, "fail_next %2047s %" SCNu64, name, &number) == 2) {
            printf("fail_next %d\n", CALL(bool, "OfflineSteam_FailNext", (const char *, int))(
                                         name, (int)number));
        } else if (sscanf(line, "fail_next_io %2047s", name) == 1) {
            printf("fail_next_io %d\n",
                   CALL(bool, "OfflineSteam_FailNextIO", (const char *))(name));
        } else if (sscanf(line, "post %" SCNu64, &number) == 1) {
            uint64_t data = 7;
            printf("post %d\n",
                   CALL(bool, "OfflineSteam_PostCallbacks", (int, const void *, int, int))(
                       1108, &data, 8, (int)number));
        } else if (strcmp(line, "state") == 0) {
            char json[8192];
            int size = CALL(int, "OfflineSteam_QueryState", (char *, int))(json, sizeof json);
            printf("state %s\n", size <= (int)sizeof json ? json : "too long");
        } else if (strcmp(line, "last_error") == 0) {
            printf("last_error %s\n", CALL(const char *, "OfflineSteam_LastError", (void))());
        } else if (strcmp(line, "version") == 0) {
            printf("version %s\n", CALL(const char *, "OfflineSteam_Version", (void))());
        } else {
            printf("unknown %s\n", line);
        }
        fflush(stdout);
    }
    return 0;
}
