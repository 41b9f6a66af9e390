/* Room A, C floor: reading sequences: items, parts, looking for values, comparing and iterating. */
#include "sequences.h"

int sequence_index_in(PyObject *self, Py_ssize_t *index, int64_t size) {
    Py_ssize_t given = *index;
    if (given < 0)
        *index += size;
    if (*index >= 0 && *index < size)
        return 1;
    PyErr_Format(PyExc_IndexError, "index %zd is out of range for %s of size %lld", given, Py_TYPE(self)->tp_name,
                 (long long)size);
    return 0;
}

Py_ssize_t sequence_length(PyObject *self) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    return array ? sequence_size(kind, array) : -1;
}

/* The element at a place, or NULL without an exception when there is none. */
PyObject *sequence_element(PyObject *self, int64_t index) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    return array && index < sequence_size(kind, array) ? element_to_python(kind, kind->look(array, index)) : NULL;
}

PyObject *sequence_item(PyObject *self, Py_ssize_t index) {
    PyObject *item = index >= 0 ? sequence_element(self, index) : NULL;
    if (!item && !PyErr_Occurred())
        PyErr_Format(PyExc_IndexError, "index %zd is out of range for %s of size %zd", index, Py_TYPE(self)->tp_name,
                     sequence_length(self));
    return item;
}

PyObject *sequence_subscript(PyObject *self, PyObject *key) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    if (!array)
        return NULL;
    if (PySlice_Check(key)) {
        Py_ssize_t start, stop, step;
        if (PySlice_Unpack(key, &start, &stop, &step))
            return NULL;
        Py_ssize_t count = PySlice_AdjustIndices(sequence_length(self), &start, &stop, step);
        return sequence_part(self, start, step, count);
    }
    if (!PyIndex_Check(key))
        return PyErr_Format(PyExc_TypeError, "an index of %s is an int or a slice, got %.200R", Py_TYPE(self)->tp_name, key);
    Py_ssize_t index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if ((index == -1 && PyErr_Occurred()) || !sequence_index_in(self, &index, sequence_size(kind, array)))
        return NULL;
    PyObject *item = element_to_python(kind, kind->look(array, index));
    if (item && plain_check(item)) /* array[0].x = 1 reaches the array */
        plain_set_item_origin(item, self, key);
    return item;
}

