/* Room A, C floor: scripts. What the engine calls on objects that have a Python script.
 *
 * A script has one ScriptRecord for as long as it lives, and in it a table of what its class has: methods, properties,
 * signals. The engine asks an object with a script for many names that the script does not have (every virtual method of
 * its class, every property that is read by name), so a name is looked up by the address of its StringName, without the
 * GIL. A reload puts another table into the record; the old one goes when nobody is in it. */
#include "bridge.h"

#include <stdatomic.h>

enum member {
    MEMBER_METHOD,
    MEMBER_PROPERTY,  /* exported: has a type */
    MEMBER_ATTRIBUTE, /* any other attribute of the class */
    MEMBER_SIGNAL,
    MEMBER_ENGINE, /* a name that the engine's class has and the script has not */
};

typedef struct {
    uint64_t name; /* StringName; NULL: a free place */
    PyObject *attribute; /* str */
    MethodRecord *method;
    uint8_t member, read_only, has_default;
    Kind kind;
} Member;

typedef struct Table {
    struct Table *older; /* no longer in use */
    Py_ssize_t size, used; /* size: a power of two */
    const GDExtensionPropertyInfo *properties;
    const GDExtensionMethodInfo *methods;
    uint32_t property_count, method_count;
    PyObject *keep; /* what the descriptions are in */
    PyObject *hears; /* str "_notification", or NULL */
    Member members[];
} Table;

typedef struct {
    atomic_int references; /* the script's, and one of each instance */
    atomic_int users;      /* threads and frames that are in a table now */
    _Atomic(Table *) table;
    PyTypeObject *type, *base; /* the script's class, and its engine class */
    GDExtensionObjectPtr script, language;
    uint64_t base_name; /* StringName */
} ScriptRecord;

struct ScriptInstance {
    EngineObject *face; /* borrowed; NULL once it was taken off its object */
    ScriptRecord *record;
    GDExtensionObjectPtr owner;
    uint8_t leaving; /* the object is being destroyed, not only its script taken away */
};

/* Python makes the instance itself, and runs __init__ afterwards. */
static _Thread_local int beginning;

/* ---- tables ---- */

static size_t place_of(const Table *table, uint64_t name) {
    return (size_t)((name >> 4) * 0x9E3779B97F4A7C15u >> 20) & (table->size - 1);
}

static const Member *find(const Table *table, GDExtensionConstStringNamePtr name) {
    uint64_t wanted = *(const uint64_t *)name;
    for (size_t i = place_of(table, wanted);; i = (i + 1) & (table->size - 1)) {
        const Member *member = &table->members[i];
        if (member->name == wanted)
            return member;
        if (!member->name)
            return NULL;
    }
}

/* Everything between belongs together: the table stays until its last user has left. */
static Table *enter(ScriptInstance *instance) {
    atomic_fetch_add(&instance->record->users, 1);
    return atomic_load(&instance->record->table);
}

static void leave(ScriptRecord *record) { atomic_fetch_sub(&record->users, 1); }

static void table_free(Table *table) {
    for (Py_ssize_t i = 0; i < table->size; i++) {
        Member *member = &table->members[i];
        if (!member->name)
            continue;
        string_name_release(&member->name);
        Py_XDECREF(member->attribute);
        if (member->method)
            method_release(member->method);
    }
    Py_XDECREF(table->keep);
    Py_XDECREF(table->hears);
    PyMem_Free(table);
}

static void tables_free_older(ScriptRecord *record) {
    Table *table = atomic_load(&record->table);
    if (!table || atomic_load(&record->users))
        return;
    while (table->older) {
        Table *old = table->older;
        table->older = old->older;
        table_free(old);
    }
}

static void record_release(ScriptRecord *record) {
    if (atomic_fetch_sub(&record->references, 1) > 1 || !bridge_is_up)
        return;
    BRIDGE_ENTER;
    tables_free_older(record);
    Table *table = atomic_load(&record->table);
    if (table)
        table_free(table);
    string_name_release(&record->base_name);
    Py_DECREF(record->type);
    Py_DECREF(record->base);
    PyMem_Free(record);
    BRIDGE_LEAVE;
}

static Table *table_new(Py_ssize_t count) {
    Py_ssize_t size = 16;
    while (size < 2 * count)
        size *= 2;
    Table *table = PyMem_Calloc(1, sizeof *table + size * sizeof(Member));
    if (!table)
        PyErr_NoMemory();
    else
        table->size = size;
    return table;
}

