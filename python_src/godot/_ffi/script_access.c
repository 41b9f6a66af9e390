/* Room A, C floor: what the engine asks of an object that has a Python script: its methods, notifications, properties. */
#include "scripts.h"

/* Around every piece of Python code, which may free the object, or take its script away. With the GIL. */
static PyObject *begin(ScriptInstance *instance) {
    atomic_fetch_add(&instance->record->references, 1);
    return Py_NewRef((PyObject *)instance->face);
}

static void end(ScriptRecord *record, PyObject *self) {
    if (PyErr_Occurred())
        report_exception();
    script_leave(record);
    script_record_release(record);
    Py_DECREF(self);
}

/* ---- calls ---- */

/* The engine says nothing when one of its own calls, such as _process(delta), is refused: that is for us, once. */
static void tell_misfit(ScriptRecord *record, Member *member, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                        const GDExtensionCallError *error) {
    if (member->told || !bridge_is_up)
        return;
    BRIDGE_ENTER;
    const Signature *signature = &member->method->signature;
    int required = member->method->required, most = signature->count;
    if (PyUnicode_READ_CHAR(member->attribute, 0) == '_') {
        member->told = 1;
        if (error->error == GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT)
            PyErr_Format(PyExc_TypeError, "%s.%U() was called with a %s as argument %d, and it takes a %s there",
                         record->type->tp_name, member->attribute, kind_name(gd.variant_get_type(args[error->argument])),
                         error->argument + 1, kind_name((Kind)error->expected));
        else if (required == most)
            PyErr_Format(PyExc_TypeError, "%s.%U() was called with %zd argument(s) besides self, and it takes %d",
                         record->type->tp_name, member->attribute, (Py_ssize_t)count, most);
        else
            PyErr_Format(PyExc_TypeError, "%s.%U() was called with %zd argument(s) besides self, and it takes %d to %d",
                         record->type->tp_name, member->attribute, (Py_ssize_t)count, required, most);
        report_exception();
    }
    BRIDGE_LEAVE;
}

static void script_call(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                        const GDExtensionConstVariantPtr *args, GDExtensionInt count, GDExtensionVariantPtr result,
                        GDExtensionCallError *error) {
    ScriptInstance *instance = data;
    ScriptRecord *record = instance->record;
    error->error = GDEXTENSION_CALL_ERROR_INVALID_METHOD;
    if (script_has_gone(instance))
        return;
    const Member *member = script_find(script_enter(instance), name);
    if (!member || !member->method) {
        script_leave(record);
        return;
    }
    error->error = GDEXTENSION_CALL_OK;
    atomic_fetch_add(&record->references, 1); /* the call may free the object */
    method_call(member->method, instance->face, args, count, result, error);
    if (error->error && error->error != GDEXTENSION_CALL_ERROR_INVALID_METHOD)
        tell_misfit(record, (Member *)member, args, count, error);
    script_leave(record);
    script_record_release(record);
}

GDExtensionBool script_has_method(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name) {
    ScriptInstance *instance = data;
    const Member *member = script_find(script_enter(instance), name);
    int has = member && member->method;
    script_leave(instance->record);
    return has;
}

static GDExtensionInt script_argument_count(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                            GDExtensionBool *valid) {
    ScriptInstance *instance = data;
    const Member *member = script_find(script_enter(instance), name);
    *valid = member && member->method;
    GDExtensionInt count = *valid ? member->method->signature.count : 0;
    script_leave(instance->record);
    return count;
}

