/* Room A, C floor: callables. Any Python callable as a Callable of the engine, and back.
 *
 * A bound method of an engine object that the engine knows by its name (of a script, of a native class, or the engine's
 * own) becomes the Callable of that object and name: the same as one that GDScript or a scene makes, so that connections
 * made on either side are one. Of any other bound method of an engine object the Callable has the function and the
 * object's ID; it does not keep the object alive either. Any other callable is kept as it is. */
#include "bridge.h"

static GDExtensionPtrConstructor callable_of_method;
static GDExtensionPtrBuiltInMethod is_standard, object_of, method_of;

int callables_setup(void) {
    enum { CALLABLE = GDEXTENSION_VARIANT_TYPE_CALLABLE };
    callable_of_method = gd.variant_get_ptr_constructor(CALLABLE, CALLABLE_FROM_OBJECT_METHOD);
    is_standard = builtin_method(CALLABLE, "is_standard", CALLABLE_IS_STANDARD_HASH);
    object_of = builtin_method(CALLABLE, "get_object_id", CALLABLE_GET_OBJECT_ID_HASH);
    method_of = builtin_method(CALLABLE, "get_method", CALLABLE_GET_METHOD_HASH);
    return callable_of_method && is_standard && object_of && method_of ? 0 : -1;
}

static char token_storage;
#define TOKEN ((void *)&token_storage)

typedef struct {
    PyObject *function;   /* of a bound method: the function alone */
    uint64_t instance_id; /* of the bound method's object, else 0 */
} Target;

/* The bound method's object (new reference), or NULL; with an exception only when something failed. */
static PyObject *target_object(const Target *target) {
    GDExtensionObjectPtr object = gd.object_get_instance_from_id(target->instance_id);
    return object ? object_to_python(object) : NULL;
}

static void callable_call(void *userdata, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                          GDExtensionVariantPtr result, GDExtensionCallError *error) {
    Target *target = userdata;
    PyObject *stack[1 + MAX_ARGUMENTS], **values = stack, *answer = NULL;
    error->error = bridge_is_up ? GDEXTENSION_CALL_OK : GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL;
    if (error->error)
        return;
    BRIDGE_ENTER;
    PyObject *function = Py_NewRef(target->function); /* the Callable may be dropped by what it calls */
    Py_ssize_t bound = target->instance_id != 0, made = 0, total = bound + count;
    if (count > MAX_ARGUMENTS && !(values = PyMem_Malloc(total * sizeof *values))) {
        values = stack;
        PyErr_NoMemory();
        goto done;
    }
    if (bound) {
        if (!(values[0] = target_object(target))) {
            error->error = GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL;
            goto done;
        }
        made = 1;
    }
    while (made < total && (values[made] = variant_to_python(args[made - bound])))
        made++;
    if (made == total)
        answer = call_answer(PyObject_Vectorcall(function, values, total, NULL), bound ? values[0] : NULL, 0);
    if (answer) {
        Variant variant;
        if (variant_from_python(answer, &variant) == 0)
            *(Variant *)result = variant; /* moved: the engine passes nil */
        Py_DECREF(answer);
    }
done:
    if (PyErr_Occurred()) {
        report_exception_of(function, answer != NULL);
        error->error = GDEXTENSION_CALL_ERROR_INVALID_METHOD; /* as of methods: see classes.c */
    }
    while (made > 0)
        Py_DECREF(values[--made]);
    if (values != stack)
        PyMem_Free(values);
    Py_DECREF(function);
    BRIDGE_LEAVE;
}

static GDExtensionBool callable_is_valid(void *userdata) {
    Target *target = userdata;
    return bridge_is_up && (!target->instance_id || gd.object_get_instance_from_id(target->instance_id));
}

static void callable_free(void *userdata) {
    Target *target = userdata;
    if (!bridge_is_up)
        return; /* the process is ending */
    BRIDGE_ENTER;
    Py_DECREF(target->function);
    PyMem_Free(target);
    BRIDGE_LEAVE;
}

static uint32_t callable_hash(void *userdata) {
    Target *target = userdata;
    BRIDGE_ENTER;
    Py_hash_t hash = PyObject_Hash(target->function);
    if (hash == -1) { /* an unhashable callable is equal to itself only */
        PyErr_Clear();
        hash = (Py_hash_t)((uintptr_t)target->function >> 4);
    }
    BRIDGE_LEAVE;
    uint64_t mixed = (uint64_t)hash ^ target->instance_id;
    return (uint32_t)(mixed ^ (mixed >> 32));
}

static GDExtensionBool callable_equal(void *first, void *second) {
    Target *a = first, *b = second;
    if (a->instance_id != b->instance_id || a->function == b->function)
        return a->instance_id == b->instance_id;
    BRIDGE_ENTER;
    int equal = PyObject_RichCompareBool(a->function, b->function, Py_EQ);
    if (equal < 0) {
        PyErr_Clear();
        equal = 0;
    }
    BRIDGE_LEAVE;
    return equal;
}

static GDExtensionBool callable_less_than(void *a, void *b) { return a < b; }

static void callable_to_string(void *userdata, GDExtensionBool *valid, GDExtensionStringPtr out) {
    Target *target = userdata;
    BRIDGE_ENTER;
    PyObject *text = PyObject_Repr(target->function);
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
    Target *target = userdata;
    GDExtensionInt count = 0;
    BRIDGE_ENTER;
    int is_method = PyMethod_Check(target->function);
    PyObject *function = is_method ? PyMethod_GET_FUNCTION(target->function) : target->function;
    *valid = 0;
    if (PyFunction_Check(function)) {
        PyCodeObject *code = (PyCodeObject *)PyFunction_GET_CODE(function);
        *valid = !(code->co_flags & CO_VARARGS);
        count = code->co_argcount - (is_method || target->instance_id != 0);
    }
    BRIDGE_LEAVE;
    return count;
}

