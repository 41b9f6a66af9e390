/* Room A, C floor: what objects that have a Python script say they have: lists of properties and methods. */
#include "scripts.h"

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
            Py_XDECREF(script_ask(self, table->specials[SPECIAL_VALIDATE], item, NULL));
        if (!item || PyList_Append(described, item))
            Py_CLEAR(described);
        Py_XDECREF(item);
    }
    if (described && table->specials[SPECIAL_PROPERTY_LIST] &&
        (more = script_ask(self, table->specials[SPECIAL_PROPERTY_LIST], NULL, NULL)) && more != Py_None) {
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
        PyObject *self = script_hold(instance);
        PyObject *described = info_to_python(info), *answer = NULL;
        if (described && (answer = script_ask(self, method, described, NULL)))
            changed = info_from_python(described, info) == 0;
        Py_XDECREF(answer);
        Py_XDECREF(described);
        script_release(record, self);
        BRIDGE_LEAVE;
    } else
        script_leave(record);
    return changed;
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

void script_fill_lists(GDExtensionScriptInstanceInfo3 *info) {
    info->get_property_list_func = script_property_list;
    info->free_property_list_func = script_free_property_list;
    info->get_method_list_func = script_method_list;
    info->free_method_list_func = script_free_method_list;
    info->validate_property_func = script_validate_property;
}
