/* Room A, C floor: what the files about the engine's methods share (arguments, calls, method_binds). */
#ifndef GODOT_BINDS_H
#define GODOT_BINDS_H

#include "bridge.h"

enum { CALL_METHOD, CALL_STATIC, CALL_UTILITY };
/* FLAG_REFERENCE: the result is an object with a counted reference. FLAG_HOLD_GIL: the call can neither wait nor call
 * back, so it is made with the GIL held, which is faster. See generate_api.py, which sets them. */
enum { FLAG_VARARG = 1, FLAG_REFERENCE = 2, FLAG_HOLD_GIL = 4 };

typedef struct Argument {
    Kind kind;
    PyObject *name;       /* str */
    PyObject *exact;      /* str: the class of an object, what a typed Array holds; else NULL, or of no matter here */
    PyTypeObject *type;   /* the class of an object, once it was needed */
    PyObject *fallback;   /* the default, NULL if the argument is required */
    Variant pattern;      /* of a typed Array, once it was needed: an empty one */
    struct Argument *next_pattern; /* of those that have one */
    uint8_t has_pattern;
} Argument;

typedef struct {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    PyObject *owner, *name, *doc_arguments; /* str, str, the tuple that described the arguments */
    PyTypeObject *owner_type;               /* found at the first call of a method */
    int64_t hash;
    union {
        GDExtensionMethodBindPtr method;
        GDExtensionPtrUtilityFunction utility;
        const void *any;
    } target;
    uint8_t call, flags, count;
    Kind result;
    Argument *arguments; /* made at the first call */
    PyObject *exact;     /* str: what the result is more exactly than its kind, or None */
} MethodBind;

/* arguments.c */
int arguments_read(MethodBind *self);
void arguments_release(MethodBind *self);
int arguments_sort(MethodBind *self, PyObject *const *args, Py_ssize_t given, PyObject *kwnames, PyObject **values);
const void *argument_pointer(Argument *argument, PyObject *value, Slot *slot, Variant *variant, int *owned);
void argument_blame(MethodBind *self, Py_ssize_t index, PyObject *name);
void add_signature(MethodBind *self);

/* calls.c */
int find_target(MethodBind *self);

#endif
