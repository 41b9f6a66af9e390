/* Room A, C floor: scripts. Their records and tables, and the instances that objects get: see scripts.h. */
#include "scripts.h"

/* Python makes the instance itself, and runs __init__ afterwards. */
static _Thread_local int beginning;

/* ---- tables ---- */

static size_t place_of(const Table *table, uint64_t name) {
    return (size_t)((name >> 4) * 0x9E3779B97F4A7C15u >> 20) & (table->size - 1);
}

const Member *script_find(const Table *table, GDExtensionConstStringNamePtr name) {
    uint64_t wanted = *(const uint64_t *)name;
    for (size_t i = place_of(table, wanted);; i = (i + 1) & (table->size - 1)) {
        const Member *member = &table->members[i];
        uint64_t found = __atomic_load_n(&member->name, __ATOMIC_ACQUIRE);
        if (found == wanted)
            return member;
        if (!found)
            return NULL;
    }
}

static void table_free(Table *table) {
    for (Py_ssize_t i = 0; i < table->size; i++) {
        Member *member = &table->members[i];
        if (!member->name)
            continue;
        string_name_release(&member->name);
        Py_XDECREF(member->attribute);
        Py_XDECREF(member->constant);
        Py_XDECREF(member->of_class);
        if (member->method)
            method_release(member->method);
    }
    Py_XDECREF(table->keep);
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

void script_record_release(ScriptRecord *record) {
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
    if (place->name) { /* twice: the first one counts */
        string_name_release(&name);
        return NULL;
    }
    *place = *member;
    place->name = 0;
    table->used++;
    __atomic_store_n(&place->name, name, __ATOMIC_RELEASE);
    return place;
}

/* So that the next time nobody asks Python about it. With the GIL. */
void script_remember_engine_name(Table *table, PyObject *text) {
    uint64_t name;
    Member member = {.member = MEMBER_ENGINE};
    if (table->used < table->size * 3 / 4 && string_name_from_python(text, &name) == 0)
        table_add(table, name, &member);
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
            else if (type_is_engine_class(type)) /* a native class of Python has its own there */
                PyDict_Clear(state);
            Py_XDECREF(state);
            Py_XDECREF(type);
            Py_DECREF(face);
        }
    }
    script_record_release(instance->record);
    PyMem_Free(instance);
    BRIDGE_LEAVE;
}

static GDExtensionScriptInstanceInfo3 instance_info = {
    .get_owner_func = script_owner,
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
    if (engine == record->base)
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
    GDExtensionObjectPtr object = object_construct(record->base, &record->base_name);
    if (!object && !PyErr_Occurred())
        PyErr_Format(PyExc_TypeError, "%s cannot be made: the engine cannot instantiate its base %s, which is abstract or a "
                     "singleton", record->type->tp_name, record->base->tp_name);
    return object;
}

PyTypeObject *script_base_class(PyObject *address) { return ((ScriptRecord *)PyLong_AsVoidPtr(address))->base; }

/* Attaches the script to an object that Python has just made. */
int script_begin(PyObject *address, GDExtensionObjectPtr object) {
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    beginning = 1;
    int failed = !attach(record, object);
    beginning = 0;
    return failed ? -1 : 0;
}

/* ---- records, made by script.py ---- */

static const char *const special_names[SPECIAL_COUNT] = {
    "_notification",      "_get",                 "_set",                 "_get_property_list",
    "_validate_property", "_property_can_revert", "_property_get_revert", "_to_string",
};

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
    script_fill_calls(&instance_info);
    script_fill_properties(&instance_info);
    script_fill_lists(&instance_info);
    atomic_init(&record->references, 1);
    record->type = (PyTypeObject *)Py_NewRef(type);
    record->base = (PyTypeObject *)Py_NewRef(base);
    return PyLong_FromVoidPtr(record);
}

/* script_base(record, base, base_name): a reload has given the script's class another engine class as its base. */
static PyObject *py_script_base(PyObject *module, PyObject *args) {
    PyObject *address, *base, *base_name;
    uint64_t name;
    if (!PyArg_ParseTuple(args, "OO!U", &address, &PyType_Type, &base, &base_name))
        return NULL;
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    if (!record || string_name_from_python(base_name, &name))
        return NULL;
    string_name_release(&record->base_name);
    record->base_name = name;
    Py_SETREF(record->base, (PyTypeObject *)Py_NewRef(base));
    Py_RETURN_NONE;
}

/* script_members(record, ((name, member, kind, read_only, is_static, method record, constant or class), ...), properties, count, methods, count, keep) */
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
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(members, i), "UbbbbO", &member.attribute, &member.member, &member.kind,
                              &member.read_only, &member.is_static, &method) ||
            string_name_from_python(member.attribute, &name)) {
            table_free(table);
            return NULL;
        }
        if (member.member == MEMBER_METHOD)
            member.method = PyLong_AsVoidPtr(method);
        else if (member.is_static)
            member.constant = Py_NewRef(method);
        else if (member.kind == GDEXTENSION_VARIANT_TYPE_OBJECT && PyObject_IsTrue(method) == 1)
            member.of_class = Py_NewRef(method);
        Py_INCREF(member.attribute);
        PyUnicode_InternInPlace(&member.attribute);
        for (int special = 0; member.method && special < SPECIAL_COUNT; special++)
            if (PyUnicode_CompareWithASCIIString(member.attribute, special_names[special]) == 0)
                table->specials[special] = member.attribute;
        if (!table_add(table, name, &member)) {
            Py_DECREF(member.attribute);
            Py_XDECREF(member.constant);
            Py_XDECREF(member.of_class);
            if (member.method)
                method_release(member.method);
        }
    }
    table->older = atomic_load(&record->table);
    atomic_store(&record->table, table);
    if (!table->older && script_show_class(record))
        return NULL;
    tables_free_older(record);
    Py_RETURN_NONE;
}

static PyObject *py_free_script_record(PyObject *module, PyObject *address) {
    ScriptRecord *record = PyLong_AsVoidPtr(address);
    if (!record)
        return NULL;
    script_record_release(record);
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
    {"script_base", py_script_base, METH_VARARGS, "Says which engine class the script's class derives from now."},
    {"free_script_record", py_free_script_record, METH_O, "Gives up the script's own share of its record."},
    {"attach_script", (PyCFunction)py_attach_script, METH_FASTCALL, "Makes an object's face an instance of the script."},
    {NULL}};
