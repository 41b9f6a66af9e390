/* Room A, C floor: changes of sequences.
 *
 * What is given is converted first and then moved into its place, because a conversion may run Python code, which may
 * change the array; for the same reason nothing is destroyed before the array is whole again. */
#include "sequences.h"

/* Where elements are written. While a buffer may write too, both do it in the memory that they share. */
char *sequence_own(Sequence *self, const SequenceKind *kind, void *array) {
    const void *elements = self->exports ? kind->look(array, 0) : NULL;
    return elements && elements == self->exported ? (char *)elements : kind->own(array, 0);
}

/* The array, for a change; NULL with an exception when it must not be changed. */
void *sequence_to_change(Sequence *self, const SequenceKind **kind, int changes_size) {
    void *array = sequence_data(self, kind);
    if (array && (*kind)->element == KIND_VARIANT && array_is_read_only(array)) {
        PyErr_Format(PyExc_TypeError, "this %s is read-only; change a copy of it: duplicate()", Py_TYPE(self)->tp_name);
        return NULL;
    }
    if (array && changes_size && self->exports) {
        PyErr_Format(PyExc_BufferError, "a buffer (memoryview, NumPy) of this %s is in use, so its size cannot change; "
                                        "release the buffer first", Py_TYPE(self)->tp_name);
        return NULL;
    }
    return array;
}

/* ---- where it was read ---- */

void sequence_set_origin(PyObject *value, uint64_t instance_id, PyObject *property) {
    Sequence *self = (Sequence *)value;
    Py_XSETREF(self->origin, Py_NewRef(property));
    self->instance_id = instance_id;
}

/* `line.points[0] = place` reads a property, which gives a copy of the engine's array, and changes the copy. What nobody
 * else has goes back to where it was read, as in GDScript; also after append() and its like, where the change would be
 * lost otherwise. An Array is no copy: it is only set again when an item was assigned, which is when GDScript does. */
int sequence_changed(PyObject *object, int status, int assigns_item) {
    Sequence *self = (Sequence *)object;
    PyObject *property = self->origin;
    if (status || !property)
        return status;
    self->origin = NULL;
    if (origin_is_temporary(object) &&
        (assigns_item || gd.variant_get_type(&self->value.variant) != GDEXTENSION_VARIANT_TYPE_ARRAY))
        status = origin_write(object, self->instance_id, property);
    Py_DECREF(property);
    return status;
}

/* ---- elements ---- */

int sequence_put(PyObject *self, int64_t index, PyObject *value) {
    const SequenceKind *kind;
    Element element;
    void *array = sequence_to_change((Sequence *)self, &kind, 0);
    if (!array || element_from_python(kind, array, value, &element))
        return -1;
    if (!sequence_to_change((Sequence *)self, &kind, 0) || index >= sequence_size(kind, array)) {
        element_release(kind, &element); /* the conversion has changed it */
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_IndexError, "%s became shorter while it was written", Py_TYPE(self)->tp_name);
        return -1;
    }
    elements_swap(kind, sequence_own((Sequence *)self, kind, array) + index * kind->stride, (char *)&element, 1);
    element_release(kind, &element);
    return 0;
}

int sequence_insert_at(PyObject *self, int64_t index, PyObject *value) {
    const SequenceKind *kind;
    Element element, spare;
    void *array = sequence_to_change((Sequence *)self, &kind, 1);
    if (!array || element_from_python(kind, array, value, &element))
        return -1;
    int64_t size = sequence_size(kind, array);
    if (!sequence_to_change((Sequence *)self, &kind, 1) || sequence_resize(kind, array, size + 1)) {
        element_release(kind, &element);
        return -1;
    }
    if (index < 0 && (index += size) < 0)
        index = 0;
    if (index > size)
        index = size;
    char *elements = kind->own(array, 0), *place = elements + index * kind->stride;
    memcpy(&spare, elements + size * kind->stride, kind->stride);
    memmove(place + kind->stride, place, (size - index) * kind->stride);
    memcpy(place, &element, kind->stride);
    element_release(kind, &spare);
    return 0;
}

/* Takes elements out: they go to `taken`, an empty array of the same kind, and can be destroyed with it. */
static int take_out(Sequence *self, int64_t start, int64_t step, int64_t count, Variant *taken) {
    const SequenceKind *kind;
    void *array = sequence_to_change(self, &kind, 1);
    if (!array)
        return -1;
    Kind type = gd.variant_get_type(&self->value.variant);
    variant_default(type, taken);
    if (!count)
        return 0;
    void *out = variant_internal(taken, type);
    if (sequence_resize(kind, out, count)) {
        gd.variant_destroy(taken);
        return -1;
    }
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    int64_t size = sequence_size(kind, array);
    char *elements = kind->own(array, 0), *removed = kind->own(out, 0);
    for (int64_t i = 0; i < count; i++)
        elements_swap(kind, elements + (start + i * step) * kind->stride, removed + i * kind->stride, 1);
    /* What stays moves down over the gaps, and the empty elements that are in them to the end, where they go. */
    if (step == 1 && start + count < size) {
        char *gap = elements + start * kind->stride, *spare = PyMem_Malloc(count * kind->stride);
        if (!spare) {
            PyErr_NoMemory();
            return -1; /* the array has empty elements now, and is whole */
        }
        memcpy(spare, gap, count * kind->stride);
        memmove(gap, gap + count * kind->stride, (size - start - count) * kind->stride);
        memcpy(elements + (size - count) * kind->stride, spare, count * kind->stride);
        PyMem_Free(spare);
    } else if (step != 1)
        for (int64_t i = 0; i < count; i++)
            for (int64_t from = start + i * step + 1, end = i + 1 < count ? from + step - 1 : size; from < end; from++)
                elements_swap(kind, elements + from * kind->stride, elements + (from - i - 1) * kind->stride, 1);
    return sequence_resize(kind, array, size - count);
}

