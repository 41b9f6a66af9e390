/* Room A, C floor: value types as text, and their copies: repr(), str(), format(), copy, pickle. */
#include "bridge.h"

/* ---- repr: an expression that makes the value ---- */

/* The shortest digits that give the number back. */
static PyObject *number_text(double real, int is_single) {
    int digits = is_single ? 6 : 15, most = is_single ? 9 : 17;
    for (;; digits++) {
        char *text = PyOS_double_to_string(real, 'g', digits, 0, NULL);
        if (!text)
            return PyErr_NoMemory();
        double back = digits < most ? PyOS_string_to_double(text, NULL, NULL) : real;
        if (digits >= most || back == real || (is_single && (float)back == (float)real) || real != real) {
            PyObject *found = PyUnicode_FromString(text);
            PyMem_Free(text);
            return found;
        }
        PyMem_Free(text);
    }
}

static PyObject *component_text(const PlainType *type, const void *data, int index) {
    switch (type->component) {
    case 'f':
        return number_text(((const float *)data)[index], 1);
    case 'd':
        return number_text(((const double *)data)[index], 0);
    case 'i':
        return PyUnicode_FromFormat("%d", ((const int32_t *)data)[index]);
    default:
        return PyUnicode_FromFormat("%llu", (unsigned long long)((const uint64_t *)data)[index]);
    }
}

/* "Name(part, part)" of parts that a function gives. */
static PyObject *join(const char *name, int count, PyObject *(*part)(PyObject *, int, PyObject *), PyObject *self,
                      PyObject *context) {
    PyObject *text = PyUnicode_FromFormat("%s(", name);
    for (int i = 0; text && i < count; i++) {
        PyObject *next = part(self, i, context);
        if (!next) {
            Py_DECREF(text);
            return NULL;
        }
        if (i)
            PyUnicode_AppendAndDel(&text, PyUnicode_FromString(", "));
        PyUnicode_AppendAndDel(&text, next);
    }
    if (text)
        PyUnicode_AppendAndDel(&text, PyUnicode_FromString(")"));
    return text;
}

static PyObject *component_part(PyObject *self, int index, PyObject *context) {
    return component_text(PLAIN_TYPE(self), ((Plain *)self)->data, index);
}

static PyObject *field_part(PyObject *self, int index, PyObject *fields) {
    return PyObject_Repr(PyTuple_GET_ITEM(fields, index));
}

PyObject *plain_repr(PyObject *self) {
    const PlainType *type = PLAIN_TYPE(self);
    if (type->is_flat || !type->fields)
        return join(kind_name(type->kind), type->components, component_part, self, NULL);
    PyObject *fields = plain_fields(self);
    PyObject *text = fields ? join(kind_name(type->kind), type->fields, field_part, self, fields) : NULL;
    Py_XDECREF(fields);
    return text;
}

/* ---- str: as print() of GDScript writes it ---- */

PyObject *plain_str(PyObject *self) {
    Variant variant;
    uint64_t string = 0;
    if (!bridge_is_up)
        return plain_repr(self);
    if (variant_from_python(self, &variant))
        return NULL;
    gd.variant_stringify(&variant, &string);
    gd.variant_destroy(&variant);
    PyObject *text = python_from_string(&string);
    string_release(&string);
    return text;
}

static PyObject *format_part(PyObject *self, int index, PyObject *context) {
    return PyObject_Format(PyTuple_GET_ITEM(PyTuple_GET_ITEM(context, 0), index), PyTuple_GET_ITEM(context, 1));
}

/* f"{vector:.2f}" formats each number. */
static PyObject *plain_format(PyObject *self, PyObject *spec) {
    if (!PyUnicode_Check(spec))
        return PyErr_Format(PyExc_TypeError, "a format is a str, not %.200R", spec);
    if (PyUnicode_GET_LENGTH(spec) == 0)
        return PyObject_Str(self);
    if (!PLAIN_TYPE(self)->fields)
        return PyErr_Format(PyExc_TypeError, "a %s has no numbers to format", kind_name(PLAIN_TYPE(self)->kind));
    PyObject *fields = plain_fields(self), *context = fields ? PyTuple_Pack(2, fields, spec) : NULL;
    PyObject *text = context ? join("", PLAIN_TYPE(self)->fields, format_part, self, context) : NULL;
    Py_XDECREF(context);
    Py_XDECREF(fields);
    return text;
}

/* ---- copies ---- */

static PyObject *plain_copy(PyObject *self, PyObject *unused) {
    return plain_from_data(PLAIN_TYPE(self)->kind, ((Plain *)self)->data);
}

static PyObject *plain_reduce(PyObject *self, PyObject *protocol) {
    if (!PLAIN_TYPE(self)->fields)
        return PyErr_Format(PyExc_TypeError, "a %s means something to the running engine only, so it cannot be pickled",
                            kind_name(PLAIN_TYPE(self)->kind));
    PyObject *fields = plain_fields(self), *reduced = fields ? PyTuple_Pack(2, (PyObject *)Py_TYPE(self), fields) : NULL;
    Py_XDECREF(fields);
    return reduced;
}

PyMethodDef plain_methods[] = {{"__copy__", plain_copy, METH_NOARGS, NULL},
                               {"__deepcopy__", plain_copy, METH_O, NULL},
                               {"__format__", plain_format, METH_O, NULL},
                               {"__reduce_ex__", plain_reduce, METH_O, NULL},
                               {NULL}};
