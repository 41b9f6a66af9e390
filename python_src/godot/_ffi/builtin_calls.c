/* Room A, C floor: calls of builtin types' methods (Vector2.length, Array.append, Color.html). They are the engine's own functions
 * for pointers: on the memory of a value type, or on what is in the Variant of a Value. */
#include "builtin_methods.h"
#include "given.h"

static int find_function(BuiltinMethod *self) {
    uint64_t name;
    if (arguments_read(&self->bind) || string_name_from_python(self->bind.name, &name))
        return -1;
    self->function = gd.variant_get_ptr_builtin_method(self->kind, &name, self->bind.hash);
    string_name_release(&name);
    if (self->function)
        return 0;
    PyErr_Format(PyExc_NotImplementedError,
                 "this engine has no %U.%U() as the addon was built for; build the addon with this engine's version",
                 self->bind.owner, self->bind.name);
    return -1;
}

/* ---- methods with described arguments ---- */

static void run(BuiltinMethod *self, void *base, const void **pointers, void *target) {
    if (self->bind.flags & FLAG_HOLD_GIL) {
        self->function(base, pointers, target, self->bind.count);
        return;
    }
    Py_BEGIN_ALLOW_THREADS /* it may run code of others */
    self->function(base, pointers, target, self->bind.count);
    Py_END_ALLOW_THREADS
}

static PyObject *run_for_result(BuiltinMethod *self, void *base, const void **pointers) {
    Kind result = self->bind.result;
    if (plain_is_kind(result)) {
        Plain *plain = plain_new(result);
        if (plain)
            run(self, base, pointers, plain->data);
        return (PyObject *)plain;
    }
    if (result <= GDEXTENSION_VARIANT_TYPE_FLOAT || result == GDEXTENSION_VARIANT_TYPE_OBJECT) {
        Slot slot = {0};
        run(self, base, pointers, &slot);
        return python_from_pointer(result, &slot);
    }
    Variant variant;
    void *target = &variant;
    if (result == KIND_VARIANT)
        gd.variant_new_nil(&variant);
    else {
        variant_default(result, &variant);
        target = variant_internal(&variant, result);
    }
    run(self, base, pointers, target);
    PyObject *answer = variant_to_python(&variant);
    gd.variant_destroy(&variant);
    return answer;
}

static PyObject *call_fixed(BuiltinMethod *self, void *base, PyObject *const *args, Py_ssize_t given, PyObject *kwnames) {
    MethodBind *bind = &self->bind;
    PyObject *sorted[MAX_ARGUMENTS], *answer = NULL;
    Slot slots[MAX_ARGUMENTS];
    Variant variants[MAX_ARGUMENTS];
    const void *pointers[MAX_ARGUMENTS];
    int owned[MAX_ARGUMENTS], made = 0;
    if (given != bind->count || (kwnames && PyTuple_GET_SIZE(kwnames))) {
        if (arguments_sort(bind, args, given, kwnames, sorted)) {
            if (PyErr_ExceptionMatches(PyExc_TypeError))
                add_signature(bind);
            return NULL;
        }
        args = sorted;
    }
    for (; made < bind->count; made++) {
        Argument *argument = &bind->arguments[made];
        if (!(pointers[made] = argument_pointer(argument, args[made], &slots[made], &variants[made], &owned[made]))) {
            argument_blame(bind, made, argument->name);
            break;
        }
    }
    if (made == bind->count)
        answer = run_for_result(self, base, pointers);
    while (made > 0)
        if (owned[--made])
            gd.variant_destroy(&variants[made]);
    holds_catch_up();
    return answer;
}

/* ---- methods with any number of arguments ---- */

static PyObject *vararg_error(MethodBind *bind, const GDExtensionCallError *error, PyObject *const *args, Py_ssize_t count) {
    switch (error->error) {
    case GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT:
        if (error->argument < 0 || error->argument >= count)
            break;
        return PyErr_Format(PyExc_TypeError, "%U.%U() argument %d: expected %s, got %.200R", bind->owner, bind->name,
                            error->argument + 1, kind_name(error->expected), args[error->argument]);
    case GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL:
        return PyErr_Format(PyExc_ReferenceError, "%U.%U(): the object behind it was freed, or there is none", bind->owner,
                            bind->name);
    case GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS:
    case GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS:
        return PyErr_Format(PyExc_TypeError, "%U.%U() does not take %zd argument(s), it takes %d", bind->owner, bind->name,
                            count, error->expected);
    default:
        break;
    }
    return PyErr_Format(PyExc_RuntimeError, "%U.%U(): what it calls has failed; the log says why", bind->owner, bind->name);
}

