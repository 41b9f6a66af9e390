/* Room A, C floor: the type Mapping, the face of Dictionaries: a dict in Python, over the engine's own. */
#include "containers.h"

enum { DICTIONARY = GDEXTENSION_VARIANT_TYPE_DICTIONARY, ARRAY = GDEXTENSION_VARIANT_TYPE_ARRAY };

static GDExtensionPtrBuiltInMethod size_of, erase, clear, keys_of, values_of;

int mappings_setup(void) {
    size_of = builtin_method(DICTIONARY, "size", DICTIONARY_SIZE_HASH);
    erase = builtin_method(DICTIONARY, "erase", DICTIONARY_ERASE_HASH);
    clear = builtin_method(DICTIONARY, "clear", DICTIONARY_CLEAR_HASH);
    keys_of = builtin_method(DICTIONARY, "keys", DICTIONARY_KEYS_HASH);
    values_of = builtin_method(DICTIONARY, "values", DICTIONARY_KEYS_HASH); /* the same signature */
    return size_of && erase && clear && keys_of && values_of ? 0 : -1;
}

static void *data_of(PyObject *self) {
    Variant *variant = &((Value *)self)->variant;
    if (!bridge_is_up || (int)gd.variant_get_type(variant) != DICTIONARY) {
        PyErr_Format(PyExc_RuntimeError, "this %s is no more: the engine has left it", Py_TYPE(self)->tp_name);
        return NULL;
    }
    return variant_internal(variant, DICTIONARY);
}

static void *data_to_change(PyObject *self) {
    void *dictionary = data_of(self);
    if (dictionary && dictionary_is_read_only(dictionary)) {
        PyErr_Format(PyExc_TypeError, "this %s is read-only; change a copy of it: duplicate()", Py_TYPE(self)->tp_name);
        return NULL;
    }
    return dictionary;
}

static int64_t size(const void *dictionary) {
    int64_t count = 0;
    size_of((void *)dictionary, NULL, &count, 0);
    return count;
}

/* The value of a key: 1, 0 when there is none, -1 with an exception. What the engine cannot hold is no key of it. */
static int look_up(PyObject *self, PyObject *key, Variant *out) {
    Variant wanted;
    GDExtensionBool found = 0;
    void *dictionary = data_of(self);
    if (!dictionary)
        return -1;
    if (dictionary_key(dictionary, key, &wanted)) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError) && !PyErr_ExceptionMatches(PyExc_ValueError) &&
            !PyErr_ExceptionMatches(PyExc_OverflowError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    gd.variant_get_keyed(&((Value *)self)->variant, &wanted, out, &found);
    gd.variant_destroy(&wanted);
    if (!found)
        gd.variant_destroy(out);
    return found;
}

static PyObject *value_of(PyObject *self, PyObject *key, PyObject *missing) {
    Variant value;
    int found = look_up(self, key, &value);
    if (found <= 0)
        return found < 0 ? NULL : Py_XNewRef(missing);
    PyObject *answer = variant_to_python(&value);
    gd.variant_destroy(&value);
    return answer;
}

static Py_ssize_t mapping_length(PyObject *self) {
    void *dictionary = data_of(self);
    return dictionary ? size(dictionary) : -1;
}

static PyObject *mapping_subscript(PyObject *self, PyObject *key) {
    PyObject *value = value_of(self, key, NULL);
    if (!value && !PyErr_Occurred())
        PyErr_SetObject(PyExc_KeyError, key);
    if (value && plain_check(value)) /* dictionary["a"].x = 1 reaches the dictionary */
        plain_set_item_origin(value, self, key);
    return value;
}

static int mapping_contains(PyObject *self, PyObject *key) {
    Variant value;
    int found = look_up(self, key, &value);
    if (found > 0)
        gd.variant_destroy(&value);
    return found;
}

static int put(PyObject *self, PyObject *key, PyObject *value) {
    Variant key_variant, value_variant;
    void *dictionary = data_to_change(self);
    if (!dictionary || dictionary_value(dictionary, value, &value_variant))
        return -1;
    if (dictionary_key(dictionary, key, &key_variant)) {
        gd.variant_destroy(&value_variant);
        return -1;
    }
    Variant *slot = gd.dictionary_operator_index(dictionary, &key_variant), old = *slot;
    *slot = value_variant;
    gd.variant_destroy(&old); /* may run Python code, which may change the dictionary */
    gd.variant_destroy(&key_variant);
    return 0;
}

