/* Room A, C floor: packed arrays made from Python: lists of numbers, texts and vectors, and whatever has a buffer.
 *
 * A number that does not fit is an error that says which; the engine's own conversion from an Array would make it
 * another number without a word. */
#include "containers.h"

/* What a buffer's numbers are, from its format (as in the module struct): 'i', 'u', 'f', or 0 for something else. */
static char class_of_format(const char *format) {
    if (!format)
        return 'u'; /* bytes */
    if (*format == '@' || *format == '=' || *format == '<')
        format++;
    if (!*format || format[1])
        return 0;
    return strchr("bhilqn", *format) ? 'i' : strchr("cBHILQN?", *format) ? 'u' : strchr("fd", *format) ? 'f' : 0;
}

static char class_of_kind(const SequenceKind *kind) {
    return kind->format == 'B' ? 'u' : kind->format == 'i' || kind->format == 'q' ? 'i' : 'f';
}

static Py_ssize_t number_size(const SequenceKind *kind) { return kind->stride / kind->columns; }

/* ---- one element ---- */

static int wrong_type(const SequenceKind *kind, PyObject *value) {
    error_expected(kind_name(kind->element), value);
    return -1;
}

/* Writes an integer into a slot of that format; -1 with an exception when it is too large for it. */
static int put_integer(char format, int64_t number, void *target) {
    int64_t low = format == 'B' ? 0 : format == 'i' ? INT32_MIN : INT64_MIN;
    int64_t high = format == 'B' ? UINT8_MAX : format == 'i' ? INT32_MAX : INT64_MAX;
    if (number < low || number > high) {
        PyErr_Format(PyExc_OverflowError, "%lld is not in the range %lld to %lld", (long long)number, (long long)low,
                     (long long)high);
        return -1;
    }
    if (format == 'B')
        *(uint8_t *)target = (uint8_t)number;
    else if (format == 'i')
        *(int32_t *)target = (int32_t)number;
    else
        *(int64_t *)target = number;
    return 0;
}

static int element_from_number(const SequenceKind *kind, PyObject *value, void *target) {
    if (class_of_kind(kind) != 'f') {
        int64_t number;
        if (!PyIndex_Check(value))
            return wrong_type(kind, value);
        return integer_from_python(value, &number) ? -1 : put_integer(kind->format, number, target);
    }
    double number;
    if (PyFloat_CheckExact(value))
        number = PyFloat_AS_DOUBLE(value);
    else {
        number = PyFloat_AsDouble(value);
        if (number == -1.0 && PyErr_Occurred())
            return PyErr_ExceptionMatches(PyExc_TypeError) ? wrong_type(kind, value) : -1;
    }
    if (kind->format == 'f')
        *(float *)target = (float)number;
    else
        *(double *)target = number;
    return 0;
}

int packed_element(const SequenceKind *kind, PyObject *value, void *target) {
    if (kind->element == GDEXTENSION_VARIANT_TYPE_STRING)
        return PyUnicode_Check(value) ? pointer_from_python(kind->element, 0, value, target) : wrong_type(kind, value);
    if (kind->columns == 1)
        return element_from_number(kind, value, target);
    if (PyTuple_Check(value) || PyList_Check(value)) { /* (1, 2) for a Vector2 */
        if (PySequence_Fast_GET_SIZE(value) != kind->columns)
            return wrong_type(kind, value);
        for (Py_ssize_t i = 0; i < kind->columns; i++) {
            PyObject *number = Py_NewRef(PySequence_Fast_GET_ITEM(value, i));
            int status = element_from_number(kind, number, (char *)target + i * number_size(kind));
            Py_DECREF(number);
            if (status)
                return -1;
        }
        return 0;
    }
    return pointer_from_python(kind->element, 0, value, target);
}

/* ---- many ---- */

static int blame_element(Kind type, Py_ssize_t index) {
    error_blame("%s element %zd", kind_name(type), index);
    return -1;
}

