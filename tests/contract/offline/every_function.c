/* A C program that is linked with all that Valve's library exports, and calls twice what is not
   simulated. functions.inc, which the test writes, names each with the kind of its result. It prints
   a line for each: the name, what it answered, and what it wrote into what it was given. With an
   argument it begins with init. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#pragma pack(push, 1)
struct digital { bool state, active; };
struct analog { int32_t mode; float x, y; bool active; };
struct motion { float values[10]; };
struct address { uint8_t bytes[16]; int32_t type; };
#pragma pack(pop)

#define LINKED(name) extern char name[];
#define NOTHING(name) void name(void *, void *, void *);
#define NUMBER(name) int64_t name(void *, void *, void *);
#define REAL(name) float name(void *, void *, void *);
#define TEXT(name) const char *name(void *, void *, void *);
#define STRUCTURE(name, type) struct type name(void *, void *, void *);
#include "functions.inc"
#undef LINKED
#undef NOTHING
#undef NUMBER
#undef REAL
#undef TEXT
#undef STRUCTURE

static uint8_t self[1024], first[1024], second[1024];

static void prepare(void)
{
    memset(self, 0x55, sizeof self);
    memset(first, 0x55, sizeof first);
    memset(second, 0x55, sizeof second);
}

/* How many bytes at the start are no longer what they were. */
static int written(const uint8_t *bytes)
{
    int count = 0;
    while (bytes[count] != 0x55)
        count++;
    return count;
}

static void print_effects(void)
{
    if (written(self) || written(first) || written(second))
        printf(" %d %d:%d %d:%d", written(self), written(first), first[0], written(second),
               second[0]);
    puts("");
}

/* The sum of all bytes. */
static int sum(const void *data, size_t size)
{
    int total = 0;
    for (size_t i = 0; i < size; i++)
        total += ((const uint8_t *)data)[i];
    return total;
}

#define LINKED(name)
#define CALL(name, ...) printf(#name " " __VA_ARGS__); print_effects(); prepare();
#define NOTHING(name) name(self, first, second); CALL(name, "none")
#define NUMBER(name) { long long result = name(self, first, second); CALL(name, "%lld", result) }
#define REAL(name) { double result = name(self, first, second); CALL(name, "%.1f", result) }
#define TEXT(name) { const char *result = name(self, first, second); CALL(name, "'%s'", result) }
#define STRUCTURE(name, type) \
    { struct type result = name(self, first, second); CALL(name, #type " %d", sum(&result, sizeof result)) }

static void call_all(void)
{
#include "functions.inc"
}

#undef LINKED
#undef NOTHING
#undef NUMBER
#undef REAL
#undef TEXT
#undef STRUCTURE
#define LINKED(name) name,
#define NOTHING(name)
#define NUMBER(name)
#define REAL(name)
#define TEXT(name)
#define STRUCTURE(name, type)
static const char *const linked[] = {
#include "functions.inc"
};

#define INIT ((int (*)(char *))(void *)SteamAPI_InitFlat)
#define SHUTDOWN ((void (*)(void))(void *)SteamAPI_Shutdown)

int main(int count, char **arguments)
{
    char message[1024] = "";
    (void)arguments;
    for (size_t i = 0; i < sizeof linked / sizeof *linked; i++)
        if (linked[i] == NULL)
            return 3;
    if (count > 1 && INIT(message) != 0) {
        puts(message);
        return 2;
    }
    prepare();
    call_all();
    call_all();
    SHUTDOWN();
    return 0;
}