/* 1 when it was there, 0 when not, -1 with an exception */
static int take_out(PyObject *self, PyObject *key) {
    Variant value, wanted;
    uint8_t erased = 0;
    void *dictionary = data_to_change(self);
    int found = dictionary ? look_up(self, key, &value) : -1; /* kept until the dictionary is whole again */
    if (found <= 0)
        return found;
    if (dictionary_key(dictionary, key, &wanted)) {
        gd.variant_destroy(&value);
        return -1;
    }
    const void *args[] = {&wanted};
    erase(dictionary, args, &erased, 1);
    gd.variant_destroy(&wanted);
    gd.variant_destroy(&value);
    return erased;
}

static int mapping_assign(PyObject *self, PyObject *key, PyObject *value) {
    if (value)
        return put(self, key, value);
    int found = take_out(self, key);
    if (found == 0)
        PyErr_SetObject(PyExc_KeyError, key);
    return found > 0 ? 0 : -1;
}

static PyObject *mapping_get(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (count < 1 || count > 2)
        return PyErr_Format(PyExc_TypeError, "get(key, default=None) takes 1 or 2 arguments, got %zd", count);
    return value_of(self, args[0], count > 1 ? args[1] : Py_None);
}

static PyObject *mapping_set_default(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (count < 1 || count > 2)
        return PyErr_Format(PyExc_TypeError, "setdefault(key, default=None) takes 1 or 2 arguments, got %zd", count);
    PyObject *value = value_of(self, args[0], NULL);
    if (value || PyErr_Occurred())
        return value;
    if (put(self, args[0], count > 1 ? args[1] : Py_None))
        return NULL;
    return value_of(self, args[0], Py_None);
}

static PyObject *mapping_pop(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    if (count < 1 || count > 2)
        return PyErr_Format(PyExc_TypeError, "pop(key[, default]) takes 1 or 2 arguments, got %zd", count);
    if (!data_to_change(self))
        return NULL;
    PyObject *value = value_of(self, args[0], NULL);
    if (!value) {
        if (!PyErr_Occurred() && count > 1)
            return Py_NewRef(args[1]);
        if (!PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, args[0]);
    } else if (take_out(self, args[0]) < 0)
        Py_CLEAR(value);
    return value;
}

static PyObject *mapping_clear(PyObject *self, PyObject *unused) {
    void *dictionary = data_to_change(self);
    if (!dictionary)
        return NULL;
    Variant contents[2]; /* kept until the dictionary is empty: what goes with them may run Python code */
    for (int i = 0; i < 2; i++) {
        variant_default(ARRAY, &contents[i]);
        (i ? values_of : keys_of)(dictionary, NULL, variant_internal(&contents[i], ARRAY), 0);
    }
    clear(dictionary, NULL, NULL, 0);
    gd.variant_destroy(&contents[0]);
    gd.variant_destroy(&contents[1]);
    Py_RETURN_NONE;
}

