/* Room A, C floor: the making of value types' values by the engine's constructors, and what passes for a value or a number where the
 * engine wants one. */
#include "bridge.h"

static inline PlainType *type_of(Kind kind) { return &plain_types[kind - PLAIN_FIRST]; }

/* ---- what passes for a number ---- */

static int is_number(PyObject *value) {
    PyNumberMethods *methods = Py_TYPE(value)->tp_as_number;
    return methods && (methods->nb_float || methods->nb_index) && !plain_check(value);
}

int number_from_python(Kind kind, PyObject *value, Slot *out) {
    if (kind == GDEXTENSION_VARIANT_TYPE_FLOAT) {
        if (PyFloat_Check(value))
            out->real = PyFloat_AS_DOUBLE(value);
        else if (PyLong_Check(value) || is_number(value)) { /* or a number of another library */
            out->real = PyLong_Check(value) ? PyLong_AsDouble(value) : PyFloat_AsDouble(value);
            if (out->real == -1.0 && PyErr_Occurred())
                return -1;
        } else
            return 0;
        return 1;
    }
    if (kind == GDEXTENSION_VARIANT_TYPE_BOOL) {
        PyNumberMethods *number = Py_TYPE(value)->tp_as_number;
        /* NumPy's truth value is no int, and has its memory in a buffer. */
        if (!PyLong_Check(value) && !(number && number->nb_bool && PyObject_CheckBuffer(value)))
            return 0;
        int truth = PyObject_IsTrue(value);
        out->boolean = truth == 1;
        return truth < 0 ? -1 : 1;
    }
    if (PyLong_Check(value)) {
        if (integer_from_python(value, &out->integer))
            return -1;
    } else if (PyIndex_Check(value) && !plain_check(value)) {
        PyObject *index = PyNumber_Index(value);
        int status = index ? integer_from_python(index, &out->integer) : -1;
        Py_XDECREF(index);
        if (status)
            return -1;
    } else
        return 0;
    if (kind == KIND_INT32 && out->integer != (int32_t)out->integer) {
        PyErr_Format(PyExc_OverflowError, "%.100R does not fit an integer of 32 bits: expected -2147483648 to 2147483647",
                     value);
        return -1;
    }
    return 1;
}

static int is_plain_of(PyObject *value, Kind kind) { return plain_check(value) && PLAIN_TYPE(value)->kind == kind; }

/* ---- constructors ---- */

/* The constructor by which the engine converts a value by itself where another type is expected, such as a Vector2i to a
 * Vector2; NULL when there is none, or with an exception. */
static const Constructor *converter(Kind kind, PyObject *value) {
    Kind from = GDEXTENSION_VARIANT_TYPE_STRING;
    if (plain_check(value)) {
        from = PLAIN_TYPE(value)->kind;
        if (!gd.variant_can_convert_strict(from, kind))
            return NULL;
    } else if (kind != GDEXTENSION_VARIANT_TYPE_COLOR || !PyUnicode_Check(value))
        return NULL;
    if (plain_ready(kind))
        return NULL;
    const PlainType *type = type_of(kind);
    for (int i = 0; i < type->constructor_count; i++)
        if (type->constructors[i].count == 1 && type->constructors[i].parameters[0].kind == from)
            return &type->constructors[i];
    return NULL;
}

/* How well a value fits: 2 as it is, 1 when the engine converts it, 0 not at all. */
static int parameter_fits(const Parameter *parameter, PyObject *value) {
    switch (parameter->kind) {
    case GDEXTENSION_VARIANT_TYPE_FLOAT:
        return PyFloat_Check(value) || PyLong_Check(value) || is_number(value) ? 2 : 0;
    case GDEXTENSION_VARIANT_TYPE_INT:
    case KIND_INT32:
        return PyLong_Check(value) || (PyIndex_Check(value) && !plain_check(value)) ? 2 : 0;
    case GDEXTENSION_VARIANT_TYPE_STRING:
        return PyUnicode_Check(value) ? 2 : 0;
    }
    return is_plain_of(value, parameter->kind) ? 2 : converter(parameter->kind, value) != NULL;
}

/* Sorts keyword arguments into the order of a constructor; 0 when they are not its parameters. */
static int arrange(const Constructor *constructor, PyObject *const *args, Py_ssize_t given, PyObject *kwnames,
                   PyObject **values) {
    for (int i = 0; i < constructor->count; i++)
        values[i] = i < given ? args[i] : NULL;
    for (Py_ssize_t k = 0; kwnames && k < PyTuple_GET_SIZE(kwnames); k++) {
        int i = (int)given;
        while (i < constructor->count && PyUnicode_Compare(PyTuple_GET_ITEM(kwnames, k), constructor->parameters[i].name))
            i++;
        if (i == constructor->count)
            return 0;
        values[i] = args[given + k];
    }
    return 1;
}

