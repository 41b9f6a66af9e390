/* Room A, C floor: the type Sequence, the face of Arrays and packed arrays: a list in Python, over the engine's own
 * memory. */
#include "sequences.h"

static PyObject *sequence_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"values", NULL};
    PyObject *values = NULL;
    Variant variant;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O", names, &values))
        return NULL;
    PyObject *number = PyObject_GetAttrString((PyObject *)type, "__variant_type__");
    long kind = number ? PyLong_AsLong(number) : -1;
    Py_XDECREF(number);
    if (kind < 0)
        return NULL;
    if (!bridge_is_up || !sequence_kind(kind))
        return PyErr_Format(PyExc_RuntimeError, "%s needs a running engine", type->tp_name);
    if (!values)
        variant_default(kind, &variant);
    else if (sequence_from_python(kind, NULL, values, &variant))
        return NULL;
    return value_take(&variant, type);
}

static PyObject *done(PyObject *self, int status) {
    if (sequence_changed(self, status, 0))
        return NULL;
    Py_RETURN_NONE;
}

/* Where a key is made a number, code may run that changes the array: its size counts afterwards. */
static int assign(PyObject *self, PyObject *key, PyObject *value) {
    Py_ssize_t start, stop, step, size;
    if (PySlice_Check(key)) {
        if (PySlice_Unpack(key, &start, &stop, &step) || (size = sequence_length(self)) < 0)
            return -1;
        Py_ssize_t count = PySlice_AdjustIndices(size, &start, &stop, step);
        if (!value)
            return sequence_take_part(self, start, step, count);
        return step == 1 ? sequence_replace(self, start, count, value)
                         : sequence_replace_each(self, start, step, count, value);
    }
    if (!PyIndex_Check(key)) {
        PyErr_Format(PyExc_TypeError, "an index of %s is an int or a slice, got %.200R", Py_TYPE(self)->tp_name, key);
        return -1;
    }
    Py_ssize_t index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if ((index == -1 && PyErr_Occurred()) || (size = sequence_length(self)) < 0 ||
        !sequence_index_in(self, &index, size))
        return -1;
    return value ? sequence_put(self, index, value) : sequence_take_part(self, index, 1, 1);
}

static int sequence_assign(PyObject *self, PyObject *key, PyObject *value) {
    return sequence_changed(self, assign(self, key, value), 1);
}

static PyObject *sequence_append(PyObject *self, PyObject *value) {
    return done(self, sequence_insert_at(self, INT64_MAX, value));
}

static PyObject *sequence_extend(PyObject *self, PyObject *values) { return done(self, sequence_extend_with(self, values)); }

static PyObject *sequence_insert(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (count != 2)
        return PyErr_Format(PyExc_TypeError, "insert(index, value) takes 2 arguments, got %zd", count);
    Py_ssize_t index = PyNumber_AsSsize_t(args[0], NULL);
    return done(self, index == -1 && PyErr_Occurred() ? -1 : sequence_insert_at(self, index, args[1]));
}

static PyObject *sequence_pop(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (count > 1)
        return PyErr_Format(PyExc_TypeError, "pop(index=-1) takes at most 1 argument, got %zd", count);
    Py_ssize_t index = count ? PyNumber_AsSsize_t(args[0], PyExc_IndexError) : -1;
    if (count && index == -1 && PyErr_Occurred())
        return NULL;
    Py_ssize_t size = sequence_length(self);
    if (size < 0)
        return NULL;
    if (!size)
        return PyErr_Format(PyExc_IndexError, "pop from an empty %s", Py_TYPE(self)->tp_name);
    if (!sequence_index_in(self, &index, size))
        return NULL;
    PyObject *item = sequence_element(self, index);
    if (item && sequence_changed(self, sequence_take_part(self, index, 1, 1), 0))
        Py_CLEAR(item);
    return item;
}

static PyObject *sequence_remove(PyObject *self, PyObject *value) {
    int64_t index = sequence_find(self, value, 0, INT64_MAX);
    if (index == -1)
        PyErr_Format(PyExc_ValueError, "%.200R is not in this %s", value, Py_TYPE(self)->tp_name);
    return done(self, index < 0 ? -1 : sequence_take_part(self, index, 1, 1));
}

static PyObject *sequence_clear(PyObject *self, PyObject *unused) {
    Py_ssize_t size = sequence_length(self);
    return done(self, size < 0 ? -1 : sequence_take_part(self, 0, 1, size));
}

static PyObject *sequence_index(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    Py_ssize_t bounds[2] = {0, PY_SSIZE_T_MAX}, size = sequence_length(self);
    if (count < 1 || count > 3)
        return PyErr_Format(PyExc_TypeError, "index(value, start=0, stop=...) takes 1 to 3 arguments, got %zd", count);
    for (Py_ssize_t i = 1; i < count; i++) {
        bounds[i - 1] = PyNumber_AsSsize_t(args[i], NULL);
        if (bounds[i - 1] == -1 && PyErr_Occurred())
            return NULL;
        if (bounds[i - 1] < 0 && (bounds[i - 1] += size) < 0)
            bounds[i - 1] = 0;
    }
    int64_t index = size < 0 ? -2 : sequence_find(self, args[0], bounds[0], bounds[1]);
    if (index == -1)
        PyErr_Format(PyExc_ValueError, "%.200R is not in this %s", args[0], Py_TYPE(self)->tp_name);
    return index < 0 ? NULL : PyLong_FromLongLong(index);
}

static PyObject *sequence_count(PyObject *self, PyObject *value) {
    int64_t count = 0, index = -1;
    while ((index = sequence_find(self, value, index + 1, INT64_MAX)) >= 0)
        count++;
    return index == -2 ? NULL : PyLong_FromLongLong(count);
}