static PyObject *mapping_check_change(PyObject *self, PyObject *unused) {
    if (!data_to_change(self))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *mapping_identity(PyObject *self, PyObject *unused) {
    void *dictionary = data_of(self);
    return dictionary ? PyLong_FromVoidPtr(*(void **)dictionary) : NULL;
}

/* ---- iterating ---- */

typedef enum { KEYS, VALUES, ITEMS } What;

typedef struct {
    PyObject_HEAD
    PyObject *mapping; /* NULL at the end */
    PyObject *keys;    /* the keys as they were at the start, in an Array */
    int64_t position, size;
    int step;
    What what;
} Iterator;

static PyObject *new_iterator(PyObject *self, What what, int backwards) {
    Variant keys;
    void *dictionary = data_of(self);
    if (!dictionary)
        return NULL;
    int64_t count = size(dictionary);
    variant_default(ARRAY, &keys);
    keys_of(dictionary, NULL, variant_internal(&keys, ARRAY), 0);
    PyObject *face = value_take(&keys, NULL);
    Iterator *iterator = face ? PyObject_New(Iterator, &MappingIterator_Type) : NULL;
    if (!iterator) {
        Py_XDECREF(face);
        return NULL;
    }
    iterator->mapping = Py_NewRef(self);
    iterator->keys = face;
    iterator->position = backwards ? count - 1 : 0;
    iterator->step = backwards ? -1 : 1;
    iterator->size = count;
    iterator->what = what;
    return (PyObject *)iterator;
}

/* Whether there is one more; with an exception when the dictionary has changed its size. */
static int goes_on(Iterator *self) {
    if (!self->mapping || self->position < 0 || self->position >= self->size)
        return 0;
    Py_ssize_t size = mapping_length(self->mapping); /* also raises when the engine has left it */
    if (size < 0 || size == self->size)
        return size >= 0;
    self->size = -1; /* and again at the next step */
    PyErr_Format(PyExc_RuntimeError, "%s changed size during iteration", Py_TYPE(self->mapping)->tp_name);
    return 0;
}

static PyObject *iterator_next(PyObject *object) {
    Iterator *self = (Iterator *)object;
    if (!goes_on(self)) {
        Py_CLEAR(self->mapping);
        return NULL;
    }
    void *keys = variant_internal(&((Value *)self->keys)->variant, ARRAY);
    const Variant *key_variant = gd.array_operator_index_const(keys, self->position);
    self->position += self->step;
    PyObject *mapping = Py_NewRef(self->mapping); /* another thread may come to the end of this iterator meanwhile */
    PyObject *key = self->what == VALUES ? NULL : variant_to_python(key_variant);
    if (self->what == KEYS || (self->what == ITEMS && !key)) {
        Py_DECREF(mapping);
        return key;
    }
    Variant found;
    GDExtensionBool valid = 0;
    gd.variant_get_keyed(&((Value *)mapping)->variant, key_variant, &found, &valid);
    PyObject *value = valid ? variant_to_python(&found) : NULL;
    gd.variant_destroy(&found);
    if (!valid) /* it was exchanged for another key */
        PyErr_Format(PyExc_RuntimeError, "%s changed its keys during iteration", Py_TYPE(mapping)->tp_name);
    Py_DECREF(mapping);
    if (!value || self->what == VALUES) {
        Py_XDECREF(key);
        return value;
    }
    PyObject *item = PyTuple_New(2);
    if (!item) {
        Py_DECREF(key);
        Py_DECREF(value);
        return NULL;
    }
    PyTuple_SET_ITEM(item, 0, key);
    PyTuple_SET_ITEM(item, 1, value);
    return item;
}

static PyObject *iterator_length_hint(PyObject *object, PyObject *unused) {
    Iterator *self = (Iterator *)object;
    int64_t rest = self->step < 0 ? self->position + 1 : self->size - self->position;
    return PyLong_FromLongLong(self->mapping && rest > 0 ? rest : 0);
}

static void iterator_dealloc(PyObject *object) {
    Py_XDECREF(((Iterator *)object)->mapping);
    Py_XDECREF(((Iterator *)object)->keys);
    PyObject_Free(object);
}

static PyMethodDef iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, METH_NOARGS, "How many entries are left."}, {NULL}};

PyTypeObject MappingIterator_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.MappingIterator",
    .tp_basicsize = sizeof(Iterator),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_dealloc = iterator_dealloc,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = iterator_next,
    .tp_methods = iterator_methods,
};

static PyObject *mapping_iter(PyObject *self) { return new_iterator(self, KEYS, 0); }

/* _iterate(what, backwards): what is 0 for keys, 1 for values, 2 for pairs */
static PyObject *mapping_iterate(PyObject *self, PyObject *args) {
    int what, backwards;
    if (!PyArg_ParseTuple(args, "ip", &what, &backwards))
        return NULL;
    return new_iterator(self, what, backwards);
}

static PyObject *mapping_pop_item(PyObject *self, PyObject *unused) {
    if (!data_to_change(self))
        return NULL;
    PyObject *iterator = new_iterator(self, ITEMS, 1), *item = iterator ? iterator_next(iterator) : NULL;
    Py_XDECREF(iterator);
    if (!item && !PyErr_Occurred())
        PyErr_Format(PyExc_KeyError, "popitem(): %s is empty", Py_TYPE(self)->tp_name);
    if (item && take_out(self, PyTuple_GET_ITEM(item, 0)) < 0)
        Py_CLEAR(item);
    return item;
}