/* Where `value` is, from `start` on: its index, -1 when it is not there, -2 with an exception. */
int64_t sequence_find(PyObject *self, PyObject *value, int64_t start, int64_t stop) {
    PyObject *item;
    for (int64_t i = start; i < stop && (item = sequence_element(self, i)); i++) {
        int equal = PyObject_RichCompareBool(item, value, Py_EQ);
        Py_DECREF(item);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return PyErr_Occurred() ? -2 : -1;
}

int sequence_contains(PyObject *self, PyObject *value) {
    int64_t index = sequence_find(self, value, 0, INT64_MAX);
    return index == -2 ? -1 : index >= 0;
}

int sequence_is_list(PyObject *value) {
    return PyList_Check(value) || PyTuple_Check(value) || PyObject_TypeCheck(value, &Sequence_Type);
}

static PyObject *item_of(PyObject *list, Py_ssize_t index) {
    if (PyObject_TypeCheck(list, &Sequence_Type))
        return sequence_element(list, index);
    if (index >= PySequence_Fast_GET_SIZE(list))
        return NULL;
    return Py_NewRef(PySequence_Fast_GET_ITEM(list, index));
}

static int same_array(PyObject *self, PyObject *other) {
    if (self == other)
        return 1;
    if (!PyObject_TypeCheck(other, &Sequence_Type))
        return 0;
    const Variant *mine = &((Value *)self)->variant, *theirs = &((Value *)other)->variant;
    return gd.variant_get_type(mine) == GDEXTENSION_VARIANT_TYPE_ARRAY &&
           gd.variant_get_type(theirs) == GDEXTENSION_VARIANT_TYPE_ARRAY &&
           *(void **)variant_internal(mine, GDEXTENSION_VARIANT_TYPE_ARRAY) ==
               *(void **)variant_internal(theirs, GDEXTENSION_VARIANT_TYPE_ARRAY);
}

/* As lists are compared: the first elements that differ decide. */
static PyObject *compare(PyObject *self, PyObject *other, int operation) {
    Py_ssize_t mine = sequence_length(self), theirs = PyObject_Size(other);
    if (mine < 0 || theirs < 0)
        return NULL;
    if (mine != theirs && (operation == Py_EQ || operation == Py_NE))
        return PyBool_FromLong(operation == Py_NE);
    PyObject *left = NULL, *right = NULL;
    int equal = 1;
    for (Py_ssize_t i = 0; equal == 1; i++) {
        Py_XDECREF(left);
        Py_XDECREF(right);
        right = NULL;
        if (!(left = sequence_element(self, i)) || !(right = item_of(other, i)))
            break;
        equal = PyObject_RichCompareBool(left, right, Py_EQ);
    }
    PyObject *answer = NULL;
    if (equal < 0 || PyErr_Occurred())
        ;
    else if (equal == 0)
        answer = operation == Py_EQ || operation == Py_NE ? PyBool_FromLong(operation == Py_NE)
                                                          : PyObject_RichCompare(left, right, operation);
    else {
        mine = sequence_length(self), theirs = PyObject_Size(other);
        if (mine >= 0 && theirs >= 0) {
            int results[] = {[Py_LT] = mine < theirs,  [Py_LE] = mine <= theirs, [Py_EQ] = mine == theirs,
                             [Py_NE] = mine != theirs, [Py_GT] = mine > theirs,  [Py_GE] = mine >= theirs};
            answer = PyBool_FromLong(results[operation]);
        }
    }
    Py_XDECREF(left);
    Py_XDECREF(right);
    return answer;
}

PyObject *sequence_compare(PyObject *self, PyObject *other, int operation) {
    if (!sequence_is_list(other))
        Py_RETURN_NOTIMPLEMENTED;
    if (same_array(self, other)) /* also ends the comparison of arrays that contain themselves */
        return PyBool_FromLong(operation == Py_EQ || operation == Py_LE || operation == Py_GE);
    if (Py_EnterRecursiveCall(" while comparing arrays"))
        return NULL;
    PyObject *answer = compare(self, other, operation);
    Py_LeaveRecursiveCall();
    return answer;
}

/* ---- iterating ---- */

typedef struct {
    PyObject_HEAD
    PyObject *sequence; /* NULL at the end */
    int64_t position;
    int step;
} Iterator;

PyObject *sequence_new_iterator(PyObject *sequence, int backwards) {
    Py_ssize_t size = sequence_length(sequence);
    Iterator *iterator = size < 0 ? NULL : PyObject_New(Iterator, &SequenceIterator_Type);
    if (iterator) {
        iterator->sequence = Py_NewRef(sequence);
        iterator->position = backwards ? size - 1 : 0;
        iterator->step = backwards ? -1 : 1;
    }
    return (PyObject *)iterator;
}

static PyObject *iterator_next(PyObject *object) {
    Iterator *self = (Iterator *)object;
    PyObject *item = self->sequence && self->position >= 0 ? sequence_element(self->sequence, self->position) : NULL;
    self->position += self->step;
    if (!item)
        Py_CLEAR(self->sequence);
    return item;
}

static PyObject *iterator_length_hint(PyObject *object, PyObject *unused) {
    Iterator *self = (Iterator *)object;
    Py_ssize_t size = self->sequence ? sequence_length(self->sequence) : 0;
    if (size < 0)
        return NULL;
    int64_t rest = self->step < 0 ? self->position + 1 : size - self->position;
    return PyLong_FromLongLong(self->sequence && rest > 0 ? rest : 0);
}

static void iterator_dealloc(PyObject *object) {
    Py_XDECREF(((Iterator *)object)->sequence);
    PyObject_Free(object);
}

static PyMethodDef iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, METH_NOARGS, "How many elements are left."}, {NULL}};

PyTypeObject SequenceIterator_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.SequenceIterator",
    .tp_basicsize = sizeof(Iterator),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_dealloc = iterator_dealloc,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = iterator_next,
    .tp_methods = iterator_methods,
};