/* Calls one of the special methods; NULL after an exception, which is in the log then. */
static PyObject *call_special(PyObject *face, PyObject *method, PyObject *first, PyObject *second) {
    PyObject *args[] = {face, first, second};
    size_t count = second ? 3 : first ? 2 : 1;
    PyObject *answer = PyObject_VectorcallMethod(method, args, count | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    answer = call_answer(answer, face, 0);
    if (!answer)
        report_exception();
    return answer;
}

enum { NOTIFICATION_PREDELETE = 1 }; /* of the class Object */

static void script_notification(GDExtensionScriptInstanceDataPtr data, int32_t what, GDExtensionBool reversed) {
    ScriptInstance *instance = data;
    if (script_has_gone(instance))
        return;
    if (what == NOTIFICATION_PREDELETE)
        instance->leaving = 1;
    ScriptRecord *record = instance->record;
    PyObject *method = script_enter(instance)->specials[SPECIAL_NOTIFICATION];
    int cancels = what == NOTIFICATION_PREDELETE && instance->face->awaits;
    if (method || cancels) {
        BRIDGE_ENTER;
        PyObject *face = begin(instance), *done = NULL;
        if (cancels) {
            if (!(done = PyObject_CallOneArg(hooks.cancel, face)))
                report_exception();
            Py_XDECREF(done);
        }
        PyObject *number = method ? PyLong_FromLong(what) : NULL;
        if (number)
            Py_XDECREF(call_special(face, method, number, NULL));
        Py_XDECREF(number);
        end(record, face);
        BRIDGE_LEAVE;
    } else
        script_leave(record);
}

static void script_to_string(GDExtensionScriptInstanceDataPtr data, GDExtensionBool *valid, GDExtensionStringPtr out) {
    ScriptInstance *instance = data;
    *valid = 0;
    if (script_has_gone(instance))
        return;
    ScriptRecord *record = instance->record;
    BRIDGE_ENTER;
    PyObject *method = script_enter(instance)->specials[SPECIAL_TO_STRING];
    PyObject *self = begin(instance), *text = NULL;
    if (method)
        text = PyObject_CallMethodNoArgs(self, method);
    else if (Py_TYPE(self)->tp_str != PyBaseObject_Type.tp_str)
        text = PyObject_Str(self);
    const char *utf8 = text ? PyUnicode_AsUTF8(text) : NULL;
    *valid = utf8 != NULL;
    if (utf8)
        gd.string_new_with_utf8_chars(out, utf8);
    Py_XDECREF(text);
    end(record, self);
    BRIDGE_LEAVE;
}

/* ---- properties: reading and writing ---- */

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
static PyObject *own_attribute(PyObject *self, Table *table, PyObject *name) {
    GDExtensionObjectPtr object = ((EngineObject *)self)->pointer;
    if (!object || !PyUnicode_IsIdentifier(name))
        return NULL;
    PyTypeObject *engine = object_class(object);
    PyObject *value = NULL;
    if (engine &&
        (PyUnicode_CompareWithASCIIString(name, "script") == 0 || PyObject_HasAttr((PyObject *)engine, name)))
        script_remember_engine_name(table, name);
    else if (engine)
        value = PyObject_GenericGetAttr(self, name);
    Py_XDECREF(engine);
    PyErr_Clear();
    return value;
}

/* An attribute that only has an annotation, and no value yet, is none: no code of Python has raised that. */
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
    PyObject *self = begin(instance), *value = NULL;
    Kind kind = KIND_VARIANT;
    int found = 0;
    if (!member || member->member == MEMBER_ENGINE) {
        PyObject *text = python_from_string_name(name);
        if (text && getter && (value = call_special(self, getter, text, NULL)) == Py_None)
            Py_CLEAR(value);
        if (text && !value && !member)
            value = own_attribute(self, table, text);
        Py_XDECREF(text);
    } else if (member->member == MEMBER_SIGNAL || member->member == MEMBER_METHOD)
        found = bound(self, member, result);
    else {
        value = member->constant ? Py_NewRef(member->constant) : PyObject_GetAttr(self, member->attribute);
        if (!value && member->member == MEMBER_ATTRIBUTE)
            forget_missing();
        if (member->member == MEMBER_PROPERTY && value != Py_None)
            kind = member->kind;
    }
    if (value) {
        Variant variant;
        if (variant_coerce(value, kind, &variant) == 0) {
            *(Variant *)result = variant; /* moved: the engine passes nil */
            found = 1;
        }
        Py_DECREF(value);
    }
    end(record, self);
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
    PyObject *self = begin(instance), *attribute = NULL, *value = NULL;
    int done = 0;
    if (is_own) {
        attribute = Py_NewRef(member->attribute);
        value = member->read_only ? NULL : fitting(record, member, variant);
    } else if ((attribute = python_from_string_name(name))) {
        if (setter && (value = variant_to_python(variant))) {
            PyObject *answer = call_special(self, setter, attribute, value);
            done = answer && PyObject_IsTrue(answer) == 1;
            Py_XDECREF(answer);
            Py_CLEAR(value);
        }
        PyObject *old = done || member ? NULL : own_attribute(self, table, attribute);
        if (old)
            value = variant_to_python(variant);
        Py_XDECREF(old);
    }
    if (value) {
        done = PyObject_SetAttr(self, attribute, value) == 0;
        Py_DECREF(value);
    }
    Py_XDECREF(attribute);
    end(record, self);
    BRIDGE_LEAVE;
    return done;
}

/* ---- properties: descriptions ---- */

