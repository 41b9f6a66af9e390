/* Room A (godot), the C floor: what its C files share.
 *
 * Only the paths that run for every frame, call or event are C; what runs once (registering classes, reading the
 * engine's description) is Python over cffi. Every function here that touches a Python object needs the GIL;
 * entries from the engine take it with BRIDGE_ENTER. */
#ifndef GODOT_BRIDGE_H
#define GODOT_BRIDGE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>
#include <stdint.h>

#include "gdextension_interface.h"
#include "interface_table.h"   /* generated: struct interface_table, gd */
#include "engine_constants.h"  /* generated: VARIANT_SIZE, hashes, constructor indices */

#define VARIANT_WORDS (VARIANT_SIZE / 8)
#define MAX_ARGUMENTS 16

typedef struct {
    uint64_t words[VARIANT_WORDS];
} Variant;

/* The kinds of an argument or result: the engine's Variant types, and three more. */
typedef uint8_t Kind;
enum { KIND_VARIANT = 40, KIND_POINTER = 41, KIND_INT32 = 42 };

typedef union {
    int64_t integer;
    double real;
    uint8_t boolean;
    void *pointer;
    uint64_t opaque[8]; /* room for a Projection */
} Slot;

/* A Python face of one engine object. The engine's instance binding points back here. */
typedef struct EngineObject {
    PyObject_HEAD
    GDExtensionObjectPtr pointer; /* NULL once the engine has freed the object */
    uint64_t instance_id;
    struct EngineObject *previous, *next; /* all live faces, so that shutdown can let go of them */
    struct EngineObject *queue_previous, *queue_next; /* see holds.c */
    uint8_t ref_counted;
    uint8_t held;   /* the engine's binding owns one Python reference */
    uint8_t dying;  /* taken off its object for good */
    uint8_t queued; /* guarded by the lock of holds.c */
    uint8_t awaits; /* coroutines of it wait: see coroutines.py */
    uint8_t newborn; /* a RefCounted that nobody has a reference to yet: one of enum newborn */
    struct ScriptInstance *script; /* of the Python script that is attached; see scripts.c */
} EngineObject;

enum newborn { NEWBORN_NO, NEWBORN_WAITS, NEWBORN_IN_INIT };

/* A Python face of any builtin value that has no native Python type: it owns one Variant. */
typedef struct Value {
    PyObject_HEAD
    struct Value *previous, *next; /* all values, so that shutdown can let go of what is in them */
    Variant variant;
} Value;

extern PyTypeObject EngineObject_Type, ObjectMeta_Type, Value_Type, MethodBind_Type, NamedMethod_Type, Property_Type,
    BuiltinMethod_Type, BuiltinStatic_Type, Signal_Type;
extern GDExtensionClassLibraryPtr bridge_library;
extern int bridge_is_up; /* 0 before the engine's interface is there and after the extension was left */

typedef struct {
    PyObject *report;          /* report(exception): writes a traceback to Godot's log */
    PyObject *class_for_name;  /* class_for_name(str) -> type: the Python class of an engine class */
    PyObject *coroutine;       /* coroutine(coroutine, owner or None, is_wanted) -> its result, or a signal that gives it */
    PyObject *cancel;          /* cancel(owner): ends the coroutines of an object that is about to be destroyed */
    PyObject *starting;        /* starting(): there is a main loop, and nothing of it has run yet */
    PyObject *ending;          /* ending(): the main loop is over */
    PyObject *script_of;       /* script_of(type) -> address of the record of the script whose class that is */
    PyObject *class_on;        /* class_on(type, engine_type) -> the class of a script on an object of a deeper engine class */
    PyObject *resolve_default; /* resolve_default(str, kind) -> value of a default written as an expression */
    PyObject *require_class;   /* require_class(value, class name, script or None): raises when it is no such object */
    PyObject *familiar;        /* familiar(value) -> the str, list or dict that stands for it in the engine */
    PyObject *describe;        /* describe_member(method or property, "doc", "signature" or "text") -> what help() and errors show */
    PyObject *unknown_attribute; /* unknown_attribute(object, name, "get", "set" or "delete") -> the exception */
    PyObject *string_name;     /* the str subclass for StringName */
    PyObject *node_path;       /* the str subclass for NodePath */
    PyObject *face;            /* face(kind): has the face of a Callable, a Signal or a container made */
    PyObject *plain_face;      /* plain_face(kind): has the face of a value type made, by core.make_plain() */
    PyObject *no_attribute;    /* no_attribute(value type or value, name) -> the AttributeError */
    PyObject *faces[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX]; /* Value subclasses by Variant type */
} Hooks;
extern Hooks hooks;

