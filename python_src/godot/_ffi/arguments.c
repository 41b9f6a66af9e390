/* Room A, C floor: arguments of the engine's methods: described, sorted, and as the engine wants them. */
#include "binds.h"
#include "containers.h"

/* ---- what a method takes ---- */

static Argument *patterns;

static void release_pattern(Argument *argument) {
    Argument **place = &patterns;
    while (*place && *place != argument)
        place = &(*place)->next_pattern;
    if (*place)
        *place = argument->next_pattern;
    if (argument->has_pattern && bridge_is_up)
        gd.variant_destroy(&argument->pattern);
    argument->has_pattern = 0;
}

/* The extension is being left. */
void arguments_forget(void) {
    while (patterns)
        release_pattern(patterns);
}

void arguments_release(MethodBind *self) {
    for (int i = 0; self->arguments && i < self->count; i++) {
        Argument *argument = &self->arguments[i];
        Py_XDECREF(argument->name);
        Py_XDECREF(argument->exact);
        Py_XDECREF(argument->type);
        Py_XDECREF(argument->fallback);
        release_pattern(argument);
    }
    PyMem_Free(self->arguments);
    self->arguments = NULL;
}

int arguments_read(MethodBind *self) {
    if (self->arguments)
        return 0;
    self->arguments = PyMem_Calloc(self->count + 1, sizeof(Argument));
    if (!self->arguments) {
        PyErr_NoMemory();
        return -1;
    }
    for (int i = 0; i < self->count; i++) {
        Argument *argument = &self->arguments[i];
        PyObject *exact, *fallback = NULL;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(self->doc_arguments, i), "UbO|O", &argument->name, &argument->kind, &exact,
                              &fallback)) {
            argument->name = NULL;
            arguments_release(self);
            return -1;
        }
        Py_INCREF(argument->name);
        PyUnicode_InternInPlace(&argument->name); /* as keywords are */
        argument->exact = exact == Py_None ? NULL : Py_NewRef(exact);
        argument->fallback = Py_XNewRef(fallback);
    }
    return 0;
}

/* ---- errors ---- */

/* Puts the exception that is set behind the words "Owner.method() argument n 'name': ". */
void argument_blame(MethodBind *self, Py_ssize_t index, PyObject *name) {
    error_blame("%U.%U() argument %zd '%U'", self->owner, self->name, index + 1, name);
}

/* The empty Array of the type that the argument has; NULL with an exception. */
static const void *array_pattern(Argument *argument) {
    if (!argument->has_pattern) {
        const char *exact = PyUnicode_AsUTF8(argument->exact);
        Name class_name = {0, 0};
        Variant script;
        if (!exact)
            return NULL;
        Kind kind = kind_of_name(exact);
        if (kind == GDEXTENSION_VARIANT_TYPE_OBJECT && name_begin(&class_name, argument->exact))
            return NULL;
        gd.variant_new_nil(&script);
        variant_default(GDEXTENSION_VARIANT_TYPE_ARRAY, &argument->pattern);
        gd.array_set_typed(variant_internal(&argument->pattern, GDEXTENSION_VARIANT_TYPE_ARRAY), kind, &class_name.name,
                           &script);
        gd.variant_destroy(&script);
        name_end(&class_name);
        argument->has_pattern = 1;
        argument->next_pattern = patterns;
        patterns = argument;
    }
    return variant_internal(&argument->pattern, GDEXTENSION_VARIANT_TYPE_ARRAY);
}

/* A list for a typed Array: each of its values has to fit. The engine itself would log an error and take none of them. */
static int typed_array(Argument *argument, PyObject *values, Variant *out) {
    const void *pattern = array_pattern(argument);
    return pattern ? sequence_from_python(GDEXTENSION_VARIANT_TYPE_ARRAY, pattern, values, out) : -1;
}

static int object_argument(Argument *argument, PyObject *value, Slot *slot) {
    slot->pointer = NULL;
    if (value == Py_None)
        return 0;
    if (argument->exact && !argument->type) {
        PyObject *type = PyObject_CallOneArg(hooks.class_for_name, argument->exact);
        if (!type)
            return -1;
        argument->type = (PyTypeObject *)type;
    }
    if (argument->type && !PyObject_TypeCheck(value, argument->type)) {
        error_expected(argument->type->tp_name, value);
        return -1;
    }
    return object_from_python(value, &slot->pointer);
}

