/* Room A, C floor: the type MethodBind, a method or utility function of the engine as Python's. See calls.c for the call. */
#include "binds.h"

/* What help() shows of a method or property, or an error of its arguments; None where nobody can say it. */
PyObject *describe_member(PyObject *described, const char *what) {
    if (!hooks.describe)
        Py_RETURN_NONE;
    return PyObject_CallFunction(hooks.describe, "Os", described, what);
}

/* MethodBind(owner, name, hash, call, flags, result, ((name, kind, exact type or None[, default]), ...)[, exact type]) */
static PyObject *method_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *owner, *name, *arguments, *exact = Py_None;
    long long hash;
    unsigned char call, flags, result;
    if (!PyArg_ParseTuple(args, "UULbbbO!|O", &owner, &name, &hash, &call, &flags, &result, &PyTuple_Type, &arguments, &exact))
        return NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(arguments);
    if (count > MAX_ARGUMENTS)
        return PyErr_Format(PyExc_ValueError, "%U.%U() has %zd arguments, at most %d are supported", owner, name, count,
                            MAX_ARGUMENTS);
    MethodBind *self = (MethodBind *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->vectorcall = method_vectorcall;
    self->owner = Py_NewRef(owner);
    self->name = Py_NewRef(name);
    self->doc_arguments = Py_NewRef(arguments);
    self->exact = Py_NewRef(exact);
    self->hash = hash;
    self->call = call;
    self->flags = flags;
    self->result = result;
    self->count = (uint8_t)count;
    return (PyObject *)self;
}

static void method_dealloc(PyObject *object) {
    MethodBind *self = (MethodBind *)object;
    arguments_release(self);
    Py_XDECREF(self->owner);
    Py_XDECREF(self->name);
    Py_XDECREF(self->doc_arguments);
    Py_XDECREF(self->exact);
    Py_XDECREF(self->owner_type);
    Py_TYPE(object)->tp_free(object);
}

static PyObject *method_get(PyObject *self, PyObject *object, PyObject *type) {
    if (!object || object == Py_None || ((MethodBind *)self)->call != CALL_METHOD)
        return Py_NewRef(self);
    return PyMethod_New(self, object);
}

PyObject *method_bind_name(PyObject *bind) { return ((MethodBind *)bind)->name; }

static PyObject *method_repr(PyObject *object) {
    MethodBind *self = (MethodBind *)object;
    return PyUnicode_FromFormat("<engine method %U.%U>", self->owner, self->name);
}

static PyMemberDef method_members[] = {
    {"__name__", T_OBJECT_EX, offsetof(MethodBind, name), READONLY, NULL},
    {"__owner__", T_OBJECT_EX, offsetof(MethodBind, owner), READONLY, NULL},
    {"arguments", T_OBJECT_EX, offsetof(MethodBind, doc_arguments), READONLY, NULL},
    {"result", T_UBYTE, offsetof(MethodBind, result), READONLY, NULL},
    {"exact", T_OBJECT_EX, offsetof(MethodBind, exact), READONLY, NULL},
    {"call", T_UBYTE, offsetof(MethodBind, call), READONLY, NULL},
    {"flags", T_UBYTE, offsetof(MethodBind, flags), READONLY, NULL},
    {NULL}};

static PyObject *method_doc(PyObject *self, void *closure) { return describe_member(self, "doc"); }
static PyObject *method_signature(PyObject *self, void *closure) { return describe_member(self, "signature"); }

static PyObject *method_qualname(PyObject *object, void *closure) {
    MethodBind *self = (MethodBind *)object;
    return self->call == CALL_UTILITY ? Py_NewRef(self->name) : PyUnicode_FromFormat("%U.%U", self->owner, self->name);
}

/* Whether the running engine has it; the engine logs an error if not. */
static PyObject *method_is_there(PyObject *object, PyObject *unused) {
    MethodBind *self = (MethodBind *)object;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%U.%U(): the engine is not running", self->owner, self->name);
    if (!self->target.any && find_target(self)) {
        if (!PyErr_ExceptionMatches(PyExc_NotImplementedError))
            return NULL;
        PyErr_Clear();
    }
    return PyBool_FromLong(self->target.any != NULL);
}

static PyMethodDef method_methods[] = {
    {"is_there", method_is_there, METH_NOARGS, "Whether the running engine has it; the engine logs an error if not."},
    {NULL}};

static PyGetSetDef method_getset[] = {{"__doc__", method_doc, NULL, NULL, NULL},
                                      {"__signature__", method_signature, NULL, NULL, NULL},
                                      {"__qualname__", method_qualname, NULL, NULL, NULL},
                                      {NULL}};

PyTypeObject MethodBind_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.MethodBind",
    .tp_basicsize = sizeof(MethodBind),
    .tp_vectorcall_offset = offsetof(MethodBind, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_new = method_new,
    .tp_dealloc = method_dealloc,
    .tp_descr_get = method_get,
    .tp_repr = method_repr,
    .tp_members = method_members,
    .tp_getset = method_getset,
    .tp_methods = method_methods,
};
