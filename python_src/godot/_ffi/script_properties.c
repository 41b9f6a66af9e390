/* Room A, C floor: properties of objects that have a Python script: reading and writing them. */
#include "scripts.h"

/* A signal or method of a script as GDScript reads it: node.died, node.heal. */
static int bound(PyObject *self, const Member *member, GDExtensionVariantPtr result) {
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    Variant object, name;
    int made = 0;
    if (variant_from_python(self, &object))
        return 0;
    if (variant_coerce(member->attribute, GDEXTENSION_VARIANT_TYPE_STRING_NAME, &name) == 0) {
        const void *args[] = {&object, &name};
        gd.variant_construct(
            member->member == MEMBER_SIGNAL ? GDEXTENSION_VARIANT_TYPE_SIGNAL : GDEXTENSION_VARIANT_TYPE_CALLABLE, result,
            args, 2, &error);
        gd.variant_destroy(&name);
        made = 1;
    }
    gd.variant_destroy(&object);
    return made;
}

/* The value of an attribute that is not in the table but that this instance has itself: a new reference, or NULL without an
 * exception. What the engine's class has is the engine's to answer. */
static PyObject *own_attribute(ScriptRecord *record, PyObject *self, Table *table, PyObject *name) {
    GDExtensionObjectPtr object = ((EngineObject *)self)->pointer;
    if (!object || !PyUnicode_IsIdentifier(name))
        return NULL;
    if (PyUnicode_CompareWithASCIIString(name, "script") == 0 || _PyType_Lookup(record->base, name)) {
        script_remember_engine_name(table, name);
        return NULL;
    }
    PyTypeObject *engine = object_class(object); /* perhaps deeper than the script's base */
    PyObject *value = NULL;
    if (engine && !_PyType_Lookup(engine, name))
        value = _PyObject_GenericGetAttrWithDict(self, name, NULL, 1);
    Py_XDECREF(engine);
    PyErr_Clear();
    return value;
}

/* An attribute that only has an annotation, and no value yet, is none: no line of Python has raised that. */
static void forget_missing(void) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (!traceback && PyErr_GivenExceptionMatches(type, PyExc_AttributeError)) {
        Py_XDECREF(type);
        Py_XDECREF(value);
    } else
        PyErr_Restore(type, value, traceback);
}

static GDExtensionBool script_get(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                  GDExtensionVariantPtr result) {
    ScriptInstance *instance = data;
    if (script_has_gone(instance))
        return 0;
    ScriptRecord *record = instance->record;
    Table *table = script_enter(instance);
    const Member *member = script_find(table, name);
    PyObject *getter = table->specials[SPECIAL_GET];
    if (member && member->member == MEMBER_ENGINE && !getter) {
        script_leave(record);
        return 0;
    }
    BRIDGE_ENTER;
    PyObject *self = script_hold(instance), *value = NULL;
    Kind kind = KIND_VARIANT;
    int found = 0;
    if (!member || member->member == MEMBER_ENGINE) {
        PyObject *text = python_from_string_name(name);
        if (text && getter && (value = script_ask(self, getter, text, NULL)) == Py_None)
            Py_CLEAR(value);
        if (text && !value && !member)
            value = own_attribute(record, self, table, text);
        Py_XDECREF(text);
    } else if (member->member == MEMBER_SIGNAL || member->member == MEMBER_METHOD)
        found = bound(self, member, result);
    else {
        value = member->constant ? Py_NewRef(member->constant) : PyObject_GetAttr(self, member->attribute);
        if (!value)
            forget_missing();
        if (member->member == MEMBER_PROPERTY && value != Py_None)
            kind = member->kind;
    }
    if (value) {
        Variant variant;
        if (variant_coerce(value, kind, &variant) == 0) {
            *(Variant *)result = variant; /* moved: the engine passes nil */
            found = 1;
        } else if (member && member->member == MEMBER_ATTRIBUTE) { /* once: a debugger asks for all, again and again */
            if (member->told)
                PyErr_Clear();
            ((Member *)member)->told = 1;
        }
        Py_DECREF(value);
    }
    script_release(record, self);
    BRIDGE_LEAVE;
    return found;
}

/* An object of the property's class, or None: takes the reference and gives it back. */
static PyObject *of_class(ScriptRecord *record, Member *member, PyObject *value) {
    if (!value || value == Py_None || !member->of_class)
        return value;
    if (PyUnicode_Check(member->of_class)) {
        PyObject *type = PyObject_CallOneArg(hooks.class_for_name, member->of_class);
        if (!type) {
            Py_DECREF(value);
            return NULL;
        }
        Py_SETREF(member->of_class, type);
    }
    int fits = PyObject_IsInstance(value, member->of_class);
    if (fits == 0)
        PyErr_Format(PyExc_TypeError, "%s.%U: expected %s, got %.200R (%s)", record->type->tp_name, member->attribute,
                     ((PyTypeObject *)member->of_class)->tp_name, value, Py_TYPE(value)->tp_name);
    if (fits != 1)
        Py_CLEAR(value);
    return value;
}

