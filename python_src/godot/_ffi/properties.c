/* Room A, C floor: properties of engine classes, read and written through the accessors that the engine names. */
#include "containers.h"

typedef struct {
    PyObject_HEAD
    PyObject *owner, *name;                /* str */
    PyObject *getter_name, *setter_name;   /* str or None: without one it cannot be read or written */
    PyObject *index;                       /* int: the accessors' first argument, or NULL */
    PyObject *getter, *setter;             /* MethodBinds, or NULL: then it goes by its name */
    PyObject *exact;                       /* str: what it is more exactly than its kind, or None */
    Kind kind;
    uint8_t is_ready;                      /* the accessors were looked for */
} Property;

/* Some accessors are no methods of the class: such a property goes by its name. */
static PyObject *find_accessor(PyTypeObject *type, PyObject *name) {
    PyObject *found = name == Py_None ? NULL : _PyType_Lookup(type, name);
    return found && Py_TYPE(found) == &MethodBind_Type ? Py_NewRef(found) : NULL;
}

static int find_accessors(Property *self) {
    PyObject *type = PyObject_CallOneArg(hooks.class_for_name, self->owner);
    if (!type)
        return -1;
    if (!self->is_ready) {
        self->getter = find_accessor((PyTypeObject *)type, self->getter_name);
        self->setter = find_accessor((PyTypeObject *)type, self->setter_name);
        self->is_ready = 1;
    }
    Py_DECREF(type);
    return 0;
}

static PyObject *read_value(Property *self, PyObject *object) {
    if (self->getter) {
        PyObject *args[] = {object, self->index};
        return method_vectorcall(self->getter, args, self->index ? 2 : 1, NULL);
    }
    PyObject *value;
    int found = object_get_by_name(object, self->name, &value);
    if (found == 0)
        PyErr_Format(PyExc_AttributeError, "%U.%U cannot be read", self->owner, self->name);
    return found == 1 ? value : NULL;
}

static PyObject *property_get(PyObject *descriptor, PyObject *object, PyObject *type) {
    Property *self = (Property *)descriptor;
    if (!object || object == Py_None)
        return Py_NewRef(descriptor);
    if (!self->is_ready && find_accessors(self))
        return NULL;
    PyObject *value = read_value(self, object);
    if (value && plain_check(value)) /* so that `node.position.x = 1` reaches the node */
        plain_set_origin(value, ((EngineObject *)object)->instance_id, descriptor);
    else if (value && PyObject_TypeCheck(value, &Sequence_Type)) /* the same for `line.points[0] = place` */
        sequence_set_origin(value, ((EngineObject *)object)->instance_id, descriptor);
    return value;
}

static int property_set(PyObject *descriptor, PyObject *object, PyObject *value) {
    Property *self = (Property *)descriptor;
    if (!value || self->setter_name == Py_None) {
        PyErr_Format(PyExc_AttributeError, value ? "%U.%U can only be read: the engine has no setter for it"
                                                 : "%U.%U cannot be deleted: it is a property of the engine",
                     self->owner, self->name);
        return -1;
    }
    if (!self->is_ready && find_accessors(self))
        return -1;
    if (self->setter) {
        PyObject *args[] = {object, self->index ? self->index : value, value};
        PyObject *done = method_vectorcall(self->setter, args, self->index ? 3 : 2, NULL);
        if (!done && PyErr_ExceptionMatches(PyExc_TypeError)) /* which speaks of an argument of the setter */
            error_blame("%U.%U", self->owner, self->name);
        Py_XDECREF(done);
        return done ? 0 : -1;
    }
    int taken = object_set_by_name(object, self->name, value);
    if (taken == 0)
        PyErr_Format(PyExc_TypeError, "%U.%U does not take %.200R (%s)", self->owner, self->name, value,
                     Py_TYPE(value)->tp_name);
    return taken == 1 ? 0 : -1;
}

/* Property(owner, name, getter or None, setter or None, index or None, kind, exact type or None) */
static PyObject *property_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *owner, *name, *getter, *setter, *index, *exact = Py_None;
    int kind = KIND_VARIANT;
    if (!PyArg_ParseTuple(args, "UUOOO|iO", &owner, &name, &getter, &setter, &index, &kind, &exact))
        return NULL;
    Property *self = (Property *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->owner = Py_NewRef(owner);
    self->name = Py_NewRef(name);
    self->getter_name = Py_NewRef(getter);
    self->setter_name = Py_NewRef(setter);
    self->exact = Py_NewRef(exact);
    self->kind = (Kind)kind;
    self->index = PyLong_Check(index) && PyLong_AsLong(index) >= 0 ? Py_NewRef(index) : NULL;
    return (PyObject *)self;
}

static void property_dealloc(PyObject *descriptor) {
    Property *self = (Property *)descriptor;
    Py_XDECREF(self->owner);
    Py_XDECREF(self->name);
    Py_XDECREF(self->getter_name);
    Py_XDECREF(self->setter_name);
    Py_XDECREF(self->index);
    Py_XDECREF(self->exact);
    Py_XDECREF(self->getter);
    Py_XDECREF(self->setter);
    Py_TYPE(descriptor)->tp_free(descriptor);
}

static PyObject *property_repr(PyObject *descriptor) {
    Property *self = (Property *)descriptor;
    return PyUnicode_FromFormat("<engine property %U.%U>", self->owner, self->name);
}

static PyObject *property_doc(PyObject *descriptor, void *closure) { return describe_member(descriptor, "doc"); }

static PyMemberDef property_members[] = {
    {"__name__", T_OBJECT_EX, offsetof(Property, name), READONLY, NULL},
    {"__owner__", T_OBJECT_EX, offsetof(Property, owner), READONLY, NULL},
    {"getter", T_OBJECT_EX, offsetof(Property, getter_name), READONLY, NULL},
    {"setter", T_OBJECT_EX, offsetof(Property, setter_name), READONLY, NULL},
    {"exact", T_OBJECT_EX, offsetof(Property, exact), READONLY, NULL},
    {"kind", T_UBYTE, offsetof(Property, kind), READONLY, NULL},
    {NULL}};

static PyGetSetDef property_getset[] = {{"__doc__", property_doc, NULL, NULL, NULL}, {NULL}};

PyTypeObject Property_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.Property",
    .tp_basicsize = sizeof(Property),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = property_new,
    .tp_dealloc = property_dealloc,
    .tp_descr_get = property_get,
    .tp_descr_set = property_set,
    .tp_repr = property_repr,
    .tp_members = property_members,
    .tp_getset = property_getset,
};