static int from_items(Kind type, const SequenceKind *kind, PyObject *values, void *array) {
    PyObject *items = PySequence_Fast(values, "expected a list, or anything else to iterate over");
    if (!items)
        return -1;
    Py_ssize_t size = PySequence_Fast_GET_SIZE(items);
    int status = size ? sequence_resize(kind, array, size) : 0;
    char *target = size && !status ? kind->own(array, 0) : NULL;
    for (Py_ssize_t i = 0; !status && i < size && i < PySequence_Fast_GET_SIZE(items); i++, target += kind->stride) {
        PyObject *value = PySequence_Fast_GET_ITEM(items, i);
        if (PyFloat_CheckExact(value) && kind->columns == 1 && kind->format == 'f') {
            *(float *)target = (float)PyFloat_AS_DOUBLE(value);
            continue;
        }
        Py_INCREF(value);
        status = packed_element(kind, value, target);
        Py_DECREF(value);
        if (status)
            blame_element(type, i);
    }
    Py_DECREF(items);
    return status;
}

/* Numbers of one kind as numbers of another. */
static int convert_number(const SequenceKind *kind, char class, Py_ssize_t size, const void *source, void *target) {
    int64_t integer = 0;
    double real = 0;
    if (class == 'f')
        real = size == 4 ? *(const float *)source : *(const double *)source;
    else if (class == 'i')
        integer = size == 1   ? *(const int8_t *)source
                  : size == 2 ? *(const int16_t *)source
                  : size == 4 ? *(const int32_t *)source
                              : *(const int64_t *)source;
    else if (size == 8 && *(const uint64_t *)source > INT64_MAX && class_of_kind(kind) != 'f') {
        PyErr_Format(PyExc_OverflowError, "%llu is too large", (unsigned long long)*(const uint64_t *)source);
        return -1;
    } else
        integer = size == 1   ? *(const uint8_t *)source
                  : size == 2 ? *(const uint16_t *)source
                  : size == 4 ? *(const uint32_t *)source
                              : *(const int64_t *)source;
    if (class_of_kind(kind) != 'f')
        return put_integer(kind->format, integer, target);
    if (class != 'f')
        real = class == 'u' && size == 8 ? (double)*(const uint64_t *)source : (double)integer;
    if (kind->format == 'f')
        *(float *)target = (float)real;
    else
        *(double *)target = real;
    return 0;
}

static int refuse_buffer(Kind type, const SequenceKind *kind, const Py_buffer *view) {
    if (kind->columns > 1 && class_of_format(view->format))
        PyErr_Format(PyExc_TypeError, "%s takes a buffer of shape (n, %zd), or of one dimension with %zd numbers for each "
                                      "element; this one has %d dimension(s)%s",
                     kind_name(type), kind->columns, kind->columns, view->ndim,
                     view->ndim == 2 ? " and another number of columns" : "");
    else
        PyErr_Format(PyExc_TypeError, "%s cannot be made of a buffer with format '%s' and %d dimension(s)%s",
                     kind_name(type), view->format ? view->format : "B", view->ndim,
                     class_of_format(view->format) == 'f' && class_of_kind(kind) != 'f' ? ": round the numbers first" : "");
    return -1;
}

static int from_view(Kind type, const SequenceKind *kind, Py_buffer *view, void *array) {
    char class = class_of_format(view->format);
    int contiguous = PyBuffer_IsContiguous(view, 'C'), is_bytes = kind->format == 'B';
    if (is_bytes) { /* the memory as it is, whatever is in it */
        if (!view->len)
            return 0;
        return sequence_resize(kind, array, view->len) || PyBuffer_ToContiguous(kind->own(array, 0), view, view->len, 'C')
                   ? -1
                   : 0;
    }
    Py_ssize_t columns = kind->columns, numbers = view->itemsize ? view->len / view->itemsize : 0;
    int table = columns > 1 && view->ndim == 2 && view->shape[1] == columns;
    int flat = view->ndim == 1 && numbers % columns == 0;
    if (!kind->format || !class || (class == 'f' && class_of_kind(kind) != 'f') || !(table || flat))
        return refuse_buffer(type, kind, view);
    if (!numbers)
        return 0;
    if (sequence_resize(kind, array, numbers / columns))
        return -1;
    char *target = kind->own(array, 0);
    if (contiguous && class == class_of_kind(kind) && view->itemsize == number_size(kind)) {
        memcpy(target, view->buf, view->len);
        return 0;
    }
    for (Py_ssize_t i = 0; i < numbers; i++, target += number_size(kind)) {
        const char *source = view->buf;
        if (table)
            source += i / columns * view->strides[0] + i % columns * view->strides[1];
        else
            source += i * (view->strides ? view->strides[0] : view->itemsize);
        if (convert_number(kind, class, view->itemsize, source, target))
            return blame_element(type, i / columns);
    }
    return 0;
}

