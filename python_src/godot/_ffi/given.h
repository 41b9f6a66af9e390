/* Room A, C floor: the Variants of a call that takes any number of arguments. They are on the stack unless there are many;
 * every call of a signal or of a method by its name comes by here, so all of it is inline. */
#ifndef GODOT_GIVEN_H
#define GODOT_GIVEN_H

#include "bridge.h"

typedef struct {
    Variant *variants;
    const void **pointers; /* to each of them, as the engine takes them */
    Py_ssize_t made;       /* how many are there, to be destroyed */
    Variant stack[MAX_ARGUMENTS];
    const void *stack_pointers[MAX_ARGUMENTS];
} Given;

/* Makes room for them; 0, or -1 with an exception. given_end() follows either way. */
static inline int given_begin(Given *self, Py_ssize_t count) {
    self->variants = self->stack;
    self->pointers = self->stack_pointers;
    self->made = 0;
    if (count > MAX_ARGUMENTS) {
        self->variants = PyMem_Malloc(count * (sizeof *self->variants + sizeof *self->pointers));
        if (!self->variants) {
            PyErr_NoMemory();
            return -1;
        }
        self->pointers = (const void **)(self->variants + count);
    }
    for (Py_ssize_t i = 0; i < count; i++)
        self->pointers[i] = &self->variants[i];
    return 0;
}

/* Makes room, and all of them; 0, or -1 with an exception: of the argument number `made`, or of the room when there are no
 * `variants`. given_end() follows either way. */
static inline int given_take(Given *self, PyObject *const *args, Py_ssize_t count) {
    if (given_begin(self, count))
        return -1;
    for (; self->made < count; self->made++)
        if (variant_from_python(args[self->made], &self->variants[self->made]))
            return -1;
    return 0;
}

static inline void given_end(Given *self) {
    while (self->made > 0)
        gd.variant_destroy(&self->variants[--self->made]);
    if (self->variants != self->stack)
        PyMem_Free(self->variants);
}

#endif
