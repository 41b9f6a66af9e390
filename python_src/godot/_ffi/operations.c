/* Room A, C floor: operations on Variants, for the faces of builtin types; and the hooks, through which the C floor asks
 * Python for what it does not do itself. */
#include "given.h"

Hooks hooks;

/* Of at most MAX_ARGUMENTS; there is nothing to end when it fails. */
static int take(Given *given, PyObject *const *args, Py_ssize_t count) {
    if (count > MAX_ARGUMENTS) {
        PyErr_Format(PyExc_TypeError, "at most %d arguments, got %zd", MAX_ARGUMENTS, count);
        return -1;
    }
    int status = given_take(given, args, count);
    if (status)
        given_end(given);
    return status;
}

static PyObject *finish(Variant *result, int ok, Given *given) {
    PyObject *answer = ok ? variant_to_python(result) : NULL;
    gd.variant_destroy(result);
    if (given)
        given_end(given);
    holds_catch_up();
    return answer;
}

/* construct(kind, *args): a builtin value, by whichever constructor takes these arguments */
static PyObject *py_construct(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    Given given;
    Variant result;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    if (count < 1)
        return PyErr_Format(PyExc_TypeError, "construct(kind, *args)");
    long kind = PyLong_AsLong(args[0]);
    if (kind < 0 || kind >= GDEXTENSION_VARIANT_TYPE_VARIANT_MAX)
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_ValueError, "no Variant type has the number %ld", kind);
    args++, count--;
    if (take(&given, args, count))
        return NULL;
    gd.variant_construct(kind, &result, given.pointers, (int32_t)count, &error);
    if (error.error != GDEXTENSION_CALL_OK) {
        gd.variant_new_nil(&result);
        PyObject *shown = PyTuple_New(count);
        for (Py_ssize_t i = 0; shown && i < count; i++)
            PyTuple_SET_ITEM(shown, i, Py_NewRef(args[i]));
        if (shown)
            PyErr_Format(PyExc_TypeError, "no constructor of %s takes %.300R", kind_name((Kind)kind), shown);
        Py_XDECREF(shown);
    }
    return finish(&result, error.error == GDEXTENSION_CALL_OK, &given);
}

/* call(value, method, *args) */
static PyObject *py_call(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    Given given;
    Variant result, self;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    uint64_t method;
    if (count < 2)
        return PyErr_Format(PyExc_TypeError, "call(value, method, *args)");
    if (string_name_from_python(args[1], &method))
        return NULL;
    if (variant_from_python(args[0], &self)) {
        string_name_release(&method);
        return NULL;
    }
    if (take(&given, args + 2, count - 2)) {
        gd.variant_destroy(&self);
        string_name_release(&method);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS /* a Callable or a Signal may run anything */
    gd.variant_call(&self, &method, given.pointers, count - 2, &result, &error);
    Py_END_ALLOW_THREADS
    string_name_release(&method);
    int ok = error.error == GDEXTENSION_CALL_OK;
    const char *type = kind_name(gd.variant_get_type(&self));
    if (error.error == GDEXTENSION_CALL_ERROR_INVALID_METHOD)
        PyErr_Format(PyExc_AttributeError, "%s has no method '%U'", type, args[1]);
    else if (error.error == GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT && error.argument >= 0 && error.argument < count - 2)
        PyErr_Format(PyExc_TypeError, "%s.%U() argument %d: expected %s, got %.200R", type, args[1], error.argument + 1,
                     kind_name(error.expected), args[2 + error.argument]);
    else if (error.error == GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL)
        PyErr_Format(PyExc_ReferenceError, "%s.%U(): the object behind it was freed, or there is none", type, args[1]);
    else if (!ok)
        PyErr_Format(PyExc_TypeError, "%s.%U() does not take %zd argument(s), it takes %d", type, args[1], count - 2,
                     error.expected);
    gd.variant_destroy(&self);
    return finish(&result, ok, &given);
}

/* evaluate(operator, left, right): NotImplemented when the engine has no such operator */
static PyObject *py_evaluate(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    Given pair;
    Variant result;
    GDExtensionBool valid = 0;
    if (count != 3)
        return PyErr_Format(PyExc_TypeError, "evaluate(operator, left, right)");
    long operation = PyLong_AsLong(args[0]);
    if (operation < 0 || operation >= GDEXTENSION_VARIANT_OP_MAX)
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_ValueError, "no operator has the number %ld", operation);
    if (take(&pair, args + 1, 2)) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return NULL;
        PyErr_Clear();
        Py_RETURN_NOTIMPLEMENTED;
    }
    gd.variant_evaluate(operation, pair.pointers[0], pair.pointers[1], &result, &valid);
    PyObject *answer = finish(&result, 1, &pair);
    if (!valid) {
        Py_XDECREF(answer);
        Py_RETURN_NOTIMPLEMENTED;
    }
    return answer;
}

