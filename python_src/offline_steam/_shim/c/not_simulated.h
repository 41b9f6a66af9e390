/* Room C, offline_steam: what the functions answer that are exported and not simulated, so that a
   program that is linked with all of Steam's functions loads. Each fails as Steam's would, and says
   so once. They ignore what they are given: in the calling conventions of all platforms the caller
   clears it away. Which function answers what is in flat.txt. */
#ifndef OFFLINE_STEAM_NOT_SIMULATED_H
#define OFFLINE_STEAM_NOT_SIMULATED_H

#include "say.h"

static void not_simulated(atomic_bool *said, const char *name)
{
    char text[256];
    if (atomic_load_explicit(said, memory_order_relaxed) || atomic_exchange(said, true))
        return;
    snprintf(text, sizeof text, "%s is not simulated: it answers as if it had failed", name);
    say(text);
}

/* The result is as wide as a register, which is right for bool, integers, enums and pointers. */
#define ANSWERS(name, type, ...)             \
    EXPORT type name(void)                   \
    {                                        \
        static atomic_bool said;             \
        not_simulated(&said, #name);         \
        return (type)__VA_ARGS__;            \
    }

#define ANSWERS_NOTHING(name)                \
    EXPORT void name(void)                   \
    {                                        \
        static atomic_bool said;             \
        not_simulated(&said, #name);         \
    }

/* Nobody could tell that these failed, so what they would have written is made harmless. */
#define EMPTIES(name, position)                                \
    EXPORT void name(void *self, char *first, char *second)    \
    {                                                          \
        static atomic_bool said;                               \
        char *buffer = (position) == 1 ? first : second;       \
        (void)self;                                            \
        not_simulated(&said, #name);                           \
        if (buffer)                                            \
            *buffer = '\0';                                    \
    }

#define FAILS_INTO(name, position)                                 \
    EXPORT void name(void *self, int32_t *first, int32_t *second)  \
    {                                                              \
        static atomic_bool said;                                   \
        int32_t *result = (position) == 1 ? first : second;        \
        (void)self;                                                \
        not_simulated(&said, #name);                               \
        if (result)                                                \
            *result = 2; /* k_EResultFail */                       \
    }

#define CLEARS(name, size)              \
    EXPORT void name(void *self)        \
    {                                   \
        if (self)                       \
            memset(self, 0, (size));    \
    }

/* Structures that are returned by value: what counts is how they travel. */
#pragma pack(push, 1)
struct digital { bool state, active; };
struct analog { int32_t mode; float x, y; bool active; };
struct motion { float values[10]; };
struct address { uint8_t bytes[16]; int32_t type; };
#pragma pack(pop)

#endif