#define BRIDGE_ENTER PyGILState_STATE gil_state = PyGILState_Ensure()
#define BRIDGE_LEAVE                   \
    do {                               \
        holds_catch_up();              \
        PyGILState_Release(gil_state); \
    } while (0)

/* errors.c */
void error_expected(const char *expected, PyObject *value);
void error_blame(const char *format, ...);

/* values.c */
int values_setup(void);
void texts_release(void);
int variant_from_python(PyObject *value, Variant *out);  /* out: uninitialised; 0, or -1 with an exception */
int integer_from_python(PyObject *value, int64_t *out);  /* value: an int, or what has __index__ */
int variant_coerce(PyObject *value, Kind kind, Variant *out);
PyObject *variant_to_python(const Variant *variant);
PyObject *python_from_pointer(Kind kind, const void *pointer); /* from a ptrcall argument */
int pointer_from_python(Kind kind, int is_reference, PyObject *value, void *target); /* to a ptrcall result */
void pointer_default(Kind kind, void *target);
void *variant_internal(const Variant *variant, Kind kind);
void variant_default(Kind kind, Variant *out);
void variant_share(const Variant *variant, Kind kind, Variant *out); /* a packed array: copied when either is changed */
const char *kind_name(Kind kind);
Kind kind_of_name(const char *name); /* that of an object, when it names no builtin type */
PyObject *python_from_string(const void *string);
PyObject *python_from_string_name(const void *string_name);
int string_name_from_python(PyObject *text, uint64_t *out); /* out: uninitialised StringName */
void string_name_release(uint64_t *string_name);
void string_name_from_utf8(const char *text, uint64_t *out);
void string_release(uint64_t *string);
GDExtensionPtrBuiltInMethod builtin_method(int type, const char *name, int64_t hash);

/* value_type.c */
PyObject *value_new(const Variant *variant, PyTypeObject *face); /* face: NULL for the one of the Variant's type */
PyObject *value_take(Variant *variant, PyTypeObject *face);      /* the same; moves the Variant, or destroys it */
void values_release(int scripts_only);

#include "plain.h"

/* callables.c */
int callables_setup(void);
PyObject *callable_wrap(PyObject *module, PyObject *args);
int callable_from_python(PyObject *callable, Variant *out);
PyObject *callable_to_python(void *callable); /* the Python callable inside, or NULL without exception */

/* signals.c */
int signals_setup(void);
extern PyTypeObject SignalDescriptor_Type;
extern PyMethodDef signal_functions[];

/* objects.c */
int objects_setup(void);
PyObject *object_to_python(GDExtensionObjectPtr object); /* new reference; None for NULL */
PyObject *object_freed(uint64_t instance_id);
int object_from_python(PyObject *value, GDExtensionObjectPtr *out);
EngineObject *object_adopt(PyTypeObject *type, GDExtensionObjectPtr object);
EngineObject *object_face(GDExtensionObjectPtr object, PyTypeObject *type);
void object_hold(EngineObject *self);
void object_settle(EngineObject *self);
int type_is_engine_class(PyTypeObject *type); /* and not one of Python derived from it */
GDExtensionObjectPtr object_construct(PyTypeObject *type, const uint64_t *name);
void object_notify_postinitialize(GDExtensionObjectPtr object);
void object_finish(PyTypeObject *type, GDExtensionObjectPtr object);
int object_has_script(PyObject *self); /* of whatever language */
void objects_release_all(void);
PyTypeObject *object_class(GDExtensionObjectPtr object); /* the class of its face when it has no script: new reference */

