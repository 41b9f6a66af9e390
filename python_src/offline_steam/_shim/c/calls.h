/* Room C, offline_steam: the table of API calls (requests in flight and their results). Nothing
   here enters Python. */
#ifndef OFFLINE_STEAM_CALLS_H
#define OFFLINE_STEAM_CALLS_H

#include "platform.h"

/* ESteamAPICallFailure */
enum { FAILURE_NONE = -1, FAILURE_STEAM_GONE = 0, FAILURE_NETWORK = 1, FAILURE_HANDLE = 2,
       FAILURE_MISMATCH = 3 };

#define CALL_BUCKETS 4096      /* a power of two */
#define MOST_UNFETCHED 65536   /* results that nobody fetches: the oldest go */
#define MOST_FETCHED_FAILURES 256 /* kept so that the reason can be asked for after the fetch */

struct call {
    struct call *next_in_bucket;
    struct call *newer, *older;  /* in one of the two lists below, by age */
    uint64_t handle;
    int32_t id;
    int32_t size;
    int32_t failure;
    bool completed;
    bool fetched;
    bool mismatched; /* the last fetch asked for another callback or size */
    uint8_t *data;
};

struct call_list {
    struct call *oldest, *newest;
    int32_t length;
};

static struct {
    lock_type lock;
    struct call *buckets[CALL_BUCKETS];
    struct call_list unfetched, fetched_failures;
    uint64_t last_handle;
    int64_t pending;
} calls = {.lock = LOCK_START, .last_handle = UINT64_C(0x4F53000000000000)};

static void call_list_add(struct call_list *list, struct call *call)
{
    call->newer = NULL;
    call->older = list->newest;
    if (list->newest)
        list->newest->newer = call;
    else
        list->oldest = call;
    list->newest = call;
    list->length++;
}

static void call_list_remove(struct call_list *list, struct call *call)
{
    if (call->older)
        call->older->newer = call->newer;
    else
        list->oldest = call->newer;
    if (call->newer)
        call->newer->older = call->older;
    else
        list->newest = call->older;
    list->length--;
}

static struct call *call_find(uint64_t handle)
{
    struct call *call = calls.buckets[handle & (CALL_BUCKETS - 1)];
    while (call && call->handle != handle)
        call = call->next_in_bucket;
    return call;
}

static void call_forget(struct call *call)
{
    struct call **link = &calls.buckets[call->handle & (CALL_BUCKETS - 1)];
    while (*link != call)
        link = &(*link)->next_in_bucket;
    *link = call->next_in_bucket;
    free(call->data);
    free(call);
}

/* A new handle, never 0 and never given twice; 0 when memory ran out. */
static uint64_t call_open(void)
{
    struct call *call = calloc(1, sizeof *call);
    if (call == NULL)
        return 0;
    lock_take(&calls.lock);
    call->handle = ++calls.last_handle;
    call->failure = FAILURE_NONE;
    struct call **bucket = &calls.buckets[call->handle & (CALL_BUCKETS - 1)];
    call->next_in_bucket = *bucket;
    *bucket = call;
    calls.pending++;
    uint64_t handle = call->handle;
    lock_release(&calls.lock);
    return handle;
}

static bool call_complete(uint64_t handle, int32_t id, const void *data, int32_t size,
                          int32_t failure)
{
    bool known = false;
    lock_take(&calls.lock);
    struct call *call = call_find(handle);
    if (call && !call->completed) {
        known = true;
        call->completed = true;
        call->id = id;
        call->size = size;
        call->failure = failure;
        call->data = malloc((size_t)(size > 0 ? size : 1));
        if (call->data == NULL)
            call->failure = FAILURE_STEAM_GONE;
        else
            memcpy(call->data, data, (size_t)size);
        calls.pending--;
        call_list_add(&calls.unfetched, call);
        if (calls.unfetched.length > MOST_UNFETCHED) {
            struct call *oldest = calls.unfetched.oldest;
            call_list_remove(&calls.unfetched, oldest);
            call_forget(oldest);
        }
    }
    lock_release(&calls.lock);
    return known;
}

static bool call_is_completed(uint64_t handle, bool *failed)
{
    lock_take(&calls.lock);
    struct call *call = call_find(handle);
    bool completed = call && call->completed;
    if (failed)
        *failed = call == NULL || (completed && call->failure != FAILURE_NONE);
    lock_release(&calls.lock);
    return completed;
}

static int call_failure_reason(uint64_t handle)
{
    lock_take(&calls.lock);
    struct call *call = call_find(handle);
    int reason = FAILURE_HANDLE;
    if (call)
        reason = call->mismatched ? FAILURE_MISMATCH : call->failure;
    lock_release(&calls.lock);
    return reason;
}

/* True when the call has completed and id and size fit. A call that failed is fetched too: its
   buffer is zeroed and *failed set. A successful result can be fetched once. */
static bool call_fetch(uint64_t handle, void *buffer, int32_t size, int32_t expected_id,
                       bool *failed)
{
    bool answered = false, bad = true;
    lock_take(&calls.lock);
    struct call *call = call_find(handle);
    if (call && !call->completed) {
        bad = false;
    } else if (call && (call->id != expected_id || call->size != size || buffer == NULL)) {
        /* The result is kept: the next fetch may ask for the right thing. */
        call->mismatched = true;
    } else if (call && call->failure != FAILURE_NONE) {
        answered = true;
        call->mismatched = false;
        memset(buffer, 0, (size_t)size);
        if (!call->fetched) {
            call->fetched = true;
            call_list_remove(&calls.unfetched, call);
            call_list_add(&calls.fetched_failures, call);
            if (calls.fetched_failures.length > MOST_FETCHED_FAILURES) {
                struct call *oldest = calls.fetched_failures.oldest;
                call_list_remove(&calls.fetched_failures, oldest);
                call_forget(oldest);
            }
        }
    } else if (call) {
        answered = true;
        bad = false;
        memcpy(buffer, call->data, (size_t)size);
        call_list_remove(&calls.unfetched, call);
        call_forget(call);
    }
    if (failed)
        *failed = bad;
    lock_release(&calls.lock);
    return answered;
}

#endif
