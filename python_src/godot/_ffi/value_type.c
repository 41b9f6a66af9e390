/* Room A, C floor: the type Value, the face of every builtin value that has no native Python type. */
#include "bridge.h"

static Value *all_values;

/* A value of that type, or of the face of the Variant's type. The Variant is moved into it, or gone with the exception. */
PyObject *value_take(Variant *variant, PyTypeObject *face) {
    GDExtensionVariantType type = gd.variant_get_type(variant);
    if (!hooks.faces[type] && hooks.face && type >= GDEXTENSION_VARIANT_TYPE_CALLABLE) { /* the first one of all */
        PyObject *made = PyObject_CallFunction(hooks.face, "i", (int)type);
        if (!made) {
            gd.variant_destroy(variant);
            return NULL;
        }
        Py_DECREF(made);
    }
    if (!face)
        face = hooks.faces[type] ? (PyTypeObject *)hooks.faces[type] : &Value_Type;
    Value *value = (Value *)face->tp_alloc(face, 0);
    if (!value) {
        gd.variant_destroy(variant);
        return NULL;
    }
    value->variant = *variant;
    value->next = all_values;
    if (all_values)
        all_values->previous = value;
    all_values = value;
    return (PyObject *)value;
}

/* The same with a copy of the Variant. */
PyObject *value_new(const Variant *variant, PyTypeObject *face) {
    Variant copy;
    gd.variant_new_copy(&copy, variant);
    return value_take(&copy, face);
}

static void value_dealloc(PyObject *self) {
    Value *value = (Value *)self;
    if (value->previous)
        value->previous->next = value->next;
    else if (all_values == value)
        all_values = value->next;
    if (value->next)
        value->next->previous = value->previous;
    if (bridge_is_up) {
        PyObject *type, *raised, *traceback; /* of a function that is being left; what dies here may call Python code */
        PyErr_Fetch(&type, &raised, &traceback);
        gd.variant_destroy(&value->variant);
        PyErr_Restore(type, raised, traceback);
    }
    Py_TYPE(self)->tp_free(self); /* a Python subclass releases its type itself */
}

static PyObject *value_repr(PyObject *self) {
    uint64_t string = 0;
    gd.variant_stringify(&((Value *)self)->variant, &string);
    PyObject *text = python_from_string(&string);
    string_release(&string);
    return text;
}

static PyObject *value_compare(PyObject *self, PyObject *other, int operation) {
    if (!PyObject_TypeCheck(other, &Value_Type) || (operation != Py_EQ && operation != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    Variant result;
    GDExtensionBool valid = 0;
    gd.variant_evaluate(GDEXTENSION_VARIANT_OP_EQUAL, &((Value *)self)->variant, &((Value *)other)->variant, &result,
                        &valid);
    int equal = valid && gd.variant_booleanize(&result);
    gd.variant_destroy(&result);
    return PyBool_FromLong(operation == Py_EQ ? equal : !equal);
}

static Py_hash_t value_hash(PyObject *self) {
    Py_hash_t hash = (Py_hash_t)gd.variant_hash(&((Value *)self)->variant);
    return hash == -1 ? -2 : hash;
}

static PyObject *value_get_type(PyObject *self, void *closure) {
    return PyLong_FromLong(gd.variant_get_type(&((Value *)self)->variant));
}

static PyGetSetDef value_getset[] = {
    {"variant_type", value_get_type, NULL, "The engine's Variant type as an int.", NULL}, {NULL}};

PyTypeObject Value_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.Value",
    .tp_basicsize = sizeof(Value),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "A value that lives in a Variant of the engine.",
    .tp_dealloc = value_dealloc,
    .tp_repr = value_repr,
    .tp_richcompare = value_compare,
    .tp_hash = value_hash,
    .tp_getset = value_getset,
};

/* What may have code of a script in it, which is gone as soon as the engine ends its script languages. */
static int may_hold_script(const Value *value) {
    switch (gd.variant_get_type(&value->variant)) {
    case GDEXTENSION_VARIANT_TYPE_CALLABLE:
    case GDEXTENSION_VARIANT_TYPE_SIGNAL:
    case GDEXTENSION_VARIANT_TYPE_DICTIONARY:
    case GDEXTENSION_VARIANT_TYPE_ARRAY:
        return 1;
    default:
        return 0;
    }
}

/* The engine is leaving: every value that Python still has becomes nil, or only those that may hold code of scripts. */
void values_release(int scripts_only) {
    for (Value *value = all_values, *next; value; value = next) {
        if (scripts_only && !may_hold_script(value)) {
            next = value->next;
            continue;
        }
        Py_INCREF(value); /* destroying what is in it may run Python code */
        Variant old = value->variant;
        gd.variant_new_nil(&value->variant);
        gd.variant_destroy(&old);
        next = value->next;
        Py_DECREF(value);
    }
}
