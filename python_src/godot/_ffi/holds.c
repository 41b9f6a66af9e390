/* Room A, C floor: the queue of faces whose hold has to be looked at again, because the engine's count changed where
 * neither the GIL could be taken nor Python code run. See objects.c. */
#include "bridge.h"

#include <stdatomic.h>

/* Guards the queue alone: nothing is called while it is locked. */
static atomic_flag lock = ATOMIC_FLAG_INIT;
static EngineObject *_Atomic first;

static void acquire(void) {
    while (atomic_flag_test_and_set_explicit(&lock, memory_order_acquire))
        ;
}

static void release(void) { atomic_flag_clear_explicit(&lock, memory_order_release); }

static void take_out(EngineObject *self) {
    if (self->queue_previous)
        self->queue_previous->queue_next = self->queue_next;
    else
        first = self->queue_next;
    if (self->queue_next)
        self->queue_next->queue_previous = self->queue_previous;
    self->queue_next = self->queue_previous = NULL;
    self->queued = 0;
}

void holds_queue(EngineObject *self) {
    acquire();
    if (!self->queued) {
        self->queued = 1;
        self->queue_next = first;
        if (first)
            first->queue_previous = self;
        first = self;
    }
    release();
}

void holds_remove(EngineObject *self) {
    acquire();
    if (self->queued)
        take_out(self);
    release();
}

int holds_wait(void) { return first != NULL; }

/* With the GIL: a face in the queue is alive, because its deallocation takes it out and needs the GIL too. */
void holds_settle(void) {
    while (first) {
        acquire();
        EngineObject *self = first;
        if (self)
            take_out(self);
        release();
        if (self)
            object_settle(self);
    }
}

/* After each frame: what GDScript dropped in it goes now, also when no Python code ran. */
void holds_frame(void) {
    if (bridge_is_up && holds_wait()) {
        PyGILState_STATE gil_state = PyGILState_Ensure();
        holds_settle();
        PyGILState_Release(gil_state);
    }
}
