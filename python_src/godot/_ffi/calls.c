/* Room A, C floor: calls. The engine's methods and utility functions, called from Python. */
#include "binds.h"
#include "given.h"

/* Telling of an endless recursion, which mostly goes through the engine, needs room of its own. */
enum { ROOM_TO_REPORT = 200 };

/* Some versions of Python count what C calls besides, with a limit that cannot be set. */
static void make_c_room(int more) {
#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030E0000
    PyThreadState_Get()->c_recursion_remaining += more;
#endif
}

void report_exception(void) {
    report_exception_of(NULL, 0);
}

/* What a call of `function` has raised, or (`is_result`) the conversion of what it gave. */
void report_exception_of(PyObject *function, int is_result) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback)
        PyException_SetTraceback(value, traceback);
    int limit = Py_GetRecursionLimit();
    Py_SetRecursionLimit(limit + ROOM_TO_REPORT);
    make_c_room(ROOM_TO_REPORT);
    PyObject *done = !hooks.report ? NULL
                     : function    ? PyObject_CallFunctionObjArgs(hooks.report, value, function,
                                                                  is_result ? Py_True : Py_False, NULL)
                                   : PyObject_CallOneArg(hooks.report, value);
    make_c_room(-ROOM_TO_REPORT);
    Py_SetRecursionLimit(limit);
    if (!done) {
        PyErr_WriteUnraisable(hooks.report);
        PyErr_Restore(type, value, traceback);
        PyErr_WriteUnraisable(NULL);
        return;
    }
    Py_DECREF(done);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* What the engine gets of a Python function that it has called: of an `async def`, which gave a coroutine, that is its
 * result if it has not had to wait. */
PyObject *call_answer(PyObject *answer, PyObject *owner, int is_wanted) {
    if (!answer || !PyCoro_CheckExact(answer) || !hooks.coroutine)
        return answer;
    PyObject *result = PyObject_CallFunctionObjArgs(hooks.coroutine, answer, owner ? owner : Py_None,
                                                    is_wanted ? Py_True : Py_False, NULL);
    Py_DECREF(answer);
    return result;
}

/* ---- calls ---- */

int find_target(MethodBind *self) {
    uint64_t owner, name;
    if (arguments_read(self))
        return -1;
    if (string_name_from_python(self->name, &name))
        return -1;
    if (self->call == CALL_UTILITY)
        self->target.utility = gd.variant_get_ptr_utility_function(&name, self->hash);
    else if (string_name_from_python(self->owner, &owner) == 0) {
        self->target.method = gd.classdb_get_method_bind(&owner, &name, self->hash);
        string_name_release(&owner);
    }
    string_name_release(&name);
    if (!self->target.any && !PyErr_Occurred())
        PyErr_Format(PyExc_NotImplementedError,
                     "this engine has no %U.%U() as the addon was built for; build the addon with this engine's version",
                     self->owner, self->name);
    return self->target.any ? 0 : -1;
}

/* What was called may have called something else, with the arguments that it has no name for itself. */
static PyObject *call_error(MethodBind *self, const GDExtensionCallError *error, PyObject *const *args, Py_ssize_t count) {
    int inner = error->error == GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT ? error->argument + self->count < count
                                                                        : count >= self->count;
    int skipped = inner ? self->count : 0;
    call_refused(PyUnicode_FromFormat("%U.%U", self->owner, self->name), args + skipped, count - skipped, error);
    return NULL;
}

/* The object of the method, NULL where there is none. To be asked after the arguments were converted, which may run Python
 * code, which may free it. 0, or -1 with an exception. */
static int object_of(MethodBind *self, PyObject *face, GDExtensionObjectPtr *out) {
    *out = face ? ((EngineObject *)face)->pointer : NULL;
    if (!face || *out)
        return 0;
    PyErr_Format(PyExc_ReferenceError, "%U.%U(): this %s was freed by the engine; check is_instance_valid() before using it",
                 self->owner, self->name, Py_TYPE(face)->tp_name);
    return -1;
}

/* Methods with a variable number of arguments take and give Variants. `face`: NULL without an object. */
static PyObject *call_vararg(MethodBind *self, PyObject *face, PyObject *const *args, Py_ssize_t count) {
    Given given;
    Variant result;
    PyObject *answer = NULL;
    if (count < self->count) {
        PyErr_Format(PyExc_TypeError, "%U.%U() takes at least %d argument(s), got %zd", self->owner, self->name, self->count,
                     count);
        add_signature(self);
        return NULL;
    }
    if (given_begin(&given, count))
        goto done;
    for (; given.made < count; given.made++) {
        Py_ssize_t i = given.made;
        Kind kind = i < self->count ? self->arguments[i].kind : KIND_VARIANT;
        int status = kind == GDEXTENSION_VARIANT_TYPE_STRING_NAME ? variant_coerce(args[i], kind, &given.variants[i])
                                                                  : variant_from_python(args[i], &given.variants[i]);
        if (status) {
            argument_blame(self, i, i < self->count ? self->arguments[i].name : self->name);
            goto done;
        }
    }
    GDExtensionObjectPtr object;
    if (object_of(self, face, &object))
        goto done;
    if (self->call == CALL_UTILITY) {
        gd.variant_new_nil(&result);
        Slot slot = {0};
        void *target = &slot;
        if (self->result == KIND_VARIANT)
            target = &result;
        else if (self->result > GDEXTENSION_VARIANT_TYPE_FLOAT) {
            variant_default(self->result, &result);
            target = variant_internal(&result, self->result);
        }
        Py_BEGIN_ALLOW_THREADS /* printing asks every logger, and may wait for one */
        self->target.utility(target, given.pointers, (int32_t)count);
        Py_END_ALLOW_THREADS
        answer = self->result == KIND_VARIANT || target == &slot ? python_from_pointer(self->result, target)
                                                                 : variant_to_python(&result);
    } else {
        GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
        Py_BEGIN_ALLOW_THREADS
        gd.object_method_bind_call(self->target.method, object, given.pointers, count, &result, &error);
        Py_END_ALLOW_THREADS
        answer = error.error == GDEXTENSION_CALL_OK ? variant_to_python(&result) : call_error(self, &error, args, count);
    }
    gd.variant_destroy(&result);
done:
    given_end(&given);
    holds_catch_up();
    return answer;
}