/* The value as the property's type has it; NULL with an exception if it does not fit. */
static PyObject *fitting(ScriptRecord *record, const Member *member, const Variant *variant) {
    Kind wanted = member->member == MEMBER_PROPERTY ? member->kind : KIND_VARIANT;
    GDExtensionVariantType type = gd.variant_get_type(variant);
    if (wanted == KIND_VARIANT || type == (GDExtensionVariantType)wanted ||
        (type == GDEXTENSION_VARIANT_TYPE_NIL && wanted == GDEXTENSION_VARIANT_TYPE_OBJECT))
        return of_class(record, (Member *)member, variant_to_python(variant));
    PyObject *value = NULL;
    if (type != GDEXTENSION_VARIANT_TYPE_NIL && gd.variant_can_convert_strict(type, wanted)) {
        Variant converted;
        GDExtensionCallError error;
        const void *args[] = {variant};
        gd.variant_construct(wanted, &converted, args, 1, &error);
        value = variant_to_python(&converted);
        gd.variant_destroy(&converted);
    } else if ((value = variant_to_python(variant))) {
        PyErr_Format(PyExc_TypeError, "%s.%U: expected %s, got %.200R (%s)", record->type->tp_name,
                     member->attribute, kind_name(wanted), value, kind_name((Kind)type));
        Py_CLEAR(value);
    }
    return value;
}

static GDExtensionBool script_set(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                  GDExtensionConstVariantPtr variant) {
    ScriptInstance *instance = data;
    if (script_has_gone(instance))
        return 0;
    ScriptRecord *record = instance->record;
    Table *table = script_enter(instance);
    const Member *member = script_find(table, name);
    PyObject *setter = table->specials[SPECIAL_SET];
    int is_own = member && (member->member == MEMBER_PROPERTY || member->member == MEMBER_ATTRIBUTE);
    if (member && !is_own && !setter) {
        script_leave(record);
        return 0;
    }
    BRIDGE_ENTER;
    PyObject *self = script_hold(instance), *attribute = NULL, *value = NULL;
    int done = 0;
    if (is_own) {
        attribute = Py_NewRef(member->attribute);
        value = member->read_only ? NULL : fitting(record, member, variant);
    } else if ((attribute = python_from_string_name(name))) {
        if (setter && (value = variant_to_python(variant))) {
            PyObject *answer = script_ask(self, setter, attribute, value);
            done = answer && PyObject_IsTrue(answer) == 1;
            Py_XDECREF(answer);
            Py_CLEAR(value);
        }
        PyObject *old = done || member ? NULL : own_attribute(record, self, table, attribute);
        if (old)
            value = variant_to_python(variant);
        Py_XDECREF(old);
    }
    if (value) {
        done = PyObject_SetAttr(self, attribute, value) == 0;
        Py_DECREF(value);
    }
    Py_XDECREF(attribute);
    script_release(record, self);
    BRIDGE_LEAVE;
    return done;
}

static GDExtensionVariantType script_property_type(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                                   GDExtensionBool *valid) {
    ScriptInstance *instance = data;
    const Member *member = script_find(script_enter(instance), name);
    *valid = member && member->member == MEMBER_PROPERTY;
    Kind kind = *valid && member->kind != KIND_VARIANT ? member->kind : GDEXTENSION_VARIANT_TYPE_NIL;
    script_leave(instance->record);
    return (GDExtensionVariantType)kind;
}

/* Asks _property_can_revert(name) or _property_get_revert(name); the answer into `result`, where it is wanted. */
static int ask_about(ScriptInstance *instance, enum special special, GDExtensionConstStringNamePtr name,
                     GDExtensionVariantPtr result) {
    if (script_has_gone(instance))
        return 0;
    ScriptRecord *record = instance->record;
    PyObject *method = script_enter(instance)->specials[special];
    int truth = 0;
    if (method) {
        BRIDGE_ENTER;
        PyObject *self = script_hold(instance), *text = python_from_string_name(name);
        PyObject *answer = text ? script_ask(self, method, text, NULL) : NULL;
        Variant variant;
        if (answer && !result)
            truth = PyObject_IsTrue(answer) == 1;
        else if (answer && variant_from_python(answer, &variant) == 0) {
            *(Variant *)result = variant;
            truth = 1;
        }
        Py_XDECREF(answer);
        Py_XDECREF(text);
        script_release(record, self);
        BRIDGE_LEAVE;
    } else
        script_leave(record);
    return truth;
}

static GDExtensionBool script_can_revert(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name) {
    return ask_about(data, SPECIAL_CAN_REVERT, name, NULL);
}

static GDExtensionBool script_get_revert(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                         GDExtensionVariantPtr result) {
    return ask_about(data, SPECIAL_GET_REVERT, name, result);
}

void script_fill_properties(GDExtensionScriptInstanceInfo3 *info) {
    info->set_func = script_set;
    info->get_func = script_get;
    info->get_property_type_func = script_property_type;
    info->property_can_revert_func = script_can_revert;
    info->property_get_revert_func = script_get_revert;
}