/* ---- the type ---- */

/* Whether another mapping has the same entries; -1 with an exception. */
static int equal(PyObject *self, PyObject *other) {
    PyObject *iterator = new_iterator(self, ITEMS, 0), *item;
    int same = iterator ? 1 : -1;
    while (same == 1 && (item = iterator_next(iterator))) {
        PyObject *key = PyTuple_GET_ITEM(item, 0), *theirs;
        if (PyDict_Check(other))
            theirs = PyObject_TypeCheck(key, &Sequence_Type) || PyObject_TypeCheck(key, &Mapping_Type)
                         ? NULL /* which no dict can have as a key */
                         : Py_XNewRef(PyDict_GetItemWithError(other, key));
        else
            theirs = value_of(other, key, NULL);
        same = theirs ? PyObject_RichCompareBool(PyTuple_GET_ITEM(item, 1), theirs, Py_EQ) : PyErr_Occurred() ? -1 : 0;
        Py_XDECREF(theirs);
        Py_DECREF(item);
    }
    Py_XDECREF(iterator);
    return PyErr_Occurred() ? -1 : same;
}

static PyObject *mapping_compare(PyObject *self, PyObject *other, int operation) {
    int is_mapping = PyObject_TypeCheck(other, &Mapping_Type);
    if ((operation != Py_EQ && operation != Py_NE) || !(is_mapping || PyDict_Check(other)))
        Py_RETURN_NOTIMPLEMENTED;
    void *mine = data_of(self), *theirs = is_mapping ? data_of(other) : NULL;
    Py_ssize_t count = PyObject_Size(other);
    if (!mine || count < 0)
        return NULL;
    int same = 0;
    if (theirs && *(void **)mine == *(void **)theirs) /* also ends the comparison of those that contain themselves */
        same = 1;
    else if (size(mine) == count) {
        if (Py_EnterRecursiveCall(" while comparing dictionaries"))
            return NULL;
        same = equal(self, other);
        Py_LeaveRecursiveCall();
    }
    return same < 0 ? NULL : PyBool_FromLong(operation == Py_EQ ? same : !same);
}

static PyObject *mapping_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    Variant variant;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%s needs a running engine", type->tp_name);
    variant_default(DICTIONARY, &variant);
    return value_take(&variant, type);
}

static PyMethodDef mapping_methods[] = {
    {"get", (PyCFunction)mapping_get, METH_FASTCALL, "get(key, default=None): the value of the key, or the default."},
    {"pop", (PyCFunction)mapping_pop, METH_FASTCALL, "pop(key[, default]): removes the key, and gives its value."},
    {"popitem", mapping_pop_item, METH_NOARGS, "popitem(): removes the newest key; a pair of it and its value."},
    {"setdefault", (PyCFunction)mapping_set_default, METH_FASTCALL,
     "setdefault(key, default=None): the value of the key, which is put in when it is not there."},
    {"clear", mapping_clear, METH_NOARGS, "clear(): removes everything."},
    {"_iterate", mapping_iterate, METH_VARARGS, "An iterator over keys (0), values (1) or pairs (2), maybe backwards."},
    {"_check_change", mapping_check_change, METH_NOARGS, "Raises when it must not be changed now."},
    {"_identity", mapping_identity, METH_NOARGS, "A number that all faces of one Dictionary have in common."},
    {NULL}};

static PySequenceMethods mapping_sequence = {.sq_contains = mapping_contains};
static PyMappingMethods mapping_slots = {mapping_length, mapping_subscript, mapping_assign};

PyTypeObject Mapping_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.Mapping",
    .tp_basicsize = sizeof(Value),
    .tp_base = &Value_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_MAPPING,
    .tp_doc = "A Dictionary of the engine, which is a dict in Python.",
    .tp_new = mapping_new,
    .tp_as_sequence = &mapping_sequence,
    .tp_as_mapping = &mapping_slots,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_richcompare = mapping_compare,
    .tp_iter = mapping_iter,
    .tp_methods = mapping_methods,
};