/* copy(value): a new Python object with a copy of the Variant (containers stay shared, as in the engine) */
static PyObject *py_copy(PyObject *module, PyObject *value) {
    Variant variant;
    if (variant_from_python(value, &variant))
        return NULL;
    return finish(&variant, 1, NULL);
}

/* box(value): a Value even of what has a native Python type, so that it has an address */
static PyObject *py_box(PyObject *module, PyObject *value) {
    Variant variant;
    if (variant_from_python(value, &variant))
        return NULL;
    return value_take(&variant, &Value_Type);
}

/* wrap(face, value): a face of that type of the value, also of what would be Python's own, such as a function */
static PyObject *py_wrap(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    Variant variant;
    if (count != 2 || !PyType_Check(args[0]) || !PyType_IsSubtype((PyTypeObject *)args[0], &Value_Type))
        return PyErr_Format(PyExc_TypeError, "wrap(face, value)");
    if (variant_from_python(args[1], &variant))
        return NULL;
    return value_take(&variant, (PyTypeObject *)args[0]);
}

static PyObject *py_box_address(PyObject *module, PyObject *value) {
    if (!PyObject_TypeCheck(value, &Value_Type))
        return PyErr_Format(PyExc_TypeError, "expected a Value, got %.200R", value);
    return PyLong_FromVoidPtr(&((Value *)value)->variant);
}

/* What a ptrcall would be given. */
static PyObject *py_internal_address(PyObject *module, PyObject *value) {
    if (!PyObject_TypeCheck(value, &Value_Type))
        return PyErr_Format(PyExc_TypeError, "expected a Value, got %.200R", value);
    Variant *variant = &((Value *)value)->variant;
    return PyLong_FromVoidPtr(variant_internal(variant, (Kind)gd.variant_get_type(variant)));
}

static PyObject *py_set_hook(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    static const struct {
        const char *name;
        PyObject **hook;
    } table[] = {{"report", &hooks.report},
                 {"class_for_name", &hooks.class_for_name},
                 {"coroutine", &hooks.coroutine},
                 {"cancel", &hooks.cancel},
                 {"starting", &hooks.starting},
                 {"ending", &hooks.ending},
                 {"script_of", &hooks.script_of},
                 {"class_on", &hooks.class_on},
                 {"resolve_default", &hooks.resolve_default},
                 {"require_class", &hooks.require_class},
                 {"familiar", &hooks.familiar},
                 {"describe", &hooks.describe},
                 {"unknown_attribute", &hooks.unknown_attribute},
                 {"string_name", &hooks.string_name},
                 {"node_path", &hooks.node_path},
                 {"face", &hooks.face},
                 {"plain_face", &hooks.plain_face},
                 {"no_attribute", &hooks.no_attribute}};
    if (count != 2)
        return PyErr_Format(PyExc_TypeError, "set_hook(name or Variant type, value)");
    PyObject **hook = NULL;
    if (PyLong_Check(args[0])) {
        long type = PyLong_AsLong(args[0]);
        if (type > 0 && type < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX)
            hook = &hooks.faces[type];
    } else
        for (size_t i = 0; i < sizeof table / sizeof *table; i++)
            if (PyUnicode_Check(args[0]) && PyUnicode_CompareWithASCIIString(args[0], table[i].name) == 0)
                hook = table[i].hook;
    if (!hook)
        return PyErr_Format(PyExc_ValueError, "there is no hook %.100R", args[0]);
    Py_XSETREF(*hook, Py_NewRef(args[1]));
    Py_RETURN_NONE;
}

PyMethodDef operation_functions[] = {
    {"construct", (PyCFunction)py_construct, METH_FASTCALL, "construct(kind, *args): a builtin value of the engine."},
    {"call", (PyCFunction)py_call, METH_FASTCALL, "call(value, method, *args): calls a method by name."},
    {"evaluate", (PyCFunction)py_evaluate, METH_FASTCALL, "evaluate(operator, left, right)."},
    {"copy", py_copy, METH_O, "copy(value): through a Variant and back."},
    {"box", py_box, METH_O, "box(value): the value in a Variant of its own."},
    {"wrap", (PyCFunction)py_wrap, METH_FASTCALL, "wrap(face, value): the value as that face."},
    {"wrap_callable", callable_wrap, METH_VARARGS, "wrap_callable(face, object, name)."},
    {"box_address", py_box_address, METH_O, "The address of a Value's Variant, for cffi."},
    {"internal_address", py_internal_address, METH_O, "The address of the value in a Value's Variant, for cffi."},
    {"set_hook", (PyCFunction)py_set_hook, METH_FASTCALL, "set_hook(name or Variant type, value)."},
    {NULL}};
