/* Room A, C floor: objects. One engine object has one Python face, found through the engine's instance binding.
 *
 * Who owns whom
 * - An Object that is not RefCounted (every Node): the binding owns the face (`held`), so that Python attributes stay
 *   as long as the engine's object does. When the engine frees it, the face's pointer becomes NULL.
 * - A RefCounted: the face owns one engine reference. The binding owns the face only while the engine holds further
 *   references; at the last one the hold is dropped, so that Python's collector decides, also about cycles.
 *
 * Locks
 * The engine calls binding_create and binding_reference inside a lock of that object, on any thread. They neither
 * wait for the GIL nor run Python code, or a thread that has the GIL and wants that lock would wait for ever. What
 * they cannot do on the spot they put into a queue (holds.c), which is worked off at the next safe place. */
#include "bridge.h"

static EngineObject *all_objects;
static GDExtensionMethodBindPtr bind_init_ref, bind_unreference, bind_reference_count, bind_notification, bind_get_script;
static char token_storage;
#define TOKEN ((void *)&token_storage)

/* Address of a class's StringName -> type. The names are kept, or another name could get the address. */
static PyObject *class_cache;
static uint64_t *class_names;
static Py_ssize_t class_name_count, class_name_room;

static GDExtensionMethodBindPtr method_bind(const char *class_name, const char *method, int64_t hash) {
    uint64_t class_string, method_string;
    string_name_from_utf8(class_name, &class_string);
    string_name_from_utf8(method, &method_string);
    GDExtensionMethodBindPtr bind = gd.classdb_get_method_bind(&class_string, &method_string, hash);
    string_name_release(&class_string);
    string_name_release(&method_string);
    return bind;
}

int objects_setup(void) {
    bind_init_ref = method_bind("RefCounted", "init_ref", INIT_REF_HASH);
    bind_unreference = method_bind("RefCounted", "unreference", UNREFERENCE_HASH);
    bind_reference_count = method_bind("RefCounted", "get_reference_count", GET_REFERENCE_COUNT_HASH);
    bind_notification = method_bind("Object", "notification", NOTIFICATION_HASH);
    bind_get_script = method_bind("Object", "get_script", GET_SCRIPT_HASH);
    class_cache = PyDict_New();
    return bind_get_script && bind_init_ref && bind_unreference && bind_reference_count && bind_notification && class_cache ? 0 : -1;
}

static int call_bool(GDExtensionMethodBindPtr bind, GDExtensionObjectPtr object) {
    uint8_t result = 0;
    gd.object_method_bind_ptrcall(bind, object, NULL, &result);
    return result;
}

static int64_t reference_count(GDExtensionObjectPtr object) {
    int64_t count = 0;
    gd.object_method_bind_ptrcall(bind_reference_count, object, NULL, &count);
    return count;
}

/* Gives up one engine reference, and the object with the last one. An object may wait for a thread of its own then, and
 * every thread of the engine asks each script language for leave before it ends: so without the GIL. */
static void unreference(GDExtensionObjectPtr object) {
    if (call_bool(bind_unreference, object)) {
        Py_BEGIN_ALLOW_THREADS
        gd.object_destroy(object);
        Py_END_ALLOW_THREADS
    }
}

void object_notify_postinitialize(GDExtensionObjectPtr object) {
    int64_t what = 0; /* Object.NOTIFICATION_POSTINITIALIZE */
    uint8_t reversed = 0;
    const void *args[] = {&what, &reversed};
    gd.object_method_bind_ptrcall(bind_notification, object, args, NULL);
}

/* Whether it is the engine's class itself, and not one that somebody wrote on it: see classes.make_class(). */
int type_is_engine_class(PyTypeObject *type) {
    static PyObject *mark;
    if (!mark && !(mark = PyUnicode_InternFromString("__godot_is_engine__")))
        return 0;
    return type->tp_dict && PyDict_Contains(type->tp_dict, mark) == 1;
}

/* A new object of the engine's class `name`, whose face is of `type`. An object of the engine's own classes is made whole
 * at once: only so has it a lock for its signals, without which threads could not connect to them. One of a class of
 * Python needs its face first, and is whole after object_finish(). */