static PyObject *call_fixed(MethodBind *self, PyObject *face, PyObject *const *args, Py_ssize_t count,
                            PyObject *kwnames) {
    PyObject *values[MAX_ARGUMENTS];
    Slot slots[MAX_ARGUMENTS], result_slot;
    Variant variants[MAX_ARGUMENTS], result_variant;
    const void *pointers[MAX_ARGUMENTS];
    int owned[MAX_ARGUMENTS];
    if (arguments_sort(self, args, count, kwnames, values)) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            add_signature(self);
        return NULL;
    }
    PyObject *answer = NULL;
    int made = 0;
    for (; made < self->count; made++) {
        pointers[made] =
            argument_pointer(&self->arguments[made], values[made], &slots[made], &variants[made], &owned[made]);
        if (!pointers[made]) {
            argument_blame(self, made, self->arguments[made].name);
            goto done;
        }
    }
    GDExtensionObjectPtr object;
    if (object_of(self, face, &object))
        goto done;
    for (int i = 0; i + 1 < made; i++) /* a later argument's conversion may have freed it */
        if (self->arguments[i].kind == GDEXTENSION_VARIANT_TYPE_OBJECT && slots[i].pointer &&
            object_from_python(values[i], &slots[i].pointer)) {
            argument_blame(self, i, self->arguments[i].name);
            goto done;
        }
    void *target = &result_slot;
    int result_owned = 0;
    Plain *plain = NULL; /* a value type: the engine writes into the Python object */
    result_slot.integer = 0;
    if (plain_is_kind(self->result)) {
        if (!(plain = plain_new(self->result)))
            goto done;
        target = plain->data;
    } else if (self->result == KIND_VARIANT) {
        gd.variant_new_nil(&result_variant);
        target = &result_variant;
        result_owned = 1;
    } else if (self->result > GDEXTENSION_VARIANT_TYPE_FLOAT && self->result < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX &&
               self->result != GDEXTENSION_VARIANT_TYPE_OBJECT) {
        variant_default(self->result, &result_variant);
        target = variant_internal(&result_variant, self->result);
        result_owned = 1;
    }
    if (self->call == CALL_UTILITY)
        self->target.utility(target, pointers, self->count);
    else if (self->flags & FLAG_HOLD_GIL)
        gd.object_method_bind_ptrcall(self->target.method, object, pointers, target);
    else { /* may wait for another thread that needs Python */
        Py_BEGIN_ALLOW_THREADS
        gd.object_method_bind_ptrcall(self->target.method, object, pointers, target);
        Py_END_ALLOW_THREADS
    }
    if (plain)
        answer = (PyObject *)plain;
    else if (result_owned) {
        answer = variant_to_python(self->result == KIND_VARIANT ? target : &result_variant);
        gd.variant_destroy(&result_variant);
    } else {
        answer = python_from_pointer(self->result, target);
        if (self->flags & FLAG_REFERENCE && result_slot.pointer)
            gd.ref_set_object(target, NULL); /* the reference that came with the result; the face has its own */
    }
done:
    while (made > 0)
        if (owned[--made])
            gd.variant_destroy(&variants[made]);
    holds_catch_up();
    return answer;
}

/* Nothing but an object of the method's own class may reach the engine: it would take anything for one. */
static int check_object(MethodBind *self, PyObject *value) {
    if (!self->owner_type) {
        PyObject *type = PyObject_CallOneArg(hooks.class_for_name, self->owner);
        if (!type)
            return -1;
        self->owner_type = (PyTypeObject *)type;
    }
    if (PyObject_TypeCheck(value, self->owner_type))
        return 0;
    PyErr_Format(PyExc_TypeError, "%U.%U() needs a %U, got %.200R (%s)", self->owner, self->name, self->owner, value,
                 Py_TYPE(value)->tp_name);
    return -1;
}

PyObject *method_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
    MethodBind *self = (MethodBind *)callable;
    Py_ssize_t count = PyVectorcall_NARGS(nargsf);
    PyObject *face = NULL;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%U.%U(): the engine is not running", self->owner, self->name);
    if (!self->target.any && find_target(self))
        return NULL;
    if (self->call == CALL_METHOD) {
        if (count < 1)
            return PyErr_Format(PyExc_TypeError, "%U.%U() needs an object", self->owner, self->name);
        if (check_object(self, args[0]))
            return NULL;
        GDExtensionObjectPtr object;
        face = args[0];
        if (object_of(self, face, &object))
            return NULL;
        args++;
        count--;
    }
    if (!(self->flags & FLAG_VARARG))
        return call_fixed(self, face, args, count, kwnames);
    if (kwnames && PyTuple_GET_SIZE(kwnames)) { /* only those that it has a name for, so none follows them */
        PyObject *values[MAX_ARGUMENTS];
        if (arguments_sort(self, args, count, kwnames, values)) {
            if (PyErr_ExceptionMatches(PyExc_TypeError))
                add_signature(self);
            return NULL;
        }
        return call_vararg(self, face, values, self->count);
    }
    return call_vararg(self, face, args, count);
}
