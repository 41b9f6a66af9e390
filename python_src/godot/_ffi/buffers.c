/* Room A, C floor: the type PackedValue, the face of packed arrays of numbers. Python reads them through its buffer
 * protocol, without a copy: bytes(array), memoryview(array), and whatever takes a buffer.
 *
 * A buffer shows the array as it was when it was asked for, and cannot be written to. It has a share of its own in the
 * engine's memory, which the engine copies before anybody changes it: so a buffer stays as it is, whatever happens to
 * the array, and costs nothing while nobody does. */
#include "bridge.h"

#if REAL_IS_DOUBLE
#define REAL "d"
#define REAL_SIZE 8
#else
#define REAL "f"
#define REAL_SIZE 4
#endif

typedef struct {
    Variant share;
    Py_ssize_t shape[2], strides[2];
} Export;

typedef struct {
    char *format;       /* of one number, as in the module struct */
    Py_ssize_t size;    /* of one number, in bytes */
    Py_ssize_t columns; /* numbers in an element: 1 makes a buffer of one dimension, more make it two */
} Layout;

static const Layout *layout_of(Kind kind) {
    static const Layout layouts[] = {
        [GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY] = {"B", 1, 1},
        [GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY] = {"i", 4, 1},
        [GDEXTENSION_VARIANT_TYPE_PACKED_INT64_ARRAY] = {"q", 8, 1},
        [GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY] = {"f", 4, 1},
        [GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT64_ARRAY] = {"d", 8, 1},
        [GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY] = {REAL, REAL_SIZE, 2},
        [GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY] = {REAL, REAL_SIZE, 3},
        [GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR4_ARRAY] = {REAL, REAL_SIZE, 4},
        [GDEXTENSION_VARIANT_TYPE_PACKED_COLOR_ARRAY] = {"f", 4, 4}, /* colors are single in every build */
    };
    return kind < sizeof layouts / sizeof *layouts && layouts[kind].size ? &layouts[kind] : NULL;
}

static const void *first_element(Kind kind, const void *array) {
    switch (kind) {
    case GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY:
        return gd.packed_byte_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY:
        return gd.packed_int32_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_INT64_ARRAY:
        return gd.packed_int64_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY:
        return gd.packed_float32_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT64_ARRAY:
        return gd.packed_float64_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY:
        return gd.packed_vector2_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY:
        return gd.packed_vector3_array_operator_index_const(array, 0);
    case GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR4_ARRAY:
        return gd.packed_vector4_array_operator_index_const(array, 0);
    default:
        return gd.packed_color_array_operator_index_const(array, 0);
    }
}

static int64_t element_count(const Variant *array) {
    uint64_t name;
    Variant result;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    string_name_from_utf8("size", &name);
    gd.variant_call((void *)array, &name, NULL, 0, &result, &error);
    string_name_release(&name);
    int64_t count = *(int64_t *)variant_internal(&result, GDEXTENSION_VARIANT_TYPE_INT);
    gd.variant_destroy(&result);
    return count;
}

static int get_buffer(PyObject *self, Py_buffer *view, int flags) {
    const Variant *variant = &((Value *)self)->variant;
    Kind kind = gd.variant_get_type(variant);
    const Layout *layout = layout_of(kind);
    view->obj = NULL;
    if (!bridge_is_up || !layout || flags & PyBUF_WRITABLE) {
        PyErr_Format(PyExc_BufferError, layout && bridge_is_up ? "a %s can be read through a buffer, not written to"
                                                               : "this %s has no buffer any more: the engine has left it",
                     Py_TYPE(self)->tp_name);
        return -1;
    }
    Export *export = PyMem_Malloc(sizeof *export);
    if (!export) {
        PyErr_NoMemory();
        return -1;
    }
    variant_share(variant, kind, &export->share);
    int64_t count = element_count(&export->share);
    export->shape[0] = count;
    export->shape[1] = layout->columns;
    export->strides[0] = layout->size * layout->columns;
    export->strides[1] = layout->size;
    static char empty;
    view->buf = count ? (void *)first_element(kind, variant_internal(&export->share, kind)) : &empty;
    view->obj = Py_NewRef(self);
    view->len = count * export->strides[0];
    view->readonly = 1;
    view->itemsize = layout->size;
    view->format = flags & PyBUF_FORMAT ? layout->format : NULL;
    view->ndim = layout->columns > 1 && flags & PyBUF_ND ? 2 : 1;
    view->shape = flags & PyBUF_ND ? export->shape : NULL;
    view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? export->strides : NULL;
    view->suboffsets = NULL;
    view->internal = export;
    return 0;
}

static void release_buffer(PyObject *self, Py_buffer *view) {
    Export *export = view->internal;
    if (bridge_is_up)
        gd.variant_destroy(&export->share);
    PyMem_Free(export);
}

static PyBufferProcs buffer_procs = {get_buffer, release_buffer};

PyTypeObject PackedValue_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.PackedValue",
    .tp_basicsize = sizeof(Value),
    .tp_base = &Value_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "A packed array of numbers of the engine, which Python reads as a buffer.",
    .tp_as_buffer = &buffer_procs,
};