GDExtensionObjectPtr object_construct(PyTypeObject *type, const uint64_t *name) {
    class_constructing = 1;
    GDExtensionObjectPtr object =
        type_is_engine_class(type) ? gd.classdb_construct_object(name) : gd.classdb_construct_object2(name);
    class_constructing = 0;
    return object;
}

void object_finish(PyTypeObject *type, GDExtensionObjectPtr object) {
    if (!type_is_engine_class(type))
        object_notify_postinitialize(object);
}

int object_has_script(PyObject *self) {
    GDExtensionObjectPtr object = ((EngineObject *)self)->pointer;
    Variant script;
    if (!object || !bridge_is_up)
        return 0;
    gd.variant_new_nil(&script);
    gd.object_method_bind_ptrcall(bind_get_script, object, NULL, &script);
    int has_one = gd.variant_get_type(&script) != GDEXTENSION_VARIANT_TYPE_NIL;
    gd.variant_destroy(&script);
    return has_one;
}

/* ---- holding ---- */

void object_hold(EngineObject *self) {
    if (!self->held) {
        self->held = 1;
        Py_INCREF(self);
    }
}

static void link_object(EngineObject *self) {
    self->previous = NULL;
    self->next = all_objects;
    if (all_objects)
        all_objects->previous = self;
    all_objects = self;
}

static void unlink_object(EngineObject *self) {
    if (self->previous)
        self->previous->next = self->next;
    else if (all_objects == self)
        all_objects = self->next;
    if (self->next)
        self->next->previous = self->previous;
    self->previous = self->next = NULL;
}

/* Makes the hold of a face fit the engine's count. May destroy the face, and the object with it. */
void object_settle(EngineObject *self) {
    if (!self->ref_counted || self->dying || !self->pointer)
        return;
    if (reference_count(self->pointer) > 1)
        object_hold(self);
    else if (self->held && !self->newborn) {
        self->held = 0;
        Py_DECREF(self);
    }
}

/* ---- what the engine tells a binding ---- */

/* The face that this thread wants to bind; the engine asks for it with binding_create. */
static _Thread_local EngineObject *candidate;

static void *binding_create(void *token, void *instance) { return candidate; }

static void binding_free(void *token, void *instance, void *binding) {
    EngineObject *self = binding;
    if (!bridge_is_up || self->dying)
        return;
    BRIDGE_ENTER;
    if (self->pointer) {
        self->pointer = NULL;
        unlink_object(self);
        if (self->held) {
            self->held = 0;
            Py_DECREF(self);
        }
    }
    BRIDGE_LEAVE;
}

static GDExtensionBool binding_reference(void *token, void *binding, GDExtensionBool added) {
    EngineObject *self = binding;
    if (bridge_is_up && !self->dying) {
        if (added && self->newborn == NEWBORN_WAITS)
            self->newborn = NEWBORN_NO;
        if (added && PyGILState_Check())
            object_hold(self);
        else
            holds_queue(self);
    }
    return 1;
}

static const GDExtensionInstanceBindingCallbacks binding_callbacks = {binding_create, binding_free, binding_reference};

/* ---- faces ---- */

/* The face of `object`, made now as one of `type` unless there is one: a new reference. */
EngineObject *object_adopt(PyTypeObject *type, GDExtensionObjectPtr object) {
    EngineObject *made = (EngineObject *)type->tp_alloc(type, 0);
    if (!made)
        return NULL;
    made->instance_id = gd.object_get_instance_id(object);
    made->ref_counted = made->instance_id >> 63;
    if (made->ref_counted)
        call_bool(bind_init_ref, object);
    made->pointer = object;
    link_object(made);
    candidate = made;
    EngineObject *self = gd.object_get_instance_binding(object, TOKEN, &binding_callbacks);
    candidate = NULL;
    if (self != made) { /* making it let other Python code run, which was faster */
        made->pointer = NULL;
        unlink_object(made);
        Py_XINCREF(self);
        if (made->ref_counted)
            unreference(object);
        Py_DECREF(made);
        return self;
    }
    if (!self->ref_counted || reference_count(object) > 1)
        object_hold(self);
    return self;
}

static int keep_class_name(uint64_t *name) {
    if (class_name_count == class_name_room) {
        Py_ssize_t room = class_name_room ? 2 * class_name_room : 64;
        uint64_t *grown = PyMem_Realloc(class_names, room * sizeof *grown);
        if (!grown) {
            PyErr_NoMemory();
            return -1;
        }
        class_names = grown;
        class_name_room = room;
    }
    class_names[class_name_count++] = *name;
    *name = 0; /* moved */
    return 0;
}

