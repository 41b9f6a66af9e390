/* The yardstick in C without an engine: the library's own share of a frame and of a callback.
   Arguments: the path of a libsteam_api, how often to repeat, frames of one repetition, callbacks
   of one. Prints a line of two numbers for each repetition: microseconds of a frame in which
   nothing comes, and microseconds of taking one callback out of the queue. */
#include "offline.h"

#pragma pack(push, 4)
struct received { uint64_t game; int32_t result; uint64_t user; };
#pragma pack(pop)

enum { USER_STATS_RECEIVED = 1101 };

int main(int count, char **arguments)
{
    if (count != 5) {
        printf("arguments: LIBRARY REPETITIONS FRAMES CALLBACKS\n");
        return 1;
    }
    open_library(arguments[1]);
    bool (*post)(int, const void *, int, int) = function("OfflineSteam_PostCallbacks");
    int repetitions = atoi(arguments[2]), frames = atoi(arguments[3]);
    int callbacks = atoi(arguments[4]);
    init_steam();
    int32_t pipe = pipe_of_steam;
    struct message message;
    struct received payload = {480, 1, 76561197960287930u};
    uint64_t seen = 0;
    settle();
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
    shutdown_steam();
    if (seen != (uint64_t)repetitions * (uint64_t)callbacks) {
        printf("%llu callbacks came\n", (unsigned long long)seen);
        return 1;
    }
    return 0;
}