int sequence_take_part(PyObject *self, int64_t start, int64_t step, int64_t count) {
    Variant taken;
    if (take_out((Sequence *)self, start, step, count, &taken))
        return -1;
    gd.variant_destroy(&taken);
    return 0;
}

/* Makes room for `count` elements at `index`: empty ones. */
static int make_room(const SequenceKind *kind, void *array, int64_t index, int64_t count) {
    int64_t size = sequence_size(kind, array);
    char *spare = PyMem_Malloc(count * kind->stride);
    if (!spare) {
        PyErr_NoMemory();
        return -1;
    }
    int status = sequence_resize(kind, array, size + count);
    if (!status) {
        char *place = (char *)kind->own(array, 0) + index * kind->stride;
        memcpy(spare, place + (size - index) * kind->stride, count * kind->stride);
        memmove(place + count * kind->stride, place, (size - index) * kind->stride);
        memcpy(place, spare, count * kind->stride);
    }
    PyMem_Free(spare);
    return status;
}

/* array[start:start + old] = values */
int sequence_replace(PyObject *self, int64_t start, int64_t old, PyObject *values) {
    const SequenceKind *kind;
    Variant given;
    void *array = sequence_to_change((Sequence *)self, &kind, 0);
    if (!array)
        return -1;
    Kind type = gd.variant_get_type(&((Value *)self)->variant);
    int64_t before = sequence_size(kind, array);
    if (sequence_from_python(type, array, values, &given))
        return -1;
    void *source = variant_internal(&given, type);
    int64_t count = sequence_size(kind, source), size = sequence_size(kind, array);
    int status = -1;
    if (size != before)
        PyErr_Format(PyExc_RuntimeError, "%s changed its size while it was written", Py_TYPE(self)->tp_name);
    else if (!sequence_to_change((Sequence *)self, &kind, count != old))
        ;
    else if (count > old && make_room(kind, array, start + old, count - old))
        ;
    else {
        status = 0;
        if (count)
            elements_swap(kind, sequence_own((Sequence *)self, kind, array) + start * kind->stride, kind->own(source, 0),
                          count);
        if (count < old)
            status = sequence_take_part(self, start + count, 1, old - count);
    }
    gd.variant_destroy(&given);
    return status;
}

/* array[start:stop:step] = values, of which there are as many */
int sequence_replace_each(PyObject *self, int64_t start, int64_t step, int64_t count, PyObject *values) {
    const SequenceKind *kind;
    Variant given;
    void *array = sequence_to_change((Sequence *)self, &kind, 0);
    if (!array)
        return -1;
    Kind type = gd.variant_get_type(&((Value *)self)->variant);
    int64_t before = sequence_size(kind, array);
    if (sequence_from_python(type, array, values, &given))
        return -1;
    void *source = variant_internal(&given, type);
    int64_t have = sequence_size(kind, source);
    int fits = have == count && before == sequence_size(kind, array);
    if (!fits)
        PyErr_Format(PyExc_ValueError, "attempt to assign sequence of size %lld to extended slice of size %lld",
                     (long long)have, (long long)count);
    else if (!sequence_to_change((Sequence *)self, &kind, 0))
        fits = 0;
    else if (count) {
        char *elements = sequence_own((Sequence *)self, kind, array), *from = kind->own(source, 0);
        for (int64_t i = 0; i < count; i++)
            elements_swap(kind, elements + (start + i * step) * kind->stride, from + i * kind->stride, 1);
    }
    gd.variant_destroy(&given);
    return fits ? 0 : -1;
}

int sequence_extend_with(PyObject *self, PyObject *values) {
    Py_ssize_t size = sequence_length(self);
    if (size < 0)
        return -1;
    if (PyObject_TypeCheck(values, &Sequence_Type) || PyList_CheckExact(values) || PyTuple_CheckExact(values) ||
        PyObject_CheckBuffer(values))
        return sequence_replace(self, size, 0, values);
    PyObject *items = PySequence_List(values); /* iterating may change this very array */
    int status = items && (size = sequence_length(self)) >= 0 ? sequence_replace(self, size, 0, items) : -1;
    Py_XDECREF(items);
    return status;
}

/* Makes it so many times as long, with its elements again and again. */
int sequence_lengthen(PyObject *self, int64_t times) {
    const SequenceKind *kind;
    void *array = sequence_to_change((Sequence *)self, &kind, times != 1);
    int64_t size = array ? sequence_size(kind, array) : -1;
    if (size <= 0 || times == 1)
        return size < 0 ? -1 : 0;
    if (times <= 0)
        return sequence_take_part(self, 0, 1, size);
    if (size > INT64_MAX / times / kind->stride) {
        PyErr_NoMemory();
        return -1;
    }
    if (sequence_resize(kind, array, size * times))
        return -1;
    char *elements = kind->own(array, 0);
    for (int64_t i = size; i < size * times; i++)
        element_copy(kind, elements + (i - size) * kind->stride, elements + i * kind->stride);
    return 0;
}