static void forget_classes(void) {
    PyDict_Clear(class_cache);
    while (class_name_count > 0)
        string_name_release(&class_names[--class_name_count]);
}

PyTypeObject *object_class(GDExtensionObjectPtr object) {
    uint64_t name = 0;
    if (!hooks.class_for_name || !gd.object_get_class_name(object, bridge_library, &name)) {
        PyErr_SetString(PyExc_RuntimeError, "the engine does not tell the class of an object");
        return NULL;
    }
    PyObject *key = PyLong_FromUnsignedLongLong(name);
    PyObject *type = key ? PyDict_GetItemWithError(class_cache, key) : NULL;
    if (type)
        Py_INCREF(type);
    else if (!PyErr_Occurred()) {
        PyObject *text = python_from_string_name(&name);
        type = text ? PyObject_CallOneArg(hooks.class_for_name, text) : NULL;
        Py_XDECREF(text);
        if (type && (!PyType_Check(type) || PyDict_SetItem(class_cache, key, type) || keep_class_name(&name)))
            Py_CLEAR(type);
    }
    Py_XDECREF(key);
    if (name)
        string_name_release(&name);
    return (PyTypeObject *)type;
}

/* The object's face, made now as one of `type` unless there is one: a new reference. */
EngineObject *object_face(GDExtensionObjectPtr object, PyTypeObject *type) {
    EngineObject *self = gd.object_get_instance_binding(object, TOKEN, NULL);
    return self ? (EngineObject *)Py_NewRef(self) : object_adopt(type, object);
}

PyObject *object_to_python(GDExtensionObjectPtr object) {
    if (!object)
        Py_RETURN_NONE;
    PyObject *self = gd.object_get_instance_binding(object, TOKEN, NULL);
    if (self)
        return Py_NewRef(self);
    uint64_t id = gd.object_get_instance_id(object);
    PyTypeObject *type = object_class(object); /* at the first use of a class this runs Python code */
    if (!type)
        return NULL;
    self = gd.object_get_instance_from_id(id) == object ? (PyObject *)object_adopt(type, object) : object_freed(id);
    Py_DECREF(type);
    return self;
}

/* What Python gets of an object that the engine has freed: a face that says so when it is used. */
PyObject *object_freed(uint64_t instance_id) {
    static PyObject *name;
    if (!name && !(name = PyUnicode_InternFromString("Object")))
        return NULL;
    PyTypeObject *type = (PyTypeObject *)PyObject_CallOneArg(hooks.class_for_name, name);
    if (!type)
        return NULL;
    EngineObject *self = (EngineObject *)type->tp_alloc(type, 0);
    if (self)
        self->instance_id = instance_id;
    Py_DECREF(type);
    return (PyObject *)self;
}

int object_from_python(PyObject *value, GDExtensionObjectPtr *out) {
    if (!PyObject_TypeCheck(value, &EngineObject_Type)) {
        PyErr_Format(PyExc_TypeError, "expected an engine object, got %.200R (%s)", value, Py_TYPE(value)->tp_name);
        return -1;
    }
    *out = ((EngineObject *)value)->pointer;
    if (!*out) {
        PyErr_Format(PyExc_ReferenceError,
                     "this %s was freed by the engine; check is_instance_valid() before using it", Py_TYPE(value)->tp_name);
        return -1;
    }
    return 0;
}

/* Takes the face off its object and gives up the face's engine reference. */
static void let_go(EngineObject *self) {
    GDExtensionObjectPtr object = self->pointer;
    self->dying = 1; /* its binding does nothing any more */
    script_let_go(self);
    self->pointer = NULL;
    unlink_object(self);
    gd.object_free_instance_binding(object, TOKEN);
    holds_remove(self);
    if (self->ref_counted)
        unreference(object);
}

static void object_dealloc(PyObject *self) {
    EngineObject *face = (EngineObject *)self;
    if (face->pointer && bridge_is_up) {
        PyObject *type, *value, *traceback; /* of a function that is being left; the engine may call Python code meanwhile */
        PyErr_Fetch(&type, &value, &traceback);
        let_go(face);
        PyErr_Restore(type, value, traceback);
    }
    holds_remove(face);
    Py_TYPE(self)->tp_free(self);
}