static PyObject *info_to_python(const GDExtensionPropertyInfo *info) {
    PyObject *name = python_from_string_name(info->name), *class_name = python_from_string_name(info->class_name);
    PyObject *hint_string = python_from_string(info->hint_string);
    PyObject *described = !name || !class_name || !hint_string
                              ? NULL
                              : Py_BuildValue("{sOsisOsIsOsI}", "name", name, "type", (int)info->type, "class_name",
                                              class_name, "hint", (unsigned)info->hint, "hint_string", hint_string,
                                              "usage", (unsigned)info->usage);
    Py_XDECREF(name);
    Py_XDECREF(class_name);
    Py_XDECREF(hint_string);
    return described;
}

enum { USAGE_DEFAULT = 6 }; /* of PropertyUsageFlags */

static int number_of(PyObject *described, const char *key, uint32_t otherwise, uint32_t *out) {
    PyObject *name = PyUnicode_FromString(key), *value = NULL;
    int has = name ? PyMapping_HasKey(described, name) : 0;
    if (has)
        value = PyObject_GetItem(described, name);
    Py_XDECREF(name);
    *out = otherwise;
    if (value)
        *out = (uint32_t)PyLong_AsUnsignedLongMask(value);
    Py_XDECREF(value);
    return PyErr_Occurred() ? -1 : 0;
}

/* Puts a text into a String or StringName that holds something. */
static int text_of(PyObject *described, const char *key, Kind kind, void *target) {
    PyObject *name = PyUnicode_FromString(key), *value = NULL;
    if (name && PyMapping_HasKey(described, name))
        value = PyObject_GetItem(described, name);
    Py_XDECREF(name);
    int status = value ? pointer_from_python(kind, 0, value, target) : 0;
    Py_XDECREF(value);
    return PyErr_Occurred() ? -1 : status;
}

static int info_from_python(PyObject *described, GDExtensionPropertyInfo *info) {
    uint32_t type;
    if (!PyMapping_Check(described)) {
        PyErr_Format(PyExc_TypeError, "expected a dictionary with \"name\" and \"type\" for a property, got %.200R", described);
        return -1;
    }
    if (number_of(described, "type", info->type, &type) || number_of(described, "hint", info->hint, &info->hint) ||
        number_of(described, "usage", info->usage, &info->usage) ||
        text_of(described, "name", GDEXTENSION_VARIANT_TYPE_STRING_NAME, info->name) ||
        text_of(described, "class_name", GDEXTENSION_VARIANT_TYPE_STRING_NAME, info->class_name) ||
        text_of(described, "hint_string", GDEXTENSION_VARIANT_TYPE_STRING, info->hint_string))
        return -1;
    info->type = (GDExtensionVariantType)type;
    return 0;
}

/* A list that one instance has made: its script's properties as _validate_property() leaves them, and those of its
 * _get_property_list(). The texts stand behind the list. */
typedef struct {
    uint64_t name, class_name, hint_string;
} Texts;

static void free_made_list(const GDExtensionPropertyInfo *list, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Texts *texts = list[i].name;
        string_name_release(&texts->name);
        string_name_release(&texts->class_name);
        string_release(&texts->hint_string);
    }
    PyMem_RawFree((void *)list);
}

static GDExtensionPropertyInfo *make_list(PyObject *described) {
    uint32_t count = (uint32_t)PyList_GET_SIZE(described);
    GDExtensionPropertyInfo *list = PyMem_RawCalloc(count + 1, sizeof *list + sizeof(Texts));
    Texts *texts = list ? (Texts *)(list + count + 1) : NULL;
    if (!list)
        PyErr_NoMemory();
    for (uint32_t i = 0; list && i < count; i++) {
        list[i] = (GDExtensionPropertyInfo){.name = &texts[i].name,
                                            .class_name = &texts[i].class_name,
                                            .hint_string = &texts[i].hint_string,
                                            .usage = USAGE_DEFAULT};
        if (info_from_python(PyList_GET_ITEM(described, i), &list[i])) {
            free_made_list(list, i + 1);
            list = NULL;
        }
    }
    return list;
}