/* holds.c */
void holds_queue(EngineObject *self);  /* any thread, without the GIL */
void holds_remove(EngineObject *self);
int holds_wait(void);
void holds_settle(void);
/* After a call into the engine: it may have changed counts while it ran without the GIL. */
static inline void holds_catch_up(void) {
    if (holds_wait())
        holds_settle();
}
void holds_frame(void); /* without the GIL */

/* names.c */
typedef struct {
    uint64_t name; /* a StringName */
    uint8_t made;  /* for this use alone */
} Name;
int name_begin(Name *self, PyObject *text); /* 0, or -1 with an exception */
void name_end(Name *self);
void names_release(void);

/* by_name.c */
int object_get_by_name(PyObject *object, PyObject *name, PyObject **out);
int object_set_by_name(PyObject *object, PyObject *name, PyObject *value);
PyObject *object_call_by_name(PyObject *object, PyObject *name, PyObject *const *args, Py_ssize_t count);
void call_refused(PyObject *shown, PyObject *const *args, Py_ssize_t count, const GDExtensionCallError *error);
PyObject *named_method(PyObject *object, PyObject *name);
EngineObject *named_method_object(PyObject *method, PyObject **name);

/* attributes.c */
PyObject *face_getattro(PyObject *self, PyObject *name);
int face_setattro(PyObject *self, PyObject *name, PyObject *value);

/* arguments.c */
void arguments_forget(void);

/* method_binds.c */
PyObject *describe_member(PyObject *described, const char *what);
PyObject *method_bind_name(PyObject *bind); /* borrowed */

/* calls.c */
PyObject *method_vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames);
void report_exception(void);
void report_exception_of(PyObject *function, int is_result);
PyObject *call_answer(PyObject *answer, PyObject *owner, int is_wanted); /* takes and gives a reference, or NULL */

/* module.c */
void bridge_initialize(void *userdata, GDExtensionInitializationLevel level);
void bridge_deinitialize(void *userdata, GDExtensionInitializationLevel level);

/* How a Python method is called from the engine. */
typedef struct {
    PyObject *method; /* str */
    uint8_t count;
    Kind result;
    Kind kinds[MAX_ARGUMENTS];
} Signature;

typedef struct {
    Signature signature;
    uint8_t required, checks_itself;
    PyObject *classes[MAX_ARGUMENTS]; /* of an object: the class as a str, the type after its first use, or NULL */
    PyObject *owner;                  /* of a static method of a native class: the class; otherwise NULL */
} MethodRecord;

/* scripts.c */
typedef struct ScriptInstance ScriptInstance;
int script_begin(PyObject *record, GDExtensionObjectPtr object); /* Python makes an instance of a script's class */
GDExtensionBool script_has_method(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name);
void script_let_go(EngineObject *self);                            /* the face is taken off its object */
PyTypeObject *script_base_class(PyObject *record); /* borrowed */
GDExtensionObjectPtr script_base_object(PyObject *record);         /* a new engine object for such an instance */

/* classes.c */
void method_call(MethodRecord *method, EngineObject *instance, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                 GDExtensionVariantPtr result, GDExtensionCallError *error);
/* The same on any Python object, such as a class. */
void method_call_on(MethodRecord *method, PyObject *self, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                    GDExtensionVariantPtr result, GDExtensionCallError *error);
void method_release(MethodRecord *method);
extern _Thread_local int class_constructing; /* Python runs __init__ itself */
PyMODINIT_FUNC PyInit__godot_core(void);
extern PyMethodDef object_functions[], operation_functions[], class_functions[], script_functions[], plain_functions[],
    attribute_functions[];

#endif