/* The extension is being left: nothing in the engine may point to Python any more. Classes that are written in Python
 * must still be registered, because objects of theirs are destroyed here. */
void objects_release_all(void) {
    values_release(0);
    texts_release();
    holds_settle();
    while (all_objects) {
        EngineObject *self = all_objects;
        int held = self->held;
        Py_INCREF(self);
        let_go(self);
        Py_DECREF(self);
        /* An object that the engine has leaked may still point to its face as its instance: such a face stays. */
        if (held && self->ref_counted)
            Py_DECREF(self);
    }
    forget_classes();
    arguments_forget();
    names_release();
}

/* ---- making objects from Python ---- */

/* Of an object that could not be finished, and that nobody else knows: gives up the face, and keeps the exception. */
static void discard(EngineObject *self) {
    GDExtensionObjectPtr object = self->pointer;
    if (object && !self->ref_counted && bridge_is_up) {
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        gd.object_destroy(object);
        PyErr_Restore(type, value, traceback);
    }
    Py_DECREF(self);
}

/* An instance of a script's class: an object of its engine class, to which the script is attached. */
static PyObject *scripted_new(PyTypeObject *type, PyObject *record) {
    GDExtensionObjectPtr object = script_base_object(record);
    if (!object)
        return NULL;
    EngineObject *self = object_face(object, type); /* there is one if a native class of Python is the base */
    if (self) {
        self->newborn = NEWBORN_NO;
        object_settle(self);
        object_finish(script_base_class(record), object);
        if (script_begin(record, object)) {
            discard(self);
            self = NULL;
        }
    }
    return (PyObject *)self;
}

/* The face of a new object. For some classes the engine makes one of a class that inherits from it: UPNP. */
static PyObject *adopt_made(PyTypeObject *type, GDExtensionObjectPtr object, uint64_t name) {
    uint64_t made = 0;
    int is_other = gd.object_get_class_name(object, bridge_library, &made) && made != name;
    if (made)
        string_name_release(&made);
    PyTypeObject *other = is_other ? object_class(object) : NULL;
    if (is_other && !other)
        return NULL;
    PyObject *self = (PyObject *)object_adopt(other && PyType_IsSubtype(other, type) ? other : type, object);
    Py_XDECREF(other);
    return self;
}

static PyObject *object_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    static PyObject *key;
    if (!key && !(key = PyUnicode_InternFromString("__godot_class__")))
        return NULL;
    PyObject *name = _PyType_Lookup(type, key);
    if (!name || (name != Py_None && !PyUnicode_Check(name)))
        return PyErr_Format(PyExc_TypeError, "%s is no class of the engine", type->tp_name);
    if (type->tp_init == PyBaseObject_Type.tp_init && (PyTuple_GET_SIZE(args) || (kwargs && PyDict_GET_SIZE(kwargs))))
        return PyErr_Format(PyExc_TypeError, "%s() takes no arguments: set the properties of the new object", type->tp_name);
    if (name == Py_None && hooks.script_of && bridge_is_up) {
        PyObject *record = PyObject_CallOneArg(hooks.script_of, (PyObject *)type);
        PyObject *self = record && record != Py_None ? scripted_new(type, record) : NULL;
        Py_XDECREF(record);
        if (!record || record != Py_None)
            return self;
    }
    if (name == Py_None)
        return PyErr_Format(PyExc_TypeError,
                            "%s is not known to the engine: decorate it with @exposed, as the one class of its file in the "
                            "project; or with @exposed(native=True), and load it at start-up", type->tp_name);
    if (!bridge_is_up)
        return PyErr_Format(PyExc_RuntimeError, "cannot make a %s: the engine is not running", type->tp_name);
    Name string_name;
    Py_INCREF(name);
    if (name_begin(&string_name, name)) {
        Py_DECREF(name);
        return NULL;
    }
    GDExtensionObjectPtr object = object_construct(type, &string_name.name);
    PyObject *self = NULL;
    if (!object) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "the engine cannot instantiate %U: it is abstract or a singleton", name);
    } else {
        self = gd.object_get_instance_binding(object, TOKEN, NULL); /* made by class_create_instance */
        self = self ? Py_NewRef(self) : adopt_made(type, object, string_name.name);
        if (self) {
            ((EngineObject *)self)->newborn = NEWBORN_NO;
            object_settle((EngineObject *)self);
            object_finish(type, object);
        }
    }
    name_end(&string_name);
    Py_DECREF(name);
    return self;
}