/* ---- what others call ---- */

int packed_from_python(Kind type, PyObject *values, Variant *out) {
    const SequenceKind *kind = sequence_kind(type);
    if (PyObject_TypeCheck(values, &Sequence_Type) &&
        gd.variant_get_type(&((Value *)values)->variant) == (GDExtensionVariantType)type) {
        if (sequence_exported(values))
            sequence_detach(values, out);
        else
            variant_share(&((Value *)values)->variant, type, out);
        return 0;
    }
    if (PyUnicode_Check(values) || PyDict_Check(values) ||
        (kind->element == GDEXTENSION_VARIANT_TYPE_STRING && PyObject_CheckBuffer(values))) {
        PyErr_Format(PyExc_TypeError, "expected a list for %s, got %.200R (%s)", kind_name(type), values,
                     Py_TYPE(values)->tp_name);
        return -1;
    }
    variant_default(type, out);
    void *array = variant_internal(out, type);
    int status;
    if (PyObject_CheckBuffer(values)) {
        Py_buffer view;
        status = PyObject_GetBuffer(values, &view, PyBUF_RECORDS_RO);
        if (!status) {
            status = from_view(type, kind, &view, array);
            PyBuffer_Release(&view);
        }
    } else
        status = from_items(type, kind, values, array);
    if (status)
        gd.variant_destroy(out);
    return status;
}

/* Where the engine takes anything, the numbers in a buffer say which array it becomes; nil when they do not. */
static Kind kind_for(const Py_buffer *view) {
    char class = class_of_format(view->format);
    if (view->ndim == 2 && class == 'f' && view->itemsize == 4) {
        static const Kind vectors[] = {[2] = GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY,
                                       [3] = GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY,
                                       [4] = GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR4_ARRAY};
        if (view->shape[1] >= 2 && view->shape[1] <= 4)
            return vectors[view->shape[1]];
    }
    if (view->ndim == 1 && class == 'f')
        return view->itemsize == 4 ? GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY
                                   : GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT64_ARRAY;
    if (view->ndim == 1 && class && view->itemsize > 1)
        return view->itemsize < 4 || (class == 'i' && view->itemsize == 4) ? GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY
                                                                           : GDEXTENSION_VARIANT_TYPE_PACKED_INT64_ARRAY;
    return view->itemsize == 1 ? GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY : GDEXTENSION_VARIANT_TYPE_NIL;
}

int variant_from_buffer(PyObject *value, Variant *out) {
    Py_buffer view;
    if (PyObject_GetBuffer(value, &view, PyBUF_RECORDS_RO))
        return -1;
    if (!view.ndim) {
        int is_bool = view.format && strcmp(view.format, "?") == 0, truth = is_bool && *(const char *)view.buf;
        PyBuffer_Release(&view);
        return is_bool ? variant_from_python(truth ? Py_True : Py_False, out) : 1;
    }
    Kind type = kind_for(&view);
    if (type == GDEXTENSION_VARIANT_TYPE_NIL) {
        PyErr_Format(PyExc_TypeError, "no packed array has the numbers of a buffer with format '%s' and %d dimension(s); "
                                      "convert it, or pass PackedByteArray(...) of it for its memory as it is",
                     view.format ? view.format : "B", view.ndim);
        PyBuffer_Release(&view);
        return -1;
    }
    variant_default(type, out);
    int status = from_view(type, sequence_kind(type), &view, variant_internal(out, type));
    PyBuffer_Release(&view);
    if (status)
        gd.variant_destroy(out);
    return status;
}