static PyObject *sequence_reverse(PyObject *self, PyObject *unused) {
    const SequenceKind *kind;
    void *array = sequence_to_change((Sequence *)self, &kind, 0);
    if (!array)
        return NULL;
    int64_t size = sequence_size(kind, array);
    char *elements = size ? sequence_own((Sequence *)self, kind, array) : NULL;
    for (int64_t i = 0; i < size / 2; i++)
        elements_swap(kind, elements + i * kind->stride, elements + (size - 1 - i) * kind->stride, 1);
    return done(self, 0);
}

static PyObject *sequence_copy(PyObject *self, PyObject *unused) {
    Py_ssize_t size = sequence_length(self);
    return size < 0 ? NULL : sequence_part(self, 0, 1, size);
}

static PyObject *sequence_add(PyObject *left, PyObject *right) {
    if (!sequence_is_list(left) || !sequence_is_list(right))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *sum;
    if (PyObject_TypeCheck(left, &Sequence_Type))
        sum = sequence_copy(left, NULL);
    else
        sum = PyObject_CallOneArg((PyObject *)Py_TYPE(right), left);
    if (sum && sequence_extend_with(sum, right))
        Py_CLEAR(sum);
    return sum;
}

static PyObject *sequence_add_in_place(PyObject *self, PyObject *values) {
    return sequence_extend_with(self, values) ? NULL : Py_NewRef(self); /* an assignment follows, which sets a property */
}

static PyObject *sequence_repeat_in_place(PyObject *self, Py_ssize_t times) {
    return sequence_lengthen(self, times) ? NULL : Py_NewRef(self);
}

static PyObject *sequence_repeat(PyObject *self, Py_ssize_t times) {
    PyObject *copy = sequence_copy(self, NULL);
    if (copy && sequence_lengthen(copy, times))
        Py_CLEAR(copy);
    return copy;
}

/* check_change(array, changes_size): raises when this array must not be changed by the engine's own methods */
static PyObject *sequence_check_change(PyObject *self, PyObject *unused) {
    const SequenceKind *kind;
    if (!sequence_to_change((Sequence *)self, &kind, 1))
        return NULL;
    Py_RETURN_NONE;
}

/* The identity of the engine's array: equal for all faces of it. */
static PyObject *sequence_identity(PyObject *self, PyObject *unused) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    return array ? PyLong_FromVoidPtr(kind->element == KIND_VARIANT ? *(void **)array : array) : NULL;
}

static PyObject *sequence_iter(PyObject *self) { return sequence_new_iterator(self, 0); }

static PyObject *sequence_reversed(PyObject *self, PyObject *unused) { return sequence_new_iterator(self, 1); }

/* ---- the type ---- */

static void sequence_dealloc(PyObject *self) {
    Py_CLEAR(((Sequence *)self)->origin);
    Value_Type.tp_dealloc(self);
}

static PyMethodDef sequence_methods[] = {
    {"append", sequence_append, METH_O, "append(value): puts the value behind the last one."},
    {"push_back", sequence_append, METH_O, "push_back(value): the same as append()."},
    {"extend", sequence_extend, METH_O, "extend(values): appends every value."},
    {"append_array", sequence_extend, METH_O, "append_array(values): the same as extend()."},
    {"insert", (PyCFunction)sequence_insert, METH_FASTCALL, "insert(index, value): puts the value before the index."},
    {"pop", (PyCFunction)sequence_pop, METH_FASTCALL, "pop(index=-1): removes the value there, and gives it."},
    {"remove", sequence_remove, METH_O, "remove(value): removes the first one that is equal; ValueError without one."},
    {"clear", sequence_clear, METH_NOARGS, "clear(): removes everything."},
    {"index", (PyCFunction)sequence_index, METH_FASTCALL, "index(value, start=0, stop=...): where it is first."},
    {"count", sequence_count, METH_O, "count(value): how often it is there."},
    {"reverse", sequence_reverse, METH_NOARGS, "reverse(): turns the order round, in place."},
    {"copy", sequence_copy, METH_NOARGS, "copy(): a new array with the same elements."},
    {"__copy__", sequence_copy, METH_NOARGS, NULL},
    {"__reversed__", sequence_reversed, METH_NOARGS, NULL},
    {"_check_change", sequence_check_change, METH_NOARGS, "Raises when it must not be changed now."},
    {"_identity", sequence_identity, METH_NOARGS, "A number that all faces of one Array have in common."},
    {NULL}};

static PyNumberMethods sequence_numbers = {.nb_add = sequence_add};

static PySequenceMethods sequence_slots = {
    .sq_length = sequence_length,
    .sq_item = sequence_item,
    .sq_contains = sequence_contains,
    .sq_repeat = sequence_repeat,
    .sq_inplace_concat = sequence_add_in_place,
    .sq_inplace_repeat = sequence_repeat_in_place,
};

static PyMappingMethods sequence_subscripts = {sequence_length, sequence_subscript, sequence_assign};

PyTypeObject Sequence_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.Sequence",
    .tp_basicsize = sizeof(Sequence),
    .tp_base = &Value_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_SEQUENCE,
    .tp_doc = "An array of the engine, which is a list in Python.",
    .tp_new = sequence_new,
    .tp_dealloc = sequence_dealloc,
    .tp_as_number = &sequence_numbers,
    .tp_as_sequence = &sequence_slots,
    .tp_as_mapping = &sequence_subscripts,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_richcompare = sequence_compare,
    .tp_iter = sequence_iter,
    .tp_methods = sequence_methods,
};