/* Takes the name over. A free place becomes a member for other threads when its name is written. */
static Member *table_add(Table *table, uint64_t name, const Member *member) {
    size_t i = place_of(table, name);
    while (table->members[i].name && table->members[i].name != name)
        i = (i + 1) & (table->size - 1);
    Member *place = &table->members[i];
    if (place->name) { /* twice: the later one counts */
        string_name_release(&name);
        return NULL;
    }
    *place = *member;
    place->name = 0;
    atomic_thread_fence(memory_order_release);
    *(volatile uint64_t *)&place->name = name;
    table->used++;
    return place;
}

/* ---- calls ---- */

static int has_gone(const ScriptInstance *instance) {
    return !bridge_is_up || !instance->face || instance->face->dying;
}

static void script_call(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                        const GDExtensionConstVariantPtr *args, GDExtensionInt count, GDExtensionVariantPtr result,
                        GDExtensionCallError *error) {
    ScriptInstance *instance = data;
    ScriptRecord *record = instance->record;
    error->error = GDEXTENSION_CALL_ERROR_INVALID_METHOD;
    if (has_gone(instance))
        return;
    const Member *member = find(enter(instance), name);
    if (member && member->method) {
        error->error = GDEXTENSION_CALL_OK;
        atomic_fetch_add(&record->references, 1); /* the call may free the object */
        method_call(member->method, instance->face, args, count, result, error);
        leave(record);
        record_release(record);
        return;
    }
    leave(record);
}

GDExtensionBool script_has_method(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name) {
    ScriptInstance *instance = data;
    const Member *member = find(enter(instance), name);
    int has = member && member->method;
    leave(instance->record);
    return has;
}

static GDExtensionInt script_argument_count(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                            GDExtensionBool *valid) {
    ScriptInstance *instance = data;
    const Member *member = find(enter(instance), name);
    *valid = member && member->method;
    GDExtensionInt count = *valid ? member->method->signature.count : 0;
    leave(instance->record);
    return count;
}

enum { NOTIFICATION_PREDELETE = 1 }; /* of the class Object */

static void script_notification(GDExtensionScriptInstanceDataPtr data, int32_t what, GDExtensionBool reversed) {
    ScriptInstance *instance = data;
    if (has_gone(instance))
        return;
    if (what == NOTIFICATION_PREDELETE)
        instance->leaving = 1;
    ScriptRecord *record = instance->record;
    PyObject *method = enter(instance)->hears;
    int cancels = instance->leaving && instance->face->awaits;
    if (method || cancels) {
        BRIDGE_ENTER;
        PyObject *face = Py_NewRef((PyObject *)instance->face), *done = NULL;
        if (cancels) {
            if (!(done = PyObject_CallOneArg(hooks.cancel, face)))
                report_exception();
            Py_XDECREF(done);
        }
        if (method) {
            PyObject *number = PyLong_FromLong(what);
            PyObject *args[] = {face, number};
            PyObject *answer =
                number ? PyObject_VectorcallMethod(method, args, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL) : NULL;
            answer = call_answer(answer, face, 0);
            if (!answer)
                report_exception();
            Py_XDECREF(answer);
            Py_XDECREF(number);
        }
        leave(record);
        Py_DECREF(face);
        BRIDGE_LEAVE;
    } else
        leave(record);
}

static void script_to_string(GDExtensionScriptInstanceDataPtr data, GDExtensionBool *valid, GDExtensionStringPtr out) {
    ScriptInstance *instance = data;
    *valid = 0;
    if (has_gone(instance))
        return;
    static PyObject *name;
    BRIDGE_ENTER;
    if (!name)
        name = PyUnicode_InternFromString("_to_string");
    PyObject *self = Py_NewRef((PyObject *)instance->face), *text = NULL;
    if (PyObject_HasAttr((PyObject *)Py_TYPE(self), name))
        text = PyObject_CallMethodNoArgs(self, name);
    else if (Py_TYPE(self)->tp_str != PyBaseObject_Type.tp_str)
        text = PyObject_Str(self);
    const char *utf8 = text ? PyUnicode_AsUTF8(text) : NULL;
    *valid = utf8 != NULL;
    if (utf8)
        gd.string_new_with_utf8_chars(out, utf8);
    else if (PyErr_Occurred())
        report_exception();
    Py_XDECREF(text);
    Py_DECREF(self);
    BRIDGE_LEAVE;
}