/* A list of dictionaries; NULL with or after an exception. */
static PyObject *describe(const Table *table, PyObject *self) {
    PyObject *described = PyList_New(0), *more = NULL;
    for (uint32_t i = 0; described && i < table->property_count; i++) {
        PyObject *item = info_to_python(&table->properties[i]);
        if (item && table->specials[SPECIAL_VALIDATE])
            Py_XDECREF(call_special(self, table->specials[SPECIAL_VALIDATE], item, NULL));
        if (!item || PyList_Append(described, item))
            Py_CLEAR(described);
        Py_XDECREF(item);
    }
    if (described && table->specials[SPECIAL_PROPERTY_LIST] &&
        (more = call_special(self, table->specials[SPECIAL_PROPERTY_LIST], NULL, NULL)) && more != Py_None) {
        PyObject *both = PySequence_Check(more) ? PySequence_InPlaceConcat(described, more) : NULL;
        if (!both && !PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "%s._get_property_list(): expected a list of dictionaries, got %.200R",
                         Py_TYPE(self)->tp_name, more);
        Py_XSETREF(described, both);
    }
    Py_XDECREF(more);
    return described;
}

static const GDExtensionPropertyInfo *script_property_list(GDExtensionScriptInstanceDataPtr data, uint32_t *count) {
    ScriptInstance *instance = data;
    const Table *table = script_enter(instance); /* until script_free_property_list */
    const GDExtensionPropertyInfo *list = table->properties;
    *count = table->property_count;
    if ((!table->specials[SPECIAL_PROPERTY_LIST] && !table->specials[SPECIAL_VALIDATE]) || script_has_gone(instance))
        return list;
    BRIDGE_ENTER;
    PyObject *self = Py_NewRef((PyObject *)instance->face);
    PyObject *described = describe(table, self);
    GDExtensionPropertyInfo *made = described ? make_list(described) : NULL;
    if (made) {
        list = made;
        *count = (uint32_t)PyList_GET_SIZE(described);
    }
    if (PyErr_Occurred())
        report_exception();
    Py_XDECREF(described);
    Py_DECREF(self);
    BRIDGE_LEAVE;
    return list;
}

static void script_free_property_list(GDExtensionScriptInstanceDataPtr data, const GDExtensionPropertyInfo *list,
                                      uint32_t count) {
    ScriptInstance *instance = data;
    const Table *table = atomic_load(&instance->record->table);
    while (table && table->properties != list)
        table = table->older;
    if (!table)
        free_made_list(list, count);
    script_leave(instance->record);
}

static GDExtensionBool script_validate_property(GDExtensionScriptInstanceDataPtr data, GDExtensionPropertyInfo *info) {
    ScriptInstance *instance = data;
    if (script_has_gone(instance))
        return 0;
    ScriptRecord *record = instance->record;
    PyObject *method = script_enter(instance)->specials[SPECIAL_VALIDATE];
    int changed = 0;
    if (method) {
        BRIDGE_ENTER;
        PyObject *self = begin(instance);
        PyObject *described = info_to_python(info), *answer = NULL;
        if (described && (answer = call_special(self, method, described, NULL)))
            changed = info_from_python(described, info) == 0;
        Py_XDECREF(answer);
        Py_XDECREF(described);
        end(record, self);
        BRIDGE_LEAVE;
    } else
        script_leave(record);
    return changed;
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
        PyObject *self = begin(instance), *text = python_from_string_name(name);
        PyObject *answer = text ? call_special(self, method, text, NULL) : NULL;
        Variant variant;
        if (answer && !result)
            truth = PyObject_IsTrue(answer) == 1;
        else if (answer && variant_from_python(answer, &variant) == 0) {
            *(Variant *)result = variant;
            truth = 1;
        }
        Py_XDECREF(answer);
        Py_XDECREF(text);
        end(record, self);
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

static const GDExtensionMethodInfo *script_method_list(GDExtensionScriptInstanceDataPtr data, uint32_t *count) {
    ScriptInstance *instance = data;
    const Table *table = script_enter(instance); /* until script_free_method_list */
    *count = table->method_count;
    return table->methods;
}

static void script_free_method_list(GDExtensionScriptInstanceDataPtr data, const GDExtensionMethodInfo *list, uint32_t count) {
    script_leave(((ScriptInstance *)data)->record);
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

void script_fill_access(GDExtensionScriptInstanceInfo3 *info) {
    info->set_func = script_set;
    info->get_func = script_get;
    info->get_property_list_func = script_property_list;
    info->free_property_list_func = script_free_property_list;
    info->property_can_revert_func = script_can_revert;
    info->property_get_revert_func = script_get_revert;
    info->get_method_list_func = script_method_list;
    info->free_method_list_func = script_free_method_list;
    info->get_property_type_func = script_property_type;
    info->validate_property_func = script_validate_property;
    info->has_method_func = script_has_method;
    info->get_method_argument_count_func = script_argument_count;
    info->call_func = script_call;
    info->notification_func = script_notification;
    info->to_string_func = script_to_string;
}
