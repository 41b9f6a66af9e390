/* Room A, C floor: the type PackedValue, the face of packed arrays of numbers, which have the buffer protocol:
 * memoryview(array), NumPy, bytes(array), and whatever takes a buffer, all without a copy.
 *
 * A buffer is the array's own memory, as with a bytearray: what is written through it is in the array, and as long as
 * it is there the array does not change its size (BufferError). Whoever only wants to read a moment (bytes, struct,
 * writing a file) gets a share of the memory.
 *
 * The engine copies memory that has several shares before it changes it. So each buffer has a share of its own: its
 * memory stays where it is, whatever the engine does. Before a buffer that may write is given out, the array gets
 * memory of its own if somebody else has a share; and what the engine is given of the array while the buffer is there
 * is a copy, see sequence_detach(). */
#include "sequences.h"

typedef struct {
    Variant share;
    Py_ssize_t shape[2], strides[2];
    int may_write;
    char format[2];
} Export;

static int get_buffer(PyObject *self, Py_buffer *view, int flags) {
    const SequenceKind *kind;
    void *array = sequence_data((Sequence *)self, &kind);
    view->obj = NULL;
    if (!array || !kind->format) {
        PyErr_Format(PyExc_BufferError, "this %s has no buffer: %s", Py_TYPE(self)->tp_name,
                     array ? "it has no numbers" : "the engine has left it");
        return -1;
    }
    Export *export = PyMem_Malloc(sizeof *export);
    if (!export) {
        PyErr_NoMemory();
        return -1;
    }
    int64_t count = sequence_size(kind, array);
    /* A memoryview asks for everything, and says whether it can be written by what it gets. */
    export->may_write = flags & PyBUF_WRITABLE || (flags & PyBUF_FULL_RO) == PyBUF_FULL_RO;
    if (export->may_write) {
        if (count)
            ((Sequence *)self)->exported = sequence_own((Sequence *)self, kind, array);
        ((Sequence *)self)->exports++;
    }
    Kind type = gd.variant_get_type(&((Value *)self)->variant);
    variant_share(&((Value *)self)->variant, type, &export->share);
    static char empty;
    export->format[0] = kind->format;
    export->format[1] = 0;
    export->shape[0] = count;
    export->shape[1] = kind->columns;
    export->strides[0] = kind->stride;
    export->strides[1] = kind->stride / kind->columns;
    view->buf = count ? (void *)kind->look(variant_internal(&export->share, type), 0) : &empty;
    view->obj = Py_NewRef(self);
    view->len = count * kind->stride;
    view->readonly = !export->may_write;
    view->itemsize = export->strides[1];
    view->format = flags & PyBUF_FORMAT ? export->format : NULL;
    view->ndim = kind->columns > 1 && flags & PyBUF_ND ? 2 : 1;
    view->shape = flags & PyBUF_ND ? export->shape : NULL;
    view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? export->strides : NULL;
    view->suboffsets = NULL;
    view->internal = export;
    return 0;
}

static void release_buffer(PyObject *self, Py_buffer *view) {
    Export *export = view->internal;
    if (export->may_write)
        ((Sequence *)self)->exports--;
    if (bridge_is_up)
        gd.variant_destroy(&export->share);
    PyMem_Free(export);
}

/* bytes(array) itself needs nothing but to read. */
static PyObject *to_bytes(PyObject *self, PyObject *unused) {
    Py_buffer view;
    if (PyObject_GetBuffer(self, &view, PyBUF_SIMPLE))
        return NULL;
    PyObject *bytes = PyBytes_FromStringAndSize(view.buf, view.len);
    PyBuffer_Release(&view);
    return bytes;
}

static PyMethodDef methods[] = {{"__bytes__", to_bytes, METH_NOARGS, "The array's memory as bytes."}, {NULL}};

static PyBufferProcs buffer_procs = {get_buffer, release_buffer};

PyTypeObject PackedValue_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.PackedValue",
    .tp_basicsize = sizeof(Sequence),
    .tp_base = &Sequence_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_SEQUENCE,
    .tp_doc = "A packed array of numbers of the engine, which Python reads and writes as a buffer.",
    .tp_as_buffer = &buffer_procs,
    .tp_methods = methods,
};