/* ---- properties ---- */

/* Signals and methods of a script as GDScript reads them: node.died, node.heal. */
static void bound(ScriptInstance *instance, const Member *member, GDExtensionVariantPtr result) {
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    Variant object, name;
    PyObject *self = (PyObject *)instance->face;
    if (variant_from_python(self, &object))
        return;
    if (variant_coerce(member->attribute, GDEXTENSION_VARIANT_TYPE_STRING_NAME, &name) == 0) {
        const void *args[] = {&object, &name};
        gd.variant_construct(
            member->member == MEMBER_SIGNAL ? GDEXTENSION_VARIANT_TYPE_SIGNAL : GDEXTENSION_VARIANT_TYPE_CALLABLE, result,
            args, 2, &error);
        gd.variant_destroy(&name);
    }
    gd.variant_destroy(&object);
}

/* A name that is not in the table: an attribute that only this instance has, or one of the engine's class, which is then
 * remembered so that the next time nobody asks Python. A new reference to the attribute's name, or NULL. */
static PyObject *own_attribute(ScriptInstance *instance, Table *table, GDExtensionConstStringNamePtr name, PyObject **value) {
    PyObject *text = python_from_string_name(name);
    *value = NULL;
    if (text && PyUnicode_IsIdentifier(text)) {
        PyTypeObject *engine = instance->owner ? object_class(instance->owner) : NULL;
        if (engine && (PyObject_HasAttr((PyObject *)engine, text) ||
                       PyUnicode_CompareWithASCIIString(text, "script") == 0)) {
            uint64_t kept;
            Member member = {.member = MEMBER_ENGINE};
            if (table->used < table->size * 3 / 4 && string_name_from_python(text, &kept) == 0)
                table_add(table, kept, &member);
        } else if (engine && (*value = PyObject_GenericGetAttr((PyObject *)instance->face, text))) {
            Py_DECREF(engine);
            return text;
        }
        Py_XDECREF(engine);
    }
    PyErr_Clear();
    Py_XDECREF(text);
    return NULL;
}

static GDExtensionBool script_get(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                  GDExtensionVariantPtr result) {
    ScriptInstance *instance = data;
    int found = 0;
    if (has_gone(instance))
        return 0;
    ScriptRecord *record = instance->record;
    Table *table = enter(instance);
    const Member *member = find(table, name);
    if (!member || member->member != MEMBER_ENGINE) {
        BRIDGE_ENTER;
        PyObject *self = Py_NewRef((PyObject *)instance->face), *value = NULL;
        Kind kind = KIND_VARIANT;
        if (!member)
            Py_XDECREF(own_attribute(instance, table, name, &value));
        else if (member->member == MEMBER_SIGNAL || member->member == MEMBER_METHOD) {
            bound(instance, member, result);
            found = 1;
        } else {
            if (member->member == MEMBER_PROPERTY)
                kind = member->kind;
            value = PyObject_GetAttr(self, member->attribute);
        }
        if (value) {
            Variant variant;
            if (value == Py_None)
                kind = KIND_VARIANT;
            if (variant_coerce(value, kind, &variant) == 0) {
                *(Variant *)result = variant;
                found = 1;
            }
            Py_DECREF(value);
        }
        if (PyErr_Occurred())
            report_exception();
        leave(record);
        Py_DECREF(self);
        BRIDGE_LEAVE;
    } else
        leave(record);
    return found;
}

/* The value as the property's type has it; NULL with an exception if it does not fit. */
static PyObject *fitting(ScriptInstance *instance, const Member *member, const Variant *variant) {
    Kind wanted = member->member == MEMBER_PROPERTY ? member->kind : KIND_VARIANT;
    GDExtensionVariantType type = gd.variant_get_type(variant);
    if (wanted == KIND_VARIANT || type == (GDExtensionVariantType)wanted ||
        (type == GDEXTENSION_VARIANT_TYPE_NIL && wanted == GDEXTENSION_VARIANT_TYPE_OBJECT))
        return variant_to_python(variant);
    PyObject *value = NULL;
    if (type != GDEXTENSION_VARIANT_TYPE_NIL && gd.variant_can_convert_strict(type, wanted)) {
        Variant converted;
        GDExtensionCallError error;
        const void *args[] = {variant};
        gd.variant_construct(wanted, &converted, args, 1, &error);
        value = variant_to_python(&converted);
        gd.variant_destroy(&converted);
    } else if ((value = variant_to_python(variant))) {
        PyErr_Format(PyExc_TypeError, "%s.%U: expected %s, got %.200R (%s)", instance->record->type->tp_name,
                     member->attribute, kind_name(wanted), value, kind_name((Kind)type));
        Py_CLEAR(value);
    }
    return value;
}