/* Fills the slot or the Variant; gives what a ptrcall passes, or NULL with an exception. */
const void *argument_pointer(Argument *argument, PyObject *value, Slot *slot, Variant *variant, int *owned) {
    *owned = 0;
    switch (argument->kind) {
    case GDEXTENSION_VARIANT_TYPE_BOOL:
        if (!PyBool_Check(value) && !PyLong_Check(value))
            break;
        slot->boolean = PyObject_IsTrue(value) == 1;
        return slot;
    case GDEXTENSION_VARIANT_TYPE_INT:
        if (!PyLong_Check(value))
            break;
        return integer_from_python(value, &slot->integer) ? NULL : slot;
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        if (PyFloat_Check(value))
            slot->real = PyFloat_AS_DOUBLE(value);
        else if (PyLong_Check(value)) {
            slot->real = PyLong_AsDouble(value);
            if (slot->real == -1.0 && PyErr_Occurred())
                return NULL;
        } else
            break;
        return slot;
    case KIND_INT32:
        break;
    case GDEXTENSION_VARIANT_TYPE_OBJECT:
        return object_argument(argument, value, slot) ? NULL : slot;
    case KIND_POINTER:
        slot->pointer = PyLong_AsVoidPtr(value);
        return PyErr_Occurred() ? NULL : slot;
    case KIND_VARIANT:
        if (variant_from_python(value, variant))
            return NULL;
        *owned = 1;
        return variant;
    case GDEXTENSION_VARIANT_TYPE_STRING_NAME: {
        Name name; /* a name in code, such as that of an action: it is made once */
        if (PyUnicode_CheckExact(value) && PyUnicode_CHECK_INTERNED(value)) {
            if (name_begin(&name, value))
                return NULL;
            slot->integer = (int64_t)name.name;
            if (!name.made)
                return slot;
            name_end(&name);
        }
    }
        /* fall through */
    default:
        if (plain_check(value) && PLAIN_TYPE(value)->kind == argument->kind)
            return ((Plain *)value)->data;
        if (PyObject_TypeCheck(value, &Value_Type) && !sequence_exported(value) &&
            gd.variant_get_type(&((Value *)value)->variant) == (GDExtensionVariantType)argument->kind) {
            const void *data = variant_internal(&((Value *)value)->variant, argument->kind);
            if (argument->kind != GDEXTENSION_VARIANT_TYPE_ARRAY || !argument->exact || array_is_typed(data))
                return data;
        }
        if (argument->kind == GDEXTENSION_VARIANT_TYPE_ARRAY && argument->exact &&
                    (PyList_Check(value) || PyTuple_Check(value) || PyObject_TypeCheck(value, &Sequence_Type))
                ? typed_array(argument, value, variant)
                : variant_coerce(value, argument->kind, variant))
            return NULL;
        *owned = 1;
        return variant_internal(variant, argument->kind);
    }
    int status = number_from_python(argument->kind, value, slot); /* a number of another library */
    if (status)
        return status > 0 ? slot : NULL;
    error_expected(kind_name(argument->kind), value);
    return NULL;
}

static PyObject *argument_default(Argument *argument) {
    /* A default that the engine's description writes as an expression is worked out once, at first use. Containers are
     * not among them: those are plain lists and dictionaries, from which each call makes a new one. */
    if (PyTuple_CheckExact(argument->fallback)) {
        PyObject *value =
            PyObject_CallFunction(hooks.resolve_default, "Ob", PyTuple_GET_ITEM(argument->fallback, 0), argument->kind);
        if (!value)
            return NULL;
        if (PyTuple_CheckExact(argument->fallback))
            Py_SETREF(argument->fallback, value);
        else /* another thread was faster, and its value may be in use */
            Py_DECREF(value);
    }
    return argument->fallback;
}

/* Puts the signature behind the exception that is set, which says what is wrong with the arguments. */
void add_signature(MethodBind *self) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *text = describe_member((PyObject *)self, "text");
    if (text && PyUnicode_Check(text))
        PyErr_Format(type, "%S; it is %U", value ? value : Py_None, text);
    else
        PyErr_Restore(Py_XNewRef(type), Py_XNewRef(value), Py_XNewRef(traceback));
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* Sorts positional and keyword arguments into `values`; borrowed references. */
int arguments_sort(MethodBind *self, PyObject *const *args, Py_ssize_t given, PyObject *kwnames, PyObject **values) {
    if (given > self->count) {
        PyErr_Format(PyExc_TypeError, "%U.%U() takes at most %d argument(s), got %zd", self->owner, self->name, self->count,
                     given);
        return -1;
    }
    for (Py_ssize_t i = 0; i < self->count; i++)
        values[i] = i < given ? args[i] : NULL;
    for (Py_ssize_t k = 0; kwnames && k < PyTuple_GET_SIZE(kwnames); k++) {
        PyObject *key = PyTuple_GET_ITEM(kwnames, k);
        Py_ssize_t i = 0;
        while (i < self->count && key != self->arguments[i].name && PyUnicode_Compare(key, self->arguments[i].name))
            i++;
        if (i == self->count || values[i]) {
            PyErr_Format(PyExc_TypeError, i == self->count ? "%U.%U() has no argument '%U'" : "%U.%U() got '%U' twice",
                         self->owner, self->name, key);
            return -1;
        }
        values[i] = args[given + k];
    }
    for (Py_ssize_t i = 0; i < self->count; i++)
        if (!values[i]) {
            if (!self->arguments[i].fallback) {
                PyErr_Format(PyExc_TypeError, "%U.%U() misses argument %zd '%U' (%s)", self->owner, self->name, i + 1,
                             self->arguments[i].name, kind_name(self->arguments[i].kind));
                return -1;
            }
            if (!(values[i] = argument_default(&self->arguments[i])))
                return -1;
        }
    return 0;
}

