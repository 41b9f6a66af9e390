/* Room A, C floor: objects. One engine object has one Python face, found through the engine's instance binding.
 *
 * Who owns whom
 * - An Object that is not RefCounted (every Node): the binding owns the face (`held`), so that Python attributes stay
 *   as long as the engine's object does. When the engine frees it, the face's pointer becomes NULL.
 * - A RefCounted: the face owns one engine reference. The binding owns the face only while the engine holds further
 *   references; at the last one the hold is dropped, so that Python's collector decides, also about cycles. */
#include "bridge.h"

static EngineObject *all_objects;
static GDExtensionMethodBindPtr bind_init_ref, bind_unreference, bind_reference_count, bind_notification;
static char token_storage;
#define TOKEN ((void *)&token_storage)

/* References to drop later: the engine holds locks of its own while it reports a changed count. */
static PyObject **pending;
static Py_ssize_t pending_count, pending_room;

static PyObject *class_cache; /* address of a class's StringName -> type */

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
    class_cache = PyDict_New();
    return bind_init_ref && bind_unreference && bind_reference_count && bind_notification && class_cache ? 0 : -1;
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

void object_notify_postinitialize(GDExtensionObjectPtr object) {
    int64_t what = 0; /* Object.NOTIFICATION_POSTINITIALIZE */
    uint8_t reversed = 0;
    const void *args[] = {&what, &reversed};
    gd.object_method_bind_ptrcall(bind_notification, object, args, NULL);
}

/* ---- holding ---- */

void release_pending(void) {
    while (pending_count > 0) {
        PyObject *object = pending[--pending_count];
        Py_DECREF(object);
    }
}

static int release_pending_call(void *unused) {
    release_pending();
    return 0;
}

static void release_later(PyObject *object) {
    if (pending_count == pending_room) {
        Py_ssize_t room = pending_room ? 2 * pending_room : 64;
        PyObject **grown = PyMem_Realloc(pending, room * sizeof *grown);
        if (!grown)
            return; /* out of memory: one face leaks, which beats a crash */
        pending = grown;
        pending_room = room;
    }
    pending[pending_count++] = object;
    if (pending_count == 1)
        Py_AddPendingCall(release_pending_call, NULL);
}