static PyObject *object_new_method(PyObject *type, PyObject *unused) { return PyObject_CallNoArgs(type); }

static int object_is_valid(PyObject *self) { return ((EngineObject *)self)->pointer != NULL; }

static PyNumberMethods object_as_number = {.nb_bool = object_is_valid};

/* Properties by name, also those whose names are no Python names: node["theme_override_colors/font_color"]. */
static PyObject *object_subscript(PyObject *self, PyObject *key) {
    PyObject *value;
    if (!PyUnicode_Check(key))
        return PyErr_Format(PyExc_TypeError, "%s[%.200R]: expected the name of a property", Py_TYPE(self)->tp_name, key);
    if (object_get_by_name(self, key, &value) == 0)
        PyErr_SetObject(PyExc_KeyError, key);
    return value;
}

static int object_ass_subscript(PyObject *self, PyObject *key, PyObject *value) {
    if (!PyUnicode_Check(key) || !value) {
        PyErr_Format(PyExc_TypeError,
                     value ? "%s[%.200R]: expected the name of a property" : "%s[%.200R]: a property cannot be deleted",
                     Py_TYPE(self)->tp_name, key);
        return -1;
    }
    int taken = object_set_by_name(self, key, value);
    if (taken == 0)
        PyErr_Format(PyExc_KeyError, "%s has no property %R that takes %.200R", Py_TYPE(self)->tp_name, key, value);
    return taken == 1 ? 0 : -1;
}

static PyMappingMethods object_as_mapping = {.mp_subscript = object_subscript, .mp_ass_subscript = object_ass_subscript};

/* Calling a class: an object whose __init__ raises is destroyed, because nobody could do it later. */
static PyObject *class_called(PyObject *callable, PyObject *args, PyObject *kwargs) {
    PyTypeObject *type = (PyTypeObject *)callable;
    PyObject *self = type->tp_new(type, args, kwargs);
    if (!self || !PyObject_TypeCheck(self, type) || Py_TYPE(self)->tp_init(self, args, kwargs) == 0)
        return self;
    discard((EngineObject *)self);
    return NULL;
}

PyTypeObject ObjectMeta_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.ObjectMeta",
    .tp_call = class_called,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "The type of the classes of engine objects.",
};

static PyObject *object_repr(PyObject *self) {
    EngineObject *face = (EngineObject *)self;
    if (!face->pointer)
        return PyUnicode_FromFormat("<%s, freed>", Py_TYPE(self)->tp_name);
    return PyUnicode_FromFormat("<%s#%llu>", Py_TYPE(self)->tp_name, (unsigned long long)face->instance_id);
}

static PyObject *object_get_id(PyObject *self, void *closure) {
    return PyLong_FromLongLong((int64_t)((EngineObject *)self)->instance_id);
}

static PyGetSetDef object_getset[] = {
    {"instance_id", object_get_id, NULL, "The engine's instance ID, also after the object was freed.", NULL}, {NULL}};

static PyObject *py_free(PyObject *module, PyObject *value);

static PyObject *object_free(PyObject *self, PyObject *unused) { return py_free(NULL, self); }

static PyMethodDef object_methods[] = {
    {"free", object_free, METH_NOARGS,
     "Destroys the object at once, with its children if it is a Node.\n\nTypeError for a RefCounted, which dies with its "
     "last reference; RuntimeError while the object is emitting a signal or running a method: then use queue_free()."},
    {"new", object_new_method, METH_NOARGS | METH_CLASS, "A new object of this class: the same as calling the class."},
    {NULL}};

PyTypeObject EngineObject_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.EngineObject",
    .tp_basicsize = sizeof(EngineObject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "The Python face of one object of the engine.",
    .tp_new = object_new,
    .tp_dealloc = object_dealloc,
    .tp_repr = object_repr,
    .tp_getattro = face_getattro,
    .tp_setattro = face_setattro,
    .tp_getset = object_getset,
    .tp_methods = object_methods,
    .tp_as_number = &object_as_number,
    .tp_as_mapping = &object_as_mapping,
};

