/* Room A, C floor: the type BuiltinMethod, a method of a builtin type as Python's. See builtin_calls.c for the call. */
#include "builtin_methods.h"

/* BuiltinMethod(kind, name, hash, flags, result, ((name, kind, exact or None[, default]), ...)[, exact]) */
static PyObject *builtin_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *name, *described, *exact = Py_None;
    long long hash;
    unsigned char kind, flags, result;
    if (!PyArg_ParseTuple(args, "bULbbO!|O", &kind, &name, &hash, &flags, &result, &PyTuple_Type, &described, &exact))
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(described);
    if (count > MAX_ARGUMENTS || (flags & FLAG_VARARG && (flags & FLAG_STATIC || plain_is_kind(kind))))
        return PyErr_Format(PyExc_ValueError, "%s.%U() is no method that can be called", kind_name(kind), name);
    type = flags & FLAG_STATIC ? &BuiltinStatic_Type : &BuiltinMethod_Type;
    BuiltinMethod *self = (BuiltinMethod *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->bind.vectorcall = builtin_vectorcall;
    self->bind.name = Py_NewRef(name);
    self->bind.doc_arguments = Py_NewRef(described);
    self->bind.exact = Py_NewRef(exact);
    self->bind.hash = hash;
    self->bind.flags = flags;
    self->bind.result = result;
    self->bind.count = (uint8_t)count;
    self->kind = kind;
    if (!(self->bind.owner = PyUnicode_InternFromString(kind_name(kind))))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void builtin_dealloc(PyObject *object) {
    BuiltinMethod *self = (BuiltinMethod *)object;
    arguments_release(&self->bind);
    if (self->string_name && bridge_is_up)
        string_name_release(&self->string_name);
    Py_XDECREF(self->bind.owner);
    Py_XDECREF(self->bind.name);
    Py_XDECREF(self->bind.doc_arguments);
    Py_XDECREF(self->bind.exact);
    Py_TYPE(object)->tp_free(object);
}

static PyObject *builtin_get(PyObject *self, PyObject *object, PyObject *type) {
    return object && object != Py_None ? PyMethod_New(self, object) : Py_NewRef(self);
}

static PyObject *builtin_repr(PyObject *object) {
    MethodBind *bind = &((BuiltinMethod *)object)->bind;
    return PyUnicode_FromFormat("<engine method %U.%U>", bind->owner, bind->name);
}

static PyObject *builtin_qualname(PyObject *object, void *closure) {
    MethodBind *bind = &((BuiltinMethod *)object)->bind;
    return PyUnicode_FromFormat("%U.%U", bind->owner, bind->name);
}

static PyObject *builtin_doc(PyObject *self, void *closure) { return describe_member(self, "doc"); }

static PyObject *builtin_signature(PyObject *self, void *closure) { return describe_member(self, "signature"); }

static PyMemberDef builtin_members[] = {
    {"__name__", T_OBJECT_EX, offsetof(BuiltinMethod, bind.name), READONLY, NULL},
    {"__owner__", T_OBJECT_EX, offsetof(BuiltinMethod, bind.owner), READONLY, NULL},
    {"arguments", T_OBJECT_EX, offsetof(BuiltinMethod, bind.doc_arguments), READONLY, NULL},
    {"exact", T_OBJECT_EX, offsetof(BuiltinMethod, bind.exact), READONLY, NULL},
    {"result", T_UBYTE, offsetof(BuiltinMethod, bind.result), READONLY, NULL},
    {"flags", T_UBYTE, offsetof(BuiltinMethod, bind.flags), READONLY, NULL},
    {NULL}};

static PyGetSetDef builtin_getset[] = {{"__qualname__", builtin_qualname, NULL, NULL, NULL},
                                       {"__doc__", builtin_doc, NULL, NULL, NULL},
                                       {"__signature__", builtin_signature, NULL, NULL, NULL},
                                       {NULL}};

PyTypeObject BuiltinMethod_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.BuiltinMethod",
    .tp_basicsize = sizeof(BuiltinMethod),
    .tp_vectorcall_offset = offsetof(BuiltinMethod, bind.vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_new = builtin_new,
    .tp_dealloc = builtin_dealloc,
    .tp_descr_get = builtin_get,
    .tp_repr = builtin_repr,
    .tp_members = builtin_members,
    .tp_getset = builtin_getset,
};

static PyObject *static_get(PyObject *self, PyObject *object, PyObject *type) { return Py_NewRef(self); }

/* One that needs no value. It has a type of its own, because the interpreter gives methods their object. */
PyTypeObject BuiltinStatic_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.BuiltinStatic",
    .tp_base = &BuiltinMethod_Type,
    .tp_basicsize = sizeof(BuiltinMethod),
    .tp_vectorcall_offset = offsetof(BuiltinMethod, bind.vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_dealloc = builtin_dealloc,
    .tp_descr_get = static_get,
};