static GDExtensionBool script_set(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                  GDExtensionConstVariantPtr variant) {
    ScriptInstance *instance = data;
    int done = 0;
    if (has_gone(instance))
        return 0;
    ScriptRecord *record = instance->record;
    Table *table = enter(instance);
    const Member *member = find(table, name);
    if (!member || member->member == MEMBER_PROPERTY || member->member == MEMBER_ATTRIBUTE) {
        BRIDGE_ENTER;
        PyObject *self = Py_NewRef((PyObject *)instance->face), *attribute = NULL, *value = NULL;
        if (!member) {
            PyObject *old;
            attribute = own_attribute(instance, table, name, &old);
            value = attribute ? variant_to_python(variant) : NULL;
            Py_XDECREF(old);
        } else if (!member->read_only) {
            attribute = Py_NewRef(member->attribute);
            value = fitting(instance, member, variant);
        }
        if (value) {
            done = PyObject_SetAttr(self, attribute, value) == 0;
            Py_DECREF(value);
        }
        if (PyErr_Occurred())
            report_exception();
        leave(record);
        Py_XDECREF(attribute);
        Py_DECREF(self);
        BRIDGE_LEAVE;
    } else
        leave(record);
    return done;
}

static const GDExtensionPropertyInfo *script_property_list(GDExtensionScriptInstanceDataPtr data, uint32_t *count) {
    ScriptInstance *instance = data;
    const Table *table = enter(instance); /* until script_free_property_list */
    *count = table->property_count;
    return table->properties;
}

static void script_free_property_list(GDExtensionScriptInstanceDataPtr data, const GDExtensionPropertyInfo *list,
                                      uint32_t count) {
    leave(((ScriptInstance *)data)->record);
}

static const GDExtensionMethodInfo *script_method_list(GDExtensionScriptInstanceDataPtr data, uint32_t *count) {
    ScriptInstance *instance = data;
    const Table *table = enter(instance); /* until script_free_method_list */
    *count = table->method_count;
    return table->methods;
}

static void script_free_method_list(GDExtensionScriptInstanceDataPtr data, const GDExtensionMethodInfo *list, uint32_t count) {
    leave(((ScriptInstance *)data)->record);
}

static GDExtensionVariantType script_property_type(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                                   GDExtensionBool *valid) {
    ScriptInstance *instance = data;
    const Member *member = find(enter(instance), name);
    *valid = member && member->member == MEMBER_PROPERTY;
    Kind kind = *valid && member->kind != KIND_VARIANT ? member->kind : GDEXTENSION_VARIANT_TYPE_NIL;
    leave(instance->record);
    return (GDExtensionVariantType)kind;
}

/* ---- the rest of an instance ---- */

static GDExtensionObjectPtr script_owner(GDExtensionScriptInstanceDataPtr data) { return ((ScriptInstance *)data)->owner; }

static GDExtensionObjectPtr script_script(GDExtensionScriptInstanceDataPtr data) {
    return ((ScriptInstance *)data)->record->script;
}

static GDExtensionScriptLanguagePtr script_language(GDExtensionScriptInstanceDataPtr data) {
    return ((ScriptInstance *)data)->record->language;
}

/* Whether an object may die is for its binding to say: see objects.c. */
static GDExtensionBool script_may_die(GDExtensionScriptInstanceDataPtr data) { return 1; }

/* Not through the class's own __setattr__. */
static int become(EngineObject *face, PyTypeObject *type) {
    static PyObject *name;
    if (Py_TYPE(face) == type)
        return 0;
    if (!name && !(name = PyUnicode_InternFromString("__class__")))
        return -1;
    return PyObject_GenericSetAttr((PyObject *)face, name, (PyObject *)type);
}

/* The object is destroyed, or only its script is taken away: then its face is again what it was without, and what the
 * script's class has put into it goes. */
