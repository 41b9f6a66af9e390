/* Room C, offline_steam: the callback objects of Steam's C++ headers (CCallback, CCallResult), which
   SteamAPI_RunCallbacks calls in programs without manual dispatch. Nothing here enters Python. */
#ifndef OFFLINE_STEAM_CALLBACK_OBJECTS_H
#define OFFLINE_STEAM_CALLBACK_OBJECTS_H

#include "calls.h"
#include "platform.h"

struct callback_object;

/* The compilers order methods of one name differently. */
struct callback_methods {
#ifdef _WIN32
    void (*run_result)(struct callback_object *self, void *data, bool failed, uint64_t call);
    void (*run)(struct callback_object *self, void *data);
#else
    void (*run)(struct callback_object *self, void *data);
    void (*run_result)(struct callback_object *self, void *data, bool failed, uint64_t call);
#endif
    int (*size)(struct callback_object *self);
};

/* CCallbackBase, which is the program's and lives until it is unregistered. */
struct callback_object {
    const struct callback_methods *methods;
    uint8_t flags;
    int32_t id;
};
_Static_assert(sizeof(void *) != 8 || sizeof(struct callback_object) == 16, "wrong layout");

enum { FLAG_REGISTERED = 1, FLAG_GAME_SERVER = 2 };

/* A registration; `call` is 0 for callbacks. One that goes while others are told is only marked, so
   that whoever walks the list stays on it. */
struct registration {
    struct registration *next;
    struct callback_object *object; /* NULL: gone */
    uint64_t call;
};

static struct {
    lock_type lock;
    struct registration *first;
    int walking;
} registrations = {.lock = LOCK_START};

static void registration_add(struct callback_object *object, uint64_t call)
{
    struct registration *added = malloc(sizeof *added);
    if (added == NULL)
        return;
    *added = (struct registration){NULL, object, call};
    lock_take(&registrations.lock);
    struct registration **link = &registrations.first;
    while (*link)
        link = &(*link)->next;
    *link = added;
    lock_release(&registrations.lock);
}

static void registrations_sweep(void)
{
    struct registration **link = &registrations.first;
    while (*link) {
        struct registration *gone = *link;
        if (gone->object) {
            link = &gone->next;
        } else {
            *link = gone->next;
            free(gone);
        }
    }
}

static void registration_remove(const struct callback_object *object, uint64_t call)
{
    lock_take(&registrations.lock);
    for (struct registration *each = registrations.first; each; each = each->next)
        if (each->object == object && each->call == call)
            each->object = NULL;
    if (registrations.walking == 0)
        registrations_sweep();
    lock_release(&registrations.lock);
}

/* The next that waits for this callback, or for this call, after `each` (NULL: the first). */
static struct registration *registration_after(struct registration *each, int32_t id, uint64_t call,
                                               struct callback_object **object)
{
    *object = NULL;
    lock_take(&registrations.lock);
    for (each = each ? each->next : registrations.first; each; each = each->next)
        if (each->object && each->call == call && (call || each->object->id == id)) {
            *object = each->object;
            break;
        }
    lock_release(&registrations.lock);
    return each;
}

static void registrations_walk(int step)
{
    lock_take(&registrations.lock);
    registrations.walking += step;
    if (registrations.walking == 0)
        registrations_sweep();
    lock_release(&registrations.lock);
}

/* Calls everybody who waits for this callback; they may register and unregister meanwhile. */
static void tell_callback(int32_t id, void *data)
{
    struct callback_object *object;
    registrations_walk(1);
    for (struct registration *each = registration_after(NULL, id, 0, &object); each;
         each = registration_after(each, id, 0, &object))
        if (!(object->flags & FLAG_GAME_SERVER))
            object->methods->run(object, data);
    registrations_walk(-1);
}

/* Gives the result of a call to the object that waits for it, which then waits no more. */
static void tell_result(uint64_t call)
{
    struct callback_object *object;
    while (registration_after(NULL, 0, call, &object)) {
        bool failed = true;
        int size = object->methods->size(object);
        void *data = calloc(1, (size_t)(size > 0 ? size : 1));
        registration_remove(object, call);
        if (data == NULL)
            return;
        call_fetch(call, data, size, object->id, &failed);
        object->methods->run_result(object, data, failed, call);
        free(data);
    }
}

EXPORT void SteamAPI_RegisterCallback(struct callback_object *object, int id)
{
    if (object == NULL)
        return;
    object->flags |= FLAG_REGISTERED;
    object->id = id;
    registration_add(object, 0);
}

EXPORT void SteamAPI_UnregisterCallback(struct callback_object *object)
{
    if (object == NULL)
        return;
    object->flags &= (uint8_t)~FLAG_REGISTERED;
    registration_remove(object, 0);
}

EXPORT void SteamAPI_RegisterCallResult(struct callback_object *object, uint64_t call)
{
    if (object && call)
        registration_add(object, call);
}

EXPORT void SteamAPI_UnregisterCallResult(struct callback_object *object, uint64_t call)
{
    registration_remove(object, call);
}

#endif
