/* Room C, offline_steam: the callback queue. Filled by the Python part and by the control API,
   emptied by manual dispatch. Nothing here enters Python. */
#ifndef OFFLINE_STEAM_QUEUE_H
#define OFFLINE_STEAM_QUEUE_H

#include "platform.h"

struct message {
    struct message *next;
    int32_t user;
    int32_t id;
    int32_t size;
    /* Structs handed to the caller hold 64-bit fields. */
    _Alignas(8) uint8_t data[];
};

static struct {
    lock_type lock;
    struct message *first;
    struct message *last;
    bool taken;                /* first has been handed out and not freed yet */
    atomic_int count;          /* read without the lock by an idle pump */
    uint64_t posted;           /* since the library was loaded */
    uint64_t taken_twice;      /* GetNextCallback without FreeLastCallback in between */
} queue = {.lock = LOCK_START};

static struct message *message_new(int32_t user, int32_t id, const void *data, int32_t size)
{
    struct message *message = malloc(sizeof *message + (size_t)(size > 0 ? size : 1));
    if (message == NULL)
        return NULL;
    message->next = NULL;
    message->user = user;
    message->id = id;
    message->size = size;
    if (size > 0)
        memcpy(message->data, data, (size_t)size);
    return message;
}

/* Posts the same message `times` times; false when memory ran out (what fitted is posted). */
static bool queue_post(int32_t user, int32_t id, const void *data, int32_t size, int64_t times)
{
    bool complete = true;
    lock_take(&queue.lock);
    for (int64_t i = 0; i < times; i++) {
        struct message *message = message_new(user, id, data, size);
        if (message == NULL) {
            complete = false;
            break;
        }
        if (queue.last)
            queue.last->next = message;
        else
            queue.first = message;
        queue.last = message;
        queue.posted++;
        atomic_fetch_add_explicit(&queue.count, 1, memory_order_release);
    }
    lock_release(&queue.lock);
    return complete;
}

/* The first message stays at the head until it is freed: asking twice gives the same one, as
   Valve's client does. */
static struct message *queue_take(void)
{
    if (atomic_load_explicit(&queue.count, memory_order_acquire) == 0)
        return NULL;
    lock_take(&queue.lock);
    struct message *message = queue.first;
    if (message) {
        if (queue.taken)
            queue.taken_twice++;
        queue.taken = true;
    }
    lock_release(&queue.lock);
    return message;
}

/* Takes the first message off the queue, whose lock is held; the caller frees it. */
static struct message *queue_remove_first(void)
{
    struct message *message = queue.first;
    if (message) {
        queue.first = message->next;
        if (queue.first == NULL)
            queue.last = NULL;
        queue.taken = false;
        atomic_fetch_sub_explicit(&queue.count, 1, memory_order_relaxed);
    }
    return message;
}

/* For whoever hands it out at once, without manual dispatch. */
static struct message *queue_take_out(void)
{
    if (atomic_load_explicit(&queue.count, memory_order_acquire) == 0)
        return NULL;
    lock_take(&queue.lock);
    struct message *message = queue_remove_first();
    lock_release(&queue.lock);
    return message;
}

static void queue_free_taken(void)
{
    lock_take(&queue.lock);
    if (queue.taken)
        free(queue_remove_first());
    lock_release(&queue.lock);
}

/* Empties the queue of everything but messages with `keep_id`. */
static void queue_keep_only(int32_t keep_id)
{
    lock_take(&queue.lock);
    struct message **link = &queue.first;
    queue.taken = false;
    queue.last = NULL;
    while (*link) {
        struct message *message = *link;
        if (message->id == keep_id) {
            queue.last = message;
            link = &message->next;
        } else {
            *link = message->next;
            atomic_fetch_sub_explicit(&queue.count, 1, memory_order_relaxed);
            free(message);
        }
    }
    lock_release(&queue.lock);
}

#endif
