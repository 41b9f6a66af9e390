/* Room A, C floor: callables. Any Python callable as a Callable of the engine, and back as the very same object. */
#include "bridge.h"

static char token_storage;
#define TOKEN ((void *)&token_storage)

static PyObject *bound_self(PyObject *callable) {
    PyObject *self = PyMethod_Check(callable) ? PyMethod_GET_SELF(callable) : NULL;
    return self && PyObject_TypeCheck(self, &EngineObject_Type) ? self : NULL;
}

static void callable_call(void *userdata, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                          GDExtensionVariantPtr result, GDExtensionCallError *error) {
    PyObject *stack[MAX_ARGUMENTS], **values = stack, *answer = NULL;
    BRIDGE_ENTER;
    error->error = GDEXTENSION_CALL_OK;
    GDExtensionInt made = 0;
    if (count > MAX_ARGUMENTS && !(values = PyMem_Malloc(count * sizeof *values)))
        PyErr_NoMemory();
    else {
        while (made < count && (values[made] = variant_to_python(args[made])))
            made++;
        if (made == count)
            answer = PyObject_Vectorcall(userdata, values, count, NULL);
    }
    if (answer) {
        Variant variant;
        if (variant_from_python(answer, &variant) == 0)
            *(Variant *)result = variant; /* moved: the engine passes nil */
        Py_DECREF(answer);
    }
    if (PyErr_Occurred())
        report_exception();
    while (made > 0)
        Py_DECREF(values[--made]);
    if (values != stack)
        PyMem_Free(values);
    BRIDGE_LEAVE;
}

static GDExtensionBool callable_is_valid(void *userdata) {
    if (!bridge_is_up)
        return 0;
    BRIDGE_ENTER;
    PyObject *self = bound_self(userdata);
    GDExtensionBool valid = !self || ((EngineObject *)self)->pointer != NULL;
    BRIDGE_LEAVE;
    return valid;
}

static void callable_free(void *userdata) {
    if (!bridge_is_up)
        return; /* the process is ending */
    BRIDGE_ENTER;
    Py_DECREF((PyObject *)userdata);
    BRIDGE_LEAVE;
}

static uint32_t callable_hash(void *userdata) {
    BRIDGE_ENTER;
    Py_hash_t hash = PyObject_Hash(userdata);
    if (hash == -1) { /* an unhashable callable is equal to itself only */
        PyErr_Clear();
        hash = (Py_hash_t)((uintptr_t)userdata >> 4);
    }
    BRIDGE_LEAVE;
    return (uint32_t)(hash ^ (hash >> 32));
}

static GDExtensionBool callable_equal(void *a, void *b) {
    if (a == b)
        return 1;
    BRIDGE_ENTER;
    int equal = PyObject_RichCompareBool(a, b, Py_EQ);
    if (equal < 0) {
        PyErr_Clear();
        equal = 0;
    }
    BRIDGE_LEAVE;
    return equal;
}

static GDExtensionBool callable_less_than(void *a, void *b) { return a < b; }

static void callable_to_string(void *userdata, GDExtensionBool *valid, GDExtensionStringPtr out) {
    BRIDGE_ENTER;
    PyObject *text = PyObject_Repr(userdata);
    const char *utf8 = text ? PyUnicode_AsUTF8(text) : NULL;
    *valid = utf8 != NULL;
    if (utf8)
        gd.string_new_with_utf8_chars(out, utf8);
    else
        PyErr_Clear();
    Py_XDECREF(text);
    BRIDGE_LEAVE;
}

/* Only what the code object says for sure; the engine asks for it to warn early, not to call. */
static GDExtensionInt callable_argument_count(void *userdata, GDExtensionBool *valid) {
    GDExtensionInt count = 0;
    BRIDGE_ENTER;
    PyObject *function = PyMethod_Check(userdata) ? PyMethod_GET_FUNCTION(userdata) : userdata;
    *valid = 0;
    if (PyFunction_Check(function)) {
        PyCodeObject *code = (PyCodeObject *)PyFunction_GET_CODE(function);
        *valid = !(code->co_flags & CO_VARARGS);
        count = code->co_argcount - (PyMethod_Check(userdata) ? 1 : 0);
    }
    BRIDGE_LEAVE;
    return count;
}

int callable_from_python(PyObject *callable, Variant *out) {
    PyObject *self = bound_self(callable);
    GDExtensionCallableCustomInfo2 info = {
        .callable_userdata = Py_NewRef(callable),
        .token = TOKEN,
        .object_id = self ? ((EngineObject *)self)->instance_id : 0,
        .call_func = callable_call,
        .is_valid_func = callable_is_valid,
        .free_func = callable_free,
        .hash_func = callable_hash,
        .equal_func = callable_equal,
        .less_than_func = callable_less_than,
        .to_string_func = callable_to_string,
        .get_argument_count_func = callable_argument_count,
    };
    variant_default(GDEXTENSION_VARIANT_TYPE_CALLABLE, out);
    void *target = variant_internal(out, GDEXTENSION_VARIANT_TYPE_CALLABLE); /* an empty Callable: nothing to release */
    gd.callable_custom_create2(target, &info);
    return 0;
}

PyObject *callable_to_python(void *callable) {
    PyObject *inside = gd.callable_custom_get_userdata(callable, TOKEN);
    return Py_XNewRef(inside);
}
