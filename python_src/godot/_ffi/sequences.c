/* Room A, C floor: the type Sequence, the face of Arrays and packed arrays: a list in Python, over the engine's own
 * memory.
 *
 * What is given is converted first and then moved into its place, because a conversion may run Python code, which may
 * change the array; for the same reason nothing is destroyed before the array is whole again. */
#include "containers.h"

#if REAL_IS_DOUBLE
#define REAL 'd'
#define REAL_SIZE 8
#else
#define REAL 'f'
#define REAL_SIZE 4
#endif

/* One element outside its array. */
typedef union {
    Variant variant;
    uint64_t words[8];
} Element;

static SequenceKind kinds[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
static GDExtensionPtrConstructor string_copy;

#define SEQUENCE(TYPE, NAME, STRIDE, ELEMENT, FORMAT, COLUMNS)                                                              \
    kinds[GDEXTENSION_VARIANT_TYPE_##TYPE] = (SequenceKind){.own = (void *(*)(void *, int64_t))gd.NAME##_operator_index,    \
                                                            .look = (const void *(*)(const void *, int64_t))                \
                                                                        gd.NAME##_operator_index_const,                     \
                                                            .stride = STRIDE,                                               \
                                                            .element = ELEMENT,                                             \
                                                            .format = FORMAT,                                               \
                                                            .columns = COLUMNS}

int sequences_setup(void) {
    SEQUENCE(ARRAY, array, VARIANT_SIZE, KIND_VARIANT, 0, 1);
    SEQUENCE(PACKED_BYTE_ARRAY, packed_byte_array, 1, GDEXTENSION_VARIANT_TYPE_INT, 'B', 1);
    SEQUENCE(PACKED_INT32_ARRAY, packed_int32_array, 4, GDEXTENSION_VARIANT_TYPE_INT, 'i', 1);
    SEQUENCE(PACKED_INT64_ARRAY, packed_int64_array, 8, GDEXTENSION_VARIANT_TYPE_INT, 'q', 1);
    SEQUENCE(PACKED_FLOAT32_ARRAY, packed_float32_array, 4, GDEXTENSION_VARIANT_TYPE_FLOAT, 'f', 1);
    SEQUENCE(PACKED_FLOAT64_ARRAY, packed_float64_array, 8, GDEXTENSION_VARIANT_TYPE_FLOAT, 'd', 1);
    SEQUENCE(PACKED_STRING_ARRAY, packed_string_array, 8, GDEXTENSION_VARIANT_TYPE_STRING, 0, 1);
    SEQUENCE(PACKED_VECTOR2_ARRAY, packed_vector2_array, 2 * REAL_SIZE, GDEXTENSION_VARIANT_TYPE_VECTOR2, REAL, 2);
    SEQUENCE(PACKED_VECTOR3_ARRAY, packed_vector3_array, 3 * REAL_SIZE, GDEXTENSION_VARIANT_TYPE_VECTOR3, REAL, 3);
    SEQUENCE(PACKED_VECTOR4_ARRAY, packed_vector4_array, 4 * REAL_SIZE, GDEXTENSION_VARIANT_TYPE_VECTOR4, REAL, 4);
    /* colors are single in every build */
    SEQUENCE(PACKED_COLOR_ARRAY, packed_color_array, 16, GDEXTENSION_VARIANT_TYPE_COLOR, 'f', 4);
    for (int type = GDEXTENSION_VARIANT_TYPE_ARRAY; type <= GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR4_ARRAY; type++) {
        kinds[type].size = builtin_method(type, "size", SEQUENCE_SIZE_HASH);
        kinds[type].resize = builtin_method(type, "resize", SEQUENCE_RESIZE_HASH);
        if (!kinds[type].size || !kinds[type].resize)
            return -1;
    }
    string_copy = gd.variant_get_ptr_constructor(GDEXTENSION_VARIANT_TYPE_STRING, STRING_FROM_STRING);
    return string_copy ? element_types_setup() : -1;
}

/* NULL for a kind that is no array. */
const SequenceKind *sequence_kind(Kind kind) {
    return kind < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX && kinds[kind].stride ? &kinds[kind] : NULL;
}

void *sequence_data(Sequence *self, const SequenceKind **kind) {
    GDExtensionVariantType type = bridge_is_up ? gd.variant_get_type(&self->value.variant) : GDEXTENSION_VARIANT_TYPE_NIL;
    if (!(*kind = sequence_kind(type))) {
        PyErr_Format(PyExc_RuntimeError, "this %s is no more: the engine has left it", Py_TYPE(self)->tp_name);
        return NULL;
    }
    return variant_internal(&self->value.variant, type);
}

int64_t sequence_size(const SequenceKind *kind, const void *array) {
    int64_t size = 0;
    kind->size((void *)array, NULL, &size, 0);
    return size;
}

int sequence_resize(const SequenceKind *kind, void *array, int64_t size) {
    int64_t error = 0;
    const void *args[] = {&size};
    kind->resize(array, args, &error, 1);
    if (error)
        PyErr_NoMemory();
    return error ? -1 : 0;
}

int sequence_exported(PyObject *value) {
    return PyObject_TypeCheck(value, &Sequence_Type) && ((Sequence *)value)->exports > 0;
}

/* ---- elements ---- */

static PyObject *element_to_python(const SequenceKind *kind, const void *element) {
    if (kind->columns == 1)
        switch (kind->format) {
        case 'B':
            return PyLong_FromLong(*(const uint8_t *)element);
        case 'i':
            return PyLong_FromLong(*(const int32_t *)element);
        case 'f':
            return PyFloat_FromDouble(*(const float *)element);
        case 'd':
            return PyFloat_FromDouble(*(const double *)element);
        }
    return python_from_pointer(kind->element, element);
}

/* out: uninitialised. For an Array the type of its elements counts. */
static int element_from_python(const SequenceKind *kind, const void *array, PyObject *value, Element *out) {
    if (kind->element == KIND_VARIANT)
        return array_element(array, value, &out->variant);
    memset(out, 0, sizeof *out);
    return packed_element(kind, value, out);
}

static void element_release(const SequenceKind *kind, Element *element) {
    if (kind->element == KIND_VARIANT)
        gd.variant_destroy(&element->variant);
    else if (kind->element == GDEXTENSION_VARIANT_TYPE_STRING)
        string_release(element->words);
}

/* An element into the place of one that is there. */
static void element_copy(const SequenceKind *kind, const void *from, void *to) {
    if (kind->element == KIND_VARIANT) {
        gd.variant_destroy(to);
        gd.variant_new_copy(to, from);
    } else if (kind->element == GDEXTENSION_VARIANT_TYPE_STRING) {
        const void *args[] = {from};
        string_release(to);
        string_copy(to, args);
    } else
        memcpy(to, from, kind->stride);
}

static void swap_elements(const SequenceKind *kind, char *first, char *second, int64_t count) {
    Element spare;
    for (int64_t i = 0; i < count; i++, first += kind->stride, second += kind->stride) {
        memcpy(&spare, first, kind->stride);
        memcpy(first, second, kind->stride);
        memcpy(second, &spare, kind->stride);
    }
}

/* Where elements are written. While a buffer may write too, both do it in the memory that they share. */
static char *own_elements(Sequence *self, const SequenceKind *kind, void *array) {
    return self->exports ? (char *)kind->look(array, 0) : kind->own(array, 0);
}

/* The array, for a change; NULL with an exception when it must not be changed. */
static void *data_to_change(Sequence *self, const SequenceKind **kind, int changes_size) {
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

static int index_in(PyObject *self, Py_ssize_t *index, int64_t size) {
    Py_ssize_t given = *index;
    if (given < 0)
        *index += size;
    if (*index >= 0 && *index < size)
        return 1;
    PyErr_Format(PyExc_IndexError, "index %zd is out of range for %s of size %lld", given, Py_TYPE(self)->tp_name,
                 (long long)size);
    return 0;
}

/* ---- making ---- */

/* An empty one of the same kind, and of the same type of elements. */
static void empty_like(Kind type, const void *typed_as, Variant *out) {
    variant_default(type, out);
    if (typed_as && type == GDEXTENSION_VARIANT_TYPE_ARRAY)
        array_type_as(variant_internal(out, type), typed_as);
}

static int array_of(PyObject *values, const void *typed_as, Variant *out) {
    PyObject *items = PySequence_Fast(values, "expected a list, or anything else to iterate over");
    if (!items)
        return -1;
    const SequenceKind *kind = &kinds[GDEXTENSION_VARIANT_TYPE_ARRAY];
    empty_like(GDEXTENSION_VARIANT_TYPE_ARRAY, typed_as, out);
    void *array = variant_internal(out, GDEXTENSION_VARIANT_TYPE_ARRAY);
    Py_ssize_t size = PySequence_Fast_GET_SIZE(items);
    int status = size ? sequence_resize(kind, array, size) : 0;
    Variant *elements = size && !status ? kind->own(array, 0) : NULL;
    for (Py_ssize_t i = 0; !status && i < size && i < PySequence_Fast_GET_SIZE(items); i++) {
        Variant item;
        PyObject *value = Py_NewRef(PySequence_Fast_GET_ITEM(items, i));
        status = typed_as ? array_element(array, value, &item) : variant_from_python(value, &item);
        Py_DECREF(value);
        if (!status) {
            gd.variant_destroy(&elements[i]); /* a typed array has more than nil there */
            elements[i] = item;
        }
    }
    Py_DECREF(items);
    if (status)
        gd.variant_destroy(out);
    return status;
}

int array_from_python(PyObject *values, Variant *out) { return array_of(values, NULL, out); }

int sequence_from_python(Kind kind, const void *typed_as, PyObject *values, Variant *out) {
    if (kind != GDEXTENSION_VARIANT_TYPE_ARRAY)
        return packed_from_python(kind, values, out);
    return array_of(values, typed_as && array_is_typed(typed_as) ? typed_as : NULL, out);
}

/* Elements start, start + step, ... of an array, as a new one. */
static int copy_part(Kind type, const SequenceKind *kind, const void *array, int64_t start, int64_t step, int64_t count,
                     Variant *out) {
    empty_like(type, array, out);
    if (!count)
        return 0;
    void *copy = variant_internal(out, type);
    if (sequence_resize(kind, copy, count)) {
        gd.variant_destroy(out);
        return -1;
    }
    char *to = kind->own(copy, 0);
    const char *from = (const char *)kind->look(array, 0) + start * kind->stride;
    if (step == 1 && kind->format)
        memcpy(to, from, count * kind->stride);
    else
        for (int64_t i = 0; i < count; i++, to += kind->stride, from += step * kind->stride)
            element_copy(kind, from, to);
    return 0;
}

/* What the engine is given of an array that a buffer may still write into. */
void sequence_detach(PyObject *value, Variant *out) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)value, &kind);
    if (!array || copy_part(gd.variant_get_type(&((Value *)value)->variant), kind, array, 0, 1, sequence_size(kind, array), out)) {
        PyErr_Clear();
        gd.variant_new_copy(out, &((Value *)value)->variant);
    }
}

