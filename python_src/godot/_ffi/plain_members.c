/* Room A, C floor: members and items of value types, and their way back to where a value was read.
 *
 * `node.position.x = 1` reads the property, which gives a new value, and changes that value. In GDScript the node moves, so
 * it has to here. The value knows where it was read; when a member of it is set and nobody else has it (it is a temporary of
 * the interpreter: its only reference is the one the assignment holds), it is written back there. A value that is kept in a
 * variable, an attribute or a container has a further reference: it is a copy, as in GDScript. */
#include "bridge.h"

/* ---- origins ---- */

static int is_container(PyObject *origin) {
    PyMappingMethods *methods = Py_TYPE(origin)->tp_as_mapping;
    return methods && methods->mp_ass_subscript && !plain_check(origin);
}

static void forget_origin(Plain *self) {
    if (!self->origin)
        return;
    PyObject *origin = self->origin, *key = is_container(origin) ? self->place.key : NULL;
    self->origin = NULL;
    Py_XDECREF(key);
    Py_DECREF(origin);
}

void plain_set_origin(PyObject *value, uint64_t instance_id, PyObject *property) {
    if (!value || !plain_check(value))
        return;
    Plain *self = (Plain *)value;
    forget_origin(self);
    if (property) {
        self->place.instance_id = instance_id;
        self->origin = Py_NewRef(property);
    }
}

void plain_set_item_origin(PyObject *value, PyObject *container, PyObject *key) {
    if (!value || !plain_check(value) || !is_container(container) || !(PyUnicode_Check(key) || PyLong_Check(key)))
        return; /* any other key could hold the value itself, in a cycle that nobody ends */
    Plain *self = (Plain *)value;
    forget_origin(self);
    self->place.key = Py_NewRef(key);
    self->origin = Py_NewRef(container);
}

int origin_is_temporary(PyObject *value) {
#if PY_VERSION_HEX >= 0x030E0000
    return Py_REFCNT(value) == 1 && PyUnstable_Object_IsUniqueReferencedTemporary(value);
#else
    return Py_REFCNT(value) == 1;
#endif
}

int origin_write(PyObject *value, uint64_t instance_id, PyObject *property) {
    GDExtensionObjectPtr pointer = gd.object_get_instance_from_id(instance_id);
    if (!pointer) {
        PyErr_Format(PyExc_ReferenceError, "the object whose %s was to be changed was freed by the engine",
                     Py_TYPE(value)->tp_name);
        return -1;
    }
    PyObject *object = object_to_python(pointer);
    int status = -1;
    if (object && PyUnicode_Check(property))
        status = PyObject_SetAttr(object, property, value);
    else if (object && Py_TYPE(property)->tp_descr_set)
        status = Py_TYPE(property)->tp_descr_set(property, object, value);
    else if (object)
        PyErr_Format(PyExc_TypeError, "%R cannot be set", property);
    Py_XDECREF(object);
    return status;
}

/* `is_passing`: nobody has it but who changes it, or the value that was read from it. */
static int write_back(Plain *self, int is_passing) {
    if (!self->origin)
        return 0;
    if (!is_passing) {
        forget_origin(self);
        return 0;
    }
    if (plain_check(self->origin)) {
        Plain *parent = (Plain *)self->origin;
        if (self->place.item < MAX_ITEMS)
            PLAIN_TYPE(parent)->set_item(parent->data, (GDExtensionInt)self->place.item, self->data);
        else
            self->place.member->set(parent->data, self->data);
        return write_back(parent, Py_REFCNT(parent) == 1);
    }
    if (is_container(self->origin))
        return PyObject_SetItem(self->origin, self->place.key, (PyObject *)self);
    return origin_write((PyObject *)self, self->place.instance_id, self->origin);
}

int plain_changed(Plain *self) { return self->origin ? write_back(self, origin_is_temporary((PyObject *)self)) : 0; }

/* ---- numbers and values, read and written by the engine's functions ---- */

/* Fills what the engine's setter takes. `*owned`: a value that was made for it. */
static const void *value_pointer(Kind kind, PyObject *value, Slot *slot, PyObject **owned) {
    int status;
    *owned = NULL;
    if (plain_is_kind(kind)) {
        void *data = plain_data(value, kind);
        if (data)
            return data;
        status = plain_coerce(kind, value, owned);
        if (status == 1)
            return ((Plain *)*owned)->data;
    } else if ((status = number_from_python(kind, value, slot)) == 1)
        return slot;
    if (status == 0)
        error_expected(kind_name(kind), value);
    return NULL;
}

/* ---- members ---- */