/* ---- functions of the module ---- */

static PyObject *py_is_instance_valid(PyObject *module, PyObject *value) {
    return PyBool_FromLong(PyObject_TypeCheck(value, &EngineObject_Type) && ((EngineObject *)value)->pointer != NULL);
}

static PyObject *py_instance_from_id(PyObject *module, PyObject *id) {
    uint64_t instance_id = PyLong_AsUnsignedLongLongMask(id);
    if (PyErr_Occurred())
        return NULL;
    return object_to_python(gd.object_get_instance_from_id(instance_id));
}

static PyObject *py_singleton(PyObject *module, PyObject *name) {
    uint64_t string_name;
    if (string_name_from_python(name, &string_name))
        return NULL;
    GDExtensionObjectPtr object = gd.global_get_singleton(&string_name);
    string_name_release(&string_name);
    return object_to_python(object);
}

/* By the engine's own "free", which refuses while the object is locked: it is emitting a signal, or being called. */
static PyObject *py_free(PyObject *module, PyObject *value) {
    GDExtensionObjectPtr object;
    if (object_from_python(value, &object))
        return NULL;
    if (((EngineObject *)value)->ref_counted)
        return PyErr_Format(PyExc_TypeError, "%s is RefCounted and dies with its last reference; do not call free()",
                            Py_TYPE(value)->tp_name);
    static PyObject *text;
    Variant variant, result;
    Name method;
    GDExtensionCallError error = {GDEXTENSION_CALL_OK, 0, 0};
    if ((!text && !(text = PyUnicode_InternFromString("free"))) || name_begin(&method, text))
        return NULL;
    if (variant_from_python(value, &variant)) {
        name_end(&method);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    gd.variant_call(&variant, &method.name, NULL, 0, &result, &error);
    Py_END_ALLOW_THREADS
    name_end(&method);
    gd.variant_destroy(&result);
    gd.variant_destroy(&variant);
    if (((EngineObject *)value)->pointer)
        return PyErr_Format(PyExc_RuntimeError,
                            "%R is locked: it is emitting a signal or running a method; use queue_free()", value);
    Py_RETURN_NONE;
}

static PyObject *py_set_awaiting(PyObject *module, PyObject *const *args, Py_ssize_t count) {
    if (count != 2 || !PyObject_TypeCheck(args[0], &EngineObject_Type))
        return PyErr_Format(PyExc_TypeError, "set_awaiting(object, bool)");
    ((EngineObject *)args[0])->awaits = args[1] == Py_True;
    Py_RETURN_NONE;
}

static PyObject *py_address(PyObject *module, PyObject *value) {
    GDExtensionObjectPtr object;
    return object_from_python(value, &object) ? NULL : PyLong_FromVoidPtr(object);
}

static PyObject *py_live_objects(PyObject *module, PyObject *unused) {
    Py_ssize_t count = 0;
    for (EngineObject *object = all_objects; object; object = object->next)
        count++;
    return PyLong_FromSsize_t(count);
}

static PyObject *py_forget_classes(PyObject *module, PyObject *unused) {
    forget_classes();
    Py_RETURN_NONE;
}

static PyObject *py_release_objects(PyObject *module, PyObject *unused) {
    objects_release_all();
    Py_RETURN_NONE;
}

PyMethodDef object_functions[] = {
    {"is_instance_valid", py_is_instance_valid, METH_O, "Whether the value is an engine object that still lives."},
    {"instance_from_id", py_instance_from_id, METH_O, "The object with that instance ID, or None."},
    {"singleton", py_singleton, METH_O, "The engine's singleton of that name, or None."},
    {"free", py_free, METH_O, "Destroys an object that is not RefCounted."},
    {"set_awaiting", (PyCFunction)py_set_awaiting, METH_FASTCALL, "Says whether coroutines of the object wait."},
    {"address", py_address, METH_O, "The engine's pointer to the object, for cffi."},
    {"live_objects", py_live_objects, METH_NOARGS, "How many engine objects have a Python face now."},
    {"forget_classes", py_forget_classes, METH_NOARGS, "Empties the cache from engine class to Python class."},
    {"release_objects", py_release_objects, METH_NOARGS, "Takes every Python face off its object; at the end only."},
    {NULL}};
