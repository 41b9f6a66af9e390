/* Room A, C floor: value types (Vector2 to Color, and RID): their faces, which are made at their first use from the engine's
 * description.
 *
 * A value has its memory in the Python object itself, as the engine has it; so an engine function takes it where it is, and
 * what it does with it (constructors, members, operators, methods) are the engine's own functions for pointers. */
#include "bridge.h"

PlainType plain_types[PLAIN_TYPES];

static inline PlainType *type_of(Kind kind) { return &plain_types[kind - PLAIN_FIRST]; }

/* ---- values ---- */

int plain_ready(Kind kind) {
    if (type_of(kind)->kind)
        return 0;
    if (!hooks.plain_face) {
        PyErr_Format(PyExc_RuntimeError, "%s: the engine is not running", kind_name(kind));
        return -1;
    }
    PyObject *face = PyObject_CallFunction(hooks.plain_face, "b", kind);
    Py_XDECREF(face);
    return face ? 0 : -1;
}

Plain *plain_new(Kind kind) {
    PlainType *type = type_of(kind);
    if (!type->kind && plain_ready(kind))
        return NULL;
    Plain *self = PyObject_Malloc(type->type.tp_basicsize);
    if (!self)
        return (Plain *)PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &type->type);
    self->origin = NULL;
    return self;
}

PyObject *plain_from_data(Kind kind, const void *data) {
    Plain *self = plain_new(kind);
    if (self)
        memcpy(self->data, data, type_of(kind)->size);
    return (PyObject *)self;
}

static void plain_dealloc(PyObject *object) {
    Plain *self = (Plain *)object;
    if (self->origin)
        plain_set_origin(object, 0, NULL);
    PyObject_Free(self);
}

/* ---- the class ---- */

static PyObject *plain_tp_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    return PyVectorcall_Call((PyObject *)type, args, kwargs);
}

/* ---- attributes that are not there ---- */

static PyObject *no_attribute(PyObject *object, PyObject *name) {
    if (!hooks.no_attribute || !PyErr_ExceptionMatches(PyExc_AttributeError) ||
        (PyUnicode_Check(name) && PyUnicode_GET_LENGTH(name) && PyUnicode_READ_CHAR(name, 0) == '_'))
        return NULL; /* Python asks for many special names */
    PyErr_Clear();
    PyObject *error = PyObject_CallFunctionObjArgs(hooks.no_attribute, object, name, NULL);
    if (error)
        PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    Py_XDECREF(error);
    return NULL;
}

static PyObject *plain_getattro(PyObject *self, PyObject *name) {
    PyObject *found = PyObject_GenericGetAttr(self, name);
    return found ? found : no_attribute(self, name);
}

static int plain_setattro(PyObject *self, PyObject *name, PyObject *value) {
    if (PyObject_GenericSetAttr(self, name, value) == 0)
        return 0;
    if (!PyDict_Contains(Py_TYPE(self)->tp_dict, name)) /* otherwise it is there, and cannot be set */
        no_attribute(self, name);
    return -1;
}

static PyObject *meta_getattro(PyObject *type, PyObject *name) {
    PyObject *found = PyType_Type.tp_getattro(type, name);
    return found ? found : no_attribute(type, name);
}

/* The type of the faces: says what fits when one has no such attribute. */
PyTypeObject PlainMeta_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.ValueType",
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getattro = meta_getattro,
};

/* ---- constants ---- */

typedef struct {
    PyObject_HEAD
    PyObject *value;
} PlainConstant;

/* A copy each time: a value can be changed, a constant cannot. */
static PyObject *constant_get(PyObject *self, PyObject *object, PyObject *type) {
    PyObject *value = ((PlainConstant *)self)->value;
    return plain_from_data(PLAIN_TYPE(value)->kind, ((Plain *)value)->data);
}

static void constant_dealloc(PyObject *self) {
    Py_XDECREF(((PlainConstant *)self)->value);
    PyObject_Free(self);
}

PyTypeObject PlainConstant_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.PlainConstant",
    .tp_basicsize = sizeof(PlainConstant),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_doc = "A constant of a value type: a copy each time.",
    .tp_dealloc = constant_dealloc,
    .tp_descr_get = constant_get,
};

static PyObject *constant_new(PlainType *type, PyObject *memory) {
    if (PyBytes_GET_SIZE(memory) != type->size)
        return PyErr_Format(PyExc_ValueError, "a constant of %s has %zd bytes", kind_name(type->kind),
                            PyBytes_GET_SIZE(memory));
    PlainConstant *self = PyObject_New(PlainConstant, &PlainConstant_Type);
    if (self && !(self->value = plain_from_data(type->kind, PyBytes_AS_STRING(memory))))
        Py_CLEAR(self);
    return (PyObject *)self;
}

/* ---- making faces ---- */

static int constructor_fill(Constructor *constructor, Kind kind, PyObject *described) {
    int index;
    PyObject *parameters;
    if (!PyArg_ParseTuple(described, "iO!", &index, &PyTuple_Type, &parameters))
        return -1;
    constructor->count = (uint8_t)PyTuple_GET_SIZE(parameters);
    if (constructor->count > CONSTRUCTOR_MAX_ARGUMENTS) {
        PyErr_Format(PyExc_ValueError, "a constructor of %s has %d arguments", kind_name(kind), constructor->count);
        return -1;
    }
    constructor->target = gd.variant_get_ptr_constructor(kind, index);
    for (int i = 0; i < constructor->count; i++) {
        Parameter *parameter = &constructor->parameters[i];
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(parameters, i), "Ub", &parameter->name, &parameter->kind))
            return -1;
        Py_INCREF(parameter->name);
    }
    return constructor->target ? 0 : -1;
}

