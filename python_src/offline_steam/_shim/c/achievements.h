/* Room C, offline_steam: the achievements' names, and the current user's unlock times as far as
   somebody has asked for them: a game may ask for thousands in one frame. The Python part fills in
   both on demand, and says when the times have changed. */
#ifndef OFFLINE_STEAM_ACHIEVEMENTS_H
#define OFFLINE_STEAM_ACHIEVEMENTS_H

#include "platform.h"

/* Callers may keep a name for as long as the process lives: lists are never freed, and one that is
   the same as an earlier one is not kept twice. */
struct achievement_list {
    struct achievement_list *earlier;
    size_t size;
    uint32_t count;
    uint32_t mask;             /* of the places below, of which there is a power of two */
    const char **names;
    uint32_t *places;          /* by hash, then onwards: an index + 1, or 0 */
    atomic_ullong *times;      /* the turn in the upper half, the time in the lower */
    char text[];               /* all names, each with its NUL */
};

static struct {
    lock_type lock;
    struct achievement_list *kept;
    _Atomic(struct achievement_list *) now; /* NULL while they are not known */
    atomic_uint turn;                       /* times of an earlier turn are not valid any more */
} achievements = {.lock = LOCK_START, .turn = 1};

static uint32_t name_hash(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (uint8_t)*name) * 16777619u;
    return hash;
}

static struct achievement_list *achievement_list_new(const char *text, size_t size, uint32_t count)
{
    uint64_t places = 8;
    while (places < 2 * (uint64_t)count)
        places *= 2;
    struct achievement_list *list = calloc(1, sizeof *list + size + 1);
    if (list == NULL)
        return NULL;
    list->names = calloc((size_t)count + 1, sizeof *list->names);
    list->places = calloc((size_t)places, sizeof *list->places);
    list->times = calloc((size_t)count + 1, sizeof *list->times);
    if (list->names == NULL || list->places == NULL || list->times == NULL) {
        free(list->names);
        free(list->places);
        free(list->times);
        free(list);
        return NULL;
    }
    memcpy(list->text, text, size);
    list->size = size;
    list->count = count;
    list->mask = (uint32_t)(places - 1);
    const char *at = list->text;
    for (uint32_t i = 0; i < count; i++) {
        list->names[i] = at;
        uint32_t place = name_hash(at) & list->mask;
        while (list->places[place])
            place = (place + 1) & list->mask;
        list->places[place] = i + 1;
        at += strlen(at) + 1;
    }
    return list;
}

/* `count` names, each ended by a NUL; `size` counts the NULs too. False when memory ran out. */
static bool achievements_set(const char *text, size_t size, uint32_t count)
{
    lock_take(&achievements.lock);
    struct achievement_list *list = achievements.kept;
    while (list && (list->size != size || memcmp(list->text, text, size) != 0))
        list = list->earlier;
    if (list == NULL && (list = achievement_list_new(text, size, count)) != NULL) {
        list->earlier = achievements.kept;
        achievements.kept = list;
    }
    atomic_store(&achievements.now, list);
    lock_release(&achievements.lock);
    return list != NULL;
}

static void achievements_forget(void) { atomic_store(&achievements.now, NULL); }

/* For the Python part, which calls these two with its lock held: what it notes is never older than
   what it has told to forget. */
static void unlock_times_forget(void) { atomic_fetch_add(&achievements.turn, 1); }

static void unlock_time_note(uint32_t index, uint32_t time)
{
    struct achievement_list *list = atomic_load(&achievements.now);
    if (list && index < list->count)
        atomic_store(&list->times[index],
                     (unsigned long long)atomic_load(&achievements.turn) << 32 | time);
}

/* NULL when nobody knows them yet. */
static struct achievement_list *achievements_known(void)
{
    struct achievement_list *list = atomic_load_explicit(&achievements.now, memory_order_acquire);
    if (list == NULL) {
        py_fill_names();
        list = atomic_load_explicit(&achievements.now, memory_order_acquire);
    }
    return list;
}

static uint32_t achievements_count(void)
{
    struct achievement_list *list = achievements_known();
    return list ? list->count : 0;
}

static const char *achievement_name(uint32_t index)
{
    struct achievement_list *list = achievements_known();
    return list && index < list->count ? list->names[index] : "";
}

/* False for an unknown name; either target may be absent. */
static bool achievement_state(const char *name, bool *achieved, uint32_t *unlock_time)
{
    struct achievement_list *list = name ? achievements_known() : NULL;
    if (list == NULL)
        return false;
    uint32_t place = name_hash(name) & list->mask;
    while (list->places[place] && strcmp(list->names[list->places[place] - 1], name) != 0)
        place = (place + 1) & list->mask;
    if (list->places[place] == 0)
        return false;
    uint32_t index = list->places[place] - 1;
    unsigned long long noted = atomic_load(&list->times[index]);
    int64_t time = (int64_t)(noted & UINT32_MAX);
    if (noted >> 32 != atomic_load(&achievements.turn))
        time = py_unlock_time(index);
    if (time < 0)
        return false;
    if (achieved)
        *achieved = time > 0;
    if (unlock_time)
        *unlock_time = (uint32_t)time;
    return true;
}

#endif
