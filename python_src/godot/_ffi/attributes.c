/* Room A, C floor: attributes of faces. What the Python class has comes first; then what the engine's object has beyond
 * it, through a script of another language or a class that the engine's description does not know.
 *
 * A face of a plain engine class takes no attribute that it does not have, so that a slip of the pen is not taken for
 * one. The class of a script comes by none of this: it has its attributes as any Python class, at the interpreter's full
 * speed, see attributes.own(). */
#include "bridge.h"

/* The object and name that are being looked for: while the engine answers, a class of ours may ask for the same. */
static _Thread_local struct {
    PyObject *object, *name;
} wanted;

static int is_special(PyObject *name) {
    Py_ssize_t length = PyUnicode_Check(name) ? PyUnicode_GET_LENGTH(name) : 0;
    return length > 4 && PyUnicode_READ_CHAR(name, 0) == '_' && PyUnicode_READ_CHAR(name, 1) == '_' &&
           PyUnicode_READ_CHAR(name, length - 1) == '_';
}

static void no_attribute(PyObject *self, PyObject *name, const char *what) {
    PyObject *error = hooks.unknown_attribute && !is_special(name)
                          ? PyObject_CallFunction(hooks.unknown_attribute, "OOs", self, name, what)
                          : NULL;
    if (error)
        PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    else if (!PyErr_Occurred())
        PyErr_Format(PyExc_AttributeError, "'%s' object has no attribute '%U'", Py_TYPE(self)->tp_name, name);
    Py_XDECREF(error);
}

static int can_ask(PyObject *self, PyObject *name) {
    return bridge_is_up && PyUnicode_Check(name) && !is_special(name) && !(wanted.object == self && wanted.name == name);
}

PyObject *face_getattro(PyObject *self, PyObject *name) {
    PyObject *descriptor = _PyType_Lookup(Py_TYPE(self), name);
    if (descriptor) {
        descrgetfunc get = Py_TYPE(descriptor)->tp_descr_get;
        if (!get || !Py_TYPE(descriptor)->tp_descr_set)
            return PyObject_GenericGetAttr(self, name);
        Py_INCREF(descriptor);
        PyObject *value = get(descriptor, self, (PyObject *)Py_TYPE(self));
        Py_DECREF(descriptor);
        return value;
    }
    PyObject *value = _PyObject_GenericGetAttrWithDict(self, name, NULL, 1);
    if (value || PyErr_Occurred())
        return value;
    if (can_ask(self, name)) {
        PyObject *outer_object = wanted.object, *outer_name = wanted.name;
        wanted.object = self;
        wanted.name = name;
        int found = object_get_by_name(self, name, &value);
        wanted.object = outer_object;
        wanted.name = outer_name;
        if (found)
            return found > 0 ? value : NULL;
    }
    no_attribute(self, name, "get");
    return NULL;
}

static int set_in_engine(PyObject *self, PyObject *name, PyObject *value) {
    PyObject *outer_object = wanted.object, *outer_name = wanted.name;
    wanted.object = self;
    wanted.name = name;
    int taken = object_set_by_name(self, name, value);
    wanted.object = outer_object;
    wanted.name = outer_name;
    return taken;
}

/* What Python has not got of that name may be a variable of a script that stands on an object of a native class. */
static int own_setattro(PyObject *self, PyObject *name, PyObject *value, int is_in_class) {
    int is_python = ((EngineObject *)self)->script != NULL; /* what that has, the class has */
    if (value && !is_in_class && !is_python && object_has_script(self) && can_ask(self, name)) {
        PyObject *own = _PyObject_GenericGetAttrWithDict(self, name, NULL, 1);
        if (!own && PyErr_Occurred())
            return -1;
        Py_XDECREF(own);
        int taken = own ? 0 : set_in_engine(self, name, value);
        if (taken)
            return taken > 0 ? 0 : -1;
    }
    return PyObject_GenericSetAttr(self, name, value);
}

int face_setattro(PyObject *self, PyObject *name, PyObject *value) {
    PyObject *descriptor = _PyType_Lookup(Py_TYPE(self), name);
    descrsetfunc set = descriptor ? Py_TYPE(descriptor)->tp_descr_set : NULL;
    if (set) {
        Py_INCREF(descriptor);
        int status = set(descriptor, self, value);
        Py_DECREF(descriptor);
        return status;
    }
    if (!type_is_engine_class(Py_TYPE(self)))
        return own_setattro(self, name, value, descriptor != NULL);
    int taken = 0;
    if (value && !descriptor && can_ask(self, name))
        taken = set_in_engine(self, name, value);
    if (taken == 0)
        no_attribute(self, name, value ? "set" : "delete");
    return taken == 1 ? 0 : -1;
}

static PyObject *py_has_script(PyObject *module, PyObject *object) {
    if (!PyObject_TypeCheck(object, &EngineObject_Type))
        return PyErr_Format(PyExc_TypeError, "expected an engine object, got %.200R", object);
    return PyBool_FromLong(object_has_script(object));
}

/* What the engine takes when a virtual method is not there. */
static PyObject *py_empty_value(PyObject *module, PyObject *kind) {
    long type = PyLong_AsLong(kind);
    if (type == -1 && PyErr_Occurred())
        return NULL;
    if (type <= 0 || type >= GDEXTENSION_VARIANT_TYPE_VARIANT_MAX)
        Py_RETURN_NONE;
    Variant variant;
    variant_default((Kind)type, &variant);
    PyObject *value = variant_to_python(&variant);
    gd.variant_destroy(&variant);
    return value;
}

static PyObject *py_kind_name(PyObject *module, PyObject *kind) {
    long number = PyLong_AsLong(kind);
    return number == -1 && PyErr_Occurred() ? NULL : PyUnicode_FromString(kind_name((Kind)number));
}

PyMethodDef attribute_functions[] = {
    {"has_script", py_has_script, METH_O, "Whether a script of whatever language is attached to the object."},
    {"kind_name", py_kind_name, METH_O, "The engine's name of a type."},
    {"empty_value", py_empty_value, METH_O, "empty_value(kind): the value of that type that says nothing."},
    {NULL}};