static void prepare(PlainType *self, Kind kind) {
    static char names[PLAIN_TYPES][32];
    PyTypeObject *type = &self->type;
    char *name = names[kind - PLAIN_FIRST];
    snprintf(name, sizeof names[0], "godot.%s", kind_name(kind));
    Py_SET_REFCNT(type, 1);
    Py_SET_TYPE(type, &PlainMeta_Type);
    type->tp_name = name;
    type->tp_basicsize = offsetof(Plain, data) + (self->size + 7) / 8 * 8;
    type->tp_flags = Py_TPFLAGS_DEFAULT;
    if (self->items)
        type->tp_flags |= Py_TPFLAGS_SEQUENCE; /* `case [x, y]` */
    type->tp_vectorcall = plain_construct;
    type->tp_new = plain_tp_new;
    type->tp_dealloc = plain_dealloc;
    type->tp_getattro = plain_getattro;
    type->tp_setattro = plain_setattro;
    type->tp_repr = plain_repr;
    type->tp_str = plain_str;
    type->tp_richcompare = plain_compare;
    type->tp_hash = plain_hash;
    type->tp_as_number = &plain_as_number;
    type->tp_methods = plain_methods;
    if (self->items) {
        type->tp_iter = plain_iterate;
        type->tp_as_sequence = &plain_as_sequence;
        type->tp_as_mapping = &plain_as_mapping;
    }
}

static int fill(PlainType *self, PyObject *members, PyObject *fields, PyObject *constructors, PyObject *constants,
                PyObject *namespace) {
    PyObject *dict = self->type.tp_dict, *key, *value;
    Py_ssize_t position = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(members); i++) {
        PyObject *name;
        Kind kind;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(members, i), "Ub", &name, &kind))
            return -1;
        PyObject *member = member_new(self->kind, name, kind);
        if (!member || PyDict_SetItem(dict, name, member))
            return -1;
        Py_DECREF(member); /* the dictionary of a face is never emptied */
    }
    self->fields = (uint8_t)PyTuple_GET_SIZE(fields);
    if (self->fields > MAX_FIELDS)
        return -1;
    for (int i = 0; i < self->fields; i++) {
        self->field[i] = (PlainMember *)PyDict_GetItemWithError(dict, PyTuple_GET_ITEM(fields, i));
        if (!self->field[i])
            return -1;
    }
    self->constructors = PyMem_Calloc(PyTuple_GET_SIZE(constructors), sizeof *self->constructors);
    if (!self->constructors)
        return -1;
    for (int i = 0; i < PyTuple_GET_SIZE(constructors); i++) {
        Constructor *constructor = &self->constructors[i];
        if (constructor_fill(constructor, self->kind, PyTuple_GET_ITEM(constructors, i)))
            return -1;
        if (constructor->count == self->components && !plain_is_kind(constructor->parameters[0].kind))
            self->is_flat = 1;
    }
    self->constructor_count = (int)PyTuple_GET_SIZE(constructors);
    while (PyDict_Next(constants, &position, &key, &value)) {
        PyObject *constant = PyBytes_Check(value) ? constant_new(self, value) : Py_NewRef(value);
        if (!constant || PyDict_SetItem(dict, key, constant))
            return -1;
        Py_DECREF(constant);
    }
    if (PyDict_Update(dict, namespace))
        return -1;
    PyType_Modified(&self->type);
    return 0;
}

/* make_plain(kind, size, component, members, fields, items, constructors, operators, constants, namespace) -> type */
static PyObject *py_make_plain(PyObject *module, PyObject *args) {
    Kind kind, item;
    uint8_t size, items;
    int component;
    PyObject *members, *fields, *constructors, *operators, *constants, *namespace;
    if (!PyArg_ParseTuple(args, "bbCO!O!(bb)O!O!O!O!", &kind, &size, &component, &PyTuple_Type, &members, &PyTuple_Type,
                          &fields, &item, &items, &PyTuple_Type, &constructors, &PyTuple_Type, &operators, &PyDict_Type,
                          &constants, &PyDict_Type, &namespace))
        return NULL;
    if (!plain_is_kind(kind) || size > PLAIN_MAX_SIZE || !bridge_is_up)
        return PyErr_Format(PyExc_ValueError, "%s is no value type, or the engine is not running", kind_name(kind));
    PlainType *self = type_of(kind);
    if (self->kind)
        return Py_NewRef((PyObject *)self);
    self->size = size;
    self->component = (char)component;
    self->components = size / (component == 'f' || component == 'i' ? 4 : 8);
    self->item = item;
    self->items = items;
    if (items) {
        self->get_item = gd.variant_get_ptr_indexed_getter(kind);
        self->set_item = gd.variant_get_ptr_indexed_setter(kind);
    }
    prepare(self, kind);
    if (PyType_Ready(&self->type))
        return NULL;
    self->kind = kind;
    if (operators_add(operators) || fill(self, members, fields, constructors, constants, namespace)) {
        self->kind = 0;
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_RuntimeError,
                         "the engine's description of %s does not fit this engine; build the addon with this engine's version",
                         kind_name(kind));
        return NULL;
    }
    return Py_NewRef((PyObject *)self);
}

PyMethodDef plain_functions[] = {
    {"make_plain", py_make_plain, METH_VARARGS,
     "make_plain(kind, size, component, members, fields, items, constructors, operators, constants, namespace): the face."},
    {NULL}};