/* They take and give Variants, and say what was wrong. */
static PyObject *call_vararg(BuiltinMethod *self, Value *value, PyObject *const *args, Py_ssize_t count) {
    Given given;
    Variant result;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    PyObject *answer = NULL;
    if (!self->string_name) { /* static: it lives as long as the process, as this method does */
        const char *name = PyUnicode_AsUTF8(self->bind.name);
        if (!name)
            return NULL;
        gd.string_name_new_with_latin1_chars(&self->string_name, name, 1);
    }
    if (given_take(&given, args, count)) {
        if (given.variants) /* there was room, so it is an argument that does not fit */
            argument_blame(&self->bind, given.made, self->bind.name);
        goto done;
    }
    Py_BEGIN_ALLOW_THREADS /* a Callable or a Signal may run anything */
    gd.variant_call(&value->variant, &self->string_name, given.pointers, count, &result, &error);
    Py_END_ALLOW_THREADS
    answer = error.error == GDEXTENSION_CALL_OK ? variant_to_python(&result) : vararg_error(&self->bind, &error, args, count);
    gd.variant_destroy(&result);
done:
    given_end(&given);
    holds_catch_up();
    return answer;
}

/* ---- the value whose method it is ---- */

static int is_text(Kind kind) {
    return kind == GDEXTENSION_VARIANT_TYPE_STRING || kind == GDEXTENSION_VARIANT_TYPE_STRING_NAME ||
           kind == GDEXTENSION_VARIANT_TYPE_NODE_PATH;
}

static int may_change(PyObject *container) {
    static PyObject *name;
    if (!name && !(name = PyUnicode_InternFromString("_check_change")))
        return 0;
    PyObject *done = PyObject_CallMethodNoArgs(container, name);
    Py_XDECREF(done);
    return done != NULL;
}

/* A text is a str in Python: the method is called on the engine's text that is made of it. */
static PyObject *call_on_text(BuiltinMethod *self, PyObject *text, PyObject *const *args, Py_ssize_t count,
                              PyObject *kwnames) {
    Variant variant;
    if (variant_coerce(text, self->kind, &variant))
        return NULL;
    PyObject *answer = call_fixed(self, variant_internal(&variant, self->kind), args, count, kwnames);
    gd.variant_destroy(&variant);
    return answer;
}

/* The memory of the value; NULL with an exception. */
static void *base_of(BuiltinMethod *self, PyObject *value) {
    void *data = plain_data(value, self->kind);
    if (data)
        return data;
    if (PyObject_TypeCheck(value, &Value_Type) &&
        gd.variant_get_type(&((Value *)value)->variant) == (GDExtensionVariantType)self->kind)
        return variant_internal(&((Value *)value)->variant, self->kind);
    PyErr_Format(PyExc_TypeError, "%U.%U() needs a %U, got %.200R (%s)", self->bind.owner, self->bind.name,
                 self->bind.owner, value, Py_TYPE(value)->tp_name);
    return NULL;
}

PyObject *builtin_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
    BuiltinMethod *self = (BuiltinMethod *)callable;
    MethodBind *bind = &self->bind;
    Py_ssize_t count = PyVectorcall_NARGS(nargsf);
    PyObject *value = NULL;
    void *base = NULL;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%U.%U(): the engine is not running", bind->owner, bind->name);
    if (!self->function && !(bind->flags & FLAG_VARARG) && find_function(self))
        return NULL;
    if (!(bind->flags & FLAG_STATIC)) {
        if (count < 1)
            return PyErr_Format(PyExc_TypeError, "%U.%U() needs a %U", bind->owner, bind->name, bind->owner);
        value = args[0];
        args++;
        count--;
        if (is_text(self->kind) && PyUnicode_Check(value) && !(bind->flags & FLAG_VARARG))
            return call_on_text(self, value, args, count, kwnames);
        if (!(base = base_of(self, value)) || (bind->flags & FLAG_CHANGES && !may_change(value)))
            return NULL;
    }
    if (bind->flags & FLAG_VARARG) {
        if (kwnames && PyTuple_GET_SIZE(kwnames))
            return PyErr_Format(PyExc_TypeError, "%U.%U() takes no keyword arguments", bind->owner, bind->name);
        return call_vararg(self, (Value *)value, args, count);
    }
    return call_fixed(self, base, args, count, kwnames);
}