static void hold(EngineObject *self) {
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

/* ---- what the engine tells a binding ---- */

static void binding_free(void *token, void *instance, void *binding) {
    EngineObject *self = binding;
    if (!bridge_is_up)
        return;
    BRIDGE_ENTER;
    if (!self->dying && self->pointer) {
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
    if (!bridge_is_up)
        return 1;
    PyGILState_STATE gil_state = PyGILState_Ensure();
    if (!self->dying && self->pointer) {
        if (added)
            hold(self);
        else if (self->held && reference_count(self->pointer) <= 1) {
            self->held = 0;
            release_later((PyObject *)self);
        }
    }
    PyGILState_Release(gil_state);
    return 1;
}

static const GDExtensionInstanceBindingCallbacks binding_callbacks = {NULL, binding_free, binding_reference};

/* ---- faces ---- */

/* Gives `object` a face of `type`. A RefCounted gets one reference, which the face owns. */
EngineObject *object_adopt(PyTypeObject *type, GDExtensionObjectPtr object, int hold_it) {
    EngineObject *self = (EngineObject *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->pointer = object;
    self->instance_id = gd.object_get_instance_id(object);
    self->ref_counted = self->instance_id >> 63;
    link_object(self);
    if (self->ref_counted)
        call_bool(bind_init_ref, object);
    Py_BEGIN_ALLOW_THREADS /* the engine's lock is never taken while holding the GIL: its holder may want the GIL */
    gd.object_set_instance_binding(object, TOKEN, self, &binding_callbacks);
    Py_END_ALLOW_THREADS
    if (hold_it || !self->ref_counted || reference_count(object) > 1)
        hold(self);
    return self;
}

static PyTypeObject *class_of(GDExtensionObjectPtr object) {
    uint64_t name = 0;
    if (!gd.object_get_class_name(object, bridge_library, &name)) {
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
        if (type && (!PyType_Check(type) || PyDict_SetItem(class_cache, key, type)))
            Py_CLEAR(type);
    }
    Py_XDECREF(key);
    string_name_release(&name);
    return (PyTypeObject *)type;
}

PyObject *object_to_python(GDExtensionObjectPtr object) {
    if (!object)
        Py_RETURN_NONE;
    EngineObject *self;
    if (gd.object_get_instance_id(object) >> 63) {
        Py_BEGIN_ALLOW_THREADS
        self = gd.object_get_instance_binding(object, TOKEN, NULL);
        Py_END_ALLOW_THREADS
    } else /* its binding has no reference callback, so nobody waits for the GIL inside the lock */
        self = gd.object_get_instance_binding(object, TOKEN, NULL);
    if (self && !self->dying)
        return Py_NewRef((PyObject *)self);
    PyTypeObject *type = class_of(object);
    if (!type)
        return NULL;
    self = object_adopt(type, object, 0);
    Py_DECREF(type);
    if (self && self->held)
        Py_INCREF(self);
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

static void let_go(EngineObject *self) {
    GDExtensionObjectPtr object = self->pointer;
    self->pointer = NULL;
    unlink_object(self);
    Py_BEGIN_ALLOW_THREADS
    gd.object_free_instance_binding(object, TOKEN);
    Py_END_ALLOW_THREADS
    if (self->ref_counted && call_bool(bind_unreference, object))
        gd.object_destroy(object);
}

static void object_dealloc(PyObject *self) {
    EngineObject *face = (EngineObject *)self;
    if (face->pointer && bridge_is_up) {
        face->dying = 1;
        let_go(face);
    }
    Py_TYPE(self)->tp_free(self);
}

/* The extension is being left: nothing in the engine may point to Python any more. */
void objects_release_all(void) {
    release_pending();
    while (all_objects) {
        EngineObject *self = all_objects;
        Py_INCREF(self);
        int held = self->held;
        self->held = 0;
        self->dying = 1;
        let_go(self);
        if (held)
            Py_DECREF(self);
        Py_DECREF(self);
    }
    Py_CLEAR(class_cache);
}

/* ---- making objects from Python ---- */

static PyObject *object_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *name = PyObject_GetAttrString((PyObject *)type, "__godot_class__");
    if (!name)
        return NULL;
    if (name == Py_None) {
        PyErr_Format(PyExc_TypeError,
                     "%s is not registered with the engine: decorate the class with @exposed(native=True) and load it at "
                     "start-up", type->tp_name);
        Py_DECREF(name);
        return NULL;
    }
    if (!bridge_is_up) {
        PyErr_Format(PyExc_RuntimeError, "cannot make a %s: the engine is not running", type->tp_name);
        Py_DECREF(name);
        return NULL;
    }
    uint64_t string_name;
    int status = string_name_from_python(name, &string_name);
    if (status == 0) {
        int outer = class_constructing;
        class_constructing = 1;
        GDExtensionObjectPtr object = gd.classdb_construct_object2(&string_name);
        class_constructing = outer;
        string_name_release(&string_name);
        EngineObject *self = NULL;
        if (!object)
            PyErr_Format(PyExc_TypeError, "the engine cannot instantiate %U: it is abstract or a singleton", name);
        else {
            self = gd.object_get_instance_binding(object, TOKEN, NULL);
            if (self) /* made by class_create_instance: ours to keep now */
                Py_INCREF(self);
            else {
                self = object_adopt(type, object, 0);
                if (self && self->held)
                    Py_INCREF(self);
            }
            if (self && self->ref_counted && self->held && reference_count(object) <= 1) {
                self->held = 0;
                Py_DECREF(self);
            }
            if (self)
                object_notify_postinitialize(object);
        }
        Py_DECREF(name);
        return (PyObject *)self;
    }
    Py_DECREF(name);
    return NULL;
}

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

PyTypeObject EngineObject_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "godot.EngineObject",
    .tp_basicsize = sizeof(EngineObject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_doc = "The Python face of one object of the engine.",
    .tp_new = object_new,
    .tp_dealloc = object_dealloc,
    .tp_repr = object_repr,
    .tp_getset = object_getset,
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

static PyObject *py_free(PyObject *module, PyObject *value) {
    GDExtensionObjectPtr object;
    if (object_from_python(value, &object))
        return NULL;
    if (((EngineObject *)value)->ref_counted) {
        PyErr_Format(PyExc_TypeError, "%s is RefCounted and dies with its last reference; do not call free()",
                     Py_TYPE(value)->tp_name);
        return NULL;
    }
    gd.object_destroy(object);
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

static PyObject *py_forget_class(PyObject *module, PyObject *unused) {
    PyDict_Clear(class_cache);
    Py_RETURN_NONE;
}

PyMethodDef object_functions[] = {
    {"is_instance_valid", py_is_instance_valid, METH_O, "Whether the value is an engine object that still lives."},
    {"instance_from_id", py_instance_from_id, METH_O, "The object with that instance ID, or None."},
    {"singleton", py_singleton, METH_O, "The engine's singleton of that name, or None."},
    {"free", py_free, METH_O, "Destroys an object that is not RefCounted."},
    {"address", py_address, METH_O, "The engine's pointer to the object, for cffi."},
    {"live_objects", py_live_objects, METH_NOARGS, "How many engine objects have a Python face now."},
    {"forget_classes", py_forget_class, METH_NOARGS, "Empties the cache from engine class to Python class."},
    {NULL}};