static void no_constructor(const PlainType *type, PyObject *const *args, Py_ssize_t given, PyObject *kwnames) {
    PyObject *shown = PyTuple_New(given), *forms = PyUnicode_FromString("");
    for (Py_ssize_t i = 0; shown && i < given; i++)
        PyTuple_SET_ITEM(shown, i, Py_NewRef(args[i]));
    for (int i = 0; i < type->constructor_count; i++) {
        const Constructor *constructor = &type->constructors[i];
        PyUnicode_AppendAndDel(&forms, PyUnicode_FromFormat("%s%s(", i ? ", " : "", kind_name(type->kind)));
        for (int k = 0; k < constructor->count; k++)
            PyUnicode_AppendAndDel(&forms, PyUnicode_FromFormat("%s%U: %s", k ? ", " : "", constructor->parameters[k].name,
                                                                kind_name(constructor->parameters[k].kind)));
        PyUnicode_AppendAndDel(&forms, PyUnicode_FromString(")"));
    }
    if (shown && forms) {
        if (kwnames && PyTuple_GET_SIZE(kwnames))
            PyErr_Format(PyExc_TypeError, "no constructor of %s takes %.300R with the keywords %.300R; there are %U",
                         kind_name(type->kind), shown, kwnames, forms);
        else
            PyErr_Format(PyExc_TypeError, "no constructor of %s takes %.300R; there are %U", kind_name(type->kind), shown,
                         forms);
    }
    Py_XDECREF(shown);
    Py_XDECREF(forms);
}

static PyObject *construct_by(const PlainType *type, const Constructor *constructor, PyObject *const *values) {
    Slot slots[CONSTRUCTOR_MAX_ARGUMENTS];
    Variant text;
    const void *pointers[CONSTRUCTOR_MAX_ARGUMENTS];
    PyObject *converted[CONSTRUCTOR_MAX_ARGUMENTS];
    int made = 0, owned = 0, has_text = 0;
    Plain *self = NULL;
    for (; made < constructor->count; made++) {
        Kind kind = constructor->parameters[made].kind;
        PyObject *value = values[made];
        if (plain_is_kind(kind)) {
            if (!(pointers[made] = plain_data(value, kind))) {
                if (plain_coerce(kind, value, &converted[owned]) != 1)
                    break;
                pointers[made] = ((Plain *)converted[owned++])->data;
            }
        } else if (kind == GDEXTENSION_VARIANT_TYPE_STRING) {
            if (variant_coerce(value, kind, &text))
                break;
            has_text = 1;
            pointers[made] = variant_internal(&text, kind);
        } else {
            if (number_from_python(kind, value, &slots[made]) != 1)
                break;
            pointers[made] = &slots[made];
        }
    }
    if (made == constructor->count && (self = plain_new(type->kind)))
        constructor->target(self->data, pointers);
    else if (PyErr_Occurred())
        error_blame("%s() argument %d '%U'", kind_name(type->kind), made + 1, constructor->parameters[made].name);
    if (has_text)
        gd.variant_destroy(&text);
    while (owned > 0)
        Py_DECREF(converted[--owned]);
    return (PyObject *)self;
}

/* Colors are also written as text, of which the engine takes what is none with a word in the log only. */
static int check_color(const Constructor *constructor, PyObject *const *values) {
    if (constructor->parameters[0].kind != GDEXTENSION_VARIANT_TYPE_STRING)
        return 0;
    static PyObject *from_string;
    if (!from_string && !(from_string = PyObject_GetAttrString((PyObject *)type_of(GDEXTENSION_VARIANT_TYPE_COLOR),
                                                               "from_string")))
        return -1;
    /* The default tells what is no color: no text means one with components below zero. */
    float nothing[4] = {-1, -1, -1, -1};
    PyObject *none = plain_from_data(GDEXTENSION_VARIANT_TYPE_COLOR, nothing);
    PyObject *found = none ? PyObject_CallFunctionObjArgs(from_string, values[0], none, NULL) : NULL;
    int ok = found ? memcmp(((Plain *)found)->data, nothing, sizeof nothing) != 0 : -1;
    Py_XDECREF(none);
    Py_XDECREF(found);
    if (ok == 0)
        PyErr_Format(PyExc_ValueError, "%.200R is no color: expected a name such as \"red\" or digits such as \"#ff8000\"",
                     values[0]);
    return ok == 1 ? 0 : -1;
}

int plain_coerce(Kind kind, PyObject *value, PyObject **out) {
    *out = NULL;
    if (is_plain_of(value, kind)) {
        *out = Py_NewRef(value);
        return 1;
    }
    const Constructor *constructor = converter(kind, value);
    if (!constructor)
        return PyErr_Occurred() ? -1 : 0;
    if (check_color(constructor, &value))
        return -1;
    *out = construct_by(type_of(kind), constructor, &value);
    return *out ? 1 : -1;
}

PyObject *plain_construct(PyObject *object, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
    const PlainType *type = (const PlainType *)object;
    Py_ssize_t given = PyVectorcall_NARGS(nargsf), named = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
    PyObject *stack[CONSTRUCTOR_MAX_ARGUMENTS];
    const Constructor *best = NULL;
    int best_fit = 0;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%s: the engine is not running", kind_name(type->kind));
    for (int i = type->constructor_count - 1; i >= 0 && best_fit < 2; i--) { /* the one of numbers is the last */
        const Constructor *constructor = &type->constructors[i];
        PyObject *const *values = args;
        if (constructor->count != given + named)
            continue;
        if (named) {
            if (!arrange(constructor, args, given, kwnames, stack))
                continue;
            values = stack;
        }
        int fit = 2;
        for (int k = 0; k < constructor->count && fit > 0; k++) {
            int this = parameter_fits(&constructor->parameters[k], values[k]);
            fit = this < fit ? this : fit;
        }
        if (fit > best_fit) {
            best_fit = fit;
            best = constructor;
        }
    }
    if (!best) {
        no_constructor(type, args, given, kwnames);
        return NULL;
    }
    if (named) {
        arrange(best, args, given, kwnames, stack);
        args = stack;
    }
    if (best->count && check_color(best, args))
        return NULL;
    return construct_by(type, best, args);
}