PyObject *member_new(Kind owner, PyObject *name, Kind kind) {
    PlainMember *self = PyObject_New(PlainMember, &PlainMember_Type);
    uint64_t string_name;
    if (!self)
        return NULL;
    self->name = Py_NewRef(name);
    self->owner = owner;
    self->kind = kind;
    if (string_name_from_python(name, &string_name)) {
        Py_DECREF(self);
        return NULL;
    }
    self->get = gd.variant_get_ptr_getter(owner, &string_name);
    self->set = gd.variant_get_ptr_setter(owner, &string_name);
    string_name_release(&string_name);
    if (kind == GDEXTENSION_VARIANT_TYPE_INT && plain_types[owner - PLAIN_FIRST].component == 'i')
        self->kind = KIND_INT32;
    return (PyObject *)self;
}

static void member_dealloc(PyObject *self) {
    Py_XDECREF(((PlainMember *)self)->name);
    PyObject_Free(self);
}

static PyObject *member_value(const PlainMember *self, PyObject *object) {
    Plain *plain = (Plain *)object;
    if (plain_is_kind(self->kind)) {
        Plain *value = plain_new(self->kind);
        if (value) {
            self->get(plain->data, value->data);
            value->origin = Py_NewRef(object);
            value->place.member = self;
        }
        return (PyObject *)value;
    }
    Slot slot;
    self->get(plain->data, &slot);
    return self->kind == GDEXTENSION_VARIANT_TYPE_FLOAT ? PyFloat_FromDouble(slot.real) : PyLong_FromLongLong(slot.integer);
}

static int member_check(const PlainMember *self, PyObject *object) {
    if (plain_check(object) && PLAIN_TYPE(object)->kind == self->owner)
        return 0;
    PyErr_Format(PyExc_TypeError, "the member '%U' is of a %s, not of %.200R", self->name, kind_name(self->owner), object);
    return -1;
}

static PyObject *member_get(PyObject *descriptor, PyObject *object, PyObject *type) {
    const PlainMember *self = (const PlainMember *)descriptor;
    if (!object || object == Py_None)
        return Py_NewRef(descriptor);
    return member_check(self, object) ? NULL : member_value(self, object);
}

static int member_set(PyObject *descriptor, PyObject *object, PyObject *value) {
    const PlainMember *self = (const PlainMember *)descriptor;
    Slot slot;
    PyObject *owned;
    if (member_check(self, object))
        return -1;
    if (!value) {
        PyErr_Format(PyExc_AttributeError, "%s.%U cannot be deleted", kind_name(self->owner), self->name);
        return -1;
    }
    const void *pointer = value_pointer(self->kind, value, &slot, &owned);
    if (!pointer) {
        error_blame("%s.%U", kind_name(self->owner), self->name);
        return -1;
    }
    self->set(((Plain *)object)->data, pointer);
    Py_XDECREF(owned);
    return plain_changed((Plain *)object);
}

static PyObject *member_repr(PyObject *object) {
    const PlainMember *self = (const PlainMember *)object;
    return PyUnicode_FromFormat("<member %s.%U: %s>", kind_name(self->owner), self->name, kind_name(self->kind));
}

static PyMemberDef member_members[] = {{"__name__", T_OBJECT_EX, offsetof(PlainMember, name), READONLY, NULL},
                                       {"kind", T_UBYTE, offsetof(PlainMember, kind), READONLY, NULL},
                                       {NULL}};

static PyObject *member_owner(PyObject *self, void *closure) {
    return PyUnicode_FromString(kind_name(((PlainMember *)self)->owner));
}

static PyObject *member_exact(PyObject *self, void *closure) { Py_RETURN_NONE; }

static PyObject *member_doc(PyObject *self, void *closure) { return describe_member(self, "doc"); }

static PyGetSetDef member_getset[] = {{"__owner__", member_owner, NULL, "The type whose member it is.", NULL},
                                      {"exact", member_exact, NULL, "As that of a property; a number has none.", NULL},
                                      {"__doc__", member_doc, NULL, NULL, NULL},
                                      {NULL}};

PyTypeObject PlainMember_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.PlainMember",
    .tp_basicsize = sizeof(PlainMember),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_dealloc = member_dealloc,
    .tp_descr_get = member_get,
    .tp_descr_set = member_set,
    .tp_repr = member_repr,
    .tp_members = member_members,
    .tp_getset = member_getset,
};

PyObject *plain_fields(PyObject *self) {
    const PlainType *type = PLAIN_TYPE(self);
    PyObject *tuple = PyTuple_New(type->fields);
    for (int i = 0; tuple && i < type->fields; i++) {
        PyObject *value = member_value(type->field[i], self);
        if (!value)
            Py_CLEAR(tuple);
        else {
            plain_set_origin(value, 0, NULL);
            PyTuple_SET_ITEM(tuple, i, value);
        }
    }
    return tuple;
}