static PyObject *part(PyObject *self, int64_t start, int64_t step, int64_t count) {
    const SequenceKind *kind;
    Variant copy;
    void *array = sequence_data((Sequence *)self, &kind);
    if (!array || copy_part(gd.variant_get_type(&((Value *)self)->variant), kind, array, start, step, count, &copy))
        return NULL;
    PyObject *face = value_take(&copy, NULL);
    return face;
}

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
    PyObject *made = value_take(&variant, type);
    return made;
}

/* ---- reading ---- */

static Py_ssize_t sequence_length(PyObject *self) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    return array ? sequence_size(kind, array) : -1;
}

/* The element at a place, or NULL without an exception when there is none. */
static PyObject *element_at(PyObject *self, int64_t index) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    return array && index < sequence_size(kind, array) ? element_to_python(kind, kind->look(array, index)) : NULL;
}

static PyObject *sequence_item(PyObject *self, Py_ssize_t index) {
    PyObject *item = index >= 0 ? element_at(self, index) : NULL;
    if (!item && !PyErr_Occurred())
        PyErr_Format(PyExc_IndexError, "index %zd is out of range for %s of size %zd", index, Py_TYPE(self)->tp_name,
                     sequence_length(self));
    return item;
}

static PyObject *sequence_subscript(PyObject *self, PyObject *key) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    if (!array)
        return NULL;
    if (PySlice_Check(key)) {
        Py_ssize_t start, stop, step;
        if (PySlice_Unpack(key, &start, &stop, &step))
            return NULL;
        Py_ssize_t count = PySlice_AdjustIndices(sequence_length(self), &start, &stop, step);
        return part(self, start, step, count);
    }
    if (!PyIndex_Check(key))
        return PyErr_Format(PyExc_TypeError, "an index of %s is an int or a slice, got %.200R", Py_TYPE(self)->tp_name, key);
    Py_ssize_t index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if ((index == -1 && PyErr_Occurred()) || !index_in(self, &index, sequence_size(kind, array)))
        return NULL;
    PyObject *item = element_to_python(kind, kind->look(array, index));
    if (item && plain_check(item)) /* array[0].x = 1 reaches the array */
        plain_set_item_origin(item, self, key);
    return item;
}

