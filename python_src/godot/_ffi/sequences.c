/* Room A, C floor: sequences, that is Arrays and packed arrays: their kinds, their elements, and new ones. */
#include "sequences.h"

#if REAL_IS_DOUBLE
#define REAL 'd'
#define REAL_SIZE 8
#else
#define REAL 'f'
#define REAL_SIZE 4
#endif

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

PyObject *element_to_python(const SequenceKind *kind, const void *element) {
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
int element_from_python(const SequenceKind *kind, const void *array, PyObject *value, Element *out) {
    if (kind->element == KIND_VARIANT)
        return array_element(array, value, &out->variant);
    memset(out, 0, sizeof *out);
    return packed_element(kind, value, out);
}

void element_release(const SequenceKind *kind, Element *element) {
    if (kind->element == KIND_VARIANT)
        gd.variant_destroy(&element->variant);
    else if (kind->element == GDEXTENSION_VARIANT_TYPE_STRING)
        string_release(element->words);
}

/* An element into the place of one that is there. */
void element_copy(const SequenceKind *kind, const void *from, void *to) {
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

void elements_swap(const SequenceKind *kind, char *first, char *second, int64_t count) {
    Element spare;
    for (int64_t i = 0; i < count; i++, first += kind->stride, second += kind->stride) {
        memcpy(&spare, first, kind->stride);
        memcpy(first, second, kind->stride);
        memcpy(second, &spare, kind->stride);
    }
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
    if (!array || copy_part(gd.variant_get_type(&((Value *)value)->variant), kind, array, 0, 1,
                            sequence_size(kind, array), out)) {
        PyErr_Clear();
        gd.variant_new_copy(out, &((Value *)value)->variant);
    }
}

PyObject *sequence_part(PyObject *self, int64_t start, int64_t step, int64_t count) {
    const SequenceKind *kind;
    Variant copy;
    void *array = sequence_data((Sequence *)self, &kind);
    if (!array || copy_part(gd.variant_get_type(&((Value *)self)->variant), kind, array, start, step, count, &copy))
        return NULL;
    return value_take(&copy, NULL);
}
