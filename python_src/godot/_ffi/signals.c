/* Room A, C floor: the type SignalValue, the face of a Signal: making one, and emitting it, which games do all the time. */
#include "given.h"

enum { SIGNAL = GDEXTENSION_VARIANT_TYPE_SIGNAL };

static GDExtensionPtrConstructor signal_of_name;
static GDExtensionPtrBuiltInMethod object_of, name_of;
static uint64_t emit_name;

int signals_setup(void) {
    signal_of_name = gd.variant_get_ptr_constructor(SIGNAL, SIGNAL_FROM_OBJECT_NAME);
    object_of = builtin_method(SIGNAL, "get_object_id", SIGNAL_GET_OBJECT_ID_HASH);
    name_of = builtin_method(SIGNAL, "get_name", SIGNAL_GET_NAME_HASH);
    gd.string_name_new_with_latin1_chars(&emit_name, "emit", 1); /* static: stays to the end */
    return signal_of_name && object_of && name_of ? 0 : -1;
}

/* signal_of(object, name): a Signal, by the shortest way */
static PyObject *make(PyObject *owner, PyObject *text) {
    Variant variant;
    Name name;
    GDExtensionObjectPtr object;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "a Signal needs a running engine");
    if (!PyObject_TypeCheck(owner, &EngineObject_Type) || !PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "Signal(object, name) takes an engine object and a str, got %.200R, %.200R",
                            owner, text);
    if (object_from_python(owner, &object) || name_begin(&name, text))
        return NULL;
    const void *pointers[] = {&object, &name.name};
    variant_default(SIGNAL, &variant);
    signal_of_name(variant_internal(&variant, SIGNAL), pointers); /* there is nothing to release in it */
    name_end(&name);
    return value_take(&variant, NULL);
}

static PyObject *signal_of(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    return count == 2 ? make(args[0], args[1]) : PyErr_Format(PyExc_TypeError, "signal_of(object, name)");
}

PyMethodDef signal_functions[] = {
    {"signal_of", (PyCFunction)signal_of, METH_FASTCALL, "signal_of(object, name): a Signal."}, {NULL}};

/* SignalValue(object, name), or a copy of another one, or none of any object */
static PyObject *signal_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"object", "signal", NULL};
    PyObject *owner = NULL, *name = NULL;
    Variant variant;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO", names, &owner, &name))
        return NULL;
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "%s needs a running engine", type->tp_name);
    if (owner && !name && PyObject_TypeCheck(owner, &Signal_Type))
        return value_new(&((Value *)owner)->variant, type);
    if (owner || name)
        return make(owner ? owner : Py_None, name ? name : Py_None);
    variant_default(SIGNAL, &variant);
    return value_take(&variant, type);
}

/* The signal; NULL with an exception when its object is gone, which the engine would not mention. */
static void *data_of(PyObject *self) {
    Variant *variant = &((Value *)self)->variant;
    if (!bridge_is_up || (int)gd.variant_get_type(variant) != SIGNAL) {
        PyErr_SetString(PyExc_RuntimeError, "this signal is no more: the engine has left it");
        return NULL;
    }
    void *signal = variant_internal(variant, SIGNAL);
    int64_t id = 0;
    object_of(signal, NULL, &id, 0);
    if (id && gd.object_get_instance_from_id((uint64_t)id))
        return signal;
    uint64_t name = 0;
    name_of(signal, NULL, &name, 0);
    PyObject *text = python_from_string_name(&name);
    string_name_release(&name);
    if (text)
        PyErr_Format(PyExc_ReferenceError, "the object of the signal '%U' was freed, or there is none", text);
    Py_XDECREF(text);
    return NULL;
}

static PyObject *signal_emit(PyObject *self, PyObject *const *args, Py_ssize_t count) {
    Given given;
    Variant result;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    if (!data_of(self))
        return NULL;
    if (given_take(&given, args, count))
        goto done;
    Variant signal; /* what is called may let go of this one */
    gd.variant_new_copy(&signal, &((Value *)self)->variant);
    Py_BEGIN_ALLOW_THREADS
    gd.variant_call(&signal, &emit_name, given.pointers, count, &result, &error);
    Py_END_ALLOW_THREADS
    gd.variant_destroy(&result);
    gd.variant_destroy(&signal);
    holds_catch_up();
done:
    given_end(&given);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *signal_require_object(PyObject *self, PyObject *unused) {
    if (!data_of(self))
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"emit", (PyCFunction)signal_emit, METH_FASTCALL,
     "emit(*args): calls everything that is connected, now. Raises ReferenceError when the object was freed."},
    {"_require_object", signal_require_object, METH_NOARGS, "Raises ReferenceError when the object was freed."},
    {NULL}};

PyTypeObject Signal_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.SignalValue",
    .tp_basicsize = sizeof(Value),
    .tp_base = &Value_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "A signal of one object.",
    .tp_new = signal_new,
    .tp_methods = methods,
};

/* ---- signals as attributes of classes ---- */

typedef struct {
    PyObject_HEAD
    PyObject *name; /* str, interned */
} Descriptor;

static PyObject *descriptor_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *name = PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, 0) : NULL;
    if (!name || !PyUnicode_Check(name))
        return PyErr_Format(PyExc_TypeError, "expected the name of a signal");
    Descriptor *self = (Descriptor *)type->tp_alloc(type, 0);
    if (self) {
        self->name = PyUnicode_FromObject(name); /* a plain str, also of a StringName */
        if (self->name)
            PyUnicode_InternInPlace(&self->name);
        else
            Py_CLEAR(self);
    }
    return (PyObject *)self;
}

static void descriptor_dealloc(PyObject *self) {
    Py_XDECREF(((Descriptor *)self)->name);
    Py_TYPE(self)->tp_free(self);
}

static PyObject *descriptor_get(PyObject *self, PyObject *object, PyObject *type) {
    return !object || object == Py_None ? Py_NewRef(self) : make(object, ((Descriptor *)self)->name);
}

static PyMemberDef descriptor_members[] = {{"name", T_OBJECT_EX, offsetof(Descriptor, name), READONLY, "The signal's name."},
                                           {NULL}};

PyTypeObject SignalDescriptor_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.SignalDescriptor",
    .tp_basicsize = sizeof(Descriptor),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "A signal of a class: on an object it is that object's Signal.",
    .tp_new = descriptor_new,
    .tp_dealloc = descriptor_dealloc,
    .tp_descr_get = descriptor_get,
    .tp_members = descriptor_members,
};