/* Where `value` is, from `start` on: its index, -1 when it is not there, -2 with an exception. */
static int64_t find(PyObject *self, PyObject *value, int64_t start, int64_t stop) {
    PyObject *item;
    for (int64_t i = start; i < stop && (item = element_at(self, i)); i++) {
        int equal = PyObject_RichCompareBool(item, value, Py_EQ);
        Py_DECREF(item);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return PyErr_Occurred() ? -2 : -1;
}

static int sequence_contains(PyObject *self, PyObject *value) {
    int64_t index = find(self, value, 0, INT64_MAX);
    return index == -2 ? -1 : index >= 0;
}

static int is_list(PyObject *value) {
    return PyList_Check(value) || PyTuple_Check(value) || PyObject_TypeCheck(value, &Sequence_Type);
}

static PyObject *item_of(PyObject *list, Py_ssize_t index) {
    if (PyObject_TypeCheck(list, &Sequence_Type))
        return element_at(list, index);
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
        if (!(left = element_at(self, i)) || !(right = item_of(other, i)))
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

static PyObject *sequence_compare(PyObject *self, PyObject *other, int operation) {
    if (!is_list(other))
        Py_RETURN_NOTIMPLEMENTED;
    if (same_array(self, other)) /* also ends the comparison of arrays that contain themselves */
        return PyBool_FromLong(operation == Py_EQ || operation == Py_LE || operation == Py_GE);
    if (Py_EnterRecursiveCall(" while comparing arrays"))
        return NULL;
    PyObject *answer = compare(self, other, operation);
    Py_LeaveRecursiveCall();
    return answer;
}

/* ---- changing ---- */

void sequence_set_origin(PyObject *value, uint64_t instance_id, PyObject *property) {
    Sequence *self = (Sequence *)value;
    Py_XSETREF(self->origin, Py_NewRef(property));
    self->instance_id = instance_id;
}

/* `line.points[0] = place` reads a property, which gives a copy of the engine's array, and changes the copy. What nobody
 * else has goes back to where it was read, as in GDScript; also after append() and its like, where the change would be
 * lost otherwise. An Array is no copy: it is only set again when an item was assigned, which is when GDScript does. */
static int changed(PyObject *object, int status, int assigns_item) {
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

static PyObject *done(PyObject *self, int status) {
    if (changed(self, status, 0))
        return NULL;
    Py_RETURN_NONE;
}

static int put(PyObject *self, int64_t index, PyObject *value) {
    const SequenceKind *kind;
    Element element;
    void *array = data_to_change((Sequence *)self, &kind, 0);
    if (!array || element_from_python(kind, array, value, &element))
        return -1;
    if (index >= sequence_size(kind, array)) { /* the conversion has changed it */
        element_release(kind, &element);
        PyErr_Format(PyExc_IndexError, "%s became shorter while it was written", Py_TYPE(self)->tp_name);
        return -1;
    }
    swap_elements(kind, own_elements((Sequence *)self, kind, array) + index * kind->stride, (char *)&element, 1);
    element_release(kind, &element);
    return 0;
}

static int insert_at(PyObject *self, int64_t index, PyObject *value) {
    const SequenceKind *kind;
    Element element, spare;
    void *array = data_to_change((Sequence *)self, &kind, 1);
    if (!array || element_from_python(kind, array, value, &element))
        return -1;
    int64_t size = sequence_size(kind, array);
    if (sequence_resize(kind, array, size + 1)) {
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
    void *array = data_to_change(self, &kind, 1);
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
        swap_elements(kind, elements + (start + i * step) * kind->stride, removed + i * kind->stride, 1);
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
                swap_elements(kind, elements + from * kind->stride, elements + (from - i - 1) * kind->stride, 1);
    return sequence_resize(kind, array, size - count);
}

static int remove_part(PyObject *self, int64_t start, int64_t step, int64_t count) {
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
static int replace(PyObject *self, int64_t start, int64_t old, PyObject *values) {
    const SequenceKind *kind;
    Variant given;
    void *array = data_to_change((Sequence *)self, &kind, 0);
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
    else if (count != old && !data_to_change((Sequence *)self, &kind, 1))
        ;
    else if (count > old && make_room(kind, array, start + old, count - old))
        ;
    else {
        status = 0;
        if (count)
            swap_elements(kind, own_elements((Sequence *)self, kind, array) + start * kind->stride, kind->own(source, 0), count);
        if (count < old)
            status = remove_part(self, start + count, 1, old - count);
    }
    gd.variant_destroy(&given);
    return status;
}

/* array[start:stop:step] = values, of which there are as many */
static int replace_each(PyObject *self, int64_t start, int64_t step, int64_t count, PyObject *values) {
    const SequenceKind *kind;
    Variant given;
    void *array = data_to_change((Sequence *)self, &kind, 0);
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
    else if (count) {
        char *elements = own_elements((Sequence *)self, kind, array), *from = kind->own(source, 0);
        for (int64_t i = 0; i < count; i++)
            swap_elements(kind, elements + (start + i * step) * kind->stride, from + i * kind->stride, 1);
    }
    gd.variant_destroy(&given);
    return fits ? 0 : -1;
}

static int assign(PyObject *self, PyObject *key, PyObject *value) {
    Py_ssize_t size = sequence_length(self);
    if (size < 0)
        return -1;
    if (PySlice_Check(key)) {
        Py_ssize_t start, stop, step;
        if (PySlice_Unpack(key, &start, &stop, &step))
            return -1;
        Py_ssize_t count = PySlice_AdjustIndices(size, &start, &stop, step);
        if (!value)
            return remove_part(self, start, step, count);
        return step == 1 ? replace(self, start, count, value) : replace_each(self, start, step, count, value);
    }
    if (!PyIndex_Check(key)) {
        PyErr_Format(PyExc_TypeError, "an index of %s is an int or a slice, got %.200R", Py_TYPE(self)->tp_name, key);
        return -1;
    }
    Py_ssize_t index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if ((index == -1 && PyErr_Occurred()) || !index_in(self, &index, size))
        return -1;
    return value ? put(self, index, value) : remove_part(self, index, 1, 1);
}

static int sequence_assign(PyObject *self, PyObject *key, PyObject *value) { return changed(self, assign(self, key, value), 1); }

static PyObject *sequence_append(PyObject *self, PyObject *value) { return done(self, insert_at(self, INT64_MAX, value)); }

static int extend(PyObject *self, PyObject *values) {
    Py_ssize_t size = sequence_length(self);
    if (size < 0)
        return -1;
    if (PyObject_TypeCheck(values, &Sequence_Type) || PyList_CheckExact(values) || PyTuple_CheckExact(values) ||
        PyObject_CheckBuffer(values))
        return replace(self, size, 0, values);
    PyObject *items = PySequence_List(values); /* iterating may change this very array */
    int status = items && (size = sequence_length(self)) >= 0 ? replace(self, size, 0, items) : -1;
    Py_XDECREF(items);
    return status;
}

static PyObject *sequence_extend(PyObject *self, PyObject *values) { return done(self, extend(self, values)); }

static PyObject *sequence_insert(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (count != 2)
        return PyErr_Format(PyExc_TypeError, "insert(index, value) takes 2 arguments, got %zd", count);
    Py_ssize_t index = PyNumber_AsSsize_t(args[0], NULL);
    return done(self, index == -1 && PyErr_Occurred() ? -1 : insert_at(self, index, args[1]));
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
    if (!index_in(self, &index, size))
        return NULL;
    PyObject *item = element_at(self, index);
    if (item && changed(self, remove_part(self, index, 1, 1), 0))
        Py_CLEAR(item);
    return item;
}

static PyObject *sequence_remove(PyObject *self, PyObject *value) {
    int64_t index = find(self, value, 0, INT64_MAX);
    if (index == -1)
        PyErr_Format(PyExc_ValueError, "%.200R is not in this %s", value, Py_TYPE(self)->tp_name);
    return done(self, index < 0 ? -1 : remove_part(self, index, 1, 1));
}

static PyObject *sequence_clear(PyObject *self, PyObject *unused) {
    Py_ssize_t size = sequence_length(self);
    return done(self, size < 0 ? -1 : remove_part(self, 0, 1, size));
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
    int64_t index = size < 0 ? -2 : find(self, args[0], bounds[0], bounds[1]);
    if (index == -1)
        PyErr_Format(PyExc_ValueError, "%.200R is not in this %s", args[0], Py_TYPE(self)->tp_name);
    return index < 0 ? NULL : PyLong_FromLongLong(index);
}

static PyObject *sequence_count(PyObject *self, PyObject *value) {
    int64_t count = 0, index = -1;
    while ((index = find(self, value, index + 1, INT64_MAX)) >= 0)
        count++;
    return index == -2 ? NULL : PyLong_FromLongLong(count);
}

static PyObject *sequence_reverse(PyObject *self, PyObject *unused) {
    const SequenceKind *kind;
    void *array = data_to_change((Sequence *)self, &kind, 0);
    if (!array)
        return NULL;
    int64_t size = sequence_size(kind, array);
    char *elements = size ? own_elements((Sequence *)self, kind, array) : NULL;
    for (int64_t i = 0; i < size / 2; i++)
        swap_elements(kind, elements + i * kind->stride, elements + (size - 1 - i) * kind->stride, 1);
    return done(self, 0);
}

static PyObject *sequence_copy(PyObject *self, PyObject *unused) {
    Py_ssize_t size = sequence_length(self);
    return size < 0 ? NULL : part(self, 0, 1, size);
}

static PyObject *sequence_add(PyObject *left, PyObject *right) {
    if (!is_list(left) || !is_list(right))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *sum;
    if (PyObject_TypeCheck(left, &Sequence_Type))
        sum = sequence_copy(left, NULL);
    else
        sum = PyObject_CallOneArg((PyObject *)Py_TYPE(right), left);
    if (sum && extend(sum, right))
        Py_CLEAR(sum);
    return sum;
}

static PyObject *sequence_add_in_place(PyObject *self, PyObject *values) {
    return extend(self, values) ? NULL : Py_NewRef(self); /* an assignment follows, which sets a property */
}

/* Makes it so many times as long, with its elements again and again. */
static int repeat(PyObject *self, int64_t times) {
    const SequenceKind *kind;
    void *array = data_to_change((Sequence *)self, &kind, times != 1);
    int64_t size = array ? sequence_size(kind, array) : -1;
    if (size <= 0 || times == 1)
        return size < 0 ? -1 : 0;
    if (times <= 0)
        return remove_part(self, 0, 1, size);
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

static PyObject *sequence_repeat_in_place(PyObject *self, Py_ssize_t times) { return repeat(self, times) ? NULL : Py_NewRef(self); }

static PyObject *sequence_repeat(PyObject *self, Py_ssize_t times) {
    PyObject *copy = sequence_copy(self, NULL);
    if (copy && repeat(copy, times))
        Py_CLEAR(copy);
    return copy;
}

/* check_change(array, changes_size): raises when this array must not be changed by the engine's own methods */
static PyObject *sequence_check_change(PyObject *self, PyObject *unused) {
    const SequenceKind *kind;
    if (!data_to_change((Sequence *)self, &kind, 1))
        return NULL;
    Py_RETURN_NONE;
}

/* The identity of the engine's array: equal for all faces of it. */
static PyObject *sequence_identity(PyObject *self, PyObject *unused) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    return array ? PyLong_FromVoidPtr(kind->element == KIND_VARIANT ? *(void **)array : array) : NULL;
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
    PyObject *item = self->sequence && self->position >= 0 ? element_at(self->sequence, self->position) : NULL;
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
