/* Room A, C floor: what the files about the engine's containers share (sequences, dictionaries, buffers, packing). */
#ifndef GODOT_CONTAINERS_H
#define GODOT_CONTAINERS_H

#include "bridge.h"

/* The face of an Array or a packed array. Their elements lie side by side in memory that the engine copies before it is
 * changed when somebody else has a share of it. */
typedef struct {
    Value value;
    Py_ssize_t exports; /* buffers that may write into the array: see buffers.c */
    const void *exported; /* the memory of the newest of them */
    PyObject *origin;   /* the property that it was read from: its descriptor or its name; NULL for most */
    uint64_t instance_id; /* of the object whose property that is */
} Sequence;

typedef struct {
    GDExtensionPtrBuiltInMethod size, resize;
    void *(*own)(void *array, int64_t index);              /* an element to write to; never for an empty array */
    const void *(*look)(const void *array, int64_t index); /* an element to read */
    Py_ssize_t stride;                                     /* bytes from one element to the next */
    Kind element;
    char format;        /* of one number, as in the module struct; 0 when the elements are no numbers */
    Py_ssize_t columns; /* numbers in an element */
} SequenceKind;

extern PyTypeObject Sequence_Type, PackedValue_Type, SequenceIterator_Type, Mapping_Type, MappingIterator_Type;

/* sequences.c */
int sequences_setup(void);
const SequenceKind *sequence_kind(Kind kind);
void *sequence_data(Sequence *self, const SequenceKind **kind); /* NULL with an exception when the engine has left it */
int64_t sequence_size(const SequenceKind *kind, const void *array);
int sequence_resize(const SequenceKind *kind, void *array, int64_t size);
int sequence_from_python(Kind kind, const void *typed_as, PyObject *values, Variant *out); /* typed_as: an Array, or NULL */
int array_from_python(PyObject *values, Variant *out);
int sequence_exported(PyObject *value); /* whether a buffer may write into it */
void sequence_detach(PyObject *value, Variant *out); /* a copy with memory of its own */
void sequence_set_origin(PyObject *value, uint64_t instance_id, PyObject *property);
PyObject *sequence_new_iterator(PyObject *sequence, int backwards);

/* element_types.c */
int element_types_setup(void);
int array_is_read_only(const void *array);
int array_is_typed(const void *array);
void array_type_as(void *array, const void *other); /* array: empty and untyped */
int dictionary_is_read_only(const void *dictionary);
int array_element(const void *array, PyObject *value, Variant *out); /* out: uninitialised */
int dictionary_key(const void *dictionary, PyObject *value, Variant *out);
int dictionary_value(const void *dictionary, PyObject *value, Variant *out);

/* packing.c */
int packed_from_python(Kind kind, PyObject *values, Variant *out);
int packed_element(const SequenceKind *kind, PyObject *value, void *target); /* target: an element that is there */
int variant_from_buffer(PyObject *value, Variant *out); /* 1 for the buffer of a single number, of which it makes nothing */

/* mappings.c */
int mappings_setup(void);

#endif