static void script_free(GDExtensionScriptInstanceDataPtr data) {
    ScriptInstance *instance = data;
    EngineObject *face = instance->face;
    if (!bridge_is_up)
        return;
    BRIDGE_ENTER;
    if (face) {
        face->script = NULL;
        if (!instance->leaving && !face->dying) {
            Py_INCREF(face);
            if (face->awaits) {
                PyObject *done = PyObject_CallOneArg(hooks.cancel, (PyObject *)face);
                if (!done)
                    report_exception();
                Py_XDECREF(done);
            }
            PyTypeObject *type = object_class(instance->owner);
            PyObject *state = type ? PyObject_GenericGetDict((PyObject *)face, NULL) : NULL;
            if (!state || become(face, type))
                report_exception();
            else
                PyDict_Clear(state);
            Py_XDECREF(state);
            Py_XDECREF(type);
            Py_DECREF(face);
        }
    }
    record_release(instance->record);
    PyMem_Free(instance);
    BRIDGE_LEAVE;
}

static const GDExtensionScriptInstanceInfo3 instance_info = {
    .set_func = script_set,
    .get_func = script_get,
    .get_property_list_func = script_property_list,
    .free_property_list_func = script_free_property_list,
    .get_owner_func = script_owner,
    .get_method_list_func = script_method_list,
    .free_method_list_func = script_free_method_list,
    .get_property_type_func = script_property_type,
    .has_method_func = script_has_method,
    .get_method_argument_count_func = script_argument_count,
    .call_func = script_call,
    .notification_func = script_notification,
    .to_string_func = script_to_string,
    .refcount_decremented_func = script_may_die,
    .get_script_func = script_script,
    .get_language_func = script_language,
    .free_func = script_free,
};

/* ---- attaching ---- */

void script_let_go(EngineObject *self) {
    if (self->script) {
        self->script->face = NULL;
        self->script = NULL;
    }
}

/* The class of a script's instance on that object: the script's, or one that also has what a deeper engine class has. */
static PyTypeObject *class_for(ScriptRecord *record, GDExtensionObjectPtr object) {
    PyTypeObject *engine = object_class(object), *type = NULL;
    if (!engine)
        return NULL;
    if (PyType_IsSubtype(record->type, engine))
        type = (PyTypeObject *)Py_NewRef(record->type);
    else if (PyType_IsSubtype(engine, record->base))
        type = (PyTypeObject *)PyObject_CallFunctionObjArgs(hooks.class_on, record->type, engine, NULL);
    else
        PyErr_Format(PyExc_TypeError,
                     "the class %s derives from %s, so it cannot be attached to a %s; attach it to a %s, or change its base",
                     record->type->tp_name, record->base->tp_name, engine->tp_name, record->base->tp_name);
    Py_DECREF(engine);
    return type;
}

/* The engine's instance of the script on that object, which has its face from then on; NULL with an exception. */
static GDExtensionScriptInstancePtr attach(ScriptRecord *record, GDExtensionObjectPtr object) {
    int from_python = beginning;
    beginning = 0;
    PyTypeObject *type = class_for(record, object);
    if (!type)
        return NULL;
    EngineObject *face = object_face(object, type);
    ScriptInstance *instance = NULL;
    GDExtensionScriptInstancePtr made = NULL;
    if (face && !(PyType_IsSubtype(Py_TYPE(face), type)) && become(face, type))
        Py_CLEAR(face);
    if (face && !(instance = PyMem_Calloc(1, sizeof *instance)))
        PyErr_NoMemory();
    Py_DECREF(type);
    if (instance) {
        instance->face = face;
        instance->record = record;
        instance->owner = object;
        atomic_fetch_add(&record->references, 1);
        face->script = instance;
        made = gd.script_instance_create3(&instance_info, instance);
        gd.object_set_script_instance(object, made);
        if (!from_python) {
            PyObject *init = PyObject_GetAttrString((PyObject *)Py_TYPE(face), "__init__");
            PyObject *done = init ? PyObject_CallOneArg(init, (PyObject *)face) : NULL;
            Py_XDECREF(init);
            Py_XDECREF(done);
            if (!done) /* the object lives on without what __init__ would have set */
                report_exception();
            if (face->script != instance) /* __init__ has taken the script away again */
                made = NULL;
        }
    }
    Py_XDECREF(face);
    return made;
}

GDExtensionObjectPtr script_base_object(PyObject *address) {
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    if (!record)
        return NULL;
    class_constructing = 1;
    GDExtensionObjectPtr object = gd.classdb_construct_object2(&record->base_name);
    class_constructing = 0;
    if (!object && !PyErr_Occurred())
        PyErr_Format(PyExc_TypeError, "%s cannot be made: the engine cannot instantiate its base %s, which is abstract or a "
                     "singleton", record->type->tp_name, record->base->tp_name);
    return object;
}