/* ---- items ---- */

static Py_ssize_t plain_length(PyObject *self) { return PLAIN_TYPE(self)->items; }

static PyObject *item_value(PyObject *object, Py_ssize_t index) {
    const PlainType *type = PLAIN_TYPE(object);
    Plain *plain = (Plain *)object;
    if (plain_is_kind(type->item)) {
        Plain *value = plain_new(type->item);
        if (value) {
            type->get_item(plain->data, index, value->data);
            value->origin = Py_NewRef(object);
            value->place.item = (uintptr_t)index;
        }
        return (PyObject *)value;
    }
    Slot slot;
    type->get_item(plain->data, index, &slot);
    return type->item == GDEXTENSION_VARIANT_TYPE_FLOAT ? PyFloat_FromDouble(slot.real) : PyLong_FromLongLong(slot.integer);
}

static int out_of_range(const PlainType *type, Py_ssize_t index) {
    if (index >= 0 && index < type->items)
        return 0;
    PyErr_Format(PyExc_IndexError, "index %zd is out of range for %s, which has %d items", index, kind_name(type->kind),
                 type->items);
    return 1;
}

static PyObject *plain_item(PyObject *self, Py_ssize_t index) {
    return out_of_range(PLAIN_TYPE(self), index) ? NULL : item_value(self, index);
}

/* An index as Python has it; -1 with an exception. */
static Py_ssize_t index_of(PyObject *self, PyObject *key) {
    Py_ssize_t items = PLAIN_TYPE(self)->items, index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (index == -1 && PyErr_Occurred())
        return -1;
    if (index < -items || index >= items) {
        out_of_range(PLAIN_TYPE(self), index < 0 ? index - items : index);
        return -1;
    }
    return index < 0 ? index + items : index;
}

static PyObject *plain_items(PyObject *self) {
    Py_ssize_t count = PLAIN_TYPE(self)->items;
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t i = 0; tuple && i < count; i++) {
        PyObject *value = item_value(self, i);
        if (!value)
            Py_CLEAR(tuple);
        else {
            plain_set_origin(value, 0, NULL);
            PyTuple_SET_ITEM(tuple, i, value);
        }
    }
    return tuple;
}

static PyObject *plain_subscript(PyObject *self, PyObject *key) {
    if (PyUnicode_Check(key)) /* as in GDScript: vector["x"] */
        return PyObject_GetAttr(self, key);
    if (PySlice_Check(key)) {
        PyObject *items = plain_items(self), *part = items ? PyObject_GetItem(items, key) : NULL;
        Py_XDECREF(items);
        return part;
    }
    if (!PyIndex_Check(key))
        return PyErr_Format(PyExc_TypeError, "an index of %s is an int, not %.200R", kind_name(PLAIN_TYPE(self)->kind), key);
    Py_ssize_t index = index_of(self, key);
    return index < 0 ? NULL : item_value(self, index);
}

static int plain_set_subscript(PyObject *self, PyObject *key, PyObject *value) {
    const PlainType *type = PLAIN_TYPE(self);
    Slot slot;
    PyObject *owned;
    if (PyUnicode_Check(key))
        return PyObject_SetAttr(self, key, value);
    if (!value || !PyIndex_Check(key)) {
        PyErr_Format(PyExc_TypeError, value ? "an index of %s to set is an int, not %.200R" : "an item of %s cannot be deleted",
                     kind_name(type->kind), key);
        return -1;
    }
    Py_ssize_t index = index_of(self, key);
    if (index < 0)
        return -1;
    Kind kind = type->item == GDEXTENSION_VARIANT_TYPE_INT && type->component == 'i' ? KIND_INT32 : type->item;
    const void *pointer = value_pointer(kind, value, &slot, &owned);
    if (!pointer) {
        error_blame("%s[%R]", kind_name(type->kind), key);
        return -1;
    }
    type->set_item(((Plain *)self)->data, index, pointer);
    Py_XDECREF(owned);
    return plain_changed((Plain *)self);
}

PyObject *plain_iterate(PyObject *self) {
    PyObject *items = plain_items(self), *iterator = items ? PyObject_GetIter(items) : NULL;
    Py_XDECREF(items);
    return iterator;
}

PySequenceMethods plain_as_sequence = {.sq_length = plain_length, .sq_item = plain_item};
PyMappingMethods plain_as_mapping = {plain_length, plain_subscript, plain_set_subscript};
