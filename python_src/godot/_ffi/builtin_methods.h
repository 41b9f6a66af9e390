/* Room A, C floor: a method of a builtin type, for builtin_methods.c and builtin_calls.c. */
#ifndef GODOT_BUILTIN_METHODS_H
#define GODOT_BUILTIN_METHODS_H

#include "binds.h"

/* As generate_api.py has them, beside those of binds.h, and one more. With CHANGES the method changes a container, which is
 * asked first whether it may be changed now. */
enum { FLAG_STATIC = 8, FLAG_CHANGES = 16 };

typedef struct {
    MethodBind bind; /* so that the functions of arguments.c take it */
    Kind kind;       /* of the value whose method it is */
    GDExtensionPtrBuiltInMethod function; /* found at the first call */
    uint64_t string_name;                 /* of a method that takes any number of arguments */
} BuiltinMethod;

PyObject *builtin_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames);

#endif