/* Attaches the script to an object that Python has just made. */
int script_begin(PyObject *address, GDExtensionObjectPtr object) {
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    beginning = 1;
    int failed = !attach(record, object);
    beginning = 0;
    return failed ? -1 : 0;
}

/* ---- records, made by script.py ---- */

/* script_record(type, base, base_name, script_address, language_address) -> address */
static PyObject *py_script_record(PyObject *module, PyObject *args) {
    PyObject *type, *base, *base_name, *script, *language;
    if (!PyArg_ParseTuple(args, "O!O!UOO", &PyType_Type, &type, &PyType_Type, &base, &base_name, &script, &language))
        return NULL;
    ScriptRecord *record = PyMem_Calloc(1, sizeof *record);
    if (!record)
        return PyErr_NoMemory();
    record->script = PyLong_AsVoidPtr(script);
    record->language = PyLong_AsVoidPtr(language);
    if (PyErr_Occurred() || string_name_from_python(base_name, &record->base_name)) {
        PyMem_Free(record);
        return NULL;
    }
    atomic_init(&record->references, 1);
    record->type = (PyTypeObject *)Py_NewRef(type);
    record->base = (PyTypeObject *)Py_NewRef(base);
    return PyLong_FromVoidPtr(record);
}

/* script_members(record, ((name, member, kind, read_only, method_record), ...), properties, count, methods, count, keep) */
static PyObject *py_script_members(PyObject *module, PyObject *args) {
    PyObject *address, *members, *properties, *methods, *keep;
    unsigned int property_count, method_count;
    if (!PyArg_ParseTuple(args, "OO!OIOIO", &address, &PyTuple_Type, &members, &properties, &property_count, &methods,
                          &method_count, &keep))
        return NULL;
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    Table *table = record ? table_new(2 * PyTuple_GET_SIZE(members) + 64) : NULL;
    if (!table)
        return NULL;
    table->properties = PyLong_AsVoidPtr(properties);
    table->methods = PyLong_AsVoidPtr(methods);
    table->property_count = property_count;
    table->method_count = method_count;
    table->keep = Py_NewRef(keep);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(members); i++) {
        Member member = {0};
        uint64_t name;
        PyObject *method;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(members, i), "UbbbO", &member.attribute, &member.member, &member.kind,
                              &member.read_only, &method) ||
            string_name_from_python(member.attribute, &name)) {
            table_free(table);
            return NULL;
        }
        member.method = method == Py_None ? NULL : PyLong_AsVoidPtr(method);
        Py_INCREF(member.attribute);
        PyUnicode_InternInPlace(&member.attribute);
        if (member.method && PyUnicode_CompareWithASCIIString(member.attribute, "_notification") == 0)
            Py_XSETREF(table->hears, Py_NewRef(member.attribute));
        if (!table_add(table, name, &member)) {
            Py_DECREF(member.attribute);
            if (member.method)
                method_release(member.method);
        }
    }
    table->older = atomic_load(&record->table);
    atomic_store(&record->table, table);
    tables_free_older(record);
    Py_RETURN_NONE;
}

static PyObject *py_free_script_record(PyObject *module, PyObject *address) {
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    if (!record)
        return NULL;
    record_release(record);
    Py_RETURN_NONE;
}

/* attach_script(record, object_address) -> address of the engine's script instance, or 0 */
static PyObject *py_attach_script(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    if (count != 2)
        return PyErr_Format(PyExc_TypeError, "attach_script(record, object)");
    ScriptRecord *record = PyLong_AsVoidPtr(args[0]);
    GDExtensionObjectPtr object = PyLong_AsVoidPtr(args[1]);
    if (PyErr_Occurred())
        return NULL;
    GDExtensionScriptInstancePtr made = attach(record, object);
    return PyErr_Occurred() ? NULL : PyLong_FromVoidPtr(made);
}

PyMethodDef script_functions[] = {
    {"script_record", py_script_record, METH_VARARGS, "What the engine's callbacks need to know of one script."},
    {"script_members", py_script_members, METH_VARARGS, "Says what the class of a script has; again after a reload."},
    {"free_script_record", py_free_script_record, METH_O, "Gives up the script's own share of its record."},
    {"attach_script", (PyCFunction)py_attach_script, METH_FASTCALL, "Makes an object's face an instance of the script."},
    {NULL}};
