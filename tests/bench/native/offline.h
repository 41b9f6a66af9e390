/* What the yardsticks in C without an engine share: the library, its connection and the clock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma pack(push, 4)
struct message { int32_t user, id; uint8_t *data; int32_t size; };
struct completed { uint64_t call; int32_t id; uint32_t size; };
#pragma pack(pop)

enum { API_CALL_COMPLETED = 703 };

static void *library;
static int32_t pipe_of_steam;
static void (*run)(int32_t);
static bool (*next)(int32_t, struct message *);
static void (*done)(int32_t);
static bool (*get_result)(int32_t, uint64_t, void *, int, int, bool *);
static void (*shutdown_steam)(void);

/* Ends the program with a sentence, which the bench shows. */
static void fail(const char *text)
{
    printf("%s\n", text);
    exit(1);
}

static void *function(const char *name)
{
    void *found = dlsym(library, name);
    if (found == NULL) {
        printf("the library has no %s\n", name);
        exit(1);
    }
    return found;
}

/* An interface's pointer, by the first of the accessors that the library has. */
static inline void *interface(const char *const *accessors)
{
    for (; *accessors != NULL; accessors++) {
        void *(*accessor)(void) = dlsym(library, *accessors);
        void *found = accessor == NULL ? NULL : accessor();
        if (found != NULL)
            return found;
    }
    fail("the library offers no version of an interface that is known here");
    return NULL;
}

/* Of this thread on a processor: what other programs take does not count. */
static inline double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Of the clock on the wall: for what waits for a disk. */
static inline double wall_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void init_steam(void)
{
    int (*init)(char *) = function("SteamAPI_InitFlat");
    void (*start)(void) = function("SteamAPI_ManualDispatch_Init");
    int32_t (*get_pipe)(void) = function("SteamAPI_GetHSteamPipe");
    char error[1024] = "";
    if (init(error) != 0)
        fail(error);
    start();
    pipe_of_steam = get_pipe();
}

static void open_library(const char *path)
{
    library = dlopen(path, RTLD_NOW);
    if (library == NULL)
        fail(dlerror());
    run = function("SteamAPI_ManualDispatch_RunFrame");
    next = function("SteamAPI_ManualDispatch_GetNextCallback");
    done = function("SteamAPI_ManualDispatch_FreeLastCallback");
    get_result = function("SteamAPI_ManualDispatch_GetAPICallResult");
    shutdown_steam = function("SteamAPI_Shutdown");
}

/* Runs frames until there is nothing left of what the start itself brings. */
static inline void settle(void)
{
    struct message message;
    for (int i = 0; i < 100; i++)
        for (run(pipe_of_steam); next(pipe_of_steam, &message);)
            done(pipe_of_steam);
}
