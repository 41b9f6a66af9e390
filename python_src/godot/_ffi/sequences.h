/* Room A, C floor: what the files about sequences share (sequences, sequence_reading, sequence_changes, sequence_type). */
#ifndef GODOT_SEQUENCES_H
#define GODOT_SEQUENCES_H

#include "containers.h"

/* One element outside its array. */
typedef union {
    Variant variant;
    uint64_t words[8];
} Element;

/* sequences.c */
PyObject *element_to_python(const SequenceKind *kind, const void *element);
int element_from_python(const SequenceKind *kind, const void *array, PyObject *value, Element *out); /* out: uninitialised */
void element_release(const SequenceKind *kind, Element *element);
void element_copy(const SequenceKind *kind, const void *from, void *to); /* to: an element that is there */
void elements_swap(const SequenceKind *kind, char *first, char *second, int64_t count);
PyObject *sequence_part(PyObject *self, int64_t start, int64_t step, int64_t count); /* a new array */

/* sequence_reading.c */
Py_ssize_t sequence_length(PyObject *self);
PyObject *sequence_element(PyObject *self, int64_t index); /* NULL without an exception when there is none */
int sequence_index_in(PyObject *self, Py_ssize_t *index, int64_t size); /* counts from the end; 0 with an exception */
int64_t sequence_find(PyObject *self, PyObject *value, int64_t start, int64_t stop); /* -1: none, -2 with an exception */
int sequence_is_list(PyObject *value);
PyObject *sequence_item(PyObject *self, Py_ssize_t index);
PyObject *sequence_subscript(PyObject *self, PyObject *key);
int sequence_contains(PyObject *self, PyObject *value);
PyObject *sequence_compare(PyObject *self, PyObject *other, int operation);

/* sequence_changes.c: 0, or -1 with an exception */
void *sequence_to_change(Sequence *self, const SequenceKind **kind, int changes_size);
char *sequence_own(Sequence *self, const SequenceKind *kind, void *array);
int sequence_put(PyObject *self, int64_t index, PyObject *value);
int sequence_insert_at(PyObject *self, int64_t index, PyObject *value);
int sequence_take_part(PyObject *self, int64_t start, int64_t step, int64_t count);
int sequence_replace(PyObject *self, int64_t start, int64_t old, PyObject *values);
int sequence_replace_each(PyObject *self, int64_t start, int64_t step, int64_t count, PyObject *values);
int sequence_extend_with(PyObject *self, PyObject *values);
int sequence_lengthen(PyObject *self, int64_t times);
int sequence_changed(PyObject *self, int status, int assigns_item); /* after a change: has it written back */

#endif
