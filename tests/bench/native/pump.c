/* The yardstick in C without an engine: the library's own share of a frame and of a callback.
   Arguments: the path of a libsteam_api, how often to repeat, frames of one repetition, callbacks
   of one. Prints a line of two numbers for each repetition: microseconds of a frame in which
   nothing comes, and microseconds of taking one callback out of the queue. */
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
struct received { uint64_t game; int32_t result; uint64_t user; };
#pragma pack(pop)

enum { USER_STATS_RECEIVED = 1101 };

static void *library;

static void *function(const char *name)
{
    void *found = dlsym(library, name);
    if (found == NULL) {
        printf("the library has no %s\n", name);
        exit(1);
    }
    return found;
}

/* Of this thread on a processor: what other programs take does not count. */
static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

int main(int count, char **arguments)
{
    if (count != 5) {
        printf("arguments: LIBRARY REPETITIONS FRAMES CALLBACKS\n");
        return 1;
    }
    library = dlopen(arguments[1], RTLD_NOW);
    if (library == NULL) {
        printf("%s\n", dlerror());
        return 1;
    }
    int (*init)(char *) = function("SteamAPI_InitFlat");
    void (*start)(void) = function("SteamAPI_ManualDispatch_Init");
    int32_t (*get_pipe)(void) = function("SteamAPI_GetHSteamPipe");
    void (*run)(int32_t) = function("SteamAPI_ManualDispatch_RunFrame");
    bool (*next)(int32_t, struct message *) = function("SteamAPI_ManualDispatch_GetNextCallback");
    void (*done)(int32_t) = function("SteamAPI_ManualDispatch_FreeLastCallback");
    void (*shutdown)(void) = function("SteamAPI_Shutdown");
    bool (*post)(int, const void *, int, int) = function("OfflineSteam_PostCallbacks");
    int repetitions = atoi(arguments[2]), frames = atoi(arguments[3]);
    int callbacks = atoi(arguments[4]);
    char error[1024] = "";
    if (init(error) != 0) {
        printf("%s\n", error);
        return 1;
    }
    start();
    int32_t pipe = get_pipe();
    struct message message;
    struct received payload = {480, 1, 76561197960287930u};
    uint64_t seen = 0;
    for (int i = 0; i < 100; i++) /* what the start itself brings */
        for (run(pipe); next(pipe, &message);)
            done(pipe);
    for (int repetition = 0; repetition < repetitions; repetition++) {
        double began = microseconds();
        for (int frame = 0; frame < frames; frame++)
            for (run(pipe); next(pipe, &message);)
                done(pipe);
        double idle = (microseconds() - began) / frames;
        if (!post(USER_STATS_RECEIVED, &payload, sizeof payload, callbacks)) {
            printf("the callbacks were refused\n");
            return 1;
        }
        began = microseconds();
        for (run(pipe); next(pipe, &message);) {
            memcpy(&payload, message.data, sizeof payload);
            seen += payload.user != 0;
            done(pipe);
        }
        printf("%.6f %.6f\n", idle, (microseconds() - began) / callbacks);
    }
    shutdown();
    if (seen != (uint64_t)repetitions * (uint64_t)callbacks) {
        printf("%llu callbacks came\n", (unsigned long long)seen);
        return 1;
    }
    return 0;
}