/* The name under which the engine knows a bound method (borrowed), or NULL. */
static PyObject *engine_name(EngineObject *object, PyObject *function) {
    PyObject *name = NULL;
    if (!object->pointer)
        return NULL;
    if (PyObject_TypeCheck(function, &MethodBind_Type)) /* a method of the engine itself */
        return method_bind_name(function);
    if (!PyFunction_Check(function))
        return NULL;
    name = ((PyFunctionObject *)function)->func_name;
    if (_PyType_Lookup(Py_TYPE(object), name) != function) /* of a base, or under another name */
        return NULL;
    uint64_t method;
    Variant variant;
    if (string_name_from_python(name, &method)) {
        PyErr_Clear();
        return NULL;
    }
    if (variant_from_python((PyObject *)object, &variant)) {
        PyErr_Clear();
        string_name_release(&method);
        return NULL;
    }
    int known = gd.variant_has_method(&variant, &method);
    gd.variant_destroy(&variant);
    string_name_release(&method);
    return known ? name : NULL;
}

static int callable_of_name(EngineObject *object, PyObject *name, Variant *out) {
    uint64_t method;
    if (string_name_from_python(name, &method))
        return -1;
    const void *args[] = {&object->pointer, &method};
    variant_default(GDEXTENSION_VARIANT_TYPE_CALLABLE, out);
    /* There is nothing to release in the empty one. */
    callable_of_method(variant_internal(out, GDEXTENSION_VARIANT_TYPE_CALLABLE), args);
    string_name_release(&method);
    return 0;
}

int callable_from_python(PyObject *callable, Variant *out) {
    PyObject *named;
    EngineObject *owner = named_method_object(callable, &named);
    if (owner && owner->pointer)
        return callable_of_name(owner, named, out);
    PyObject *self = PyMethod_Check(callable) ? PyMethod_GET_SELF(callable) : NULL;
    int is_bound = self && PyObject_TypeCheck(self, &EngineObject_Type);
    PyObject *name = is_bound ? engine_name((EngineObject *)self, PyMethod_GET_FUNCTION(callable)) : NULL;
    if (name)
        return callable_of_name((EngineObject *)self, name, out);
    Target *target = PyMem_Malloc(sizeof *target);
    if (!target) {
        PyErr_NoMemory();
        return -1;
    }
    target->function = Py_NewRef(is_bound ? PyMethod_GET_FUNCTION(callable) : callable);
    target->instance_id = is_bound ? ((EngineObject *)self)->instance_id : 0;
    GDExtensionCallableCustomInfo2 info = {
        .callable_userdata = target,
        .token = TOKEN,
        .object_id = target->instance_id,
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
    void *empty = variant_internal(out, GDEXTENSION_VARIANT_TYPE_CALLABLE); /* nothing to release in it */
    gd.callable_custom_create2(empty, &info);
    return 0;
}

/* A Callable of object and name as the bound method of Python that it is, or NULL. */
static PyObject *method_to_python(void *callable) {
    uint8_t standard = 0;
    int64_t id = 0;
    uint64_t method = 0;
    is_standard(callable, NULL, &standard, 0);
    if (!standard)
        return NULL;
    object_of(callable, NULL, &id, 0);
    GDExtensionObjectPtr pointer = id ? gd.object_get_instance_from_id((uint64_t)id) : NULL;
    if (!pointer)
        return NULL;
    method_of(callable, NULL, &method, 0); /* first: making a face runs Python code, which may drop the Callable */
    PyObject *object = object_to_python(pointer);
    if (!object) {
        string_name_release(&method);
        return NULL;
    }
    PyObject *name = python_from_string_name(&method), *function = NULL, *bound = NULL;
    string_name_release(&method);
    if (name) {
        PyUnicode_InternInPlace(&name); /* types know their attributes by interned names */
        function = _PyType_Lookup(Py_TYPE(object), name);
    }
    if (function && PyFunction_Check(function))
        bound = PyMethod_New(function, object);
    Py_XDECREF(name);
    Py_DECREF(object);
    return bound;
}

/* What Python itself would call: a Python callable, or NULL without an exception. */
PyObject *callable_to_python(void *callable) {
    Target *target = gd.callable_custom_get_userdata(callable, TOKEN);
    if (!target)
        return method_to_python(callable);
    if (!target->instance_id)
        return Py_NewRef(target->function);
    PyObject *function = Py_NewRef(target->function); /* making a face runs Python code, which may drop the Callable */
    PyObject *self = target_object(target);
    PyObject *method = self ? PyMethod_New(function, self) : NULL;
    Py_XDECREF(self);
    Py_DECREF(function);
    return method;
}

/* wrap_callable(face, object, name): the Callable of an object's method, as that face */
PyObject *callable_wrap(PyObject *module, PyObject *args) {
    PyObject *object, *name;
    PyTypeObject *face;
    Variant variant;
    if (!PyArg_ParseTuple(args, "OO!U", &face, &EngineObject_Type, &object, &name))
        return NULL;
    GDExtensionObjectPtr pointer;
    if (object_from_python(object, &pointer) || callable_of_name((EngineObject *)object, name, &variant))
        return NULL;
    return value_take(&variant, face);
}
